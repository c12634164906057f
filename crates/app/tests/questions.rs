//! What a document does not say stays, what only a person can decide is asked, and what was
//! answered is kept with the import.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::sync::Arc;

use bellwether_app::{
    App, AppError,
    edit::{Edit, Leave},
    import::{Decision, Decisions, Outcome, Plan, Upload, question::Kind},
};
use bellwether_domain::{Risk, RiskState, Stage};
use bellwether_history::{Authority, Deed, Standing};
use bellwether_intake::Options;
use support::{app, arguments, day};

/// A quarter's list of a mill's risks with every column it is ever published with.
const WHOLE: &str = "\
Ref,Risk,Owner,Likelihood,Impact,Score,Control,Action,Action owner,Due date,Action status,Site
W1,The wheel bearing runs hot and the mill stops,Millwright,4,3,12,Grease it weekly,Fit a new bearing,Millwright,May 2026,Amber,North
W2,Grain is damp on delivery and spoils in the loft,Miller,3,3,9,Test each load,Buy a meter,Miller,June 2026,Green,North
W3,The sluice gate jams with leaves in autumn,Warden,3,4,12,Clear the screen,Hang a second screen,Warden,July 2026,Green,South
W4,Sacks are stacked too high and fall on somebody,Miller,2,5,10,Mark the height,Train the carters,Miller,May 2026,Amber,South
W5,Flour dust catches fire by the lamp,Warden,2,5,10,Closed lamps,Move the lamps,Warden,June 2026,Green,North
W6,The carter is ill and nobody can drive the team,Miller,3,2,6,A second driver,Ask the smith,Miller,July 2026,Green,South
";

fn plan(app: &App, name: &str, text: &str, date: &str) -> Plan {
    let upload = Upload { name, bytes: text.as_bytes() };
    app.plan_import(upload, Some(day(date)), &Options::default()).unwrap()
}

fn apply(app: &App, plan: &Plan, decisions: &Decisions) -> Result<Outcome, AppError> {
    let by = Authority::read("the clerk", "quarterly issue", plan.as_at).unwrap();
    app.author(by).apply_import(plan, decisions)
}

fn bring(app: &App, text: &str, date: &str) {
    apply(app, &plan(app, "mill.csv", text, date), &Decisions::default()).unwrap();
}

fn risks(app: &App) -> Vec<Arc<Risk>> {
    app.snapshot(None, None).unwrap().register.risks.clone()
}

/// The table with only these of its columns.
fn columns(text: &str, kept: &[usize]) -> String {
    let line = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        kept.iter().map(|place| cells[*place]).collect::<Vec<_>>().join(",") + "\n"
    };
    text.lines().map(line).collect()
}

fn words(plan: &Plan, kind: Kind) -> Vec<String> {
    let of = plan.questions.iter().filter(|question| question.kind == kind);
    of.map(|question| question.words.clone()).collect()
}

#[test]
fn a_column_that_a_document_does_not_have_says_nothing_of_its_field() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    let before = risks(&app);
    let thin = columns(WHOLE, &[0, 1, 3, 4, 5])
        .replace("fall on somebody,2,5,10", "fall on somebody,3,5,15");
    let plan = plan(&app, "thin.csv", &thin, "2025-06-13");
    let said = words(&plan, Kind::NotCovered);
    for sentence in [
        "This document has no column for owners: 6 are kept.",
        "This document has no column for actions: 6 are kept.",
        "This document has no column for controls: 6 are kept.",
        "This document has no column “Site”: 6 are kept.",
    ] {
        assert!(said.iter().any(|words| words == sentence), "{sentence}: {said:?}");
    }
    assert_eq!(plan.counts().change, 1, "only the score of W4 changes");
    assert_eq!(plan.open().count(), 0, "an ordinary next issue asks nothing");
    apply(&app, &plan, &Decisions::default()).unwrap();
    for (was, is) in before.iter().zip(risks(&app)) {
        assert_eq!(was.owners, is.owners);
        assert_eq!(was.actions, is.actions);
        assert_eq!(was.controls, is.controls);
        assert_eq!(was.extra, is.extra);
    }
    assert_eq!(
        risks(&app)[3].assessments.current.as_ref().unwrap().score.as_ref().unwrap().text,
        "15"
    );
}

