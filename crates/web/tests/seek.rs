//! Risks are found and put in order as a reader expects: by the numbers in their references, by
//! the letters of their words, by who leads them and who has a part in them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::sync::Arc;

use axum::Router;
use support::{bring_in, empty, get, invented};

/// The invented register under other numbers and, where given, other words and owners.
fn renumbered() -> Router {
    let mut register = invented::register();
    let rows = [
        ("T10", "zinc is stolen", "head of moorings"),
        ("T9", "Éboulement at the cliff", "Wright, Bo"),
        ("T1.10", "Étang floods the “old” road", "Head of Moorings"),
        ("T1.9", "eels clog the sluice", "Ångström & Co"),
        ("t2", "Anchors drag", "HB"),
        ("T02", "buoys drift", "GH"),
    ];
    register.risks.truncate(rows.len());
    for (risk, (reference, words, owner)) in register.risks.iter_mut().map(Arc::make_mut).zip(rows)
    {
        risk.reference = Some(reference.to_owned());
        risk.description = Some(words.to_owned());
        risk.owners = vec![owner.to_owned()];
    }
    let app = empty();
    bring_in(&app, &register, "renumbered.json");
    bellwether_web::router(app)
}

/// The numbers of the risks that a page shows, in its order.
async fn shown(router: &Router, address: &str) -> Vec<String> {
    let page = get(router, address).await.text;
    let cells = page.split("<td class=\"col-ref\" role=\"cell\">").skip(1);
    cells.map(|cell| cell.split(['<', '\n']).next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn references_are_sorted_by_their_numbers() {
    let router = renumbered();
    let up = shown(&router, "/?sort=ref").await;
    assert_eq!(up, ["T1.9", "T1.10", "t2", "T02", "T9", "T10"]);
    let down = shown(&router, "/?sort=-ref").await;
    assert_eq!(down, ["T10", "T9", "t2", "T02", "T1.10", "T1.9"]);
}

#[tokio::test]
async fn words_and_owners_are_sorted_by_their_letters() {
    let router = renumbered();
    let by_words = shown(&router, "/?sort=risk").await;
    assert_eq!(by_words, ["t2", "T02", "T9", "T1.9", "T1.10", "T10"]);
    let by_owner = shown(&router, "/?sort=owner").await;
    assert_eq!(by_owner, ["T1.9", "T02", "t2", "T10", "T1.10", "T9"]);
}

#[tokio::test]
async fn a_search_looks_past_accents_and_finds_owners() {
    let router = renumbered();
    assert_eq!(shown(&router, "/?q=eboulement").await, ["T9"]);
    assert_eq!(shown(&router, "/?q=ETANG+%22old%22").await, ["T1.10"]);
    assert_eq!(shown(&router, "/?q=angstrom").await, ["T1.9"]);
    // By name, where the register writes initials; and the owners of actions too.
    assert_eq!(shown(&router, "/?q=grace+buoys").await, ["T02"]);
    assert_eq!(shown(&router, "/?q=farrow").await, ["T9", "t2"]);
    let actions = get(&router, "/actions?q=F%C3%A0rrow").await.text;
    assert_eq!(actions.matches("class=\"risk-wording action-words\"").count(), 5);
}

#[tokio::test]
async fn who_leads_a_risk_and_who_has_a_part_in_it_are_two_choices() {
    let router = renumbered();
    assert_eq!(shown(&router, "/?owner=HB").await, ["t2"]);
    assert_eq!(shown(&router, "/?involves=hb").await, ["T10", "t2"]);
    assert_eq!(shown(&router, "/?owner=HEAD+OF+MOORINGS").await, ["T10", "T1.10"]);
    let page = get(&router, "/?involves=HB").await.text;
    assert!(page.contains("Involves Hanna Brook"), "the choice is said");
    let leads = page.split("id=\"f-owner\"").nth(1).unwrap().split("</select>").next().unwrap();
    assert_eq!(leads.matches("of moorings").count() + leads.matches("of Moorings").count(), 2);
    assert!(!leads.contains("Edwin Farrow"), "those who only act lead nothing");
}
