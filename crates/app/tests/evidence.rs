//! Files beside a risk, documents with their imports, and uploads that another server accepts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "../../history/tests/server/mod.rs"]
#[allow(unreachable_pub, dead_code, reason = "the store's own suite uses all of it")]
mod server;

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use bellwether_app::{
    Ambient, App, AppError,
    evidence::{Beside, EvidenceError, NewFile, stands},
    import::{Decision, Decisions, Outcome, Upload},
};
use bellwether_domain::{Action, Date, Register, Risk};
use bellwether_history::{Authority, CommitError, Location, OrganisationId, Seq, Store};
use bellwether_intake::Options;
use jiff::{SignedDuration, Timestamp};

/// A machine whose clock a test turns, in minutes, and whose dice are numbered.
#[derive(Default)]
struct Bench {
    minutes: Arc<AtomicI64>,
    dice: AtomicU64,
}

impl Ambient for Bench {
    fn now(&self) -> Timestamp {
        let start: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
        start + SignedDuration::from_mins(self.minutes.load(Ordering::Relaxed))
    }

    fn random(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.dice.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        bytes
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn app(store: Store, minutes: &Arc<AtomicI64>) -> App {
    let bench = Bench { minutes: Arc::clone(minutes), ..Bench::default() };
    App::new(store, OrganisationId::default(), Box::new(bench))
}

fn document() -> Vec<u8> {
    let action =
        |words: &str| Action { description: words.into(), owners: vec![], ..Action::default() };
    let risk = |number: &str, words: &str| Risk {
        reference: Some(number.into()),
        description: Some(words.into()),
        actions: vec![action("Mend the roof"), action("Buy a pump")],
        ..Risk::default()
    };
    let risks =
        [risk("1", "The roof leaks"), risk("2", "The cellar floods")].map(Into::into).to_vec();
    let register = Register { as_at: Some(day("2025-12-12")), risks, ..Register::default() };
    register.to_json().into_bytes()
}

fn bring_in(app: &App, bytes: &[u8]) -> Outcome {
    let upload = Upload { name: "december.json", bytes };
    let plan = app.plan_import(upload, None, &Options::default()).unwrap();
    let decisions = Decisions::all(Decision::Close);
    app.author(by("for the board", "2025-01-01")).apply_import(&plan, &decisions).unwrap()
}

fn filled() -> App {
    let app = app(Store::in_memory().unwrap(), &Arc::default());
    bring_in(&app, &document());
    app
}

fn why(reason: &str) -> Authority {
    by(reason, "2026-01-05")
}

fn by(reason: &str, effective: &str) -> Authority {
    Authority::read("pat", reason, day(effective)).unwrap()
}

fn paper(name: &str) -> NewFile<'_> {
    NewFile { name, media: None, bytes: b"on paper" }
}

#[test]
fn a_file_stands_beside_a_risk_an_action_or_the_register() {
    let app = filled();
    let attach = |name, beside| app.author(why("seen")).attach(paper(name), beside).unwrap().seq;
    attach("a.pdf", Beside::Risk("2"));
    attach("C:\\b.pdf", Beside::Action("2", 2));
    attach("c.pdf", Beside::Register);
    let all = app.evidence().unwrap();
    let risk = app.snapshot(None, None).unwrap().find("2").unwrap().id;
    let told: Vec<_> = all
        .iter()
        .map(|kept| {
            let action = kept.attachment.action.as_ref().map(|mark| mark.words.as_str());
            (kept.attachment.name.as_str(), kept.attachment.risk, action)
        })
        .collect();
    let action = Some("Buy a pump");
    assert_eq!(
        told,
        [("a.pdf", Some(risk), None), ("b.pdf", Some(risk), action), ("c.pdf", None, None)]
    );
    assert_eq!(all[0].attachment.media, "application/pdf");
    assert_eq!(all[0].entry.effective, day("2026-01-05"));
}

#[test]
fn what_cannot_be_attached_is_declined_and_leaves_no_entry() {
    let app = filled();
    let attach =
        |file, beside, reason: &str| app.author(why(reason)).attach(file, beside).unwrap_err();
    let error = attach(paper("a"), Beside::Risk("9"), "seen");
    assert!(matches!(error, EvidenceError::App(AppError::NoSuchRisk { .. })));
    for number in [0, 3] {
        let error = attach(paper("a"), Beside::Action("1", number), "seen");
        assert!(matches!(error, EvidenceError::NoSuchAction { actions: 2, .. }), "{error}");
    }
    let empty = NewFile { bytes: b"", ..paper("a") };
    let error = attach(empty, Beside::Register, "seen");
    let sized = |error| {
        matches!(error, EvidenceError::App(AppError::Commit(CommitError::AttachmentSize { .. })))
    };
    assert!(sized(error));
    assert_eq!(app.store().head(app.organisation()).unwrap().unwrap().seq, Seq(1));
}

#[test]
fn a_withdrawn_file_stood_until_then_and_can_still_be_had() {
    let app = filled();
    let seq = app.author(why("seen")).attach(paper("a.pdf"), Beside::Risk("1")).unwrap().seq;
    let later = by("the wrong one", "2026-02-01");
    app.author(later.clone()).detach(seq).unwrap();
    let kept = app.find_evidence("a.pdf").unwrap();
    let on = |date| stands(&kept, Some(day(date)), None);
    assert_eq!(
        [on("2026-01-04"), on("2026-01-05"), on("2026-01-31"), on("2026-02-01")],
        [false, true, true, false]
    );
    assert!(!stands(&kept, None, None));
    let before = kept.entry.recorded - SignedDuration::from_secs(1);
    assert!(!stands(&kept, None, Some(before)));
    assert_eq!(app.file(seq).unwrap().unwrap().bytes, b"on paper");
    let again = app.author(later).detach(seq).unwrap_err();
    assert!(again.to_string().contains("withdrawn already"), "{again}");
}

#[test]
fn a_file_is_found_by_entry_name_or_digest() {
    let app = filled();
    let one = NewFile { name: "a.pdf", media: None, bytes: b"one" };
    let two = NewFile { bytes: b"two", ..one };
    let first = app.author(why("seen")).attach(one, Beside::Register).unwrap().seq;
    let second = app.author(why("seen")).attach(two, Beside::Register).unwrap().seq;
    let found = |called: &str| app.find_evidence(called).map(|kept| kept.entry.seq);
    assert_eq!(found(&second.to_string()).unwrap(), second);
    let digest = app.evidence().unwrap()[0].attachment.sha256.to_string();
    assert_eq!(found(&digest).unwrap(), first);
    assert_eq!(found(&digest[..8].to_uppercase()).unwrap(), first);
    assert!(matches!(found(&digest[..7]), Err(EvidenceError::NoSuchFile(_))));
    let several = found("a.pdf").unwrap_err().to_string();
    assert!(several.contains(&format!("{first}, {second}")), "{several}");
}

#[test]
fn the_document_of_an_import_is_kept_with_it() {
    let app = filled();
    let file = app.file(Seq(1)).unwrap().unwrap();
    assert_eq!((file.name.as_str(), file.bytes), ("december.json", document()));
    assert_eq!(app.file(Seq(2)).unwrap(), None);
    let walked = app.store().verify(app.organisation()).unwrap();
    assert_eq!((walked.broken, walked.documents), (None, 1));
}

/// One person plans on one server, another accepts on the next.
fn planned_here_accepted_there(location: &Location) {
    let minutes = Arc::default();
    let [here, there] = [(); 2].map(|()| app(Store::open(location.clone()).unwrap(), &minutes));
    let digest = here.stage("papers/december.json", document()).unwrap();
    minutes.store(90, Ordering::Relaxed);
    let staged = there.staged(digest).unwrap().unwrap();
    assert_eq!(staged.name, "december.json");
    let Outcome::Applied { .. } = bring_in(&there, &staged.bytes) else { panic!() };
    there.unstage(digest).unwrap();
    assert_eq!(here.staged(digest).unwrap(), None);
    assert_eq!(here.snapshot(None, None).unwrap().register.risks.len(), 2);

    let digest = there.stage("another.csv", b"Ref;Risk".to_vec()).unwrap();
    minutes.store(90 + 24 * 60, Ordering::Relaxed);
    assert_eq!(here.staged(digest).unwrap(), None, "it has waited for a day");
}

#[test]
fn an_upload_is_accepted_by_another_server_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    planned_here_accepted_there(&folder.path().join("register.db").into());
}

#[test]
fn an_upload_is_accepted_by_another_server_on_postgres() {
    let Some(server) = server::Server::shared() else { return };
    let address = server.address("bellwether", &server.database());
    planned_here_accepted_there(&address.as_str().into());
}
