//! Two people at once: where they change different fields both stand; where they change the same
//! one the second is told, with both texts; nothing is lost.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "../../history/tests/server/mod.rs"]
#[allow(unreachable_pub, dead_code, reason = "the store's own suite uses all of it")]
mod server;

mod support;

use std::sync::Arc;

use bellwether_app::{
    App,
    edit::{Edit, EditError, EditForm, Edited, Leave},
    import::{Decision, Decisions, Upload},
};
use bellwether_domain::{
    Action, Assessment, Number, Place, Reading, Register, Risk, RiskField, Scheme, Stage,
    due::{self, Precision},
    scheme::Band,
};
use bellwether_history::{Actor, AsAt, Authority, Deed, OrganisationId, Standing, Store};
use bellwether_intake::Options;
use support::{Bench, day};

fn action(description: &str, due_text: &str) -> Action {
    Action {
        description: description.into(),
        owners: vec!["AB".into()],
        due: Some(due::read(due_text, day("2025-12-12"))),
        status: Some(Reading::read("G", bellwether_domain::ActionStatus::Green)),
        ..Action::default()
    }
}

fn rating(n: i32) -> Option<Reading<Number>> {
    Some(Reading::read(n.to_string(), Number::from(n)))
}

fn risk(reference: &str, wording: &str) -> Risk {
    let mut risk = Risk {
        reference: Some(reference.into()),
        description: Some(wording.into()),
        owners: vec!["AB".into()],
        actions: vec![action("Survey the roof", "Mar-26"), action("Let the repair", "Jun-26")],
        ..Risk::default()
    };
    *risk.assessments.slot(Stage::Current) = Some(Assessment {
        likelihood: rating(3),
        impact: rating(4),
        score: rating(12),
        level: Some("High".into()),
        ..Assessment::default()
    });
    risk
}

fn register(date: &str) -> Register {
    let mut scheme = Scheme::product(5);
    scheme.likelihood[4].label = "Almost certain".into();
    let band = |label: &str, from: i32| Band {
        label: label.into(),
        from: from.into(),
        colour: None,
        shade: None,
    };
    scheme.bands = vec![band("Low", 1), band("High", 10)];
    Register {
        as_at: Some(day(date)),
        scheme: Some(scheme),
        risks: vec![
            risk("1", "Rain comes through the roof of the archive").into(),
            risk("2", "Nobody applies for the post of archivist").into(),
        ],
        ..Register::default()
    }
}

fn import(app: &App, register: &Register) {
    let json = register.to_json();
    let upload = Upload { name: "issue.json", bytes: json.as_bytes() };
    let plan = app.plan_import(upload, None, &Options::default()).unwrap();
    let decisions = Decisions::all(Decision::Close);
    app.author(Authority::read("the clerk", "quarterly issue", plan.as_at).unwrap())
        .apply_import(&plan, &decisions)
        .unwrap();
}

fn app_at(location: &str) -> App {
    let app = App::new(
        Store::open(location).unwrap(),
        OrganisationId::default(),
        Box::<Bench>::default(),
    );
    import(&app, &register("2025-12-12"));
    app
}

/// A register of two risks, in a file of its own.
fn app(folder: &tempfile::TempDir) -> App {
    app_at(folder.path().join("test.db").to_str().unwrap())
}

fn by(who: &str, from: &str) -> Authority {
    Authority::read(who, &format!("{who} knows better"), day(from)).unwrap()
}

const TODAY: &str = "2026-01-05";

fn open(app: &App) -> EditForm {
    app.edit_form("1", None).unwrap()
}

fn send(
    app: &App,
    form: &EditForm,
    who: &str,
    change: impl FnOnce(&mut Risk),
) -> Result<Edited, EditError> {
    let mut risk = (*form.version.risk).clone();
    change(&mut risk);
    let leave = Leave::default();
    let edit = Edit { id: form.version.id, began: form.began(), risk, leave };
    app.author(by(who, TODAY)).edit(&edit)
}

fn current(app: &App) -> Risk {
    (*open(app).version.risk).clone()
}

fn holds(app: &App) {
    assert_eq!(app.store().verify(app.organisation()).unwrap().broken, None);
}

