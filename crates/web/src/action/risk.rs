//! GET /risks/{ref} and /risks/{ref}.json: one risk with its history.

use std::sync::Arc;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use bellwether_app::{
    App, AppError,
    read::{Kin, Snapshot},
};
use bellwether_history::RiskVersion;
use serde_json::json;

use super::{frame, issue};
use crate::{
    desk::Desk,
    error::Failure,
    key::key,
    page::{
        self,
        risk::{RiskPage, Saved},
    },
    view::{Back, Issue, Page, Row, address, address::Query},
};

/// The page, or the JSON where the address ends so.
///
/// # Errors
/// When no risk has the number, or the register cannot be read.
pub async fn page(Path(reference): Path<String>, desk: Desk) -> Result<Response, Failure> {
    let ask = |query: &mut Query| {
        let saved = query.get("saved").and_then(Saved::of_key);
        (saved, query.get(Back::NAME).and_then(Back::read))
    };
    desk.view(ask, move |app, snapshot, (saved, back)| match reference.strip_suffix(".json") {
        Some(reference) => document(app, snapshot, found(app, snapshot, reference)?),
        None => html(app, snapshot, found(app, snapshot, &reference)?, saved, back),
    })
    .await
}

/// The risk of a number; where it had that once, the answer says which number it has now.
fn found<'a>(
    app: &App,
    snapshot: &'a Snapshot,
    reference: &str,
) -> Result<&'a RiskVersion, Failure> {
    let error = match snapshot.find(reference) {
        Err(error @ AppError::NoSuchRisk { .. }) => error,
        other => return Ok(other?),
    };
    let Some(now) = app.renumbered(reference, snapshot)? else { return Err(error.into()) };
    Err(Failure::Renumbered {
        reference: reference.to_owned(),
        now: key(snapshot, &now.version),
        since: now.since,
    })
}

fn html(
    app: &Arc<App>,
    snapshot: &Snapshot,
    version: &RiskVersion,
    saved: Option<Saved>,
    back: Option<Back>,
) -> Result<Response, Failure> {
    let issue = issue(snapshot);
    let history = app.risk_history(version.id, snapshot.view.as_at)?;
    let position = snapshot.view.risks.iter().position(|other| other.id == version.id);
    let judged = app.judge_soon(snapshot)?;
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
    let (before, after) = neighbours(&issue, position, back.as_ref());
    let view = RiskPage {
        row,
        closing: app.closings([version], snapshot.view.as_at)?.pop(),
        history: &history,
        kin: kin(app, snapshot, version)?,
        findings: judged.as_ref().map(|judged| {
            position.into_iter().flat_map(|position| judged.of_risk(position)).collect()
        }),
        saved,
        files: files.iter().collect(),
        most_mebibytes: super::evidence::most(app),
        marks: app.marks(snapshot.timeline.today)?.marks,
        before,
        after,
    };
    let pairs = back.iter().map(|back| (Back::NAME, back.text())).collect();
    let frame = frame(snapshot, Page::Register, path, pairs).from_list(back);
    Ok(page::risk::risk(&frame, &issue, &view).into_response())
}

/// The risks that were one with another, or are, each with how an address names it.
fn kin(
    app: &App,
    snapshot: &Snapshot,
    version: &RiskVersion,
) -> Result<Vec<(Kin, String)>, Failure> {
    let kin = app.kin(version.id, snapshot.view.as_at)?.into_iter();
    let named = |kin: Kin| {
        let key = key(snapshot, &kin.other);
        (kin, key)
    };
    Ok(kin.map(named).collect())
}

/// Another risk, by key and number.
type Neighbour = Option<(String, String)>;

/// The risks before and after one: on the list that the reader came from where
/// it is a part of the register that has the risk, else on the register.
fn neighbours(
    issue: &Issue<'_>,
    position: Option<usize>,
    back: Option<&Back>,
) -> (Neighbour, Neighbour) {
    let Some(position) = position else { return (None, None) };
    let listed = back.and_then(Back::filter).map(|filter| filter.apply(issue)).unwrap_or_default();
    let place = |rows: &[&Row<'_>]| rows.iter().position(|row| row.position == position);
    let (rows, at) = match place(&listed) {
        Some(at) => (listed, at),
        None => (issue.rows.iter().collect(), position),
    };
    let named = |at: Option<usize>| {
        let row = rows.get(at?)?;
        Some((row.key.clone(), row.reference().to_owned()))
    };
    (named(at.checked_sub(1)), named(at.checked_add(1)))
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
    let kin = app.kin(version.id, snapshot.view.as_at)?;
    let kin: Vec<_> = kin
        .iter()
        .map(|kin| {
            json!({
                "how": kin.words, "id": kin.other.id, "ref": kin.other.risk.reference,
                "since": kin.since, "entry": kin.seq,
            })
        })
        .collect();
    Ok(super::json(json!({
        "as_at": snapshot.as_at,
        "kin": kin,
        "id": version.id,
        "standing": version.standing,
        "risk": *version.risk,
        "history": steps,
    })))
}
