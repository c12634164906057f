//! GET /seals and /seals.json: the seals. GET /seals/new: what would be sealed. POST /seals: seals
//! it. GET /seals/{seq}.json: the document that a seal froze.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bellwether_app::{App, AppError, ToSeal, read::Snapshot};
use bellwether_domain::Date;
use bellwether_history::{CommitError, ReadError, Seq};
use maud::Markup;
use serde_json::json;

use super::{
    frame, issue,
    settings::{back, done, seq},
};
use crate::{
    desk::{Desk, Posted, nothing},
    error::Failure,
    form::Byline,
    page::{
        self,
        seals::{SealForm, Sealing},
    },
    view::{Page, address::Query},
    words::{day, in_words},
};

/// The page.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    desk.view(done, |app, snapshot, done| {
        let frame = frame(snapshot, Page::History, "/seals".to_owned(), vec![]);
        Ok(page::seals::seals(&frame, &app.seals()?, done, None))
    })
    .await
}

/// The seals as the journal keeps them, newest first.
///
/// # Errors
/// When the register cannot be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.answer(nothing, |app, _, ()| Ok(super::json(json!({ "seals": app.seals()? })))).await
}

/// The form.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn form(desk: Desk) -> Result<Markup, Failure> {
    desk.now(nothing, |app, snapshot, ()| show(app, snapshot, &SealForm::default(), &[])).await
}

/// What would be sealed, as JSON: the date, the last entry of the journal and the register.
///
/// # Errors
/// When the address cannot be understood or the register not be read.
pub async fn form_json(desk: Desk) -> Result<Response, Failure> {
    desk.view(nothing, |app, snapshot, ()| {
        let head = app.journal(None, 1)?.first().map(|entry| entry.seq);
        let (as_at, register) = (snapshot.as_at, &snapshot.register);
        Ok(super::json(json!({ "as_at": as_at, "head": head, "register": **register })))
    })
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
pub async fn send(posted: Posted) -> Result<Response, Failure> {
    let ask = |form: &mut Query| {
        let corrects = form.read("corrects", "the number of a seal", seq);
        (form.date("as-at"), form.read("head", "the number of an entry", seq), corrects)
    };
    posted
        .act(ask, |app, form, (as_at, head, corrects)| {
            let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
            let ahead = form.get("ahead").is_some();
            let typed = SealForm {
                name: own("name"),
                by: Byline::read(|name| form.get(name)),
                corrects,
                ahead,
            };
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
    if typed.by.who.is_empty() {
        return Err(Ok(vec!["Say who seals it: a seal is kept with a name.".to_owned()]));
    }
    let authority = typed.by.said(as_at).map_err(Ok)?;
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
    let to_seal = ToSeal { name, as_at, corrects, ahead, new_key: false };
    match app.author(authority).seal(to_seal) {
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
pub async fn document(Path(name): Path<String>, desk: Desk) -> Result<Response, Failure> {
    desk.answer(nothing, move |app, _, ()| {
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
