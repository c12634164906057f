//! What changed between two dates, as a committee asks for it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use bellwether_app::{
    check::When,
    edit::{Edit, Leave},
};
use bellwether_domain::{
    Action, ActionStatus, Assessment, Number, Reading, Register, Risk, Stage,
    diff::{ChangeKind as K, Direction},
    due,
};
use bellwether_history::{Authority, RiskVersion};
use support::{app, bring_in, day};

fn action(words: &str, date: &str) -> Action {
    Action {
        description: words.into(),
        owners: vec!["AB".into()],
        due: Some(due::read(date, day("2025-01-10"))),
        ..Action::default()
    }
}

fn risk(reference: &str, words: &str) -> Risk {
    let mut risk = Risk {
        reference: Some(reference.into()),
        description: Some(words.into()),
        owners: vec!["AB".into()],
        ..Risk::default()
    };
    *risk.assessments.slot(Stage::Current) = Some(Assessment {
        score: Some(Reading::read("12", Number::from(12))),
        ..Assessment::default()
    });
    risk
}

fn issue(date: &str, risks: Vec<Risk>) -> Register {
    let risks = risks.into_iter().map(Into::into).collect();
    Register { as_at: Some(day(date)), risks, ..Register::default() }
}

const ROOF: &str = "Rain comes through the roof of the archive";
const STAFF: &str = "Nobody applies for the post of archivist";
const MONEY: &str = "The grant ends and is not renewed";

#[test]
fn every_kind_of_change_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let mut roof = risk("1", ROOF);
    roof.actions = vec![action("Let the repair", "Jun-25"), action("Insure the archive", "Jul-25")];
    let all = vec![roof.clone(), risk("2", STAFF), risk("3", MONEY)];
    bring_in(&app, &issue("2025-01-10", all));
    bring_in(&app, &issue("2025-03-14", vec![roof.clone(), risk("3", MONEY)]));

    roof.description = Some(format!("{ROOF} and its annexe"));
    roof.owners = vec!["CD".into()];
    roof.status = Some(Reading::unread("Open"));
    roof.assessments.current.as_mut().unwrap().score = Some(Reading::read("9", Number::from(9)));
    roof.actions[0].due = action("", "Sep-25").due;
    roof.actions[1].status = Some(Reading::read("Complete", ActionStatus::Complete));
    roof.actions.push(action("Move the oldest records", "Dec-25"));
    let newcomer = risk("4", "Thieves take the plate");
    bring_in(&app, &issue("2025-06-13", vec![roof, risk("2", STAFF), newcomer]));

    let changes = app
        .changes(Some(When::Date(day("2025-03-14"))), Some(When::Date(day("2025-06-13"))), None)
        .unwrap();
    let names = |versions: &[RiskVersion]| -> Vec<String> {
        versions.iter().filter_map(|version| version.risk.reference.clone()).collect()
    };
    assert_eq!(names(&changes.new), ["4"]);
    assert_eq!(names(&changes.closed), ["3"]);
    assert_eq!(names(&changes.reopened), ["2"]);
    let seen: Vec<_> =
        changes.changed[0].changes.iter().map(|change| (change.kind, change.direction)).collect();
    assert_eq!(
        seen,
        [
            (K::Reworded, None),
            (K::Reowned, None),
            (K::StatusChanged, None),
            (K::Rescored, Some(Direction::Down)),
            (K::ActionSlipped, Some(Direction::Up)),
            (K::ActionCompleted, None),
            (K::ActionAdded, None),
        ]
    );
}

#[test]
fn a_date_that_moved_again_says_how_often_it_has_moved_in_all() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let dates = ["2025-01-10", "2025-03-14", "2025-06-13", "2025-09-12", "2025-12-12"];
    // The action comes in March; its words change while its date moves.
    let said = [
        None,
        Some(("Let the repair of the roof", "Jun-25")),
        Some(("Let the repair of the roof", "Sep-25")),
        Some(("Let the repair of the roof to the builder", "Aug-25")),
        Some(("Let the repair of the roof to the builder", "Mar-26")),
    ];
    for (date, said) in dates.into_iter().zip(said) {
        let mut roof = risk("1", ROOF);
        roof.actions = said.into_iter().map(|(words, date)| action(words, date)).collect();
        bring_in(&app, &issue(date, vec![roof]));
    }
    let moves = |from: &str, to: &str| {
        let changes =
            app.changes(Some(When::Date(day(from))), Some(When::Date(day(to))), None).unwrap();
        changes.changed[0].date_moves.clone()
    };
    let last = &moves("2025-09-12", "2025-12-12")[0];
    assert_eq!((last.later, last.earlier, last.since), (2, 1, day("2025-03-14")));
    assert_eq!(last.action, "Let the repair of the roof to the builder");
    let once = &moves("2025-03-14", "2025-06-13")[0];
    assert_eq!((once.later, once.earlier), (1, 0));
    assert!(moves("2025-01-10", "2025-03-14").is_empty(), "an action that came has not moved");
}

