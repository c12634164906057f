//! GET /import: the form. POST /import: takes a file or a text and leads to its plan.

use std::sync::Arc;

use axum::{
    extract::{Multipart, State},
    response::Redirect,
};
use bellwether_app::{App, AppError};
use maud::Markup;

use super::frame;
use crate::{
    desk::{Desk, nothing},
    error::Failure,
    form::{parts::Parts, spool::Spool},
    page,
    view::{Frame, Page, address},
    work,
};

/// The most that an upload may hold.
pub(crate) const MOST_MEGABYTES: usize = 50;

/// The form.
///
/// # Errors
/// When the register cannot be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    desk.answer(nothing, |app, when, ()| {
        Ok(page::import::import(&around(app, when.as_at, "/import".to_owned())?, MOST_MEGABYTES))
    })
    .await
}

/// The frame of an import page; there may be no register yet.
pub(super) fn around(
    app: &App,
    as_at: Option<bellwether_domain::Date>,
    path: String,
) -> Result<Frame, Failure> {
    match app.snapshot(as_at, None) {
        Ok(snapshot) => Ok(frame(&snapshot, Page::Import, path, vec![])),
        Err(AppError::Empty | AppError::YetToCome { .. }) => {
            Ok(Frame { page: Some(Page::Import), path, ..Frame::default() })
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes an upload and leads to its plan.
///
/// # Errors
/// When the upload is too large, broken off or empty.
pub async fn upload(
    State(app): State<Arc<App>>,
    multipart: Multipart,
) -> Result<Redirect, Failure> {
    let too_large = || Failure::TooLarge(MOST_MEGABYTES);
    let most = MOST_MEGABYTES * 1024 * 1024;
    let parts = Parts::read(&app.spool_folder(), multipart, most, too_large).await?;
    let date = parts.get("date").unwrap_or_default().to_owned();
    let (file, text) = (parts.file, parts.text);
    let digest = work::brought(app, &work::ARRIVING, move |app| {
        let bytes = |spool: &Spool| spool.bytes().map_err(Failure::Spool);
        let (name, bytes) = match (file, text.as_ref().map(bytes).transpose()?) {
            (Some(file), _) => (file.name, bytes(&file.spool)?),
            (None, Some(text)) if !text.trim_ascii().is_empty() => ("pasted text".to_owned(), text),
            (None, _) => return Err(Failure::NoFile),
        };
        Ok(app.stage(&name, bytes)?)
    })
    .await?;
    Ok(Redirect::to(&format!("/import/{digest}{}", address::query([("date", date)]))))
}
