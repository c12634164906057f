//! An older issue that comes after the newest, and the numbers that risks had: the same history,
//! in whichever order it comes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use bellwether_app::{
    App,
    import::{Decision, Decisions, Plan, Upload, question::Kind},
};
use bellwether_history::Authority;
use bellwether_intake::Options;
use support::{app, day};

const NEW: &str = "\
Ref,Risk,Category,Owner,Likelihood,Impact,Score
W1,The wheel bearing runs hot and the mill stops,Works,Millwright,4,3,12
W2,Customs officers seal the loft over unpaid duty,Trade,Miller,3,3,9
W3,The sluice gate jams with leaves in autumn,Works,Warden,3,4,12
";

fn old() -> String {
    NEW.replace("Customs officers seal the loft over unpaid duty", "Grain spoils on delivery")
}

fn plan(app: &App, text: &str, date: &str) -> Plan {
    let upload = Upload { name: "mill.csv", bytes: text.as_bytes() };
    app.plan_import(upload, Some(day(date)), &Options::default()).unwrap()
}

fn bring(app: &App, text: &str, date: &str, decisions: &Decisions) {
    let plan = plan(app, text, date);
    let by = Authority::read("the clerk", "quarterly issue", plan.as_at).unwrap();
    app.author(by).apply_import(&plan, decisions).unwrap();
}

#[test]
fn a_risk_that_was_worded_anew_is_one_in_whichever_order_its_issues_come() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, NEW, "2025-12-12", &Decisions::default());
    bring(&app, &old(), "2025-03-14", &Decisions::default());
    let id = |date| app.snapshot(Some(day(date)), None).unwrap().find("W2").unwrap().id;
    assert_eq!(id("2025-03-14"), id("2025-12-12"));
}

#[test]
fn an_older_risk_of_the_same_number_and_other_words_is_asked_about() {
    for (old_number, is_one) in [("W2", true), ("none", false)] {
        let folder = tempfile::tempdir().unwrap();
        let app = app(&folder);
        bring(&app, NEW, "2025-12-12", &Decisions::default());
        let older = old().replace("delivery,Trade,Miller", "delivery,Stores,Warden");
        let planned = plan(&app, &older, "2025-03-14");
        let [question] = planned.open().collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(question.kind, Kind::Same);
        assert_eq!(
            question.words,
            "W2 of the document has other words than the W2 of a later issue. Does it go on in that?"
        );
        let mut decisions = Decisions::default();
        decisions.same(old_number, "W2");
        bring(&app, &older, "2025-03-14", &decisions);
        let id = |date| app.snapshot(Some(day(date)), None).unwrap().find("W2").unwrap().id;
        assert_eq!(id("2025-03-14") == id("2025-12-12"), is_one);
    }
}

#[test]
fn an_old_number_leads_to_the_risk_and_a_closed_one_says_what_it_went_into() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, NEW, "2025-03-14", &Decisions::default());
    let next: String = NEW
        .replace("W1,", "W7,")
        .lines()
        .filter(|line| !line.starts_with("W3"))
        .map(|line| format!("{line}\n"))
        .collect();
    let mut decisions = Decisions::all(Decision::Close);
    decisions.same("W1", "W7");
    decisions.same("W3", "W7");
    bring(&app, &next, "2025-06-13", &decisions);
    let snapshot = app.snapshot(None, None).unwrap();
    let now = app.renumbered("W1", &snapshot).unwrap().unwrap();
    assert_eq!(now.version.risk.reference.as_deref(), Some("W7"));
    assert_eq!(now.since, day("2025-06-13"));
    assert!(app.renumbered("W8", &snapshot).unwrap().is_none());
    let closed = app.closings(snapshot.view.closed.iter(), snapshot.view.as_at).unwrap();
    assert_eq!(closed[0].into.as_deref(), Some("W7"));
}
