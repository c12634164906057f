//! Which risk is which, and which register: the likely is taken and said, the near is asked.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use bellwether_app::{
    App, AppError,
    import::{Decision, Decisions, Fate, Outcome, Plan, Upload, question::Kind},
    read::{Kin, Sought},
};
use bellwether_history::{Authority, Deed};
use bellwether_intake::Options;
use support::{app, arguments, day};

const HEAD: &str = "Ref,Risk,Owner,Likelihood,Impact,Score\n";
const FERRY: &str = "F1,The ferry founders in a gale and passengers are lost,Pilot,2,5,10\n";
const FUEL: &str = "F2,Fuel doubles in price and fares have to rise,Clerk,3,3,9\n";
const SLIP: &str = "F3,The slipway breaks up in winter storms,Engineer,3,4,12\n";

fn list(rows: &[&str]) -> String {
    HEAD.to_owned() + &rows.concat()
}

fn plan(app: &App, text: &str, date: &str) -> Plan {
    let upload = Upload { name: "ferry.csv", bytes: text.as_bytes() };
    app.plan_import(upload, Some(day(date)), &Options::default()).unwrap()
}

fn apply(app: &App, plan: &Plan, decisions: &Decisions) -> Result<Outcome, AppError> {
    let by = Authority::read("the clerk", "quarterly issue", plan.as_at).unwrap();
    app.author(by).apply_import(plan, decisions)
}

fn kept() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let plan = plan(&app, &list(&[FERRY, FUEL, SLIP]), "2025-03-14");
    apply(&app, &plan, &Decisions::default()).unwrap();
    (folder, app)
}

fn why(plan: &Plan, number: &str) -> String {
    let planned = plan.risks.iter().find(|p| p.reference.as_deref() == Some(number)).unwrap();
    planned.why.clone().unwrap_or_default()
}

/// F1 became two.
const SPLIT: [&str; 2] = [
    "F1a,The ferry founders in a gale and passengers are lost: north crossing,Pilot,2,5,10\n",
    "F1b,The ferry founders in a gale and passengers are lost: south crossing,Pilot,2,4,8\n",
];

#[test]
fn a_split_is_asked_about_and_the_history_goes_on_where_it_was_said_to() {
    let (_folder, app) = kept();
    let whole = app.snapshot(None, None).unwrap().find("F1").unwrap().id;
    let plan = plan(&app, &list(&[SPLIT[0], SPLIT[1], FUEL, SLIP]), "2025-06-13");
    let asked: Vec<_> = plan.open().collect();
    let [question] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(question.kind, Kind::Same);
    let keys: Vec<&str> = question.options.iter().map(|option| option.key.as_str()).collect();
    assert_eq!(keys.len(), 3, "{keys:?}");
    assert!(keys.contains(&"F1a") && keys.contains(&"F1b") && keys.contains(&"none"));
    assert!(question.options.iter().any(|option| option.words.contains("% alike")));
    let refused = apply(&app, &plan, &Decisions::default()).unwrap_err();
    assert!(arguments(&refused).contains("--same F1=F1b"), "{refused}");

    let mut said = Decisions::default();
    said.same("F1", "F1b");
    let answered = app.answered(&plan, said.clone()).unwrap();
    assert_eq!(answered.open().count(), 0, "{:?}", answered.questions);
    assert!(why(&answered, "F1a").contains("Like F1"), "{}", why(&answered, "F1a"));
    apply(&app, &plan, &said).unwrap();
    let now = app.snapshot(None, None).unwrap();
    assert_eq!(now.find("F1b").unwrap().id, whole);
    assert_ne!(now.find("F1a").unwrap().id, whole);
    let Deed::Import(import) = &app.journal(None, 1).unwrap()[0].deed else { panic!() };
    assert!(import.answers.values().any(|answer| answer == "F1b"), "{:?}", import.answers);
    assert_eq!(kin(&app, "F1a"), ["It came out of F1b"]);
    assert_eq!(kin(&app, "F1b"), ["Out of it came F1a"]);
    assert_eq!(kin(&app, "F2"), [""; 0]);
    let told = app.told(&Sought::default(), None, None, 1).unwrap();
    let [kin] = told[0].kin.as_slice() else { panic!("{:?}", told[0].kin) };
    assert_eq!((kin.from_name.as_str(), kin.to_name.as_str()), ("F1b", "F1a"));
}