/// Two threads at one risk, many times, each with fields of its own.
fn different_fields_both_stand(app: &App) {
    const ROUNDS: i32 = 25;
    let sent = |who: &str, change: &(dyn Fn(&mut Risk, i32) + Sync)| {
        for n in 1..=ROUNDS {
            let edited = send(app, &open(app), who, |risk| change(risk, n)).unwrap();
            assert!(edited.committed.is_some(), "{who} {n}");
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            sent("Ann", &|risk, n| {
                risk.description = Some(format!("Rain comes in, {n} buckets a day"));
                risk.actions[0].due = Some(due::read(&format!("{n} Mar 2026"), day("2026-01-05")));
                risk.extra.insert(format!("Ann {n}"), "was here".into());
            });
        });
        scope.spawn(|| {
            sent("Ben", &|risk, n| {
                risk.owners = vec![format!("Post {n}")];
                risk.actions[0].owners = vec![format!("Post {n}")];
                risk.actions
                    .push(action(&format!("{n} {}", "more words ".repeat(n as usize)), "TBC"));
                risk.extra.insert(format!("Ben {n}"), "was here".into());
            });
        });
    });
    let risk = current(app);
    assert_eq!(risk.description.unwrap(), "Rain comes in, 25 buckets a day");
    assert_eq!(risk.owners, ["Post 25"]);
    assert_eq!(risk.actions[0].owners, ["Post 25"]);
    assert_eq!(risk.actions[0].due.as_ref().unwrap().text, "25 Mar 2026");
    assert_eq!(risk.actions.len(), 2 + 25, "every action that Ben added is there");
    assert_eq!(risk.extra.len(), 2 * 25, "no round of either was overwritten");
    assert_eq!(app.journal(None, 1000).unwrap().len(), 1 + 2 * 25);
    holds(app);
}

/// Several at once, all at one field from one version: one is first, each other is told.
fn one_field_is_told_with_both_texts(app: &App) {
    for round in 0..10 {
        let form = open(app);
        let before = current(app).description;
        let words = |n: usize| format!("Round {round}, as person {n} has it");
        let answers: Vec<Result<Edited, EditError>> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|n| {
                    let (form, words) = (&form, &words);
                    scope.spawn(move || {
                        send(app, form, &format!("person {n}"), |risk| {
                            risk.description = Some(words(n));
                        })
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let winner = answers.iter().position(Result::is_ok).unwrap();
        assert_eq!(current(app).description, Some(words(winner)));
        for (n, answer) in answers.into_iter().enumerate().filter(|(n, _)| *n != winner) {
            let Err(EditError::Conflict(told)) = answer else { panic!("{answer:?}") };
            let [conflict] = &told.conflicts[..] else { panic!("{told:?}") };
            assert_eq!(conflict.place.at, Place::Risk(RiskField::Description));
            assert_eq!(conflict.base, before);
            assert_eq!(conflict.mine, Some(words(n)));
            assert_eq!(conflict.theirs, Some(words(winner)));
            assert_eq!(told.entry.unwrap().actor, Actor(format!("person {winner}")));
        }
    }
    holds(app);
}

#[test]
fn two_at_once_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    different_fields_both_stand(&app);
    one_field_is_told_with_both_texts(&app);
}

#[test]
fn two_at_once_on_postgres() {
    let Some(server) = server::Server::shared() else { return };
    let app = app_at(&server.address("bellwether", &server.database()));
    different_fields_both_stand(&app);
    one_field_is_told_with_both_texts(&app);
}

#[test]
fn a_conflict_decided_is_written_over_what_stands() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let (ann, ben) = (open(&app), open(&app));
    send(&app, &ann, "Ann", |risk| {
        risk.owners = vec!["CD".into()];
        risk.category = Some("Estates".into());
    })
    .unwrap();
    let refused = send(&app, &ben, "Ben", |risk| {
        risk.owners = vec!["EF".into()];
        risk.title = Some("The roof".into());
    });
    let Err(EditError::Conflict(told)) = refused else { panic!("{refused:?}") };
    assert_eq!(
        EditError::Conflict(told.clone()).to_string(),
        "Ann has changed what you changed too since you began: look at both texts and decide"
    );
    assert_eq!(
        (told.merged.category.as_deref(), told.merged.owners[0].as_str()),
        (Some("Estates"), "EF")
    );
    let began = bellwether_app::edit::Began { seq: told.stands.seq, as_at: day("2026-01-05") };
    let leave = Leave::default();
    let again = Edit { id: told.stands.id, began, risk: told.merged, leave };
    app.author(by("Ben", TODAY)).edit(&again).unwrap();
    let risk = current(&app);
    assert_eq!((risk.owners, risk.title), (vec!["EF".to_owned()], Some("The roof".to_owned())));
    assert_eq!(risk.category.as_deref(), Some("Estates"));
}

#[test]
fn what_was_sent_twice_is_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let form = open(&app);
    let change = |risk: &mut Risk| risk.owners = vec!["CD".into()];
    assert!(send(&app, &form, "Ann", change).unwrap().committed.is_some());
    assert_eq!(send(&app, &form, "Ann", change).unwrap().committed, None);
    assert_eq!(app.journal(None, 10).unwrap().len(), 2);
}

