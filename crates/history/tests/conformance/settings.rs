//! What a body sets for its own register.

use bellwether_history::{AsAt, Change, CommitError, Conflict, Deed, Digest, Seq, Subject};
use serde_json::{Value, json};

use super::*;

impl Place {
    fn set(&self, minutes: i64, key: &str, from: &str, began: Option<Seq>, value: Value) -> Seq {
        let change = change(from, vec![setting(key, from, began, value)]);
        self.accept(minutes, &Change { deed: Deed::Set, ..change }).seq
    }

    fn value(&self, key: &str, as_at: AsAt) -> Option<Value> {
        let settings = self.store.settings(&register_of(&self.organisation), as_at).unwrap();
        settings.get(key).map(|version| version.value.clone())
    }
}

pub fn a_setting_holds_from_its_date_until_the_next(place: &Place) {
    assert_eq!(place.value("checks", AsAt::latest()), None);
    let first = place.set(0, "checks", "2025-01-01", None, json!({"severe": 12}));
    place.set(1, "checks", "2025-03-01", Some(first), json!({"severe": 16}));
    // A back-dated one leaves the later date alone.
    place.set(2, "checks", "2025-02-01", Some(first), json!({"severe": 14}));
    let at = |day: &str| place.value("checks", AsAt::date(date(day)));
    assert_eq!(at("2024-12-31"), None);
    assert_eq!(at("2025-01-31"), Some(json!({"severe": 12})));
    assert_eq!(at("2025-02-01"), Some(json!({"severe": 14})));
    assert_eq!(at("2025-03-01"), Some(json!({"severe": 16})));
    let known = AsAt { effective: date("2025-02-01"), known: Some(minute(1)) };
    assert_eq!(place.value("checks", known), Some(json!({"severe": 12})));
    let all = place.store.setting_versions(&register_of(&place.organisation), "checks").unwrap();
    let seqs: Vec<u32> = all.iter().map(|version| version.seq.0).collect();
    assert_eq!(seqs, [1, 3, 2]);
    assert_eq!(all[0].recorded, minute(0));
    // The register itself is none the different.
    assert!(place.store.dates(&register_of(&place.organisation), None).unwrap().is_empty());
}

pub fn a_withdrawn_setting_says_so(place: &Place) {
    let first = place.set(0, "a", "2025-01-01", None, json!(1));
    place.set(1, "b", "2025-01-01", None, json!(2));
    place.set(2, "a", "2025-02-01", Some(first), Value::Null);
    assert_eq!(place.value("a", AsAt::latest()), Some(Value::Null));
    assert_eq!(place.value("b", AsAt::latest()), Some(json!(2)));
}

pub fn a_stale_setting_is_told_both_versions(place: &Place) {
    let first = place.set(0, "a", "2025-01-01", None, json!(1));
    let second = place.set(1, "a", "2025-02-01", Some(first), json!(2));
    let stale = change("2025-03-01", vec![setting("a", "2025-03-01", Some(first), json!(3))]);
    let refused = place.store.commit(&register_of(&place.organisation), &stale, at(2));
    let Err(CommitError::Stale(conflicts)) = refused else { panic!("{refused:?}") };
    let [Conflict::Setting { began: Some(began), stands: Some(stands), .. }] = conflicts.as_slice()
    else {
        panic!("{conflicts:?}")
    };
    // What stood when that entry was the last, and what stands now.
    assert_eq!((began.value.clone(), stands.value.clone()), (json!(1), json!(2)));
    assert_eq!(stands.seq, second);
}

pub fn a_setting_has_a_key_and_is_set_once_a_date(place: &Place) {
    let set = |writes| {
        place.store.commit(&register_of(&place.organisation), &change("2025-01-01", writes), at(0))
    };
    let one = |key: &str| setting(key, "2025-01-01", None, json!(1));
    assert!(matches!(set(vec![one("a"), one("a")]), Err(CommitError::Twice { .. })));
    for wrong in ["", "a\0b", &"a".repeat(201)] {
        assert!(matches!(set(vec![one(wrong)]), Err(CommitError::SettingKey(_))), "{wrong:?}");
    }
    set(vec![one("a"), one("a'b"), write(1, "2025-01-01", None, risk("1", "Frost", 1))]).unwrap();
}

pub fn settings_are_part_of_the_record(place: &Place) {
    place.set(0, "checks", "2025-01-01", None, json!({"z": 1, "a": [0.1, "é"]}));
    let entries = place.store.latest_entries(&place.organisation, None, 1).unwrap();
    assert_eq!(entries[0].deed, Deed::Set);
    let [written] = entries[0].writes.as_slice() else { panic!("{entries:?}") };
    assert_eq!(written.subject, Subject::Setting { key: "checks".into() });
    // The digest is that of the canonical form.
    assert_eq!(written.sha256, Digest::of(r#"{"a":[0.1,"é"],"z":1}"#));
    let walked = place.store.verify(&place.organisation).unwrap();
    assert_eq!((walked.versions, walked.broken), (1, None));
}
