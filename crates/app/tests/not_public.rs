//! What a document says is not for the public is left out, and a mark goes with what it protects.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use bellwether_app::{
    App, AppError,
    import::{Decisions, Plan, Upload, question::Kind},
};
use bellwether_domain::{Mark, Restricted};
use bellwether_history::Authority;
use bellwether_intake::Options;
use support::{app, day};

const MILL: &str = "\
Ref,Risk,Category,Owner,Likelihood,Impact,Score,Action,Action owner,Due date,Action status
W1,The wheel bearing runs hot and the mill stops,Works,Millwright,4,3,12,Fit a new bearing,Millwright,May 2026,Amber
W2,Grain is damp on delivery and spoils in the loft,Trade,Miller,3,3,9,Buy a meter,Miller,June 2026,Green
W3,The sluice gate jams with leaves in autumn,Works,Warden,3,4,12,Hang a second screen,Warden,July 2026,Green
";

fn plan(app: &App, text: &str, date: &str) -> Plan {
    let upload = Upload { name: "mill.csv", bytes: text.as_bytes() };
    app.plan_import(upload, Some(day(date)), &Options::default()).unwrap()
}

fn bring(app: &App, text: &str, date: &str, decisions: &Decisions) -> Result<(), AppError> {
    let plan = plan(app, text, date);
    let by = Authority::read("the clerk", "quarterly issue", plan.as_at).unwrap();
    app.author(by).apply_import(&plan, decisions).map(|_| ())
}

/// The mill's list with a column more.
fn with(heading: &str, cells: [&str; 3]) -> String {
    let cells = [heading].into_iter().chain(cells);
    MILL.lines().zip(cells).map(|(line, cell)| format!("{line},{cell}\n")).collect()
}

/// The numbers of the public register, and the paragraphs by which something was left out.
fn public(app: &App) -> (String, Vec<String>) {
    let today = app.today().unwrap();
    let marks = app.not_public(today).unwrap();
    let (register, left) = app.snapshot(None, None).unwrap().register.public(&marks);
    let numbers: Vec<String> =
        register.risks.iter().filter_map(|risk| risk.reference.clone()).collect();
    (numbers.join(" "), left.unwrap_or_default())
}

fn mark(app: &App, what: Restricted) {
    let today = app.today().unwrap();
    let known = app.marks(today).unwrap();
    let marks = vec![Mark { what, paragraph: "para. 3".into() }];
    let by = Authority::read("the clerk", "not for the public", today).unwrap();
    app.author(by).set_marks(&marks, known.seq).unwrap();
}

fn answer(key: &str, option: &str) -> Decisions {
    let mut decisions = Decisions::default();
    decisions.answer(key, option);
    decisions
}

fn asked(plan: &Plan) -> Vec<String> {
    let open = plan.open().filter(|question| question.kind == Kind::Marks);
    let concerns = open.flat_map(|question| &question.concerns);
    concerns.map(|concern| format!("{}: {}", concern.name, concern.words)).collect()
}

#[test]
fn what_a_column_says_is_not_for_the_public_is_left_out() {
    for (heading, cells, paragraph) in [
        ("Confidential", ["No", "Yes", ""], ""),
        ("Exempt under", ["", "LGA 1972 Sch. 12A para. 3", ""], "LGA 1972 Sch. 12A para. 3"),
        ("Part A/B", ["A", "B", "A"], ""),
        ("Public?", ["Yes", "No", "Yes"], ""),
        ("Restricted", ["", "Restricted", ""], ""),
        ("Classification", ["OFFICIAL", "OFFICIAL-SENSITIVE", "OFFICIAL"], ""),
        ("Protective marking", ["OFFICIAL", "OFFICIAL-SENSITIVE", "OFFICIAL"], ""),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let app = app(&folder);
        let text = with(heading, cells);
        assert_eq!(asked(&plan(&app, &text, "2025-12-12")).len(), 1, "{heading}");
        bring(&app, &text, "2025-12-12", &answer("marks-said", "keep")).unwrap();
        let (numbers, paragraphs) = public(&app);
        assert_eq!(numbers, "W1 W3", "{heading}");
        assert_eq!(paragraphs.concat(), paragraph);
        assert!(plan(&app, &text, "2025-12-12").is_settled(), "{heading}: told once");
    }
}