#[test]
fn what_is_typed_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    send(&app, &open(&app), "Ann", |risk| {
        risk.description = Some("  Rain comes in \r\n and in ".into());
        risk.assessments.current.as_mut().unwrap().likelihood =
            Some(Reading::unread("almost CERTAIN"));
        risk.actions[0].due.as_mut().unwrap().text = "end of May 2026".into();
        risk.actions[0].status = Some(Reading::unread("Complete"));
        risk.actions.push(Action {
            description: " ".into(),
            owners: vec![String::new()],
            ..Action::default()
        });
    })
    .unwrap();
    let risk = current(&app);
    assert_eq!(risk.description.unwrap(), "Rain comes in and in");
    let current = risk.assessments.current.unwrap();
    assert_eq!(current.likelihood.unwrap().value, Some(Number::from(5)));
    assert_eq!(current.score.unwrap().text, "20", "the score follows the matrix");
    let milestone = &risk.actions[0].due.as_ref().unwrap().milestones[0];
    assert_eq!((milestone.to, milestone.precision), (day("2026-05-31"), Precision::Month));
    assert_eq!(risk.actions[0].status_value(), Some(bellwether_domain::ActionStatus::Complete));
    assert_eq!(risk.actions.len(), 2, "an empty row is no action");
}

#[test]
fn every_problem_is_told_at_once_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let form = open(&app);
    let mut risk = (*form.version.risk).clone();
    risk.reference = Some("2".into());
    risk.description = Some(" ".into());
    risk.assessments.current.as_mut().unwrap().impact = Some(Reading::unread("7"));
    risk.actions[1].description = String::new();
    let missing = Authority::read("Ann", "  ", day(TODAY)).unwrap_err();
    let leave = Leave::default();
    let edit = Edit { id: form.version.id, began: form.began(), risk, leave };
    let refused = EditError::unsigned(&missing, app.preview_edit(&edit, day(TODAY)));
    let EditError::Invalid(problems) = refused else { panic!("{refused:?}") };
    let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the current impact “7” is not on the scale: give one of 1, 2, 3, 4, 5",
            "say what action 2 is, or leave its other fields empty",
            "say in words what the risk is",
            "the number 2 belongs to another risk (“Nobody applies for the post of archivist”): \
             give one that is free",
            "say why: a change is kept with its reason",
        ]
    );
    assert_eq!(app.journal(None, 10).unwrap().len(), 1);
}

#[test]
fn likelihood_and_impact_moved_by_two_make_the_score_of_their_cell() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let (ann, ben) = (open(&app), open(&app));
    let rate = |risk: &mut Risk, likelihood: i32, impact: i32| {
        let current = risk.assessments.current.as_mut().unwrap();
        (current.likelihood, current.impact) = (rating(likelihood), rating(impact));
    };
    send(&app, &ann, "Ann", |risk| rate(risk, 5, 4)).unwrap();
    let edited = send(&app, &ben, "Ben", |risk| rate(risk, 3, 1)).unwrap();
    assert!(edited.merged);
    let current = current(&app).assessments.current.unwrap();
    assert_eq!(current.score_value(), Some(Number::from(5)));
    assert_eq!(current.level.as_deref(), Some("Low"));
}

