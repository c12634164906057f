//! The import's two sides: what was read beside where it stood, doubt, and many remarks.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::sync::Arc;

use axum::{Router, http::StatusCode};
use bellwether_app::App;
use support::{empty, get, post};

const FORM: &str = "application/x-www-form-urlencoded";

const SHORT: &str = "Ref,Risk,Likelihood,Impact,Score,Owner,Zork\n\
    1,The depot floods after heavy rain,4,5,20,AB,North\n\
    2,Fraud by a supplier goes unseen,2,3,6,CD,South\n";

/// Uploads a text and gives the address of its plan.
async fn upload(router: &Router, text: &str, date: &str) -> String {
    let part = |name: &str, content: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n")
    };
    let body = part("text", text) + &part("date", date) + "--edge--\r\n";
    let answer = post(router, "/import", "multipart/form-data; boundary=edge", body).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.header("location").to_owned()
}

async fn plan(text: &str) -> (Router, String, String) {
    let router = bellwether_web::router(empty());
    let address = upload(&router, text, "2025-06-01").await;
    let page = get(&router, &address).await.text;
    (router, address, page)
}

fn long(risks: usize) -> String {
    let mut text = String::from("Ref,Risk,Likelihood,Impact,Score,Owner\n");
    for number in 1..=risks {
        text += &format!("{number},The depot floods after heavy rain,2,3,6,AB\n");
    }
    text
}

#[tokio::test]
async fn each_value_leads_to_its_cell_and_back() {
    let (.., page) = plan(SHORT).await;
    let owner = "<a class=\"value\" id=\"v1-owners\" title=\"From line 3\" href=\"#c0-2-5\">CD</a>";
    assert!(page.contains(owner));
    assert!(page.contains("id=\"c0-2-5\"><a href=\"#v1-owners\">CD</a>"));
    assert!(page.contains("id=\"v0-current-likelihood\""), "a rating has its own cell");
    assert!(
        page.contains("<a class=\"heading-cell\" href=\"#map-5\""),
        "a heading leads to its reading"
    );
}

#[tokio::test]
async fn a_long_document_comes_in_parts() {
    let (router, address, page) = plan(&long(2000)).await;
    assert!(page.len() < 250_000, "{} bytes", page.len());
    assert!(page.contains("Lines 1 to 60"));
    let later = get(&router, &format!("{address}&part=12")).await.text;
    assert!(later.contains("Lines 661 to 720") && later.contains("id=\"v700-description\""));
    let beyond = get(&router, &format!("{address}&part=9999")).await;
    assert_eq!(beyond.status, StatusCode::OK, "the last part there is");
    let wrong = get(&router, &format!("{address}&part=x")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

async fn accepted(app: &Arc<App>, address: &str) {
    let router = bellwether_web::router(Arc::clone(app));
    let (path, query) = address.split_once('?').unwrap();
    let answer = post(&router, &format!("{path}/accept"), FORM, format!("{query}&who=Ada")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

#[tokio::test]
async fn a_corrected_reading_rereads_the_rows_and_is_remembered() {
    let app = empty();
    let router = bellwether_web::router(Arc::clone(&app));
    let address = upload(&router, SHORT, "2025-06-01").await;
    let corrected = format!("{address}&map=Zork%3Dcategory");
    let page = get(&router, &corrected).await.text;
    assert!(page.contains("id=\"v0-category\""), "read again by the choice");
    assert!(page.contains("Chosen"));
    accepted(&app, &corrected).await;
    assert!(get(&router, "/register.json").await.text.contains("\"category\":\"North\""));

    let next = upload(&router, &SHORT.replace("North", "East"), "2025-09-01").await;
    let page = get(&router, &next).await.text;
    assert!(page.contains("id=\"v0-category\"") && page.contains("Remembered"));
    let other = get(&router, &format!("{next}&map=Zork%3Dignore")).await.text;
    assert!(!other.contains("id=\"v0-category\""), "what the reader says now goes before");
}

#[tokio::test]
async fn a_column_without_a_heading_is_chosen_by_its_place_and_remembered() {
    let app = empty();
    let router = bellwether_web::router(Arc::clone(&app));
    let bare = SHORT.replace(",Zork", ",");
    let address = upload(&router, &bare, "2025-06-01").await;
    let page = get(&router, &address).await.text;
    assert!(page.contains("(no heading)") && page.contains("value=\"column 7=category\""));
    let corrected = format!("{address}&map=column+7%3Dcategory");
    assert!(get(&router, &corrected).await.text.contains("id=\"v0-category\""));
    accepted(&app, &corrected).await;
    let next = upload(&router, &bare.replace("North", "East"), "2025-09-01").await;
    let page = get(&router, &next).await.text;
    assert!(page.contains("id=\"v0-category\"") && page.contains("Remembered"));
}

const CARDS: &str = "R1: Water\nDescription: The depot floods\nLikelihood: 4\nImpact: 5\nOwner: AB\nZork: Moss\n\n\
    R2: Money\nDescription: Fraud goes unseen\nLikelihood: 2\nImpact: 3\nOwner: CD\nZork: Fern\n";

#[tokio::test]
async fn the_values_of_a_card_lead_to_their_lines() {
    let (.., page) = plan(CARDS).await;
    let owner =
        "<a class=\"value\" id=\"v1-owners\" title=\"From line 12\" href=\"#c0-11-0\">CD</a>";
    assert!(page.contains(owner));
    assert!(page.contains("id=\"c0-11-0\"><a href=\"#v1-owners\">Owner: CD</a>"));
    assert!(page.contains("href=\"#v1-reference\" data-to=\"v1-reference v1-title\""));
    assert!(page.contains("Choose a field</a>"), "a label that says nothing can be answered for");
    assert!(page.contains("id=\"c0-12-0\"><a href=\"#v1-extra"), "and is kept");
}

#[tokio::test]
async fn many_missing_risks_are_decided_about_together_or_each() {
    let app = empty();
    let router = bellwether_web::router(Arc::clone(&app));
    accepted(&app, &upload(&router, &long(12), "2025-06-01").await).await;
    let address = upload(&router, &long(2), "2025-09-01").await;
    let page = get(&router, &address).await.text;
    assert!(page.contains("All 10 risks together"));
    let kept = page.split("name=\"missing-").nth(1).unwrap().split('"').next().unwrap();
    let (path, query) = address.split_once('?').unwrap();
    let head = page.split("name=\"head\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = format!("{query}&who=Ada&head={head}&missing=close&missing-{kept}=keep");
    let answer = post(&router, &format!("{path}/accept"), FORM, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let register = get(&router, "/register.json").await.text;
    assert_eq!(register.matches("\"ref\":").count(), 3, "two of the document and the one kept");
}
