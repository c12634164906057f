//! What an older database says once it is brought up to date.

use bellwether_history::Store;

use super::*;

/// Takes the newest schema back to the fourth: versions that count on, and other indexes.
const BACK_TO_THE_FOURTH: &str = "UPDATE risk_version SET version = \
         (SELECT count(*) FROM risk_version w WHERE w.version <= risk_version.version); \
     DROP INDEX journal_about; \
     DROP INDEX journal_kind; \
     ALTER TABLE journal DROP COLUMN about; \
     CREATE INDEX journal_recorded ON journal (organisation, recorded, seq); \
     CREATE INDEX journal_kind ON journal (organisation, kind, seq); \
     CREATE INDEX risk_version_seq ON risk_version (organisation, seq); \
     CREATE INDEX particulars_version_seq ON particulars_version (organisation, seq); \
     CREATE INDEX setting_version_seq ON setting_version (organisation, seq);";

/// Runs SQL on the place's database and marks it as of the fourth schema with `make_old`.
pub fn says_what_it_said(place: &Place, make_old: &dyn Fn(&str)) {
    let Place { store, organisation, location, .. } = place;
    for n in 1..=3_u8 {
        let new = |id| write(id, "2025-01-01", None, risk("1", "Words", n.into()));
        place.accept(0, &change("2025-01-01", vec![new(2 * n), new(2 * n + 1)]));
    }
    let whence = &authority("as asked", "2025-01-01");
    store.attach(organisation, whence, evidence("a.pdf"), b"paper", at(1)).unwrap();
    let exported = |store: &Store| {
        let mut out = Vec::new();
        store.export(organisation, &mut out).unwrap();
        out
    };
    let before = exported(store);
    make_old(BACK_TO_THE_FOURTH);
    let store = Store::open(location.clone()).unwrap();
    assert_eq!(store.verify(organisation).unwrap().broken, None);
    assert_eq!(exported(&store), before);
    assert_eq!(store.attachments_of(organisation, id(1)).unwrap().len(), 1);
    let next = change("2025-02-01", vec![write(9, "2025-02-01", None, risk("9", "More", 1))]);
    store.commit(organisation, &next, at(2)).unwrap();
    assert_eq!(store.verify(organisation).unwrap().versions, 7);
}
