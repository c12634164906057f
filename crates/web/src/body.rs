//! The body of a request: no longer than its address allows, and sent without long pauses.

use std::{
    future::Future,
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::listen::Bounds;

/// The most that a form may hold: every address takes this, and those of uploads take more.
pub(crate) const MOST_BYTES: usize = 2 * 1024 * 1024;

/// Gives the body of each request its deadlines.
pub(crate) async fn timed(State(bounds): State<Bounds>, request: Request, next: Next) -> Response {
    next.run(request.map(|body| Body::new(Timed::new(body, bounds)))).await
}

/// A body that breaks off where its sender pauses too long, or takes too long in all.
struct Timed {
    body: Body,
    pause: Duration,
    end: Instant,
    alarm: Pin<Box<Sleep>>,
}

impl Timed {
    fn new(body: Body, bounds: Bounds) -> Self {
        let end = Instant::now() + bounds.body;
        let alarm = Box::pin(sleep_until(end.min(Instant::now() + bounds.pause)));
        Self { body, pause: bounds.pause, end, alarm }
    }
}

impl HttpBody for Timed {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            let next = self.end.min(Instant::now() + self.pause);
            self.alarm.as_mut().reset(next);
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        self.alarm.as_mut().poll(context).map(|()| {
            let late = io::Error::new(io::ErrorKind::TimedOut, "the request was not sent in time");
            Some(Err(late.into()))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
