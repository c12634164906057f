//! GET /risks/{ref}/edit: the form. POST: changes, closes or puts back the risk.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use bellwether_app::{
    App,
    edit::{Began, Edit, EditError, EditForm, Edited},
};
use bellwether_domain::{Date, Risk, diff::diff_risks};
use bellwether_history::Standing;

use super::{blocking, edit_json, frame, issue};
use crate::{
    desk::Desk,
    error::Failure,
    form::edit::{EditTyped, Fields},
    key::key,
    page::edit::{Answer, EditPage, Subject, edit},
    view::{Back, Frame, Page, address},
};

/// The form, or what a change begins from as JSON where the address ends so.
///
/// # Errors
/// When no risk has the number, or the register cannot be read.
pub async fn page(Path(reference): Path<String>, desk: Desk) -> Result<Response, Failure> {
    desk.answer(Back::asked, move |app, when, back| {
        let form = app.edit_form(&reference, when.as_at)?;
        let typed = EditTyped::fresh(form.effective);
        let risk = Arc::clone(&form.version.risk);
        let began = form.began();
        let around = Around::of(form, back, vec![]);
        Ok(show(&around, began, &risk, &typed, Answer::Fresh, 0).into_response())
    })
    .await
}

/// Changes the risk and leads to it; or shows the form again with what is to be decided.
///
/// # Errors
/// When the form is not ours, no risk has the number, or the register cannot be read or written.
pub async fn send(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Failure> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_json = kind.is_some_and(|kind| kind.starts_with("application/json"));
    blocking(app, move |app| {
        if is_json { edit_json::send(app, &reference, &body) } else { form(app, &reference, &body) }
    })
    .await
}

