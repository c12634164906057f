//! Bad input gets one clear sentence, a non-zero exit, and leaves nothing half-written.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::{fs, net::TcpListener, time::Duration};

use common::{bellwether, refused, sample, stdout};

/// Converts bytes and gives the refusal.
fn declined(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    refused(bellwether().arg("convert").arg(&file).args(["--to", "json"]), 2)
}

#[test]
fn files_that_hold_no_register_are_declined_in_one_sentence() {
    let noise: Vec<u8> =
        (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let letter = "Dear all,\n\nThe meeting is on Friday. Please bring the papers.\n";
    let cases: [(&str, &str, &[u8]); 8] = [
        ("empty", "empty.txt", b""),
        ("blank", "blank.txt", b"\n \t \n\n"),
        ("noise", "noise.bin", &noise),
        ("picture", "register.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("letter", "letter.txt", letter.as_bytes()),
        ("truncated workbook", "register.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0"),
        ("truncated pdf", "register.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat"),
        ("broken document", "register.json", b"{\"format\": \"bellwether.register/1\", "),
    ];
    let said: Vec<String> = cases
        .iter()
        .map(|(what, name, bytes)| format!("{what}: {}", declined(name, bytes).trim_end()))
        .collect();
    for line in &said {
        assert_eq!(line.lines().count(), 1, "one sentence: {line}");
    }
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_workbook_that_its_library_panics_over_is_declined_in_one_sentence() {
    let quarry =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../sheets/src/read/spreadsheet/xls/quarry.xls");
    let mut bytes = fs::read(quarry).unwrap();
    // A list of one merged block claims 65,535.
    let list = [0xE5, 0, 10, 0, 1, 0];
    let at = bytes.windows(list.len()).position(|part| part == list).unwrap();
    bytes[at + 4..at + 6].fill(0xFF);
    let said = declined("register.xls", &bytes);
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(said.contains("damaged"), "{said}");
}

#[test]
fn a_file_that_is_not_there_is_said_so() {
    let said = refused(bellwether().args(["convert", "no-such-register.txt"]), 2);
    insta::assert_snapshot!(said, @"bellwether: no-such-register.txt could not be read: there is no such file. Check the path and its permissions.");
}

#[test]
fn a_file_that_is_too_large_is_not_read_into_memory() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("huge.txt");
    // A sparse file: a hundred gigabytes that take no room on the disk.
    fs::File::create(&file).unwrap().set_len(100 << 30).unwrap();
    let said = refused(bellwether().arg("convert").arg(&file), 2);
    assert!(said.contains("too large"), "{said}");
}

#[test]
fn a_bad_file_makes_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let (file, database) = (folder.path().join("letter.txt"), folder.path().join("my.db"));
    fs::write(&file, "Dear all,\nno register here.\n").unwrap();
    refused(bellwether().arg("import").arg(&file).arg("--database").arg(&database), 2);
    assert!(!database.exists());
}

#[test]
fn the_database_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.db");
    fs::write(
        &text,
        "these are my notes, not a database, and they are long enough to look like one",
    )
    .unwrap();
    let said =
        refused(bellwether().arg("import").arg(sample("2025-q1")).arg("--database").arg(&text), 2);
    assert!(said.contains("is not a database"), "{said}");
    assert!(fs::read_to_string(&text).unwrap().starts_with("these are my notes"));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let said = refused(
        bellwether()
            .arg("import")
            .arg(sample("2025-q1"))
            .args(["--database", "/no/such/folder/my.db"]),
        2,
    );
    assert!(said.contains("/no/such/folder"), "{said}");
}

#[test]
fn an_address_that_others_can_reach_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    let said = refused(
        bellwether().args(["serve", "--listen", "0.0.0.0:0", "--database"]).arg(&database),
        2,
    );
    assert!(said.contains("127.0.0.1"), "{said}");
    assert!(!database.exists());
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let said = refused(
        bellwether()
            .args(["serve", "--create", "--listen", &address, "--database"])
            .arg(folder.path().join("my.db")),
        2,
    );
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
}

