//! An upgrade that is killed, or meets a full disk, leaves the database of release 0.1 as it was, or
//! brings it up to date whole: nothing lies between, and the same upgrade again succeeds.
//!
//! Bounded by default; `BELLWETHER_FAULTS=200 cargo test --test upgrade_faults` goes on for longer.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]

#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod conformance;

use std::{
    env,
    fs::{self, File},
    io::{self, Read, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Instant,
};

use bellwether_history::{AttachmentStore, OrganisationId, Store};
use conformance::upgrading;
use flate2::read::GzDecoder;

const PLACE: &str = "BELLWETHER_UPGRADE_PLACE";

/// The schema of release 0.1, and the entries of its journal.
const OLD: (i64, u32) = (5, 17);

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/0.1")
}

/// A database of the release in a folder of its own.
fn old() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let mut bytes = vec![];
    let packed = File::open(fixtures().join("register.db.gz")).unwrap();
    GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// What the process runs that is killed, or may write no more.
#[test]
#[ignore = "the other tests run it"]
fn upgrader() {
    let path = PathBuf::from(env::var(PLACE).unwrap());
    drop(Store::open_upgrading(path, upgrading()).unwrap());
}

fn upgrader_of(path: &Path, mut command: Command) -> Command {
    command.args(["--exact", "upgrader", "--ignored"]).env(PLACE, path);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Whether the database is up to date; else it is as it was, and shows what it showed.
fn is_done(path: &Path) -> bool {
    let file = rusqlite::Connection::open(path).unwrap();
    let schema: i64 = file.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    drop(file);
    let store = Store::examine(path).unwrap();
    let place = format!("file://{}", fixtures().join("files").display());
    let store = store.with_attachments_in(AttachmentStore::open(&place).unwrap());
    let walked = store.verify(&OrganisationId::default()).unwrap();
    assert_eq!(walked.broken, None);
    if schema == OLD.0 {
        assert_eq!(walked.entries, OLD.1);
    } else {
        assert!(schema > OLD.0 && walked.entries == OLD.1 + 1, "{schema}, {}", walked.entries);
    }
    schema != OLD.0
}

/// The same upgrade again succeeds.
fn goes_on(path: &Path) {
    drop(Store::open_upgrading(path.to_owned(), upgrading()).unwrap());
    assert!(is_done(path));
}

#[test]
fn an_upgrade_that_is_killed_is_done_or_not_done() {
    let rounds = env::var("BELLWETHER_FAULTS").ok().map_or(12, |rounds| rounds.parse().unwrap());
    let program = || Command::new(env::current_exe().unwrap());
    // How long one takes here that nobody kills.
    let (_folder, path) = old();
    let began = now();
    assert!(upgrader_of(&path, program()).status().unwrap().success());
    let whole = began.elapsed();
    assert!(is_done(&path));
    let (mut done, mut undone) = (0, 0);
    for round in 0..rounds {
        let (_folder, path) = old();
        let mut child = upgrader_of(&path, program()).spawn().unwrap();
        // The moment is what is being tested, not something waited for.
        thread::sleep(whole * (round + 1) / (rounds + 1));
        child.kill().unwrap();
        child.wait().unwrap();
        if is_done(&path) {
            done += 1
        } else {
            undone += 1
        }
        goes_on(&path);
    }
    let words = format!("survived {rounds} kills: {done} upgrades were done, {undone} not\n");
    io::stderr().write_all(words.as_bytes()).unwrap();
    assert!(undone > 0, "no kill came in time");
}

#[allow(clippy::disallowed_methods, reason = "a kill is to come while it works")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(unix)]
#[test]
fn an_upgrade_on_a_full_disk_is_done_or_not_done() {
    let (_folder, path) = old();
    let blocks = u32::try_from(fs::metadata(&path).unwrap().len() / 512).unwrap();
    let (mut done, mut undone) = (0, 0);
    // Files may not grow past some length, as on a disk that is full or under a quota.
    for most in (0..=16).map(|part| blocks / 4 + blocks * part / 4) {
        let (_folder, path) = old();
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "sh"]);
        shell.arg(most.to_string()).arg(env::current_exe().unwrap());
        let said = upgrader_of(&path, shell).status().unwrap().success();
        if is_done(&path) {
            done += 1
        } else {
            undone += 1
        }
        assert!(!said || is_done(&path), "it said that it was done");
        goes_on(&path);
    }
    let words = format!("survived {} full disks: {done} were done, {undone} not\n", done + undone);
    io::stderr().write_all(words.as_bytes()).unwrap();
    assert!(done > 0 && undone > 0, "{done} {undone}");
}
