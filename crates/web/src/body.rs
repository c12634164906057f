//! The body of a request: no longer than its address allows, and sent without long pauses; of all
//! together no more than there is room for, in memory and in files.

use std::{
    future::Future,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::{error::Failure, listen::Bounds};

/// The most that a form may hold: every address takes this, and those of uploads take more.
pub(crate) const MOST_BYTES: usize = 2 * 1024 * 1024;

/// Bytes of a body that are taken whoever else sends what: a form of an ordinary length.
const FREE: usize = 64 * 1024;

/// Bytes of bodies that are held in memory at a time.
pub(crate) static BUDGET: Budget = Budget::of(64);

/// Bytes of bodies with files in them at a time, which wait in files of ours.
pub(crate) static SPOOLED: Budget = Budget::of(512);

/// How much of the bodies of all requests is held, and how much may be: half-sent uploads would else
/// fill the memory together, each within its own bound.
#[derive(Debug)]
pub(crate) struct Budget {
    held: AtomicUsize,
    most: usize,
}

impl Budget {
    const fn of(megabytes: usize) -> Self {
        Self { held: AtomicUsize::new(0), most: megabytes * 1024 * 1024 }
    }
}

/// What a request holds of a budget until it is answered.
#[derive(Debug)]
pub(crate) struct Share {
    of: &'static Budget,
    sent: AtomicUsize,
    held: AtomicUsize,
    refused: AtomicBool,
}

impl Share {
    /// Nothing of it yet.
    pub(crate) fn of(budget: &'static Budget) -> Self {
        let none = AtomicUsize::default;
        Self { of: budget, sent: none(), held: none(), refused: AtomicBool::default() }
    }

    /// Counts so many bytes more; whether they may be taken. A body that is alone always may.
    pub(crate) fn takes(&self, bytes: usize) -> bool {
        if self.sent.fetch_add(bytes, Ordering::Relaxed) + bytes <= FREE {
            return true;
        }
        let before = self.of.held.fetch_add(bytes, Ordering::Relaxed);
        let own = self.held.fetch_add(bytes, Ordering::Relaxed);
        let takes = before + bytes <= self.of.most || before == own;
        self.refused.fetch_or(!takes, Ordering::Relaxed);
        takes
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.of.held.fetch_sub(*self.held.get_mut(), Ordering::Relaxed);
    }
}

/// Where the bodies of requests are held: of forms without files, and of those with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budgets {
    /// In memory.
    pub held: &'static Budget,
    /// In files.
    pub spooled: &'static Budget,
}

/// Keeps the bodies of all requests within their budget; one that is beyond it is told to come again.
pub(crate) async fn within(
    State(budgets): State<Budgets>,
    request: Request,
    next: Next,
) -> Response {
    let media = request.headers().get(header::CONTENT_TYPE);
    let has_files = media.is_some_and(|media| media.as_bytes().starts_with(b"multipart/"));
    let share = Share::of(if has_files { budgets.spooled } else { budgets.held });
    let share = Arc::new(share);
    let counted = Arc::clone(&share);
    let response = next.run(request.map(|body| Body::new(Counted { body, share: counted }))).await;
    if share.refused.load(Ordering::Relaxed) { Failure::Busy.into_response() } else { response }
}

/// A body that breaks off where there is no room for more of it.
struct Counted {
    body: Body,
    share: Arc<Share>,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let frame = match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => frame,
            other => return other.map(|frame| frame.map(|frame| frame.map_err(Into::into))),
        };
        let bytes = frame.data_ref().map_or(0, Bytes::len);
        Poll::Ready(Some(match self.share.takes(bytes) {
            true => Ok(frame),
            false => Err(io::Error::other("too much is being sent at once").into()),
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

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

#[cfg(test)]
mod tests {
    use axum::{Router, http::StatusCode, middleware, routing::post};
    use tower::ServiceExt;

    use super::*;

    static SMALL: Budget = Budget { held: AtomicUsize::new(0), most: 100_000 };
    static LARGE: Budget = Budget { held: AtomicUsize::new(0), most: 200_000 };

    async fn sent(media: &'static str, bytes: usize) -> StatusCode {
        let take = |body: Bytes| async move { body.len().to_string() };
        let budgets = Budgets { held: &SMALL, spooled: &LARGE };
        let router = Router::new()
            .route("/", post(take))
            .layer(middleware::from_fn_with_state(budgets, within));
        let request = Request::post("/").header(header::CONTENT_TYPE, media);
        let request = request.body(Body::from(vec![b'x'; bytes])).unwrap();
        router.oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn bodies_beyond_the_budget_are_told_to_come_again() {
        let form = "application/x-www-form-urlencoded";
        // One alone always goes, and gives back what it held.
        for _ in 0..2 {
            assert_eq!(sent(form, 150_000).await, StatusCode::OK);
        }
        let other = Share::of(&SMALL);
        assert!(other.takes(90_000));
        assert_eq!(sent(form, 70_000).await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(sent(form, FREE).await, StatusCode::OK, "a form goes all the same");
        // What waits in a file takes no memory from forms, nor they room from it.
        let file = Share::of(&LARGE);
        assert!(file.takes(150_000));
        assert_eq!(sent("multipart/form-data; boundary=x", 40_000).await, StatusCode::OK);
        let large = sent("multipart/form-data; boundary=x", 70_000).await;
        assert_eq!(large, StatusCode::SERVICE_UNAVAILABLE);
        drop(other);
        assert_eq!(sent(form, 70_000).await, StatusCode::OK);
    }
}
