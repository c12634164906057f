//! Killed at random moments, a writer has kept every change that it acknowledged, and half of
//! none. Bounded by default; `BELLWETHER_FAULTS=500 cargo test --test faults` goes on for longer.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]

#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod conformance;
#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod server;

use std::{
    env,
    io::{self, BufRead, BufReader, Write as _},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use bellwether_history::{AsAt, OrganisationId, Store};
use conformance::{change, minute, risk, write};
use server::Server;

const PLACE: &str = "BELLWETHER_FAULTS_PLACE";

/// How many risks each change writes: they are all there, or none.
const TOGETHER: u32 = 3;

fn rounds() -> u32 {
    env::var("BELLWETHER_FAULTS").ok().map_or(12, |rounds| rounds.parse().unwrap())
}

/// The change after `done` others: it begins from the versions that the one before wrote.
fn next(done: u32) -> bellwether_history::Change {
    let began = (done > 0).then_some(bellwether_history::Seq(done));
    let words = format!("Words of change {}", done + 1);
    let writes =
        (0..TOGETHER).map(|n| write(n as u8, "2025-01-01", began, risk("1", &words, 1))).collect();
    change("2025-01-01", writes)
}

/// What the killed process runs: it writes until it dies, and says each number that was
/// acknowledged.
#[test]
#[ignore = "the other tests run it"]
fn writer() {
    let place = env::var(PLACE).unwrap();
    let store = Store::open(place.as_str()).unwrap();
    let organisation = OrganisationId::default();
    let mut done = store.head(&organisation).unwrap().map_or(0, |head| head.seq.0);
    let mut out = io::stdout();
    loop {
        let committed = store.commit(&organisation, &next(done), minute(done.into())).unwrap();
        done = committed.seq.0;
        writeln!(out, "acknowledged {done}").unwrap();
        out.flush().unwrap();
    }
}

/// Lets a writer run for a while, from its start or from its first acknowledgement, kills it, and
/// gives the last number that it acknowledged.
fn killed_after(place: &str, moment: Duration, once_writing: bool) -> u32 {
    let mut writer = Command::new(env::current_exe().unwrap())
        .args(["--exact", "writer", "--ignored", "--nocapture"])
        .env(PLACE, place)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(writer.stdout.take().unwrap());
    let (told, first) = std::sync::mpsc::channel();
    let heard = thread::spawn(move || {
        let mut last = 0;
        for line in output.lines().map_while(Result::ok) {
            // The last line may be cut off: then it was not acknowledged to anyone.
            if let Some(number) = line.split("acknowledged ").nth(1) {
                last = number.trim().parse().unwrap_or(last);
                // Nobody may be waiting for it any more.
                let _ = told.send(());
            }
        }
        last
    });
    if once_writing {
        first.recv().unwrap();
    }
    // The moment is what is being tested, not something waited for.
    thread::sleep(moment);
    writer.kill().unwrap();
    writer.wait().unwrap();
    heard.join().unwrap()
}

/// Everything that was acknowledged is there, nothing is there by half, and the chain holds.
fn all_is_there(place: &str, acknowledged: u32) -> u32 {
    let store = Store::open(place).unwrap();
    let organisation = OrganisationId::default();
    let walked = store.verify(&organisation).unwrap();
    assert_eq!(walked.broken, None);
    assert!(walked.entries >= acknowledged, "{} of {acknowledged} are left", walked.entries);
    assert_eq!(walked.versions, u64::from(walked.entries * TOGETHER));
    let view = store.view(&organisation, AsAt::latest()).unwrap();
    // A server may still be finishing the dead writer's last commit: the view names its own head.
    if let Some(head) = view.head {
        let words = format!("Words of change {head}");
        assert_eq!(view.risks.len(), TOGETHER as usize);
        assert!(view.risks.iter().all(|version| version.risk.wording() == words));
    }
    walked.entries
}

fn survive(place: &str) {
    let mut seed = 2018_u64;
    let (mut acknowledged, mut entries) = (0, 0);
    for round in 0..rounds() {
        // Knuth's multiplier: any spread of moments will do, so long as it is the same again.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let moment = Duration::from_micros(5_000 + (seed >> 33) % 115_000);
        acknowledged = acknowledged.max(killed_after(place, moment, round % 2 == 0));
        entries = all_is_there(place, acknowledged);
    }
    let survived = rounds();
    let words = format!("survived {survived} kills, with {entries} changes kept\n");
    io::stderr().write_all(words.as_bytes()).unwrap();
    assert!(acknowledged > 0, "no writer ever got to write");
}

#[test]
fn sqlite_survives_a_writer_that_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    survive(folder.path().join("register.db").to_str().unwrap());
}

#[test]
fn postgres_survives_a_writer_that_is_killed() {
    let Some(server) = Server::shared() else { return };
    survive(&server.address("bellwether", &server.database()));
}

#[test]
fn postgres_survives_being_killed_itself() {
    let Some(server) = Server::start() else { return };
    let address = server.address("bellwether", &server.database());
    let organisation = OrganisationId::default();
    let store = Store::open(address.as_str()).unwrap();
    let rounds = rounds().div_ceil(4);
    for round in 1..=rounds {
        let (told, heard) = std::sync::mpsc::channel();
        let acknowledged = thread::scope(|scope| {
            let writer = scope.spawn(|| {
                let mut done = store.head(&organisation).unwrap().map_or(0, |head| head.seq.0);
                // Until the server goes: what fails was not acknowledged.
                while let Ok(kept) = store.commit(&organisation, &next(done), minute(0)) {
                    done = kept.seq.0;
                    told.send(done).unwrap();
                }
                done
            });
            let first = heard.recv().unwrap();
            let enough = first + 5 * round;
            while heard.recv().unwrap() < enough {}
            server.kill();
            writer.join().unwrap()
        });
        server.start_again();
        all_is_there(&address, acknowledged);
    }
    let words = format!("survived {rounds} kills of the server\n");
    io::stderr().write_all(words.as_bytes()).unwrap();
}
