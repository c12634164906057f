//! The conformance suite on SQLite, and what only a SQLite file can meet.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]

mod conformance;

use std::{collections::BTreeMap, fs, path::Path};

use bellwether_history::{
    AsAt, BackupError, CommitError, Deed, Digest, Erasing, Fault, Location, OpenError, ReadError,
    RiskId, Seq, Store, Write, restore, verify_export,
};
use conformance::{export, register_of, *};
use rusqlite::Connection;

fn place() -> Option<Place> {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::from(folder.path().join("register.db"));
    let store = Store::open(location.clone()).unwrap();
    Some(Place { store, location, organisation: "north".parse().unwrap(), keep: Box::new(folder) })
}

all_behaviours!(place);

/// A file with four entries (two risks, a seal, an attachment), and a way to change it from outside.
fn tampered(sql: &str) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let store = Store::open(path.clone()).unwrap();
    let organisation = "north".parse().unwrap();
    for (number, words) in [(1, "Frost"), (2, "Flood")] {
        let new = write(number, "2025-01-01", None, risk("1", words, 9));
        store.commit(&register_of(&organisation), &change("2025-01-01", vec![new]), at(0)).unwrap();
    }
    store.seal(&register_of(&organisation), &sealing("2025-01-01"), at(1)).unwrap();
    let whence = &authority("as asked", "2025-01-01");
    store
        .attach(&register_of(&organisation), whence, evidence("photo.jpg"), b"a photograph", at(2))
        .unwrap();
    drop(store);
    let outside = Connection::open(&path).unwrap();
    outside.pragma_update(None, "foreign_keys", false).unwrap();
    assert!(outside.execute(sql, []).unwrap() > 0, "{sql}");
    drop(outside);
    let store = Store::open(path).unwrap();
    (folder, store)
}