#[test]
fn what_was_entered_by_hand_survives_issues_without_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let thin = columns(WHOLE, &[0, 1, 3, 4, 5]);
    bring(&app, &thin, "2025-03-14");
    let form = app.edit_form("W1", None).unwrap();
    let full: Arc<Risk> = {
        let upload = Upload { name: "x.csv", bytes: WHOLE.as_bytes() };
        let plan = app.plan_import(upload, Some(day("2025-03-14")), &Options::default()).unwrap();
        plan.intake.register.risks[0].clone()
    };
    let mut risk = (*form.version.risk).clone();
    risk.owners = full.owners.clone();
    risk.controls = full.controls.clone();
    risk.actions = full.actions.clone();
    *risk.assessments.slot(Stage::Target) = full.assessments.current.clone();
    let authority = Authority::read("Ada", "agreed", day("2025-04-02")).unwrap();
    let leave = Leave { until_next: true, ..Leave::default() };
    app.author(authority)
        .edit(&Edit { id: form.version.id, began: form.began(), risk, leave })
        .unwrap();
    bring(&app, &thin.replace(",3,2,6", ",3,3,9"), "2025-06-13");
    let now = &risks(&app)[0];
    assert_eq!(now.owners, ["Millwright"]);
    assert_eq!((now.controls.len(), now.actions.len()), (1, 1));
    assert!(now.assessments.target.as_ref().is_some_and(|target| !target.is_blank()));
}

#[test]
fn a_converted_document_imports_as_the_file_does() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    let thin = columns(WHOLE, &[0, 1, 3, 4, 5]);
    let file = plan(&app, "thin.csv", &thin, "2025-06-13");
    let json = file.intake.register.to_json();
    let converted = plan(&app, "thin.json", &json, "2025-06-13");
    assert_eq!(words(&converted, Kind::NotCovered), words(&file, Kind::NotCovered));
    assert_eq!(converted.counts(), file.counts());
    // A document of ours that does not say what it covers says everything.
    let mut whole = file.intake.register.clone();
    whole.covers = None;
    let said = plan(&app, "whole.json", &whole.to_json(), "2025-06-13");
    assert_eq!(said.counts().change, 6);
    assert_eq!(words(&said, Kind::NotCovered), Vec::<String>::new());
}

#[test]
fn the_officer_can_say_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    let thin = columns(WHOLE, &[0, 1, 3, 4, 5]);
    let plan = plan(&app, "thin.csv", &thin, "2025-06-13");
    let mut decisions = Decisions::default();
    decisions.answer("field-owners", "empty");
    apply(&app, &plan, &decisions).unwrap();
    assert!(risks(&app).iter().all(|risk| risk.owners.is_empty() && risk.actions.len() == 1));
    let entries = app.journal(None, 1).unwrap();
    let Deed::Import(import) = &entries[0].deed else { panic!() };
    assert_eq!(import.answers.get("field-owners").map(String::as_str), Some("empty"));
}

#[test]
fn many_cells_that_are_empty_all_at_once_are_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    let one = WHOLE.replacen(",Millwright,4", ",,4", 1);
    let single = plan(&app, "one.csv", &one, "2025-06-13");
    assert_eq!(single.open().count(), 0, "an empty cell says none");
    assert_eq!(single.counts().change, 1);

    let empty = unowned(6);
    let asked = plan(&app, "empty.csv", &empty, "2025-06-13");
    let refused = apply(&app, &asked, &Decisions::default()).unwrap_err();
    assert!(arguments(&refused).contains("--keep owners or --empty owners"), "{refused}");
    assert_eq!(app.journal(None, 9).unwrap().len(), 1, "nothing was changed");
    let mut keep = Decisions::default();
    keep.answer("field-owners", "keep");
    apply(&app, &asked, &keep).unwrap();
    assert!(risks(&app).iter().all(|risk| !risk.owners.is_empty()));
}

