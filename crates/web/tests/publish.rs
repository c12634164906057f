//! Publishing a seal in the browser, taking it back, and what an erasure does to it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::{fs, path::Path, sync::Arc};

use axum::{Router, http::StatusCode};
use support::{Answer, bring_in, empty, get, invented, post};

const FORM: &str = "application/x-www-form-urlencoded";

async fn send(router: &Router, address: &str, pairs: &[(&str, &str)]) -> Answer {
    let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    post(router, address, FORM, body).await
}

/// The invented register, sealed as entry 2 for a meeting.
async fn sealed(into: Option<&Path>) -> Router {
    let app = empty();
    bring_in(&app, &invented::register(), "september.json");
    let Ok(app) = Arc::try_unwrap(app) else { panic!("nobody else has it") };
    let app = match into {
        Some(folder) => app.with_publishing(folder.to_owned()),
        None => app,
    };
    let router = bellwether_web::router(Arc::new(app));
    let sealed = [("name", "Board with Tam Orrin"), ("who", "Ada Reader"), ("reason", "As shown")];
    let head = [("as-at", "2025-09-12"), ("head", "1")];
    let answer = send(&router, "/seals", &[&sealed[..], &head[..]].concat()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    router
}

#[tokio::test]
async fn a_seal_is_published_and_taken_back_by_its_page() {
    let home = tempfile::tempdir().unwrap();
    let site = home.path().join("site");
    let router = sealed(Some(&site)).await;
    assert!(get(&router, "/seals").await.text.contains("href=\"/seals/2/publish\""));
    let page = get(&router, "/seals/2/publish").await;
    assert!(!page.text.contains("publish.json"), "there is no such page as JSON");
    assert!(page.text.contains("Not yet") && page.text.contains("Board with Tam Orrin"));
    assert_eq!(get(&router, "/published/").await.status, StatusCode::NOT_FOUND);
    let nobody = send(&router, "/seals/2/publish", &[("licence", "Open Harbour Licence")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", nobody.text);
    assert_eq!(get(&router, "/published/").await.status, StatusCode::NOT_FOUND);
    let licence = [("licence", "Open Harbour Licence"), ("who", "Ada Reader")];
    let sent = send(&router, "/seals/2/publish", &licence).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let page = get(&router, sent.header("location")).await.text;
    let address = "/published/2025-09-12-board-with-tam-orrin-entry-2/";
    assert!(page.contains("Published.") && page.contains(address), "{page}");
    let public = get(&router, address).await.text;
    assert!(public.contains("Open Harbour Licence") && public.contains("register.pdf"));
    assert!(get(&router, "/published/").await.text.contains("Board with Tam Orrin"));
    // Why it is taken back is for everybody to read, so it has to be said.
    let silent = send(&router, "/seals/2/publish", &[("withdraw", "yes"), ("why", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text.contains("Say why"), "{}", silent.text);
    // Who published it and which papers these were stands in the journal.
    let sums = fs::read(site.join("2025-09-12-board-with-tam-orrin-entry-2/SHA256SUMS")).unwrap();
    let sums = bellwether_press::publication::digest(&sums);
    let journal = get(&router, "/history").await.text;
    assert!(
        journal.contains("The public papers of seal 2") && journal.contains(&sums),
        "{journal}"
    );
    assert!(journal.contains("href=\"/seals/2/publish\"") && !journal.contains("/history/3/undo"));
    let undo = get(&router, "/history/3/undo").await;
    assert!(undo.text.contains("undone by the other of the two"), "{}", undo.text);
    let why = [("withdraw", "yes"), ("why", "A figure was wrong."), ("who", "Ada Reader")];
    let back = send(&router, "/seals/2/publish", &why).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    let gone = get(&router, &format!("{address}register.pdf")).await;
    assert!(gone.status == StatusCode::GONE && gone.text.contains("A figure was wrong."));
    let journal = get(&router, "/history").await.text;
    assert!(journal.contains("published → withdrawn") && journal.contains("A figure was wrong."));
    assert_eq!(get(&router, "/seals/1/publish").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_a_folder_the_page_says_what_the_program_wants() {
    let router = sealed(None).await;
    let page = get(&router, "/seals/2/publish").await.text;
    assert!(page.contains("serve --publish-to FOLDER") && !page.contains("Publish it for"));
    let sent = send(&router, "/seals/2/publish", &[]).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_erased_goes_from_what_is_published_too() {
    let home = tempfile::tempdir().unwrap();
    let router = sealed(Some(home.path())).await;
    send(&router, "/seals/2/publish", &[("licence", "As Tam Orrin allows"), ("who", "Ada Reader")])
        .await;
    let words = [("words", "Tam Orrin")];
    let plan = send(&router, "/erase/plan", &words).await.text;
    assert!(plan.contains("What was published from here is made again"), "{plan}");
    let head = plan.split("name=\"head\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let why =
        [("right", "UK GDPR"), ("reason", "asked for"), ("who", "Ada Reader"), ("head", head)];
    let erased = send(&router, "/erase", &[&words[..], &why[..]].concat()).await;
    assert_eq!(erased.status, StatusCode::SEE_OTHER, "{}", erased.text);
    let mut seen = 0;
    let mut folders = vec![home.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            assert!(!entry.to_string_lossy().contains("orrin"), "{}", entry.display());
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let text = String::from_utf8_lossy(&fs::read(&entry).unwrap()).to_lowercase();
                assert!(!text.contains("tam orrin"), "{}", entry.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "{seen}");
    let journal = get(&router, "/history").await.text;
    assert_eq!(journal.matches("The public papers of seal 2").count(), 2, "{journal}");
}

#[tokio::test]
async fn what_is_marked_goes_from_what_is_published() {
    let home = tempfile::tempdir().unwrap();
    let router = sealed(Some(home.path())).await;
    send(&router, "/seals/2/publish", &[("who", "Ada Reader")]).await;
    let page = get(&router, "/restricted?risk=3").await.text;
    let mark = page.split("name=\"mark\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let table = "/published/2025-09-12-board-with-tam-orrin-entry-2/register.csv";
    let before = get(&router, table).await.text;
    let fields =
        [("mark", mark), ("who", "Ada Reader"), ("reason", "A tender"), ("under", "para. 3")];
    let sent = send(&router, "/restricted", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let after = get(&router, table).await.text;
    assert!(after.lines().count() < before.lines().count(), "{after}");
    let index = get(&router, table.strip_suffix("register.csv").unwrap()).await.text;
    assert!(index.contains("para. 3"), "{index}");
}