#[test]
fn a_register_of_many_risks_is_read_whole_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let organisation = "north".parse().unwrap();
    let many = (0..700_u16).map(|number| {
        let mut new = write(1, "2025-01-01", None, risk(&number.to_string(), "Frost", 9));
        if let Write::Risk(own) = &mut new {
            let [high, low] = number.to_be_bytes();
            own.id = RiskId::from_random([high, low, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        }
        new
    });
    let whole = change("2025-01-01", many.collect());
    Store::open(path.clone()).unwrap().commit(&register_of(&organisation), &whole, at(0)).unwrap();
    // Nothing was read by this one before.
    let store = Store::open(path.clone()).unwrap();
    let view = store.view(&register_of(&organisation), AsAt::date(date("2025-01-01"))).unwrap();
    let numbers = view.risks.iter().map(|version| version.risk.reference.clone().unwrap());
    assert!(numbers.eq((0..700).map(|number| number.to_string())));
    drop(store);
    let outside = Connection::open(&path).unwrap();
    let broken = "UPDATE risk_version SET body = 'nothing' WHERE version = \
                  (SELECT max(version) FROM risk_version)";
    assert_eq!(outside.execute(broken, []).unwrap(), 1);
    drop(outside);
    let store = Store::open(path).unwrap();
    let read = store.view(&register_of(&organisation), AsAt::date(date("2025-01-01")));
    assert!(read.is_err(), "what cannot be read is said, whoever read it");
}

/// Adds a version of the first entry's risk to it, under a number.
macro_rules! smuggled {
    ($number:literal) => {
        concat!(
            "INSERT INTO risk_version SELECT organisation, ",
            $number,
            ", risk, '2026-01-01', 1, 1, body, register FROM risk_version WHERE seq = 1"
        )
    };
}

#[test]
fn verify_names_the_first_entry_that_does_not_hold() {
    for (sql, seq) in [
        ("UPDATE journal SET body = replace(body, 'group', 'board') WHERE seq = 2", 2),
        ("UPDATE journal SET actor = 2 WHERE seq = 2", 2),
        ("UPDATE journal SET register = 'other' WHERE seq = 2", 2),
        ("UPDATE actor SET name = 'sam'", 1),
        ("UPDATE actor SET salt = '00000000000000000000000000000000'", 1),
        ("DELETE FROM actor", 1),
        // What belongs to no entry is told beyond the last.
        ("UPDATE actor SET name = NULL, salt = NULL", 5),
        ("INSERT INTO actor VALUES ('north', 7, 1, 'sam', '00')", 5),
        ("DELETE FROM register", 5),
        ("UPDATE register SET seq = 2", 5),
        ("INSERT INTO register VALUES ('north', 'other', 1)", 5),
        ("DELETE FROM risk WHERE id = (SELECT min(id) FROM risk)", 5),
        ("INSERT INTO risk VALUES ('north', '00000000-0000-4000-8000-000000000000')", 5),
        ("DELETE FROM organisation", 5),
        ("INSERT INTO identity SELECT organisation, version, '{}' FROM risk_version", 5),
        // What is in force is chosen by the numbers.
        ("UPDATE risk_version SET register = 'other' WHERE seq = 2", 2),
        ("UPDATE risk_version SET version = version + 1 WHERE seq = 2", 2),
        ("UPDATE journal SET recorded = recorded + 1 WHERE seq = 1", 1),
        ("UPDATE journal SET kind = 'close' WHERE seq = 2", 2),
        ("UPDATE journal SET seq = 9 WHERE seq = 2", 2),
        ("UPDATE sealed_document SET body = replace(body, 'Frost', 'Fresh')", 3),
        ("DELETE FROM sealed_document", 3),
        ("UPDATE attachment SET body = x'00'", 4),
        ("DELETE FROM attachment", 4),
        ("DELETE FROM journal WHERE seq = 1", 1),
        ("UPDATE risk_version SET body = replace(body, 'Frost', 'Fresh') WHERE seq = 1", 1),
        ("UPDATE risk_version SET effective = '2025-01-02' WHERE seq = 2", 2),
        ("UPDATE risk_version SET live = 0 WHERE seq = 2", 2),
        ("UPDATE risk_version SET seq = 2 WHERE seq = 1", 1),
        ("DELETE FROM risk_version WHERE seq = 2", 2),
        ("UPDATE journal SET risk = NULL WHERE seq = 4", 4),
        // Whatever number a version is smuggled in under: none, its entry's, another's, one beyond.
        (smuggled!("9"), 1),
        (smuggled!("version + 9"), 1),
        (smuggled!("version + 1073741824 + 9"), 1),
        (smuggled!("version * 1000"), 1),
    ] {
        let (_folder, store) = tampered(sql);
        let walked = store.verify(&"north".parse().unwrap()).unwrap();
        assert_eq!(walked.broken.as_ref().map(|b| b.seq), Some(Seq(seq)), "{sql}: {walked:?}");
    }
}

#[test]
fn a_chain_made_anew_from_the_middle_does_not_hold() {
    let (folder, store) = tampered("UPDATE journal SET kind = kind");
    let organisation = "north".parse().unwrap();
    let first = store.journal(&organisation, Seq(1)..=Seq(1)).unwrap().remove(0);
    let forged = bellwether_history::Entry { reason: "something else".into(), ..first };
    let body = forged.canonical().unwrap();
    let hash = bellwether_history::Digest::of(&body).to_string();
    drop(store);
    let path = folder.path().join("register.db");
    let outside = Connection::open(&path).unwrap();
    outside
        .execute("UPDATE journal SET body = ?1, hash = ?2 WHERE seq = 1", [&body, &hash])
        .unwrap();
    let walked = Store::open(path).unwrap().verify(&organisation).unwrap();
    assert_eq!(walked.broken.map(|broken| broken.seq), Some(Seq(2)));
}

#[test]
fn a_seal_that_another_key_would_have_signed_does_not_hold() {
    let (folder, store) = tampered("UPDATE journal SET kind = kind");
    let organisation = "north".parse().unwrap();
    let entry = store.journal(&organisation, Seq(3)..=Seq(3)).unwrap().remove(0);
    drop(store);
    let path = folder.path().join("register.db");
    let forge = |change: fn(&mut bellwether_history::Seal)| {
        let mut forged = entry.clone();
        let Deed::Seal(seal) = &mut forged.deed else { panic!("{entry:?}") };
        change(seal);
        let body = forged.canonical().unwrap();
        let hash = Digest::of(&body).to_string();
        let outside = Connection::open(&path).unwrap();
        outside
            .execute("UPDATE journal SET body = ?1, hash = ?2 WHERE seq = 3", [&body, &hash])
            .unwrap();
        Store::open(path.clone()).unwrap().verify(&organisation).unwrap().broken
    };
    for change in [
        (|seal| seal.name = "Another meeting".into()) as fn(&mut bellwether_history::Seal),
        |seal| seal.signature.0[0] ^= 1,
        |seal| seal.key.0[0] ^= 1,
        |seal| seal.corrects = Some(Seq(1)),
    ] {
        let broken = forge(change).unwrap();
        assert_eq!(broken.seq, Seq(3));
        assert!(broken.problem.contains("signature"), "{}", broken.problem);
    }
}

#[test]
fn an_upload_that_was_changed_while_it_waited_is_not_accepted() {
    let place = place().unwrap();
    let Place { store, organisation, location, .. } = &place;
    let staged = bellwether_history::Staged { name: "a.csv".into(), bytes: b"Ref;Risk".to_vec() };
    let digest = store.stage(organisation, &staged, minute(0)).unwrap();
    assert_eq!(store.staged(organisation, digest, minute(1)).unwrap(), Some(staged));
    let outside = Connection::open(waiting(location)).unwrap();
    outside.execute("UPDATE staged SET body = CAST('Ref;Else' AS BLOB)", []).unwrap();
    let changed = store.staged(organisation, digest, minute(1)).unwrap_err();
    assert!(changed.to_string().contains("choose the file again"), "{changed}");
}

/// The file in which uploads wait.
fn waiting(location: &Location) -> std::path::PathBuf {
    let Location::Sqlite(path) = location else { panic!() };
    path.with_file_name("register.db.waiting")
}

#[test]
fn uploads_wait_in_a_file_of_their_own() {
    let place = place().unwrap();
    let Place { store, organisation, location, .. } = &place;
    let Location::Sqlite(path) = location else { panic!() };
    place.accept(0, &change("2025-01-01", vec![]));
    let file = waiting(location);
    assert!(!file.exists(), "nothing waits");
    let upload = |byte: u8| bellwether_history::Staged {
        name: "a.csv".into(),
        bytes: vec![byte; 1024 * 1024],
    };
    let stage = |byte, minutes| store.stage(organisation, &upload(byte), minute(minutes)).unwrap();
    let length = |path: &Path| fs::metadata(path).unwrap().len();
    let before = length(path);
    let digests: Vec<Digest> = (0..4).map(|byte| stage(byte, 0)).collect();
    assert!(length(path) == before && length(&file) > 4 * 1024 * 1024);
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions())
            & 0o777,
        0o600
    );
    // A backup holds none of them.
    let backup = path.with_file_name("backup.db");
    store.backup(&backup).unwrap();
    assert!(length(&backup) < 512 * 1024);
    assert!(!holding(path.parent().unwrap(), &[1; 256]).contains(&backup));
    // Who writes to the database is not waited for, nor the other way round.
    let writes = Connection::open(path).unwrap();
    writes.execute_batch("BEGIN IMMEDIATE").unwrap();
    stage(9, 0);
    drop(writes);
    let uploads = Connection::open(&file).unwrap();
    uploads.execute_batch("BEGIN EXCLUSIVE").unwrap();
    place.accept(1, &change("2025-01-01", vec![]));
    drop(uploads);
    // Room is given back when they go: once accepted, and after a day.
    store.unstage(organisation, digests[0]).unwrap();
    assert!(length(&file) < 4 * 1024 * 1024 + 512 * 1024);
    stage(10, 24 * 60);
    assert!(length(&file) < 2 * 1024 * 1024, "{}", length(&file));
    // It is nobody's record: what is damaged, or taken away, is made anew.
    fs::remove_file(&file).unwrap();
    assert_eq!(store.staged(organisation, digests[1], minute(1)).unwrap(), None);
    fs::write(&file, b"no database at all, but as long as a page of one would be").unwrap();
    let again = Store::open(location.clone()).unwrap();
    again.stage(organisation, &upload(1), minute(0)).unwrap();
    assert_eq!(again.staged(organisation, digests[1], minute(1)).unwrap(), Some(upload(1)));
}

