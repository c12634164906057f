//! A change to a risk as JSON: what it begins from, and what came of it.

use std::{cell::LazyCell, collections::BTreeMap, sync::Arc};

use axum::{extract::Path, http::StatusCode, response::Response};
use bellwether_app::{
    App, AppError,
    edit::{
        Began, Edit, EditError, Edited, Leave,
        owners::{Doubt, Owners},
    },
};
use bellwether_domain::{Date, Register, Risk};
use bellwether_history::{Authority, NoAuthority, Seq};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, nothing},
    error::Failure,
    shape::Declined,
};

/// GET /risks/{ref}/edit.json: the risk, and the version that a change to it has to name.
///
/// # Errors
/// When no risk has the number, or the register cannot be read.
pub async fn json(Path(reference): Path<String>, desk: Desk) -> Result<Response, Failure> {
    desk.answer(nothing, move |app, when, ()| {
        let form = app.edit_form(&reference, when.as_at)?;
        let began = form.began();
        Ok(super::json(json!({
            "id": form.version.id,
            "standing": form.version.standing,
            "began": { "seq": began.seq, "as_at": began.as_at },
            "effective": form.effective,
            "risk": *form.version.risk,
        })))
    })
    .await
}

/// A change as sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    began: SentBegan,
    effective: Option<Date>,
    #[serde(default)]
    until_next: bool,
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

/// Who is meant by owners whom the register does not know, by what was sent.
pub(super) type Meant = BTreeMap<String, String>;

/// Reads the owners that were sent as the form reads what is typed: parted, and named as the register
/// names them; those that `seen` has stay as they are. Gives those of whom the register does not say
/// who they are.
pub(super) fn read_owners(
    register: &Register,
    risk: &mut Risk,
    seen: &Risk,
    meant: &Meant,
) -> Vec<Doubt> {
    let known = LazyCell::new(|| Owners::of(register));
    let stood: Vec<&Vec<String>> =
        std::iter::once(&seen.owners).chain(seen.actions.iter().map(|a| &a.owners)).collect();
    let mut doubts: Vec<Doubt> = vec![];
    let acting = risk.actions.iter_mut().map(|action| &mut action.owners);
    for sent in std::iter::once(&mut risk.owners).chain(acting) {
        if stood.contains(&&*sent) {
            continue;
        }
        let mut owners: Vec<String> = vec![];
        for typed in sent.iter().map(|text| known.read(text)) {
            for owner in typed.owners {
                let doubt = typed.doubts.iter().find(|doubt| doubt.typed == owner);
                let answer = doubt.and_then(|doubt| meant.get(&doubt.typed));
                doubts
                    .extend(doubt.filter(|own| answer.is_none() && !doubts.contains(own)).cloned());
                let owner = answer.cloned().unwrap_or(owner);
                if !owners.contains(&owner) {
                    owners.push(owner);
                }
            }
        }
        *sent = owners;
    }
    doubts
}

/// Asks about owners whom the register does not know.
pub(super) fn asked(doubts: &[Doubt]) -> Response {
    let offer = |(owner, words): &(String, String)| json!({ "owner": owner, "words": words });
    let doubt = |doubt: &Doubt| {
        let offered: Vec<Value> = doubt.offered.iter().map(offer).collect();
        json!({ "typed": doubt.typed, "offered": offered })
    };
    let all: Vec<Value> = doubts.iter().map(doubt).collect();
    let error = "the register does not know some of the owners: say under “meant” who each is, \
                 such as {\"XY\": \"XY\"} where it is right as it stands";
    Declined::of(StatusCode::UNPROCESSABLE_ENTITY, json!({ "error": error, "doubts": all }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentBegan {
    seq: Seq,
    as_at: Date,
}

/// POST /risks/{ref}/edit with JSON: the whole risk as it is to be.
pub(super) fn send(app: &App, reference: &str, body: &str) -> Result<Response, Failure> {
    let mut sent: Sent = serde_json::from_str(body)
        .map_err(|error| Failure::Address(vec![format!("The change cannot be read: {error}.")]))?;
    let form = app.edit_form(reference, None)?;
    let began = Began { seq: sent.began.seq, as_at: sent.began.as_at };
    // What it began from is not needed where it is not there any more: the edit says so.
    let seen = app.version(form.version.id, began).map(|version| Arc::clone(&version.risk));
    let seen = seen.unwrap_or_default();
    let doubts = read_owners(&form.snapshot.register, &mut sent.risk, &seen, &sent.meant);
    if !doubts.is_empty() {
        return Ok(asked(&doubts));
    }
    let edit = Edit {
        id: form.version.id,
        began,
        risk: sent.risk,
        leave: Leave { until_next: sent.until_next, ahead: sent.ahead, off_scale: sent.off_scale },
    };
    let effective = sent.effective.unwrap_or(form.effective);
    let authority = Authority::read(&sent.who, &sent.reason, effective);
    match make(app, authority, &edit, effective) {
        Ok(edited) => Ok(super::json(json!({
            "seq": edited.committed.map(|committed| committed.seq),
            "merged": edited.merged,
            "until": edited.until,
            "risk": *edited.risk,
        }))),
        Err(error) => Ok(refused(&error, effective)),
    }
}

/// Makes an edit, or says all that stands in its way.
pub(super) fn make(
    app: &App,
    authority: Result<Authority, Vec<NoAuthority>>,
    edit: &Edit,
    effective: Date,
) -> Result<Edited, EditError> {
    match authority {
        Ok(authority) => app.author(authority).edit(edit),
        Err(missing) => Err(EditError::unsigned(&missing, app.preview_edit(edit, effective))),
    }
}

/// How a refusal is said over HTTP.
pub(super) fn status(error: &EditError) -> StatusCode {
    match error {
        EditError::Invalid(_) | EditError::BeforeRisk { .. } | EditError::NoSuchVersion => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        EditError::Conflict(_)
        | EditError::Later { .. }
        | EditError::Ahead { .. }
        | EditError::OffScale { .. }
        | EditError::Closed { .. } => StatusCode::CONFLICT,
        EditError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        EditError::App(AppError::NoSuchRisk { .. }) => StatusCode::NOT_FOUND,
        EditError::App(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A refusal as a problem.
pub(super) fn refused(error: &EditError, effective: Date) -> Response {
    Declined::of(status(error), refusal(error, effective))
}

fn refusal(error: &EditError, effective: Date) -> Value {
    let message = error.to_string();
    match error {
        EditError::Invalid(problems) => json!({ "error": message, "problems": problems }),
        EditError::Conflict(overtaken) => json!({
            "error": message,
            "conflicts": overtaken.conflicts,
            "by": overtaken.entry.as_ref().map(|entry| &entry.actor),
            "reason": overtaken.entry.as_ref().map(|entry| &entry.reason),
            "began": { "seq": overtaken.stands.seq, "as_at": effective },
            "merged": overtaken.merged,
        }),
        EditError::Ahead { today, .. } => json!({ "error": message, "today": today }),
        EditError::Later { next, .. } => json!({ "error": message, "next": next }),
        _ => json!({ "error": message }),
    }
}