#[test]
fn a_date_that_is_none_is_explained() {
    let said = refused(bellwether().args(["due", "Ongoing", "--as-at", "2018-02-31"]), 2);
    assert!(said.contains("--as-at"), "{said}");
}

#[test]
fn a_day_is_taken_as_people_write_it() {
    let due = |day: &str| {
        let mut run = bellwether();
        run.args(["due", "Sept 2017 then ongoing", "--as-at", day]);
        run
    };
    let said = stdout(&mut due("2018-03-16"));
    for day in ["16/03/2018", "16 March 2018", "16.3.18"] {
        assert_eq!(stdout(&mut due(day)), said, "{day}");
    }
    for none in ["31 June 2018", "March 2018", "16 March", "tomorrow"] {
        let said = refused(&mut due(none), 2);
        assert!(said.contains("16/03/2018") && said.contains(none), "{said}");
    }
}

#[test]
fn no_server_is_started_on_a_database_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("typo.db");
    let said = refused(bellwether().args(["serve", "--database"]).arg(&database), 2);
    assert!(said.contains("typo.db") && said.contains("--create"), "{said}");
    assert!(!database.exists());
}

#[test]
fn a_folder_to_write_to_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    let imported =
        stdout(bellwether().arg("import").arg(sample("2025-q1")).arg("--database").arg(&database));
    assert!(imported.contains("Made the database"), "{imported}");
    let nowhere = folder.path().join("nowhere");
    for command in ["backup", "export"] {
        let mut run = bellwether();
        run.arg(command).arg(nowhere.join("x")).arg("--database").arg(&database);
        let said = refused(&mut run, 2);
        assert!(said.contains("there is no folder") && said.contains("nowhere:"), "{said}");
    }
    let mut restore = bellwether();
    restore.arg("restore").arg(&database).arg("--database").arg(nowhere.join("again.db"));
    let said = refused(&mut restore, 2);
    assert!(said.contains("there is no folder"), "{said}");
}

#[test]
fn a_seal_without_a_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    stdout(bellwether().arg("import").arg(sample("2025-q1")).arg("--database").arg(&database));
    for name in ["", " \t"] {
        let said = refused(bellwether().args(["seal", name, "--database"]).arg(&database), 2);
        assert!(said.contains("the meeting"), "{said}");
    }
    let said = stdout(bellwether().args(["seals", "--database"]).arg(&database));
    assert!(said.contains("Nothing is sealed"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_wherever_a_file_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let made = std::process::Command::new("mkfifo").arg(path("pipe")).status().unwrap();
    assert!(made.success());
    let run = |args: &str| {
        let mut run = bellwether();
        // Where it is opened it is waited for, and nobody writes.
        run.current_dir(folder.path()).timeout(Duration::from_secs(60)).args(args.split(' '));
        run
    };
    stdout(run("import --database my.db").arg(sample("2025-q4")));
    for args in [
        "convert pipe --to json",
        "import pipe --database my.db",
        "import pipe --database my.db --by A --reason B",
        "verify pipe",
        "verify --database pipe",
        "verify --database my.db --expect pipe",
        "restore pipe --database new.db",
        "restore my.db --database new.db --erased-in pipe",
        "seal Board --database my.db --signing-key pipe",
        "attach pipe --database my.db --reason Proof",
        "serve --database pipe",
    ] {
        let told = refused(&mut run(args), 2);
        let says = if args.contains("--expect") { "ENTRY=DIGEST" } else { "a pipe or a device" };
        assert!(told.contains(says) && told.lines().count() == 1, "{args}: {told}");
        assert!(!path("new.db").exists(), "{args}");
    }
    let sealed = run("seal Board --database my.db --witness pipe").assert().get_output().clone();
    let told = String::from_utf8(sealed.stderr).unwrap();
    assert!(told.contains("was not told") && told.contains("a pipe or a device"), "{told}");
}
