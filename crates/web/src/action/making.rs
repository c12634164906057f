//! Papers that take long: a browser is shown that one is being made, sees it when it is there, and can
//! stop it. GET /papers/making/{id} shows; POST stops; GET /papers/made/{id} hands it out.
//!
//! Programs wait for the paper itself. What is made is kept in this process, and for a short time: a
//! server that does not know a paper is asked for it anew, and then the browser waits, too.

use std::{
    future::Future,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    extract::{Path, RawQuery},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep, timeout},
};

use crate::{
    error::Failure,
    page::making::{Step, making},
    view::address::{self, Query},
};

/// How long a browser waits before it is shown that a paper is being made.
const AT_ONCE: Duration = Duration::from_millis(500);
/// After how many seconds a browser looks again.
const LOOK: u32 = 2;
/// What nobody asks after for so long is for nobody any more.
const UNASKED: Duration = Duration::from_secs(30);
/// So many are made, or wait to be fetched, at a time.
const MOST: usize = 24;

const REFRESH: HeaderName = HeaderName::from_static("refresh");

static NUMBER: AtomicU64 = AtomicU64::new(1);
static MAKING: Mutex<Vec<Making>> = Mutex::new(vec![]);

/// A paper that is being made, or waits to be fetched.
struct Making {
    id: String,
    begun: Instant,
    asked: Instant,
    work: Work,
}

/// Work that ends when it is let go.
struct Work(JoinHandle<Result<Response, Failure>>);

impl Drop for Work {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Whether whoever asks is somebody who looks at pages.
pub(super) fn is_reader(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|kinds| kinds.contains("text/html"))
}

/// Makes a paper for somebody who looks at pages: the paper, where it is there at once, else the page
/// that says that it is being made. `address` is where it is asked for.
pub(super) async fn watched(
    address: &str,
    work: impl Future<Output = Result<Response, Failure>> + Send + 'static,
) -> Result<Response, Failure> {
    watched_for(AT_ONCE, address, work).await
}

