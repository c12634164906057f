//! The journal says what each entry changed, and finds entries by person and day.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::sync::Arc;

use axum::Router;
use bellwether_app::{
    App, ToSeal,
    edit::{Edit, Leave},
};
use bellwether_domain::{Number, Reading, Stage};
use bellwether_history::Authority;
use support::{bring_in, empty, get, invented};

/// Two issues, and a score that Ben raised since.
fn edited() -> (Arc<App>, Router) {
    let app = empty();
    bring_in(&app, &invented::earlier(), "june.json");
    bring_in(&app, &invented::register(), "september.json");
    let form = app.edit_form("2", None).unwrap();
    let mut risk = (*form.version.risk).clone();
    let current = risk.assessments.slot(Stage::Current).as_mut().unwrap();
    current.likelihood = Some(Reading::read("5", Number::from(5)));
    let authority =
        Authority::read("Ben", "Two more retire", "2025-09-19".parse().unwrap()).unwrap();
    let leave = Leave::default();
    app.author(authority)
        .edit(&Edit { id: form.version.id, began: form.began(), risk, leave })
        .unwrap();
    (Arc::clone(&app), bellwether_web::router(app))
}

/// A page without its tags, white space collapsed.
fn text(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap();
    let words = main.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text));
    words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn an_entry_says_what_it_changed_and_links_to_it() {
    let (app, router) = edited();
    let page = get(&router, "/history").await.text;
    let told = text(&page);
    assert!(told.contains("2 · Score now: likelihood 4 → 5 · Score now: score 16 → 20"), "{told}");
    // The issue before it changed two risks and brought one.
    assert!(told.contains("Added: 8"), "{told}");
    assert!(told.contains("1 · Score now: likelihood 4 → 3 · Score now: score 20 → 15"), "{told}");
    let id = app.edit_form("2", None).unwrap().version.id;
    assert!(page.contains(&format!("href=\"/risks/{id}\"")), "{page}");
    let json = get(&router, "/history.json").await.json();
    let changed = &json["entries"][0]["risks"][0];
    assert_eq!((&changed["ref"], &changed["changes"][0]["after"]), (&"2".into(), &"5".into()));
}

#[tokio::test]
async fn the_journal_is_looked_through_by_person_and_day() {
    let (_, router) = edited();
    let entries = async |address: &str| {
        let json = get(&router, address).await.json();
        json["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["seq"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(entries("/history.json").await, [3, 2, 1]);
    assert_eq!(entries("/history.json?who=ben").await, [3]);
    assert_eq!(entries("/history.json?who=Ada%20Reader").await, [2, 1]);
    assert_eq!(entries("/history.json?day=2025-09-20&who=Ben").await, [3]);
    assert_eq!(entries("/history.json?day=2025-09-21").await, [0_u64; 0]);
    let page = get(&router, "/history?who=Nobody").await.text;
    assert!(text(&page).contains("No entry is by this person on this day."), "{page}");
}

#[tokio::test]
async fn a_seal_says_what_it_was_made_for() {
    let (app, router) = edited();
    let by = Authority::read("Ada Reader", "As agreed", "2025-09-19".parse().unwrap()).unwrap();
    let name = "Audit committee, 22 September 2025";
    app.author(by).seal(ToSeal { name, ..ToSeal::default() }).unwrap();
    let page = text(&get(&router, "/history").await.text);
    assert!(page.contains("Sealed for Audit committee, 22 September 2025"), "{page}");
}
