//! GET /settings/look and /settings/look.json: how papers look. POST /settings/look: keeps it, once
//! the body's own template has set a paper.

use std::sync::Arc;

use axum::{
    extract::{Multipart, State},
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
};
use crate::{
    desk::{Desk, nothing},
    error::Failure,
    form::{
        look::{Typed, read},
        parts::Parts,
    },
    page::{self, look::Shown},
    view::Page,
    words::in_words,
};

/// What a form may send: a template, a picture and a few words, in bytes.
const MOST: usize = 2 * 1024 * 1024;

/// The page.
///
/// # Errors
/// When the address cannot be understood, or the register cannot be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    desk.now(done, |app, snapshot, done| {
        let done = entry(app, done)?;
        let kept = app.papers_look(Some(When::Date(snapshot.as_at)), None)?;
        let effective = snapshot.as_at.to_string();
        let typed = Typed { look: kept.look.clone(), effective, ..Typed::default() };
        Ok(show(snapshot, &kept, &typed, &[], done.as_ref()))
    })
    .await
}

/// What is kept, as JSON.
///
/// # Errors
/// When the address cannot be understood, or the register cannot be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.answer(nothing, |app, when, ()| {
        let kept = app.papers_look(when.as_at.map(When::Date), when.known)?;
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
            Ok(effective) => match typed.by.said(effective) {
                Err(own) => problems.extend(own),
                Ok(authority) if problems.is_empty() => match tried(app, &typed.look)? {
                    Some(problem) => problems.push(problem),
                    None => match app.author(authority).set_look(&typed.look, began) {
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
