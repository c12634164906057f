//! What the tests of one register share: a machine of their own, and issues brought in.

#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use bellwether_app::{
    Ambient, App, AppError,
    import::{Decision, Decisions, Outcome, Upload},
};
use bellwether_domain::{Date, Register};
use bellwether_history::{Authority, OrganisationId, Store};
use bellwether_intake::Options;
use jiff::Timestamp;

/// A machine whose clock ticks a second at each look and whose dice are numbered; several servers
/// may share one, so that none of them goes back.
#[derive(Default, Clone)]
pub struct Bench(Arc<AtomicU64>);

impl Bench {
    fn tick(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

impl Ambient for Bench {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_767_603_600 + i64::try_from(self.tick()).unwrap()).unwrap()
    }

    fn random(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.tick().to_be_bytes());
        bytes
    }
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn app(folder: &tempfile::TempDir) -> App {
    let store = Store::open(folder.path().join("test.db").to_str().unwrap()).unwrap();
    App::new(store, OrganisationId::default(), Box::<Bench>::default())
}

pub fn import(app: &App, issue: &Register, decisions: &Decisions) -> Result<Outcome, AppError> {
    let json = issue.to_json();
    let upload = Upload { name: "issue.json", bytes: json.as_bytes() };
    let plan = app.plan_import(upload, None, &Options::default())?;
    app.author(Authority::read("the clerk", "quarterly issue", plan.as_at).unwrap())
        .apply_import(&plan, decisions)
}

pub fn close() -> Decisions {
    Decisions::all(Decision::Close)
}

/// Brings an issue in; what it lacks is closed.
pub fn bring_in(app: &App, issue: &Register) {
    import(app, issue, &close()).unwrap();
}

/// What answers beforehand what was asked, on the command line.
pub fn arguments(refused: &AppError) -> String {
    let AppError::Undecided { questions } = refused else { return String::new() };
    questions.iter().map(|question| question.arguments()).collect::<Vec<_>>().join("; ")
}
