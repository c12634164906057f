//! GET /erase: what words or which file are to be erased. POST /erase/plan: what would go. POST
//! /erase: erases it. The words are sent in bodies alone, so that they stand in no address.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{
    App, AppError,
    erase::{ErasureError, ErasurePlan},
};
use bellwether_history::{CommitError, Seq, Words};
use maud::Markup;

use super::{frame, publish, settings::back};
use crate::{
    desk::{Desk, Posted, nothing},
    error::Failure,
    form::Byline,
    page::{
        self,
        erase::{Beside, Form, Step},
    },
    view::{Page, address::Query},
};

/// How many words or phrases are looked for at a time: each goes through the whole record.
pub(crate) const MOST_WORDS: usize = 20;

/// The form that asks what is to go.
///
/// # Errors
/// When the register cannot be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    desk.answer(nothing, |app, _, ()| show(app, &Form::default(), &Step::Ask, &[])).await
}

/// What would go, with the form that says why; or the first form again with what is to be put right.
///
/// # Errors
/// When the register cannot be read.
pub async fn plan(posted: Posted) -> Result<Response, Failure> {
    posted
        .act(nothing, |app, form, ()| {
            let form = typed(form);
            match planned(app, &form)? {
                Ok(plan) => Ok(show(app, &form, &Step::Confirm(&plan), &[])?.into_response()),
                Err(problem) => again(app, &form, &Step::Ask, &[problem]),
            }
        })
        .await
}

/// Erases what was shown and leads to the journal; or shows the form again with what is to be put
/// right.
///
/// # Errors
/// When the register cannot be read or written.
pub async fn send(posted: Posted) -> Result<Response, Failure> {
    posted
        .act(nothing, |app, form, ()| {
            let form = typed(form);
            let plan = match planned(app, &form)? {
                Ok(plan) => plan,
                Err(problem) => return again(app, &form, &Step::Ask, &[problem]),
            };
            let confirm = Step::Confirm(&plan);
            let authority = match form.by.said(app.today()?) {
                Ok(authority) => authority,
                Err(problems) => return again(app, &form, &confirm, &problems),
            };
            // What the reader saw is what goes, or nothing.
            if form.head.parse() != Ok(plan.erasable.head) {
                return again(app, &form, &confirm, &[CommitError::Moved.to_string()]);
            }
            let author = app.author(authority);
            match author.erase(&plan, &form.right) {
                Ok(mut erased) => {
                    let seq = erased.committed.seq;
                    erased.left.extend(publish::renew(&author, &plan.erasing.words, seq));
                    if erased.left.is_empty() {
                        return Ok(back("/history", None, &[], seq));
                    }
                    let done = Step::Done(seq, &erased.left);
                    Ok(show(app, &Form::default(), &done, &[])?.into_response())
                }
                Err(error) => {
                    let problem = told(error)?;
                    again(app, &form, &confirm, &[problem])
                }
            }
        })
        .await
}

fn typed(query: &Query) -> Form {
    let own = |name: &str| query.get(name).unwrap_or_default().to_owned();
    Form {
        words: own("words"),
        entry: own("entry"),
        right: own("right"),
        by: Byline::read(|name| query.get(name)),
        head: own("head"),
    }
}

/// What would go; or, in a sentence, why it cannot.
fn planned(app: &App, form: &Form) -> Result<Result<ErasurePlan, String>, Failure> {
    let lines = form.words.lines().filter(|line| !line.trim().is_empty());
    let words: Vec<Words> = match lines.map(str::parse::<Words>).collect::<Result<_, _>>() {
        Ok(words) => words,
        Err(problem) => return Ok(Err(problem.to_string())),
    };
    if words.len() > MOST_WORDS {
        return Ok(Err(format!("give at most {MOST_WORDS} lines of words at a time")));
    }
    let numbers = form.entry.split([',', ' ', ';']).filter(|number| !number.is_empty());
    let entry = |number: &str| {
        let read = number.parse().map(Seq);
        read.map_err(|_| format!("“{number}” is no number of a journal entry"))
    };
    let entries = match numbers.map(entry).collect::<Result<Vec<Seq>, String>>() {
        Ok(entries) => entries,
        Err(problem) => return Ok(Err(problem)),
    };
    if words.is_empty() && entries.is_empty() {
        return Ok(Err("say what is to be erased: words, or the entry that brought a file".into()));
    }
    match app.plan_erasure(words, &entries) {
        Ok(plan) => Ok(Ok(plan)),
        Err(error) => told(error).map(Err),
    }
}

/// What whoever asked can put right, in a sentence; anything else is a failure.
fn told(error: ErasureError) -> Result<String, Failure> {
    match error {
        ErasureError::App(AppError::Commit(
            error @ (CommitError::NothingToErase
            | CommitError::OwnWord { .. }
            | CommitError::ErasedAgain
            | CommitError::Moved),
        )) => Ok(error.to_string()),
        ErasureError::App(error) => Err(error.into()),
        other => Ok(other.to_string()),
    }
}

fn again(
    app: &App,
    form: &Form,
    step: &Step<'_>,
    problems: &[String],
) -> Result<Response, Failure> {
    let page = show(app, form, step, problems)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn show(app: &App, form: &Form, step: &Step<'_>, problems: &[String]) -> Result<Markup, Failure> {
    let snapshot = app.snapshot(None, None)?;
    let frame = frame(&snapshot, Page::History, "/erase".to_owned(), vec![]);
    let past = match step {
        Step::Ask => page::retention::past(&frame, &app.past_retention()?),
        _ => Markup::default(),
    };
    let beside = Beside { past: &past, publishes: app.publishes_to().is_some() };
    Ok(page::erase::erase(&frame, form, step, problems, &beside))
}
