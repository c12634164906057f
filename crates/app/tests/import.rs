//! Issues of a register come in any order and become one history.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::sync::Arc;

use bellwether_app::{
    AppError,
    check::When,
    import::{Decision, Decisions, Fate, Outcome, Upload},
};
use bellwether_domain::{
    Assessment, Number, Person, Reading, Register, Risk, Scheme, Stage, scheme::Band,
};
use bellwether_history::Authority;
use bellwether_intake::Options;
use support::{app, arguments, close, day, import};

fn risk(reference: &str, wording: &str, score: i32) -> Risk {
    let mut risk = Risk {
        reference: Some(reference.into()),
        description: Some(wording.into()),
        ..Risk::default()
    };
    *risk.assessments.slot(Stage::Current) = Some(Assessment {
        score: Some(Reading::read(score.to_string(), Number::from(score))),
        ..Assessment::default()
    });
    risk
}

const ROOF: &str = "Rain comes through the roof of the archive";
const STAFF: &str = "Nobody applies for the post of archivist";
const MONEY: &str = "The grant ends and is not renewed";

/// Four issues: scores move there and back, a risk goes and returns, one comes, one is kept.
fn issues() -> Vec<Register> {
    let issue = |date: &str, risks: Vec<Risk>| Register {
        title: Some("Archive risk register".into()),
        as_at: Some(day(date)),
        people: vec![Person { initials: "AB".into(), name: format!("A. Bee {date}"), role: None }],
        risks: risks.into_iter().map(Arc::new).collect(),
        ..Register::default()
    };
    vec![
        issue("2025-03-14", vec![risk("1", ROOF, 12), risk("2", STAFF, 9)]),
        issue("2025-06-13", vec![risk("1", ROOF, 16), risk("2", STAFF, 9), risk("3", MONEY, 8)]),
        issue("2025-09-12", vec![risk("1", ROOF, 12), risk("3", MONEY, 8)]),
        issue("2025-12-12", vec![risk("2", STAFF, 9), risk("1", ROOF, 12), risk("3", MONEY, 6)]),
    ]
}

/// Every order of the numbers below `n`.
fn orders(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![vec![]];
    }
    orders(n - 1)
        .into_iter()
        .flat_map(|order| {
            (0..=order.len()).map(move |at| {
                let mut longer = order.clone();
                longer.insert(at, n - 1);
                longer
            })
        })
        .collect()
}

#[test]
fn issues_brought_in_in_any_order_become_the_same_history() {
    let issues = issues();
    for order in orders(issues.len()) {
        let folder = tempfile::tempdir().unwrap();
        let app = app(&folder);
        for &i in &order {
            import(&app, &issues[i], &close()).unwrap();
        }
        for issue in &issues {
            let shown = app.snapshot(issue.as_at, None).unwrap();
            let mut shown = Register::clone(&shown.register);
            let risks = shown.risks.iter_mut().map(Arc::make_mut);
            risks.for_each(bellwether_domain::identity::forget);
            assert_eq!(shown.risks, issue.risks, "as at {:?} after {order:?}", issue.as_at);
            assert_eq!(shown.people, issue.people, "as at {:?} after {order:?}", issue.as_at);
        }
    }
}

#[test]
fn the_same_file_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let issue = &issues()[0];
    assert!(matches!(import(&app, issue, &close()), Ok(Outcome::Applied { .. })));
    assert_eq!(import(&app, issue, &close()).unwrap(), Outcome::Unchanged);
    assert_eq!(app.journal(None, 10).unwrap().len(), 1);
}

#[test]
fn a_missing_risk_is_asked_about_and_never_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let issues = issues();
    import(&app, &issues[1], &close()).unwrap();
    let refused = import(&app, &issues[2], &Decisions::default()).unwrap_err();
    let AppError::Undecided { questions } = &refused else { panic!("{refused}") };
    let [question] = questions.as_slice() else { panic!("{questions:?}") };
    assert_eq!(question.concerns[0].name, "2");
    assert!(arguments(&refused).contains("--missing close or --missing keep"), "{refused}");
    assert_eq!(app.journal(None, 10).unwrap().len(), 1, "nothing was written");

    import(&app, &issues[2], &Decisions::all(Decision::Keep)).unwrap();
    let kept = app.snapshot(None, None).unwrap();
    let numbers: Vec<_> =
        kept.register.risks.iter().map(|r| r.reference.clone().unwrap()).collect();
    assert_eq!(numbers, ["1", "3", "2"], "the kept risk comes after those of the document");
}

#[test]
fn a_plan_names_each_change() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let issues = issues();
    import(&app, &issues[0], &close()).unwrap();
    let json = issues[1].to_json();
    let upload = Upload { name: "june.json", bytes: json.as_bytes() };
    let plan = app.plan_import(upload, None, &Options::default()).unwrap();
    let fates: Vec<_> = plan.risks.iter().map(|planned| &planned.fate).collect();
    assert!(matches!(fates[0], Fate::Change(changes) if changes.len() == 1));
    assert_eq!(fates[1], &Fate::Same);
    assert_eq!(fates[2], &Fate::Create);
}

