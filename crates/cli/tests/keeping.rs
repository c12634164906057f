//! Looking after the record: seals, proof, backups, moves.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::{fs, path::Path};

use common::{bellwether, refused, sample, stdout};

/// A database with the last issue of the sample, sealed.
fn sealed(folder: &Path) -> std::path::PathBuf {
    let database = folder.join("my.db");
    stdout(bellwether().arg("import").arg(sample("2025-q4")).arg("--database").arg(&database));
    stdout(
        bellwether()
            .args(["seal", "Audit committee, 18 December 2025", "--database"])
            .arg(&database),
    );
    database
}

#[test]
fn a_seal_is_listed_and_prints_what_it_froze() {
    let folder = tempfile::tempdir().unwrap();
    let database = sealed(folder.path());
    let said = stdout(bellwether().args(["seals", "--database"]).arg(&database));
    assert!(said.contains("Audit committee, 18 December 2025"), "{said}");
    let frozen = stdout(bellwether().args(["seals", "--print", "2", "--database"]).arg(&database));
    let kept =
        stdout(bellwether().args(["report", "--format", "json", "--database"]).arg(&database));
    assert_eq!(frozen, kept);
    let said =
        refused(bellwether().args(["seals", "--print", "1", "--database"]).arg(&database), 2);
    assert!(said.contains("no seal"), "{said}");
}

#[test]
fn an_export_is_the_same_bytes_after_a_move() {
    let folder = tempfile::tempdir().unwrap();
    let database = sealed(folder.path());
    let [first, second] = ["first.jsonl", "second.jsonl"].map(|name| folder.path().join(name));
    let other = folder.path().join("other.db");
    stdout(bellwether().arg("export").arg(&first).arg("--database").arg(&database));
    stdout(bellwether().arg("verify").arg(&first));
    stdout(bellwether().arg("import").arg(&first).arg("--database").arg(&other));
    stdout(bellwether().arg("export").arg(&second).arg("--database").arg(&other));
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
}

#[test]
fn a_word_changed_in_an_export_is_found_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let database = sealed(folder.path());
    let file = folder.path().join("all.jsonl");
    stdout(bellwether().arg("export").arg(&file).arg("--database").arg(&database));
    let text = fs::read_to_string(&file).unwrap();
    let changed = text.replacen("council tax", "window tax", 1);
    assert_ne!(text, changed);
    fs::write(&file, changed).unwrap();
    let said = refused(bellwether().arg("verify").arg(&file), 2);
    assert!(said.contains("entry 1"), "{said}");
    let other = folder.path().join("other.db");
    let said = refused(bellwether().arg("import").arg(&file).arg("--database").arg(&other), 2);
    assert!(said.contains("nothing was taken in"), "{said}");
}

#[test]
fn a_backup_restores_to_the_same_record() {
    let folder = tempfile::tempdir().unwrap();
    let database = sealed(folder.path());
    let (backup, again) = (folder.path().join("backup.db"), folder.path().join("again.db"));
    stdout(bellwether().arg("backup").arg(&backup).arg("--database").arg(&database));
    stdout(bellwether().arg("restore").arg(&backup).arg("--database").arg(&again));
    let head = |path: &Path| stdout(bellwether().arg("verify").arg(path));
    assert_eq!(head(&database), head(&again));
    let mut left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["again.db", "backup.db", "my.db", "my.db.key"]);
    // What stands there already is never written over.
    let said = refused(bellwether().arg("restore").arg(&backup).arg("--database").arg(&again), 2);
    assert!(said.contains("again.db"), "{said}");
    let said = stdout(bellwether().args(["doctor", "--database"]).arg(&again));
    assert!(said.lines().all(|line| line.trim_start().starts_with("well")), "{said}");
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let database = sealed(folder.path());
    let said = stdout(bellwether().args(["doctor", "--database"]).arg(&database));
    assert!(said.contains("well  There is room on the disk"), "{said}");
    // Files may not grow past 256 KiB, as on a disk that is full or under a quota.
    let mut run = assert_cmd::Command::new("sh");
    run.args(["-c", "trap '' XFSZ; ulimit -f 512; exec \"$@\"", "sh"]);
    run.arg(assert_cmd::cargo_bin!("bellwether")).args(["doctor", "--database"]).arg(&database);
    let told = run.env("NO_COLOR", "1").assert().code(1);
    let said = String::from_utf8(told.get_output().stdout.clone()).unwrap();
    assert!(said.contains("ill  The disk is full"), "{said}");
    assert!(said.contains("well  The record of main holds"), "{said}");
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "nothing but its key is left beside it");
}
