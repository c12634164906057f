//! What went wrong, on its way out: under the body's own name.
//!
//! A failure is put into words where neither a register nor the address is at hand; here it is
//! drawn again under the name of the register that is kept, where there is one.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bellwether_app::App;

use crate::{
    error::Failure,
    said::{Number, Said},
    shape::{Declined, is_json, shaped},
    view::Frame,
    work,
};

/// Draws what went wrong again, under the body's name.
pub(crate) async fn name(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let json = is_json(request.uri().path());
    let number = request.extensions().get::<Number>().map(|number| number.0.clone());
    let response = worded(next.run(request).await);
    if let (Some(declined), Some(number)) = (response.extensions().get::<Declined>(), &number) {
        return declined.clone().numbered(response.status(), number);
    }
    let Some(mut said) = response.extensions().get::<Said>().cloned() else { return response };
    said.number = number.filter(|_| response.status().is_server_error());
    // Where there is too much to do already, nothing is read for the sake of a heading.
    let is_busy = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let read = if json || is_busy {
        None
    } else {
        work::blocking(app, |app| Ok(app.snapshot(None, None)?)).await.ok()
    };
    let frame = read.map_or_else(Frame::default, |snapshot| Frame {
        organisation: snapshot.register.organisation.clone(),
        title: snapshot.register.title.clone(),
        is_latest: true,
        ..Frame::default()
    });
    shaped(response, &said, json, &frame)
}

/// A refusal of the framework's own, in this program's words.
fn worded(response: Response) -> Response {
    let is_plain = |headers: &HeaderMap| {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        kind.is_none_or(|kind| kind.starts_with("text/plain"))
    };
    let status = response.status();
    let is_own = !status.is_client_error() || response.extensions().get::<Said>().is_some();
    if is_own || !is_plain(response.headers()) {
        return response;
    }
    let failure = match status {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::FormTooLarge,
        StatusCode::METHOD_NOT_ALLOWED => Failure::NoSuchDeed,
        StatusCode::NOT_FOUND => Failure::NoPage,
        _ => Failure::Broken,
    };
    let (mut parts, _) = response.into_parts();
    let (own, body) = failure.into_response().into_parts();
    parts.headers.extend(own.headers);
    parts.extensions.extend(own.extensions);
    Response::from_parts(parts, body)
}
