//! Uploads that wait between their plan and its acceptance.

use bellwether_history::{Digest, ExportError, Staged, Store};

use super::*;

fn upload(name: &str) -> Staged {
    Staged { name: name.into(), bytes: format!("the \0 bytes of {name}").into_bytes() }
}

pub fn an_upload_waits_for_whoever_accepts_it(place: &Place) {
    let other = Store::open(place.location.clone()).unwrap();
    let south = "south".parse().unwrap();
    let digest = place.store.stage(&place.organisation, &upload("a.csv"), minute(0)).unwrap();
    assert_eq!(digest, Digest::of(upload("a.csv").bytes));
    let waits = |store: &Store| store.staged(&place.organisation, digest, minute(1)).unwrap();
    assert_eq!(waits(&other), Some(upload("a.csv")));
    assert_eq!(other.staged(&south, digest, minute(1)).unwrap(), None);
    // The same bytes again are the same upload, under its new name.
    let renamed = Staged { name: "b.csv".into(), ..upload("a.csv") };
    assert_eq!(other.stage(&place.organisation, &renamed, minute(1)).unwrap(), digest);
    assert_eq!(waits(&place.store), Some(renamed));
    other.unstage(&place.organisation, digest).unwrap();
    assert_eq!(waits(&place.store), None);
}

pub fn an_upload_does_not_wait_for_ever(place: &Place) {
    let day = 24 * 60;
    let stage = |name, at| place.store.stage(&place.organisation, &upload(name), minute(at));
    let waits =
        |digest, at| place.store.staged(&place.organisation, digest, minute(at)).unwrap().is_some();
    let first = stage("a.csv", 0).unwrap();
    assert!(waits(first, day - 1));
    assert!(!waits(first, day));
    stage("b.csv", day).unwrap();
    assert!(!waits(first, 1), "it is gone, not only hidden");
    // Also where nobody brings another.
    let last = stage("c.csv", 0).unwrap();
    place.store.unstage_old(&place.organisation, minute(day - 1)).unwrap();
    assert!(waits(last, 1));
    place.store.unstage_old(&place.organisation, minute(day)).unwrap();
    assert!(!waits(last, 1));
}

pub fn of_too_many_uploads_the_longest_waiting_goes(place: &Place) {
    let stage = |n: i64| {
        place.store.stage(&place.organisation, &upload(&n.to_string()), minute(n)).unwrap()
    };
    let all: Vec<Digest> = (0..33).map(stage).collect();
    let waits = |digest: &Digest| {
        place.store.staged(&place.organisation, *digest, minute(40)).unwrap().is_some()
    };
    let waiting: Vec<bool> = all.iter().map(waits).collect();
    assert!(!waiting[0] && waiting[1..].iter().all(|waits| *waits), "{waiting:?}");
}

pub fn an_upload_is_no_part_of_the_record(place: &Place) {
    place.store.stage(&place.organisation, &upload("a.csv"), minute(0)).unwrap();
    assert_eq!(place.store.organisations().unwrap(), []);
    let export = |out: &mut Vec<u8>| place.store.export(&place.organisation, out);
    assert!(matches!(export(&mut vec![]), Err(ExportError::NoSuchOrganisation(_))));
    place.accept(1, &change("2025-01-01", vec![]));
    let mut out = Vec::new();
    export(&mut out).unwrap();
    assert!(!String::from_utf8(out).unwrap().contains("a.csv"));
    assert_eq!(place.store.verify(&place.organisation).unwrap().entries, 1);
}
