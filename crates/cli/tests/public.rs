//! Public papers: what is marked is in no byte of any of them.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::{
    fs,
    io::{Cursor, Read as _},
    path::{Path, PathBuf},
};

use common::{bellwether, refused, sample, stdout};

const PARAGRAPH: &str = "LGA 1972 Sch. 12A para. 3";

/// Words of the sample's third risk, of one of its actions, and of categories.
const WORDS: [&str; 5] =
    ["SR03", "cyber attack", "penetration test", "Sound finances", "Capable organisations"];

/// A database with all issues of the sample, where a risk and the categories are not for the public.
fn marked(folder: &Path) -> PathBuf {
    let database = folder.join("my.db");
    for issue in ["2025-q1", "2025-q2", "2025-q3", "2025-q4"] {
        let import = ["import", "--missing", "close", "--database"];
        bellwether().args(import).arg(&database).arg(sample(issue)).assert().success();
    }
    mark(&database);
    database
}

fn mark(database: &Path) {
    for what in ["risk=SR03", "heading=category"] {
        let restrict = ["restrict", what, "--under", PARAGRAPH, "--database"];
        bellwether().args(restrict).arg(database).assert().success();
    }
}

/// All that stands in a file, unpacked where it is a package or holds packed streams.
fn every_byte(file: &[u8]) -> String {
    if file.starts_with(b"%PDF") {
        return every_stream(file);
    }
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(file)) else {
        return String::from_utf8_lossy(file).into_owned();
    };
    let mut all = vec![];
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        all.extend_from_slice(part.name().unwrap().as_bytes());
        part.read_to_end(&mut all).unwrap();
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// A PDF with its streams unpacked, and its texts of two bytes a letter as one.
fn every_stream(file: &[u8]) -> String {
    let mut all = file.to_vec();
    let mut rest = file;
    while let Some(at) = rest.windows(7).position(|words| words == b"stream\n") {
        rest = &rest[at + 7..];
        // What is no packed stream ends at once.
        let _ = flate2::read::ZlibDecoder::new(rest).read_to_end(&mut all);
    }
    all.retain(|byte| *byte != 0);
    String::from_utf8_lossy(&all).into_owned()
}

#[test]
fn what_is_restricted_is_in_no_byte_of_a_public_paper() {
    let folder = tempfile::tempdir().unwrap();
    let database = marked(folder.path());
    let all = ["html", "docx", "odt", "xlsx", "ods", "pdf", "csv", "json", "jsonl", "ics", "text"];
    let papers = [
        ("register", &all[..]),
        ("pack", &all[..6]),
        ("actions", &all[..7]),
        ("changes", &all[..7]),
    ];
    let made = |paper: &str, format: &str, as_at: &str, more: &[&str]| {
        let file = folder.path().join(format!("paper.{format}"));
        let report = ["report", "--paper", paper, "--format", format, "--as-at", as_at];
        let mut command = bellwether();
        command.args(report).args(more).arg("-o").arg(&file).arg("--database").arg(&database);
        stdout(&mut command);
        // A calendar breaks its lines wherever they are too long.
        let mut every = every_byte(&fs::read(&file).unwrap()).replace("\r\n ", "");
        // The pages of a PDF hold the numbers of glyphs, not letters: read them.
        if (paper, format) == ("register", "pdf") {
            every += &stdout(bellwether().args(["convert", "--to", "json"]).arg(&file));
        }
        every
    };
    for (paper, formats) in papers {
        for format in formats {
            // What is restricted today is in no public paper of an earlier day.
            for as_at in ["2025-12-12", "2025-06-13"] {
                let public = made(paper, format, as_at, &["--public"]);
                for words in WORDS {
                    assert!(!public.contains(words), "{paper} as {format}: {words}");
                }
                // On the pages of a PDF it is not in letters.
                if *format != "pdf" {
                    let drawn = all[..5].contains(format) || *format == "ics";
                    assert_eq!(
                        public.contains(PARAGRAPH),
                        drawn,
                        "{paper} as {format}: the marker"
                    );
                }
                assert!(!public.contains("Restricted"), "{paper} as {format}");
            }
        }
    }
    for format in ["html", "pdf"] {
        let whole = made("register", format, "2025-12-12", &[]);
        for words in WORDS {
            assert!(whole.contains(words), "the whole register as {format} lacks {words}");
        }
        assert!(!whole.contains(PARAGRAPH));
    }
}