#[test]
fn a_plan_that_someone_overtook_is_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let issues = issues();
    import(&app, &issues[0], &close()).unwrap();
    let json = issues[1].to_json();
    let upload = Upload { name: "june.json", bytes: json.as_bytes() };
    let plan = app.plan_import(upload, None, &Options::default()).unwrap();
    let mut other = issues[1].clone();
    other.risks[0] = risk("1", ROOF, 20).into();
    import(&app, &other, &close()).unwrap();
    let refused = app
        .author(Authority::read("the clerk", "late", plan.as_at).unwrap())
        .apply_import(&plan, &close());
    assert!(matches!(refused, Err(AppError::Changed)), "{refused:?}");
}

#[test]
fn the_history_of_a_risk_leaves_out_what_did_not_change() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    for issue in issues().iter().rev() {
        import(&app, issue, &close()).unwrap();
    }
    let snapshot = app.snapshot(None, None).unwrap();
    let roof = snapshot.find("1").unwrap().id;
    let history = app.risk_history(roof, snapshot.view.as_at).unwrap();
    let dates: Vec<_> = history.steps.iter().map(|s| s.version.effective.to_string()).collect();
    assert_eq!(dates, ["2025-03-14", "2025-06-13", "2025-09-12"]);
    let staff = snapshot.find("2").unwrap().id;
    let history = app.risk_history(staff, snapshot.view.as_at).unwrap();
    let turns: Vec<_> = history.steps.iter().map(|step| (step.opened, step.closed)).collect();
    assert_eq!(turns, [(true, false), (false, true), (true, false)]);
}

#[test]
fn what_changed_between_two_dates() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    for issue in issues() {
        import(&app, &issue, &close()).unwrap();
    }
    let changes = app
        .changes(Some(When::Date(day("2025-03-14"))), Some(When::Date(day("2025-09-12"))), None)
        .unwrap();
    let names = |versions: &[bellwether_history::RiskVersion]| -> Vec<String> {
        versions.iter().filter_map(|v| v.risk.reference.clone()).collect()
    };
    assert_eq!(names(&changes.new), ["3"]);
    assert_eq!(names(&changes.closed), ["2"]);
    assert_eq!(changes.same, 1);
    let back = app
        .changes(Some(When::Date(day("2025-09-12"))), Some(When::Date(day("2025-12-12"))), None)
        .unwrap();
    assert_eq!(names(&back.reopened), ["2"]);
}

#[test]
fn before_its_history_there_is_nothing_to_show() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    assert!(matches!(app.snapshot(None, None), Err(AppError::Empty)));
    import(&app, &issues()[0], &close()).unwrap();
    let early = app.snapshot(Some(day("2024-01-01")), None);
    assert!(matches!(early, Err(AppError::BeforeHistory { .. })));
}

/// A register with a matrix of two bands and a key of one person.
fn judged(date: &str, high_from: i32, post: &str) -> Register {
    let band = |label: &str, from: i32| Band {
        label: label.into(),
        from: from.into(),
        colour: None,
        shade: None,
    };
    let scheme =
        Scheme { bands: vec![band("Low", 1), band("High", high_from)], ..Scheme::product(5) };
    let person =
        Person { initials: "AB".into(), name: "A. Bee".into(), role: Some(post.to_owned()) };
    Register {
        as_at: Some(day(date)),
        scheme: Some(scheme),
        people: vec![person],
        risks: vec![risk("1", ROOF, 12).into()],
        ..Register::default()
    }
}

#[test]
fn a_correction_of_a_band_or_a_post_is_kept_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    import(&app, &judged("2025-03-14", 15, "Keeper"), &close()).unwrap();
    // At the same date: a correction. At a later one: a change between the two.
    for (date, from, post) in [("2025-03-14", 12, "Keeper"), ("2025-03-14", 12, "Head Keeper")] {
        let corrected = judged(date, from, post);
        let outcome = import(&app, &corrected, &close()).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
        let shown = app.snapshot(None, None).unwrap().register;
        assert_eq!((&shown.scheme, &shown.people), (&corrected.scheme, &corrected.people));
    }
    import(&app, &judged("2025-06-13", 10, "Archivist"), &close()).unwrap();
    let told = app.changes(None, None, None).unwrap().particulars;
    let told: Vec<_> = told
        .iter()
        .map(|c| (c.what.as_str(), c.before.as_deref().unwrap(), c.after.as_deref().unwrap()))
        .collect();
    let expected = [
        ("band of scores: High", "High from 12", "High from 10"),
        ("owner key: post of AB", "Head Keeper", "Archivist"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_title_does_not_carry_the_day_of_its_document_on() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let mut first = issues().remove(0);
    first.title = Some("Archive risk register as at 14 March 2025".into());
    import(&app, &first, &Decisions::default()).unwrap();
    let title =
        |app: &bellwether_app::App| app.snapshot(None, None).unwrap().register.title.clone();
    assert_eq!(title(&app).as_deref(), Some("Archive risk register"));
    let mut next = issues().remove(1);
    next.title = Some("Archive risk register as at 13 June 2025".into());
    let json = next.to_json();
    let upload = Upload { name: "next.json", bytes: json.as_bytes() };
    let plan = app.plan_import(upload, None, &Options::default()).unwrap();
    assert!(plan.particulars.iter().all(|change| !change.what.contains("title")));
}
