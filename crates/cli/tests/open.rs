//! One person at one machine: asked once, opened in the browser, found again by the next start.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
};

use common::{bellwether, refused, sample, stdout};

/// A person's home, with documents and a browser that writes down what it is to show.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir(home.path("Documents")).unwrap();
        fs::create_dir(home.path("bin")).unwrap();
        let browser = home.path("bin/xdg-open");
        let shown = home.path("shown");
        fs::write(&browser, format!("#!/bin/sh\necho \"$1\" >> '{}'\n", shown.display())).unwrap();
        fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn at_home<'a>(&self, run: &'a mut Command) -> &'a mut Command {
        run.env("HOME", self.0.path()).env("PATH", self.path("bin")).env("NO_COLOR", "1");
        run.env_remove("XDG_STATE_HOME").env_remove("BELLWETHER_DATABASE").current_dir(&self.0)
    }

    fn open(&self, words: &[&str]) -> Command {
        let mut run = Command::new(assert_cmd::cargo_bin!("bellwether"));
        self.at_home(run.arg("open").args(words));
        run
    }

    /// At a terminal, where questions can be answered.
    fn at_a_terminal(&self, words: &str) -> Child {
        let program = assert_cmd::cargo_bin!("bellwether");
        let mut run = Command::new("/usr/bin/script");
        run.args(["-qec", &format!("{} {words}", program.display()), "/dev/null"]);
        self.at_home(&mut run).env("SHELL", "/bin/sh");
        run.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap()
    }
}

/// A start that goes on until the test ends.
struct Started {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Started {
    fn of(mut child: Child) -> Self {
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// The address that it says the register is at.
    fn address(&mut self) -> String {
        let mut said = String::new();
        while self.out.read_line(&mut said).unwrap() > 0 {
            if let Some((_, address)) = said.split_once("open at ")
                && address.contains('\n')
            {
                return address.trim().to_owned();
            }
        }
        panic!("it said: {said}");
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_second_start_finds_the_first_and_shows_it() {
    let home = Home::new();
    let database = home.path("my.db");
    stdout(bellwether().arg("import").arg(sample("2025-q4")).arg("--database").arg(&database));
    let run = || home.open(&["--database", "my.db"]);
    let mut first = Started::of(run().stdout(Stdio::piped()).spawn().unwrap());
    let address = first.address();
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");

    let second = run().output().unwrap();
    let said = String::from_utf8(second.stdout).unwrap();
    assert!(second.status.success() && said.contains("is open already"), "{said}");
    assert!(said.contains(&address), "{said}");

    // Ended by force it is not believed to be there, and another may open the register.
    drop(first);
    let mut third = Started::of(run().arg("--no-browser").stdout(Stdio::piped()).spawn().unwrap());
    third.address();
    Command::new("kill").arg(third.child.id().to_string()).status().unwrap();
    assert!(third.child.wait().unwrap().success());
    let shown = fs::read_to_string(home.path("shown")).unwrap();
    let asked = shown.lines().filter(|line| *line == address).count();
    assert!(asked >= 1 && shown.lines().count() <= 2, "the browser was shown: {shown}");
}

#[test]
fn the_database_is_asked_about_once() {
    let home = Home::new();
    let kept = home.path("Documents/Bellwether/register.db");
    let said = refused(&mut assert_cmd::Command::from_std(home.open(&[])), 2);
    assert!(said.contains("--database"), "{said}");

    let mut asked = home.at_a_terminal("open --no-browser");
    let mut keys = asked.stdin.take().unwrap();
    keys.write_all(b"\n").unwrap();
    let mut asked = Started::of(asked);
    asked.address();
    assert!(kept.exists(), "where documents are");
    keys.write_all(b"\x03").unwrap();
    let mut rest = String::new();
    asked.out.read_to_string(&mut rest).unwrap();

    // Not again: without a terminal it can be opened now.
    let run = home.open(&["--no-browser"]).stdout(Stdio::piped()).spawn().unwrap();
    Started::of(run).address();
}

#[test]
fn a_mistyped_database_is_asked_about_and_not_made() {
    let home = Home::new();
    let mut asked = home.at_a_terminal("serve --listen 127.0.0.1:0 --database typo.db");
    asked.stdin.take().unwrap().write_all(b"no\n").unwrap();
    let told = asked.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(said.contains("no database at typo.db. Make an empty one"), "{said}");
    assert_eq!(told.status.code(), Some(2), "{said}");
    assert!(!home.path("typo.db").exists());
}

#[test]
fn the_manual_and_the_completions_are_written() {
    let home = Home::new();
    let mut run = bellwether();
    stdout(run.arg("manual").arg(home.path("papers")));
    let page = fs::read_to_string(home.path("papers/man/bellwether-import.1")).unwrap();
    assert!(page.contains("dry\\-run"), "{page}");
    for name in ["bellwether.bash", "_bellwether", "bellwether.fish", "_bellwether.ps1"] {
        let text = fs::read_to_string(home.path("papers/completions").join(name)).unwrap();
        assert!(text.contains("restore"), "{name}");
    }
}
