//! The conformance suite on SQLite, and what only a SQLite file can meet.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]

mod conformance;

use std::{fs, path::Path};

use bellwether_history::{AsAt, Deed, Digest, OpenError, ReadError, Seq, Store};
use conformance::*;
use rusqlite::Connection;

fn place() -> Option<Place> {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("register.db")).unwrap();
    Some(Place { store, organisation: "north".parse().unwrap(), keep: Box::new(folder) })
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
        store.commit(&organisation, &change("2025-01-01", vec![new]), minute(0)).unwrap();
    }
    store.seal(&organisation, &sealing("2025-01-01"), minute(1), [7; 32]).unwrap();
    let whence = (&"pat".into(), "as asked", date("2025-01-01"));
    store.attach(&organisation, whence, evidence("photo.jpg"), b"a photograph", minute(2)).unwrap();
    drop(store);
    let outside = Connection::open(&path).unwrap();
    outside.pragma_update(None, "foreign_keys", false).unwrap();
    assert!(outside.execute(sql, []).unwrap() > 0, "{sql}");
    drop(outside);
    let store = Store::open(path).unwrap();
    (folder, store)
}

#[test]
fn verify_names_the_first_entry_that_does_not_hold() {
    for (sql, seq) in [
        ("UPDATE journal SET body = replace(body, 'pat', 'sam') WHERE seq = 2", 2),
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
        (
            "INSERT INTO risk_version SELECT organisation, 9, risk, '2026-01-01', 1, 1, body \
             FROM risk_version WHERE version = 1",
            1,
        ),
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
fn bad_stored_data_is_a_located_error() {
    for sql in [
        "UPDATE risk_version SET body = '{' WHERE version = 2",
        "UPDATE risk_version SET body = '{}' WHERE version = 2",
        "UPDATE risk_version SET live = 7 WHERE version = 2",
    ] {
        let (_folder, store) = tampered(sql);
        let error = store.view(&"north".parse().unwrap(), AsAt::latest()).unwrap_err();
        let ReadError::Corrupt { table, key, .. } = &error else { panic!("{error}") };
        assert_eq!((*table, key.as_str()), ("risk version", "2"), "{error}");
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
fn a_store_opens_again_with_all_it_held() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let organisation = "north".parse().unwrap();
    let new = change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]);
    let head = Store::open(path.clone()).unwrap().commit(&organisation, &new, minute(0)).unwrap();
    let store = Store::open(path).unwrap();
    assert_eq!(store.head(&organisation).unwrap().unwrap().hash, head.hash);
    assert_eq!(store.view(&organisation, AsAt::latest()).unwrap().risks.len(), 1);
}
