//! Files beside risks: attached, listed, got out, withdrawn; inside the database and outside it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;
mod s3;

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;
use common::{bellwether, refused, sample, stdout};

/// A folder with a database that holds the last issue of the sample, and a file to attach.
struct Desk {
    folder: tempfile::TempDir,
    /// Where attachments are kept, if not in the database.
    outside: Option<String>,
    /// What the environment says of it.
    environment: Vec<(&'static str, String)>,
}

const MINUTES: &[u8] = b"Minutes \0 of the meeting\n";

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self { folder, outside: None, environment: vec![] };
        fs::write(desk.path("minutes.pdf"), MINUTES).unwrap();
        desk
    }

    /// With attachments in a folder.
    fn with_a_folder() -> Self {
        let desk = Self::new();
        fs::create_dir(desk.path("evidence")).unwrap();
        #[cfg(unix)]
        fs::set_permissions(
            desk.path("evidence"),
            std::os::unix::fs::PermissionsExt::from_mode(0o700),
        )
        .unwrap();
        let outside = Some(format!("file://{}", desk.path("evidence").display()));
        Self { outside, ..desk }
    }

    fn bring_in(self) -> Self {
        stdout(self.run("import").arg(sample("2025-q4")));
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command on the database, told where attachments are.
    fn run(&self, command: &str) -> Command {
        let mut run = self.alone(command);
        run.env("BELLWETHER_DATABASE", self.path("my.db"));
        run.envs(self.environment.iter().map(|(name, value)| (*name, value.as_str())));
        if let Some(outside) = &self.outside {
            run.env("BELLWETHER_ATTACHMENTS", outside);
        }
        run
    }

    /// A command that is told nothing.
    fn alone(&self, command: &str) -> Command {
        let mut run = bellwether();
        run.arg(command);
        for name in ["BELLWETHER_DATABASE", "BELLWETHER_ATTACHMENTS", "BELLWETHER_ATTACHMENT_LIMIT"]
        {
            run.env_remove(name);
        }
        run
    }

    fn attach(&self, more: &[&str]) -> Command {
        let mut run = self.run("attach");
        run.arg(self.path("minutes.pdf")).args(["--from", "2025-12-18"]).args(more);
        run
    }

    fn get(&self, which: &str) -> Vec<u8> {
        self.run("attachments")
            .args(["--get", which])
            .assert()
            .success()
            .get_output()
            .stdout
            .clone()
    }
}

#[test]
fn a_file_is_attached_listed_got_out_and_withdrawn() {
    let desk = Desk::new().bring_in();
    let said = stdout(&mut desk.attach(&["--risk", "SR01", "--reason", "Agreed by the board"]));
    assert!(said.starts_with("Attached minutes.pdf to risk SR01 as journal entry 2."), "{said}");
    let digest = said.split("SHA-256 ").nth(1).unwrap().trim().to_owned();
    stdout(&mut desk.attach(&["--risk", "SR01", "--action", "2", "--name", "photo.png"]));
    stdout(&mut desk.attach(&["--name", "../terms\u{202e}fdp.exe"]));
    let list = stdout(desk.run("attachments").arg("--all"));
    for words in [
        "    2  minutes.pdf  application/pdf, 25 bytes, to risk SR01, from 2025-12-18, by clerk",
        "       Agreed by the board",
        "    3  photo.png  image/png, 25 bytes, to risk SR01, action 2,",
        "    4  termsfdp.exe  ",
        "to the register",
        &digest,
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }
    assert!(!stdout(desk.run("attachments").args(["--risk", "SR01"])).contains("termsfdp"));
    for which in ["2", "minutes.pdf", &digest, &digest[..8]] {
        assert_eq!(desk.get(which), MINUTES, "{which}");
    }
    let to = desk.path("again.pdf");
    let said = stdout(desk.run("attachments").args(["--get", "2", "--to"]).arg(&to));
    assert!(said.starts_with("Wrote minutes.pdf to "), "{said}");
    assert_eq!(fs::read(&to).unwrap(), MINUTES);
    refused(desk.run("attachments").args(["--get", "2", "--to"]).arg(&to), 2);

    let said = stdout(desk.run("detach").args(["2", "--reason", "The wrong minutes"]));
    assert!(said.contains("journal entry 5"), "{said}");
    assert!(!stdout(&mut desk.run("attachments")).contains("minutes.pdf"));
    assert!(stdout(desk.run("attachments").arg("--all")).contains("withdrawn by entry 5"));
    assert_eq!(desk.get("2"), MINUTES, "its bytes stay");
    let said = refused(desk.run("detach").args(["2", "--reason", "Again"]), 2);
    assert!(said.contains("withdrawn already"), "{said}");
    let said = stdout(&mut desk.run("verify"));
    assert!(said.contains("attachments 3, documents 1."), "{said}");
}

