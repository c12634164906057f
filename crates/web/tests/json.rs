//! The JSON beside each page: its shape is what other programs rely on.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use bellwether_domain::Register;
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
    let register = Register::from_json(&answer.text).unwrap();
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
async fn the_journal_and_the_findings_are_there_too() {
    let journal = json("/history.json").await;
    assert_eq!(journal["entries"][0]["seq"], 2);
    assert_eq!(journal["entries"][0]["actor"], "Ada Reader");
    let checks = json("/checks.json?severity=H").await;
    let findings = checks["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    assert!(findings.iter().all(|finding| finding["severity"] == "H"));
}
