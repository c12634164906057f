//! GET /risks/new: the form of a new risk. POST: adds it. The same as JSON: GET /risks/new.json and
//! POST /risks.json.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use bellwether_app::{
    App,
    edit::{AddForm, Added, EditError, Leave},
};
use bellwether_domain::{Date, Risk, diff::diff_risks};
use bellwether_history::{Authority, NoAuthority};
use serde::Deserialize;
use serde_json::json;

use super::{
    blocking,
    edit_json::{Meant, asked, read_owners, refused as refused_json, status},
    frame, issue,
};
use crate::{
    desk::{Desk, nothing},
    error::Failure,
    form::edit::{EditTyped, Fields},
    key::key,
    page::edit::{Answer, EditPage, Subject, edit},
    view::{Back, Frame, Page, address, address::query},
};

/// The empty form.
///
/// # Errors
/// When there is no register yet, or it cannot be read.
pub async fn page(desk: Desk) -> Result<Response, Failure> {
    desk.answer(Back::asked, |app, _, back| {
        let around = Around::of(app.add_form()?, back, vec![]);
        let typed = EditTyped::fresh(around.form.effective);
        Ok(show(&around, &around.form.risk, &typed, Answer::Fresh, 0).into_response())
    })
    .await
}

/// An empty risk in the body's own shape, to send back filled.
///
/// # Errors
/// When there is no register yet, or it cannot be read.
pub async fn json(desk: Desk) -> Result<Response, Failure> {
    desk.answer(nothing, |app, _, ()| {
        let form = app.add_form()?;
        Ok(super::json(json!({ "effective": form.effective, "risk": form.risk })))
    })
    .await
}

/// Adds the risk and leads to it; or shows the form again with what is to be put right.
///
/// # Errors
/// When the form is not ours, or the register cannot be read or written.
pub async fn send(State(app): State<Arc<App>>, body: String) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let form = app.add_form()?;
        let fields = Fields::parse(&body).of(&form.snapshot.register);
        let typed = fields.typed(form.effective)?;
        let risk = fields.risk(&form.risk, typed.effective);
        let doubts = fields.doubts(&form.risk);
        let around =
            Around::of(form, fields.get(Back::NAME).and_then(Back::read), fields.answers());
        if !doubts.is_empty() && fields.get("do") != Some("more") {
            let page = show(&around, &risk, &typed, Answer::Asked(&doubts), 0);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        let outcome = match fields.get("do") {
            Some("more") => {
                return Ok(show(&around, &risk, &typed, Answer::Fresh, 1).into_response());
            }
            Some("look") => app.preview_add(&risk, typed.effective).map(|risk| {
                let answer = Answer::Preview(diff_risks(&Risk::default(), &risk));
                show(&around, &risk, &typed, answer, 0).into_response()
            }),
            _ => match make(app, typed.authority(), &risk, typed.leave, typed.effective) {
                Ok(added) => return saved(app, &added, typed.effective, &around.frame),
                Err(error) => Err(error),
            },
        };
        outcome.or_else(|error| refused(&around, &risk, &typed, error))
    })
    .await
}

/// A risk as sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    effective: Option<Date>,
    #[serde(default)]
    ahead: bool,
    #[serde(default)]
    off_scale: bool,
    who: String,
    reason: String,
    risk: Risk,
    #[serde(default)]
    meant: Meant,
}

