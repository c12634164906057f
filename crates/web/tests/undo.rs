//! Taking an entry of the journal back in the browser: the plan first, then the deed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::{Router, http::StatusCode};
use support::{Answer, get, harbour, post};

const FORM: &str = "application/x-www-form-urlencoded";

async fn send(router: &Router, entry: u32, head: u32, who: &str, reason: &str) -> Answer {
    let body: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("head", head.to_string().as_str()), ("who", who), ("reason", reason)])
        .finish();
    post(router, &format!("/history/{entry}/undo"), FORM, body).await
}

#[tokio::test]
async fn the_journal_leads_to_a_plan_and_the_plan_is_done() {
    let router = harbour();
    let before = get(&router, "/?as-at=2025-06-13").await.text;
    assert!(get(&router, "/history").await.text.contains("href=\"/history/2/undo\""));
    let plan = get(&router, "/history/2/undo").await.text;
    for words in ["Take back entry 2", "september.json", "What comes back", "never came on"] {
        assert!(plan.contains(words), "{words}");
    }
    let json = get(&router, "/history/2/undo.json").await.json();
    assert_eq!(json["entry"]["seq"], 2);
    assert!(!json["restores"].as_array().unwrap().is_empty());

    let done = send(&router, 2, 2, "Ada Reader", "The wrong file").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let journal = get(&router, done.header("location")).await.text;
    for words in ["Kept.", "The wrong file", "Took back entry 2", "Taken back"] {
        assert!(journal.contains(words), "{words}");
    }
    assert!(!journal.contains("href=\"/history/2/undo\""), "it is taken back already");
    assert!(journal.contains("href=\"/history/3/undo\""), "and that can be taken back");
    let rows = |page: &str| page.matches("risk-wording").count();
    let after = get(&router, "/?as-at=2025-09-12").await.text;
    assert_eq!(rows(&after), rows(&before), "June’s register stands in September");
}

#[tokio::test]
async fn a_new_risk_whose_import_was_taken_back_is_not_among_the_closed() {
    let router = harbour();
    let risks = get(&router, "/register.json").await.json();
    let new = get(&router, "/history/2/undo.json").await.json();
    let never = new["restores"].as_array().unwrap().iter();
    let never: Vec<String> = never
        .filter(|one| one["turned"].as_str().is_some_and(|turned| turned.contains("never")))
        .map(|one| one["what"].as_str().unwrap().trim_start_matches("risk ").to_owned())
        .collect();
    let risks = risks["risks"].as_array().unwrap();
    let id = risks.iter().find(|risk| risk["ref"] == never[0].as_str()).unwrap()["id"].clone();
    send(&router, 2, 2, "Ada Reader", "The wrong file").await;
    let closed = get(&router, "/closed.json?as-at=2025-09-12").await.json();
    assert!(closed["closed"].as_array().unwrap().iter().all(|one| one["id"] != id));
    let page = get(&router, &format!("/risks/{}", id.as_str().unwrap())).await.text;
    for words in ["It never came on to the register", "entry 2", "Ada Reader", "The wrong file"] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn what_cannot_be_taken_back_is_said_with_what_can() {
    let router = harbour();
    let rests = get(&router, "/history/1/undo").await;
    assert_eq!(rests.status, StatusCode::CONFLICT);
    assert!(rests.text.contains("rests on entry 1"), "{}", rests.text);
    assert!(rests.text.contains("href=\"/history/2/undo\""));
    assert_eq!(get(&router, "/history/9/undo").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&router, "/history/two/undo").await.status, StatusCode::NOT_FOUND);

    let unnamed = send(&router, 2, 2, "Ada Reader", "  ").await;
    assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unnamed.text.contains("Nothing was taken back"));
    assert!(unnamed.text.contains("value=\"Ada Reader\""), "what was typed stays");
    let stale = send(&router, 2, 1, "Ada Reader", "The wrong file").await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.text.contains("has changed since this page was shown"));
    assert!(!get(&router, "/history").await.text.contains("Took back"));
}
