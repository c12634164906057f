//! Taking a deed back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail")]

mod support;

use bellwether_app::{
    App, ToSeal,
    edit::{Edit, Leave},
    evidence::{Beside, NewFile},
    import::{Decision, Decisions, Upload},
    settings::body::Body,
    undo::UndoError,
};
use bellwether_domain::scales::Steps;
use bellwether_history::{Authority, OrganisationId, Seq, Store};
use bellwether_intake::Options;
use support::{Bench, day};

const FIRST: &str = "No,Risk,Lead,Likelihood,Impact,Score,Action,Action lead,By when,RAG\n\
    1,The roof leaks,AB,4,4,16,Mend the roof,AB,Mar-27,A\n\
    2,The post stays empty,CD,3,3,9,Advertise the post,CD,Mar-27,G\n";
const SECOND: &str = "No,Risk,Lead,Likelihood,Impact,Score,Action,Action lead,By when,RAG\n\
    1,The roof leaks,EF,4,2,8,Mend the roof,AB,Mar-27,G\n\
    3,The grant ends,CD,3,3,9,Find a funder,CD,Mar-27,G\n";

fn app() -> App {
    App::new(Store::in_memory().unwrap(), OrganisationId::default(), Box::<Bench>::default())
}

fn by(date: &str) -> Authority {
    Authority::read("the clerk", "as asked", day(date)).unwrap()
}

fn bring_in(app: &App, text: &str, date: &str) -> Seq {
    let upload = Upload { name: "register.csv", bytes: text.as_bytes() };
    let plan = app.plan_import(upload, Some(day(date)), &Options::default()).unwrap();
    app.author(by(date)).apply_import(&plan, &Decisions::all(Decision::Close)).unwrap();
    head(app)
}

fn head(app: &App) -> Seq {
    app.store().head(app.organisation()).unwrap().unwrap().seq
}

/// The whole register as at a date but for what was noticed when it was read.
fn register(app: &App, date: &str) -> String {
    app.snapshot(Some(day(date)), None).unwrap().register.to_json()
}

/// The same without the date.
fn said(app: &App, date: &str) -> String {
    register(app, date).replace(date, "then")
}

fn edit(app: &App, date: &str, owner: &str) -> Seq {
    let form = app.edit_form("1", None).unwrap();
    let mut risk = (*form.version.risk).clone();
    risk.owners = vec![owner.to_owned()];
    let authority = Authority::read("Ann", "agreed", day(date)).unwrap();
    let leave = Leave { until_next: true, ..Leave::default() };
    app.author(authority)
        .edit(&Edit { id: form.version.id, began: form.began(), risk, leave })
        .unwrap();
    head(app)
}

fn undo(app: &App, seq: Seq) -> Result<Seq, UndoError> {
    let undoing = app.plan_undo(seq)?;
    Ok(app.author(by("2025-09-01")).undo(&undoing)?.seq)
}

#[test]
fn an_edit_is_taken_back_and_taken_back_again() {
    let app = app();
    bring_in(&app, FIRST, "2025-03-14");
    let before = register(&app, "2025-04-01");
    let edited = edit(&app, "2025-04-01", "Post A");
    let after = register(&app, "2025-04-01");
    let undoing = app.plan_undo(edited).unwrap();
    let [restored] = undoing.restores.as_slice() else { panic!("{:?}", undoing.restores) };
    assert_eq!((restored.what.as_str(), restored.changes.len()), ("risk 1", 1));
    assert_eq!(restored.changes[0].before.as_deref(), Some("Post A"));
    let undone = undo(&app, edited).unwrap();
    assert_eq!(register(&app, "2025-04-01"), before);
    undo(&app, undone).unwrap();
    assert_eq!(register(&app, "2025-04-01"), after);
    assert_eq!(app.store().verify(app.organisation()).unwrap().broken, None);
}

