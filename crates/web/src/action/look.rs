//! GET /settings/look and /settings/look.json: how papers look. POST /settings/look: keeps it, once
//! the body's own template has set a paper.

use std::sync::Arc;

use axum::{
    extract::{Multipart, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{
    App,
    check::When,
    paper::Asked,
    read::Snapshot,
    settings::{
        SetError,
        look::{Look, LookKept},
    },
};
use bellwether_domain::Date;
use bellwether_history::{Entry, Seq};
use bellwether_papers::{compose, format::WriteError};
use maud::Markup;
use serde_json::json;

use super::{
    blocking, frame,
    settings::{back, done, entry},
    understood,
};
use crate::{
    error::Failure,
    form::{
        look::{Typed, read},
        parts::Parts,
        said,
    },
    page::{self, look::Shown},
    view::{Page, address::Query},
    words::in_words,
};

/// What a form may send: a template, a picture and a few words, in bytes.
const MOST: usize = 2 * 1024 * 1024;

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
        let (as_at, done) = (query.date("as-at"), done(&mut query));
        understood(&query)?;
        let (snapshot, done) = (app.snapshot(as_at, None)?, entry(app, done)?);
        let kept = app.papers_look(Some(When::Date(snapshot.as_at)), None)?;
        let effective = snapshot.as_at.to_string();
        let typed = Typed { look: kept.look.clone(), effective, ..Typed::default() };
        Ok(show(&snapshot, &kept, &typed, &[], done.as_ref()))
    })
    .await
}

/// What is kept, as JSON.
///
/// # Errors
/// When the address cannot be understood, or the register cannot be read.
pub async fn json(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut query = Query::parse(query.as_deref().unwrap_or_default());
        let as_at = query.date("as-at");
        understood(&query)?;
        let kept = app.papers_look(as_at.map(When::Date), None)?;
        Ok(super::json(json!({ "since": kept.since, "entry": kept.seq, "look": kept.look })))
    })
    .await
}

fn show(
    snapshot: &Snapshot,
    kept: &LookKept,
    typed: &Typed,
    problems: &[String],
    done: Option<&Entry>,
) -> Markup {
    let frame = frame(snapshot, Page::Papers, "/settings/look".to_owned(), vec![]);
    let layout = typed.look.lay_out(&snapshot.register.layout);
    let bands = snapshot.register.scheme.as_ref().map_or(&[][..], |scheme| &scheme.bands);
    let set_on = snapshot.register.page;
    let shown = Shown { kept, typed, layout: &layout, bands, set_on, problems, done };
    page::look::look(&frame, &shown)
}

/// Keeps how papers look and leads back; or shows the form again with what is to be put right.
///
/// # Errors
/// When the form is not ours, or the register cannot be read or written.
pub async fn send(State(app): State<Arc<App>>, form: Multipart) -> Result<Response, Failure> {
    let too_large = || Failure::AttachmentTooLarge(MOST / 1024 / 1024);
    let form = Parts::read(&app.spool_folder(), form, MOST, too_large).await?;
    blocking(app, move |app| {
        let as_at = form.get("as-at").and_then(|date| date.parse::<Date>().ok());
        let began = form.get("began").and_then(|seq| seq.parse().ok()).map(Seq);
        let snapshot = app.snapshot(as_at, None)?;
        let kept = app.papers_look(Some(When::Date(snapshot.as_at)), None)?;
        let (typed, mut problems) = read(&form, &snapshot.register, &kept.look);
        match typed.effective.parse::<Date>() {
            Err(_) => {
                let effective = &typed.effective;
                problems.push(format!("“{effective}” is not a date: write it as 2018-03-16."));
            }
            Ok(effective) => match said(effective, &typed.who, &typed.reason) {
                Err(own) => problems.extend(own),
                Ok(authority) if problems.is_empty() => match tried(app, &typed.look)? {
                    Some(problem) => problems.push(problem),
                    None => match app.set_look(&typed.look, began, &authority) {
                        Ok(committed) => {
                            return Ok(back("/settings/look", as_at, &[], committed.seq));
                        }
                        Err(SetError::App(error)) => return Err(error.into()),
                        Err(other) => problems.push(in_words(&other)),
                    },
                },
                Ok(_) => {}
            },
        }
        let page = show(&snapshot, &kept, &typed, &problems, None);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    })
    .await
}

/// Why the template does not set the register's own paper, where it does not.
fn tried(app: &App, look: &Look) -> Result<Option<String>, Failure> {
    if look.template.is_empty() && look.logo.is_empty() {
        return Ok(None);
    }
    let (material, setting) = app.material(Asked::default())?;
    let paper = compose::register(&material.register, &setting);
    match bellwether_press::try_look(&paper, &look.template, &look.logo) {
        Ok(()) => Ok(None),
        Err(WriteError::Pdf(problem)) => Ok(Some(in_words(&problem))),
        Err(error) => Err(error.into()),
    }
}