/// What the page of a risk says of those that it was, or is, one with.
fn kin(app: &App, number: &str) -> Vec<String> {
    let snapshot = app.snapshot(None, None).unwrap();
    let kin = app.kin(snapshot.find(number).unwrap().id, snapshot.view.as_at).unwrap();
    let said = |kin: &Kin| {
        format!("{} {}", kin.words, kin.other.risk.reference.as_deref().unwrap_or_default())
    };
    kin.iter().map(said).collect()
}

#[test]
fn a_merger_is_asked_about_from_the_other_side() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let first = plan(&app, &list(&[SPLIT[0], SPLIT[1], FUEL]), "2025-03-14");
    apply(&app, &first, &Decisions::default()).unwrap();
    let next = plan(&app, &list(&[FERRY, FUEL]), "2025-06-13");
    let question = next.open().find(|question| question.kind == Kind::Same).unwrap();
    assert!(question.key.starts_with("into-F1"), "{question:?}");
    let mut said = Decisions::all(Decision::Close);
    said.answer(question.key.as_str(), "F1a");
    let answered = app.answered(&next, said).unwrap();
    assert_eq!(answered.open().count(), 0);
    assert!(answered.missing[0].why.as_deref().unwrap_or_default().contains("F1"));
    apply(&app, &answered, &answered.decisions).unwrap();
    assert_eq!(app.snapshot(None, None).unwrap().register.risks.len(), 2);
    assert_eq!(kin(&app, "F1"), ["Into it went F1b"]);
    assert_eq!(kin(&app, "F1b"), ["It went into F1"]);
}

/// Two that say between them what one said.
const BOTH: &str =
    "F1,The ferry founders in a gale and the quay crane topples onto the deck,Pilot,2,5,10\n";
const PARTS: [&str; 2] = [
    "F1,The ferry founders in a gale,Pilot,2,5,10\n",
    "F9,The quay crane topples onto the deck,Pilot,1,5,5\n",
];

#[test]
fn a_part_that_leaves_a_risk_under_its_number_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let first = plan(&app, &list(&[BOTH, FUEL]), "2025-03-14");
    apply(&app, &first, &Decisions::default()).unwrap();
    let next = plan(&app, &list(&[PARTS[0], PARTS[1], FUEL]), "2025-06-13");
    let asked: Vec<_> = next.open().collect();
    let [question] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((question.kind, question.options.len()), (Kind::Same, 3), "{question:?}");
    let mut said = Decisions::default();
    said.same("F1", "F1");
    apply(&app, &next, &said).unwrap();
    assert_eq!(kin(&app, "F9"), ["It came out of F1"]);
    assert_eq!(kin(&app, "F1"), ["Out of it came F9"]);
}

#[test]
fn a_risk_that_goes_into_one_of_another_number_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let first = plan(&app, &list(&[PARTS[0], PARTS[1], FUEL]), "2025-03-14");
    apply(&app, &first, &Decisions::default()).unwrap();
    let next = plan(&app, &list(&[BOTH, FUEL]), "2025-06-13");
    let question = next.open().find(|question| question.kind == Kind::Same).unwrap();
    assert_eq!(question.options.len(), 3, "{question:?}");
    let mut said = Decisions::all(Decision::Close);
    said.same("F1", "F1");
    let answered = app.answered(&next, said).unwrap();
    assert_eq!(answered.open().count(), 0, "{:?}", answered.questions);
    apply(&app, &answered, &answered.decisions).unwrap();
    assert_eq!(kin(&app, "F1"), ["Into it went F9"]);
    assert_eq!(kin(&app, "F9"), ["It went into F1"]);
}

#[test]
fn an_issue_that_leaves_the_causes_out_asks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let told = "Ref,Risk,Cause,Consequence,Owner,Likelihood,Impact,Score\n\
        B1,Berths stand empty,The fees went up twice and the other marina has a crane,Loss,Clerk,3,3,9\n\
        B2,Fenders wear out,The swell from the north was not reckoned with when it was built,Dents,Clerk,3,3,9\n";
    let first = plan(&app, told, "2025-03-14");
    apply(&app, &first, &Decisions::default()).unwrap();
    let thin = list(&[
        "B1,Berths stand empty,Clerk,3,3,9\n",
        "B2,Fenders wear out,Clerk,3,3,9\n",
        "B3,The fees of berths that stand empty are not paid,Clerk,3,3,9\n",
    ]);
    let next = plan(&app, &thin, "2025-06-13");
    let counts = next.counts();
    assert_eq!((counts.create, counts.same, counts.missing), (1, 2, 0), "{:?}", next.risks);
    assert_eq!(next.open().count(), 0, "{:?}", next.questions);
}

