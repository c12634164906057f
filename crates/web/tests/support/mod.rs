//! What the tests of the pages share: an invented register in a store that lives in memory, and a
//! client that asks for addresses.

#![allow(
    clippy::unwrap_used,
    dead_code,
    clippy::panic,
    unreachable_pub,
    missing_docs,
    reason = "each test file uses its own part"
)]

pub mod invented;
pub mod second;

use std::sync::{
    Arc,
    atomic::{AtomicU16, Ordering},
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use bellwether_app::{
    Ambient, App,
    import::{Decision, Decisions, Upload},
};
use bellwether_domain::Register;
use bellwether_history::{Authority, OrganisationId, Store};
use bellwether_intake::Options;
use jiff::Timestamp;
use tower::ServiceExt;

/// A machine on which time goes by only as ids are drawn, a second each; its random numbers count.
struct Still(AtomicU16);

impl Ambient for Still {
    fn now(&self) -> Timestamp {
        let start: Timestamp = "2025-09-20T10:30:00Z".parse().unwrap();
        start + jiff::SignedDuration::from_secs(self.0.load(Ordering::Relaxed).into())
    }

    fn random(&self) -> [u8; 16] {
        // The first 256 are one byte sixteen times, so that a test can know them by sight.
        let [low, high] = self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes();
        let mut bytes = [low; 16];
        bytes[1] = bytes[1].wrapping_add(high);
        bytes
    }
}

/// A program with no register yet.
pub fn empty() -> Arc<App> {
    let store = Store::in_memory().unwrap();
    Arc::new(App::new(store, OrganisationId::default(), Box::new(Still(AtomicU16::new(1)))))
}

/// Brings a register in.
pub fn bring_in(app: &App, register: &Register, file: &str) {
    let document = register.to_json();
    let upload = Upload { name: file, bytes: document.as_bytes() };
    let plan = app.plan_import(upload, None, &Options::default()).unwrap();
    let decisions = Decisions::all(Decision::Close);
    app.author(Authority::read("Ada Reader", "For the board", plan.as_at).unwrap())
        .apply_import(&plan, &decisions)
        .unwrap();
}

/// The pages of the invented register in its two issues.
pub fn harbour() -> Router {
    let app = empty();
    bring_in(&app, &invented::earlier(), "june.json");
    bring_in(&app, &invented::register(), "september.json");
    bellwether_web::router(app)
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Sends a request.
pub async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status: parts.status, headers: parts.headers, text }
}

/// Asks for an address as a browser on this machine does.
pub async fn get(router: &Router, address: &str) -> Answer {
    let request = Request::get(address).header("host", "127.0.0.1:8080");
    send(router, request.body(Body::empty()).unwrap()).await
}

/// Sends a form as our own pages do.
pub async fn post(router: &Router, address: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(address)
        .header("host", "127.0.0.1:8080")
        .header("origin", "http://127.0.0.1:8080")
        .header("content-type", kind);
    send(router, request.body(body.into()).unwrap()).await
}