#[test]
fn what_is_restricted_is_in_no_byte_of_a_published_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (database, site) = (folder.path().join("my.db"), folder.path().join("site"));
    let import = ["import", "--missing", "close", "--database"];
    bellwether().args(import).arg(&database).arg(sample("2025-q4")).assert().success();
    let seal = ["seal", "Audit Committee", "--database"];
    bellwether().args(seal).arg(&database).assert().success();
    let publish = || {
        let mut command = bellwether();
        command.args(["publish", "2", "--to"]).arg(&site).arg("--database").arg(&database);
        stdout(&mut command);
        let mut every = String::new();
        for file in files_below(&site) {
            every += &file.to_string_lossy();
            every += &every_byte(&fs::read(&file).unwrap());
            if file.ends_with("register.pdf") {
                every += &stdout(bellwether().args(["convert", "--to", "json"]).arg(&file));
            }
        }
        every
    };
    let whole = publish();
    assert!(WORDS.iter().all(|words| whole.contains(words)), "unmarked it is public");
    // What is marked after the meeting leaves what is published again of it.
    let restrict = ["restrict", "risk=SR03", "--under", "para. 1", "--database"];
    let said = stdout(bellwether().args(restrict).arg(&database));
    assert!(said.contains("bellwether publish 2 --to FOLDER writes them again"), "{said}");
    mark(&database);
    let public = publish();
    for words in WORDS {
        assert!(!public.contains(words), "published: {words}");
    }
    assert!(public.contains(PARAGRAPH), "the marker");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| if path.is_dir() { files_below(&path) } else { vec![path] };
    entries.flat_map(below).collect()
}

#[test]
fn marks_are_listed_and_lifted() {
    let folder = tempfile::tempdir().unwrap();
    let database = marked(folder.path());
    let restrict = |more: &[&str]| {
        let mut command = bellwether();
        command.arg("restrict").args(more).arg("--database").arg(&database);
        command
    };
    assert_eq!(
        stdout(&mut restrict(&[])),
        format!(
            "Risk SR03, under {PARAGRAPH}\nWhat stands under “Objective” (category), under {PARAGRAPH}\n"
        )
    );
    for (what, why) in [
        ("risk=SR99", "no risk “SR99”"),
        ("heading=colour", "no part of a register"),
        ("heading=matrix", "cannot be kept from the public by itself"),
        ("category=Nope", "no risk is of the category “Nope”: there are "),
        ("SR03", "write risk=NUMBER"),
    ] {
        let said = refused(&mut restrict(&[what]), 2);
        assert!(said.contains(why), "{said}");
    }
    let said = stdout(&mut restrict(&["risk=SR03", "--lift"]));
    assert!(said.starts_with("Risk SR03 is for the public again"), "{said}");
    assert!(!stdout(&mut restrict(&[])).contains("SR03"));
}

#[test]
fn formats_without_a_place_for_it_say_beside_them_that_something_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let database = marked(folder.path());
    for format in ["csv", "json", "jsonl"] {
        let report = ["report", "--public", "--format", format, "--database"];
        let made = bellwether().args(report).arg(&database).assert().success();
        let said = String::from_utf8(made.get_output().stderr.clone()).unwrap();
        assert!(said.contains(PARAGRAPH) && said.contains("left out"), "{format}: {said}");
    }
    let calendar = ["report", "--public", "--format", "ics", "--database"];
    let calendar = stdout(bellwether().args(calendar).arg(&database)).replace("\r\n ", "");
    assert!(calendar.contains("X-WR-CALDESC:Some of the register is not public"), "{calendar}");
}