#[test]
fn bad_stored_data_is_a_located_error() {
    for sql in [
        "UPDATE risk_version SET body = '{' WHERE seq = 2",
        "UPDATE risk_version SET body = '{}' WHERE seq = 2",
        "UPDATE risk_version SET live = 7 WHERE seq = 2",
    ] {
        let (_folder, store) = tampered(sql);
        let error =
            store.view(&register_of(&"north".parse().unwrap()), AsAt::latest()).unwrap_err();
        let ReadError::Corrupt { table, key, .. } = &error else { panic!("{error}") };
        assert_eq!((*table, key.as_str()), ("risk version", "2147483649"), "{error}");
    }
}

fn refused(path: &Path) -> OpenError {
    match Store::open(path.to_owned()) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => error,
    }
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    fs::write(&text, "not a database at all, but long enough to have a header".repeat(50)).unwrap();
    assert!(matches!(refused(&text), OpenError::NotADatabase(_)));

    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE sheep (name TEXT)").unwrap();
    let before = fs::read(&other).unwrap();
    assert!(matches!(refused(&other), OpenError::AnotherProgram(_)));
    assert_eq!(fs::read(&other).unwrap(), before);

    assert!(matches!(refused(folder.path()), OpenError::Folder(_)));
    assert!(matches!(refused(&folder.path().join("no/such/place.db")), OpenError::NoFolder(_)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing was made");
}

#[test]
fn a_newer_schema_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    drop(Store::open(path.clone()).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&path).unwrap();
    let OpenError::Newer { found: 99, .. } = refused(&path) else { panic!() };
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn what_a_newer_program_wrote_into_the_record_is_refused_in_words() {
    for (form, told) in [
        ("replace(body, 'bellwether.entry/2', 'bellwether.entry/9')", "form “bellwether.entry/9”"),
        ("replace(body, '\"kind\":\"edit\"', '\"kind\":\"melt\"')", "kind “melt”"),
    ] {
        let (_folder, store) = tampered(&format!("UPDATE journal SET body = {form} WHERE seq = 2"));
        let north = "north".parse().unwrap();
        let read = store.journal(&north, Seq(1)..=Seq(4)).unwrap_err().to_string();
        let walked = store.verify(&north).unwrap_err().to_string();
        for words in [read, walked] {
            assert!(words.contains(told) && words.contains("a newer Bellwether"), "{words}");
        }
    }
    let later = "{\"export\":{\"format\":\"bellwether.export/9\",\"new\":1}}\n";
    let refused = verify_export(&mut later.as_bytes(), &BTreeMap::new()).unwrap_err().to_string();
    assert!(refused.contains("form “bellwether.export/9”"), "{refused}");
}

#[test]
fn a_store_that_another_program_changed_is_not_written_to() {
    let place = place().unwrap();
    let Location::Sqlite(path) = &place.location else { panic!() };
    let new = change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]);
    Connection::open(path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let refused = place.store.commit(&register_of(&place.organisation), &new, at(0)).unwrap_err();
    assert!(refused.to_string().contains("start the newer one"), "{refused}");
}

