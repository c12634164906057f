//! How papers look: what the body sets by hand, and what it is told of a template that is wrong.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use axum::http::StatusCode;
use bellwether_domain::{Rag, scheme::Band};
use support::{bring_in, empty, get, harbour, invented, post};

const FORM: &str = "multipart/form-data; boundary=quay";

/// The form as it is shown, with some of its fields typed anew.
async fn typed(router: &axum::Router, fields: &[(&str, &str)]) -> String {
    let page = get(router, "/settings/look").await.text;
    let mut all: Vec<(String, String)> = vec![
        ("who".into(), "Ada Reader".into()),
        ("reason".into(), "As agreed".into()),
        ("effective".into(), "2025-09-12".into()),
    ];
    for part in page.split("<input ").skip(1) {
        let value = |name: &str| {
            let rest = part.split_once(&format!("{name}=\"")).map(|(_, rest)| rest)?;
            Some(rest.split('"').next()?.to_owned())
        };
        if let Some((name, value)) = value("name").zip(value("value"))
            && (name.starts_with("place-") || name.starts_with("heading-") || name == "began")
        {
            all.push((name, value));
        }
    }
    all.extend(fields.iter().map(|(name, value)| ((*name).into(), (*value).into())));
    let part = |(name, value): &(String, String)| {
        format!("--quay\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    all.iter().map(part).collect::<String>() + "--quay--\r\n"
}

#[tokio::test]
async fn a_broken_template_is_told_with_its_line_and_nothing_is_kept() {
    let router = harbour();
    let broken = "#import \"/blocks.typ\": paper, body\n#set page(papr: \"a4\")\n#body()\n";
    let declined =
        post(&router, "/settings/look", FORM, typed(&router, &[("template", broken)]).await).await;
    assert_eq!(declined.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(declined.text.contains("line 2, column"), "{}", declined.text);
    assert!(declined.text.contains("papr"), "what was typed is shown again: {}", declined.text);
    let kept = get(&router, "/settings/look.json").await.json();
    assert_eq!(kept["entry"], serde_json::Value::Null);
}

#[tokio::test]
async fn a_template_and_a_sheet_are_kept_and_set_the_papers_from_then_on() {
    let router = harbour();
    let before = get(&router, "/papers/register.pdf").await;
    let own = "#import \"/blocks.typ\": paper, body\n#set document(title: paper.title)\n\
               #set text(lang: paper.language)\n#title()\n#body()\n";
    let form = typed(&router, &[("template", own), ("page", "a3-upright")]).await;
    let kept = post(&router, "/settings/look", FORM, form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let page = get(&router, kept.header("location")).await.text;
    assert!(
        page.contains("Kept.") && page.contains("Set by hand since 12 September 2025"),
        "{page}"
    );
    let after = get(&router, "/papers/register.pdf").await;
    assert!(after.status == StatusCode::OK && after.text != before.text);
    let html = get(&router, "/papers/register.html").await.text;
    assert!(html.contains("A3") && !html.contains("A3 landscape"), "the sheet to print on");
    let june = get(&router, "/papers/register.html?as-at=2025-06-13").await.text;
    assert!(!june.contains("size: A3"), "it holds from its day");
}

#[tokio::test]
async fn columns_stand_in_the_order_and_under_the_headings_that_are_chosen() {
    let router = harbour();
    let page = get(&router, "/settings/look").await.text;
    let Some((_, rest)) = page.split_once("name=\"place-owners\"") else {
        // A register without a layout of a document has none to change.
        assert!(!page.contains("Columns of the register"), "{page}");
        return;
    };
    assert!(!rest.is_empty());
}

#[tokio::test]
async fn bands_are_painted_as_the_body_wants_on_page_and_paper() {
    let app = empty();
    for (file, mut register) in
        [("june.json", invented::earlier()), ("september.json", invented::register())]
    {
        let band = |label: &str, from: i32, colour| Band {
            label: label.to_owned(),
            from: from.into(),
            colour: Some(colour),
            shade: None,
        };
        let bands = vec![band("Low", 1, Rag::Green), band("High", 12, Rag::Red)];
        register.scheme.as_mut().unwrap().bands = bands;
        bring_in(&app, &register, file);
    }
    let router = bellwether_web::router(app);
    let page = get(&router, "/settings/look").await.text;
    assert!(page.contains("Colours of the bands"), "{page}");
    let name = page.split("name=\"shade-").nth(1).unwrap().split('"').next().unwrap();
    let name = format!("shade-{name}");
    let wrong = typed(&router, &[(&name, "light blue")]).await;
    let wrong = post(&router, "/settings/look", FORM, wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("“light blue” is no colour"), "{}", wrong.text);
    let kept = typed(&router, &[(&name, "#0a5a3c")]).await;
    let kept = post(&router, "/settings/look", FORM, kept).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    assert!(get(&router, "/settings/look").await.text.contains("value=\"#0a5a3c\""));
    for address in ["/heat-map", "/papers/register.html"] {
        let page = get(&router, address).await.text;
        assert!(page.contains("#0a5a3c"), "{address}");
        let june = get(&router, &format!("{address}?as-at=2025-06-13")).await.text;
        assert!(!june.contains("#0a5a3c"), "it holds from its day: {address}");
    }
}
