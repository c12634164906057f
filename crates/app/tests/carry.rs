//! An older document that comes in after an edit by hand: what it changes flows into the edit, and
//! the edit keeps its word.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use bellwether_app::{
    App,
    edit::{Edit, Leave},
    import::{Decision, Decisions, Fate, Upload},
};
use bellwether_domain::{
    Action, ActionStatus, Assessment, Control, Number, Reading, Register, Risk, Stage,
    diff::diff_risks, due,
};
use bellwether_history::{Authority, OrganisationId, Standing, Store};
use bellwether_intake::Options;
use proptest::prelude::*;
use support::{Bench, app, bring_in, day, import};

const FIRST: &str = "2025-01-10";
const OLDER: &str = "2025-03-14";
const EDITED: [&str; 2] = ["2025-05-05", "2025-08-08"];
const NEXT: &str = "2025-12-12";

fn action(words: &str, date: &str) -> Action {
    Action {
        description: words.into(),
        owners: vec!["AB".into()],
        due: Some(due::read(date, day(FIRST))),
        ..Action::default()
    }
}

fn rating(n: i32) -> Option<Reading<Number>> {
    Some(Reading::read(n.to_string(), Number::from(n)))
}

fn roof() -> Risk {
    let mut risk = Risk {
        reference: Some("1".into()),
        category: Some("Estates".into()),
        description: Some("Rain comes through the roof of the archive".into()),
        owners: vec!["AB".into()],
        controls: vec![Control::new("The gutters are cleared in autumn")],
        actions: vec![action("Survey the roof", "Mar-26"), action("Insure the plate", "Jun-26")],
        ..Risk::default()
    };
    risk.extra.insert("Committee".into(), "Audit".into());
    for stage in [Stage::Current, Stage::Target] {
        *risk.assessments.slot(stage) =
            Some(Assessment { score: rating(12), ..Assessment::default() });
    }
    risk
}

fn issue(date: &str, risk: Risk) -> Register {
    Register { as_at: Some(day(date)), risks: vec![risk.into()], ..Register::default() }
}

/// Changes of one field each, which nobody else touches.
const FIELDS: [fn(&mut Risk); 12] = [
    |risk| risk.category = Some("Buildings".into()),
    |risk| risk.description = Some("Rain and snow come through the roof".into()),
    |risk| risk.title = Some("The roof".into()),
    |risk| risk.owners = vec!["CD".into()],
    |risk| risk.status = Some(Reading::unread("Open")),
    |risk| risk.assessments.current.as_mut().unwrap().score = rating(20),
    |risk| risk.assessments.target.as_mut().unwrap().score = rating(4),
    |risk| risk.actions[0].due = Some(due::read("Sep-26", day(FIRST))),
    |risk| risk.actions[0].status = Some(Reading::read("Complete", ActionStatus::Complete)),
    |risk| risk.actions[1].owners = vec!["EF".into()],
    |risk| risk.controls.push(Control::new("Buckets stand below the leaks")),
    |risk| drop(risk.extra.insert("Committee".into(), "Estates".into())),
];

/// Which of them each hand makes: 0 the document, 1 and 2 the edits, 3 nobody.
fn made(by: usize, hands: &[usize]) -> impl Fn(&mut Risk) {
    let own: Vec<_> = FIELDS.into_iter().zip(hands).filter(|(_, hand)| **hand == by).collect();
    move |risk| own.iter().for_each(|(change, _)| change(risk))
}

fn edit(app: &App, which: usize, change: impl Fn(&mut Risk)) {
    let effective = day(EDITED[which]);
    let form = app.edit_form("1", Some(effective)).unwrap();
    let mut risk = (*form.version.risk).clone();
    change(&mut risk);
    let authority = Authority::read("Ada", &format!("edit {which}"), effective).unwrap();
    let leave = Leave { until_next: true, ..Leave::default() };
    app.author(authority)
        .edit(&Edit { id: form.version.id, began: form.began(), risk, leave })
        .unwrap();
}