#[test]
fn what_cannot_be_attached_is_declined() {
    let desk = Desk::new().bring_in();
    let said = refused(&mut desk.attach(&["--risk", "none"]), 2);
    assert!(said.contains("no risk “none”"), "{said}");
    let said = refused(&mut desk.attach(&["--risk", "SR01", "--action", "99"]), 2);
    assert!(said.contains("none of number 99"), "{said}");
    let said = refused(&mut desk.attach(&["--reason", " "]), 2);
    assert!(said.contains("say why"), "{said}");
    fs::write(desk.path("minutes.pdf"), vec![b'x'; 1024 * 1024 + 1]).unwrap();
    let said = refused(&mut desk.attach(&["--attachment-limit", "1"]), 2);
    assert!(said.contains("at most 1048576 (1 MiB)"), "{said}");
    stdout(&mut desk.attach(&["--attachment-limit", "2"]));
    let said = refused(desk.run("attachments").args(["--get", "nothing.pdf"]), 2);
    assert!(said.contains("no attachment is called “nothing.pdf”"), "{said}");
    for (address, words) in [
        ("sheep", "is no place for attachments"),
        ("s3://me:secret@bucket", "leave them out"),
        ("file:///no/such/folder", "there is no folder"),
    ] {
        let said = refused(&mut desk.attach(&["--attachments", address]), 2);
        assert!(said.contains(words) && !said.contains("secret"), "{said}");
    }
}

/// Everything that is done with a database, for attachments wherever they lie.
fn carried_wherever_they_lie(desk: &Desk) {
    stdout(&mut desk.attach(&["--risk", "SR01"]));
    let head = |run: &mut Command| {
        let said = stdout(run);
        assert!(said.contains("attachments 1, documents 1."), "{said}");
        said
    };
    let proved = head(&mut desk.run("verify"));
    let said = stdout(&mut desk.run("doctor"));
    assert!(said.lines().all(|line| line.trim_start().starts_with("well")), "{said}");

    // Out of here, into a database alone, and out of that: the same bytes.
    let [first, second] = ["first.jsonl", "second.jsonl"].map(|name| desk.path(name));
    stdout(desk.run("export").arg(&first));
    assert_eq!(head(desk.alone("verify").arg(&first)), proved);
    let other = desk.path("other.db");
    stdout(desk.alone("import").arg(&first).arg("--database").arg(&other));
    stdout(desk.alone("export").arg(&second).arg("--database").arg(&other));
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    assert_eq!(head(desk.alone("verify").arg(&other)), proved);

    let (backup, again) = (desk.path("backup.db"), desk.path("again.db"));
    let said = stdout(desk.run("backup").arg(&backup));
    assert_eq!(
        said.contains("Not in it: 2 of the files of main"),
        desk.outside.is_some(),
        "{said}"
    );
    let said = stdout(desk.run("restore").arg(&backup).arg("--database").arg(&again));
    assert!(!said.contains("Not to be had"), "{said}");
    let verified = |run: &mut Command| head(run.arg("verify").arg(&again));
    let mut run = bellwether();
    run.envs(desk.environment.iter().map(|(name, value)| (*name, value.as_str())));
    if let Some(outside) = &desk.outside {
        run.env("BELLWETHER_ATTACHMENTS", outside);
    }
    assert_eq!(verified(&mut run), proved);
    assert_eq!(desk.get("minutes.pdf"), MINUTES);
}

#[test]
fn attachments_in_the_database_are_carried() {
    carried_wherever_they_lie(&Desk::new().bring_in());
}

