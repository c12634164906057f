//! A change to a risk as JSON: what it begins from, and what came of it.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use bellwether_app::{
    App,
    edit::{Began, By, Edit, EditError},
};
use bellwether_domain::{Date, Risk};
use bellwether_history::Seq;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{blocking, edit::status};
use crate::error::Failure;

/// GET /risks/{ref}/edit.json: the risk, and the version that a change to it has to name.
///
/// # Errors
/// When no risk has the number, or the register cannot be read.
pub async fn json(
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let form = app.edit_form(&reference, None)?;
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
    who: String,
    reason: String,
    risk: Risk,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentBegan {
    seq: Seq,
    as_at: Date,
}

/// POST /risks/{ref}/edit with JSON: the whole risk as it is to be.
pub(super) fn send(app: &App, reference: &str, body: &str) -> Result<Response, Failure> {
    let sent: Sent = serde_json::from_str(body)
        .map_err(|error| Failure::Address(vec![format!("The change cannot be read: {error}.")]))?;
    let form = app.edit_form(reference, None)?;
    let edit = Edit {
        id: form.version.id,
        began: Began { seq: sent.began.seq, as_at: sent.began.as_at },
        risk: sent.risk,
        by: By {
            effective: sent.effective.unwrap_or(form.effective),
            until_next: sent.until_next,
            ahead: sent.ahead,
            who: sent.who,
            reason: sent.reason,
        },
    };
    match app.edit(&edit) {
        Ok(edited) => Ok(super::json(json!({
            "seq": edited.committed.map(|committed| committed.seq),
            "merged": edited.merged,
            "until": edited.until,
            "risk": *edited.risk,
        }))),
        Err(error) => {
            Ok((status(&error), Json(refusal(&error, edit.by.effective))).into_response())
        }
    }
}

pub(super) fn refusal(error: &EditError, effective: Date) -> Value {
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
