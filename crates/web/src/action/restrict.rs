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
use bellwether_domain::{Mark, Restricted};
use bellwether_history::{Entry, Seq};
use maud::Markup;
use serde_json::json;

use super::{
    blocking, frame,
    settings::{back, done, entry},
    understood,
};
use crate::{
    error::Failure,
    form::said,
    page::{self, restrict::Shown},
    view::{Page, address::Query},
    words::in_words,
};

/// What was typed so far.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What is to be marked.
    pub marked: Vec<Restricted>,
    /// Numbers of risks to be marked, as written.
    pub risks: String,
    /// What is to be lifted.
    pub lifted: Vec<Restricted>,
    /// The paragraph relied on.
    pub under: String,
    /// By whom.
    pub who: String,
    /// Why.
    pub reason: String,
}

impl Typed {
    fn read(form: &Query) -> Self {
        let own = |name: &str| form.get(name).unwrap_or_default().to_owned();
        let all = |name: &str| -> Vec<Restricted> { form.all(name).filter_map(read).collect() };
        Self {
            marked: all("mark"),
            risks: own("risks"),
            lifted: all("lift"),
            under: own("under"),
            who: own("who"),
            reason: own("reason"),
        }
    }

    /// The marks with what was typed, or what of it cannot be.
    fn over(&self, snapshot: &Snapshot, known: &[Mark]) -> Result<Vec<Mark>, Vec<String>> {
        let mut marked = self.marked.clone();
        let mut problems = vec![];
        for number in self.risks.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match snapshot.find(number) {
                Ok(version) => marked.push(Restricted::Risk(version.id)),
                Err(error) => problems.push(in_words(&error)),
            }
        }
        if marked.is_empty() && self.lifted.is_empty() && problems.is_empty() {
            problems.push("Tick what is to be marked, or what is to be lifted.".to_owned());
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let stays =
            |mark: &&Mark| !self.lifted.contains(&mark.what) && !marked.contains(&mark.what);
        let mut marks: Vec<Mark> = known.iter().filter(stays).cloned().collect();
        for what in marked {
            if !marks.iter().any(|mark| mark.what == what) {
                marks.push(Mark { what, paragraph: self.under.trim().to_owned() });
            }
        }
        Ok(marks)
    }
}

/// How a form names what can be marked.
pub(crate) fn name(what: &Restricted) -> String {
    match what {
        Restricted::Risk(id) => format!("risk:{id}"),
        Restricted::Action(id) => format!("action:{id}"),
        Restricted::Category(words) => format!("category:{words}"),
        Restricted::Heading(name) => format!("heading:{name}"),
    }
}

fn read(text: &str) -> Option<Restricted> {
    let (kind, name) = text.split_once(':')?;
    Some(match kind {
        "risk" => Restricted::Risk(name.parse().ok()?),
        "action" => Restricted::Action(name.parse().ok()?),
        "category" => Restricted::Category(name.to_owned()),
        "heading" => {
            name.parse::<bellwether_domain::Covered>().ok()?;
            Restricted::Heading(name.to_owned())
        }
        _ => return None,
    })
}

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
        let marks: Vec<_> = marks
            .iter()
            .map(|mark| json!({ "mark": mark, "what": told(&snapshot, &mark.what) }))
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
    let told = marks.marks.iter().map(|mark| told(snapshot, &mark.what)).collect();
    let shown = Shown {
        snapshot,
        risk: risk.map(|risk| snapshot.find(risk).map(|own| (risk, own))).transpose()?,
        marks,
        told,
        typed,
        problems,
        done,
    };
    Ok(page::restrict::restrict(&frame, &shown))
}