#[test]
fn two_numbers_that_were_swapped_follow_the_words_and_say_so() {
    let (_folder, app) = kept();
    let fuel = app.snapshot(None, None).unwrap().find("F2").unwrap().id;
    let swapped = list(&[FERRY, &FUEL.replace("F2", "F3"), &SLIP.replace("F3", "F2")]);
    let plan = plan(&app, &swapped, "2025-06-13");
    assert_eq!(plan.open().count(), 0, "the words leave no doubt");
    assert_eq!(why(&plan, "F3"), "It was F2: the same words.");
    apply(&app, &plan, &Decisions::default()).unwrap();
    assert_eq!(app.snapshot(None, None).unwrap().find("F3").unwrap().id, fuel);
}

#[test]
fn an_ordinary_next_issue_asks_nothing() {
    let (_folder, app) = kept();
    let reworded = FERRY.replace("in a gale", "in heavy weather");
    let new = "F4,Pilots cannot be found for night sailings,Pilot,3,3,9\n";
    let plan = plan(&app, &list(&[&reworded, FUEL, SLIP, new]), "2025-06-13");
    assert_eq!(plan.open().count(), 0, "{:?}", plan.questions);
    assert!(matches!(plan.risks[0].fate, Fate::Change(_)));
    assert_eq!(plan.risks[3].fate, Fate::Create);
}

#[test]
fn a_pair_that_is_not_there_is_refused_in_words() {
    let (_folder, app) = kept();
    let plan = plan(&app, &list(&[FERRY, FUEL]), "2025-06-13");
    let mut said = Decisions::all(Decision::Keep);
    said.same("F9", "F1");
    let refused = apply(&app, &plan, &said).unwrap_err();
    assert!(refused.to_string().contains("F9=F1"), "{refused}");
}

#[test]
fn a_document_of_which_nothing_is_known_is_asked_about_first() {
    let (_folder, app) = kept();
    let other = list(&[
        "K1,The kiln cracks and a firing is lost,Potter,3,4,12\n",
        "K2,Clay from the one pit runs out,Clerk,2,5,10\n",
    ]);
    let plan = plan(&app, &other, "2025-06-13");
    let first = plan.open().next().unwrap();
    assert_eq!(first.kind, Kind::OtherRegister);
    let refused = apply(&app, &plan, &Decisions::all(Decision::Close)).unwrap_err();
    assert!(arguments(&refused).contains("--another-register no"), "{refused}");
    assert_eq!(app.journal(None, 9).unwrap().len(), 1);
}

#[test]
fn a_document_of_another_body_is_asked_about() {
    let (_folder, app) = kept();
    let mut register =
        plan(&app, &list(&[FERRY, FUEL, SLIP]), "2025-06-13").intake.register.clone();
    register.organisation = Some("Westhaven Harbour Board".into());
    let own = plan(&app, &register.to_json(), "2025-06-13");
    apply(&app, &own, &Decisions::default()).unwrap();
    register.organisation = Some("The Westhaven Harbour Board".into());
    assert_eq!(plan(&app, &register.to_json(), "2025-09-12").open().count(), 0);
    register.organisation = Some("Skerry Island Council".into());
    let other = plan(&app, &register.to_json(), "2025-09-12");
    assert_eq!(other.open().next().unwrap().kind, Kind::OtherRegister);
}

#[test]
fn a_number_that_two_risks_share_is_never_resolved_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let plan = plan(&app, &list(&[FERRY, &FUEL.replace("F2", "F1"), SLIP]), "2025-03-14");
    apply(&app, &plan, &Decisions::default()).unwrap();
    let now = app.snapshot(None, None).unwrap();
    let Err(AppError::SharedNumber { risks, .. }) = now.find("F1") else { panic!() };
    assert_eq!(risks.len(), 2);
    assert!(now.find(&risks[1].0.to_string()).is_ok_and(|found| found.id == risks[1].0));
    assert!(now.find("F3").is_ok());
}

/// A web page with two tables, each numbered from R1.
fn two() -> String {
    let table = |name: &str, rows: &[&str]| {
        let cells = |line: &str, tag: &str| {
            line.trim().split(',').map(|cell| format!("<{tag}>{cell}</{tag}>")).collect::<String>()
        };
        let rows: String =
            rows.iter().map(|row| format!("<tr>{}</tr>", cells(row, "td"))).collect();
        format!("<h2>{name}</h2><table><tr>{}</tr>{rows}</table>", cells(HEAD, "th"))
    };
    let works = [
        "F1,Welders are short and the yard stands still,Foreman,3,3,9\n",
        "F2,The crane is condemned by the inspector,Foreman,2,4,8\n",
    ];
    format!(
        "<html><body>{}{}</body></html>",
        table("Ferries", &[FERRY, FUEL]),
        table("Yard", &works)
    )
}