/// POST /risks.json: the whole risk as it is to be.
///
/// # Errors
/// When the risk cannot be read, or the register not be read or written.
pub async fn send_json(State(app): State<Arc<App>>, body: String) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut sent: Sent = serde_json::from_str(&body).map_err(|error| {
            Failure::Address(vec![format!("The risk cannot be read: {error}.")])
        })?;
        let form = app.add_form()?;
        let register = &form.snapshot.register;
        let doubts = read_owners(register, &mut sent.risk, &Risk::default(), &sent.meant);
        if !doubts.is_empty() {
            return Ok(asked(&doubts));
        }
        let leave = Leave { until_next: false, ahead: sent.ahead, off_scale: sent.off_scale };
        let effective = sent.effective.unwrap_or(form.effective);
        let authority = Authority::read(&sent.who, &sent.reason, effective);
        match make(app, authority, &sent.risk, leave, effective) {
            Ok(added) => {
                let place = place(app, &added, effective, std::iter::empty())?;
                let answer = json!({
                    "id": added.id,
                    "seq": added.edited.committed.map(|committed| committed.seq),
                    "risk": *added.edited.risk,
                });
                Ok((StatusCode::CREATED, [(header::LOCATION, place)], Json(answer)).into_response())
            }
            Err(EditError::App(error)) => Err(error.into()),
            Err(error) => Ok(refused_json(&error, effective)),
        }
    })
    .await
}

/// Adds a risk, or says all that stands in its way.
fn make(
    app: &App,
    authority: Result<Authority, Vec<NoAuthority>>,
    risk: &Risk,
    leave: Leave,
    effective: Date,
) -> Result<Added, EditError> {
    match authority {
        Ok(authority) => app.author(authority).add(risk, leave),
        Err(missing) => Err(EditError::unsigned(&missing, app.preview_add(risk, effective))),
    }
}

/// The address of a risk that was added; one that only begins later is shown as at its day.
fn place(
    app: &App,
    added: &Added,
    effective: Date,
    pairs: impl Iterator<Item = (&'static str, String)>,
) -> Result<String, Failure> {
    let today = app.today()?;
    let ahead = Some(effective).filter(|day| *day > today);
    let snapshot = app.snapshot(ahead, None)?;
    let version = snapshot.find(&added.id.to_string())?;
    let own = address::segment(&key(&snapshot, version));
    let pairs = pairs.chain(ahead.map(|day| ("as-at", day.to_string())));
    Ok(format!("/risks/{own}{}", query(pairs)))
}

fn saved(app: &App, added: &Added, effective: Date, frame: &Frame) -> Result<Response, Failure> {
    let pairs = [("saved", "new".to_owned())].into_iter().chain(frame.back_pair());
    Ok(Redirect::to(&place(app, added, effective, pairs)?).into_response())
}

/// The form again, with what stood in the way.
fn refused(
    around: &Around,
    risk: &Risk,
    typed: &EditTyped,
    error: EditError,
) -> Result<Response, Failure> {
    let status = status(&error);
    let page = match error {
        EditError::App(error) => return Err(error.into()),
        EditError::Invalid(problems) => show(around, risk, typed, Answer::Problems(&problems), 0),
        EditError::Ahead { today, .. } => show(around, risk, typed, Answer::Ahead(today), 0),
        EditError::OffScale { .. } => {
            show(around, risk, typed, Answer::OffScale(error.to_string()), 0)
        }
        other => show(around, risk, typed, Answer::Declined(other.to_string()), 0),
    };
    Ok((status, page).into_response())
}

/// The form with what stands around it.
struct Around {
    form: AddForm,
    /// It leads back to the list that the reader came from.
    frame: Frame,
    /// Whom the form says to be meant by owners that the register does not know.
    answers: Vec<(String, String)>,
}

impl Around {
    fn of(form: AddForm, back: Option<Back>, answers: Vec<(String, String)>) -> Self {
        let frame = frame(&form.snapshot, Page::Register, "/risks/new".to_owned(), vec![]);
        let frame = frame.from_list(back);
        Self { form, frame, answers }
    }
}

fn show(
    around: &Around,
    risk: &Risk,
    typed: &EditTyped,
    answer: Answer<'_>,
    spare: usize,
) -> maud::Markup {
    let spare = spare.max(usize::from(risk.actions.is_empty()));
    let page =
        EditPage { subject: Subject::New, risk, typed, answer, spare, answers: &around.answers };
    edit(&around.frame, &issue(&around.form.snapshot), &page)
}
