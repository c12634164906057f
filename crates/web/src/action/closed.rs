//! GET /closed and /closed.json: the risks that are off the register.

use axum::response::Response;
use bellwether_app::{App, read::Snapshot};
use bellwether_history::RiskVersion;
use maud::Markup;
use serde_json::json;

use super::{frame, issue, paging};
use crate::{
    desk::Desk,
    error::Failure,
    key::key,
    page::{
        self,
        closed::{ClosedPage, Shut},
    },
    view::{Page, Paging, address::Query, language},
};

/// So many closed risks stand beside those that a search of the register finds.
const MOST_BESIDE: usize = 8;

/// The closed risks that a search finds, the last closed first; all of them without one.
pub(super) fn closed<'s>(snapshot: &'s Snapshot, text: Option<&str>) -> Vec<&'s RiskVersion> {
    let finds = |version: &&RiskVersion| {
        text.is_none_or(|text| language::finds(&snapshot.register, &version.risk, text))
    };
    let mut closed: Vec<_> = snapshot.view.closed.iter().filter(finds).collect();
    closed.sort_by(|a, b| {
        let number = |version: &RiskVersion| version.risk.reference.clone().unwrap_or_default();
        b.effective.cmp(&a.effective).then_with(|| language::by_reference(&number(a), &number(b)))
    });
    closed
}

pub(super) fn shut(
    app: &App,
    snapshot: &Snapshot,
    closed: &[&RiskVersion],
) -> Result<Vec<Shut>, Failure> {
    let closings = app.closings(closed.iter().copied(), snapshot.view.as_at)?;
    let with_key = |closing: bellwether_app::read::Closing| Shut {
        key: key(snapshot, &closing.version),
        closing,
    };
    Ok(closings.into_iter().map(with_key).collect())
}

/// The first closed risks that a search of the register finds, and how many it finds.
pub(super) fn beside(
    app: &App,
    snapshot: &Snapshot,
    text: Option<&str>,
) -> Result<(Vec<Shut>, usize), Failure> {
    let Some(text) = text else { return Ok((vec![], 0)) };
    let found = closed(snapshot, Some(text));
    let few = found.get(..MOST_BESIDE).unwrap_or(&found);
    Ok((shut(app, snapshot, few)?, found.len()))
}

pub(super) fn text(query: &mut Query) -> Option<String> {
    query.get("q").map(str::to_owned)
}

/// The page.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    let ask = |query: &mut Query| (text(query), paging(query));
    desk.view(ask, |app, snapshot, (text, asked)| {
        let found = closed(snapshot, text.as_deref());
        let paging = Paging::of(found.len(), asked);
        let shown = shut(app, snapshot, paging.within(0, &found))?;
        let pairs = text.iter().map(|text| ("q", text.clone())).collect();
        let frame = frame(snapshot, Page::Register, "/closed".to_owned(), pairs).on_page(asked);
        let page = ClosedPage {
            shown: &shown,
            paging,
            all: snapshot.view.closed.len(),
            text: text.as_deref(),
        };
        Ok(page::closed::closed(&frame, &issue(snapshot), &page))
    })
    .await
}

/// Each closed risk with the day it was closed, by whom and why; all of them, never in pages.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.view(text, |app, snapshot, text| {
        let shut = shut(app, snapshot, &closed(snapshot, text.as_deref()))?;
        let closed: Vec<_> = shut
            .iter()
            .map(|Shut { closing, .. }| {
                json!({
                    "id": closing.version.id,
                    "risk": *closing.version.risk,
                    "closed": closing.since,
                    "into": closing.into,
                    "by": closing.entry.as_ref().map(|entry| &entry.actor),
                    "reason": closing.entry.as_ref().map(|entry| &entry.reason),
                })
            })
            .collect();
        Ok(super::json(json!({ "as_at": snapshot.as_at, "closed": closed })))
    })
    .await
}
