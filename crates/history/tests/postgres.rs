//! The conformance suite on PostgreSQL, and what only a server can meet.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]

mod conformance;
#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod server;

use bellwether_history::{AsAt, CommitError, Fault, Keys, Location, OpenError, ReadError, Store};
use conformance::*;
use server::Server;

fn place() -> Option<Place> {
    let server = Server::shared()?;
    let address = server.address("bellwether", &server.database());
    let location = Location::from(address.as_str());
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::in_file(folder.path().join("keys"));
    let store = Store::open(location.clone()).unwrap().with_keys(keys);
    Some(Place { store, location, organisation: "north".parse().unwrap(), keep: Box::new(folder) })
}

all_behaviours!(place);

#[test]
fn a_query_that_forgets_its_organisation_sees_no_other() {
    let Some(server) = Server::shared() else { return };
    let name = server.database();
    let store = Store::open(server.address("bellwether", &name).as_str()).unwrap();
    for organisation in ["north", "south"] {
        let new = change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]);
        store.commit(&register_of(&organisation.parse().unwrap()), &new, at(0)).unwrap();
    }
    assert_eq!(store.organisations().unwrap().len(), 2);
    let address = server.address("bellwether", &name);
    let mut outside = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    for table in ["organisation", "journal", "risk", "risk_version"] {
        let mut seen = |scope: &str| -> Vec<String> {
            let key = if table == "organisation" { "id" } else { "organisation" };
            outside.batch_execute(&format!("SET bellwether.organisation = '{scope}'")).unwrap();
            let found = outside.query(&format!("SELECT {key} FROM {table}"), &[]).unwrap();
            found.iter().map(|row| row.get(0)).collect()
        };
        assert_eq!(seen("south"), ["south"], "{table}");
        assert!(seen("").is_empty(), "{table}");
        assert_eq!(seen("*").len(), if table == "organisation" { 2 } else { 0 }, "{table}");
    }
    outside.batch_execute("SET bellwether.organisation = 'south'").unwrap();
    let across = "INSERT INTO risk VALUES ('north', 'x')";
    assert!(outside.batch_execute(across).is_err(), "written into another's rows");
    assert_eq!(
        outside.execute("DELETE FROM risk_version WHERE organisation = 'north'", &[]).unwrap(),
        0
    );
}

#[test]
fn neither_a_lock_nor_a_statement_is_waited_for_without_end() {
    let Some(server) = Server::shared() else { return };
    let address = server.address("bellwether", &server.database());
    let store = Store::open(address.as_str()).unwrap();
    let mut outside = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    // The server itself says, in the middle of a change, what holds for it.
    let tell = "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                RAISE EXCEPTION 'lock %, statement %', current_setting('lock_timeout'), \
                current_setting('statement_timeout'); END $$; \
                CREATE TRIGGER tell BEFORE INSERT ON journal EXECUTE FUNCTION tell()";
    outside.batch_execute(tell).unwrap();
    let new = change("2025-01-01", vec![write(1, "2025-01-01", None, risk("1", "Frost", 9))]);
    let said =
        store.commit(&register_of(&"north".parse().unwrap()), &new, at(0)).unwrap_err().to_string();
    assert!(said.contains("lock 30s, statement 2min"), "{said}");
}

#[test]
fn every_table_keeps_organisations_apart() {
    let Some(server) = Server::shared() else { return };
    let name = server.database();
    drop(Store::open(server.address("bellwether", &name).as_str()).unwrap());
    let open = server
        .keeper(&name)
        .query(
            "SELECT relname FROM pg_class WHERE relkind = 'r' \
             AND relnamespace = 'public'::regnamespace AND relname <> 'bellwether' \
             AND NOT (relrowsecurity AND relforcerowsecurity)",
            &[],
        )
        .unwrap();
    assert!(open.is_empty(), "without row-level security: {open:?}");
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let Some(server) = Server::shared() else { return };
    let name = server.database();
    server.keeper(&name).batch_execute("CREATE TABLE sheep (name TEXT)").unwrap();
    let address = server.address("bellwether", &name);
    assert!(matches!(Store::open(address.as_str()), Err(OpenError::AnotherProgram(_))));
    let nobody = server.address("bellwether", "nowhere");
    assert!(matches!(Store::open(nobody.as_str()), Err(OpenError::Fault { .. })));
    assert!(matches!(Store::open("postgres://pat@host:port/name"), Err(OpenError::Address(_))));
}

