//! What is not for the public, marked in the browser.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use axum::http::StatusCode;
use support::{get, harbour, post};

const FORM: &str = "application/x-www-form-urlencoded";

fn form(fields: &[(&str, &str)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("who", "Ada Reader").append_pair("reason", "Commercially sensitive");
    for (name, value) in fields {
        form.append_pair(name, value);
    }
    form.finish()
}

/// The name of the first box to tick whose words contain some.
fn ticked(page: &str, words: &str) -> String {
    let at = page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    let before = page.get(..at).unwrap();
    let name = before.rsplit_once("name=\"mark\" value=\"").unwrap().1;
    name.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_risk_and_an_action_are_marked_on_the_page_of_the_risk_and_lifted_again() {
    let router = harbour();
    let risk = get(&router, "/risks/3").await.text;
    assert!(risk.contains("/restricted?risk=3"), "{risk}");
    let page = get(&router, "/restricted?risk=3").await.text;
    let (whole, action) = (ticked(&page, "The risk, whole"), ticked(&page, "Action 1: "));
    assert!(whole.starts_with("risk:") && action.starts_with("action:"));
    let action_words = page.split_once("Action 1: ").unwrap().1.split('<').next().unwrap();
    let public = "/papers/actions.html?version=public";
    assert!(get(&router, public).await.text.contains(action_words));

    let sent = form(&[("risk", "3"), ("mark", &action), ("under", "Sch. 12A para. 3")]);
    let kept = post(&router, "/restricted", FORM, sent).await;
    assert_eq!(kept.header("location").split("&done").next(), Some("/restricted?risk=3"));
    let left = get(&router, public).await.text;
    assert!(!left.contains(action_words) && left.contains("Sch. 12A para. 3"), "{left}");
    let page = get(&router, "/restricted").await.text;
    assert!(page.contains("Action 1 of risk 3"), "{page}");

    let began = get(&router, "/restricted.json").await.json()["entry"].to_string();
    let sent = form(&[("mark", &whole), ("lift", &action), ("began", &began)]);
    assert_eq!(post(&router, "/restricted", FORM, sent).await.status, StatusCode::SEE_OTHER);
    let json = get(&router, "/restricted.json").await.json();
    assert_eq!(json["marks"][0]["what"], "Risk 3");
    assert_eq!(json["marks"].as_array().unwrap().len(), 1);
    assert!(get(&router, "/risks/3").await.text.contains("Not for the public"));
}

#[tokio::test]
async fn many_are_marked_at_once() {
    let router = harbour();
    let page = get(&router, "/restricted").await.text;
    let boxes: Vec<&str> = page
        .split("name=\"mark\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let risks: Vec<&&str> = boxes.iter().filter(|name| name.starts_with("risk:")).collect();
    assert!(risks.len() > 2 && boxes.iter().any(|name| name.starts_with("category:")), "{boxes:?}");
    let marks: Vec<(&str, &str)> = risks.iter().take(2).map(|name| ("mark", **name)).collect();
    let kept = post(&router, "/restricted", FORM, form(&marks)).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    assert_eq!(get(&router, "/restricted.json").await.json()["marks"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn nothing_ticked_or_marked_by_another_meanwhile_is_said() {
    let router = harbour();
    let nothing = post(&router, "/restricted", FORM, form(&[])).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text.contains("Tick what is to be marked"), "{}", nothing.text);
    let page = get(&router, "/restricted?risk=3").await.text;
    let whole = ticked(&page, "The risk, whole");
    post(&router, "/restricted", FORM, form(&[("mark", &whole)])).await;
    let other = page
        .split("name=\"mark\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|name| name.starts_with("risk:") && **name != whole)
        .unwrap();
    let late = post(&router, "/restricted", FORM, form(&[("mark", other)])).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text.contains("meanwhile"), "{}", late.text);
}
