//! GET /restricted and /restricted.json: what is not for the public. POST /restricted: marks more of
//! it, or lifts marks, many at once.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
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
use bellwether_history::{Entry, Seq};
use maud::Markup;
use serde_json::json;

use super::{
    blocking, frame, publish,
    settings::{back, done, entry},
    understood,
};
use crate::{
    error::Failure,
    form::{restrict::Typed, said},
    page::{self, restrict::Shown},
    view::{Page, address::Query},
    words::in_words,
};

/// The page; with `risk` that one and its actions first.
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
        let risk = query.get("risk").map(str::to_owned);
        understood(&query)?;
        let (snapshot, done) = (app.snapshot(None, None)?, entry(app, done)?);
        show(app, &snapshot, risk.as_deref(), &Typed::default(), &[], done.as_ref())
    })
    .await
}

/// What is marked, as JSON.
///
/// # Errors
/// When the register cannot be read.
pub async fn json(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    blocking(app, move |app| {
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
pub async fn send(State(app): State<Arc<App>>, form: String) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut form = Query::parse(&form);
        let began = form.read("began", "the number of an entry", |text| text.parse().ok().map(Seq));
        understood(&form)?;
        let risk = form.get("risk").map(str::to_owned);
        let (typed, snapshot, today) =
            (Typed::read(&form), app.snapshot(None, None)?, app.today()?);
        let mut problems = vec![];
        let marks = typed.over(&snapshot, &app.marks(today)?.marks);
        let authority = said(today, &typed.who, &typed.reason);
        match (marks, authority) {
            (Ok(marks), Ok(authority)) => match app.set_marks(&marks, began, &authority) {
                Ok(committed) => {
                    // What everybody may read already is made again.
                    if let Some(problem) = publish::renew(app, &[], committed.seq, &authority) {
                        let problem = format!("The marks were kept, but {problem}.");
                        let typed = Typed::default();
                        let page = show(app, &snapshot, risk.as_deref(), &typed, &[problem], None)?;
                        return Ok(page.into_response());
                    }
                    let risk = risk.map(|risk| ("risk", risk)).into_iter().collect::<Vec<_>>();
                    return Ok(back("/restricted", None, &risk, committed.seq));
                }
                Err(SetError::App(error)) => return Err(error.into()),
                Err(other) => problems.push(in_words(&other)),
            },
            (marks, authority) => {
                problems.extend(marks.err().into_iter().flatten());
                problems.extend(authority.err().into_iter().flatten());
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
