//! The public papers of a seal, as a folder for a web server.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::fs;

use common::{bellwether, refused, sample, stdout};

#[test]
fn a_seal_is_published_with_its_digests_and_withdrawn_with_its_reason() {
    let home = tempfile::tempdir().unwrap();
    let (database, site) = (home.path().join("my.db"), home.path().join("site"));
    let import = ["import", "--missing", "close", "--database"];
    bellwether().args(import).arg(&database).arg(sample("2025-q4")).assert().success();
    let seal = ["seal", "Audit Committee", "--database"];
    bellwether().args(seal).arg(&database).assert().success();
    let publish = |seal: &str| {
        let mut command = bellwether();
        command.args(["publish", seal, "--to"]).arg(&site).arg("--database").arg(&database);
        command
    };
    refused(publish("2").args(["--withdraw", "Too early"]), 2);
    let said = stdout(publish("2").args(["--licence", "Open Government Licence v3.0"]));
    assert!(said.contains("“Audit Committee”"), "{said}");
    let folders = || -> Vec<_> {
        let entries = fs::read_dir(&site).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_dir()).collect()
    };
    let folder = folders().pop().unwrap();
    let page = fs::read_to_string(folder.join("index.html")).unwrap();
    assert!(page.contains("Open Government Licence v3.0") && !page.contains("<script"), "{page}");
    let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    for file in
        ["register.pdf", "pack.pdf", "register.csv", "register.json", "register.schema.json"]
    {
        assert!(sums.contains(file) && page.contains(&format!("href=\"{file}\"")), "{sums}");
        assert!(folder.join(file).is_file());
    }
    let html = fs::read_to_string(folder.join("register.html")).unwrap();
    assert!(html.contains("Public") && html.contains("Sealed for Audit Committee"), "no seal");
    assert!(fs::read_to_string(site.join("index.html")).unwrap().contains("Audit Committee"));
    // The same seal again gives the same files, and is no deed anew.
    stdout(publish("2").args(["--licence", "Open Government Licence v3.0"]));
    assert_eq!(fs::read_to_string(folder.join("SHA256SUMS")).unwrap(), sums);
    let undo = |entry: &str| {
        let mut command = bellwether();
        command.args(["undo", entry, "--reason", "Too early", "--database"]).arg(&database);
        refused(&mut command, 2)
    };
    assert!(undo("3").contains("bellwether publish 2 --to FOLDER, with --withdraw WHY"));
    assert!(undo("4").contains("no entry 4"));
    stdout(publish("2").args(["--withdraw", "A name was in it."]));
    let page = fs::read_to_string(folder.join("index.html")).unwrap();
    assert!(page.contains("Withdrawn on") && page.contains("A name was in it."), "{page}");
    assert!(!folder.join("register.pdf").exists());
    assert_eq!(folders().len(), 1);
    refused(&mut publish("1"), 2);
}
