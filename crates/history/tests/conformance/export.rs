//! Exports: out of one engine, into another.

use bellwether_history::{
    AsAt, Change, Deed, ExportError, LoadError, OrganisationId, Particulars, Seq, Standing, Store,
};

use super::*;

/// Writes a record of every kind and gives its export.
pub fn of(store: &Store, organisation: &OrganisationId) -> String {
    let mut whose = Particulars { order: vec![id(2), id(1)], ..Particulars::default() };
    whose.headings.insert(bellwether_domain::Field::Score, "Rating".into());
    whose.headings.insert(bellwether_domain::Field::Category, "Aim".into());
    let writes = vec![
        write(2, "2025-01-01", None, risk("2", "Flood \u{0} \u{2028} </x>", 9)),
        particulars("2025-01-01", None, whose),
        write(1, "2025-01-01", None, risk("1", "Frost", 9)),
    ];
    let first =
        store.commit(&register_of(organisation), &change("2025-01-01", writes), at(0)).unwrap();
    let close = standing(1, "2025-02-01", Some(first.seq), Standing::Closed, risk("1", "Frost", 9));
    store.commit(&register_of(organisation), &change("2025-02-01", vec![close]), at(1)).unwrap();
    store.seal(&register_of(organisation), &sealing("2025-01-01"), at(2)).unwrap();
    let whence = &authority("as asked", "2025-01-01");
    store
        .attach(&register_of(organisation), whence, evidence("a.jpg"), b"a \0 photograph", at(3))
        .unwrap();
    let writes = vec![
        setting("limits/a", "2025-01-01", None, serde_json::json!({"b": 0.25, "a": ["é", null]})),
        setting("limits/b", "2025-02-01", None, serde_json::Value::Null),
    ];
    let set = Change { deed: Deed::Set, ..change("2025-01-01", writes) };
    store.commit(&register_of(organisation), &set, at(4)).unwrap();
    let attached = Seq(4);
    store.withdraw(&register_of(organisation), whence, attached, at(5)).unwrap();
    let document = b"Ref;Risk\r\n1;Frost\r\n";
    store
        .commit_import(
            &register_of(organisation),
            &import("2025-01-01", vec![id(1)]),
            document,
            at(6),
        )
        .unwrap();
    written(store, organisation)
}

fn written(store: &Store, organisation: &OrganisationId) -> String {
    let mut out = Vec::new();
    store.export(organisation, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub fn an_export_goes_out_and_in_byte_for_byte(place: &Place) {
    let text = of(&place.store, &place.organisation);
    let other = Store::in_memory().unwrap();
    let loaded = other.load(&mut text.as_bytes(), upgrading()).unwrap();
    assert_eq!(loaded.verification, place.store.verify(&place.organisation).unwrap());
    assert_eq!(written(&other, &place.organisation), text);
    for as_at in [AsAt::date(date("2025-01-01")), AsAt::latest()] {
        assert_eq!(
            other.view(&register_of(&place.organisation), as_at).unwrap(),
            place.store.view(&register_of(&place.organisation), as_at).unwrap()
        );
        assert_eq!(
            other.settings(&register_of(&place.organisation), as_at).unwrap(),
            place.store.settings(&register_of(&place.organisation), as_at).unwrap()
        );
    }
}

pub fn an_export_comes_in_and_goes_out_byte_for_byte(place: &Place) {
    let text = of(&Store::in_memory().unwrap(), &place.organisation);
    place.store.load(&mut text.as_bytes(), upgrading()).unwrap();
    assert_eq!(written(&place.store, &place.organisation), text);
    // And history goes on from there.
    let next = place
        .accept(9, &change("2025-03-01", vec![write(9, "2025-03-01", None, risk("9", "New", 1))]));
    assert_eq!(next.seq.0, 8);
    // The key stayed where the record came from.
    let sealing = bellwether_history::Sealing { new_key: true, ..sealing("2025-03-01") };
    place.store.seal(&register_of(&place.organisation), &sealing, at(10)).unwrap();
    let walked = place.store.verify(&place.organisation).unwrap();
    assert_eq!((walked.broken, walked.keys.len()), (None, 2));
}

pub fn an_export_is_not_taken_in_over_a_journal(place: &Place) {
    let text = of(&place.store, &place.organisation);
    let refused = place.store.load(&mut text.as_bytes(), upgrading());
    assert!(matches!(refused, Err(LoadError::Taken(_))), "{refused:?}");
    let broken = text.replace("Flood", "Blood").replace("\"north\"", "\"south\"");
    assert!(place.store.load(&mut broken.as_bytes(), upgrading()).is_err());
    assert_eq!(place.store.organisations().unwrap(), std::slice::from_ref(&place.organisation));
    assert!(matches!(
        place.store.load(&mut "sheep\n".as_bytes(), upgrading()),
        Err(LoadError::NotAnExport)
    ));
    assert!(matches!(
        place.store.load(&mut "".as_bytes(), upgrading()),
        Err(LoadError::NotAnExport)
    ));
}

pub fn nobody_has_no_export(place: &Place) {
    let nobody = place.store.export(&"nobody".parse().unwrap(), &mut Vec::new());
    assert!(matches!(nobody, Err(ExportError::NoSuchOrganisation(_))), "{nobody:?}");
}

pub fn the_doctor_says_in_words_whether_all_is_well(place: &Place) {
    of(&place.store, &place.organisation);
    let remarks = place.store.doctor(None, minute(60)).unwrap();
    assert!(remarks.iter().all(|remark| remark.sound), "{remarks:?}");
    let words = &remarks.last().unwrap().words;
    assert!(words.contains("7 entries, 6 versions, 1 seals, 1 attachments"), "{words}");
}
