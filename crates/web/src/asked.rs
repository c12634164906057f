//! What every address may be asked beside its own questions: a date and a moment. A page that shows
//! neither declines one that is none, as all others do, rather than pass it over.

use axum::{
    extract::Request,
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{error::Failure, view::address::Query};

/// Declines a date or a moment that cannot be understood where the page itself did not ask for it.
pub(crate) async fn decline(request: Request, next: Next) -> Response {
    let problems = match *request.method() {
        Method::GET | Method::HEAD => problems(request.uri().query().unwrap_or_default()),
        _ => vec![],
    };
    let response = next.run(request).await;
    if problems.is_empty() || !response.status().is_success() {
        return response;
    }
    Failure::Address(problems).into_response()
}

fn problems(query: &str) -> Vec<String> {
    let mut query = Query::parse(query);
    query.date("as-at");
    query.known_at();
    query.problems().to_vec()
}
