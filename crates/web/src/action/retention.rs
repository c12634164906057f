//! POST /settings/retention: keeps how long what need not be kept for ever is kept.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use bellwether_app::App;

use super::{
    blocking,
    settings::{Forms, Kept, Sent, kept},
};
use crate::{
    error::Failure,
    form::{retention::RetentionTyped, said},
};

/// Keeps the rules and leads back; or shows the form again with what is to be put right.
///
/// # Errors
/// When the register cannot be read or written.
pub async fn send(State(app): State<Arc<App>>, form: String) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let sent = Sent::read(app, &form)?;
        let typed = RetentionTyped::read(&sent.form);
        let kept = set(app, &sent, &typed);
        sent.answer(app, kept, |forms| Forms { retention: typed, ..forms })
    })
    .await
}

fn set(app: &App, sent: &Sent, typed: &RetentionTyped) -> Kept {
    let retention = typed.retention().map_err(Ok)?;
    let today = sent.snapshot.timeline.today;
    let authority = said(today, &typed.who, &typed.reason).map_err(Ok)?;
    kept(app.set_retention(&retention, sent.began, &authority))
}