#[test]
fn a_newer_schema_is_refused_and_not_touched() {
    let Some(server) = Server::shared() else { return };
    let name = server.database();
    let address = server.address("bellwether", &name);
    drop(Store::open(address.as_str()).unwrap());
    server.keeper(&name).batch_execute("UPDATE bellwether SET schema = 99").unwrap();
    assert!(matches!(Store::open(address.as_str()), Err(OpenError::Newer { found: 99, .. })));
}

#[test]
fn two_servers_on_one_database_lose_nothing() {
    let Some(place) = place() else { return };
    let server = Server::shared().unwrap();
    let name = server.database();
    drop(place);
    let address = server.address("bellwether", &name);
    // Both open, and so migrate, at once.
    let stores: Vec<Store> = std::thread::scope(|scope| {
        let open = || scope.spawn(|| Store::open(address.as_str()).unwrap());
        [open(), open()].into_iter().map(|opened| opened.join().unwrap()).collect()
    });
    let organisation = "north".parse().unwrap();
    std::thread::scope(|scope| {
        for (which, store) in stores.iter().enumerate() {
            let organisation = &organisation;
            scope.spawn(move || {
                for n in 0..20_u8 {
                    let new =
                        write(which as u8 * 20 + n, "2025-01-01", None, risk("1", "Words", 1));
                    store
                        .commit(&register_of(organisation), &change("2025-01-01", vec![new]), at(0))
                        .unwrap();
                }
            });
        }
    });
    for store in &stores {
        assert_eq!(
            store.view(&register_of(&organisation), AsAt::latest()).unwrap().risks.len(),
            40
        );
        assert_eq!(store.verify(&organisation).unwrap().broken, None);
    }
}

#[test]
fn a_server_that_was_killed_is_used_again_once_it_is_back() {
    let Some(server) = Server::start() else { return };
    let address = server.address("bellwether", &server.database());
    let store = Store::open(address.as_str()).unwrap();
    let organisation = "north".parse().unwrap();
    let new = |n| change("2025-01-01", vec![write(n, "2025-01-01", None, risk("1", "Words", 1))]);
    store.commit(&register_of(&organisation), &new(1), at(0)).unwrap();
    server.kill();
    assert!(store.commit(&register_of(&organisation), &new(2), at(1)).is_err());
    assert!(store.view(&register_of(&organisation), AsAt::latest()).is_err());
    server.start_again();
    assert_eq!(store.commit(&register_of(&organisation), &new(3), at(2)).unwrap().seq.0, 2);
    assert_eq!(store.view(&register_of(&organisation), AsAt::latest()).unwrap().risks.len(), 2);
    assert_eq!(store.verify(&organisation).unwrap().broken, None);
}

#[test]
fn a_connection_that_breaks_in_the_middle_of_a_change_leaves_none_of_it() {
    let Some(server) = Server::shared() else { return };
    let name = server.database();
    let store = Store::open(server.address("bellwether", &name).as_str()).unwrap();
    let organisation = "north".parse().unwrap();
    let new = |n| change("2025-01-01", vec![write(n, "2025-01-01", None, risk("1", "Words", 1))]);
    store.commit(&register_of(&organisation), &new(1), at(0)).unwrap();
    let mut keeper = server.keeper(&name);
    let mut holder = server.keeper(&name);
    // Writes wait in the middle of their transaction while somebody holds the journal.
    let mut held = holder.transaction().unwrap();
    held.batch_execute("LOCK TABLE journal IN SHARE MODE").unwrap();
    let broken = std::thread::scope(|scope| {
        let writer = scope.spawn(|| store.commit(&register_of(&organisation), &new(2), at(1)));
        let ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                     WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while keeper.query_one(ended, &[]).unwrap().get::<_, i64>(0) == 0 {
            std::thread::yield_now();
        }
        writer.join().unwrap()
    });
    let lost = CommitError::Read(ReadError::Fault(Fault::Lost(String::new()))).to_string();
    let told = broken.unwrap_err().to_string();
    assert_eq!(told.split('(').next(), lost.split('(').next(), "{told}");
    held.rollback().unwrap();
    assert_eq!(store.view(&register_of(&organisation), AsAt::latest()).unwrap().risks.len(), 1);
    assert_eq!(store.commit(&register_of(&organisation), &new(3), at(2)).unwrap().seq.0, 2);
    assert_eq!(store.verify(&organisation).unwrap().broken, None);
}

