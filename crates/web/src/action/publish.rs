//! GET /seals/{seq}/publish: what of a seal is published, and what would be. POST: publishes it, or
//! withdraws it, in the folder that the program was given. What an erasure takes out of the record
//! goes from there, too.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

use axum::{
    extract::Path as Part,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use bellwether_app::{
    App, AppError, Author,
    publish::ToPublish,
    settings::{
        SetError,
        publication::{Papers, Publication},
    },
};
use bellwether_history::{Seq, Words};
use bellwether_papers::compose;
use bellwether_press::publication::{self, Folder, Issue, Made, Source};
use maud::Markup;

use super::{csv, frame};
use crate::{
    desk::{Desk, Posted, nothing},
    error::Failure,
    form::Byline,
    page::{
        self,
        publish::{Done, Publishing, Typed},
    },
    view::{Page, address::Query},
};

/// One writes at a time: publications share the folder and its list.
static WRITING: Mutex<()> = Mutex::new(());

/// The page.
///
/// # Errors
/// When there is no such seal, or the register or the folder cannot be read.
pub async fn page(Part(seal): Part<String>, desk: Desk) -> Result<Markup, Failure> {
    let done = |query: &mut Query| {
        query.read("done", "published or withdrawn", |text| match text {
            "published" => Some(Done::Published),
            "withdrawn" => Some(Done::Withdrawn),
            _ => None,
        })
    };
    desk.answer(done, move |app, _, done| show(app, seq(&seal)?, &Typed::default(), done, None))
        .await
}

/// Publishes or withdraws and leads back; or shows the page again with what stands in the way.
///
/// # Errors
/// When there is no such seal, the program was given no folder, or the register cannot be read.
pub async fn send(Part(seal): Part<String>, posted: Posted) -> Result<Response, Failure> {
    posted
        .act(nothing, move |app, form, ()| {
            let seal = seq(&seal)?;
            let own = |name: &str| form.get(name).unwrap_or_default().trim().to_owned();
            let typed = Typed { licence: own("licence"), why: own("why"), who: own("who") };
            let withdraws = form.get("withdraw").is_some();
            let root = app.publishes_to().ok_or(Failure::NothingPublished)?;
            let of = app.to_publish(seal)?;
            let made = if !withdraws {
                let licence = Some(typed.licence.clone()).filter(|words| !words.is_empty());
                all(&of, licence)?
            } else if typed.why.is_empty() {
                let problem =
                    "Say why it is withdrawn: the reason stands in the place of the papers.";
                return again(app, seal, &typed, problem.to_owned());
            } else {
                publication::withdrawn(source(&of), app.today()?, typed.why.clone())
            };
            let made = made.ok_or(Failure::NoPage)?;
            let why = if withdraws { typed.why.as_str() } else { "Published for everybody" };
            let by = Byline { who: typed.who.clone(), reason: why.to_owned() };
            let author = match by.said(app.today()?) {
                Ok(authority) => app.author(authority),
                Err(problems) => return again(app, seal, &typed, problems.join(" ")),
            };
            made.remarks.iter().for_each(|remark| eprintln!("publication: {remark}"));
            match put(root, &made, || note(&author, &made.issue)) {
                Ok(_) => {
                    let done = if withdraws { "withdrawn" } else { "published" };
                    Ok(Redirect::to(&format!("/seals/{seal}/publish?done={done}")).into_response())
                }
                Err(Problem(problem)) => again(app, seal, &typed, format!("{problem}.")),
            }
        })
        .await
}

/// Makes all that is published again, without the words that an entry erased; what could not be done
/// is a sentence.
pub(super) fn renew(author: &Author<'_>, words: &[Words], erased: Seq) -> Option<String> {
    let root = author.publishes_to()?;
    let clean = |text: &str| match words.iter().any(|words| words.stand_in(text)) {
        true => format!("[erased by entry {erased}]"),
        false => text.to_owned(),
    };
    let _one = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let renewed = Folder::at(root).renew(|before| -> Result<Option<Made>, Problem> {
        let Some(of) = of_today(author, before)? else { return Ok(None) };
        match &before.withdrawn {
            Some(old) => Ok(publication::withdrawn(source(&of), old.on, clean(&old.why))),
            None => Ok(all(&of, before.licence.as_deref().map(clean))?),
        }
    });
    let noted = renewed.and_then(|written| {
        written.iter().try_for_each(|placed| note(author, &placed.issue)).map_err(Problem::from)
    });
    noted.err().map(|Problem(problem)| format!("what is published may hold it still: {problem}"))
}

/// Why what is published was not made again, in words.
struct Problem(String);

impl<E: std::fmt::Display> From<E> for Problem {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// What is there to be published of the seal of an issue today; `None` where it is none of this
/// register's.
fn of_today(app: &App, before: &Issue) -> Result<Option<ToPublish>, AppError> {
    let Ok(seal) = u32::try_from(before.entry) else { return Ok(None) };
    match app.to_publish(Seq(seal)) {
        Ok(of) => {
            Ok(publication::of(source(&of)).filter(|own| own.is_of_the_seal_of(before)).map(|_| of))
        }
        Err(AppError::NoSuchSeal(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn put(
    root: &Path,
    made: &Made,
    note: impl FnOnce() -> Result<(), SetError>,
) -> Result<String, Problem> {
    let _one = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    Folder::at(root).put_when(made, || Ok(note()?))
}

/// Says in the journal what is put out, or taken back.
fn note(author: &Author<'_>, issue: &Issue) -> Result<(), SetError> {
    let Ok(seal) = u32::try_from(issue.entry) else { return Ok(()) };
    let sums = issue.withdrawn.is_none().then(|| publication::digest(issue.sums().as_bytes()));
    let papers = if sums.is_some() { Papers::Published } else { Papers::Withdrawn };
    author.note_publication(Seq(seal), &Publication { papers, sums })
}

fn source(of: &ToPublish) -> Source<'_> {
    Source {
        material: &of.material,
        setting: &of.setting,
        pack: &of.pack,
        template: &of.look.template,
        logo: &of.look.logo,
    }
}

fn all(
    of: &ToPublish,
    licence: Option<String>,
) -> Result<Option<Made>, bellwether_papers::format::WriteError> {
    let as_at = of.material.register.as_at;
    publication::make(source(of), licence, |text| csv::again(text, as_at))
}

fn again(app: &App, seal: Seq, typed: &Typed, problem: String) -> Result<Response, Failure> {
    let page = show(app, seal, typed, None, Some(problem))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn show(
    app: &App,
    seal: Seq,
    typed: &Typed,
    done: Option<Done>,
    mut problem: Option<String>,
) -> Result<Markup, Failure> {
    let of = app.to_publish(seal)?;
    let issue = publication::of(source(&of)).ok_or(Failure::NoPage)?;
    let before = match app.published().map(|root| Folder::at(root).of_seal(&issue)) {
        Some(Ok(placed)) => placed,
        Some(Err(error)) => {
            problem.get_or_insert(format!("{error}."));
            None
        }
        None => None,
    };
    let snapshot = app.snapshot(None, None)?;
    let frame = frame(&snapshot, Page::History, format!("/seals/{seal}/publish"), vec![]);
    let publishing = Publishing {
        seal,
        issue: &issue,
        risks: of.material.register.risks.len(),
        left_out: of.setting.left_out.as_deref().map(compose::left_out),
        before: before.as_ref(),
        may_write: app.publishes_to().is_some(),
        typed,
        done,
        problem: problem.as_deref(),
    };
    Ok(page::publish::publish(&frame, &publishing))
}

fn seq(seal: &str) -> Result<Seq, Failure> {
    seal.parse().map(Seq).map_err(|_| Failure::NoPage)
}