#[cfg(unix)]
#[test]
fn a_file_that_another_took_the_place_of_is_neither_written_nor_read() {
    let folder = tempfile::tempdir().unwrap();
    let [path, other] = ["register.db", "other.db"].map(|name| folder.path().join(name));
    let organisation = "north".parse().unwrap();
    let [store, another] = [&path, &other].map(|path| Store::open(path.clone()).unwrap());
    let new = |words| change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", words, 9))]);
    store.commit(&register_of(&organisation), &new("Frost"), at(0)).unwrap();
    another.commit(&register_of(&organisation), &new("Flood"), at(0)).unwrap();
    drop(another);
    let is_refused = || {
        let written = store.commit(&register_of(&organisation), &new("Fire"), at(1)).unwrap_err();
        assert!(matches!(written, CommitError::Read(ReadError::Fault(Fault::Replaced))));
        let read = store.head(&organisation).unwrap_err();
        assert!(matches!(read, ReadError::Fault(Fault::Replaced)));
    };
    let kept = folder.path().join("kept.db");
    fs::rename(&path, &kept).unwrap();
    is_refused();
    fs::rename(&other, &path).unwrap();
    is_refused();
    // Put back, all is as it was.
    fs::rename(&kept, &path).unwrap();
    assert_eq!(store.head(&organisation).unwrap().unwrap().seq, Seq(1));
}