#[test]
fn a_cell_that_is_not_understood_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let text = with("Confidential", ["No", "see Tam", ""]);
    let refused = bring(&app, &text, "2025-12-12", &Decisions::default());
    assert!(matches!(refused, Err(AppError::Undecided { .. })));
    assert_eq!(asked(&plan(&app, &text, "2025-12-12")), ["W2: Confidential: see Tam"]);
    bring(&app, &text, "2025-12-12", &answer("marks-said", "keep")).unwrap();
    assert_eq!(public(&app).0, "W1 W3");
}

#[test]
fn a_head_that_says_so_is_asked_about_and_is_no_bodys_name() {
    let text = format!(
        "CONFIDENTIAL - Part B: Loftmere Mill risk register as at 12 December 2025,,,,,,,,,,\n\n{MILL}"
    );
    for (option, numbers) in [("keep", ""), ("open", "W1 W2 W3")] {
        let folder = tempfile::tempdir().unwrap();
        let app = app(&folder);
        let planned = plan(&app, &text, "2025-12-12");
        assert_eq!(planned.intake.register.organisation.as_deref(), Some("Loftmere Mill"));
        assert_eq!(asked(&planned).len(), 3);
        bring(&app, &text, "2025-12-12", &answer("marks-head", option)).unwrap();
        assert_eq!(public(&app).0, numbers);
    }
}

#[test]
fn a_mark_goes_with_a_risk_into_its_parts_and_into_what_it_goes_into() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, MILL, "2025-06-13", &Decisions::default()).unwrap();
    let w2 = app.snapshot(None, None).unwrap().find("W2").unwrap().id;
    mark(&app, Restricted::Risk(w2));
    let split = MILL.replace("W2,Grain", "W2a,Grain")
        + "W2b,Grain is damp on delivery and spoils in the lower loft,Trade,Miller,3,3,9,,,,\n";
    let mut decisions = Decisions::default();
    decisions.same("W2", "W2b");
    decisions.answer("marks-lost", "keep");
    bring(&app, &split, "2025-09-12", &decisions).unwrap();
    assert_eq!(public(&app).0, "W1 W3", "neither part is public");
    let merged: String = split
        .lines()
        .filter(|line| !line.starts_with("W2b"))
        .map(|line| format!("{line}\n"))
        .collect::<String>()
        .replace("W2a,Grain is damp on delivery and spoils in the loft", "W9,Rats eat the sacks");
    let mut decisions = Decisions::default();
    decisions.same("W2b", "W9");
    decisions.same("W2a", "W9");
    bring(&app, &merged, "2025-12-12", &decisions).unwrap();
    assert_eq!(public(&app).0, "W1 W3", "nor what they went into");
}

#[test]
fn a_marked_action_that_is_gone_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, MILL, "2025-06-13", &Decisions::default()).unwrap();
    let action = app.snapshot(None, None).unwrap().find("W2").unwrap().risk.actions[0].id.unwrap();
    mark(&app, Restricted::Action(action));
    let next = MILL.replace("Buy a meter,Miller,June 2026", "Dry it over the kiln,Maltster,2027");
    let planned = plan(&app, &next, "2025-12-12");
    let [question] = asked(&planned).try_into().unwrap();
    assert!(question.contains("Action: Buy a meter"), "{question}");
    bring(&app, &next, "2025-12-12", &answer("marks-lost", "keep")).unwrap();
    let marks = app.not_public(app.today().unwrap()).unwrap();
    let text = app.snapshot(None, None).unwrap().register.public(&marks).0.to_json();
    assert!(!text.contains("kiln"), "what stands in its place is not for the public");
}

#[test]
fn a_marked_category_with_another_name_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, MILL, "2025-06-13", &Decisions::default()).unwrap();
    mark(&app, Restricted::Category("Trade".into()));
    let next = MILL.replace(",Trade,", ",Commerce,");
    let planned = plan(&app, &next, "2025-12-12");
    assert_eq!(asked(&planned).len(), 1);
    bring(&app, &next, "2025-12-12", &answer("marks-lost", "keep")).unwrap();
    assert_eq!(public(&app).0, "W1 W3");
}
