//! What only the file itself can meet.

use std::sync::Arc;

use bellwether_domain::{Date, Risk};
use jiff::Timestamp;

use crate::{
    Authority, Change, Deed, Moment, OrganisationId, RiskId, RiskWrite, Standing, Store, Write,
    engine::Engine,
};

const AT: Moment = Moment { now: Timestamp::UNIX_EPOCH, seed: [7; 32] };

fn words(number: u8) -> Change {
    let effective = Date::constant(2025, 1, 1);
    let risk = Risk { description: Some("Words ".repeat(1000)), ..Risk::default() };
    let write = RiskWrite {
        id: RiskId::from_random([number; 16]),
        effective,
        expected: None,
        standing: Standing::Live,
        risk: Arc::new(risk),
    };
    Change {
        authority: Authority::read("pat", "as the group decided", effective).unwrap(),
        deed: Deed::Edit,
        writes: vec![Write::Risk(write)],
    }
}

#[test]
fn a_full_disk_refuses_the_change_and_keeps_what_was_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let organisation = OrganisationId::default();
    let store = Store::open(path.clone()).unwrap();
    let Engine::Sqlite(sqlite) = &store.engine else { panic!("not SQLite") };
    // A file that may not grow stands for a disk that is full.
    let limit = |pages: u32| {
        let writer = sqlite.writer.lock().unwrap();
        writer.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).unwrap();
    };
    limit(80);
    let mut accepted = 0;
    let error = loop {
        match store.commit(&organisation.clone().into(), &words(accepted), AT) {
            Ok(_) => accepted += 1,
            Err(error) => break error,
        }
    };
    assert!(error.to_string().starts_with("the disk is full"), "{error}");
    let held = |store: &Store| {
        let walked = store.verify(&organisation).unwrap();
        assert_eq!((walked.entries, walked.broken), (u32::from(accepted), None));
    };
    assert!(accepted > 2);
    held(&store);
    drop(store);
    let store = Store::open(path).unwrap();
    held(&store);
    store.commit(&organisation.clone().into(), &words(accepted), AT).unwrap();
}
