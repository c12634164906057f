//! GET /restricted and /restricted.json: what is not for the public. POST /restricted: marks more of
//! it, or lifts marks, many at once.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{
    App,
    read::Snapshot,
    settings::{
        SetError,
        restricted::{Marks, told},
    },
};
use bellwether_history::Entry;
use maud::Markup;
use serde_json::json;

use super::{
    frame, publish,
    settings::{back, began, done, entry},
};
use crate::{
    desk::{Desk, Posted, nothing},
    error::Failure,
    form::restrict::Typed,
    page::{self, restrict::Shown},
    view::{Page, address::Query},
    words::in_words,
};

/// The page; with `risk` that one and its actions first.
///
/// # Errors
/// When the address cannot be understood, or the register cannot be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    let ask = |query: &mut Query| (done(query), query.get("risk").map(str::to_owned));
    desk.answer(ask, |app, _, (done, risk)| {
        let (snapshot, done) = (app.snapshot(None, None)?, entry(app, done)?);
        show(app, &snapshot, risk.as_deref(), &Typed::default(), &[], done.as_ref())
    })
    .await
}

/// What is marked, as JSON.
///
/// # Errors
/// When the register cannot be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.answer(nothing, |app, _, ()| {
        let snapshot = app.snapshot(None, None)?;
        let Marks { marks, seq } = app.marks(app.today()?)?;
        let evidence = app.evidence()?;
        let marks: Vec<_> = marks
            .iter()
            .map(|mark| json!({ "mark": mark, "what": told(&snapshot, &evidence, &mark.what) }))
            .collect();
        Ok(super::json(json!({ "entry": seq, "marks": marks })))
    })
    .await
}

/// Marks and lifts what was ticked, from today on, and leads back; or shows the form again with what
/// is to be put right.
///
/// # Errors
/// When the form is not ours, or the register cannot be read or written.
pub async fn send(posted: Posted) -> Result<Response, Failure> {
    posted
        .act(began, |app, form, began| {
            let risk = form.get("risk").map(str::to_owned);
            let (typed, snapshot, today) =
                (Typed::read(form), app.snapshot(None, None)?, app.today()?);
            let mut problems = vec![];
            let marks = typed.over(&snapshot, &app.marks(today)?.marks);
            match (marks, typed.by.said(today).map(|authority| app.author(authority))) {
                (Ok(marks), Ok(author)) => match author.set_marks(&marks, began) {
                    Ok(committed) => {
                        // What everybody may read already is made again.
                        if let Some(problem) = publish::renew(&author, &[], committed.seq) {
                            let problem = [format!("The marks were kept, but {problem}.")];
                            let typed = Typed::default();
                            let page =
                                show(app, &snapshot, risk.as_deref(), &typed, &problem, None)?;
                            return Ok(page.into_response());
                        }
                        let risk = risk.map(|risk| ("risk", risk)).into_iter().collect::<Vec<_>>();
                        return Ok(back("/restricted", None, &risk, committed.seq));
                    }
                    Err(SetError::App(error)) => return Err(error.into()),
                    Err(other) => problems.push(in_words(&other)),
                },
                (marks, author) => {
                    problems.extend(marks.err().into_iter().flatten());
                    problems.extend(author.err().into_iter().flatten());
                }
            }
            let page = show(app, &snapshot, risk.as_deref(), &typed, &problems, None)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        })
        .await
}

fn show(
    app: &App,
    snapshot: &Snapshot,
    risk: Option<&str>,
    typed: &Typed,
    problems: &[String],
    done: Option<&Entry>,
) -> Result<Markup, Failure> {
    let frame = frame(snapshot, Page::Papers, "/restricted".to_owned(), vec![]);
    let marks = app.marks(app.today()?)?;
    let evidence = app.evidence()?;
    let told = marks.marks.iter().map(|mark| told(snapshot, &evidence, &mark.what)).collect();
    let shown = Shown {
        snapshot,
        risk: risk.map(|risk| snapshot.find(risk).map(|own| (risk, own))).transpose()?,
        marks,
        told,
        evidence,
        typed,
        problems,
        done,
    };
    Ok(page::restrict::restrict(&frame, &shown))
}
