//! GET / and /register.json: the register as at a date, filtered and sorted.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use bellwether_app::App;
use bellwether_domain::Register;
use maud::Markup;

use super::{blocking, frame, issue, paging, understood};
use crate::{
    error::Failure,
    page,
    view::{Filter, Page, address::Query},
};

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
        let (as_at, filter) = (query.date("as-at"), Filter::read(&mut query));
        let page = paging(&mut query);
        let known = query.known_at();
        understood(&query)?;
        let snapshot = app.snapshot(as_at, known)?;
        let frame = frame(&snapshot, Page::Register, "/".to_owned(), filter.pairs());
        let judged = app.judge(&snapshot)?;
        Ok(page::register::register(&frame, &issue(&snapshot), &judged, &filter, page))
    })
    .await
}

/// The register document, of the risks that the filter shows; always whole, never in pages.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut query = Query::parse(query.as_deref().unwrap_or_default());
        let (as_at, filter) = (query.date("as-at"), Filter::read(&mut query));
        let known = query.known_at();
        understood(&query)?;
        let snapshot = app.snapshot(as_at, known)?;
        if !filter.narrows() && filter.sort.is_none() {
            return Ok(super::json(&snapshot.register));
        }
        let issue = issue(&snapshot);
        let risks = filter.apply(&issue).into_iter().map(|row| row.risk.clone()).collect();
        Ok(super::json(Register { risks, ..snapshot.register.clone() }))
    })
    .await
}
