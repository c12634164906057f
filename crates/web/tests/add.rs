//! A risk added by hand: by the form and as JSON, through the same door as an edit.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::{Router, http::StatusCode};
use support::{bring_in, empty, get, invented, post};

const FORM: &str = "application/x-www-form-urlencoded";

fn server() -> Router {
    let app = empty();
    bring_in(&app, &invented::register(), "september.json");
    bellwether_web::router(app)
}

const FILLED: &str = "title=&description=The+archive+floods&owners=HB%3B+EF&category=Harbour\
    &current.likelihood=3&current.impact=4&actions=1&action.0.words=Move+the+boxes\
    &action.0.owners=HB&action.0.due=end+of+March+2027&action.0.status=\
    &reason=Found+at+the+walk+round&who=Ada";

#[tokio::test]
async fn the_form_has_the_bodys_own_fields_and_the_next_number() {
    let page = get(&server(), "/risks/new").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("<h1 class=\"risk-title\">New risk</h1>"));
    let next = invented::register().risks.len() + 1;
    assert!(page.text.contains(&format!("name=\"reference\" value=\"{next}\"")), "the next number");
    assert!(page.text.contains("name=\"current.likelihood\""));
    assert!(!page.text.contains("Take it off the register"));
}

#[tokio::test]
async fn a_new_risk_stands_on_the_register_with_its_reason() {
    let router = server();
    let look = post(&router, "/risks/new", FORM, format!("reference=77&do=look&{FILLED}")).await;
    assert!(look.text.contains("What this would add"));
    assert_eq!(get(&router, "/risks/77").await.status, StatusCode::NOT_FOUND, "nothing kept yet");

    let saved = post(&router, "/risks/new", FORM, format!("reference=77&do=save&{FILLED}")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text.len());
    assert_eq!(saved.header("location"), "/risks/77?saved=new");
    let page = get(&router, "/risks/77?saved=new").await.text;
    assert!(page.contains("The archive floods") && page.contains("Move the boxes"));
    assert!(page.contains("Found at the walk round") && page.contains("Ada"));
    assert!(page.contains("Saved. The risk is on the register."));
    assert!(get(&router, "/history").await.text.contains("Risk added"));
    let risk = get(&router, "/risks/77.json").await.text;
    assert!(risk.contains("\"text\":\"12\""), "the score follows from the matrix");
}

#[tokio::test]
async fn what_cannot_be_kept_is_said_at_its_field_and_nothing_is_lost() {
    let router = server();
    let taken = post(&router, "/risks/new", FORM, format!("reference=1&do=save&{FILLED}")).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        taken.text.contains("id=\"reference-wrong\"")
            && taken.text.contains("belongs to another risk")
    );
    assert!(taken.text.contains("Move the boxes"), "what was typed stands there still");

    let empty = "reference=78&description=&actions=0&reason=&who=Ada&do=save";
    let answer = post(&router, "/risks/new", FORM, empty).await;
    assert!(
        answer.text.contains("say in words what the risk is")
            || answer.text.contains("Say in words what the risk is")
    );
    assert!(answer.text.contains("a change is kept with its reason"));

    let early = format!("reference=78&effective=1999-01-01&do=save&{FILLED}");
    let answer = post(&router, "/risks/new", FORM, early).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("he register begins on"));
}

#[tokio::test]
async fn json_adds_a_risk_and_names_its_address() {
    let router = server();
    let blank = get(&router, "/risks/new.json").await.text;
    let mut blank: serde_json::Value = serde_json::from_str(&blank).unwrap();
    let risk = blank["risk"].take();
    let mut risk = risk;
    risk["ref"] = "new".into();
    risk["description"] = "The tide gate sticks".into();
    let body = serde_json::json!({ "who": "Ada", "reason": "Inspection", "risk": risk });
    let json = "application/json";
    let answer = post(&router, "/risks.json", json, body.to_string()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let place = answer.header("location").to_owned();
    assert_ne!(place, "/risks/new", "that address is the form's own");
    assert!(get(&router, &place).await.text.contains("The tide gate sticks"));

    let without = serde_json::json!({ "who": "Ada", "reason": " ", "risk": risk });
    let answer = post(&router, "/risks.json", json, without.to_string()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["status"], 422);
    assert_eq!(problem["detail"], problem["error"]);
    assert!(problem["problems"].is_array(), "{problem}");
    assert_eq!(problem["request"], answer.header("x-request-id"));
    let wrong = post(&router, "/risks.json", json, "{\"who\":1}").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_goes_wrong_is_said_under_the_bodys_name() {
    let router = server();
    let organisation = invented::register().organisation.unwrap();
    for address in ["/risks/none", "/no-such-page", "/?as-at=1999-01-01"] {
        let page = get(&router, address).await;
        assert!(page.status.is_client_error(), "{address}");
        assert!(page.text.contains(&format!("brand-name\">{organisation}")), "{address}");
    }
}
