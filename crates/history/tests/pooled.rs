//! The conformance suite on PostgreSQL behind a pooler in transaction mode, and many clients at once.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]

mod conformance;
#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod server;

use std::thread;

use bellwether_history::{AsAt, Keys, Location, Store};
use conformance::*;
use server::Server;

/// The address of a new database behind the pooler.
fn address() -> Option<String> {
    let server = Server::shared()?;
    let pooler = server.pooler()?;
    Some(pooler.address(&server.database()))
}

fn place() -> Option<Place> {
    let location = Location::from(address()?.as_str());
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::in_file(folder.path().join("keys"));
    let store = Store::open(location.clone()).unwrap().with_keys(keys);
    Some(Place { store, location, organisation: "north".parse().unwrap(), keep: Box::new(folder) })
}

all_behaviours!(place);

#[test]
fn more_clients_than_connections_read_and_write_each_their_own() {
    let Some(address) = address() else { return };
    drop(Store::open(address.as_str()).unwrap());
    let client = |number: u8| {
        let store = Store::open(address.as_str()).unwrap();
        let organisation = format!("body-{number}").parse().unwrap();
        let wording = format!("Frost in the orchard of body {number}");
        let new = write(1, "2025-01-01", None, risk("1", &wording, 9));
        store.commit(&register_of(&organisation), &change("2025-01-01", vec![new]), at(0)).unwrap();
        for _ in 0..20 {
            let view = store.view(&register_of(&organisation), AsAt::latest()).unwrap();
            assert_eq!(view.risks.len(), 1);
            assert_eq!(view.risks[0].risk.wording(), wording);
        }
    };
    thread::scope(|scope| {
        for number in 0..24 {
            let client = &client;
            scope.spawn(move || client(number));
        }
    });
}
