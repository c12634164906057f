//! The body's own name over a page that says what went wrong.
//!
//! A failure is put into words where no register is at hand; here, on its way out, it is drawn
//! again under the name of the register that is kept, where there is one.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bellwether_app::App;

use crate::{page, view::Frame};

/// What went wrong and what to do, as its page says it.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) title: &'static str,
    pub(crate) what: String,
    pub(crate) advice: &'static str,
    pub(crate) link: Option<(&'static str, &'static str)>,
    /// What may have been meant: addresses with their words.
    pub(crate) choices: Vec<(String, String)>,
}

impl Said {
    /// The page, in the frame of a register or in none.
    pub(crate) fn page(&self, frame: &Frame) -> Response {
        page::error::error(frame, self.title, &self.what, self.advice, self.link, &self.choices)
            .into_response()
    }
}

/// Draws what went wrong again, under the body's name.
pub(crate) async fn name(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let Some(said) = response.extensions().get::<Said>().cloned() else { return response };
    let read = tokio::task::spawn_blocking(move || app.snapshot(None, None)).await;
    let Ok(Ok(snapshot)) = read else { return response };
    let frame = Frame {
        organisation: snapshot.register.organisation.clone(),
        title: snapshot.register.title.clone(),
        is_latest: true,
        ..Frame::default()
    };
    (response.status(), said.page(&frame)).into_response()
}
