//! POST /settings/body: keeps what the body says of itself.

use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bellwether_app::{App, settings::SetError};
use bellwether_history::Seq;

use super::{
    blocking,
    settings::{Forms, back, show},
    understood,
};
use crate::{
    error::Failure,
    form::{body::BodyTyped, said},
    view::address::Query,
    words::in_words,
};

/// Keeps what the body says of itself and leads back; or shows the form again with what is to be
/// put right.
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
        let typed = BodyTyped::read(&form);
        let problems = match set(app, began, &typed, snapshot.timeline.today) {
            Ok(seq) => return Ok(back("/settings", as_at, &[], seq)),
            Err(problems) => problems?,
        };
        let forms = Forms { body: typed, ..Forms::of(app, &snapshot)? };
        let page = show(app, &snapshot, &forms, &problems, None)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    })
    .await
}

/// Keeps what was typed; what stands in the way are problems to show, or a failure.
fn set(
    app: &App,
    began: Option<Seq>,
    typed: &BodyTyped,
    today: bellwether_domain::Date,
) -> Result<Seq, Result<Vec<String>, Failure>> {
    let body = typed.body().map_err(Ok)?;
    let authority = said(today, &typed.who, &typed.reason).map_err(Ok)?;
    match app.set_body(&body, began, &authority) {
        Ok(committed) => Ok(committed.seq),
        Err(SetError::App(error)) => Err(Err(error.into())),
        Err(other) => Err(Ok(vec![in_words(&other)])),
    }
}
