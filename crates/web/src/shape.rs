//! What went wrong in the shape that whoever asked can use: a page, or a problem where the address is
//! one of JSON.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::{page, said::Said, view::Frame};

/// What went wrong as a page, in the frame of a register or in none.
pub(crate) fn page(said: &Said, frame: &Frame) -> Response {
    page::error::error(frame, said).into_response()
}

/// The same for a program (RFC 9457).
fn problem(said: &Said, status: StatusCode) -> Response {
    let mut problem = json!({
        "type": "about:blank",
        "title": said.title,
        "status": status.as_u16(),
        "detail": said.what,
    });
    if let Some(number) = &said.number {
        problem["request"] = json!(number);
    }
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, kind, Json(problem)).into_response()
}

/// What a use case declined, as a problem with members of its own (RFC 9457); the number of the
/// request comes to it on its way out.
#[derive(Debug, Clone)]
pub(crate) struct Declined(pub(crate) Value);

impl Declined {
    /// A refusal of a status; its member `error` is what there is to say.
    pub(crate) fn of(status: StatusCode, mut members: Value) -> Response {
        let detail = members["error"].clone();
        members["type"] = json!("about:blank");
        members["title"] = json!("Nothing was changed");
        members["status"] = json!(status.as_u16());
        members["detail"] = detail;
        let mut response = Self(members.clone()).response(status);
        response.extensions_mut().insert(Self(members));
        response
    }

    /// The same with the number of its request.
    pub(crate) fn numbered(mut self, status: StatusCode, number: &str) -> Response {
        self.0["request"] = json!(number);
        self.response(status)
    }

    fn response(&self, status: StatusCode) -> Response {
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (status, kind, self.0.to_string()).into_response()
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
    let shaped = if json { problem(said, status) } else { page(said, frame) };
    let (of_shape, body) = shaped.into_parts();
    for (name, value) in &of_shape.headers {
        parts.headers.insert(name, value.clone());
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, body)
}
