//! What went wrong, on its way out: under the body's own name as a page, or as a problem where the
//! address is one of JSON.
//!
//! A failure is put into words where neither a register nor the address is at hand; here it is
//! drawn again under the name of the register that is kept, where there is one.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bellwether_app::App;
use serde_json::json;

use crate::{error::Failure, page, view::Frame, work};

/// What went wrong and what to do, as its page says it.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) title: &'static str,
    pub(crate) what: String,
    pub(crate) advice: &'static str,
    pub(crate) link: Option<(&'static str, &'static str)>,
    /// What may have been meant: addresses with their words.
    pub(crate) choices: Vec<(String, String)>,
    /// The number of the request, where it is to be told to whoever looks after the program.
    pub(crate) number: Option<String>,
}

/// What a page does not say of what went wrong, for the log.
#[derive(Debug, Clone)]
pub(crate) struct Cause(pub(crate) String);

/// The number of a request, under which the log speaks of it.
#[derive(Debug, Clone)]
pub(crate) struct Number(pub(crate) String);

impl Said {
    /// The page, in the frame of a register or in none.
    pub(crate) fn page(&self, frame: &Frame) -> Response {
        page::error::error(frame, self).into_response()
    }

    /// The same for a program (RFC 9457).
    fn problem(&self, status: StatusCode) -> Response {
        let mut problem = json!({
            "type": "about:blank",
            "title": self.title,
            "status": status.as_u16(),
            "detail": self.what,
        });
        if let Some(number) = &self.number {
            problem["request"] = json!(number);
        }
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (status, kind, Json(problem)).into_response()
    }
}

/// Whether an address is one of JSON.
pub(crate) fn is_json(path: &str) -> bool {
    path.ends_with(".json")
}

/// What went wrong as whoever asked can use it, with the headers that it came with.
pub(crate) fn shaped(was: Response, said: &Said, json: bool, frame: &Frame) -> Response {
    let status = was.status();
    let (mut parts, _) = was.into_parts();
    let shaped = if json { said.problem(status) } else { said.page(frame) };
    let (of_shape, body) = shaped.into_parts();
    for (name, value) in &of_shape.headers {
        parts.headers.insert(name, value.clone());
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, body)
}

/// Draws what went wrong again, under the body's name.
pub(crate) async fn name(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let json = is_json(request.uri().path());
    let number = request.extensions().get::<Number>().map(|number| number.0.clone());
    let response = worded(next.run(request).await);
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
