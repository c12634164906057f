//! GET /import: the form. POST /import: takes a file or a text and leads to its plan.

use std::sync::Arc;

use axum::{
    extract::{Multipart, RawQuery, State},
    response::Redirect,
};
use bellwether_app::{App, AppError};
use maud::Markup;

use super::{blocking, frame, understood};
use crate::{
    error::Failure,
    page,
    view::{Frame, Page, address, address::Query},
};

/// The most that an upload may hold.
pub(crate) const MOST_MEGABYTES: usize = 50;

/// The form.
///
/// # Errors
/// When the register cannot be read.
pub async fn page(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    blocking(app, move |app| {
        let mut query = Query::parse(query.as_deref().unwrap_or_default());
        let as_at = query.date("as-at");
        understood(&query)?;
        Ok(page::import::import(&around(app, as_at, "/import".to_owned())?, MOST_MEGABYTES))
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
        Err(AppError::Empty) => Ok(Frame { page: Some(Page::Import), path, ..Frame::default() }),
        Err(error) => Err(error.into()),
    }
}

/// What the form sent.
#[derive(Default)]
struct Form {
    file: Option<(String, Vec<u8>)>,
    text: String,
    date: String,
}

/// Takes an upload and leads to its plan.
///
/// # Errors
/// When the upload is too large, broken off or empty.
pub async fn upload(
    State(app): State<Arc<App>>,
    multipart: Multipart,
) -> Result<Redirect, Failure> {
    let form = read(multipart).await?;
    let (name, bytes) = match form.file {
        Some(file) => file,
        None if !form.text.trim().is_empty() => ("pasted text".to_owned(), form.text.into_bytes()),
        None => return Err(Failure::NoFile),
    };
    let digest = app.stage(&name, bytes);
    Ok(Redirect::to(&format!("/import/{digest}{}", address::query([("date", form.date)]))))
}

/// Reads the fields, counting as it goes: no more is ever held than may be sent.
async fn read(mut multipart: Multipart) -> Result<Form, Failure> {
    let mut form = Form::default();
    let mut room = MOST_MEGABYTES * 1024 * 1024;
    while let Some(mut field) = multipart.next_field().await.map_err(|_| Failure::Broken)? {
        let (name, file) = (field.name().map(str::to_owned), field.file_name().map(base_name));
        let mut bytes = vec![];
        while let Some(chunk) = field.chunk().await.map_err(|_| Failure::Broken)? {
            room = room.checked_sub(chunk.len()).ok_or(Failure::TooLarge(MOST_MEGABYTES))?;
            bytes.extend_from_slice(&chunk);
        }
        match (name.as_deref(), file) {
            // A form without a chosen file sends one with no name and nothing in it.
            (Some("file"), Some(file)) if !(file.is_empty() && bytes.is_empty()) => {
                form.file = Some((file, bytes));
            }
            (Some("text"), _) => form.text = String::from_utf8_lossy(&bytes).into_owned(),
            (Some("date"), _) => form.date = String::from_utf8_lossy(&bytes).trim().to_owned(),
            _ => {}
        }
    }
    Ok(form)
}

/// A file's name without its folder, whichever way that is written.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}
