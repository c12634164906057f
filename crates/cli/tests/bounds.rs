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
    for part in [",", "\n", "a\tb\n", "x|"] {
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
