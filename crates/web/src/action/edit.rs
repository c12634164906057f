//! GET /risks/{ref}/edit: the form. POST: changes, closes or puts back the risk.

use std::sync::Arc;

use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use bellwether_app::{
    App,
    edit::{Began, By, Edit, EditError, EditForm, Edited},
};
use bellwether_domain::{Date, Risk, diff::diff_risks};
use bellwether_history::Standing;

use super::{blocking, edit_json, frame, issue, understood};
use crate::{
    error::Failure,
    form::edit::Fields,
    key::key,
    page::edit::{Answer, EditPage, Subject, edit},
    view::{Back, Frame, Page, address},
};

/// The form, or what a change begins from as JSON where the address ends so.
///
/// # Errors
/// When no risk has the number, or the register cannot be read.
pub async fn page(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut query = address::Query::parse(query.as_deref().unwrap_or_default());
        let as_at = query.date("as-at");
        let back = query.get(Back::NAME).and_then(Back::read);
        understood(&query)?;
        let form = app.edit_form(&reference, as_at)?;
        let by = By {
            effective: form.effective,
            until_next: false,
            ahead: false,
            off_scale: false,
            who: String::new(),
            reason: String::new(),
        };
        let risk = Arc::clone(&form.version.risk);
        let began = form.began();
        let around = Around::of(form, back, vec![]);
        Ok(show(&around, began, &risk, &by, Answer::Fresh, 0).into_response())
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
    let by = fields.by(form.effective)?;
    let back = fields.get(Back::NAME).and_then(Back::read);
    let around = &Around::of(form, back, fields.answers());
    let (form, frame) = (&around.form, &around.frame);
    let id = form.version.id;
    let turned = match fields.get("do") {
        Some("close") => Some(app.close(id, &by)),
        Some("reopen") => Some(app.reopen(id, &by)),
        _ => None,
    };
    if let Some(turned) = turned {
        let risk = Arc::clone(&form.version.risk);
        return match turned {
            Ok(edited) => saved(app, reference, &edited, by.effective, frame),
            Err(error) => refused(around, form.began(), &risk, &by, error),
        };
    }
    fields.decide();
    let began = fields.began()?;
    let seen = match app.version(id, began) {
        Ok(seen) => seen,
        Err(EditError::App(error)) => return Err(error.into()),
        Err(error) => return Err(Failure::Address(vec![error.to_string()])),
    };
    let risk = fields.risk(&seen.risk, by.effective);
    let edit = Edit { id, began, risk, by };
    let doubts = fields.doubts(&seen.risk);
    if !doubts.is_empty() && fields.get("do") != Some("more") {
        let page = show(around, began, &edit.risk, &edit.by, Answer::Asked(&doubts), 0);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    match fields.get("do") {
        Some("more") => {
            Ok(show(around, began, &edit.risk, &edit.by, Answer::Fresh, 1).into_response())
        }
        Some("look") => match app.preview_edit(&edit) {
            Ok(risk) => {
                let answer = Answer::Preview(diff_risks(&seen.risk, &risk));
                Ok(show(around, began, &risk, &edit.by, answer, 0).into_response())
            }
            Err(error) => refused(around, began, &edit.risk, &edit.by, error),
        },
        _ => match app.edit(&edit) {
            Ok(edited) => saved(app, reference, &edited, edit.by.effective, frame),
            Err(error) => refused(around, began, &edit.risk, &edit.by, error),
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
    by: &By,
    error: EditError,
) -> Result<Response, Failure> {
    let status = edit_json::status(&error);
    let page = match error {
        EditError::App(error) => return Err(error.into()),
        EditError::Invalid(problems) => {
            show(around, began, risk, by, Answer::Problems(&problems), 0)
        }
        EditError::Conflict(overtaken) => {
            show(around, began, &overtaken.merged, by, Answer::Overtaken(&overtaken), 0)
        }
        EditError::Later { next, .. } => show(around, began, risk, by, Answer::Later(next), 0),
        EditError::Ahead { today, .. } => show(around, began, risk, by, Answer::Ahead(today), 0),
        EditError::OffScale { .. } => {
            show(around, began, risk, by, Answer::OffScale(error.to_string()), 0)
        }
        other => show(around, began, risk, by, Answer::Declined(other.to_string()), 0),
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
    by: &By,
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
        by,
        answer,
        // A risk with no actions is offered the first.
        spare: spare.max(usize::from(risk.actions.is_empty())),
        answers: &around.answers,
    };
    edit(&around.frame, &issue(&form.snapshot), &page)
}