/// The register with the owners of its first risks emptied.
fn unowned(count: usize) -> String {
    let mut lines = WHOLE.lines().map(str::to_owned).collect::<Vec<_>>();
    for line in &mut lines[1..=count] {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells[2] = "";
        *line = cells.join(",");
    }
    lines.join("\n") + "\n"
}

#[test]
fn most_cells_of_a_small_register_are_asked_about_and_a_few_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    let asks = |count| plan(&app, "few.csv", &unowned(count), "2025-06-13").open().count();
    assert_eq!([1, 2, 3, 4, 5, 6].map(asks), [0, 0, 0, 1, 1, 1]);
    // All of three are gone.
    let few = WHOLE.lines().take(4).collect::<Vec<_>>().join("\n") + "\n";
    let folder = tempfile::tempdir().unwrap();
    let small = support::app(&folder);
    bring(&small, &few, "2025-03-14");
    let gone = unowned(3).lines().take(4).collect::<Vec<_>>().join("\n") + "\n";
    assert_eq!(plan(&small, "gone.csv", &gone, "2025-06-13").open().count(), 1);
}

#[test]
fn an_issue_that_differs_in_print_alone_changes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    let before = risks(&app);
    let printed = WHOLE
        .replace("The wheel bearing runs", "The wheel  bearing RUNS")
        .replace(",Millwright,4", ",millwright,4")
        .replace("A second driver", "a Second driver")
        .replace("Ask the smith", "ask the smith ")
        .replace(",Green,North", ",green,NORTH");
    let plan = plan(&app, "print.csv", &printed, "2025-06-13");
    assert_eq!((plan.counts().same, plan.counts().change), (6, 0));
    assert!(plan.in_print >= 5, "{}", plan.in_print);
    apply(&app, &plan, &Decisions::default()).unwrap();
    assert_eq!(risks(&app), before);
}

#[test]
fn what_stands_beside_the_risks_stays_where_a_plain_table_says_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    let mut register = plan(&app, "whole.csv", WHOLE, "2025-06-13").intake.register.clone();
    register.title = Some("Mill risk register".into());
    register.organisation = Some("Weirford Mill Trust".into());
    register.scheme = Some(bellwether_domain::Scheme::product(5));
    register.people = vec![bellwether_domain::Person {
        initials: "MW".into(),
        name: "Millwright".into(),
        role: None,
    }];
    register.covers = None;
    bring(&app, &register.to_json(), "2025-06-13");
    bring(&app, &WHOLE.replace("Owner,Likelihood", "Lead,Likelihood"), "2025-09-12");
    let now = app.snapshot(None, None).unwrap().register;
    assert_eq!(now.as_at, Some(day("2025-09-12")));
    assert_eq!(now.title, register.title);
    assert_eq!(now.organisation, register.organisation);
    assert_eq!(now.scheme, register.scheme);
    assert_eq!(now.people, register.people);
    assert_eq!(now.heading(bellwether_domain::Field::Owners, ""), "Lead");
}

#[test]
fn a_document_ahead_of_today_is_asked_about_and_holds_from_its_day() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    let later = WHOLE.replace(",4,3,12,", ",5,3,15,");
    let plan = plan(&app, "slip.csv", &later, "2062-03-31");
    assert_eq!(words(&plan, Kind::Ahead).len(), 1);
    let refused = apply(&app, &plan, &Decisions::default()).unwrap_err();
    assert!(arguments(&refused).contains("--ahead keep"), "{refused}");
    let mut meant = Decisions::default();
    meant.answer("ahead", "keep");
    apply(&app, &plan, &meant).unwrap();
    let now = app.snapshot(None, None).unwrap();
    assert_eq!(now.as_at, day("2025-03-14"), "the register now is not of 2062");
    let then = app.snapshot(Some(day("2062-04-01")), None).unwrap();
    assert_eq!(then.timeline.in_force(then.as_at).unwrap().effective, day("2062-03-31"));
}