#[test]
fn attachments_in_a_folder_are_carried_and_missed() {
    let desk = Desk::with_a_folder().bring_in();
    carried_wherever_they_lie(&desk);
    let kept: Vec<PathBuf> = fs::read_dir(desk.path("evidence/main"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(kept.len(), 2, "the minutes and the document of the import");
    assert!(!contains(&desk.path("my.db"), b"of the meeting"), "the bytes are in the database");

    // Without being told where they are, each is named with where it should be.
    let restored = desk.path("third.db");
    let told =
        desk.alone("restore").arg(desk.path("backup.db")).arg("--database").arg(&restored).assert();
    let said = String::from_utf8(told.code(1).get_output().stdout.clone()).unwrap();
    assert!(
        said.contains("Not to be had: minutes.pdf (journal entry 2): the attachment"),
        "{said}"
    );
    let said = refused(desk.alone("verify").arg(desk.path("my.db")), 2);
    assert!(said.contains("minutes.pdf (journal entry 2)") && said.contains("file://"), "{said}");

    let minutes = kept.iter().find(|path| fs::read(path).unwrap() == MINUTES).unwrap();
    fs::remove_file(minutes).unwrap();
    let said = refused(&mut desk.run("verify"), 2);
    assert!(said.contains("minutes.pdf (journal entry 2)") && said.contains("missing"), "{said}");
    let told = desk.run("doctor").assert().code(1);
    let said = String::from_utf8(told.get_output().stdout.clone()).unwrap();
    assert!(said.contains("ill  minutes.pdf (entry 2 of main)"), "{said}");
    let said = refused(desk.run("export").arg(desk.path("third.jsonl")), 2);
    assert!(said.contains("missing"), "{said}");
    assert!(!desk.path("third.jsonl").exists(), "half an export is none");
}

#[test]
fn attachments_in_an_s3_bucket_are_carried() {
    let server = s3::Server::start();
    let desk = Desk {
        outside: Some("s3://bucket/some/folder".into()),
        environment: vec![
            ("AWS_ENDPOINT", server.address.clone()),
            ("AWS_ALLOW_HTTP", "true".into()),
            ("AWS_ACCESS_KEY_ID", "tester".into()),
            ("AWS_SECRET_ACCESS_KEY", "secret".into()),
            ("AWS_REGION", "here".into()),
        ],
        ..Desk::new()
    };
    let desk = desk.bring_in();
    carried_wherever_they_lie(&desk);
    let kept = server.names();
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(kept.iter().all(|name| name.starts_with("/bucket/some/folder/main/")), "{kept:?}");
}

#[test]
fn a_server_with_files_beside_its_database_stops_when_it_is_asked_to() {
    let desk = Desk::with_a_folder().bring_in();
    let mut serve = std::process::Command::new(assert_cmd::cargo_bin!("bellwether"));
    serve.args(["serve", "--listen", "127.0.0.1:0", "--database"]).arg(desk.path("my.db"));
    serve.args(["--attachments", desk.outside.as_deref().unwrap()]);
    let mut child = serve.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut ready = String::new();
    let output = child.stdout.take().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut ready).unwrap();
    assert!(ready.contains("is ready"), "{ready}");
    std::process::Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_database_that_could_not_be_made_is_not_left_behind() {
    // Files may not grow past some blocks of 512 bytes, as on a disk that is almost full.
    for blocks in [1, 8, 9, 16, 24, 64] {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("my.db");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let import = || {
            let mut run = Command::new("sh");
            run.args(["-c", &script, "sh"]).arg(assert_cmd::cargo_bin!("bellwether"));
            run.arg("import").arg(sample("2025-q4")).arg("--database").arg(&database);
            let told = run.assert().code(2);
            assert!(!told.get_output().stderr.is_empty());
        };
        import();
        let left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().path()).collect();
        assert!(left.is_empty(), "{blocks}: {left:?}");
        // What was there before stays, even empty.
        fs::write(&database, b"").unwrap();
        import();
        assert!(database.exists(), "{blocks}");
    }
}

fn contains(path: &Path, bytes: &[u8]) -> bool {
    fs::read(path).unwrap().windows(bytes.len()).any(|window| window == bytes)
}
