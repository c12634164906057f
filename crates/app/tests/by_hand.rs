//! What was changed by hand between two issues is not put back in silence, and a document that
//! comes again is held against what stands now.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use bellwether_app::{
    App, AppError,
    edit::{Edit, Leave},
    import::{Decision, Decisions, Outcome, Plan, Upload, question::Kind},
};
use bellwether_history::Authority;
use bellwether_intake::Options;
use support::{app, day};

const MILL: &str = "\
Ref,Risk,Owner,Likelihood,Impact,Score
W1,The wheel bearing runs hot and the mill stops,Millwright,4,3,12
W2,Grain is damp on delivery and spoils in the loft,Miller,3,3,9
W3,The sluice gate jams with leaves in autumn,Warden,3,4,12
";

fn plan(app: &App, text: &str, date: &str) -> Plan {
    let upload = Upload { name: "mill.csv", bytes: text.as_bytes() };
    app.plan_import(upload, Some(day(date)), &Options::default()).unwrap()
}

fn bring(app: &App, text: &str, date: &str, decisions: &Decisions) -> Result<Outcome, AppError> {
    let plan = plan(app, text, date);
    let by = Authority::read("the clerk", "quarterly issue", plan.as_at).unwrap();
    app.author(by).apply_import(&plan, decisions)
}

fn owner(app: &App, number: &str) -> String {
    let date = app.snapshot(Some(day("2025-06-30")), None).unwrap();
    date.find(number).unwrap().risk.owners.join(", ")
}

/// Gives a risk another owner by hand.
fn hand(app: &App, number: &str, owner: &str, date: &str) {
    let form = app.edit_form(number, None).unwrap();
    let mut risk = (*form.version.risk).clone();
    risk.owners = vec![owner.to_owned()];
    let by = Authority::read("Ada", "agreed", day(date)).unwrap();
    let leave = Leave::default();
    let edit = Edit { id: form.version.id, began: form.began(), risk, leave };
    app.author(by).edit(&edit).unwrap();
}

fn answer(key: &str, option: &str) -> Decisions {
    let mut decisions = Decisions::default();
    decisions.answer(key, option);
    decisions
}

#[test]
fn what_was_changed_by_hand_is_asked_about_where_the_document_says_as_before() {
    for (option, expected) in [("keep", "Maltster"), ("document", "Miller")] {
        let folder = tempfile::tempdir().unwrap();
        let app = app(&folder);
        bring(&app, MILL, "2025-03-14", &Decisions::default()).unwrap();
        hand(&app, "W2", "Maltster", "2025-04-02");
        // What the document says anew is its own word, in whichever risk.
        let next =
            MILL.replace("Warden", "Reeve").replace("loft,Miller,3,3,9", "loft,Miller,4,3,12");
        let planned = plan(&app, &next, "2025-06-13");
        let open: Vec<_> = planned.open().collect();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].kind, Kind::ByHand);
        let [concern] = open[0].concerns.as_slice() else { panic!("{open:?}") };
        assert_eq!(concern.name, "W2");
        assert_eq!(concern.words, "Owner: by hand “Maltster”, in the document “Miller”");
        let refused = bring(&app, &next, "2025-06-13", &Decisions::default());
        assert!(matches!(refused, Err(AppError::Undecided { .. })));
        bring(&app, &next, "2025-06-13", &answer("by-hand", option)).unwrap();
        assert_eq!(owner(&app, "W2"), expected);
        assert_eq!(owner(&app, "W3"), "Reeve");
        let date = app.snapshot(None, None).unwrap();
        let score = date.find("W2").unwrap().risk.assessments.current.clone().unwrap().score;
        assert_eq!(score.unwrap().text, "12", "what the document changed is taken");
    }
}

#[test]
fn what_the_document_says_anew_is_taken_without_a_question() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, MILL, "2025-03-14", &Decisions::default()).unwrap();
    hand(&app, "W2", "Maltster", "2025-04-02");
    let next = MILL.replace("loft,Miller", "loft,Baker");
    assert_eq!(plan(&app, &next, "2025-06-13").open().count(), 0);
    bring(&app, &next, "2025-06-13", &Decisions::default()).unwrap();
    assert_eq!(owner(&app, "W2"), "Baker");
}

#[test]
fn a_file_that_comes_again_is_held_against_what_stands_now() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, MILL, "2025-03-14", &Decisions::default()).unwrap();
    assert!(plan(&app, MILL, "2025-03-14").is_settled());
    let corrected = MILL.replace("Miller", "Baker");
    bring(&app, &corrected, "2025-03-14", &Decisions::default()).unwrap();
    assert_eq!(owner(&app, "W2"), "Baker");
    let again = plan(&app, MILL, "2025-03-14");
    assert!(again.already.is_some() && !again.is_settled());
    bring(&app, MILL, "2025-03-14", &Decisions::default()).unwrap();
    assert_eq!(owner(&app, "W2"), "Miller", "the first file was meant");
}

#[test]
fn an_answer_that_is_given_anew_goes_before_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    bring(&app, MILL, "2025-03-14", &Decisions::default()).unwrap();
    let next: String = MILL.lines().take(3).map(|line| format!("{line}\n")).collect();
    bring(&app, &next, "2025-06-13", &Decisions::all(Decision::Keep)).unwrap();
    let again = plan(&app, &next, "2025-06-13");
    assert!(again.is_settled(), "it was answered");
    let unchanged = bring(&app, &next, "2025-06-13", &Decisions::default()).unwrap();
    assert_eq!(unchanged, Outcome::Unchanged);
    bring(&app, &next, "2025-06-13", &Decisions::all(Decision::Close)).unwrap();
    assert_eq!(app.snapshot(None, None).unwrap().register.risks.len(), 2);
}