#[test]
fn of_two_actions_in_the_same_words_each_has_its_own_dates() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    const WORDS: &str = "Go over the flood plan with the wardens";
    for (date, first) in
        [("2025-03-14", "Jun-25"), ("2025-06-13", "Sep-25"), ("2025-09-12", "Dec-25")]
    {
        let mut roof = risk("1", ROOF);
        roof.actions = vec![action(WORDS, first), action(WORDS, "Mar-26")];
        bring_in(&app, &issue(date, vec![roof]));
    }
    let since = Some(When::Date(day("2025-06-13")));
    let changes = app.changes(since, None, None).unwrap();
    let moves: Vec<_> =
        changes.changed[0].date_moves.iter().map(|own| (own.later, own.first.clone())).collect();
    assert_eq!(moves, [(2, Some("Jun-25".to_owned()))]);
    let (material, _) = app.material_since(bellwether_app::paper::Asked::default()).unwrap();
    let moved: Vec<_> = material.moved.iter().map(|(place, own)| (*place, own.later)).collect();
    assert_eq!(moved, [((0, 0), 2)], "the other never moved");
}

#[test]
fn what_was_recorded_later_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring_in(&app, &issue("2025-03-14", vec![risk("1", ROOF)]));
    bring_in(&app, &issue("2025-06-13", vec![risk("1", ROOF), risk("2", STAFF)]));
    let known = app.journal(None, 9).unwrap()[0].recorded;
    bring_in(&app, &issue("2025-06-13", vec![risk("1", MONEY), risk("2", STAFF)]));
    bring_in(&app, &issue("2025-09-12", vec![risk("2", STAFF)]));
    let then = app.changes(None, None, Some(known)).unwrap();
    let ends = (then.from.as_at.effective, then.to.as_at.effective);
    assert_eq!(ends, (day("2025-03-14"), day("2025-06-13")));
    assert_eq!((then.new.len(), then.same, then.changed.len()), (1, 1, 0));
    let snapshot = app.snapshot(None, Some(known)).unwrap();
    assert_eq!((snapshot.as_at, snapshot.timeline.issues.len()), (day("2025-06-13"), 2));
}

#[test]
fn what_was_said_by_hand_since_the_issue_is_measured_from_that_issue() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let scored = |score: i32| {
        let mut roof = risk("1", ROOF);
        roof.assessments.current.as_mut().unwrap().score =
            Some(Reading::read(score.to_string(), Number::from(score)));
        roof
    };
    bring_in(&app, &issue("2025-09-12", vec![scored(20)]));
    bring_in(&app, &issue("2025-12-12", vec![scored(15)]));
    assert_eq!(
        app.snapshot(None, None).unwrap().timeline.before(day("2025-12-12")),
        Some(day("2025-09-12"))
    );

    let form = app.edit_form("1", None).unwrap();
    let authority = Authority::read("Ben", "The gutters froze", day("2026-01-05")).unwrap();
    let leave = Leave::default();
    app.author(authority)
        .edit(&Edit { id: form.version.id, began: form.began(), risk: scored(20), leave })
        .unwrap();
    let now = app.snapshot(None, None).unwrap();
    let score = |risk: &Risk| risk.assessments.current.as_ref().unwrap().score_value();
    let before = now.earlier(form.version.id).unwrap();
    assert_eq!((score(before), score(&now.register.risks[0])), (Some(15.into()), Some(20.into())));
    let changes = app.changes(None, None, None).unwrap();
    assert_eq!(changes.from.as_at.effective, day("2025-12-12"));
    let [changed] = &changes.changed[..] else { panic!("{changes:?}") };
    assert_eq!(changed.changes[0].direction, Some(Direction::Up));
    let entry = &changes.entries[&changed.said[0].unwrap()];
    assert_eq!((entry.actor.0.as_str(), entry.reason.as_str()), ("Ben", "The gutters froze"));
    // As at the issue itself nothing was said since.
    let then = app.snapshot(Some(day("2025-12-12")), None).unwrap();
    assert_eq!(then.earlier(form.version.id).map(score), Some(Some(20.into())));
}

#[test]
fn the_words_for_a_stage_are_those_of_the_issue() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let labelled = |date: &str| {
        let mut roof = risk("1", ROOF);
        roof.assessments.current.as_mut().unwrap().label = Some(format!("Score now ({date})"));
        issue(date, vec![roof])
    };
    let dates = ["2025-12-12", "2025-03-14", "2025-06-13"];
    for date in dates {
        bring_in(&app, &labelled(date));
    }
    for date in dates {
        let shown = app.snapshot(Some(day(date)), None).unwrap().register;
        assert_eq!(shown.stage_label(Stage::Current), format!("Score now ({date})"));
    }
    assert!(app.changes(None, None, None).unwrap().particulars.is_empty(), "a new date is no news");
}
