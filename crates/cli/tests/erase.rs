//! What must not be kept goes, from every file that the program made.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
};

use common::{bellwether, refused, sample, stdout};

const WORDS: &str = "council tax";
const RIGHT: [&str; 4] = ["--right", "UK GDPR, article 17", "--reason", "asked for in writing"];

struct Kept {
    folder: tempfile::TempDir,
    database: PathBuf,
    files: String,
}

impl Kept {
    fn run(&self, words: &[&str]) -> assert_cmd::Command {
        let mut run = bellwether();
        run.args(words).args(["--attachments", &self.files, "--database"]).arg(&self.database);
        run
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }
}

/// A sealed register with evidence in a folder, whose documents and files hold the words.
fn kept() -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    fs::create_dir(&files).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&files, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let database = folder.path().join("my.db");
    let files = format!("file://{}", files.display());
    let kept = Kept { folder, database, files };
    let issue = sample("2025-q4");
    stdout(&mut kept.run(&["import", issue.to_str().unwrap()]));
    let notes = kept.path("Council Tax notes.txt");
    fs::write(&notes, "what was said of Council tax").unwrap();
    let picture = kept.path("picture.png");
    fs::write(&picture, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    stdout(&mut kept.run(&["attach", &notes, "--reason", "about council  tax"]));
    stdout(&mut kept.run(&["attach", &picture]));
    stdout(&mut kept.run(&["seal", "For the Council Tax meeting"]));
    for name in [notes, picture] {
        fs::remove_file(name).unwrap();
    }
    kept
}

/// The files below a folder that hold the words, however they are set.
fn holding(folder: &Path) -> Vec<PathBuf> {
    let mut holding = vec![];
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            holding.extend(self::holding(&path));
        } else if String::from_utf8_lossy(&fs::read(&path).unwrap()).to_lowercase().contains(WORDS)
        {
            holding.push(path);
        }
    }
    holding
}

#[test]
fn nothing_of_what_was_erased_is_found_anywhere() {
    let kept = kept();
    let erase = ["erase", "--words", "Council Tax"];
    assert!(holding(kept.folder.path()).len() >= 3);
    let said = stdout(kept.run(&erase).arg("--dry-run"));
    let told = [
        "what the journal says: 3 (entries 1, 2, 4)",
        "files, whole: 2 (entries 1, 2)",
        "Council Tax notes.txt",
        "What was read from the document of entry 1 stays, but for the words",
        "Whoever was told of the seal of entry",
        "Could not be looked into: picture.png (its pictures). If it holds them, add --file 3",
        "Nothing was changed",
    ];
    for words in told {
        assert!(said.contains(words), "{words}: {said}");
    }
    let said = refused(kept.run(&erase).args(RIGHT), 3);
    assert!(said.contains("--yes"), "{said}");
    assert!(holding(kept.folder.path()).len() >= 3);
    let said = stdout(kept.run(&erase).args(RIGHT).args(["--file", "3", "--yes"]));
    assert!(said.contains("Erased by journal entry 5."), "{said}");

    let published = kept.path("published");
    let [export, backup] = ["all.jsonl", "backup.db"].map(|name| kept.path(name));
    fs::create_dir(&published).unwrap();
    stdout(&mut kept.run(&["publish", "4", "--to", &published]));
    stdout(&mut kept.run(&["export", &export]));
    stdout(&mut kept.run(&["backup", &backup]));
    assert_eq!(holding(kept.folder.path()), [""; 0].map(PathBuf::from));
    let said = stdout(&mut kept.run(&["report", "--format", "text"]));
    assert!(said.contains("[erased by entry 5]"), "{said}");
    for mut verify in [kept.run(&["verify"]), kept.run(&["verify", &export])] {
        let said = stdout(&mut verify);
        assert!(said.contains("Erased by entry 5: "), "{said}");
    }
    let said = stdout(&mut kept.run(&["doctor"]));
    assert!(said.lines().all(|line| line.trim_start().starts_with("well")), "{said}");
}

#[test]
fn what_was_published_before_goes_too() {
    let kept = kept();
    let published = kept.path("published");
    let publish = |more: &[&str]| {
        stdout(kept.run(&["publish", "4", "--to", &published]).args(more));
    };
    publish(&["--licence", "Free, but not for council tax"]);
    let path = Path::new(&published);
    let folder = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let folder = folder.into_iter().find(|path| path.is_dir()).unwrap();
    fs::rename(&folder, path.join("a-name-of-our-own")).unwrap();
    let doctor = ["doctor", "--published", &published];
    let said = stdout(&mut kept.run(&doctor));
    assert!(said.contains("(1 meeting) is what the seals say today"), "{said}");
    let erase = ["erase", "--words", "Council Tax", "--file", "3", "--yes"];
    let said = stdout(kept.run(&erase).args(RIGHT));
    assert!(said.contains("What is published is not looked at: give its folder"), "{said}");
    assert!(!holding(path).is_empty());
    let said = kept.run(&doctor).assert().code(1).get_output().stdout.clone();
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("a-name-of-our-own is not what the seal"), "{said}");
    let said = stdout(&mut kept.run(&["erase", "--again", "--published", &published]));
    assert!(said.contains("Published again, without it: 2025-12-12-for-the-erased-by"), "{said}");
    // What was said for its licence is known to the folder alone.
    assert!(holding(path).iter().all(|file| {
        let text = fs::read_to_string(file).unwrap_or_default();
        text.to_lowercase().matches(WORDS).count() == 1
    }));
    stdout(&mut kept.run(&doctor));
}