#[test]
fn a_store_opens_again_with_all_it_held() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let organisation = "north".parse().unwrap();
    let new = change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]);
    let head = Store::open(path.clone())
        .unwrap()
        .commit(&register_of(&organisation), &new, at(0))
        .unwrap();
    let store = Store::open(path).unwrap();
    assert_eq!(store.head(&organisation).unwrap().unwrap().hash, head.hash);
    assert_eq!(store.view(&register_of(&organisation), AsAt::latest()).unwrap().risks.len(), 1);
}

#[test]
fn no_line_of_an_export_can_be_changed_or_left_out_unnoticed() {
    let store = Store::in_memory().unwrap();
    let text = export::of(&store, &"north".parse().unwrap());
    let holds = |text: &str| {
        let walked = verify_export(&mut text.as_bytes(), &BTreeMap::new());
        walked.is_ok_and(|loaded| loaded.verification.broken.is_none())
    };
    assert!(holds(&text));
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() > 8, "{text}");
    for left_out in 0..lines.len() {
        let mut rest = lines.clone();
        rest.remove(left_out);
        assert!(!holds(&(rest.join("\n") + "\n")), "without {}", lines[left_out]);
        assert!(!holds(&lines[..left_out].join("\n")), "cut before {}", lines[left_out]);
    }
    for (words, others) in [
        ("Frost", "Fresh"),
        ("pat", "sam"),
        ("Spring", "Autumn"),
        ("live", "closed"),
        ("2025-01-01", "2025-01-02"),
        ("YSA", "YSB"),
        ("\"entries\":7", "\"entries\":4"),
        ("limits/a", "limits/b"),
        ("0.25", "0.26"),
    ] {
        let found: Vec<_> = text.match_indices(words).collect();
        assert!(!found.is_empty(), "{words}");
        for (place, _) in found {
            let changed = format!("{}{others}{}", &text[..place], &text[place + words.len()..]);
            assert!(!holds(&changed), "{words} at {place}");
        }
    }
}

#[test]
fn a_backup_is_made_while_others_write_and_restored() {
    let place = place().unwrap();
    let folder = tempfile::tempdir().unwrap();
    place.accept(
        0,
        &change("2025-01-01", vec![write(0, "2025-01-01", None, risk("0", "Words", 1))]),
    );
    let written = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for number in 1..60 {
                let new = write(number, "2025-01-01", None, risk("1", "Words", 1));
                place.accept(number.into(), &change("2025-01-01", vec![new]));
            }
        });
        for number in 0..5 {
            place.store.backup(&folder.path().join(format!("{number}.backup"))).unwrap();
        }
        writer.join().unwrap();
        60
    });
    let last = folder.path().join("last.backup");
    place.store.backup(&last).unwrap();
    for number in 0..5 {
        let path = folder.path().join(format!("{number}.db"));
        restore(&folder.path().join(format!("{number}.backup")), &path, None, upgrading()).unwrap();
        let walked = Store::open(path).unwrap().verify(&place.organisation).unwrap();
        assert_eq!(walked.broken, None);
        assert!((1..=written).contains(&walked.entries));
    }
    let path = folder.path().join("last.db");
    restore(&last, &path, None, upgrading()).unwrap();
    let restored = Store::open(path.clone()).unwrap();
    assert_eq!(
        restored.head(&place.organisation).unwrap(),
        place.store.head(&place.organisation).unwrap()
    );
    assert!(matches!(restore(&last, &path, None, upgrading()), Err(BackupError::Exists(_))));
    assert!(matches!(place.store.backup(&last), Err(BackupError::Exists(_))));
}