#[test]
fn a_register_that_is_all_ahead_is_never_the_register_now() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let plan = plan(&app, "slip.csv", WHOLE, "2062-03-31");
    let mut meant = Decisions::default();
    meant.answer("ahead", "keep");
    apply(&app, &plan, &meant).unwrap();
    assert!(matches!(app.snapshot(None, None), Err(AppError::YetToCome { .. })));
    assert_eq!(app.snapshot(Some(day("2062-03-31")), None).unwrap().register.risks.len(), 6);
}

/// The list with a column for each risk's status.
fn with_status(statuses: [&str; 6]) -> String {
    let lines = WHOLE.lines().skip(1).zip(statuses);
    let head = WHOLE.lines().next().unwrap();
    let rows = lines.map(|(line, status)| format!("{line},{status}\n"));
    format!("{head},Status,Date closed\n{}", rows.collect::<String>())
}

#[test]
fn a_risk_that_a_document_lists_as_closed_is_off_the_register() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(
        &app,
        &with_status(["Open,", "Closed,", "Open,", "Open,", "Open,", "Open,"]),
        "2025-03-14",
    );
    let first = app.snapshot(None, None).unwrap();
    assert_eq!((first.register.risks.len(), first.view.closed.len()), (5, 1));
    assert_eq!(first.view.closed[0].risk.status.as_ref().unwrap().value, Some(RiskState::Closed));

    // Closed between two issues, by the day that the row gives.
    let second = with_status(["Open,", "Closed,", "Closed,2 May 2025", "Open,", "Open,", "Open,"]);
    let plan = plan(&app, "june.csv", &second, "2025-06-13");
    assert_eq!((plan.counts().close, plan.open().count()), (1, 0));
    apply(&app, &plan, &Decisions::default()).unwrap();
    let on = |date| app.snapshot(Some(day(date)), None).unwrap();
    assert_eq!(on("2025-05-01").find("W3").unwrap().standing, Standing::Live);
    assert_eq!(on("2025-05-02").find("W3").unwrap().standing, Standing::Closed);

    // Left out by the next: nobody is asked. Listed as open by the one after: back.
    let lines: Vec<&str> = second.lines().collect();
    let left_out = [&lines[..2], &lines[4..]].concat().join("\n") + "\n";
    let third = self::plan(&app, "september.csv", &left_out, "2025-09-12");
    assert_eq!(third.open().count(), 0, "{:?}", third.questions);
    apply(&app, &third, &Decisions::default()).unwrap();
    let fourth = with_status(["Open,", "Open,", "Closed,", "Open,", "Open,", "Open,"]);
    let plan = self::plan(&app, "december.csv", &fourth, "2025-12-12");
    assert_eq!(plan.counts().reopen, 1);
    apply(&app, &plan, &Decisions::default()).unwrap();
    assert_eq!(on("2025-12-12").find("W2").unwrap().standing, Standing::Live);
}

#[test]
fn a_risk_that_comes_closed_is_closed_from_the_day_its_row_gives() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let statuses =
        ["Open,", "Closed,12/05/2025", "Closed 1 June 2025,", "Open,", "Open,", "Closed,4/8/2025"];
    bring(&app, &with_status(statuses), "2025-06-13");
    let snapshot = app.snapshot(None, None).unwrap();
    let closed = app.closings(snapshot.view.closed.iter(), snapshot.view.as_at).unwrap();
    let days: Vec<String> = closed.iter().map(|closing| closing.since.to_string()).collect();
    assert_eq!(days, ["2025-05-12", "2025-06-01", "2025-06-13"], "and none after the document's");
}

#[test]
fn a_risk_that_somebody_sets_to_closed_is_off_the_register() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, &with_status(["Open,"; 6]), "2025-03-14");
    let form = app.edit_form("W2", None).unwrap();
    let mut risk = (*form.version.risk).clone();
    risk.status = Some(bellwether_domain::Reading::unread("Closed"));
    let ada = |from: &str| app.author(Authority::read("Ada", "agreed", day(from)).unwrap());
    let leave = Leave::default();
    let id = form.version.id;
    ada("2025-04-02").edit(&Edit { id, began: form.began(), risk, leave }).unwrap();
    let standing = || app.snapshot(None, None).unwrap().find("W2").unwrap().standing;
    assert_eq!(standing(), Standing::Closed);
    ada("2025-05-02").reopen(id, leave).unwrap();
    assert_eq!(standing(), Standing::Live);
    assert!(!app.snapshot(None, None).unwrap().find("W2").unwrap().risk.says_closed());
}

