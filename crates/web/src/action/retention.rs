//! POST /settings/retention: keeps how long what need not be kept for ever is kept.

use axum::response::Response;
use bellwether_app::App;

use super::settings::{Forms, Kept, Sent, kept};
use crate::{desk::Posted, error::Failure, form::retention::RetentionTyped};

/// Keeps the rules and leads back; or shows the form again with what is to be put right.
///
/// # Errors
/// When the register cannot be read or written.
pub async fn send(posted: Posted) -> Result<Response, Failure> {
    posted
        .act(Sent::read, |app, form, sent| {
            let sent = sent.shown(app)?;
            let typed = RetentionTyped::read(form);
            let kept = set(app, &sent, &typed);
            sent.answer(app, kept, |forms| Forms { retention: typed, ..forms })
        })
        .await
}

fn set(app: &App, sent: &Sent, typed: &RetentionTyped) -> Kept {
    let retention = typed.retention().map_err(Ok)?;
    let today = sent.snapshot.timeline.today;
    let authority = typed.by.said(today).map_err(Ok)?;
    kept(app.author(authority).set_retention(&retention, sent.began))
}