#[test]
fn a_likelihood_that_is_cleared_takes_the_score_and_its_band_along() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let (ann, ben) = (open(&app), open(&app));
    send(&app, &ann, "Ann", |risk| risk.assessments.current.as_mut().unwrap().impact = rating(5))
        .unwrap();
    assert_eq!(current(&app).assessments.current.unwrap().score_value(), Some(15.into()));
    let edited = send(&app, &ben, "Ben", |risk| {
        risk.assessments.current.as_mut().unwrap().likelihood = None;
    })
    .unwrap();
    assert!(edited.merged);
    let left = current(&app).assessments.current.unwrap();
    assert_eq!((left.likelihood, left.impact), (None, rating(5)));
    assert_eq!((left.score, left.level), (None, None), "nothing is left to score");
}

#[test]
fn a_score_of_its_own_stays_when_a_likelihood_is_cleared() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let rate = |score: i32| {
        move |risk: &mut Risk| {
            let current = risk.assessments.current.as_mut().unwrap();
            (current.score, current.level) = (rating(score), Some("As the board sees it".into()));
        }
    };
    send(&app, &open(&app), "Ann", rate(20)).unwrap();
    send(&app, &open(&app), "Ben", |risk| {
        risk.assessments.current.as_mut().unwrap().likelihood = None;
    })
    .unwrap();
    let left = current(&app).assessments.current.unwrap();
    assert_eq!((left.score_value(), left.level.is_some()), (Some(20.into()), true));
}

#[test]
fn a_score_given_by_hand_is_not_headed_with_the_day_of_the_last_document() {
    let store = Store::in_memory().unwrap();
    let app = App::new(store, OrganisationId::default(), Box::<Bench>::default());
    let mut issue = register("2026-01-02");
    for risk in issue.risks.iter_mut().map(std::sync::Arc::make_mut) {
        risk.assessments.current.as_mut().unwrap().label =
            Some("Score now (2 January 2026)".into());
    }
    import(&app, &issue);
    let label = |app: &App| current(app).assessments.current.unwrap().label.unwrap();
    send(&app, &open(&app), "Ann", |risk| risk.owners = vec!["CD".into()]).unwrap();
    assert_eq!(label(&app), "Score now (2 January 2026)", "the score is the document's");
    send(&app, &open(&app), "Ann", |risk| {
        risk.assessments.current.as_mut().unwrap().likelihood = rating(5);
    })
    .unwrap();
    assert_eq!(label(&app), "Score now");
    let register = app.snapshot(None, None).unwrap().register;
    assert_eq!(register.stage_label(Stage::Current), "Score now");

    // The next issue repeats it: from then on the column is the issue's.
    let mut next = Register::clone(&register);
    next.as_at = Some(day("2026-01-06"));
    next.stages.clear();
    for risk in &mut next.risks {
        Arc::make_mut(risk).assessments.current.as_mut().unwrap().label =
            Some("Score now (6 January 2026)".into());
    }
    let json = next.to_json();
    let upload = Upload { name: "issue.json", bytes: json.as_bytes() };
    let plan = app.plan_import(upload, None, &Options::default()).unwrap();
    let mut decisions = Decisions::all(Decision::Close);
    decisions.answer("ahead", "keep");
    let clerk = Authority::read("the clerk", "quarterly issue", plan.as_at).unwrap();
    app.author(clerk).apply_import(&plan, &decisions).unwrap();
    let then = |date: &str| {
        let register = app.snapshot(Some(day(date)), None).unwrap().register;
        register.stage_label(Stage::Current).to_owned()
    };
    assert_eq!(then("2026-01-05"), "Score now");
    assert_eq!(then("2026-01-06"), "Score now (6 January 2026)");
}

