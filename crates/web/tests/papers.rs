//! The page of papers, and the papers under their addresses.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use axum::http::StatusCode;
use support::{get, harbour};

#[tokio::test]
async fn every_paper_that_is_listed_is_there() {
    let router = harbour();
    let listed = get(&router, "/papers.json?as-at=2025-06-13").await.json();
    let page = get(&router, "/papers?as-at=2025-06-13").await.text;
    let papers = listed["papers"].as_array().unwrap();
    assert_eq!(papers.len(), 5);
    for format in papers.iter().flat_map(|paper| paper["formats"].as_array().unwrap()) {
        let address = format["address"].as_str().unwrap();
        assert!(page.contains(&format!("href=\"{address}\"")), "{address}");
        let paper = get(&router, address).await;
        assert_eq!(paper.status, StatusCode::OK, "{address}");
        assert_eq!(paper.header("content-type"), format["media_type"].as_str().unwrap());
        assert!(paper.header("content-disposition").contains("2025-06-13"), "{address}");
        assert!(paper.header("content-security-policy").contains("sandbox"), "{address}");
        assert!(!paper.text.is_empty());
    }
}

#[tokio::test]
async fn a_paper_speaks_of_the_date_that_is_asked_for() {
    let router = harbour();
    let june = get(&router, "/papers/register.html?as-at=2025-06-13").await.text;
    assert!(june.contains("As at 13 June 2025."), "{june}");
    let pack = get(&router, "/papers/pack.html").await.text;
    assert!(pack.contains("Compared with the register as at 13 June 2025."), "{pack}");
    let against = get(&router, "/papers/pack.html?since=yesterday").await;
    assert_eq!(against.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn each_paper_has_a_public_version() {
    let router = harbour();
    assert!(get(&router, "/papers").await.text.contains("/papers/pack.docx?version=public"));
    let pack = get(&router, "/papers/pack.html?version=public").await;
    assert!(pack.header("content-disposition").contains("-public."));
    assert!(pack.text.contains("Public. Draft") && !pack.text.contains("For the board"));
    // What the checks find quotes all of the register.
    let findings = get(&router, "/papers/findings.html?version=public").await;
    assert_eq!(findings.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_no_version_is_declined_and_not_given_whole() {
    let router = harbour();
    let declined = get(&router, "/papers/pack.html?version=Public").await;
    assert_eq!(declined.status, StatusCode::BAD_REQUEST);
    assert!(declined.text.contains("is not public or restricted"), "{}", declined.text);
    let whole = get(&router, "/papers/pack.html?version=restricted").await;
    assert_eq!(whole.text, get(&router, "/papers/pack.html").await.text);
}

#[tokio::test]
async fn what_is_no_paper_has_no_address() {
    let router = harbour();
    for address in
        ["/papers/register.exe", "/papers/minutes.html", "/papers/pack.csv", "/papers/html"]
    {
        assert_eq!(get(&router, address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}