#[test]
fn an_edit_ahead_of_today_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    let form = app.edit_form("W2", None).unwrap();
    assert_eq!(form.effective, day("2026-01-05"), "today");
    let mut risk = (*form.version.risk).clone();
    risk.owners = vec!["Warden".into()];
    let authority = Authority::read("Ada", "handed over", day("2062-01-05")).unwrap();
    let leave = Leave::default();
    let mut edit = Edit { id: form.version.id, began: form.began(), risk, leave };
    let ada = app.author(authority);
    let refused = ada.edit(&edit).unwrap_err();
    assert!(refused.to_string().contains("ahead of today (5 January 2026)"), "{refused}");
    edit.leave.ahead = true;
    ada.edit(&edit).unwrap();
    let now = app.snapshot(None, None).unwrap();
    assert_eq!(now.as_at, day("2025-03-14"));
    assert_eq!(now.find("W2").unwrap().risk.owners, ["Miller"]);
}

#[test]
fn what_was_answered_is_kept_with_the_import() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    let fewer: String =
        WHOLE.lines().filter(|l| !l.starts_with("W6")).map(|l| format!("{l}\n")).collect();
    let plan = plan(&app, "fewer.csv", &fewer, "2025-06-13");
    apply(&app, &plan, &Decisions::all(Decision::Keep)).unwrap();
    let Deed::Import(import) = &app.journal(None, 1).unwrap()[0].deed else { panic!() };
    assert_eq!(import.answers.get("missing").map(String::as_str), Some("keep"));
}

#[test]
fn what_is_kept_never_contradicts_what_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    // Likelihood and impact alone: the score follows them where it followed them before.
    let cells = columns(WHOLE, &[0, 1, 3, 4]).replace("the mill stops,4,3", "the mill stops,5,3");
    bring(&app, &cells, "2025-06-13");
    let current = |risk: &Risk| risk.assessments.current.clone().unwrap();
    assert_eq!(current(&risks(&app)[0]).score.unwrap().text, "15");
    assert_eq!(current(&risks(&app)[1]).score.unwrap().text, "9");
    // A score alone: the cell that made the old one goes, the others stay.
    let scores = columns(WHOLE, &[0, 1, 5]).replace("the mill stops,12", "the mill stops,8");
    bring(&app, &scores, "2025-09-12");
    assert_eq!(current(&risks(&app)[0]).score.unwrap().text, "8");
    assert_eq!(current(&risks(&app)[0]).likelihood, None);
    assert_eq!(current(&risks(&app)[1]).likelihood.unwrap().text, "3");
}

#[test]
fn a_column_whose_heading_moves_on_with_its_date_is_the_same_column() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let dated = |date: &str| WHOLE.replace(",Site", &format!(",Site visited {date}"));
    bring(&app, &dated("March 2025"), "2025-03-14");
    bring(&app, &dated("June 2025"), "2025-06-13");
    let extra = &risks(&app)[0].extra;
    assert_eq!(extra.keys().collect::<Vec<_>>(), ["Site visited June 2025"]);
}