#[test]
fn an_edit_is_never_silently_covered_by_a_later_version() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    send(&app, &open(&app), "Ann", |risk| risk.owners = vec!["CD".into()]).unwrap();
    let form = app.edit_form("1", Some(day("2025-12-20"))).unwrap();
    let mut risk = (*form.version.risk).clone();
    risk.category = Some("Estates".into());
    let edit = |from: &str, until_next| {
        let leave = Leave { until_next, ..Leave::default() };
        let (id, began) = (form.version.id, form.began());
        app.author(by("Ben", from)).edit(&Edit { id, began, risk: risk.clone(), leave })
    };
    let refused = edit("2025-12-20", false);
    assert!(
        matches!(&refused, Err(EditError::Later { next, .. }) if *next == day("2026-01-05")),
        "{refused:?}"
    );
    assert_eq!(edit("2025-12-20", true).unwrap().until, Some(day("2026-01-05")));
    assert_eq!(current(&app).category, None, "from then on the later version speaks");
    // The same change made from then on keeps what was said since.
    assert!(edit(TODAY, true).unwrap().merged);
    let risk = current(&app);
    assert_eq!((risk.category.as_deref(), &risk.owners[0][..]), (Some("Estates"), "CD"));
}

#[test]
fn an_edit_ends_at_an_issue_that_found_nothing_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    import(&app, &register("2026-01-02"));
    let form = app.edit_form("1", Some(day("2025-12-20"))).unwrap();
    let mut risk = (*form.version.risk).clone();
    risk.owners = vec!["CD".into()];
    let mut edit = Edit { id: form.version.id, began: form.began(), risk, leave: Leave::default() };
    let ben = app.author(by("Ben", "2025-12-20"));
    let refused = ben.edit(&edit);
    assert!(
        matches!(&refused, Err(EditError::Later { next, .. }) if *next == day("2026-01-02")),
        "{refused:?}"
    );
    edit.leave.until_next = true;
    assert_eq!(ben.edit(&edit).unwrap().until, Some(day("2026-01-02")));
    let owner = |date| {
        let snapshot = app.snapshot(Some(day(date)), None).unwrap();
        snapshot.find("1").unwrap().risk.owners[0].clone()
    };
    let owners = ["2025-12-12", "2025-12-20", "2026-01-01", "2026-01-02"].map(owner);
    assert_eq!(owners, ["AB", "CD", "CD", "AB"], "the issue of January says so");
}

#[test]
fn a_date_before_the_risk_and_a_version_that_never_was_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let form = open(&app);
    let edit = |began, effective: &str| {
        let (risk, leave) = ((*form.version.risk).clone(), Leave::default());
        app.author(by("Ann", effective)).edit(&Edit { id: form.version.id, began, risk, leave })
    };
    let early = edit(form.began(), "2025-01-01");
    assert!(matches!(early, Err(EditError::BeforeRisk { .. })), "{early:?}");
    let began = bellwether_app::edit::Began { seq: form.version.seq.next(), ..form.began() };
    let unknown = edit(began, "2026-01-05");
    assert!(matches!(unknown, Err(EditError::NoSuchVersion)), "{unknown:?}");
}

#[test]
fn a_risk_is_closed_and_put_back_and_an_edit_meanwhile_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let (ann, id) = (open(&app), open(&app).version.id);
    send(&app, &open(&app), "Ben", |risk| risk.owners = vec!["CD".into()]).unwrap();
    let (cy, leave) = (app.author(by("Cy", TODAY)), Leave::default());
    cy.close(id, leave).unwrap();
    assert_eq!(cy.close(id, leave).unwrap().committed, None, "closed is closed");
    let refused = send(&app, &ann, "Ann", |risk| risk.title = Some("The roof".into()));
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the risk was taken off the register on 2026-01-05 by Cy: put it back before changing it"
    );
    assert_eq!(open(&app).version.standing, Standing::Closed);
    cy.reopen(id, leave).unwrap();
    send(&app, &ann, "Ann", |risk| risk.title = Some("The roof".into())).unwrap();
    let risk = current(&app);
    assert_eq!((risk.title.as_deref(), &risk.owners[0][..]), (Some("The roof"), "CD"));
    let deeds: Vec<Deed> = app.journal(None, 10).unwrap().into_iter().map(|e| e.deed).collect();
    assert!(matches!(
        deeds[..],
        [Deed::Edit, Deed::Reopen, Deed::Close, Deed::Edit, Deed::Import(_)]
    ));
    holds(&app);
}

