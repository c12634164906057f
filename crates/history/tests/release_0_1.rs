//! What release 0.1 wrote, read by this one: see `fixtures/0.1/README.md` for what it is.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]

#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod conformance;
#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod server;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufReader, Read},
    path::{Path, PathBuf},
    sync::Mutex,
};

use bellwether_domain::Risk;
use bellwether_history::{
    AsAt, AttachmentStore, Deed, Keys, OpenError, OrganisationId, Seq, Store, Upgrading,
    Verification, restore, verify_export,
};
use conformance::{register_of, upgrading};
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
        let view =
            store.view(&register_of(&main_register()), AsAt::date(date.parse().unwrap())).unwrap();
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

/// What the upgrade made: an id for each thing, the same through all versions of it.
fn follows_each_action(store: &Store, seals: u32) {
    let entries = store.journal(&main_register(), Seq(1)..=Seq(99)).unwrap();
    let made = entries.last().unwrap();
    assert!(matches!(&made.deed, Deed::Upgrade(made) if made.versions == 15), "{made:?}");
    assert_eq!((made.seq, made.actor.0.as_str()), (Seq(16 + seals), "pat"));
    let at = |date: &str| {
        let view =
            store.view(&register_of(&main_register()), AsAt::date(date.parse().unwrap())).unwrap();
        let of = |words: &str| {
            let found = view.risks.iter().find(|v| v.risk.wording().starts_with(words)).unwrap();
            (*found.risk).clone()
        };
        (of("The north sluice"), of("Reed blocks"))
    };
    let ((before, reed), (after, later)) = (at("2024-03-14"), at("2024-07-04"));
    let actions = |risk: &Risk| risk.actions.iter().map(|a| a.id.unwrap()).collect::<Vec<_>>();
    let controls = |risk: &Risk| risk.controls.iter().map(|c| c.id.unwrap()).collect::<Vec<_>>();
    assert_eq!((before.id, reed.id), (after.id, later.id));
    assert_eq!(actions(&before), actions(&after)[..2], "one moved, one was worded anew");
    assert_eq!(actions(&reed), actions(&later));
    let june = at("2024-06-20").0;
    assert_eq!(controls(&before)[0], controls(&june)[0], "worded anew");
    assert_eq!(actions(&june)[2], actions(&after)[2], "worded anew by hand");
}

/// Everything that must hold of a store with the record of `main`, of so many seals.
fn holds_what_was_written(store: &Store, seals: u32) {
    let found = walked(store, &main_register());
    assert_eq!((found.seals, found.attachments, found.documents), (seals, 4, 2));
    shows_what_was_shown(store);
    follows_each_action(store, seals);
    let sealed = store.seal_entries(&main_register()).unwrap();
    assert_eq!(sealed.iter().map(|entry| entry.seq.0).take(2).collect::<Vec<_>>(), [11, 17]);
    let settings = store.settings(&register_of(&main_register()), AsAt::latest()).unwrap();
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
    let exported = verify_export(&mut out.as_slice(), &BTreeMap::new()).unwrap();
    assert_eq!(exported.verification, found);
    let other = Store::in_memory().unwrap();
    other.load(&mut out.as_slice(), upgrading()).unwrap();
    assert_eq!(other.verify(&main_register()).unwrap(), found, "nothing is upgraded twice");
    let latest =
        |store: &Store| store.view(&register_of(&main_register()), AsAt::latest()).unwrap();
    assert_eq!(latest(&other), latest(store));
    shows_what_was_shown(&other);
}

#[test]
fn its_database_is_opened_and_says_what_it_said() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("register.db");
    fs::write(&path, unpacked("register.db.gz")).unwrap();
    assert!(matches!(Store::open(path.clone()), Err(OpenError::Older { found: 5, .. })));
    // To be looked at, it is left as it is.
    let examined = Store::examine(&path).unwrap().with_attachments_in(files());
    assert_eq!(walked(&examined, &main_register()).entries, 17);
    shows_what_was_shown(&examined);
    drop(examined);
    let told = Mutex::new(vec![]);
    let progress = |words: &str| told.lock().unwrap().push(words.to_owned());
    let upgrading = Upgrading { progress: &progress, ..upgrading() };
    let store = Store::open_upgrading(path, upgrading).unwrap();
    let store = store.with_attachments_in(files());
    holds_what_was_written(&store, 2);
    let told = told.into_inner().unwrap();
    assert!(told[0].ends_with("register.db.schema-5") && told.len() == 6, "{told:?}");
    let copy = place.path().join("register.db.schema-5");
    assert_eq!(
        walked(&Store::examine(&copy).unwrap().with_attachments_in(files()), &main_register())
            .entries,
        17
    );
    assert_eq!(store.organisations().unwrap().len(), 2);
    walked(&store, &"fenny".parse().unwrap());
}

/// The key that the release sealed with, as its database holds it.
fn secret() -> String {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("old.db");
    fs::write(&path, unpacked("register.db.gz")).unwrap();
    let old = rusqlite::Connection::open(&path).unwrap();
    old.query_row("SELECT secret FROM signing_key", [], |row| row.get(0)).unwrap()
}

fn holds_bytes(path: &Path, bytes: &str) -> bool {
    fs::read(path).unwrap().windows(bytes.len()).any(|window| window == bytes.as_bytes())
}