#[test]
fn a_restricted_attachment_is_in_no_byte_of_a_public_paper() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    let import = ["import", "--missing", "close", "--database"];
    bellwether().args(import).arg(&database).arg(sample("2025-q4")).assert().success();
    let attach = |name: &str, action: &[&str]| {
        let file = folder.path().join(name);
        fs::write(&file, format!("The bytes of {name}")).unwrap();
        let attach = ["attach", "--risk", "SR01", "--reason", "Seen", "--database"];
        let said = stdout(bellwether().args(attach).arg(&database).args(action).arg(&file));
        said.trim().rsplit_once(' ').unwrap().1.get(..8).unwrap().to_owned()
    };
    let open = attach("open-minutes.txt", &[]);
    let hidden = attach("hidden-tender.txt", &["--action", "1"]);
    let restrict = |more: &[&str]| {
        let mut command = bellwether();
        command.arg("restrict").args(more).arg("--database").arg(&database);
        stdout(&mut command)
    };
    restrict(&["attachment=hidden-tender.txt", "--under", PARAGRAPH]);
    assert_eq!(restrict(&[]), format!("The attachment “hidden-tender.txt”, under {PARAGRAPH}\n"));
    let listed = stdout(bellwether().args(["attachments", "--database"]).arg(&database));
    assert_eq!(listed.matches("not for the public").count(), 1, "{listed}");
    let made = |paper: &[&str], format: &str, public: bool| {
        let file = folder.path().join(format!("evidence.{format}"));
        let mut command = bellwether();
        command.args(["report", "--format", format, "--paper"]).args(paper);
        command.args(public.then_some("--public")).arg("-o").arg(&file);
        stdout(command.arg("--database").arg(&database));
        every_byte(&fs::read(&file).unwrap())
    };
    let papers: [&[&str]; 3] =
        [&["risk=SR01"], &["history=SR01"], &["pack", "--deep-dive", "SR01"]];
    for paper in papers {
        for format in ["html", "docx", "odt", "xlsx", "ods", "pdf"] {
            let public = made(paper, format, true);
            for word in ["hidden-tender", &hidden] {
                assert!(!public.contains(word), "{paper:?} as {format}: {word}");
            }
            if format == "pdf" {
                continue;
            }
            let whole = made(paper, format, false);
            for word in ["open-minutes.txt", &open] {
                assert!(public.contains(word) && whole.contains(word), "{paper:?} as {format}");
            }
            assert!(public.contains(PARAGRAPH), "{paper:?} as {format}: the marker");
            assert!(whole.contains("hidden-tender.txt") && whole.contains(&hidden));
            assert!(!whole.contains(PARAGRAPH), "{paper:?} as {format}");
        }
    }
    // What shows of an action that is not public is not public either.
    restrict(&["attachment=hidden-tender.txt", "--lift"]);
    assert!(made(&["risk=SR01"], "html", true).contains("hidden-tender.txt"));
    restrict(&["action=SR01/1"]);
    assert!(!made(&["risk=SR01"], "html", true).contains("hidden-tender.txt"));
}

#[test]
fn no_figure_of_a_public_paper_stands_on_what_is_left_out_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    for issue in ["2025-q3", "2025-q4"] {
        let import = ["import", "--missing", "close", "--database"];
        bellwether().args(import).arg(&database).arg(sample(issue)).assert().success();
    }
    let restrict = |what: &str, more: &[&str]| {
        let mut command = bellwether();
        stdout(command.args(["restrict", what]).args(more).arg("--database").arg(&database));
    };
    let public = |paper: &str| {
        let report = ["report", "--public", "--paper", paper, "--format", "html", "--database"];
        stdout(bellwether().args(report).arg(&database))
    };
    assert!(public("pack").contains("overdue and"));
    for field in ["action-due", "action-status", "action"] {
        restrict(&format!("heading={field}"), &[]);
        let pack = public("pack");
        assert!(!pack.contains("overdue and") && !pack.contains("Overdue"), "{field}");
        assert!(pack.contains("How far actions are is not public."), "{field}");
        let actions = public("actions");
        assert!(!actions.contains("Where it stands") && !actions.contains("No date:"), "{field}");
        assert_eq!(actions.contains("Actions are not public."), field == "action");
        restrict(&format!("heading={field}"), &["--lift"]);
    }
    // A score follows from likelihood and impact: one of them is all of it.
    restrict("heading=current-likelihood", &[]);
    // SR14 scores 9 now, 16 before and without controls, and is to score 6.
    for paper in ["risk=SR14", "history=SR14"] {
        let risk = public(paper);
        assert!(!risk.contains(">9<") && !risk.contains("9 from"), "{paper}: {risk}");
    }
    let pack = public("pack");
    for false_now in [">Now<", "went up and", "in the highest band", "Where each risk stands"] {
        assert!(!pack.contains(false_now), "{false_now}");
    }
    // A column is known by the body’s own words for it.
    restrict("heading=Risk lead", &[]);
    let marked = stdout(bellwether().args(["restrict", "--database"]).arg(&database));
    assert_eq!(
        marked,
        "All of “Current (12 December 2025)” (likelihood, impact and score)\n\
         What stands under “Risk lead” (owners)\n"
    );
}
