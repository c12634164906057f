//! A database that may be read and not written to: a file, a folder, and one that is in use.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

use assert_cmd::Command;
use common::{bellwether, refused, sample, stdout};

/// Somebody who is not `root`, whom no permission holds.
const NOBODY: u32 = 65534;

/// A folder with a database that holds a sealed issue, beside one where anything may be written.
struct Shelf {
    folder: tempfile::TempDir,
}

impl Shelf {
    fn new() -> Self {
        let shelf = Self { folder: tempfile::tempdir().unwrap() };
        for name in ["kept", "desk"] {
            fs::create_dir(shelf.folder.path().join(name)).unwrap();
        }
        allow(shelf.folder.path(), 0o755);
        allow(&shelf.desk(""), 0o777);
        let program = shelf.folder.path().join("bellwether");
        fs::copy(assert_cmd::cargo_bin!("bellwether"), &program).unwrap();
        allow(&program, 0o755);
        let database = shelf.database();
        stdout(bellwether().arg("import").arg(sample("2025-q3")).arg("--database").arg(&database));
        stdout(bellwether().args(["seal", "Audit committee", "--database"]).arg(&database));
        shelf
    }

    /// With these permissions of the file and its folder.
    fn locked(file: u32, folder: u32) -> Self {
        let shelf = Self::new();
        allow(&shelf.database(), file);
        allow(&shelf.folder.path().join("kept"), folder);
        shelf
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("kept/my.db")
    }

    fn desk(&self, name: &str) -> PathBuf {
        self.folder.path().join("desk").join(name)
    }

    /// A command of somebody whom the permissions hold.
    fn run(&self, words: &[&str]) -> Command {
        let mut run = std::process::Command::new(self.folder.path().join("bellwether"));
        run.args(words).env("NO_COLOR", "1").env("USER", "clerk").current_dir(self.desk(""));
        if fs::metadata(self.folder.path()).unwrap().uid() == 0 {
            run.uid(NOBODY).gid(NOBODY);
        }
        Command::from_std(run)
    }

    /// A command of theirs on the database.
    fn read(&self, words: &[&str]) -> Command {
        let mut run = self.run(words);
        run.arg("--database").arg(self.database());
        run
    }

    fn left(&self, name: &str) -> Vec<String> {
        let files = fs::read_dir(self.folder.path().join(name)).unwrap();
        let mut names: Vec<String> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        allow(&self.folder.path().join("kept"), 0o755);
    }
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_may_not_be_written_to_can_be_read() {
    // The file, its folder, or both.
    for (file, folder) in [(0o444, 0o755), (0o666, 0o555), (0o444, 0o777), (0o444, 0o555)] {
        let shelf = Shelf::locked(file, folder);
        let before = fs::read(shelf.database()).unwrap();
        let said = stdout(&mut shelf.read(&["verify"]));
        assert!(said.contains("The record holds: journal entries 2"), "{said}");
        assert_eq!(said, stdout(shelf.run(&["verify"]).arg(shelf.database())));
        let report = stdout(&mut shelf.read(&["report", "--format", "json"]));
        assert!(report.contains("\"SR01\""));
        assert_eq!(stdout(&mut shelf.read(&["seals", "--print", "2"])), report);
        assert!(stdout(&mut shelf.read(&["seals"])).contains("Audit committee"));
        assert!(stdout(&mut shelf.read(&["check"])).contains("ACT-"));
        assert!(stdout(&mut shelf.read(&["attachments"])).contains("Nothing is attached"));
        let said = stdout(&mut shelf.read(&["doctor"]));
        assert!(said.contains("can be read here and not written to"), "{said}");
        stdout(&mut shelf.read(&["export", "all.jsonl"]));
        stdout(&mut shelf.run(&["verify", "all.jsonl"]));
        stdout(&mut shelf.read(&["backup", "copy.db"]));

        let said = refused(&mut shelf.read(&["seal", "Cabinet"]), 2);
        assert!(said.contains("cannot be written to"), "{said}");
        assert_eq!(shelf.left("kept"), ["my.db", "my.db.key"], "{file:o} {folder:o}");
        assert_eq!(fs::read(shelf.database()).unwrap(), before, "{file:o} {folder:o}");
    }
}

#[test]
fn what_is_restored_from_it_can_be_written_to() {
    let shelf = Shelf::locked(0o444, 0o555);
    let mut restore = shelf.run(&["restore", "--database", "again.db"]);
    stdout(restore.arg(shelf.database()));
    assert_eq!(shelf.left("desk"), ["again.db"]);
    // The key to go on with is not theirs: a new one comes by an entry of its own.
    let seal = ["seal", "Cabinet", "--database", "again.db"];
    let said = refused(&mut shelf.run(&seal), 2);
    assert!(said.contains("--new-key"), "{said}");
    let said = stdout(&mut shelf.run(&[&seal[..], &["--new-key"]].concat()));
    assert!(said.contains("journal entry 4"), "{said}");
    assert_eq!(shelf.left("desk"), ["again.db", "again.db.key"]);
}

#[test]
fn a_file_that_may_not_be_read_is_said_so() {
    let shelf = Shelf::locked(0o000, 0o755);
    let said = refused(&mut shelf.read(&["verify"]), 2);
    assert!(said.contains("allow this user to read it"), "{said}");
}

/// A server that has a database open.
struct Server(Child);

impl Server {
    fn start(database: &Path) -> Self {
        let mut serve = std::process::Command::new(assert_cmd::cargo_bin!("bellwether"));
        serve.args(["serve", "--listen", "127.0.0.1:0", "--database"]).arg(database);
        let mut child = serve.stdout(Stdio::piped()).spawn().unwrap();
        let mut ready = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        assert!(ready.contains("is ready"), "{ready}");
        Self(child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn changes_that_stand_in_the_log_are_never_left_out() {
    let shelf = Shelf::new();
    let server = Server::start(&shelf.database());
    let seal = |name| stdout(bellwether().args(["seal", name, "--database"]).arg(shelf.database()));
    assert!(seal("Cabinet").contains("journal entry 3"));
    allow(&shelf.folder.path().join("kept"), 0o555);
    // Somebody else may look on while it is served, where the files are opened to them.
    for ending in ["", "-wal", "-shm"] {
        allow(&shelf.folder.path().join("kept").join(format!("my.db{ending}")), 0o444);
    }
    let said = stdout(&mut shelf.read(&["verify"]));
    assert!(said.contains("journal entries 3"), "{said}");

    // A copy of the file and its log: the log is read where it can be, and never passed over.
    for ending in ["", "-wal"] {
        let name = format!("my.db{ending}");
        fs::copy(shelf.folder.path().join("kept").join(&name), shelf.desk(&name)).unwrap();
        allow(&shelf.desk(&name), 0o444);
    }
    drop(server);
    allow(&shelf.desk(""), 0o555);
    let mut verify = shelf.run(&["verify", "my.db"]);
    let said = refused(&mut verify, 2);
    assert!(said.contains("my.db-wal") && said.contains("copy both"), "{said}");
    allow(&shelf.desk(""), 0o777);
    let said = stdout(&mut verify);
    assert!(said.contains("journal entries 3"), "{said}");
    stdout(&mut shelf.run(&["restore", "my.db", "--database", "again.db"]));
    let said = stdout(&mut shelf.run(&["verify", "again.db"]));
    assert!(said.contains("journal entries 3"), "{said}");
}