#[test]
fn two_registers_in_one_document_are_never_poured_into_one() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let upload = |text: &'static str| Upload { name: "two.html", bytes: text.as_bytes() };
    let text: &'static str = Box::leak(two().into_boxed_str());
    let plan = app.plan_import(upload(text), Some(day("2025-03-14")), &Options::default()).unwrap();
    let first = plan.open().next().unwrap();
    assert_eq!(first.kind, Kind::Tables, "{first:?}");
    let refused = apply(&app, &plan, &Decisions::default()).unwrap_err();
    assert!(arguments(&refused).contains("--table 'table 2'"), "{refused}");
    let mut second = Decisions::default();
    second.answer("table", "table 2");
    apply(&app, &plan, &second).unwrap();
    let now = app.snapshot(None, None).unwrap().register;
    let words: Vec<&str> = now.risks.iter().map(|risk| risk.wording()).collect();
    assert_eq!(words.len(), 2);
    assert!(words[0].starts_with("Welders"), "{words:?}");
    let Deed::Import(import) = &app.journal(None, 1).unwrap()[0].deed else { panic!() };
    assert_eq!(import.answers.get("table").map(String::as_str), Some("table 2"));
}

/// Two risks that one of another number takes over in words of its own.
const MERGED: &str = "F20,Storms stop the service for weeks,Pilot,3,5,15\n";

#[test]
fn a_merger_in_other_words_is_said_by_pairs() {
    let (_folder, app) = kept();
    let next = plan(&app, &list(&[FUEL, MERGED]), "2025-06-13");
    let mut said = Decisions::default();
    said.same("F1", "F20");
    said.same("F3", "F20");
    let answered = app.answered(&next, said.clone()).unwrap();
    assert_eq!(answered.open().count(), 0, "{:?}", answered.questions);
    assert_eq!(why(&answered, "F20"), "It was F1, as you said. F3 goes into it.");
    assert_eq!(answered.missing[0].why.as_deref(), Some("It goes into F20, as you said."));
    let ferry = app.snapshot(None, None).unwrap().find("F1").unwrap().id;
    apply(&app, &next, &said).unwrap();
    let now = app.snapshot(None, None).unwrap();
    assert_eq!(now.register.risks.len(), 2);
    assert_eq!(now.find("F20").unwrap().id, ferry, "the first has its history");
    assert_eq!(kin(&app, "F20"), ["Into it went F3"]);
    assert_eq!(kin(&app, "F3"), ["It went into F20"]);
}

#[test]
fn pairs_say_the_same_in_whatever_order() {
    let other = "F21,The jetty lacks lights,Pilot,2,2,4\n";
    for order in [["F3=F20", "F1=F20", "F1=F21"], ["F3=F20", "F1=F21", "F1=F20"]] {
        let (_folder, app) = kept();
        let next = plan(&app, &list(&[FUEL, MERGED, other]), "2025-06-13");
        let mut said = Decisions::default();
        for pair in order {
            let (old, new) = pair.split_once('=').unwrap();
            said.same(old, new);
        }
        apply(&app, &next, &said).unwrap();
        assert_eq!(why(&app.answered(&next, said).unwrap(), "F21"), "It was F1, as you said.");
        assert_eq!(kin(&app, "F20").len(), 1, "{order:?}: {:?}", kin(&app, "F20"));
    }
}

#[test]
fn what_one_risk_went_into_is_not_said_of_all() {
    let (_folder, app) = kept();
    let next = plan(&app, &list(&[FUEL, MERGED]), "2025-06-13");
    let mut said = Decisions::default();
    said.answer("missing", "into-F20");
    let answered = app.answered(&next, said).unwrap();
    let question = answered.open().find(|question| question.kind == Kind::Missing).unwrap();
    assert!(question.options_of("missing").all(|option| !option.key.starts_with("into-")));
    assert!(apply(&app, &answered, &answered.decisions).is_err());
}

