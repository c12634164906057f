//! Erasing in the browser: what is to go, what that takes out, and the deed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use axum::{Router, http::StatusCode};
use support::{Answer, get, harbour, post};

const FORM: &str = "application/x-www-form-urlencoded";

async fn send(router: &Router, to: &str, fields: &[(&str, &str)]) -> Answer {
    let body: String =
        form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    post(router, to, FORM, body).await
}

/// The digest that a plan was shown for.
fn head(page: &str) -> String {
    page.split("name=\"head\" value=\"").nth(1).unwrap()[..64].to_owned()
}

#[tokio::test]
async fn the_journal_leads_to_what_goes_and_that_is_erased() {
    let router = harbour();
    assert!(get(&router, "/history").await.text.contains("href=\"/erase\""));
    let ask = get(&router, "/erase").await.text;
    assert!(ask.contains("Show what would go") && !ask.contains("erase.json"));
    let register = get(&router, "/register.json").await.json();
    let risk = &register["risks"][0];
    let wording = risk["description"].as_str().unwrap();
    let words = wording.split(' ').take(3).collect::<Vec<_>>().join(" ");
    let plan = send(&router, "/erase/plan", &[("words", &words)]).await;
    assert_eq!(plan.status, StatusCode::OK, "{}", plan.text);
    for told in ["What goes, for good", "Versions of risks", "Files, whole", "september.json"] {
        assert!(plan.text.contains(told), "{told}: {}", plan.text);
    }
    let with = |head: &str, reason: &str| {
        let fields = [("words", &*words), ("head", head), ("right", "UK GDPR, article 17")];
        let own = [("reason", reason), ("who", "Ada Reader")];
        fields.iter().chain(&own).map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    let erase = async |head: &str, reason: &str| {
        let fields: Vec<(String, String)> = with(head, reason);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (&**a, &**b)).collect();
        send(&router, "/erase", &fields).await
    };
    // Of another plan, without a reason, or with the words in it, nothing is erased.
    let now = head(&plan.text);
    for (head, reason, told) in [
        ("0".repeat(64), "asked for", "changed since"),
        (now.clone(), " ", "say why"),
        (now.clone(), &*words, "stand in the reason"),
    ] {
        let refused = erase(&head, reason).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = refused.text.to_lowercase();
        assert!(text.contains(told) && text.contains("nothing was erased"), "{told}: {text}");
        assert_eq!(get(&router, "/register.json").await.json(), register);
    }
    let done = erase(&now, "asked for in writing").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let journal = get(&router, done.header("location")).await.text;
    for told in ["Erased words or files, by right of UK GDPR, article 17", "asked for in writing"] {
        assert!(journal.contains(told), "{told}");
    }
    assert!(journal.contains("files gone"), "{journal}");
    assert!(!journal.contains("download"), "the documents are gone");
    assert!(!journal.contains("/history/3/undo"), "and no entry brings them back");
    let reference = risk["ref"].as_str().unwrap();
    let page = get(&router, &format!("/risks/{reference}")).await.text;
    assert!(page.contains("[erased by entry 3]") && !page.contains(&words), "{page}");
}

#[tokio::test]
async fn what_is_not_to_be_erased_is_said_in_a_sentence() {
    let router = harbour();
    let many = (0..21).map(|n| format!("nobody {n}\n")).collect::<String>();
    for (fields, told) in [
        ([("words", &*many), ("entry", "")], "at most 20"),
        ([("words", ""), ("entry", "")], "say what is to be erased"),
        ([("words", "a"), ("entry", "")], "too short"),
        ([("words", "nobody at all"), ("entry", "")], "nothing of that stands"),
        ([("words", "description"), ("entry", "")], "give more of the text"),
        ([("words", ""), ("entry", "99")], "brought no file"),
        ([("words", ""), ("entry", "1, last")], "no number"),
    ] {
        let answer = send(&router, "/erase/plan", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(answer.text.to_lowercase().contains(told), "{told}: {}", answer.text);
    }
}

#[tokio::test]
async fn how_long_things_are_kept_is_set_and_shown() {
    let router = harbour();
    let page = get(&router, "/settings").await.text;
    assert!(page.contains("How long things are kept") && page.contains("Empty: always."));
    let set = async |evidence: &str| {
        let fields = [
            ("documents", "7"),
            ("evidence", evidence),
            ("names", ""),
            ("who", "Ada Reader"),
            ("reason", "the schedule of the archive"),
        ];
        send(&router, "/settings/retention", &fields).await
    };
    let refused = set("a few").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = "Evidence that was withdrawn: “a few” is no number of years from 1 to 100.";
    assert!(refused.text.contains(told), "{}", refused.text);
    assert!(refused.text.contains("value=\"a few\""));
    let done = set("2").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let kept = get(&router, "/settings.json").await.json();
    assert_eq!(kept["retention"], serde_json::json!({ "documents": 7, "evidence": 2 }));
    let journal = get(&router, "/history").await.text;
    assert!(journal.contains("How long things are kept"), "{journal}");
    // Somebody who saw what stood before does not write over it.
    let overtaken = set("3").await.text.to_lowercase();
    assert!(overtaken.contains("somebody else has set this meanwhile"), "{overtaken}");
}
