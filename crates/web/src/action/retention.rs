//! POST /settings/retention: keeps how long what need not be kept for ever is kept.

use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{App, settings::SetError};
use bellwether_domain::Date;
use bellwether_history::Seq;

use super::{
    blocking,
    settings::{Forms, back, show},
    understood,
};
use crate::{
    error::Failure,
    form::{retention::RetentionTyped, said},
    view::address::Query,
    words::in_words,
};

/// Keeps the rules and leads back; or shows the form again with what is to be put right.
///
/// # Errors
/// When the register cannot be read or written.
pub async fn send(State(app): State<Arc<App>>, form: String) -> Result<Response, Failure> {
    blocking(app, move |app| {
        let mut form = Query::parse(&form);
        let began = form.read("began", "the number of an entry", |text| text.parse().ok().map(Seq));
        let as_at = form.date("as-at");
        understood(&form)?;
        let snapshot = app.snapshot(as_at, None)?;
        let typed = RetentionTyped::read(&form);
        let problems = match set(app, began, &typed, snapshot.timeline.today) {
            Ok(seq) => return Ok(back("/settings", as_at, &[], seq)),
            Err(problems) => problems?,
        };
        let forms = Forms { retention: typed, ..Forms::of(app, &snapshot)? };
        let page = show(app, &snapshot, &forms, &problems, None)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    })
    .await
}

/// Keeps what was typed; what stands in the way are problems to show, or a failure.
fn set(
    app: &App,
    began: Option<Seq>,
    typed: &RetentionTyped,
    today: Date,
) -> Result<Seq, Result<Vec<String>, Failure>> {
    let retention = typed.retention().map_err(Ok)?;
    let authority = said(today, &typed.who, &typed.reason).map_err(Ok)?;
    match app.set_retention(&retention, began, &authority) {
        Ok(committed) => Ok(committed.seq),
        Err(SetError::App(error)) => Err(Err(error.into())),
        Err(other) => Err(Ok(vec![in_words(&other)])),
    }
}
