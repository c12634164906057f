//! POST /settings/body: keeps what the body says of itself.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use bellwether_app::App;

use super::{
    blocking,
    settings::{Forms, Kept, Sent, kept},
};
use crate::{
    error::Failure,
    form::{body::BodyTyped, said},
};

/// Keeps what the body says of itself and leads back; or shows the form again with what is to be
/// put right.
///
/// # Errors
/// When the register cannot be read or written.
pub async fn send(State(app): State<Arc<App>>, form: String) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let sent = Sent::read(app, &form)?;
        let typed = BodyTyped::read(&sent.form);
        let kept = set(app, &sent, &typed);
        sent.answer(app, kept, |forms| Forms { body: typed, ..forms })
    })
    .await
}

fn set(app: &App, sent: &Sent, typed: &BodyTyped) -> Kept {
    let body = typed.body().map_err(Ok)?;
    let today = sent.snapshot.timeline.today;
    let authority = said(today, &typed.who, &typed.reason).map_err(Ok)?;
    kept(app.set_body(&body, sent.began, &authority))
}
