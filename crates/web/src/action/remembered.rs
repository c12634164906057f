//! GET /remembered: what is remembered of documents by their headings. POST: forgets some of it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{App, settings::SetError};
use bellwether_history::Entry;
use maud::Markup;

use super::{
    frame,
    settings::{back, done, entry},
};
use crate::{
    desk::{Desk, Posted, nothing},
    error::Failure,
    form::Byline,
    page::remembered::{Typed, remembered},
    view::Page,
    words::in_words,
};

/// The page.
///
/// # Errors
/// When the address cannot be understood, or the register cannot be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    desk.answer(done, |app, _, done| show(app, &Typed::default(), &[], entry(app, done)?.as_ref()))
        .await
}

/// Forgets what was chosen and leads back; or shows the page again with what is to be put right.
///
/// # Errors
/// When the register cannot be read or written.
pub async fn send(posted: Posted) -> Result<Response, Failure> {
    posted
        .act(nothing, |app, form, ()| {
            let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
            let typed = Typed { name: own("name"), by: Byline::read(|name| form.get(name)) };
            let problems = match typed.by.said(app.today()?) {
                Ok(authority) => match app.author(authority).forget(&typed.name) {
                    Ok(committed) => return Ok(back("/remembered", None, &[], committed.seq)),
                    Err(SetError::App(error)) => return Err(error.into()),
                    Err(SetError::NotRemembered) => {
                        vec!["Choose what is to be forgotten.".to_owned()]
                    }
                    Err(other) => vec![in_words(&other)],
                },
                Err(problems) => problems,
            };
            let page = show(app, &typed, &problems, None)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        })
        .await
}

fn show(
    app: &App,
    typed: &Typed,
    problems: &[String],
    done: Option<&Entry>,
) -> Result<Markup, Failure> {
    let snapshot = app.snapshot(None, None)?;
    let frame = frame(&snapshot, Page::Import, "/remembered".to_owned(), vec![]);
    Ok(remembered(&frame, &app.remembered()?, typed, problems, done))
}
