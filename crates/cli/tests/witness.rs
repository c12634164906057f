//! What is told elsewhere, and proves a record that was written anew: heads, keys, stamps.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]
#![cfg(unix)]

mod common;

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc,
};

use common::{bellwether, refused, sample, stdout};

/// A folder with a register in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.brings_in("my.db");
        desk
    }

    fn brings_in(&self, database: &str) {
        let database = self.path(database);
        stdout(bellwether().arg("import").arg(sample("2025-q4")).arg("--database").arg(database));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn seal(&self, more: &[&str]) -> assert_cmd::Command {
        let mut seal = bellwether();
        seal.current_dir(self.0.path()).args(["seal", "Audit committee", "--database", "my.db"]);
        seal.args(more);
        seal
    }

    fn verify(&self, more: &[&str]) -> assert_cmd::Command {
        let mut verify = bellwether();
        verify.current_dir(self.0.path()).args(["verify", "--database", "my.db"]).args(more);
        verify
    }

    /// Somebody who holds the file writes the record anew, seals and all.
    fn written_anew(&self) {
        for name in ["my.db", "my.db-wal", "my.db-shm", "my.db.key"] {
            let _ = fs::remove_file(self.path(name));
        }
        self.brings_in("my.db");
        stdout(&mut self.seal(&[]));
    }
}

fn word<'a>(said: &'a str, before: &str) -> &'a str {
    said.lines().find_map(|line| line.strip_prefix(before)).unwrap().trim()
}

#[test]
fn a_record_that_was_written_anew_does_not_agree_with_what_was_noted() {
    let desk = Desk::new();
    let said = stdout(&mut desk.seal(&["--witness", "notes.txt"]));
    let head = word(&said, "Head ");
    let notes = fs::read_to_string(desk.path("notes.txt")).unwrap();
    assert!(notes.starts_with(&format!("2={head} main ")) && notes.ends_with("Audit committee\n"));
    let noted = format!("2={head}");
    let said = stdout(&mut desk.verify(&["--expect", &noted, "--expect", "notes.txt"]));
    let key = word(&said, "Key ").to_owned();
    stdout(&mut desk.verify(&["--key", &key]));

    desk.written_anew();
    // It follows from itself.
    assert!(stdout(&mut desk.verify(&[])).contains("The record holds"));
    for noted in [["--expect", noted.as_str()], ["--expect", "notes.txt"]] {
        let told = refused(&mut desk.verify(&noted), 2);
        assert!(told.contains("entry 2") && told.contains("written anew"), "{told}");
    }
    let told = refused(&mut desk.verify(&["--key", &key]), 2);
    assert!(told.contains("no seal is signed with the key"), "{told}");
    let told = refused(&mut desk.verify(&["--expect", "nothing.txt"]), 2);
    assert!(told.contains("ENTRY=DIGEST"), "{told}");
}

#[test]
fn what_a_witness_was_told_cannot_be_made_to_say_something_else() {
    let desk = Desk::new();
    let mut seal = bellwether();
    let forged = format!("Next\n1={} main x", "0".repeat(64));
    seal.current_dir(desk.0.path()).args(["seal", &forged, "--database", "my.db"]);
    stdout(seal.args(["--witness", "notes.txt"]));
    let notes = fs::read_to_string(desk.path("notes.txt")).unwrap();
    assert_eq!(notes.lines().count(), 1, "{notes}");
    stdout(&mut desk.verify(&["--expect", "notes.txt"]));
    // Of two digests for one entry neither is believed, in whichever order.
    let head = notes.split_whitespace().next().unwrap();
    let other = format!("2={}", "0".repeat(64));
    for two in [[head, &other], [&*other, head]] {
        let told = refused(&mut desk.verify(&["--expect", two[0], "--expect", two[1]]), 2);
        assert!(told.contains("two digests are noted for entry 2"), "{told}");
    }
}

