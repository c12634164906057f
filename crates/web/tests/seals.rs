//! Sealing in the browser: what is shown is what is sealed, under a name, by somebody, for a reason.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use support::{Answer, get, harbour, post};

const FORM: &str = "application/x-www-form-urlencoded";

/// The hidden fields of the form as the page has them, with a name, a person and a reason.
fn fields(page: &str) -> BTreeMap<String, String> {
    let form = page.split("method=\"post\" action=\"/seals\"").nth(1).unwrap();
    let hidden = form.split("<input type=\"hidden\" name=\"").skip(1).map(|input| {
        let (name, rest) = input.split_once("\" value=\"").unwrap();
        (name.to_owned(), rest.split('"').next().unwrap().to_owned())
    });
    let said = [("name", "Board, 2 October"), ("who", "Ada Reader"), ("reason", "As presented")];
    hidden.chain(said.map(|(name, value)| (name.to_owned(), value.to_owned()))).collect()
}

async fn send(router: &Router, fields: &BTreeMap<String, String>) -> Answer {
    let body: String =
        form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    post(router, "/seals", FORM, body).await
}

#[tokio::test]
async fn what_is_shown_is_sealed_and_listed_with_its_links() {
    let router = harbour();
    assert!(get(&router, "/seals").await.text.contains("Nothing is sealed yet."));
    let page = get(&router, "/seals/new?as-at=2025-06-13").await.text;
    for words in ["13 June 2025", "7 risks", "Strategic risk register", "Journal entry 2"] {
        assert!(page.contains(words), "{words}");
    }
    let sealed = send(&router, &fields(&page)).await;
    assert_eq!(sealed.status, StatusCode::SEE_OTHER, "{}", sealed.text);
    let list = get(&router, sealed.header("location")).await.text;
    for words in ["Sealed.", "Board, 2 October", "13 June 2025", "Ada Reader", "As presented"] {
        assert!(list.contains(words), "{words}");
    }
    assert!(list.contains("href=\"/?as-at=2025-06-13&amp;known-at="), "the register as it was");
    assert!(list.contains("#entry-3"), "its journal entry");
    let document = get(&router, "/seals/3.json").await;
    assert!(document.header("content-disposition").starts_with("attachment"));
    assert_eq!(document.json()["risks"].as_array().unwrap().len(), 7);
    assert_eq!(get(&router, "/seals/1.json").await.status, StatusCode::NOT_FOUND);
    let seals = get(&router, "/seals.json").await.json();
    assert_eq!(seals["seals"][0]["seq"], 3);
}

/// A witness that is out of reach.
struct Away;

impl bellwether_app::Witness for Away {
    fn tell(&self, _: &str, _: bellwether_history::Digest) -> Result<(), String> {
        Err("witness.example did not answer".to_owned())
    }
}

#[tokio::test]
async fn a_witness_that_was_not_told_is_said_on_the_page() {
    let app = std::sync::Arc::into_inner(support::empty()).unwrap();
    let app = std::sync::Arc::new(app.with_witness(Box::new(Away)));
    support::bring_in(&app, &support::invented::register(), "september.json");
    let router = bellwether_web::router(app);
    let page = get(&router, "/seals/new").await.text;
    let sealed = send(&router, &fields(&page)).await;
    assert_eq!(sealed.status, StatusCode::OK, "{}", sealed.text);
    for told in ["Sealed.", "The witness was not told", "Witness.example did not answer", "2="] {
        assert!(sealed.text.contains(told), "{told}: {}", sealed.text);
    }
}

#[tokio::test]
async fn a_seal_without_a_name_a_person_or_a_reason_is_refused() {
    let router = harbour();
    let page = get(&router, "/seals/new").await.text;
    for (field, words) in
        [("name", "Say what is sealed for"), ("who", "Say who seals it"), ("reason", "Say why")]
    {
        let mut fields = fields(&page);
        fields.insert(field.to_owned(), "  ".to_owned());
        let refused = send(&router, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(words), "{field}: {}", refused.text);
        assert!(refused.text.contains("Nothing was sealed"));
        let typed = if field == "name" { "As presented" } else { "Board, 2 October" };
        assert!(refused.text.contains(&format!("value=\"{typed}\"")), "what was typed stays");
    }
    assert!(get(&router, "/seals").await.text.contains("Nothing is sealed yet."));
}

#[tokio::test]
async fn what_changed_since_it_was_shown_is_shown_again_first() {
    let router = harbour();
    let before = fields(&get(&router, "/seals/new").await.text);
    let body = "do=close&who=Ben&reason=Done&effective=2025-09-20";
    post(&router, "/risks/3/edit", FORM, body).await;
    let refused = send(&router, &before).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("has changed since this page was shown"));
    assert_eq!(send(&router, &fields(&refused.text)).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_page_of_another_site_cannot_seal() {
    let router = harbour();
    let fields = fields(&get(&router, "/seals/new").await.text);
    let body: String =
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    let request = Request::post("/seals")
        .header("host", "127.0.0.1:8080")
        .header("origin", "http://example.org")
        .header("content-type", FORM)
        .body(Body::from(body))
        .unwrap();
    assert_eq!(support::send(&router, request).await.status, StatusCode::FORBIDDEN);
    assert!(get(&router, "/seals").await.text.contains("Nothing is sealed yet."));
}

#[tokio::test]
async fn a_day_ahead_of_today_is_asked_about() {
    let router = harbour();
    let page = get(&router, "/seals/new?as-at=2035-01-01").await.text;
    assert!(page.contains("is ahead of today, and is meant"));
    let mut fields = fields(&page);
    let refused = send(&router, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("1 January 2035 is ahead of today (20 September 2025)"));
    assert!(get(&router, "/seals").await.text.contains("Nothing is sealed yet."));
    fields.insert("ahead".to_owned(), "keep".to_owned());
    assert_eq!(send(&router, &fields).await.status, StatusCode::SEE_OTHER);
}
