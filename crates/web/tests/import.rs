//! Bringing a register in by the browser's way: upload, plan, accept.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::http::StatusCode;
use support::{Answer, bring_in, empty, get, invented, post};

const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=edge";

fn part(name: &str, file: Option<&str>, content: &str) -> String {
    let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
    format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n")
}

fn upload(content: &str) -> String {
    part("file", Some("C:\\papers\\register.json"), content) + "--edge--\r\n"
}

fn location(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.header("location").to_owned()
}

#[tokio::test]
async fn a_plan_changes_nothing_until_it_is_accepted() {
    let router = bellwether_web::router(empty());
    let document = invented::earlier().to_json();
    let plan = location(&post(&router, "/import", PARTS, upload(&document)).await);
    let page = get(&router, &plan).await.text;
    assert!(page.contains("register.json"), "the file without its folder");
    assert!(!page.contains("papers\\register"));
    assert!(page.contains("13 June 2025"));
    assert!(get(&router, "/").await.text.contains("No register yet"));

    let accept = format!("{plan}/accept");
    let after = location(&post(&router, &accept, FORM, "who=Ada&reason=Board").await);
    assert_eq!(after, "/?as-at=2025-06-13");
    assert!(get(&router, "/").await.text.contains("north quay"));
    let journal = get(&router, "/history").await.text;
    assert!(journal.contains("<strong>Ada</strong>") && journal.contains("Board"));
}

#[tokio::test]
async fn a_risk_that_is_missing_needs_a_decision() {
    let app = empty();
    bring_in(&app, &invented::earlier(), "june.json");
    let router = bellwether_web::router(app);
    let mut later = invented::register();
    later.risks.remove(3);
    let plan = location(&post(&router, "/import", PARTS, upload(&later.to_json())).await);
    let page = get(&router, &plan).await.text;
    assert!(page.contains("Fraud by a supplier"), "the missing risk is asked about");

    let accept = format!("{plan}/accept");
    let undecided = post(&router, &accept, FORM, "who=Ada&head=1").await;
    assert_eq!(undecided.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!undecided.text.contains("command line"), "{}", undecided.text);

    let field = page.split("name=\"missing-").nth(1).unwrap().split('"').next().unwrap();
    let decided =
        post(&router, &accept, FORM, format!("who=Ada&head=1&missing-{field}=close")).await;
    location(&decided);
    let register = get(&router, "/").await.text;
    assert!(!register.contains("Fraud by a supplier"));
    assert!(get(&router, "/risks/4").await.text.contains("Closed"), "its page and history stay");
    assert!(get(&router, "/changes").await.text.contains("No longer on the register"));
}

#[tokio::test]
async fn missing_risks_can_be_said_to_go_on_in_a_new_one() {
    let app = empty();
    bring_in(&app, &invented::earlier(), "june.json");
    let router = bellwether_web::router(app);
    let mut later = invented::register();
    // Risks 2 and 3 go on as one that says neither in its words.
    later.risks.remove(2);
    let merged = std::sync::Arc::make_mut(&mut later.risks[1]);
    merged.reference = Some("20".to_owned());
    merged.description = Some("Ships wait outside the bar".to_owned());
    let plan = location(&post(&router, "/import", PARTS, upload(&later.to_json())).await);
    let page = get(&router, &plan).await.text;
    assert!(page.contains("It goes on in 20: Ships wait outside the bar"));
    let mut keys: Vec<&str> =
        page.split("name=\"missing-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    keys.dedup();
    assert_eq!(keys.len(), 2, "{keys:?}");
    let accept = format!("{plan}/accept");
    // One is told, the other not yet: what was told stays on the page.
    let first = format!("who=Ada&head=1&missing-{}=into-20", keys[0]);
    let asked = post(&router, &accept, FORM, first.clone()).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let chosen = format!("name=\"missing-{}\" value=\"into-20\" required checked", keys[0]);
    assert!(asked.text.contains(&chosen), "{}", asked.text);
    location(&post(&router, &accept, FORM, format!("{first}&missing-{}=into-20", keys[1])).await);
    let page = get(&router, "/risks/20").await.text;
    assert!(page.contains("Into it went"), "{page}");
    assert!(!page.contains("It went into"));
}

#[tokio::test]
async fn a_plan_that_the_register_has_outrun_is_declined() {
    let app = empty();
    let router = bellwether_web::router(std::sync::Arc::clone(&app));
    let document = invented::register().to_json();
    let plan = location(&post(&router, "/import", PARTS, upload(&document)).await);
    bring_in(&app, &invented::earlier(), "june.json");
    let answer = post(&router, &format!("{plan}/accept"), FORM, "who=Ada").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("the new plan takes the change into account"));
}

#[tokio::test]
async fn what_cannot_be_read_is_declined_in_words() {
    let router = bellwether_web::router(empty());
    let nothing =
        post(&router, "/import", PARTS, part("file", Some(""), "") + "--edge--\r\n").await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    assert!(nothing.text.contains("No file was chosen and no text was pasted."));

    let plan = location(&post(&router, "/import", PARTS, upload("\u{0}\u{1}\u{2}")).await);
    let answer = get(&router, &plan).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Choose another file"));

    let broken = post(&router, "/import", PARTS, "--edge\r\nContent-Disp").await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);

    let gone = get(&router, &format!("/import/{}", "0".repeat(64))).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.text.contains("Choose the file again"));
}

#[tokio::test]
async fn an_upload_over_the_limit_is_declined_with_the_limit() {
    let router = bellwether_web::router(empty());
    let body = upload(&"x".repeat(51 * 1024 * 1024));
    let answer = post(&router, "/import", PARTS, body).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text.contains("The file is larger than 50 MB."));
}

#[tokio::test]
async fn a_text_that_does_not_say_its_date_takes_the_one_given() {
    let router = bellwether_web::router(empty());
    let mut register = invented::register();
    register.as_at = None;
    let without = location(&post(&router, "/import", PARTS, upload(&register.to_json())).await);
    let answer = get(&router, &without).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Which day does this register speak of?"));
    assert!(answer.text.contains("name=\"date\" required"), "{}", answer.text);
    // The answer leads to the plan of the same upload.
    let planned = get(&router, &format!("{without}?date=2024-01-31")).await;
    assert_eq!(planned.status, StatusCode::OK, "{}", planned.text);
    let body = part("date", None, "2024-01-31") + &upload(&register.to_json());
    let with = location(&post(&router, "/import", PARTS, body).await);
    assert!(with.ends_with("?date=2024-01-31"), "{with}");
}

#[tokio::test]
async fn what_is_remembered_of_documents_is_looked_through_and_forgotten() {
    let app = empty();
    bring_in(&app, &invented::register(), "september.json");
    let router = bellwether_web::router(app);
    assert!(get(&router, "/import").await.text.contains("href=\"/remembered\""));
    let page = get(&router, "/remembered").await.text;
    assert!(page.contains("Nothing is remembered"), "{page}");
    let sent = post(&router, "/remembered", FORM, "who=Ada&reason=Old").await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.text.contains("Choose what is to be forgotten."), "{}", sent.text);
}
