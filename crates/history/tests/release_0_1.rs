//! What release 0.1 wrote, read by this one: see `fixtures/0.1/README.md` for what it is.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]

#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod server;

use std::{
    fs::{self, File},
    io::{BufReader, Read},
    path::{Path, PathBuf},
};

use bellwether_history::{
    AsAt, AttachmentStore, OrganisationId, Seq, Store, Verification, restore, verify_export,
};
use flate2::read::GzDecoder;
use serde_json::Value;
use server::Server;

/// The dates that the release was asked about.
const DATES: [&str; 4] = ["2024-03-14", "2024-04-18", "2024-06-20", "2024-07-04"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/0.1")
}

fn unpacked(name: &str) -> Vec<u8> {
    let mut bytes = vec![];
    GzDecoder::new(File::open(folder().join(name)).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

fn files() -> AttachmentStore {
    AttachmentStore::open(&format!("file://{}", folder().join("files").display())).unwrap()
}

fn main_register() -> OrganisationId {
    OrganisationId::default()
}

/// A register document without what later releases add to it.
fn as_the_release_wrote_it(mut document: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(object) => {
                object.shift_remove("id");
                object.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut document);
    document
}

/// Whether a store shows the register of every date as the release did.
fn shows_what_was_shown(store: &Store) {
    for date in DATES {
        let then = fs::read(folder().join(format!("as-at-{date}.json"))).unwrap();
        let then: Value = serde_json::from_slice(&then).unwrap();
        let view = store.view(&main_register(), AsAt::date(date.parse().unwrap())).unwrap();
        let now: Value = serde_json::from_str(&view.register().to_json()).unwrap();
        assert_eq!(as_the_release_wrote_it(now), then, "as at {date}");
    }
}

fn walked(store: &Store, organisation: &OrganisationId) -> Verification {
    let walked = store.verify(organisation).unwrap();
    assert_eq!(walked.broken, None);
    assert!(walked.absent.is_empty(), "{:?}", walked.absent);
    walked
}

/// Everything that must hold of a store with the record of `main`, of so many seals.
fn holds_what_was_written(store: &Store, seals: u32) {
    let found = walked(store, &main_register());
    assert_eq!((found.seals, found.attachments, found.documents), (seals, 4, 2));
    shows_what_was_shown(store);
    let sealed = store.seal_entries(&main_register()).unwrap();
    assert_eq!(sealed.iter().map(|entry| entry.seq.0).take(2).collect::<Vec<_>>(), [11, 17]);
    let settings = store.settings(&main_register(), AsAt::latest()).unwrap();
    assert_eq!(settings["checks"].value["severe"], 16);
    assert_eq!(settings.keys().filter(|key| key.starts_with("waiver/")).count(), 3);
    let kept = store.attachments(&main_register()).unwrap();
    let names: Vec<&str> = kept.iter().map(|kept| kept.attachment.name.as_str()).collect();
    assert_eq!(names, ["gear.txt", "minutes.txt", "mistake.txt", "matting.txt"]);
    assert!(kept.iter().all(|kept| kept.withdrawn.is_some() == (kept.entry.seq == Seq(9))));
    for kept in &kept {
        let bytes = store.attachment(&main_register(), kept.attachment.sha256).unwrap();
        assert!(bytes.is_some());
    }
    // What it exports is whole and says the same.
    let mut out = vec![];
    store.export(&main_register(), &mut out).unwrap();
    let exported = verify_export(&mut out.as_slice()).unwrap();
    assert_eq!(exported.verification, found);
    let other = Store::in_memory().unwrap();
    other.load(&mut out.as_slice()).unwrap();
    shows_what_was_shown(&other);
}

#[test]
fn its_database_is_opened_and_says_what_it_said() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("register.db");
    fs::write(&path, unpacked("register.db.gz")).unwrap();
    let store = Store::open(path).unwrap().with_attachments_in(files());
    holds_what_was_written(&store, 2);
    assert_eq!(store.organisations().unwrap().len(), 2);
    walked(&store, &"fenny".parse().unwrap());
}

#[test]
fn its_backup_is_put_back_and_says_what_it_said() {
    let place = tempfile::tempdir().unwrap();
    let (backup, path) = (place.path().join("old.backup"), place.path().join("register.db"));
    fs::write(&backup, unpacked("backup.db.gz")).unwrap();
    let absent = restore(&backup, &path, Some(files())).unwrap();
    assert!(absent.is_empty(), "{absent:?}");
    holds_what_was_written(&Store::open(path).unwrap().with_attachments_in(files()), 2);
}

#[test]
fn its_export_is_verified_and_taken_in() {
    let text = unpacked("export.jsonl.gz");
    let walked = verify_export(&mut BufReader::new(text.as_slice())).unwrap().verification;
    assert_eq!((walked.broken, walked.entries, walked.seals), (None, 17, 2));
    let store = Store::in_memory().unwrap();
    store.load(&mut text.as_slice()).unwrap();
    holds_what_was_written(&store, 2);
}

#[test]
fn its_postgresql_database_is_opened_and_says_what_it_said() {
    let Some(server) = Server::shared() else { return };
    let address = server.address("bellwether", &server.database());
    let dump = String::from_utf8(unpacked("postgres.sql.gz")).unwrap();
    postgres::Client::connect(&address, postgres::NoTls).unwrap().batch_execute(&dump).unwrap();
    let store = Store::open(address.as_str()).unwrap().with_attachments_in(files());
    holds_what_was_written(&store, 3);
    walked(&store, &"fenny".parse().unwrap());
}