#[test]
fn a_backup_that_does_not_hold_is_not_restored() {
    let (folder, store) = tampered("UPDATE risk_version SET live = 0 WHERE seq = 2");
    let backup = folder.path().join("bad.backup");
    store.backup(&backup).unwrap();
    let to = folder.path().join("restored.db");
    assert!(matches!(restore(&backup, &to, None, upgrading()), Err(BackupError::Broken { .. })));
    let text = folder.path().join("notes.txt");
    fs::write(&text, "no backup at all ".repeat(50)).unwrap();
    assert!(matches!(restore(&text, &to, None, upgrading()), Err(BackupError::Open(_))));
    let none = folder.path().join("none");
    let missing = restore(&none, &to, None, upgrading());
    assert!(matches!(missing, Err(BackupError::Open(OpenError::Missing(_)))));
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("restored"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    let remarks = store.doctor(None, minute(60)).unwrap();
    let unsound: Vec<_> = remarks.iter().filter(|remark| !remark.sound).collect();
    assert_eq!(unsound.len(), 1, "{remarks:?}");
    assert!(unsound[0].words.contains("entry 2"), "{}", unsound[0].words);
}

/// A file of the first schema.
fn of_the_first_schema(path: &Path) -> Connection {
    let old = Connection::open(path).unwrap();
    old.execute_batch(include_str!("../migrations/sqlite/0001_history.sql")).unwrap();
    old.pragma_update(None, "application_id", 0x4265_6c6c).unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    old
}

fn schema(path: &Path) -> (i64, Vec<String>) {
    let file = Connection::open(path).unwrap();
    let version = file.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    let mut statement =
        file.prepare("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY name").unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    (version, rows.map(Result::unwrap).collect())
}

#[test]
fn an_old_file_is_brought_up_to_what_a_new_one_is() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.db"), folder.path().join("new.db"));
    drop(of_the_first_schema(&old));
    drop(Store::open_upgrading(old.clone(), upgrading()).unwrap());
    drop(Store::open(new.clone()).unwrap());
    assert_eq!(schema(&old), schema(&new));
}

#[test]
fn a_migration_that_fails_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    of_the_first_schema(&path).execute_batch("CREATE TABLE attachment (sheep TEXT)").unwrap();
    let before = schema(&path);
    let failed = Store::open_upgrading(path.clone(), upgrading()).err().unwrap();
    assert!(matches!(failed, OpenError::Migration { .. }), "{failed}");
    assert_eq!(schema(&path), before);
}

#[test]
fn the_two_engines_take_the_same_steps() {
    let names = |engine: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert_eq!(names("sqlite").len() as i64, schema_of_a_new_file());
}

fn schema_of_a_new_file() -> i64 {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.db");
    drop(Store::open(path.clone()).unwrap());
    schema(&path).0
}

#[test]
fn a_backup_can_be_examined_and_is_not_changed() {
    let place = place().unwrap();
    let new = change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]);
    place.accept(0, &new);
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("a.backup");
    place.store.backup(&backup).unwrap();
    let before = fs::read(&backup).unwrap();
    let examined = Store::examine(&backup).unwrap();
    assert_eq!(examined.verify(&place.organisation).unwrap().entries, 1);
    assert_eq!(
        examined.view(&register_of(&place.organisation), AsAt::latest()).unwrap().risks.len(),
        1
    );
    assert!(examined.doctor(None, minute(60)).unwrap().iter().all(|remark| remark.sound));
    let read_only =
        examined.commit(&register_of(&place.organisation), &change("2025-01-01", vec![]), at(1));
    assert!(matches!(read_only, Err(CommitError::Read(ReadError::Fault(Fault::ReadOnly)))));
    drop(examined);
    assert_eq!(fs::read(&backup).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was put beside it");

    let old = folder.path().join("old.db");
    drop(of_the_first_schema(&old));
    // Nor is one of an older program.
    let before = fs::read(&old).unwrap();
    assert!(Store::examine(&old).unwrap().organisations().unwrap().is_empty());
    assert!(matches!(refused(&old), OpenError::Older { found: 1, .. }));
    assert_eq!(fs::read(&old).unwrap(), before);
    assert!(matches!(Store::examine(&folder.path().join("none")), Err(OpenError::Missing(_))));
}

#[test]
fn an_attachment_of_an_older_file_is_there_after_the_upgrade() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let old = of_the_first_schema(&path);
    old.execute_batch(include_str!("../migrations/sqlite/0002_seals_and_attachments.sql")).unwrap();
    old.pragma_update(None, "user_version", 2).unwrap();
    old.execute("INSERT INTO organisation VALUES ('north', 0)", []).unwrap();
    let sha256 = Digest::of("paper");
    old.execute("INSERT INTO attachment VALUES ('north', ?1, x'7061706572')", [sha256.to_string()])
        .unwrap();
    drop(old);
    let store = Store::open_upgrading(path, upgrading()).unwrap();
    let kept = store.attachment(&"north".parse().unwrap(), sha256).unwrap();
    assert_eq!(kept.as_deref(), Some(b"paper".as_slice()));
}

