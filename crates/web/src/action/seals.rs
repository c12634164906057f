//! GET /seals and /seals.json: the seals. GET /seals/new: what would be sealed. POST /seals: seals
//! it. GET /seals/{seq}.json: the document that a seal froze.

use std::sync::Arc;

use axum::{
    extract::{Path, RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bellwether_app::{App, AppError, ToSeal, read::Snapshot};
use bellwether_domain::Date;
use bellwether_history::{CommitError, ReadError, Seq};
use maud::Markup;
use serde_json::json;

use super::{
    blocking, frame, issue,
    settings::{back, done},
    understood, view,
};
use crate::{
    error::Failure,
    form::said,
    page::{
        self,
        seals::{SealForm, Sealing},
    },
    view::{Page, address::Query},
    words::day,
    words::in_words,
};

/// The page.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    view(app, query, done, |app, snapshot, done| {
        let frame = frame(snapshot, Page::History, "/seals".to_owned(), vec![]);
        Ok(page::seals::seals(&frame, &app.seals()?, done, None))
    })
    .await
}

/// The seals as the journal keeps them, newest first.
///
/// # Errors
/// When the register cannot be read.
pub async fn json(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    blocking(app, |app| Ok(super::json(json!({ "seals": app.seals()? })))).await
}

/// The form.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn form(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    blocking(app, move |app| {
        let mut query = Query::parse(query.as_deref().unwrap_or_default());
        let as_at = query.date("as-at");
        understood(&query)?;
        show(app, &app.snapshot(as_at, None)?, &SealForm::default(), &[])
    })
    .await
}

/// What would be sealed, as JSON: the date, the last entry of the journal and the register.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn form_json(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    view(
        app,
        query,
        |_| (),
        |app, snapshot, ()| {
            let head = app.journal(None, 1)?.first().map(|entry| entry.seq);
            let (as_at, register) = (snapshot.as_at, &snapshot.register);
            Ok(super::json(json!({ "as_at": as_at, "head": head, "register": **register })))
        },
    )
    .await
}

fn show(
    app: &App,
    snapshot: &Snapshot,
    form: &SealForm,
    problems: &[String],
) -> Result<Markup, Failure> {
    let frame = frame(snapshot, Page::History, "/seals/new".to_owned(), vec![]);
    let (seals, journal) = (app.seals()?, app.journal(None, 1)?);
    let sealing = Sealing {
        as_at: snapshot.as_at,
        head: journal.first(),
        closed: snapshot.view.closed.len(),
        blocking: app.judge(snapshot)?.headline().blocking,
        seals: &seals,
        form,
        problems,
    };
    Ok(page::seals::seal(&frame, &issue(snapshot), &sealing))
}

/// Seals what was shown and leads to the seals; or shows the form again with what is to be put
/// right.
///
/// # Errors
/// When the form is not ours, or the register cannot be read or written.
pub async fn send(State(app): State<Arc<App>>, form: String) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut form = Query::parse(&form);
        let seq = |text: &str| text.parse().ok().map(Seq);
        let (as_at, head) = (form.date("as-at"), form.read("head", "the number of an entry", seq));
        let corrects = form.read("corrects", "the number of a seal", seq);
        understood(&form)?;
        let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
        let ahead = form.get("ahead").is_some();
        let typed =
            SealForm { name: own("name"), who: own("who"), reason: own("reason"), corrects, ahead };
        let snapshot = app.snapshot(as_at, None)?;
        match seal(app, snapshot.as_at, head, &typed) {
            Ok((seq, None)) => Ok(back("/seals", None, &[], seq)),
            Ok((seq, Some(untold))) => {
                let frame = frame(&snapshot, Page::History, "/seals".to_owned(), vec![]);
                let page = page::seals::seals(&frame, &app.seals()?, Some(seq), Some(&untold));
                Ok(page.into_response())
            }
            Err(problems) => {
                let page = show(app, &snapshot, &typed, &problems?)?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
        }
    })
    .await
}

/// Seals what was shown, and says why the witness does not know of it; what stands in the way are
/// problems to show, or a failure.
fn seal(
    app: &App,
    as_at: Date,
    head: Option<Seq>,
    typed: &SealForm,
) -> Result<(Seq, Option<String>), Result<Vec<String>, Failure>> {
    let failed = |error: AppError| Err(error.into());
    if typed.who.trim().is_empty() {
        return Err(Ok(vec!["Say who seals it: a seal is kept with a name.".to_owned()]));
    }
    let authority = said(as_at, &typed.who, &typed.reason).map_err(Ok)?;
    let now = app.journal(None, 1).map_err(failed)?.first().map(|entry| entry.seq);
    if head != now {
        return Err(Ok(vec![
            "The register has changed since this page was shown. Look again at what will be \
             sealed, below."
                .to_owned(),
        ]));
    }
    let SealForm { name, corrects, ahead, .. } = typed;
    let (as_at, corrects, ahead) = (Some(as_at), *corrects, *ahead);
    match app.seal(ToSeal { name, as_at, corrects, ahead, new_key: false }, authority) {
        Ok(sealed) => Ok((sealed.committed.seq, sealed.untold)),
        Err(
            error @ (AppError::NoSealName
            | AppError::SealName(_)
            | AppError::Commit(
                CommitError::NoSuchSeal(_)
                | CommitError::NothingToSeal(_)
                | CommitError::NoKey(_)
                | CommitError::Read(ReadError::Keys(_)),
            )),
        ) => Err(Ok(vec![in_words(&error)])),
        Err(AppError::SealAhead { as_at, today }) => Err(Ok(vec![format!(
            "{} is ahead of today ({}): what holds then may still change. Choose another date, or \
             tick below that it is meant.",
            day(as_at),
            day(today)
        )])),
        Err(error) => Err(failed(error)),
    }
}

/// The document that a seal froze, as it was frozen.
///
/// # Errors
/// When there is no such seal, or the register cannot be read.
pub async fn document(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let seq = name.strip_suffix(".json").and_then(|seq| seq.parse().ok()).map(Seq);
        let sealed = app.sealed(seq.ok_or(Failure::NoPage)?)?;
        let headers = [
            (header::CONTENT_TYPE, "application/json".to_owned()),
            (
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"sealed-{}.json\"", sealed.seq),
            ),
        ];
        Ok((headers, sealed.document).into_response())
    })
    .await
}
