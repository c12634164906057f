//! Which day it is, and what is overdue by then.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::sync::Arc;

use axum::http::StatusCode;
use bellwether_domain::{Register, due};
use support::{bring_in, empty, get, invented, post};

const FORM: &str = "application/x-www-form-urlencoded";

/// The September issue with one more action, due the day before the machine's own day.
fn september() -> Register {
    let mut register = invented::register();
    let as_at = register.as_at.unwrap();
    let mut action = register.risks.iter().find_map(|risk| risk.actions.first()).unwrap().clone();
    action.description = "Paint the lamp house".to_owned();
    action.due = Some(due::read("19/09/2025", as_at));
    action.status = None;
    Arc::make_mut(&mut register.risks[0]).actions.push(action);
    register
}

fn overdue(json: &serde_json::Value) -> usize {
    json["actions"].as_array().unwrap().len()
}

#[tokio::test]
async fn the_front_page_says_what_is_overdue_at_the_issue_and_today() {
    let app = empty();
    bring_in(&app, &september(), "september.json");
    let router = bellwether_web::router(Arc::clone(&app));
    let then = overdue(&get(&router, "/actions.json?due=overdue").await.json());
    let now = overdue(&get(&router, "/actions.json?due=overdue&as-at=2025-09-20").await.json());
    assert!(now > then, "{now} {then}");
    let page = get(&router, "/").await.text;
    assert!(page.contains(&format!("Actions overdue</span> <span class=\"figure\">{then}<")));
    assert!(
        page.contains(&format!("Overdue today</span> <span class=\"figure\">{now}<")),
        "{page}"
    );
    assert!(page.contains("/actions?due=overdue&amp;as-at=2025-09-20"));
}

#[tokio::test]
async fn every_page_offers_today_and_keeps_to_it() {
    let app = empty();
    bring_in(&app, &september(), "september.json");
    let router = bellwether_web::router(app);
    let pages = ["/", "/heat-map", "/actions", "/changes", "/checks", "/history", "/settings"];
    for path in pages.into_iter().chain(["/risks/1", "/import"]) {
        let page = get(&router, path).await.text;
        let today =
            format!("{path}?as-at=2025-09-20\">20 September 2025<span class=\"muted\">today");
        assert!(page.contains(&today), "{path}");
    }
    let today = get(&router, "/?as-at=2025-09-20").await.text;
    assert!(today.contains("href=\"/actions?as-at=2025-09-20\""), "links keep to today");
    assert!(!today.contains("It is not the latest"));
    assert!(!today.contains("Overdue today"), "the page speaks of today itself");
}

#[tokio::test]
async fn the_body_says_where_it_is() {
    let app = empty();
    bring_in(&app, &september(), "september.json");
    let router = bellwether_web::router(app);
    let wrong = post(&router, "/settings/body", FORM, "zone=Europe/Utopia&who=Ada&reason=x").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("“Europe/Utopia” is no time zone that this program knows"));
    let form = "zone=pacific/kiritimati&who=Ada&reason=The+office+moved";
    let kept = post(&router, "/settings/body", FORM, form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let settings = get(&router, "/settings.json").await.json();
    assert_eq!(settings["today"], "2025-09-21", "half past midnight there");
    assert_eq!(settings["body"]["zone"], "Pacific/Kiritimati");
    let page = get(&router, "/settings").await.text;
    assert!(page.contains("it is 21 September 2025 now") && page.contains("The office moved"));
}