#[test]
fn the_key_that_it_sealed_with_leaves_the_database_and_seals_on() {
    let (secret, place) = (secret(), tempfile::tempdir().unwrap());
    let [path, key, log] = ["my.db", "my.db.key", "my.db-wal"].map(|name| place.path().join(name));
    fs::write(&path, unpacked("register.db.gz")).unwrap();
    assert!(holds_bytes(&path, &secret));
    let told = Mutex::new(vec![]);
    let progress = |words: &str| told.lock().unwrap().push(words.to_owned());
    let store =
        Store::open_upgrading(path.clone(), Upgrading { progress: &progress, ..upgrading() });
    let store = store.unwrap().with_attachments_in(files());
    let told = told.into_inner().unwrap().join("\n");
    assert!(told.contains("my.db.key. Keep a copy"), "{told}");
    assert!(holds_bytes(&key, &format!("main {secret}\n")));
    assert!(!holds_bytes(&path, &secret), "overwritten in the file");
    assert!(!log.exists() || !holds_bytes(&log, &secret), "and in its log");
    let sealed = store.seal(
        &register_of(&main_register()),
        &conformance::sealing("2024-07-04"),
        later(&store),
    );
    sealed.unwrap();
    assert_eq!(walked(&store, &main_register()).keys.len(), 1);
    let backup = place.path().join("backup.db");
    store.backup(&backup).unwrap();
    assert!(!holds_bytes(&backup, &secret));
    // A backup of the release holds it still: put back, it goes beside the new database.
    let (old, again) = (place.path().join("old.backup"), place.path().join("again.db"));
    fs::write(&old, unpacked("backup.db.gz")).unwrap();
    restore(&old, &again, Some(files()), upgrading()).unwrap();
    assert!(place.path().join("again.db.key").exists() && !holds_bytes(&again, &secret));
}

/// A moment after everything that was written.
fn later(store: &Store) -> bellwether_history::Moment {
    let head = store.head(&main_register()).unwrap().unwrap();
    conformance::moment(head.recorded + jiff::SignedDuration::from_mins(1))
}

#[test]
fn an_upgrade_that_fails_leaves_the_database_as_it_was() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("register.db");
    fs::write(&path, unpacked("register.db.gz")).unwrap();
    let outside = rusqlite::Connection::open(&path).unwrap();
    outside.execute("UPDATE risk_version SET body = '{' WHERE seq = 16", []).unwrap();
    let failed = Store::open_upgrading(path, upgrading()).err().unwrap();
    assert!(matches!(failed, OpenError::Migration { .. }), "{failed}");
    let of = |what: &str| outside.query_row(what, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(of("PRAGMA user_version"), 5);
    assert_eq!(of("SELECT count(*) FROM journal WHERE about IS NOT NULL"), 3);
}

#[test]
fn ids_that_an_upgrade_made_cannot_be_altered_unnoticed() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("register.db");
    fs::write(&path, unpacked("register.db.gz")).unwrap();
    let store = Store::open_upgrading(path.clone(), upgrading()).unwrap();
    let store = store.with_attachments_in(files());
    let outside = rusqlite::Connection::open(&path).unwrap();
    for sql in [
        "UPDATE identity SET ids = replace(ids, 'a', 'b')",
        "DELETE FROM identity WHERE version = (SELECT max(version) FROM identity)",
        "UPDATE identity SET ids = (SELECT ids FROM identity i WHERE i.version <> identity.version)",
    ] {
        outside.execute_batch(&format!("SAVEPOINT before; {sql}")).unwrap();
        outside.execute_batch("RELEASE before").unwrap();
        let walked = store.verify(&main_register()).unwrap();
        assert_eq!(walked.broken.map(|broken| broken.seq), Some(Seq(18)), "{sql}");
    }
}

#[test]
fn its_backup_is_put_back_and_says_what_it_said() {
    let place = tempfile::tempdir().unwrap();
    let (backup, path) = (place.path().join("old.backup"), place.path().join("register.db"));
    fs::write(&backup, unpacked("backup.db.gz")).unwrap();
    let absent = restore(&backup, &path, Some(files()), upgrading()).unwrap();
    assert!(absent.is_empty(), "{absent:?}");
    assert_eq!(
        fs::read_dir(place.path()).unwrap().count(),
        3,
        "its key, and nothing else, lies beside"
    );
    holds_what_was_written(&Store::open(path).unwrap().with_attachments_in(files()), 2);
}

#[test]
fn its_export_is_verified_and_taken_in() {
    let text = unpacked("export.jsonl.gz");
    let walked =
        verify_export(&mut BufReader::new(text.as_slice()), &BTreeMap::new()).unwrap().verification;
    assert_eq!((walked.broken, walked.entries, walked.seals), (None, 17, 2));
    let store = Store::in_memory().unwrap();
    store.load(&mut text.as_slice(), upgrading()).unwrap();
    holds_what_was_written(&store, 2);
}

#[test]
fn its_postgresql_database_is_opened_and_says_what_it_said() {
    let Some(server) = Server::shared() else { return };
    let address = server.address("bellwether", &server.database());
    let dump = String::from_utf8(unpacked("postgres.sql.gz")).unwrap();
    postgres::Client::connect(&address, postgres::NoTls).unwrap().batch_execute(&dump).unwrap();
    assert!(matches!(Store::open(address.as_str()), Err(OpenError::Older { found: 5, .. })));
    // Its key has to be kept somewhere first: until it is said where, nothing is changed.
    let asked = Store::open_upgrading(address.as_str(), upgrading()).err().unwrap().to_string();
    assert!(asked.contains("name a file for it"), "{asked}");
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::in_file(folder.path().join("keys"));
    let upgrading = Upgrading { keys: Some(&keys), ..upgrading() };
    let store = Store::open_upgrading(address.as_str(), upgrading).unwrap();
    let store = store.with_attachments_in(files());
    let sealing = conformance::sealing("2024-07-04");
    holds_what_was_written(&store, 3);
    walked(&store, &"fenny".parse().unwrap());
    let before = walked(&store, &main_register()).keys;
    store.seal(&register_of(&main_register()), &sealing, later(&store)).unwrap();
    assert_eq!(walked(&store, &main_register()).keys, before);
}