#[test]
fn an_import_is_taken_back_whole_and_can_be_brought_in_again() {
    let app = app();
    bring_in(&app, FIRST, "2025-03-14");
    let before = register(&app, "2025-06-13");
    let second = bring_in(&app, SECOND, "2025-06-13");
    let after = register(&app, "2025-06-13");
    undo(&app, second).unwrap();
    assert_eq!(register(&app, "2025-06-13"), before);
    assert_eq!(app.timeline(None).unwrap().issues.len(), 1, "it is no issue any more");
    let again = bring_in(&app, SECOND, "2025-06-13");
    assert_eq!(again.0, second.0 + 2);
    assert_eq!(register(&app, "2025-06-13"), after);
}

#[test]
fn what_later_changes_rest_on_is_not_taken_back() {
    let app = app();
    let first = bring_in(&app, FIRST, "2025-03-14");
    let edited = edit(&app, "2025-04-01", "Post A");
    let refused = undo(&app, first).unwrap_err();
    let told = format!("risk 1 was changed since by entry {edited}, which rests on entry {first}");
    assert!(refused.to_string().starts_with(&told), "{refused}");
    let as_at = Some(day("2025-04-01"));
    app.author(by("2025-04-01"))
        .seal(ToSeal { name: "Board", as_at, ..ToSeal::default() })
        .unwrap();
    let sealed = head(&app);
    assert!(matches!(undo(&app, sealed), Err(UndoError::Sealed(_))));
    assert!(matches!(undo(&app, Seq(99)), Err(UndoError::NoSuchEntry(_))));
    assert_eq!(head(&app), sealed, "nothing was written");
}

#[test]
fn a_closing_and_a_file_are_taken_back() {
    let app = app();
    bring_in(&app, FIRST, "2025-03-14");
    let before = register(&app, "2025-05-01");
    let id = app.snapshot(None, None).unwrap().find("2").unwrap().id;
    let authority = Authority::read("Ann", "over", day("2025-05-01")).unwrap();
    let leave = Leave { until_next: true, ..Leave::default() };
    app.author(authority).close(id, leave).unwrap();
    let closed = head(&app);
    assert_ne!(register(&app, "2025-05-01"), before);
    undo(&app, closed).unwrap();
    assert_eq!(register(&app, "2025-05-01"), before);

    let file = NewFile { name: "a.pdf", media: None, bytes: b"paper" };
    let attached = app.author(by("2025-05-02")).attach(file, Beside::Risk("2")).unwrap().seq;
    let stands = || app.evidence().unwrap()[0].withdrawn.is_none();
    let undone = undo(&app, attached).unwrap();
    assert!(!stands());
    assert!(matches!(undo(&app, attached), Err(UndoError::Already { by, .. }) if by == undone));
}

#[test]
fn what_was_taken_back_since_stands_in_nobodys_way() {
    let app = app();
    bring_in(&app, FIRST, "2025-03-14");
    let before = said(&app, "2025-07-01");
    let second = bring_in(&app, SECOND, "2025-06-13");
    let after = said(&app, "2025-07-01");
    let edited = edit(&app, "2025-07-01", "Post A");
    let refused = undo(&app, second).unwrap_err();
    assert!(matches!(refused, UndoError::Rests { by, .. } if by == edited), "{refused}");
    undo(&app, edited).unwrap();
    let undone = undo(&app, second).unwrap();
    for date in ["2025-06-13", "2025-07-01", "2025-09-01"] {
        assert_eq!(said(&app, date), before, "{date}");
    }
    let refused = undo(&app, second).unwrap_err();
    assert!(matches!(refused, UndoError::Already { by, .. } if by == undone), "{refused}");
    undo(&app, undone).unwrap();
    for date in ["2025-06-13", "2025-07-01", "2025-09-01"] {
        assert_eq!(said(&app, date), after, "{date}");
    }
    // Brought in again by taking back what took it back, the edit rests on it once more.
    let again = edit(&app, "2025-07-01", "Post B");
    assert!(matches!(undo(&app, second), Err(UndoError::Rests { by, .. }) if by == again));
    assert_eq!(app.store().verify(app.organisation()).unwrap().broken, None);
}

