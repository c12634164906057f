//! POST /settings/body: keeps what the body says of itself.

use axum::response::Response;
use bellwether_app::App;

use super::settings::{Forms, Kept, Sent, kept};
use crate::{desk::Posted, error::Failure, form::body::BodyTyped};

/// Keeps what the body says of itself and leads back; or shows the form again with what is to be
/// put right.
///
/// # Errors
/// When the register cannot be read or written.
pub async fn send(posted: Posted) -> Result<Response, Failure> {
    posted
        .act(Sent::read, |app, form, sent| {
            let sent = sent.shown(app)?;
            let typed = BodyTyped::read(form);
            let kept = set(app, &sent, &typed);
            sent.answer(app, kept, |forms| Forms { body: typed, ..forms })
        })
        .await
}

fn set(app: &App, sent: &Sent, typed: &BodyTyped) -> Kept {
    let body = typed.body().map_err(Ok)?;
    let today = sent.snapshot.timeline.today;
    let authority = typed.by.said(today).map_err(Ok)?;
    kept(app.author(authority).set_body(&body, sent.began))
}