/// A way to a server that can be cut: what is sent next over a connection that is open then is sent
/// nowhere, and the connection ends. Others are let through.
struct Way {
    address: String,
    cut: std::sync::Arc<std::sync::atomic::AtomicUsize>,
    _folder: tempfile::TempDir,
}

impl Way {
    fn to(server: &Server, database: &str) -> Self {
        use std::{
            net::Shutdown,
            os::unix::net::{UnixListener, UnixStream},
            sync::atomic::{AtomicUsize, Ordering},
        };
        let folder = tempfile::tempdir().unwrap();
        let direct = server.address("bellwether", database);
        let host = direct.split('@').nth(1).unwrap().split('/').next().unwrap().replace("%2F", "/");
        let beyond = format!("{host}/.s.PGSQL.5432");
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        // How many connections, from the first, end with what is sent next.
        let cut = std::sync::Arc::new(AtomicUsize::new(0));
        let is_cut = std::sync::Arc::clone(&cut);
        std::thread::spawn(move || {
            for (number, near) in listener.incoming().enumerate() {
                let Ok(mut near) = near else { return };
                let mut far = UnixStream::connect(&beyond).unwrap();
                let (mut back, mut home) = (far.try_clone().unwrap(), near.try_clone().unwrap());
                std::thread::spawn(move || {
                    let _ = std::io::copy(&mut back, &mut home);
                    let _ = home.shutdown(Shutdown::Both);
                });
                let is_cut = std::sync::Arc::clone(&is_cut);
                std::thread::spawn(move || {
                    use std::io::{Read, Write};
                    let mut part = [0; 8192];
                    while let Ok(length @ 1..) = near.read(&mut part) {
                        if number < is_cut.load(Ordering::Relaxed) {
                            break;
                        }
                        far.write_all(&part[..length]).unwrap();
                    }
                    let _ = near.shutdown(Shutdown::Both);
                    let _ = far.shutdown(Shutdown::Both);
                });
            }
        });
        let host = folder.path().display().to_string().replace('/', "%2F");
        let address = format!("postgres://bellwether@{host}/{database}");
        Self { address, cut, _folder: folder }
    }

    /// Cuts the connections that were made first.
    fn cut(&self, connections: usize) {
        self.cut.store(connections, std::sync::atomic::Ordering::Relaxed);
    }
}

#[test]
fn a_connection_that_breaks_before_any_answer_is_made_again() {
    let Some(server) = Server::shared() else { return };
    let way = Way::to(server, &server.database());
    let store = Store::open(way.address.as_str()).unwrap();
    let organisation = "north".parse().unwrap();
    let new = |n| change("2025-01-01", vec![write(n, "2025-01-01", None, risk("1", "Words", 1))]);
    store.commit(&register_of(&organisation), &new(1), at(0)).unwrap();
    way.cut(1);
    assert_eq!(store.commit(&register_of(&organisation), &new(2), at(1)).unwrap().seq.0, 2);
    way.cut(2);
    assert_eq!(store.view(&register_of(&organisation), AsAt::latest()).unwrap().risks.len(), 2);
    // Where all ways are cut it is said, and nothing was done.
    way.cut(usize::MAX);
    let lost = store.commit(&register_of(&organisation), &new(3), at(2)).unwrap_err();
    assert!(lost.to_string().contains("was lost"), "{lost}");
    way.cut(2);
    assert_eq!(store.commit(&register_of(&organisation), &new(3), at(3)).unwrap().seq.0, 3);
    assert_eq!(store.verify(&organisation).unwrap().broken, None);
}