#[test]
fn following_what_a_refusal_advises_always_ends() {
    let app = app();
    let first = bring_in(&app, FIRST, "2025-03-14");
    for (date, owner) in [("2025-04-01", "A"), ("2025-05-01", "B"), ("2025-05-01", "C")] {
        edit(&app, date, owner);
    }
    let undone = undo(&app, head(&app)).unwrap();
    undo(&app, undone).unwrap();
    edit(&app, "2025-06-01", "D");
    for _ in 0..20 {
        match undo(&app, first) {
            Ok(_) => return,
            Err(UndoError::Rests { by, .. }) => drop(undo(&app, by).unwrap()),
            Err(other) => panic!("{other}"),
        }
    }
    panic!("it goes round in circles");
}

#[test]
fn a_risk_whose_coming_was_taken_back_is_not_closed_but_was_never_there() {
    let app = app();
    bring_in(&app, FIRST, "2025-03-14");
    let second = bring_in(&app, SECOND, "2025-06-13");
    let id = app.snapshot(None, None).unwrap().find("3").unwrap().id;
    undo(&app, second).unwrap();
    let told = app.told(&bellwether_app::read::Sought::default(), None, None, 1).unwrap();
    let own = told[0].risks.iter().find(|risk| risk.id == id).unwrap();
    assert!(own.unmade && !own.closed, "{own:?}");
    assert!(told[0].risks.iter().all(|risk| risk.id == id || !risk.unmade));
    let snapshot = app.snapshot(Some(day("2025-06-13")), None).unwrap();
    assert_eq!(snapshot.find("3").unwrap().id, id, "its number leads to what became of it");
    assert!(snapshot.view.closed.is_empty(), "{:?}", snapshot.view.closed);
    let version = snapshot.find(&id.to_string()).unwrap();
    let closing = app.closings([version], snapshot.view.as_at).unwrap().pop().unwrap();
    assert!(closing.unmade);
    // Brought in again it is new, under the id that it had.
    let upload = Upload { name: "register.csv", bytes: SECOND.as_bytes() };
    let plan = app.plan_import(upload, Some(day("2025-06-13")), &Options::default()).unwrap();
    let counts = plan.counts();
    assert_eq!((counts.create, counts.reopen, counts.change), (1, 0, 1));
    app.author(by("2025-06-13")).apply_import(&plan, &Decisions::all(Decision::Close)).unwrap();
    let snapshot = app.snapshot(Some(day("2025-06-13")), None).unwrap();
    assert_eq!(snapshot.find("3").unwrap().id, id);
    let told = app.told(&bellwether_app::read::Sought::default(), None, None, 1).unwrap();
    assert!(told[0].risks.iter().any(|risk| risk.id == id && risk.added && !risk.reopened));
}

#[test]
fn a_file_taken_back_thrice_is_withdrawn() {
    let app = app();
    bring_in(&app, FIRST, "2025-03-14");
    let file = NewFile { name: "a.pdf", media: None, bytes: b"paper" };
    let mut last = app.author(by("2025-05-02")).attach(file, Beside::Risk("2")).unwrap().seq;
    for stands in [false, true, false] {
        let turned = app.plan_undo(last).unwrap().restores[0].turned;
        assert_eq!(turned, Some(if stands { "standing again" } else { "withdrawn" }));
        last = undo(&app, last).unwrap();
        assert_eq!(app.evidence().unwrap()[0].withdrawn.is_none(), stands);
    }
}

/// Nothing was set before: taken back, all is as where nobody sets anything.
#[test]
fn what_was_set_first_of_all_is_taken_back_to_what_is_usual() {
    let app = app();
    bring_in(&app, FIRST, "2025-03-31");
    let usual = app.body().unwrap().body;
    let steps = Steps { likelihood: Some(5), impact: Some(5) };
    app.author(by("2025-04-01")).set_body(&Body { steps, ..usual.clone() }, None).unwrap();
    let set = head(&app);
    undo(&app, set).unwrap();
    assert_eq!(app.body().unwrap().body, usual);
    assert_eq!(app.body_set().unwrap().len(), 2);
    assert!(app.snapshot(None, None).is_ok());
    let seen = app.body().unwrap().seq;
    app.author(by("2025-04-02")).set_body(&Body { steps, ..usual }, seen).unwrap();
    assert_eq!(app.body().unwrap().body.steps, steps);
}