fn form(app: &App, reference: &str, body: &str) -> Result<Response, Failure> {
    let form = app.edit_form(reference, None)?;
    let mut fields = Fields::parse(body).of(&form.snapshot.register);
    let typed = &fields.typed(form.effective)?;
    let authority = typed.authority();
    let back = fields.get(Back::NAME).and_then(Back::read);
    let around = &Around::of(form, back, fields.answers());
    let (form, frame) = (&around.form, &around.frame);
    let id = form.version.id;
    let closes = match fields.get("do") {
        Some("close") => Some(true),
        Some("reopen") => Some(false),
        _ => None,
    };
    if let Some(closes) = closes {
        let turned = match authority.map(|authority| app.author(authority)) {
            Ok(author) if closes => author.close(id, typed.leave),
            Ok(author) => author.reopen(id, typed.leave),
            Err(missing) => Err(EditError::unsigned(&missing, Ok(Risk::default()))),
        };
        return match turned {
            Ok(edited) => saved(app, reference, &edited, typed.effective, frame),
            Err(error) => refused(around, form.began(), &form.version.risk, typed, error),
        };
    }
    fields.decide();
    let began = fields.began()?;
    let seen = match app.version(id, began) {
        Ok(seen) => seen,
        Err(EditError::App(error)) => return Err(error.into()),
        Err(error) => return Err(Failure::Address(vec![error.to_string()])),
    };
    let risk = fields.risk(&seen.risk, typed.effective);
    let edit = Edit { id, began, risk, leave: typed.leave };
    let doubts = fields.doubts(&seen.risk);
    if !doubts.is_empty() && fields.get("do") != Some("more") {
        let page = show(around, began, &edit.risk, typed, Answer::Asked(&doubts), 0);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    match fields.get("do") {
        Some("more") => {
            Ok(show(around, began, &edit.risk, typed, Answer::Fresh, 1).into_response())
        }
        Some("look") => match app.preview_edit(&edit, typed.effective) {
            Ok(risk) => {
                let answer = Answer::Preview(diff_risks(&seen.risk, &risk));
                Ok(show(around, began, &risk, typed, answer, 0).into_response())
            }
            Err(error) => refused(around, began, &edit.risk, typed, error),
        },
        _ => match edit_json::make(app, authority, &edit, typed.effective) {
            Ok(edited) => saved(app, reference, &edited, typed.effective, frame),
            Err(error) => refused(around, began, &edit.risk, typed, error),
        },
    }
}

/// Leads to the risk as it stands now.
fn saved(
    app: &App,
    reference: &str,
    edited: &Edited,
    effective: Date,
    frame: &Frame,
) -> Result<Response, Failure> {
    // A change that only holds from a later day is shown as at that day.
    let today = app.today()?;
    let ahead = Some(effective).filter(|day| *day > today);
    let snapshot = app.snapshot(ahead, None)?;
    let own = edited.risk.reference.as_deref().unwrap_or(reference);
    let version = snapshot.find(own).or_else(|_| snapshot.find(reference))?;
    let note = match (edited.committed, edited.merged) {
        (None, _) => "same",
        (Some(_), true) => "merged",
        (Some(_), false) => "yes",
    };
    let pairs = [("saved", note.to_owned())].into_iter().chain(frame.back_pair());
    let pairs = pairs.chain(ahead.map(|day| ("as-at", day.to_string())));
    let path = format!("/risks/{}", address::segment(&key(&snapshot, version)));
    Ok(Redirect::to(&format!("{path}{}", address::query(pairs))).into_response())
}

/// The form again, with what stood in the way.
fn refused(
    around: &Around,
    began: Began,
    risk: &Risk,
    typed: &EditTyped,
    error: EditError,
) -> Result<Response, Failure> {
    let status = edit_json::status(&error);
    let page = match error {
        EditError::App(error) => return Err(error.into()),
        EditError::Invalid(problems) => {
            show(around, began, risk, typed, Answer::Problems(&problems), 0)
        }
        EditError::Conflict(overtaken) => {
            show(around, began, &overtaken.merged, typed, Answer::Overtaken(&overtaken), 0)
        }
        EditError::Later { next, .. } => show(around, began, risk, typed, Answer::Later(next), 0),
        EditError::Ahead { today, .. } => show(around, began, risk, typed, Answer::Ahead(today), 0),
        EditError::OffScale { .. } => {
            show(around, began, risk, typed, Answer::OffScale(error.to_string()), 0)
        }
        other => show(around, began, risk, typed, Answer::Declined(other.to_string()), 0),
    };
    Ok((status, page).into_response())
}

/// The form with what stands around it.
struct Around {
    form: EditForm,
    /// It leads back to the list that the reader came from.
    frame: Frame,
    /// Whom the form says to be meant by owners that the register does not know.
    answers: Vec<(String, String)>,
}

impl Around {
    fn of(form: EditForm, back: Option<Back>, answers: Vec<(String, String)>) -> Self {
        let key = key(&form.snapshot, &form.version);
        let path = format!("/risks/{}/edit", address::segment(&key));
        let frame = frame(&form.snapshot, Page::Register, path, vec![]).from_list(back);
        Self { form, frame, answers }
    }
}

fn show(
    around: &Around,
    began: Began,
    risk: &Risk,
    typed: &EditTyped,
    answer: Answer<'_>,
    spare: usize,
) -> maud::Markup {
    let form = &around.form;
    let key = key(&form.snapshot, &form.version);
    let place = form.snapshot.view.risks.iter().position(|other| other.id == form.version.id);
    let number = match (&form.version.risk.reference, place) {
        (Some(own), _) => own.clone(),
        (None, Some(place)) => format!("#{}", place + 1),
        (None, None) => String::new(),
    };
    let page = EditPage {
        subject: Subject::Risk {
            key,
            number,
            began,
            closed: form.version.standing == Standing::Closed,
        },
        risk,
        typed,
        answer,
        // A risk with no actions is offered the first.
        spare: spare.max(usize::from(risk.actions.is_empty())),
        answers: &around.answers,
    };
    edit(&around.frame, &issue(&form.snapshot), &page)
}
