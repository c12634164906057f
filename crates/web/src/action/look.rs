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
use bellwether_domain::{Date, Layout};
use bellwether_history::{Entry, Seq};
use bellwether_papers::{
    compose,
    paper::{PageSetup, PageSize},
};
use bellwether_press::pdf::LOOK;
use maud::Markup;
use serde_json::json;

use super::{
    blocking, frame,
    parts::Parts,
    settings::{back, done, entry},
    understood,
};
use crate::{
    error::Failure,
    form::said,
    page::{self, look::Shown},
    view::{Page, address::Query},
    words::in_words,
};

/// What a form may send: a template, a picture and a few words, in bytes.
const MOST: usize = 2 * 1024 * 1024;

/// The sheets that can be chosen, as the form names them.
pub const SHEETS: [(&str, &str, Option<PageSetup>); 5] = [
    ("", "As the table needs: A4 across, else A3 across", None),
    ("a4-across", "A4 across", sheet(PageSize::A4, true)),
    ("a4-upright", "A4 upright", sheet(PageSize::A4, false)),
    ("a3-across", "A3 across", sheet(PageSize::A3, true)),
    ("a3-upright", "A3 upright", sheet(PageSize::A3, false)),
];

const fn sheet(size: PageSize, landscape: bool) -> Option<PageSetup> {
    Some(PageSetup { size, landscape })
}

/// What the form holds, as typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// How papers are to look.
    pub look: Look,
    /// From which day, as typed.
    pub effective: String,
    /// By whom.
    pub who: String,
    /// Why.
    pub reason: String,
}

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
    let shown = Shown { kept, typed, layout: &layout, problems, done };
    page::look::look(&frame, &shown)
}

/// Keeps how papers look and leads back; or shows the form again with what is to be put right.
///
/// # Errors
/// When the form is not ours, or the register cannot be read or written.
pub async fn send(State(app): State<Arc<App>>, form: Multipart) -> Result<Response, Failure> {
    let form = Parts::read(form, MOST, || Failure::AttachmentTooLarge(MOST / 1024 / 1024)).await?;
    blocking(app, move |app| {
        let as_at = form.get("as-at").and_then(|date| date.parse::<Date>().ok());
        let began = form.get("began").and_then(|seq| seq.parse().ok()).map(Seq);
        let snapshot = app.snapshot(as_at, None)?;
        let kept = app.papers_look(Some(When::Date(snapshot.as_at)), None)?;
        let (typed, mut problems) = read(&form, &snapshot.register.layout, &kept.look);
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

/// What was typed, and what of it cannot be.
fn read(form: &Parts, layout: &Layout, kept: &Look) -> (Typed, Vec<String>) {
    let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let mut problems = vec![];
    let template = form.whole("template").unwrap_or_default().replace("\r\n", "\n");
    let is_ours = template.trim().is_empty() || template.trim() == LOOK.trim();
    let mut columns = vec![];
    for column in layout.columns() {
        let place = own(&format!("place-{}", column.of));
        let heading = own(&format!("heading-{}", column.of));
        match place.parse::<u16>() {
            Ok(place) => columns.push((place, (column.of.clone(), heading))),
            Err(_) => problems.push(format!(
                "“{place}” is no place for “{}”: give a number, 1 for the first.",
                column.heading
            )),
        }
    }
    columns.sort_by_key(|(place, _)| *place);
    let columns = columns.into_iter().map(|(_, column)| column).collect();
    let page = SHEETS.into_iter().find(|(name, ..)| *name == own("page"));
    let logo = match (&form.file, form.get("no-logo")) {
        (Some(file), _) => file.bytes.clone(),
        (None, Some(_)) => vec![],
        (None, None) => kept.logo.clone(),
    };
    let look = Look {
        template: if is_ours { String::new() } else { template },
        logo,
        page: page.and_then(|(_, _, page)| page),
        columns: Look::differing(columns, layout),
    };
    let (effective, who, reason) = (own("effective"), own("who"), own("reason"));
    (Typed { look, effective, who, reason }, problems)
}

/// Why the template does not set the register's own paper, where it does not.
fn tried(app: &App, look: &Look) -> Result<Option<String>, Failure> {
    if look.template.is_empty() && look.logo.is_empty() {
        return Ok(None);
    }
    let (material, setting) = app.material(Asked::default())?;
    let paper = compose::register(&material.register, &setting);
    let tried = bellwether_press::try_look(&paper, &look.template, &look.logo);
    Ok(tried.err().map(|problem| in_words(&problem)))
}