#[test]
fn the_history_shows_both_of_two_edits_on_one_day() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    send(&app, &open(&app), "Ann", |risk| risk.owners = vec!["CD".into()]).unwrap();
    send(&app, &open(&app), "Ben", |risk| risk.owners = vec!["EF".into()]).unwrap();
    let history = app.risk_history(open(&app).version.id, AsAt::date(day("2026-01-05"))).unwrap();
    let who: Vec<String> =
        history.steps.into_iter().map(|step| step.entry.unwrap().actor.0.clone()).collect();
    assert_eq!(who, ["the clerk", "Ann", "Ben"]);
}

/// The register without its matrix: scales follow from the figures.
fn without_matrix(folder: &tempfile::TempDir) -> App {
    let location = folder.path().join("plain.db");
    let app = App::new(
        Store::open(location.to_str().unwrap()).unwrap(),
        OrganisationId::default(),
        Box::<Bench>::default(),
    );
    import(&app, &Register { scheme: None, ..register("2025-12-12") });
    app
}

/// Gives risk 1 a likelihood by hand.
fn likelihood(app: &App, text: &str, off_scale: bool) -> Result<Edited, EditError> {
    let form = open(app);
    let mut risk = (*form.version.risk).clone();
    let rating = Reading { text: text.to_owned(), value: None };
    risk.assessments.current.as_mut().unwrap().likelihood = Some(rating);
    let leave = Leave { off_scale, ..Leave::default() };
    let edit = Edit { id: form.version.id, began: form.began(), risk, leave };
    app.author(by("Ada", TODAY)).edit(&edit)
}

#[test]
fn a_figure_beyond_the_scales_in_use_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let app = without_matrix(&folder);
    let asked = likelihood(&app, "9", false).unwrap_err();
    assert!(matches!(asked, EditError::OffScale { .. }), "{asked}");
    assert!(asked.to_string().contains("current likelihood 9"), "{asked}");
    assert!(likelihood(&app, "1", false).unwrap().committed.is_some(), "a step in use");
    assert!(likelihood(&app, "9", true).unwrap().committed.is_some(), "it is meant");
}

#[test]
fn a_figure_off_the_scale_that_the_body_gave_is_declined() {
    let folder = tempfile::tempdir().unwrap();
    let app = without_matrix(&folder);
    let body = app.body().unwrap();
    let steps = bellwether_domain::scales::Steps { likelihood: Some(6), impact: Some(6) };
    let said = bellwether_app::settings::body::Body { steps, ..body.body };
    let authority = Authority::read("the clerk", "as we score", day("2026-01-05")).unwrap();
    app.author(authority).set_body(&said, body.seq).unwrap();
    let declined = likelihood(&app, "7", true).unwrap_err();
    assert!(declined.to_string().contains("give one of 1, 2, 3, 4, 5, 6"), "{declined}");
    assert!(likelihood(&app, "6", false).unwrap().committed.is_some());
}

#[test]
fn a_score_by_hand_is_not_of_the_day_of_the_last_document() {
    let folder = tempfile::tempdir().unwrap();
    for (label, bare) in [
        ("Current (12 December 2025)", Some("Current")),
        ("Latest score at 12 December 2025", Some("Latest score")),
        ("12 December 2025", None),
    ] {
        let app = app_at(folder.path().join(format!("{}.db", label.len())).to_str().unwrap());
        let mut next = register("2026-01-01");
        for risk in &mut next.risks {
            let own = std::sync::Arc::make_mut(risk);
            own.assessments.current.as_mut().unwrap().label = Some(label.to_owned());
        }
        import(&app, &next);
        send(&app, &open(&app), "Ada", |risk| {
            let own = risk.assessments.current.as_mut().unwrap();
            own.likelihood = Some(Reading { text: "2".into(), value: None });
        })
        .unwrap();
        let own = current(&app).assessments.current.unwrap();
        assert_eq!(own.label.as_deref(), bare, "{label}");
        let register = app.snapshot(None, None).unwrap().register.clone();
        let heading = register.stage_label(Stage::Current);
        assert_eq!(heading, bare.unwrap_or("Current"), "what the page says over it");
    }
}
