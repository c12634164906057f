//! A register of any size, made of the sample's issues over and over, for what measures pages.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use bellwether_app::{
    Ambient, App,
    import::{Decision, Decisions, Upload},
};
use bellwether_domain::{Register, Risk, identity};
use bellwether_history::{Authority, OrganisationId, Store};
use bellwether_intake::Options;
use jiff::Timestamp;

/// A machine that stands still, whose random numbers count.
struct Still(AtomicU64);

impl Ambient for Still {
    fn now(&self) -> Timestamp {
        "2026-01-05T09:00:00Z".parse().unwrap()
    }

    fn random(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        // Little end first: the UUID's version and variant overwrite bits of bytes 6 and 8.
        bytes[..8].copy_from_slice(&number.to_le_bytes());
        bytes
    }
}

/// A register in a file.
pub(super) fn app(path: &Path) -> Arc<App> {
    let store = Store::open(path.to_owned()).unwrap();
    Arc::new(App::new(store, OrganisationId::default(), Box::new(Still(AtomicU64::new(1)))))
}

fn bring_in(app: &App, name: &str, bytes: &[u8]) {
    let plan = app.plan_import(Upload { name, bytes }, None, &Options::default()).unwrap();
    let decisions = Decisions::all(Decision::Close);
    app.author(Authority::read("bench", "Quarterly issue", plan.as_at).unwrap())
        .apply_import(&plan, &decisions)
        .unwrap();
}

/// The sample's issues, oldest first.
pub(super) fn bring_in_sample(app: &App) {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../sample/northshire"));
    for quarter in 1..=4 {
        let name = format!("2025-q{quarter}.txt");
        bring_in(app, &name, &fs::read(folder.join(&name)).unwrap());
    }
}

/// Each issue of a register over and over until it has so many risks, each under its own number.
pub(super) fn bring_in_many(app: &App, small: &App, many: usize) {
    for issue in &small.timeline(None).unwrap().issues {
        let register = small.snapshot(Some(issue.effective), None).unwrap().register;
        let register = Register::clone(&register);
        let risks = (0..)
            .flat_map(|copy| register.risks.iter().map(move |risk| (copy, risk)))
            .take(many)
            .map(|(copy, risk)| {
                let mut risk = Risk::clone(risk);
                // Each copy is a risk of its own.
                identity::forget(&mut risk);
                let own = risk.reference.as_deref().unwrap_or("R");
                risk.reference = Some(if copy == 0 { own.into() } else { format!("{own}.{copy}") });
                Arc::new(risk)
            })
            .collect();
        let register = Register { risks, as_at: Some(issue.effective), ..register };
        bring_in(app, "many.json", register.to_json().as_bytes());
    }
}