#[test]
fn why_papers_were_withdrawn_is_without_what_was_erased() {
    let kept = kept();
    let published = kept.path("published");
    let publish = ["publish", "4", "--to", &published];
    stdout(&mut kept.run(&publish));
    stdout(kept.run(&publish).args(["--withdraw", "It spoke of council tax."]));
    let path = Path::new(&published);
    assert!(!holding(path).is_empty());
    let erase = ["erase", "--words", "Council Tax", "--yes", "--published", &published];
    let said = stdout(kept.run(&erase).args(RIGHT));
    assert!(said.contains("Published again, without it: "), "{said}");
    assert_eq!(holding(path), [""; 0].map(PathBuf::from));
    let folders =
        fs::read_dir(path).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert_eq!(folders.count(), 1);
}

#[test]
fn what_cannot_be_erased_is_said() {
    let kept = kept();
    for (words, code, told) in [
        (vec!["erase"], 2, "--right"),
        (vec!["erase", "--dry-run"], 2, "say what is to be erased"),
        (vec!["erase", "--dry-run", "--words", "a"], 2, "too short"),
        (
            vec!["erase", "--dry-run", "--words", "nobody at all"],
            2,
            "could not be looked into: picture.png",
        ),
        (vec!["erase", "--dry-run", "--file", "4"], 2, "entry 4 brought no file"),
        (vec!["erase", "--dry-run", "--words", "description"], 2, "give more of the text"),
    ] {
        let said = refused(&mut kept.run(&words), code);
        assert!(said.contains(told), "{said}");
    }
    let mut again = vec!["erase", "--yes", "--words", WORDS, "--right", "a right", "--reason"];
    again.push("council tax must go");
    let said = refused(&mut kept.run(&again), 2);
    assert!(said.contains("stand in the reason"), "{said}");
    // From standard input, so that the words are in no list of commands.
    let given = ["erase", "--words", "-", "--yes"];
    let said = stdout(kept.run(&given).args(RIGHT).write_stdin("Council Tax meeting\n"));
    assert!(said.contains("entry 4"), "{said}");
    assert!(said.contains("Erased by journal entry 5."), "{said}");
}

#[test]
fn an_older_backup_or_export_is_erased_from_as_it_is_taken_in() {
    let kept = kept();
    let elsewhere = tempfile::tempdir().unwrap();
    let [backup, export] =
        ["old.db", "old.jsonl"].map(|name| elsewhere.path().join(name).display().to_string());
    stdout(&mut kept.run(&["backup", &backup]));
    stdout(&mut kept.run(&["export", &export]));
    let erase = ["erase", "--words", "Council Tax", "--yes"];
    stdout(kept.run(&erase).args(RIGHT));
    let newer = kept.path("new.jsonl");
    stdout(&mut kept.run(&["export", &newer]));
    let database = kept.database.display().to_string();
    for (old, how, newer) in
        [(&backup, "restore", &database), (&backup, "restore", &newer), (&export, "import", &newer)]
    {
        let folder = tempfile::tempdir().unwrap();
        let again = folder.path().join("again.db");
        let take = |newer: &str| {
            let mut run = bellwether();
            run.args([how, old, "--erased-in", newer, "--attachments", &kept.files]);
            run.arg("--database").arg(&again);
            run
        };
        // What cannot be erased again is not taken in.
        let said = refused(&mut take(&kept.path("nowhere")), 2);
        assert!(said.contains("nowhere") && !again.exists(), "{said}");
        // Nor is an altered copy believed.
        let altered = kept.path("altered");
        let mut bytes = fs::read(newer).unwrap();
        let word = b"[erased by entry 5]";
        let place = bytes.windows(word.len()).position(|part| part == word).unwrap();
        bytes[place + 1] = b'E';
        fs::write(&altered, bytes).unwrap();
        let said = refused(&mut take(&altered), 2);
        assert!(!again.exists() && said.contains("entry "), "{said}");
        let said = stdout(&mut take(newer));
        assert!(said.contains("erased from it by journal entry 5"), "{said}");
        assert_eq!(holding(folder.path()), [""; 0].map(PathBuf::from));
        let said = stdout(
            bellwether()
                .arg("verify")
                .arg("--database")
                .arg(&again)
                .args(["--attachments", &kept.files]),
        );
        assert!(said.contains("Erased by entry 5: "), "{said}");
    }
    assert_eq!(holding(kept.folder.path()), [""; 0].map(PathBuf::from));
}