#[test]
fn who_writes_holds_the_row_of_the_organisation_alone() {
    let Some(server) = Server::shared() else { return };
    let name = server.database();
    let store = Store::open(server.address("bellwether", &name).as_str()).unwrap();
    let new = |n| change("2025-01-01", vec![write(n, "2025-01-01", None, risk("1", "Words", 1))]);
    let [north, south] = ["north", "south"].map(|name| name.parse().unwrap());
    for organisation in [&north, &south] {
        store.commit(&register_of(organisation), &new(1), at(0)).unwrap();
    }
    let (mut keeper, mut holder) = (server.keeper(&name), server.keeper(&name));
    let mut held = holder.transaction().unwrap();
    held.batch_execute("SELECT 1 FROM organisation WHERE id = 'north' FOR UPDATE").unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| store.commit(&register_of(&north), &new(2), at(1)));
        let waiting = "SELECT count(*) FROM pg_stat_activity \
                       WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while keeper.query_one(waiting, &[]).unwrap().get::<_, i64>(0) == 0 {
            assert!(!writer.is_finished(), "nobody waited for the row");
            std::thread::yield_now();
        }
        store.commit(&register_of(&south), &new(2), at(1)).unwrap();
        assert_eq!(store.view(&register_of(&north), AsAt::latest()).unwrap().risks.len(), 1);
        held.rollback().unwrap();
        assert_eq!(writer.join().unwrap().unwrap().seq.0, 2);
    });
}

#[test]
fn what_the_server_takes_back_before_any_answer_is_asked_again() {
    let Some(server) = Server::shared() else { return };
    let name = server.database();
    let store = Store::open(server.address("bellwether", &name).as_str()).unwrap();
    let organisation = "north".parse().unwrap();
    let new = |n| change("2025-01-01", vec![write(n, "2025-01-01", None, risk("1", "Words", 1))]);
    store.commit(&register_of(&organisation), &new(1), at(0)).unwrap();
    // A sequence is not taken back with the rest: up to its second turn the server takes all back.
    let mut keeper = server.keeper(&name);
    let refuse = "CREATE SEQUENCE turns MINVALUE -100; \
                  CREATE FUNCTION turn() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$ \
                  DECLARE turn BIGINT := nextval('turns'); BEGIN IF turn <= 2 THEN \
                  RAISE EXCEPTION 'turn %', turn USING ERRCODE = \
                  CASE turn WHEN 1 THEN '40001' ELSE '40P01' END; END IF; RETURN true; END $$; \
                  CREATE POLICY turns ON organisation AS RESTRICTIVE USING (turn()); \
                  SELECT setval('turns', 1, false)";
    keeper.batch_execute(refuse).unwrap();
    assert_eq!(store.commit(&register_of(&organisation), &new(2), at(1)).unwrap().seq.0, 2);
    let turns = keeper.query_one("SELECT last_value FROM turns", &[]).unwrap();
    assert!(turns.get::<_, i64>(0) >= 3, "the server took nothing back");
    // Not without end, and then nothing was changed.
    keeper.batch_execute("SELECT setval('turns', -100)").unwrap();
    let refused = store.commit(&register_of(&organisation), &new(3), at(2)).unwrap_err();
    assert!(refused.to_string().contains("nothing was changed; try again"), "{refused}");
    keeper.batch_execute("DROP POLICY turns ON organisation").unwrap();
    assert_eq!(store.verify(&organisation).unwrap().entries, 2);
}

#[test]
fn a_database_that_another_program_changed_is_not_written_to() {
    let Some(server) = Server::shared() else { return };
    let name = server.database();
    let store = Store::open(server.address("bellwether", &name).as_str()).unwrap();
    let organisation = "north".parse().unwrap();
    let new = |n| change("2025-01-01", vec![write(n, "2025-01-01", None, risk("1", "Words", 1))]);
    store.commit(&register_of(&organisation), &new(1), at(0)).unwrap();
    server.keeper(&name).batch_execute("UPDATE bellwether SET schema = 99").unwrap();
    let refused = store.commit(&register_of(&organisation), &new(2), at(1)).unwrap_err();
    assert!(refused.to_string().contains("start the newer one"), "{refused}");
    assert_eq!(store.view(&register_of(&organisation), AsAt::latest()).unwrap().risks.len(), 1);
}
