//! What is published is handed out under the addresses that any web server would give it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::{fs, sync::Arc};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use support::{empty, get, send};

/// A folder with one meeting that stands and one whose papers were withdrawn.
fn published(folder: &std::path::Path) {
    for (meeting, withdrawn) in
        [("2026-06-30-lido-entry-7", "null"), ("2026-03-31-lido-entry-3", "{}")]
    {
        let into = folder.join(meeting);
        fs::create_dir(&into).unwrap();
        fs::write(into.join("index.html"), format!("<h1>{meeting}</h1>")).unwrap();
        fs::write(into.join("issue.json"), format!("{{\"withdrawn\": {withdrawn}}}")).unwrap();
    }
    fs::write(folder.join("index.html"), "<h1>Meetings</h1>").unwrap();
    fs::write(folder.join("2026-06-30-lido-entry-7/register.csv"), "Ref\r\n").unwrap();
    fs::write(folder.join("2026-06-30-lido-entry-7/SHA256SUMS"), "ab  register.csv\n").unwrap();
}

fn router(folder: &std::path::Path) -> axum::Router {
    let Ok(app) = Arc::try_unwrap(empty()) else { panic!("nobody else has it") };
    bellwether_web::router(Arc::new(app.with_published(folder.to_owned())))
}

#[tokio::test]
async fn pages_and_files_are_at_the_addresses_that_stay_and_can_be_cached() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let router = router(folder.path());
    let index = get(&router, "/published/").await;
    assert!(index.status == StatusCode::OK && index.text.contains("Meetings"), "{}", index.text);
    let page = get(&router, "/published/2026-06-30-lido-entry-7/").await;
    assert!(page.text.contains("<h1>2026-06-30") && page.header("content-type").contains("html"));
    let csv = "/published/2026-06-30-lido-entry-7/register.csv";
    let file = get(&router, csv).await;
    assert_eq!(file.text, "Ref\r\n");
    assert!(file.header("content-type").starts_with("text/csv"));
    assert!(file.header("cache-control").contains("max-age"));
    let again = Request::get(csv)
        .header("host", "127.0.0.1:8080")
        .header("if-none-match", file.header("etag"));
    let again = send(&router, again.body(Body::empty()).unwrap()).await;
    assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let sums = get(&router, "/published/2026-06-30-lido-entry-7/SHA256SUMS").await;
    assert!(sums.header("content-type").starts_with("text/plain"));
    let bare = get(&router, "/published/2026-06-30-lido-entry-7").await;
    assert_eq!(bare.header("location"), "/published/2026-06-30-lido-entry-7/");
}

#[tokio::test]
async fn in_the_place_of_what_was_withdrawn_stands_that_it_was() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let router = router(folder.path());
    let gone = get(&router, "/published/2026-03-31-lido-entry-3/pack.pdf").await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.text.contains("2026-03-31"), "{}", gone.text);
    let never = get(&router, "/published/2026-06-30-lido-entry-7/pack.pdf").await;
    assert_eq!(never.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn there_is_no_way_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("published");
    fs::create_dir(&root).unwrap();
    published(&root);
    fs::write(folder.path().join("my.db"), "secret").unwrap();
    fs::write(root.join(".hidden"), "secret").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), root.join("out")).unwrap();
    let router = router(&root);
    for address in [
        "/published/../my.db",
        "/published/%2e%2e/my.db",
        "/published/..%2fmy.db",
        "/published/x/..%2f..%2fmy.db",
        "/published/out/my.db",
        "/published/.hidden",
    ] {
        let answer = get(&router, address).await;
        assert!(!answer.text.contains("secret") && !answer.status.is_success(), "{address}");
    }
}

#[tokio::test]
async fn without_a_folder_the_page_says_how_to_publish() {
    let router = bellwether_web::router(empty());
    let page = get(&router, "/published/").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text.contains("bellwether publish"), "{}", page.text);
}
