//! Files beside risks by the browser's way: attached, handed out safely, withdrawn.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::{Router, http::StatusCode};
use support::{Answer, get, harbour, post};

const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=edge";

fn part(name: &str, content: &str) -> String {
    format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n")
}

fn file(name: &str, media: &str, content: &str) -> String {
    format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: {media}\r\n\r\n{content}\r\n"
    )
}

fn form(name: &str, fields: &[(&str, &str)]) -> String {
    let fields: String = fields.iter().map(|(name, text)| part(name, text)).collect();
    fields + &file(name, "text/html", "<script>alert(1)</script>") + "--edge--\r\n"
}

const WHY: [(&str, &str); 2] = [("who", "Ada"), ("reason", "Seen on site")];

fn location(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.header("location").to_owned()
}

async fn attach(router: &Router, to: &str, name: &str, fields: &[(&str, &str)]) -> Answer {
    let fields: Vec<_> = WHY.iter().chain(fields).copied().collect();
    post(router, to, PARTS, form(name, &fields)).await
}

#[tokio::test]
async fn a_file_stands_beside_the_risk_and_is_withdrawn() {
    let router = harbour();
    let sent = attach(&router, "/risks/3/evidence", "wall.html", &[("action", "1")]).await;
    assert_eq!(location(&sent), "/risks/3#evidence");
    let page = get(&router, "/risks/3").await.text;
    assert!(page.contains("wall.html") && page.contains("Seen on site"), "{page}");
    assert!(page.contains("<a href=\"#action-1\">Action 1</a>"), "{page}");
    assert!(!get(&router, "/risks/1").await.text.contains("wall.html"));
    let listed = get(&router, "/evidence.json").await.json();
    let entry = listed["evidence"][0]["attached"]["entry"].as_u64().unwrap();
    assert_eq!(listed["evidence"][0]["attachment"]["media"], "text/html");
    let history = get(&router, "/history").await.text;
    assert!(history.contains("Attached wall.html"), "{history}");
    assert!(history.contains(&format!("href=\"/evidence/{entry}\"")), "{history}");

    let before = get(&router, "/risks/3?as-at=2025-06-13").await.text;
    assert!(!before.contains("wall.html"), "it was attached later");

    let withdraw = format!("/evidence/{entry}/withdraw");
    let no_reason = post(&router, &withdraw, FORM, "who=Ada").await;
    assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", no_reason.text);
    let done = post(&router, &withdraw, FORM, "who=Ada&reason=The+wrong+wall").await;
    assert_eq!(location(&done), "/risks/3#evidence");
    assert!(!get(&router, "/risks/3").await.text.contains("wall.html"));
    let all = get(&router, "/evidence").await.text;
    assert!(all.contains("Withdrawn by Ada") && all.contains("The wrong wall"), "{all}");
    let again = post(&router, &withdraw, FORM, "who=Ada&reason=Again").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(get(&router, &format!("/evidence/{entry}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_is_handed_out_to_be_saved_and_never_shown() {
    let router = harbour();
    let name = "..\\r\u{202e}lmth.\u{e9}; x=y.html";
    location(&attach(&router, "/evidence", name, &[]).await);
    let listed = get(&router, "/evidence.json").await.json();
    assert_eq!(listed["evidence"][0]["attachment"]["name"], "rlmth.\u{e9}; x=y.html");
    let answer = get(&router, listed["evidence"][0]["file"].as_str().unwrap()).await;
    assert_eq!(answer.text, "<script>alert(1)</script>");
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"rlmth._; x=y.html\"; \
         filename*=UTF-8''rlmth.%C3%A9%3B%20x%3Dy.html"
    );
    // Every other answer keeps the pages' own policy.
    assert!(get(&router, "/evidence").await.header("content-security-policy").contains("'self'"));
    for address in ["/evidence/99", "/evidence/sheep", "/evidence/-1"] {
        assert_eq!(get(&router, address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn the_document_of_an_import_is_handed_out_from_its_entry() {
    let router = harbour();
    assert!(get(&router, "/history").await.text.contains("href=\"/evidence/2\""));
    let answer = get(&router, "/evidence/2").await;
    assert_eq!(answer.text, support::invented::register().to_json());
    assert!(answer.header("content-disposition").contains("september.json"));
}

#[tokio::test]
async fn what_cannot_be_attached_is_declined_in_words() {
    let router = harbour();
    let nothing = part("reason", "Seen") + "--edge--\r\n";
    let nothing = post(&router, "/evidence", PARTS, nothing).await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    assert!(nothing.text.contains("No file was chosen."), "{}", nothing.text);
    let by = [("who", "Ada")];
    let unexplained = post(&router, "/evidence", PARTS, form("a.txt", &by)).await;
    assert_eq!(unexplained.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unexplained.text.contains("Say why: a change is kept with its reason"),
        "{}",
        unexplained.text
    );
    let no_action = attach(&router, "/risks/3/evidence", "a.txt", &[("action", "77")]).await;
    assert_eq!(no_action.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nobody = attach(&router, "/risks/none/evidence", "a.txt", &[]).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    let large = file("a.txt", "text/plain", &"x".repeat(20 * 1024 * 1024 + 1)) + "--edge--\r\n";
    let large = post(&router, "/evidence", PARTS, part("reason", "Seen") + &large).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.text.contains("The file is larger than 20 MiB."), "{}", large.text);
    assert_eq!(get(&router, "/evidence.json").await.json()["evidence"], serde_json::json!([]));
}

#[tokio::test]
async fn a_file_is_marked_beside_its_risk_or_with_others_and_shown_to_be() {
    let router = harbour();
    attach(&router, "/risks/3/evidence", "plan.txt", &[]).await;
    let other = form("notes.txt", &WHY).replace("alert(1)", "alert(2)");
    assert_eq!(post(&router, "/evidence", PARTS, other).await.status, StatusCode::SEE_OTHER);
    let own = get(&router, "/restricted?risk=3").await.text;
    let before = own.split_once("The file plan.txt<").unwrap().0;
    let mark = before.rsplit_once("value=\"").unwrap().1.split('"').next().unwrap();
    assert!(own.contains("The file notes.txt, beside the register"), "{own}");
    let sent = format!("who=Ada&reason=Named+in+it&under=para.+3&mark={mark}");
    let kept = post(&router, "/restricted", FORM, sent).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    assert!(get(&router, "/restricted").await.text.contains("The attachment “plan.txt”"));
    for page in ["/risks/3", "/evidence"] {
        let page = get(&router, page).await.text;
        assert_eq!(page.matches("Not for the public: para. 3").count(), 1, "{page}");
    }
    let json = get(&router, "/evidence.json").await.json();
    assert_eq!(json["evidence"][0]["restricted"], "para. 3");
    assert!(json["evidence"][1]["restricted"].is_null());
    let paper = |version: &str| format!("/papers/risk.html?risk=3&version={version}");
    assert!(get(&router, &paper("restricted")).await.text.contains("plan.txt"));
    let public = get(&router, &paper("public")).await.text;
    assert!(!public.contains("plan.txt") && public.contains("para. 3"), "{public}");
}