#[test]
fn a_lost_key_is_asked_for_and_a_new_one_is_an_entry() {
    let desk = Desk::new();
    stdout(&mut desk.seal(&[]));
    let key = desk.path("my.db.key");
    fs::rename(&key, desk.path("safe.key")).unwrap();
    let told = refused(&mut desk.seal(&[]), 2);
    assert!(told.contains("my.db.key") && told.contains("--new-key"), "{told}");
    assert!(!key.exists());
    // Several servers are given the same one.
    stdout(&mut desk.seal(&["--signing-key", "safe.key"]));
    let given = fs::read_to_string(desk.path("safe.key")).unwrap();
    stdout(desk.seal(&[]).env("BELLWETHER_SIGNING_KEY", given));
    stdout(&mut desk.seal(&["--new-key"]));
    let said = stdout(&mut desk.verify(&[]));
    assert!(said.contains("Entry 5 went on with another key"), "{said}");
    let said = stdout(bellwether().args(["doctor", "--database"]).arg(desk.path("my.db")));
    assert!(said.contains("my.db.key: keep a copy of it"), "{said}");
}

/// Answers one request with what `answer` makes of its body, and hands the body out.
fn serves(
    answer: impl FnOnce(&[u8]) -> Vec<u8> + Send + 'static,
) -> (String, mpsc::Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut stream = BufReader::new(listener.accept().unwrap().0);
        let mut length = 0;
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).unwrap();
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).unwrap();
        let answer = answer(&body);
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", answer.len());
        stream.get_mut().write_all(&[head.as_bytes(), &answer].concat()).unwrap();
        tell.send(body).unwrap();
    });
    (address, told)
}

#[test]
fn a_witness_at_an_address_is_told() {
    let desk = Desk::new();
    let (address, told) = serves(|_| vec![]);
    let said = stdout(&mut desk.seal(&["--witness", &address]));
    let line = String::from_utf8(told.recv().unwrap()).unwrap();
    assert!(line.starts_with(&format!("2={} main ", word(&said, "Head "))), "{line}");
    // One that is away stops no seal, and what it was not told is said.
    let away = desk.seal(&["--witness", "http://127.0.0.1:1/"]).assert().code(1);
    let told = String::from_utf8(away.get_output().stderr.clone()).unwrap();
    assert!(told.contains("was not told") && told.contains("3="), "{told}");
    assert!(stdout(&mut desk.verify(&[])).contains("seals 2"));
}

fn openssl(folder: &Path, args: &str) -> Vec<u8> {
    let done = Command::new("openssl").current_dir(folder).args(args.split(' ')).output().unwrap();
    assert!(done.status.success(), "{args}: {}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

/// A time-stamping service of the test's own.
const SERVICE: &str = "
[req]
distinguished_name = name
[name]
[stamps]
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = service
[service]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ordering = no
ess_cert_id_chain = no
";

#[test]
fn the_head_is_stamped_as_openssl_says() {
    if Command::new("openssl").arg("version").output().is_err() {
        let words = b"NOT RUN: openssl is not installed\n";
        std::io::stderr().write_all(words).unwrap();
        return;
    }
    let desk = Desk::new();
    let folder = desk.0.path().to_owned();
    fs::write(desk.path("service.cnf"), SERVICE).unwrap();
    fs::write(desk.path("serial"), "01\n").unwrap();
    openssl(
        &folder,
        "req -x509 -newkey rsa:2048 -nodes -keyout stamp.pem -out stamps.pem -subj /CN=Stamps \
         -config service.cnf -extensions stamps -days 2",
    );
    let there = folder.clone();
    let (address, told) = serves(move |question| {
        fs::write(there.join("question.tsq"), question).unwrap();
        openssl(
            &there,
            "ts -reply -config service.cnf -queryfile question.tsq -signer stamps.pem -inkey \
             stamp.pem -out answer.tsr",
        );
        fs::read(there.join("answer.tsr")).unwrap()
    });
    let notes = ["--witness", "notes.txt", "--time-stamps", &address];
    let said = stdout(&mut desk.seal(&notes));
    told.recv().unwrap();
    let verify = format!(
        "ts -verify -digest {} -in main-2.tsr -CAfile stamps.pem -partial_chain",
        word(&said, "Head ")
    );
    openssl(&folder, &verify);
    openssl(
        &folder,
        "ts -verify -queryfile question.tsq -in main-2.tsr -CAfile stamps.pem -partial_chain",
    );
    // A service that refuses, or stamps something else, is not believed.
    for answer in
        [vec![0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02], fs::read(desk.path("main-2.tsr")).unwrap()]
    {
        let (address, _told) = serves(move |_| answer);
        let seal =
            desk.seal(&["--witness", "notes.txt", "--time-stamps", &address]).assert().code(1);
        let told = String::from_utf8(seal.get_output().stderr.clone()).unwrap();
        assert!(told.contains("was not stamped"), "{told}");
    }
}
