//! GET /checks and /checks.json: what the checks find.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use bellwether_app::App;
use maud::Markup;
use serde_json::json;

use super::{blocking, frame, issue, settings::done, understood};
use crate::{
    error::Failure,
    page::{
        self,
        checks::{Checked, Choice},
    },
    view::{Page, address::Query},
};

fn choice(query: &mut Query) -> Choice {
    Choice {
        rule: query.get("rule").map(str::to_owned),
        owner: query.get("owner").map(str::to_owned),
        severity: query.read("severity", "H, M, L or I", |text| text.parse().ok()),
    }
}

/// The page.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    blocking(app, move |app| {
        let mut query = Query::parse(query.as_deref().unwrap_or_default());
        let (as_at, choice) = (query.date("as-at"), choice(&mut query));
        let done = done(app, &mut query)?;
        let known = query.known_at();
        understood(&query)?;
        let snapshot = app.snapshot(as_at, known)?;
        let judged = app.judge(&snapshot)?;
        let before = snapshot.timeline.before(snapshot.as_at);
        let moved = before.map(|date| app.moved(date, &judged)).transpose()?;
        let kept = app.waivers(snapshot.as_at)?;
        let checked = Checked { judged: &judged, moved, kept: &kept, done: done.as_ref() };
        let frame = frame(&snapshot, Page::Checks, "/checks".to_owned(), choice.pairs());
        Ok(page::checks::checks(&frame, &issue(&snapshot), &checked, &choice))
    })
    .await
}

/// The findings as the command line prints them.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut query = Query::parse(query.as_deref().unwrap_or_default());
        let (as_at, choice) = (query.date("as-at"), choice(&mut query));
        let known = query.known_at();
        understood(&query)?;
        let snapshot = app.snapshot(as_at, known)?;
        let judged = app.judge(&snapshot)?;
        let issue = issue(&snapshot);
        let findings: Vec<_> = judged.findings.iter().filter(|f| choice.shows(&issue, f)).collect();
        let waived: Vec<_> = judged
            .waived
            .iter()
            .filter(|(finding, _)| choice.shows(&issue, finding))
            .map(|(finding, waiver)| json!({ "finding": finding, "waiver": waiver }))
            .collect();
        let (as_at, expired) = (judged.as_at, &judged.expired);
        Ok(super::json(json!({
            "as_at": as_at, "findings": findings, "waived": waived, "expired": expired,
        })))
    })
    .await
}
