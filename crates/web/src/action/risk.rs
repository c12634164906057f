//! GET /risks/{ref} and /risks/{ref}.json: one risk with its history.

use std::sync::Arc;

use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Response},
};
use bellwether_app::{App, read::Snapshot};
use bellwether_history::{RiskVersion, Standing};
use serde_json::json;

use super::{frame, issue, key, view};
use crate::{
    error::Failure,
    page::{
        self,
        risk::{RiskPage, Saved},
    },
    view::{Page, address, address::Query},
};

/// The page, or the JSON where the address ends so.
///
/// # Errors
/// When no risk has the number, or the register cannot be read.
pub async fn page(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let saved = |query: &mut Query| query.get("saved").and_then(Saved::of_key);
    view(app, query, saved, move |app, snapshot, saved| match reference.strip_suffix(".json") {
        Some(reference) => document(app, snapshot, snapshot.find(reference)?),
        None => html(app, snapshot, snapshot.find(&reference)?, saved),
    })
    .await
}

fn html(
    app: &App,
    snapshot: &Snapshot,
    version: &RiskVersion,
    saved: Option<Saved>,
) -> Result<Response, Failure> {
    let issue = issue(snapshot);
    let history = app.risk_history(version.id, snapshot.view.as_at)?;
    let position = snapshot.view.risks.iter().position(|other| other.id == version.id);
    let judged = app.judge(snapshot)?;
    let key = key(snapshot, version);
    let path = format!("/risks/{}", address::segment(&key));
    let own;
    let row = match position.and_then(|position| issue.rows.get(position)) {
        Some(row) => row,
        None => {
            let earlier = issue.since.map(|_| snapshot.earlier(version.id));
            own = issue.beside(key, &version.risk, earlier);
            &own
        }
    };
    let files = app.evidence_of(version.id, snapshot)?;
    let neighbour = |position: Option<usize>| {
        let row = issue.rows.get(position?)?;
        Some((row.key.clone(), row.reference().to_owned()))
    };
    let view = RiskPage {
        row,
        closed: version.standing == Standing::Closed,
        history: &history,
        findings: position.into_iter().flat_map(|position| judged.of_risk(position)).collect(),
        saved,
        files: files.iter().collect(),
        most_mebibytes: super::evidence::most(app),
        before: neighbour(position.and_then(|p| p.checked_sub(1))),
        after: neighbour(position.map(|p| p + 1)),
    };
    let frame = frame(snapshot, Page::Register, path, vec![]);
    Ok(page::risk::risk(&frame, &issue, &view).into_response())
}

fn document(app: &App, snapshot: &Snapshot, version: &RiskVersion) -> Result<Response, Failure> {
    let history = app.risk_history(version.id, snapshot.view.as_at)?;
    let steps: Vec<_> = history
        .steps
        .iter()
        .map(|step| {
            json!({
                "effective": step.version.effective,
                "recorded": step.version.recorded,
                "by": step.entry.as_ref().map(|entry| &entry.actor.0),
                "reason": step.entry.as_ref().map(|entry| &entry.reason),
                "opened": step.opened,
                "closed": step.closed,
                "changes": step.changes,
            })
        })
        .collect();
    Ok(super::json(json!({
        "as_at": snapshot.as_at,
        "id": version.id,
        "standing": version.standing,
        "risk": *version.risk,
        "history": steps,
    })))
}