/// Which of the files of a folder hold some bytes.
fn holding(folder: &Path, bytes: &[u8]) -> Vec<std::path::PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let holds = |path: &std::path::PathBuf| {
        fs::read(path).unwrap().windows(bytes.len()).any(|window| window == bytes)
    };
    files.filter(holds).collect()
}

#[test]
fn nothing_of_what_was_erased_is_left_in_the_file_or_its_log() {
    let place = place().unwrap();
    let folder = place.keep.downcast_ref::<tempfile::TempDir>().unwrap().path();
    erase::told_of(&place);
    // Enough to fill pages, some of which a program left as they were that did not overwrite.
    let Location::Sqlite(path) = &place.location else { panic!() };
    let outside = Connection::open(path).unwrap();
    outside.pragma_update(None, "secure_delete", false).unwrap();
    outside
        .execute_batch(
            "CREATE TABLE before (text TEXT); WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL \
             SELECT n + 1 FROM n WHERE n < 500) INSERT INTO before SELECT \
             'asked Quill Fenwright' || hex(randomblob(400)) FROM n; DROP TABLE before",
        )
        .unwrap();
    assert!(!holding(folder, b"Quill Fenwright").is_empty());
    let file = Erasing { files: [Digest::of(b"the life of q. f.")].into(), ..erase::words() };
    assert_eq!(erase::erased(&place, 4, &file).unwrap().left, [""; 0]);
    for words in [&b"Quill"[..], b"Fenwright", b"FENWRIGHT", b"the life of q. f."] {
        assert_eq!(holding(folder, words), [""; 0].map(std::path::PathBuf::from));
    }
    // A reader that holds on to what stood there before is waited for, and said.
    let reader = Connection::open(path).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM journal").unwrap();
    let flood = Erasing { words: vec!["Flood".parse().unwrap()], ..Erasing::default() };
    let left = erase::erased(&place, 5, &flood).unwrap().left;
    assert!(left[0].contains("not overwritten"), "{left:?}");
    reader.execute_batch("COMMIT").unwrap();
    assert_eq!(place.store.finish_erasing(&place.organisation).unwrap(), [""; 0]);
    assert_eq!(holding(folder, b"Flood"), [""; 0].map(std::path::PathBuf::from));
}

#[test]
fn what_was_erased_and_what_is_altered_are_told_apart() {
    let other = "Quill Fenwright asked";
    for (sql, seq) in [
        ("UPDATE journal SET body = replace(body, '[erased by entry 5] asked', '?1')", 1),
        (
            "UPDATE journal SET body = replace(body, '[erased by entry 5]', 'nobody') WHERE seq = 1",
            1,
        ),
        ("UPDATE journal SET hash = replace(hash, 'a', 'b') WHERE seq = 1", 1),
        ("UPDATE risk_version SET body = replace(body, '[erased by entry 5]', 'nobody')", 1),
        ("UPDATE risk_version SET body = replace(body, 'Flood', '[erased by entry 5]')", 1),
        ("UPDATE sealed_document SET body = replace(body, '[erased by entry 5]', 'nobody')", 2),
        ("UPDATE journal SET body = replace(body, 'GDPR', 'GDPS')", 5),
        ("INSERT INTO attachment VALUES ('north', 'x', NULL, x'00')", 6),
        ("DELETE FROM journal WHERE seq = 5", 1),
    ] {
        let place = place().unwrap();
        erase::told_of(&place);
        let file = Erasing { files: [Digest::of(b"the life of q. f.")].into(), ..erase::words() };
        erase::erased(&place, 4, &file).unwrap();
        assert_eq!(place.store.verify(&place.organisation).unwrap().broken, None);
        let Location::Sqlite(path) = &place.location else { panic!() };
        let outside = Connection::open(path).unwrap();
        outside.pragma_update(None, "foreign_keys", false).unwrap();
        let sha256 = Digest::of(b"the life of q. f.").to_string();
        let sql = sql.replace("?1", other).replace("'x'", &format!("'{sha256}'"));
        assert!(outside.execute(&sql, []).unwrap() > 0, "{sql}");
        let broken = place.store.verify(&place.organisation).unwrap().broken;
        assert_eq!(broken.map(|broken| broken.seq), Some(Seq(seq)), "{sql}");
    }
}
