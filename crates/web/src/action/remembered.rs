//! GET /remembered: what is remembered of documents by their headings. POST: forgets some of it.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{App, settings::SetError};
use bellwether_history::Entry;
use maud::Markup;

use super::{
    blocking, frame,
    settings::{back, done, entry},
    understood,
};
use crate::{
    error::Failure,
    form::said,
    page::remembered::{Typed, remembered},
    view::{Page, address::Query},
    words::in_words,
};

/// The page.
///
/// # Errors
/// When the address cannot be understood, or the register cannot be read.
pub async fn page(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    blocking(app, move |app| {
        let mut query = Query::parse(query.as_deref().unwrap_or_default());
        let done = done(&mut query);
        understood(&query)?;
        show(app, &Typed::default(), &[], entry(app, done)?.as_ref())
    })
    .await
}

/// Forgets what was chosen and leads back; or shows the page again with what is to be put right.
///
/// # Errors
/// When the register cannot be read or written.
pub async fn send(State(app): State<Arc<App>>, form: String) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let form = Query::parse(&form);
        let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
        let typed = Typed { name: own("name"), who: own("who"), reason: own("reason") };
        let problems = match said(app.today()?, &typed.who, &typed.reason) {
            Ok(authority) => match app.forget(&typed.name, &authority) {
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
