//! GET and POST /checks/waive: sets a finding aside. POST /checks/withdraw: lets it stand again.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{
    App,
    check::Judged,
    read::Snapshot,
    settings::{
        SetError,
        waivers::{Answer, Place},
    },
};
use bellwether_checks::Finding;
use maud::Markup;

use super::{frame, issue, settings::back};
use crate::{
    desk::{Desk, Posted},
    error::Failure,
    form::Byline,
    page::{self, waive::Form},
    view::{Page, address::Query},
    words::in_words,
};

/// For how many days a waiver holds unless another day is given: a quarter.
const DAYS: i64 = 91;

pub(super) fn place(query: &mut Query) -> Place {
    Place {
        rule: query.get("rule").unwrap_or_default().to_owned(),
        risk: query.get("risk").map(str::to_owned),
        action: query.read("action", "the number of an action", |text| text.parse().ok()),
        other_risk: query.get("other").map(str::to_owned),
    }
}

/// The finding at a place, standing or set aside.
fn find<'j>(judged: &'j Judged, place: &Place) -> Option<&'j Finding> {
    let waived = judged.waived.iter().map(|(finding, _)| finding);
    let mut all = judged.findings.iter().chain(waived).map(AsRef::as_ref);
    all.find(|finding| place.holds(finding))
}

/// The form.
///
/// # Errors
/// When no such finding stands, or the register cannot be read.
pub async fn page(desk: Desk) -> Result<Markup, Failure> {
    desk.now(place, |app, snapshot, place| {
        let from = snapshot.as_at;
        let expires = from.saturating_add(jiff::Span::new().days(DAYS));
        let form = Form { expires: expires.to_string(), ..Form::default() };
        show(app, snapshot, &place, &form, None)
    })
    .await
}

fn show(
    app: &App,
    snapshot: &Snapshot,
    place: &Place,
    form: &Form,
    problem: Option<&str>,
) -> Result<Markup, Failure> {
    let judged = app.judge(snapshot)?;
    let finding = find(&judged, place).ok_or_else(gone)?;
    let rule = vec![("rule", place.rule.clone())];
    let frame = frame(snapshot, Page::Checks, "/checks".to_owned(), rule);
    Ok(page::waive::waive(&frame, &issue(snapshot), finding, form, problem))
}

/// Declines a form whose finding is another's by now: a risk or an action that went, or came, gives
/// its number to the next.
fn not_another(
    app: &App,
    snapshot: &Snapshot,
    place: &Place,
    seen: Option<&str>,
) -> Result<(), Failure> {
    let judged = app.judge(snapshot)?;
    let stands = find(&judged, place).map(page::waive::seen);
    match (seen, stands) {
        (Some(seen), Some(stands)) if seen != stands => Err(Failure::Address(vec![
            "The register has changed since this form was shown, and another finding stands in \
             this one’s place. Look at the findings again: nothing was set aside."
                .to_owned(),
        ])),
        _ => Ok(()),
    }
}

fn gone() -> Failure {
    Failure::Address(vec!["No such finding stands on the register as at this date.".to_owned()])
}

/// Sets the finding aside and leads back; or shows the form again with what is to be put right.
///
/// # Errors
/// When no such finding stands, or the register cannot be read or written.
pub async fn send(posted: Posted) -> Result<Response, Failure> {
    let ask = |form: &mut Query| (form.date("as-at"), place(form));
    posted
        .act(ask, |app, query, (as_at, place)| {
            let own = |name: &str| query.get(name).unwrap_or_default().to_owned();
            let whole = query.get("whole") == Some("yes");
            let by = Byline::read(|name| query.get(name));
            let form = Form { by, expires: own("expires"), whole };
            let snapshot = app.snapshot(as_at, None)?;
            not_another(app, &snapshot, &place, query.get("seen"))?;
            let problem = match form.expires.parse() {
                Err(_) => format!("“{}” is not a date: write it as 2018-03-16.", form.expires),
                Ok(expires) => {
                    let answer = Answer { by: form.by.who.clone(), expires, whole };
                    let waived = form
                        .by
                        .said(snapshot.as_at)
                        .map(|authority| app.author(authority).waive(&snapshot, &place, &answer));
                    match waived {
                        Ok(Ok(done)) => {
                            return Ok(back("/checks", as_at, &[("rule", place.rule)], done.seq));
                        }
                        Ok(Err(SetError::App(error))) => return Err(error.into()),
                        Ok(Err(error)) => in_words(&error),
                        Err(problems) => problems.join(" "),
                    }
                }
            };
            let page = show(app, &snapshot, &place, &form, Some(&problem))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        })
        .await
}

/// Lets a finding stand again and leads back.
///
/// # Errors
/// When there is no such waiver, the reason is missing, or the register cannot be written.
pub async fn withdraw(posted: Posted) -> Result<Response, Failure> {
    posted
        .act(
            |form| form.date("as-at"),
            |app, query, as_at| {
                let own = |name: &str| query.get(name).unwrap_or_default();
                let snapshot = app.snapshot(as_at, None)?;
                let by = Byline::read(|name| query.get(name));
                let authority = by.authority(snapshot.as_at).map_err(Failure::Authority)?;
                match app.author(authority).withdraw(own("key")) {
                    Ok(done) => Ok(back("/checks", as_at, &[], done.seq)),
                    Err(SetError::App(error)) => Err(error.into()),
                    Err(error) => Err(Failure::Address(vec![in_words(&error)])),
                }
            },
        )
        .await
}
