//! Hostile files, read by the program as its user would: each is declined in a sentence, in bounded
//! memory and time.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::fs;

use common::{bellwether, refused, sample, stdout};

/// What is said of a file that is not read.
fn declined(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("register.txt");
    fs::write(&file, bytes).unwrap();
    refused(bellwether().arg("convert").arg(&file), 2)
}

#[test]
fn a_text_of_nothing_but_cells_is_declined() {
    const BYTES: usize = 50_000_000;
    for part in [",", ".\n", "a\tb\n", "x|"] {
        let said = declined(part.repeat(BYTES / part.len()).as_bytes());
        assert!(said.contains("too large") && said.contains("million cells"), "{part:?}: {said}");
    }
}

#[test]
fn a_text_of_long_lines_ends_too() {
    let said = declined("the quay floods ".repeat(2_000_000).as_bytes());
    assert!(said.contains("No risk register was found"), "{said}");
}

#[test]
fn the_process_that_reads_is_asked_for_nothing_else() {
    // It takes a question on standard input and gives bytes; on its own it does nothing.
    bellwether().arg("read-apart").write_stdin("").assert().failure().stdout("");
    let help = stdout(bellwether().arg("--help"));
    assert!(!help.contains("read-apart"));
}

#[test]
fn what_is_read_apart_is_the_register() {
    let json = stdout(bellwether().arg("convert").arg(sample("2025-q4")).args(["--to", "json"]));
    let register = bellwether_domain::Register::from_json(&json).unwrap();
    assert!(register.risks.len() > 10);
}

#[cfg(unix)]
#[test]
fn what_is_made_is_for_its_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mode = |name: &str| fs::metadata(path(name)).unwrap().permissions().mode() & 0o777;
    let database = path("a.db");
    let run = |words: &[&str]| {
        bellwether().args(words).arg("--database").arg(&database).assert().success();
    };
    let issue = sample("2025-q1");
    run(&["import", issue.to_str().unwrap(), "--reason", "First issue"]);
    run(&["export", path("a.jsonl").to_str().unwrap()]);
    run(&["backup", path("copy.db").to_str().unwrap()]);
    for name in ["a.db", "a.jsonl", "copy.db"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    let doctor = || stdout(bellwether().arg("doctor").arg("--database").arg(&database));
    assert!(!doctor().contains("Other users"));
    fs::set_permissions(&database, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(doctor().contains("Other users of this machine may open"));
    let files = format!("file://{}", folder.path().display());
    let doctor = |mode| {
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
        stdout(
            bellwether().args(["doctor", "--attachments", &files]).arg("--database").arg(&database),
        )
    };
    assert!(doctor(0o755).contains("chmod 700"));
    assert!(!doctor(0o700).contains("chmod 700"));
}

#[cfg(unix)]
#[test]
fn a_device_is_declined_at_once() {
    let said = refused(bellwether().args(["convert", "/dev/zero"]), 2);
    assert!(said.contains("a pipe or a device"), "{said}");
}

#[test]
fn an_export_that_is_not_taken_in_leaves_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (database, export) = (path("a.db"), path("a.jsonl"));
    let issue = sample("2025-q1");
    bellwether()
        .arg("import")
        .arg(&issue)
        .args(["--reason", "First issue", "--database"])
        .arg(&database)
        .assert()
        .success();
    bellwether().arg("export").arg(&export).arg("--database").arg(&database).assert().success();
    let whole = fs::read_to_string(&export).unwrap();
    let half: String = whole.lines().take(3).map(|line| format!("{line}\n")).collect();
    fs::write(&export, half).unwrap();
    let mut other = bellwether();
    other.arg("import").arg(&export).arg("--database").arg(path("b.db")).assert().failure();
    assert!(!path("b.db").exists() && !path("b.db-wal").exists());
}