/// The risk on each day that matters, and whether it is on the register.
fn history(app: &App) -> Vec<(Standing, Risk)> {
    [FIRST, OLDER, EDITED[0], EDITED[1], NEXT, "2026-01-05"]
        .into_iter()
        .map(|date| {
            let snapshot = app.snapshot(Some(day(date)), None).unwrap();
            let version = snapshot.find("1").unwrap();
            (version.standing, Risk { source: None, ..(*version.risk).clone() })
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_arrivals_does_not_matter_where_fields_differ(
        hands in prop::collection::vec(0_usize..4, FIELDS.len()),
        next in any::<bool>(),
    ) {
        let mut document = roof();
        made(0, &hands)(&mut document);
        let mut after = roof();
        (0..3).for_each(|hand| made(hand, &hands)(&mut after));
        after.category = Some("As the next issue has it".into());
        let told = |order: [usize; 3]| {
            let store = Store::in_memory().unwrap();
            let app = App::new(store, OrganisationId::default(), Box::<Bench>::default());
            bring_in(&app, &issue(FIRST, roof()));
            for hand in order {
                match hand {
                    0 => bring_in(&app, &issue(OLDER, document.clone())),
                    edited => edit(&app, edited - 1, made(edited, &hands)),
                }
            }
            if next {
                bring_in(&app, &issue(NEXT, after.clone()));
            }
            history(&app)
        };
        let in_order = told([0, 1, 2]);
        for order in [[1, 0, 2], [1, 2, 0]] {
            let other = told(order);
            for ((standing, wanted), (other_standing, got)) in in_order.iter().zip(&other) {
                prop_assert_eq!(standing, other_standing, "{:?}", order);
                prop_assert_eq!(diff_risks(wanted, got), vec![], "{:?}", order);
            }
        }
    }
}

#[test]
fn where_both_changed_the_same_field_the_edit_stands_and_the_plan_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring_in(&app, &issue(FIRST, roof()));
    edit(&app, 0, |risk| risk.description = Some("Rain comes in by the roof".into()));
    let mut document = roof();
    document.description = Some("Hail comes through the roof of the archive".into());
    document.category = Some("Buildings".into());
    let json = issue(OLDER, document.clone()).to_json();
    let upload = Upload { name: "older.json", bytes: json.as_bytes() };
    let plan = app.plan_import(upload, None, &Options::default()).unwrap();
    let [carried] = plan.risks[0].carried.as_slice() else { panic!("{:?}", plan.risks) };
    assert_eq!((carried.effective, carried.changes.len()), (day(EDITED[0]), 1));
    let [conflict] = carried.conflicts.as_slice() else { panic!("{carried:?}") };
    assert_eq!(conflict.mine.as_deref(), Some("Rain comes in by the roof"));
    assert_eq!(conflict.theirs, document.description);
    bring_in(&app, &issue(OLDER, document));
    let [_, older, edited, ..] = &history(&app)[..] else { panic!() };
    assert_eq!(older.1.wording(), "Hail comes through the roof of the archive");
    assert_eq!(edited.1.wording(), "Rain comes in by the roof");
    assert_eq!(edited.1.category.as_deref(), Some("Buildings"));
}

#[test]
fn an_edit_keeps_its_author_and_its_step() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring_in(&app, &issue(FIRST, roof()));
    edit(&app, 0, |risk| risk.owners = vec!["CD".into()]);
    let mut document = roof();
    document.category = Some("Buildings".into());
    bring_in(&app, &issue(OLDER, document));
    let snapshot = app.snapshot(None, None).unwrap();
    let id = snapshot.find("1").unwrap().id;
    let history = app.risk_history(id, snapshot.view.as_at).unwrap();
    let steps: Vec<_> = history
        .steps
        .iter()
        .map(|step| (step.changes.len(), step.entry.as_ref().unwrap().actor.0.as_str()))
        .collect();
    assert_eq!(steps, [(0, "the clerk"), (1, "the clerk"), (1, "Ada")]);
}

#[test]
fn a_risk_that_an_older_document_lacks_is_off_the_register_whatever_was_edited_since() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring_in(&app, &issue(FIRST, roof()));
    edit(&app, 0, |risk| risk.owners = vec!["CD".into()]);
    let other = Risk { reference: Some("2".into()), ..roof() };
    let lacks = Risk { description: Some("Nobody applies for the post".into()), ..other };
    let lacks = issue(OLDER, lacks);
    import(&app, &lacks, &Decisions::all(Decision::Close)).unwrap();
    let standing = |date| app.snapshot(Some(day(date)), None).unwrap().find("1").unwrap().standing;
    assert_eq!(standing(FIRST), Standing::Live);
    assert_eq!((standing(OLDER), standing(EDITED[0])), (Standing::Closed, Standing::Closed));
}

#[test]
fn what_was_edited_before_the_next_issue_does_not_reach_beyond_it() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring_in(&app, &issue(FIRST, roof()));
    // The next issue says what the edit says: it writes nothing of the risk down itself.
    edit(&app, 0, |risk| risk.owners = vec!["CD".into()]);
    let stood = Risk { owners: vec!["CD".into()], ..roof() };
    bring_in(&app, &issue(NEXT, stood.clone()));
    let mut document = roof();
    document.category = Some("Buildings".into());
    let json = issue(OLDER, document).to_json();
    let upload = Upload { name: "older.json", bytes: json.as_bytes() };
    let plan = app.plan_import(upload, None, &Options::default()).unwrap();
    assert!(matches!(plan.risks[0].fate, Fate::Change(_)));
    app.author(Authority::read("the clerk", "late", plan.as_at).unwrap())
        .apply_import(&plan, &Decisions::default())
        .unwrap();
    let [_, _, edited, .., next, _] = &history(&app)[..] else { panic!() };
    assert_eq!(edited.1.category.as_deref(), Some("Buildings"));
    assert_eq!(diff_risks(&next.1, &stood), []);
}
