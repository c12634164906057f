//! GET /history/{entry}/undo: what taking an entry of the journal back would do. POST: does it.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{App, undo::Undoing};
use bellwether_history::Seq;
use maud::Markup;
use serde_json::json;

use super::{blocking, frame, issue, settings::back, understood};
use crate::{
    error::Failure,
    form::said,
    page::{
        self,
        undo::{Form, TakingBack},
    },
    view::{Page, address::Query},
};

/// The entry that an address names.
fn plan(app: &App, entry: &str) -> Result<Undoing, Failure> {
    let seq = entry.parse().ok().map(Seq).ok_or(Failure::NoPage)?;
    Ok(app.plan_undo(seq)?)
}

/// The number of the journal's last entry.
fn head(app: &App) -> Result<Option<Seq>, Failure> {
    Ok(app.journal(None, 1)?.first().map(|entry| entry.seq))
}

/// What would come back, with the form.
///
/// # Errors
/// When there is no such entry, it cannot be taken back, or the register cannot be read.
pub async fn page(
    State(app): State<Arc<App>>,
    Path(entry): Path<String>,
) -> Result<Markup, Failure> {
    blocking(app, move |app| show(app, &plan(app, &entry)?, &Form::default(), &[])).await
}

/// What would come back, as JSON.
///
/// # Errors
/// When there is no such entry, it cannot be taken back, or the register cannot be read.
pub async fn json(
    State(app): State<Arc<App>>,
    Path(entry): Path<String>,
) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let undoing = plan(app, &entry)?;
        let (entry, restores) = (&undoing.entry, &undoing.restores);
        Ok(super::json(json!({ "entry": entry, "restores": restores, "head": head(app)? })))
    })
    .await
}

fn show(app: &App, undoing: &Undoing, form: &Form, problems: &[String]) -> Result<Markup, Failure> {
    let path = format!("/history/{}/undo", undoing.entry.seq);
    let snapshot = app.snapshot(None, None)?;
    let frame = frame(&snapshot, Page::History, path, vec![]);
    let taking = TakingBack { undoing, head: head(app)?, form, problems };
    Ok(page::undo::undo(&frame, &issue(&snapshot), &taking))
}

/// Takes the entry back and leads to the journal; or shows the form again with what is to be put
/// right.
///
/// # Errors
/// When there is no such entry, it cannot be taken back, or the register cannot be read or written.
pub async fn send(
    State(app): State<Arc<App>>,
    Path(entry): Path<String>,
    form: String,
) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut query = Query::parse(&form);
        let seen = query.read("head", "the number of an entry", |text| text.parse().ok().map(Seq));
        understood(&query)?;
        let own = |name: &str| query.get(name).unwrap_or_default().to_owned();
        let form = Form { who: own("who"), reason: own("reason") };
        let undoing = plan(app, &entry)?;
        let authority = said(undoing.entry.effective, &form.who, &form.reason);
        let problems = match authority {
            // What the reader saw is what is done, or nothing.
            Ok(authority) if seen == head(app)? => {
                let done = app.undo(&undoing, &authority)?;
                return Ok(back("/history", None, &[], done.seq));
            }
            Ok(_) => vec![
                "The register has changed since this page was shown. Look again at what comes \
                 back, below."
                    .to_owned(),
            ],
            Err(problems) => problems,
        };
        let page = show(app, &undoing, &form, &problems)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    })
    .await
}
