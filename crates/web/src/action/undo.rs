//! GET /history/{entry}/undo: what taking an entry of the journal back would do. POST: does it.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{App, undo::Undoing};
use bellwether_history::Seq;
use maud::Markup;
use serde_json::json;

use super::{
    frame, issue,
    settings::{back, seq},
};
use crate::{
    desk::{Desk, Posted, nothing},
    error::Failure,
    form::Byline,
    page::{self, undo::TakingBack},
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
pub async fn page(Path(entry): Path<String>, desk: Desk) -> Result<Markup, Failure> {
    desk.answer(nothing, move |app, _, ()| show(app, &plan(app, &entry)?, &Byline::default(), &[]))
        .await
}

/// What would come back, as JSON.
///
/// # Errors
/// When there is no such entry, it cannot be taken back, or the register cannot be read.
pub async fn json(Path(entry): Path<String>, desk: Desk) -> Result<Response, Failure> {
    desk.answer(nothing, move |app, _, ()| {
        let undoing = plan(app, &entry)?;
        let (entry, restores) = (&undoing.entry, &undoing.restores);
        Ok(super::json(json!({ "entry": entry, "restores": restores, "head": head(app)? })))
    })
    .await
}

fn show(app: &App, undoing: &Undoing, by: &Byline, problems: &[String]) -> Result<Markup, Failure> {
    let path = format!("/history/{}/undo", undoing.entry.seq);
    let snapshot = app.snapshot(None, None)?;
    let frame = frame(&snapshot, Page::History, path, vec![]);
    let taking = TakingBack { undoing, head: head(app)?, by, problems };
    Ok(page::undo::undo(&frame, &issue(&snapshot), &taking))
}

/// Takes the entry back and leads to the journal; or shows the form again with what is to be put
/// right.
///
/// # Errors
/// When there is no such entry, it cannot be taken back, or the register cannot be read or written.
pub async fn send(Path(entry): Path<String>, posted: Posted) -> Result<Response, Failure> {
    let ask = |form: &mut Query| form.read("head", "the number of an entry", seq);
    posted
        .act(ask, move |app, query, seen| {
            let by = Byline::read(|name| query.get(name));
            let undoing = plan(app, &entry)?;
            let authority = by.said(undoing.entry.effective);
            let problems = match authority {
                // What the reader saw is what is done, or nothing.
                Ok(authority) if seen == head(app)? => {
                    let done = app.author(authority).undo(&undoing)?;
                    return Ok(back("/history", None, &[], done.seq));
                }
                Ok(_) => vec![
                    "The register has changed since this page was shown. Look again at what comes \
                 back, below."
                        .to_owned(),
                ],
                Err(problems) => problems,
            };
            let page = show(app, &undoing, &by, &problems)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        })
        .await
}
