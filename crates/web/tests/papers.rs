//! The page of papers, and the papers under their addresses.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use axum::http::StatusCode;
use support::{get, harbour, post};

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
async fn page_and_paper_draw_the_same_scores() {
    let router = harbour();
    let form = get(&router, "/risks/3/edit.json").await.json();
    let mut risk = form["risk"].clone();
    for (part, value) in [("likelihood", 5), ("impact", 5), ("score", 25)] {
        risk["assessments"]["current"][part] =
            serde_json::json!({ "text": value.to_string(), "value": value });
    }
    let change = serde_json::json!({
        "began": form["began"], "effective": "2025-09-15", "until_next": true,
        "who": "Ada", "reason": "After the storm", "risk": risk,
    });
    let edited = post(&router, "/risks/3/edit", "application/json", change.to_string()).await;
    assert_eq!(edited.status, StatusCode::OK, "{}", edited.text);
    let drawn = |text: &str| {
        let from = text.split("aria-label=\"Scores over time. 3: ").nth(1);
        from.and_then(|words| words.split('"').next()).map(str::to_owned)
    };
    for day in ["2025-09-12", "2025-09-19"] {
        let page = get(&router, &format!("/risks/3?as-at={day}")).await.text;
        let paper = get(&router, &format!("/papers/risk.html?risk=3&as-at={day}")).await.text;
        assert!(drawn(&page).is_some(), "{day}: {page}");
        assert_eq!(drawn(&page), drawn(&paper), "{day}");
        assert_eq!(drawn(&page).unwrap().contains("25 from 15 Sep 2025"), day > "2025-09-14");
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
async fn what_leaves_the_house_is_never_more_than_was_asked_for() {
    let router = harbour();
    for address in [
        "/papers/register.csv?public=yes",
        "/papers/pack.html?Version=public",
        "/register.csv?version=public",
        "/actions.csv?restricted=no",
        "/closed.csv?public=1",
    ] {
        let declined = get(&router, address).await;
        assert_eq!(declined.status, StatusCode::BAD_REQUEST, "{address}");
        assert!(declined.text.contains("no name that this address knows"), "{}", declined.text);
        assert!(!declined.text.contains("Harbour wall"), "{address}");
    }
    let named = get(&router, "/papers/register.csv?public=yes").await;
    assert!(named.text.contains("version"), "{}", named.text);
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

const FORM: &str = "application/x-www-form-urlencoded";

/// The form of the pack as it is shown, with some of its fields typed anew.
fn typed(fields: &[(&str, &str)]) -> String {
    let sections = ["cover", "heat-map", "summary", "changes", "actions", "register"];
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("as-at", "2025-09-12").append_pair("who", "Ada Reader");
    form.append_pair("reason", "For the board").append_pair("date", "2025-10-02");
    for (place, section) in sections.iter().enumerate() {
        form.append_pair("section", section);
        let place = if *section == "register" { 0 } else { place + 1 };
        form.append_pair(&format!("place-{section}"), &place.to_string());
    }
    for (name, value) in fields {
        form.append_pair(name, value);
    }
    form.finish()
}

#[tokio::test]
async fn what_the_pack_says_is_written_in_the_browser_and_stands_in_it() {
    let router = harbour();
    let page = get(&router, "/papers/pack").await.text;
    assert!(
        page.contains("name=\"recommendation\"") && page.contains("value=\"scores\""),
        "{page}"
    );
    let form = typed(&[
        ("recommendation", "That it be agreed."),
        ("members", "The quay may be sold."),
        ("title-register", "Annex A"),
    ]);
    let kept = post(&router, "/papers/pack", FORM, form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let page = get(&router, kept.header("location")).await.text;
    assert!(page.contains("Kept.") && page.contains("That it be agreed."), "{page}");
    let pack = get(&router, "/papers/pack.html").await.text;
    let at = |words: &str| pack.find(words).unwrap_or_else(|| panic!("{words}: {pack}"));
    assert!(at("Annex A") < at("That it be agreed."), "the register was put first");
    assert!(pack.contains("2 October 2025") && pack.contains("The quay may be sold."), "{pack}");
    let public = get(&router, "/papers/pack.html?version=public").await.text;
    assert!(public.contains("That it be agreed.") && !public.contains("quay may be"), "{public}");
    let json = get(&router, "/papers/pack.json").await.json();
    assert_eq!(json["pack"]["cover"]["recommendation"], "That it be agreed.");
    assert_eq!(json["sections"][0]["title"], "Annex A");
}

#[tokio::test]
async fn what_cannot_stand_in_a_pack_is_said_and_nothing_typed_is_lost() {
    let router = harbour();
    let form = typed(&[("purpose", "To look ahead."), ("deep", "R999"), ("place-cover", "first")]);
    let declined = post(&router, "/papers/pack", FORM, form).await;
    assert_eq!(declined.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(declined.text.contains("no risk “R999”"), "{}", declined.text);
    assert!(declined.text.contains("“first” is no place for “Cover report”"), "{}", declined.text);
    assert!(declined.text.contains("To look ahead."), "{}", declined.text);
    let none = "as-at=2025-09-12&who=Ada&reason=why";
    let declined = post(&router, "/papers/pack", FORM, none).await;
    assert!(declined.text.contains("at least one section"), "{}", declined.text);
}

#[tokio::test]
async fn a_section_without_facts_is_not_offered() {
    let router = harbour();
    let first = get(&router, "/papers/pack?as-at=2025-06-13").await.text;
    assert!(!first.contains("value=\"scores\"") || first.contains("Not offered"), "{first}");
    assert!(
        first.contains(
            "Scores over time (the register has no earlier issue, or its scores are not public)"
        ),
        "{first}"
    );
}

#[tokio::test]
async fn a_risk_leads_to_its_papers_and_its_history_says_what_is_withheld() {
    let router = harbour();
    let page = get(&router, "/risks/3").await.text;
    assert!(page.contains("/papers/history.pdf?risk=3&amp;version=public"), "{page}");
    let risk = get(&router, "/papers/risk.html?risk=3").await;
    assert!(risk.text.contains("How its score went"), "{}", risk.text);
    let history = "/papers/history.html?risk=3";
    let whole = get(&router, history).await.text;
    assert!(whole.contains("The whole history of risk 3"), "{whole}");
    assert!(whole.contains("What changed since") && whole.contains("Ada Reader"), "{whole}");

    let json = get(&router, "/risks/3.json").await.json();
    let action = &json["risk"]["actions"][0];
    let words = action["description"].as_str().unwrap();
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("who", "Ada Reader").append_pair("reason", "Sensitive");
    form.append_pair("under", "FOI Act 2000 s. 43");
    form.append_pair("mark", &format!("action:{}", action["id"].as_str().unwrap()));
    assert_eq!(
        post(&router, "/restricted", FORM, form.finish()).await.status,
        StatusCode::SEE_OTHER
    );
    let public = get(&router, &format!("{history}&version=public")).await.text;
    assert!(!public.contains(words) && !public.contains("Ada Reader"), "{public}");
    assert!(public.contains("Withheld: FOI Act 2000 s. 43"), "{public}");
    assert!(get(&router, history).await.text.contains(words), "members read all of it");

    let form = format!("who=Ada&reason=why&began=3&mark=risk:{}", json["id"].as_str().unwrap());
    let kept = post(&router, "/restricted", FORM, form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let public = get(&router, &format!("{history}&version=public")).await.text;
    assert!(public.contains("All that is recorded of this risk is withheld."), "{public}");
    assert_eq!(
        get(&router, "/papers/risk.html?risk=3&version=public").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(get(&router, "/papers/history.html?risk=no").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_browser_gets_a_paper_that_is_there_at_once_as_a_program_does() {
    let router = harbour();
    let asked = axum::http::Request::get("/papers/register.html")
        .header("host", "127.0.0.1:8080")
        .header("accept", "text/html,*/*;q=0.8");
    let shown = support::send(&router, asked.body(axum::body::Body::empty()).unwrap()).await;
    let waited = get(&router, "/papers/register.html?wait=yes").await;
    assert_eq!(waited.text, get(&router, "/papers/register.html").await.text);
    // A slow machine shows that it is being made first.
    if shown.status == StatusCode::OK {
        assert_eq!(shown.text, waited.text);
    } else {
        assert!(shown.header("location").starts_with("/papers/making/"), "{}", shown.text);
    }
}
