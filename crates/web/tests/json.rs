//! The JSON beside each page: its shape is what other programs rely on.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::sync::Arc;

use bellwether_domain::{Register, identity};
use serde_json::Value;
use support::{get, harbour, invented};

async fn json(address: &str) -> Value {
    let answer = get(&harbour(), address).await;
    assert_eq!(answer.header("content-type"), "application/json", "{address}");
    answer.json()
}

#[tokio::test]
async fn the_register_is_the_register_document() {
    let answer = get(&harbour(), "/register.json").await;
    let mut register = Register::from_json(&answer.text).unwrap();
    for risk in register.risks.iter_mut().map(Arc::make_mut) {
        assert!(risk.id.is_some() && identity::is_complete(risk), "each thing has its id");
        identity::forget(risk);
    }
    assert_eq!(register, invented::register());
}

#[tokio::test]
async fn a_filter_leaves_risks_out_of_the_document() {
    let register = json("/register.json?owner=GH&sort=-current").await;
    let refs: Vec<&str> =
        register["risks"].as_array().unwrap().iter().map(|r| r["ref"].as_str().unwrap()).collect();
    assert_eq!(refs, ["3", "4"]);
}

#[tokio::test]
async fn one_risk_comes_with_its_history() {
    let risk = json("/risks/3.json").await;
    assert_eq!(risk["risk"]["ref"], "3");
    assert_eq!(risk["standing"], "live");
    let history = risk["history"].as_array().unwrap();
    assert_eq!(history.len(), 2);
    assert_eq!(history[0]["opened"], true);
    assert_eq!(history[1]["effective"], "2025-09-12");
    insta::assert_json_snapshot!("risk-3-changes", history[1]["changes"]);
}

#[tokio::test]
async fn the_heat_map_names_the_risks_of_each_cell() {
    insta::assert_json_snapshot!("heat-map", json("/heat-map.json?stage=current").await["stages"]);
}

#[tokio::test]
async fn actions_come_with_their_dates_read_back() {
    let actions = json("/actions.json?owner=EF").await;
    insta::assert_json_snapshot!("actions-of-ef", actions);
}

#[tokio::test]
async fn changes_name_what_is_new_closed_and_changed() {
    let changes = json("/changes.json").await;
    assert_eq!(changes["from"], "2025-06-13");
    assert_eq!(changes["to"], "2025-09-12");
    assert_eq!(changes["new"][0]["ref"], "8");
    assert_eq!(changes["closed"], serde_json::json!([]));
    assert_eq!(changes["same"], 5);
    let back = json("/changes.json?from=2025-09-12&to=2025-06-13").await;
    assert_eq!(back["from"], "2025-06-13", "dates are put in order");
}

#[tokio::test]
async fn changes_say_which_way_scores_went() {
    let changes = json("/changes.json").await;
    let changed = changes["changed"].as_array().unwrap();
    let mut all = changed.iter().flat_map(|risk| risk["changes"].as_array().unwrap());
    let score = all.find(|change| change["field"] == "score").unwrap();
    assert!(["up", "down"].contains(&score["direction"].as_str().unwrap()), "{score}");
    assert!(changed.iter().all(|risk| risk["date_moves"].is_array()));
}

#[tokio::test]
async fn what_was_recorded_later_can_be_left_out() {
    let router = harbour();
    let journal = get(&router, "/history.json").await.json();
    let first = journal["entries"][1]["recorded"].as_str().unwrap().to_owned();
    let then = |path: &str| format!("{path}?known-at={first}");
    let of = async |path: &str| get(&router, &then(path)).await;
    assert_eq!(of("/register.json").await.json()["as_at"], "2025-06-13");
    assert_eq!(of("/history.json").await.json()["entries"].as_array().unwrap().len(), 1);
    let changes = of("/changes.json").await.json();
    assert_eq!(
        (&changes["to"], &changes["known_at"]),
        (&"2025-06-13".into(), &first.clone().into())
    );
    assert_eq!(of("/risks/3.json").await.json()["history"].as_array().unwrap().len(), 1);
    assert_eq!(of("/risks/8").await.status, 404);
    for page in ["/", "/risks/3", "/heat-map", "/actions", "/changes", "/checks", "/history"] {
        let text = of(page).await.text;
        assert!(text.contains("What was recorded later is left out"), "{page}");
        assert!(text.contains("known-at="), "{page}: its links stay with the moment");
    }
    let early = get(&router, "/?known-at=2001-01-01T00:00:00Z").await;
    assert_eq!(early.status, 404);
    assert!(early.text.contains("Choose a later moment"), "{}", early.text);
}

#[tokio::test]
async fn the_journal_and_the_findings_are_there_too() {
    let journal = json("/history.json").await;
    assert_eq!(journal["entries"][0]["seq"], 2);
    assert_eq!(journal["entries"][0]["actor"], "Ada Reader");
    let checks = json("/checks.json?severity=H").await;
    let findings = checks["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    assert!(findings.iter().all(|finding| finding["severity"] == "H"));
    let groups = checks["groups"].as_array().unwrap();
    let of = |n: usize| groups[findings[n]["group"].as_u64().unwrap() as usize].clone();
    for n in 0..findings.len() {
        let members = of(n)["findings"].as_array().unwrap().clone();
        assert!(members.iter().any(|member| member.as_u64() == Some(n as u64)), "{n}");
    }
    assert!(groups.len() < findings.len(), "what is to be done is told once");
}

#[tokio::test]
async fn tables_are_there_as_csv_and_the_registers_comes_back_as_it_was() {
    let router = harbour();
    let table = get(&router, "/register.csv").await;
    assert!(table.header("content-type").starts_with("text/csv"));
    assert!(table.header("content-disposition").contains("register-2025-"), "{:?}", table.headers);
    let options = bellwether_intake::Options::default();
    let back = bellwether_intake::read(table.text.as_bytes(), &options).unwrap().register;
    let register = get(&router, "/register.json").await.json();
    assert_eq!(back.risks.len(), register["risks"].as_array().unwrap().len());

    let all = get(&router, "/actions.csv").await.text;
    let some = get(&router, "/actions.csv?owner=EF").await.text;
    let json = get(&router, "/actions.json?owner=EF").await.json();
    assert_eq!(some.lines().next(), all.lines().next(), "the same headings");
    assert!(some.len() < all.len());
    let first = json["actions"][1]["description"].as_str().unwrap();
    assert!(some.contains(first), "{some}");

    let closed = get(&router, "/closed.csv").await.text;
    let json = get(&router, "/closed.json").await.json();
    assert_eq!(closed.lines().count(), 1 + json["closed"].as_array().unwrap().len());
    let page = get(&router, "/actions?owner=EF").await.text;
    assert!(page.contains("href=\"/actions.csv?owner=EF\""));
    assert!(!get(&router, "/heat-map").await.text.contains(".csv"), "it shows no table");
}
