//! GET /changes?from=…&to=… and /changes.json.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use bellwether_app::{App, check::When};
use bellwether_history::RiskVersion;
use maud::Markup;
use serde_json::json;

use super::{blocking, frame, issue, key, understood};
use crate::{
    error::Failure,
    page::{self, changes::ChangesPage},
    view::{Page, address::Query},
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
        let (as_at, from, to) = (query.date("as-at"), query.date("from"), query.date("to"));
        let known = query.known_at();
        understood(&query)?;
        let changes = app.changes(from, to.or(as_at), known)?;
        let snapshot = app.snapshot(Some(changes.to), known)?;
        let pairs = from.map(|from| ("from", from.to_string())).into_iter().collect();
        let frame = frame(&snapshot, Page::Changes, "/changes".to_owned(), pairs);
        let key = |version: &RiskVersion| key(&snapshot, version);
        let judged = app.judge(&snapshot)?;
        let moved = app.moved(
            Some(When::Date(changes.from)),
            When::Date(changes.to),
            snapshot.view.as_at.known,
        )?;
        let places = snapshot.view.risks.iter().enumerate().map(|(n, risk)| (risk.id, n)).collect();
        let view = ChangesPage {
            changes: &changes,
            key: &key,
            judged: &judged,
            places: &places,
            moved: moved.as_ref(),
        };
        Ok(page::changes::changes(&frame, &issue(&snapshot), &view))
    })
    .await
}

/// The same as data.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn json(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut query = Query::parse(query.as_deref().unwrap_or_default());
        let (as_at, from, to) = (query.date("as-at"), query.date("from"), query.date("to"));
        let known = query.known_at();
        understood(&query)?;
        let changes = app.changes(from, to.or(as_at), known)?;
        let risks = |versions: &[RiskVersion]| {
            versions
                .iter()
                .map(
                    |v| json!({ "id": v.id, "ref": v.risk.reference, "wording": v.risk.wording() }),
                )
                .collect::<Vec<_>>()
        };
        let changed: Vec<_> = changes
            .changed
            .iter()
            .map(|changed| {
                json!({
                    "id": changed.version.id,
                    "ref": changed.version.risk.reference,
                    "changes": changed.changes,
                    "date_moves": changed.date_moves,
                })
            })
            .collect();
        Ok(super::json(json!({
            "from": changes.from,
            "to": changes.to,
            "known_at": known,
            "new": risks(&changes.new),
            "reopened": risks(&changes.reopened),
            "closed": risks(&changes.closed),
            "changed": changed,
            "same": changes.same,
            "particulars": changes.particulars,
        })))
    })
    .await
}