#[test]
fn a_merger_in_other_words_is_said_of_each_risk_that_is_missing() {
    let (_folder, app) = kept();
    let ids = ["F1", "F3"].map(|number| app.snapshot(None, None).unwrap().find(number).unwrap().id);
    let next = plan(&app, &list(&[FUEL, MERGED]), "2025-06-13");
    let question = next.open().find(|question| question.kind == Kind::Missing).unwrap();
    let options: Vec<&str> = question.options.iter().map(|option| option.key.as_str()).collect();
    assert_eq!(options, ["close", "keep", "into-F20"]);
    let mut said = Decisions::default();
    for id in ids {
        said.answer(format!("missing-{id}"), "into-F20");
    }
    let answered = app.answered(&next, said).unwrap();
    assert_eq!(answered.open().count(), 0, "{:?}", answered.questions);
    // What was said of each can be seen, and said otherwise.
    let question = answered.questions.iter().find(|question| question.kind == Kind::Missing);
    assert_eq!(question.unwrap().concerns.len(), 2);
    apply(&app, &answered, &answered.decisions).unwrap();
    assert_eq!(app.snapshot(None, None).unwrap().find("F20").unwrap().id, ids[0]);
    assert_eq!(kin(&app, "F20"), ["Into it went F3"]);
}

#[test]
fn two_that_one_of_another_number_says_together_are_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let first = plan(&app, &list(&[PARTS[0], PARTS[1], FUEL]), "2025-03-14");
    apply(&app, &first, &Decisions::default()).unwrap();
    let next = plan(&app, &list(&[&BOTH.replace("F1,", "F20,"), FUEL]), "2025-06-13");
    let question = next.open().find(|question| question.kind == Kind::Same).unwrap();
    assert_eq!((question.key.as_str(), question.options.len()), ("into-F20", 3), "{question:?}");
    let mut said = Decisions::all(Decision::Close);
    said.same("F1", "F20");
    let answered = app.answered(&next, said).unwrap();
    apply(&app, &answered, &answered.decisions).unwrap();
    assert_eq!(kin(&app, "F20"), ["Into it went F9"]);
}

#[test]
fn an_answer_stands_for_its_pair_whatever_is_in_the_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder);
    let first = plan(&app, &list(&[PARTS[0], PARTS[1], FUEL]), "2025-03-14");
    apply(&app, &first, &Decisions::default()).unwrap();
    let next = plan(&app, &list(&[&BOTH.replace("F1,", "F'2=0,"), FUEL]), "2025-06-13");
    let question = next.open().find(|question| question.kind == Kind::Same).unwrap();
    let mut said = Decisions::all(Decision::Close);
    said.answer(question.key.clone(), "F1");
    let answered = app.answered(&next, said).unwrap();
    assert_eq!(why(&answered, "F'2=0"), "It was F1, as you said.");
}

#[test]
fn a_split_in_other_words_is_said_by_pairs() {
    let (_folder, app) = kept();
    let parts =
        ["F30,Nobody steers in fog,Pilot,2,5,10\n", "F31,The hull is not painted,Engineer,2,3,6\n"];
    let next = plan(&app, &list(&[FUEL, SLIP, parts[0], parts[1]]), "2025-06-13");
    let mut said = Decisions::default();
    said.same("F1", "F30");
    said.same("F1", "F31");
    apply(&app, &next, &said).unwrap();
    assert_eq!(app.snapshot(None, None).unwrap().register.risks.len(), 4);
    assert_eq!(kin(&app, "F31"), ["It came out of F30"]);
}

#[test]
fn a_risk_can_go_into_one_that_was_recognised_under_a_new_number() {
    let (_folder, app) = kept();
    let slip = app.snapshot(None, None).unwrap().find("F3").unwrap().id;
    let ferry = app.snapshot(None, None).unwrap().find("F1").unwrap().id;
    let both =
        "F20,The ferry founders in a gale or the slipway breaks up in winter storms,Pilot,3,5,15\n";
    let next = plan(&app, &list(&[FUEL, both]), "2025-06-13");
    assert!(why(&next, "F20").starts_with("It was F3"), "{}", why(&next, "F20"));
    let mut said = Decisions::default();
    said.answer(format!("missing-{ferry}"), "into-F20");
    let answered = app.answered(&next, said).unwrap();
    assert_eq!(answered.open().count(), 0, "{:?}", answered.questions);
    apply(&app, &answered, &answered.decisions).unwrap();
    assert_eq!(app.snapshot(None, None).unwrap().find("F20").unwrap().id, slip);
    assert_eq!(kin(&app, "F20"), ["Into it went F1"]);
}