async fn watched_for(
    at_once: Duration,
    address: &str,
    work: impl Future<Output = Result<Response, Failure>> + Send + 'static,
) -> Result<Response, Failure> {
    let begun = Instant::now();
    let mut work = Work(tokio::spawn(work));
    if let Ok(made) = timeout(at_once, &mut work.0).await {
        return made.map_err(|_| Failure::Internal)?;
    }
    let id = format!("{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let own = Making { id: id.clone(), begun, asked: Instant::now(), work };
    with(|all| {
        let has_room = all.len() < MOST;
        all.extend(has_room.then_some(own));
        if has_room { Ok(()) } else { Err(Failure::Busy) }
    })?;
    tokio::spawn(let_go_of_what_nobody_asks_for(id.clone()));
    Ok(Redirect::to(&at("making", &id, address)).into_response())
}

fn with<T>(what: impl FnOnce(&mut Vec<Making>) -> T) -> T {
    what(&mut MAKING.lock().unwrap_or_else(PoisonError::into_inner))
}

async fn let_go_of_what_nobody_asks_for(id: String) {
    let is_kept = || {
        with(|all| {
            all.retain(|own| own.id != id || own.asked.elapsed() < UNASKED);
            all.iter().any(|own| own.id == id)
        })
    };
    while is_kept() {
        sleep(UNASKED / 4).await;
    }
}

/// Where a paper is shown to be made, or handed out, with where it was asked for.
fn at(step: &str, id: &str, of: &str) -> String {
    let query = address::query([("of", of.to_owned())]);
    format!("/papers/{step}/{id}{query}")
}

/// Where the paper was asked for; an address that is none of a paper leads to their list.
fn asked_for(query: Option<&str>) -> String {
    let query = Query::parse(query.unwrap_or_default());
    let of = query.get("of").filter(|of| of.starts_with("/papers/"));
    of.unwrap_or("/papers").to_owned()
}

/// The address of a paper, to be waited for.
fn waited_for(of: &str) -> Redirect {
    let joins = if of.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{of}{joins}wait=yes"))
}

/// The page that says how far a paper is.
pub async fn page(Path(id): Path<String>, RawQuery(query): RawQuery) -> Response {
    let of = asked_for(query.as_deref());
    let found = with(|all| {
        let own = all.iter_mut().find(|own| own.id == id)?;
        own.asked = Instant::now();
        Some((own.begun.elapsed().as_secs(), own.work.0.is_finished()))
    });
    match found {
        None => waited_for(&of).into_response(),
        Some((_, true)) => {
            let made = at("made", &id, &of);
            let page = making(&Step::Made(&made));
            (refresh(0, &made), page).into_response()
        }
        Some((seconds, false)) => {
            let own = at("making", &id, &of);
            (refresh(LOOK, &own), making(&Step::AtWork { seconds, stop: &own })).into_response()
        }
    }
}

fn refresh(seconds: u32, to: &str) -> [(HeaderName, HeaderValue); 1] {
    // Our own addresses are written in ASCII.
    let value = HeaderValue::try_from(format!("{seconds}; url={to}"));
    [(REFRESH, value.unwrap_or_else(|_| HeaderValue::from_static("5; url=/papers")))]
}

/// Stops a paper: nobody waits for it any more, so that the work ends.
pub async fn stop(Path(id): Path<String>, RawQuery(query): RawQuery) -> Response {
    let of = asked_for(query.as_deref());
    with(|all| all.retain(|own| own.id != id));
    making(&Step::Stopped(&of)).into_response()
}

/// The paper that was made, once.
///
/// # Errors
/// When it could not be made.
pub async fn made(Path(id): Path<String>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let found = with(|all| {
        let at = all.iter().position(|own| own.id == id)?;
        Some(all.swap_remove(at))
    });
    let Some(mut own) = found else {
        return Ok(waited_for(&asked_for(query.as_deref())).into_response());
    };
    (&mut own.work.0).await.map_err(|_| Failure::Internal)?
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use axum::{body::to_bytes, http::StatusCode};
    use tokio::sync::oneshot;

    use super::*;

    fn location(response: &Response) -> (String, String) {
        let to = response.headers().get(header::LOCATION).unwrap().to_str().unwrap();
        let (path, query) = to.split_once('?').unwrap();
        (path.rsplit('/').next().unwrap().to_owned(), query.to_owned())
    }

    async fn words(response: Response) -> String {
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        String::from_utf8(body.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_paper_that_takes_long_is_shown_to_be_made_and_ends_when_it_is_stopped() {
        let (at_work, ended) = oneshot::channel::<()>();
        let work = async move {
            // Held as long as there is work.
            let _at_work = at_work;
            pending().await
        };
        let of = "/papers/pack.pdf?as-at=2026-01-31";
        let begun = watched_for(Duration::ZERO, of, work).await.unwrap();
        assert_eq!(begun.status(), StatusCode::SEE_OTHER);
        let (id, query) = location(&begun);
        let shown = page(Path(id.clone()), RawQuery(Some(query.clone()))).await;
        let refresh = shown.headers().get(REFRESH).unwrap().to_str().unwrap().to_owned();
        assert!(refresh.starts_with(&format!("2; url=/papers/making/{id}?of=")), "{refresh}");
        let shown = words(shown).await;
        assert!(shown.contains("method=\"post\"") && shown.contains("Stop"), "{shown}");
        let stopped = words(stop(Path(id.clone()), RawQuery(Some(query.clone()))).await).await;
        assert!(stopped.contains("/papers/pack.pdf?as-at=2026-01-31"), "{stopped}");
        ended.await.unwrap_err();
        let gone = page(Path(id), RawQuery(Some(query))).await;
        let to = gone.headers().get(header::LOCATION).unwrap();
        assert_eq!(to, "/papers/pack.pdf?as-at=2026-01-31&wait=yes");
    }

    #[tokio::test]
    async fn a_paper_that_is_made_is_handed_out_once() {
        let (go, going) = oneshot::channel::<()>();
        let work = async move {
            going.await.unwrap();
            Ok("the paper".into_response())
        };
        let begun = watched_for(Duration::ZERO, "/papers/pack.pdf", work).await.unwrap();
        let (id, query) = location(&begun);
        go.send(()).unwrap();
        let paper = made(Path(id.clone()), RawQuery(Some(query.clone()))).await.unwrap();
        assert_eq!(words(paper).await, "the paper");
        let again = made(Path(id), RawQuery(Some(query))).await.unwrap();
        assert_eq!(again.headers().get(header::LOCATION).unwrap(), "/papers/pack.pdf?wait=yes");
    }

    #[tokio::test]
    async fn no_address_leads_away() {
        let gone =
            page(Path("7".into()), RawQuery(Some("of=https://elsewhere.test/".into()))).await;
        assert_eq!(gone.headers().get(header::LOCATION).unwrap(), "/papers?wait=yes");
    }
}