#[test]
fn an_older_issue_fills_what_a_thinner_later_one_does_not_cover() {
    let thin = columns(WHOLE, &[0, 1, 3, 4, 5]);
    let june = thin.replace("fall on somebody,2,5,10", "fall on somebody,3,5,15");
    let september = june.replace("drive the team,3,2,6", "drive the team,3,4,12");
    // Named owners without actions: an empty cell says none.
    let december = columns(WHOLE, &[0, 1, 2, 3, 4, 5]);
    let issues = [
        (WHOLE.to_owned(), "2025-03-14"),
        (june, "2025-06-13"),
        (september, "2025-09-12"),
        (december, "2025-12-12"),
    ];
    let known = |order: &[usize]| {
        let folder = tempfile::tempdir().unwrap();
        let app = app(&folder);
        for place in order {
            let (text, date) = &issues[*place];
            bring(&app, text, date);
        }
        let seen = |date: &str| {
            let register = app.snapshot(Some(day(date)), None).unwrap().register;
            let said = |risk: &Risk| {
                let actions: Vec<_> = risk
                    .actions
                    .iter()
                    .map(|a| (a.description.clone(), a.owners.clone()))
                    .collect();
                let controls: Vec<_> =
                    risk.controls.iter().map(|control| control.description.clone()).collect();
                let score = risk.assessments.current.as_ref().unwrap().score.clone().unwrap().text;
                (risk.owners.clone(), actions, controls, risk.extra.clone(), score)
            };
            register.risks.iter().map(|risk| said(risk)).collect::<Vec<_>>()
        };
        issues.iter().map(|(_, date)| seen(date)).collect::<Vec<_>>()
    };
    let in_order = known(&[0, 1, 2, 3]);
    assert_eq!(in_order[3][0].1.len(), 1, "the actions of March stand in December");
    for order in [[1, 0, 2, 3], [1, 2, 3, 0], [3, 2, 1, 0], [2, 0, 3, 1]] {
        assert_eq!(known(&order), in_order, "{order:?}");
    }
}

#[test]
fn what_was_said_by_hand_since_stands_over_what_an_older_issue_fills_in() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, &columns(WHOLE, &[0, 1, 3, 4, 5]), "2025-06-13");
    let form = app.edit_form("W1", None).unwrap();
    let mut risk = (*form.version.risk).clone();
    risk.owners = vec!["Ada".into()];
    let authority = Authority::read("Ada", "agreed", day("2025-07-01")).unwrap();
    let leave = Leave { until_next: true, ..Leave::default() };
    app.author(authority)
        .edit(&Edit { id: form.version.id, began: form.began(), risk, leave })
        .unwrap();
    let older = plan(&app, "mill.csv", WHOLE, "2025-03-14");
    assert_eq!(older.fills(), 6);
    apply(&app, &older, &Decisions::default()).unwrap();
    let owners = |date: &str| {
        let register = app.snapshot(Some(day(date)), None).unwrap().register;
        (register.risks[0].owners.clone(), register.risks[0].actions.len())
    };
    assert_eq!(owners("2025-06-13"), (vec!["Millwright".to_owned()], 1));
    assert_eq!(owners("2025-07-01"), (vec!["Ada".to_owned()], 1), "the actions flow on");
    assert_eq!(app.store().verify(app.organisation()).unwrap().broken, None);
}

#[test]
fn a_rating_off_the_scales_is_asked_about_once() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, WHOLE, "2025-03-14");
    let off = WHOLE.replace("stops,Millwright,4,3,12", "stops,Millwright,7,3,21");
    let unset = plan(&app, "off.csv", &off, "2025-06-13");
    let question = unset.open().next().unwrap();
    assert!(question.words.contains("by the figures in use so far"), "{}", question.words);
    let step = WHOLE.replace("stops,Millwright,4,3,12", "stops,Millwright,5,3,15");
    assert_eq!(plan(&app, "step.csv", &step, "2025-06-13").open().count(), 0);
    let clerk = Authority::read("the clerk", "five steps", day("2025-03-14")).unwrap();
    let mut body = app.body().unwrap().body;
    body.steps = bellwether_domain::scales::Steps { likelihood: Some(5), impact: Some(5) };
    app.author(clerk).set_body(&body, None).unwrap();
    let asked = plan(&app, "off.csv", &off, "2025-06-13");
    let question = asked.open().next().unwrap();
    assert_eq!(question.kind, Kind::OffScale);
    assert_eq!(question.concerns[0].words, "current likelihood: 7");
    assert!(apply(&app, &asked, &Decisions::default()).is_err(), "nothing is assumed");
    let mut decisions = Decisions::default();
    decisions.answer("off-scale", "keep");
    apply(&app, &asked, &decisions).unwrap();
    let next = plan(&app, "off.csv", &off.replace(",Warden,3,4", ",Warden,2,4"), "2025-09-12");
    assert_eq!(next.open().count(), 0, "what stands is not asked about again");
}
