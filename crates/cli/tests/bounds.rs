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
    for part in [",", ".\n", "a\tb\n", "x|"] {
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
    for word in ["read-apart", "look-apart", "set-apart"] {
        bellwether().args([word, "5"]).write_stdin("").assert().failure().stdout("");
        assert!(!stdout(bellwether().arg("--help")).contains(word));
    }
}

/// A register in a database of its own.
fn kept(folder: &std::path::Path) -> std::path::PathBuf {
    let database = folder.join("a.db");
    bellwether()
        .arg("import")
        .arg(sample("2025-q1"))
        .args(["--reason", "First issue", "--database"])
        .arg(&database)
        .assert()
        .success();
    database
}

/// What is said of a look that is to be kept.
fn look_refused(template: &str, logo: Option<&[u8]>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let database = kept(folder.path());
    let mut look = bellwether();
    look.args(["look", "--reason", "As agreed", "--database"]).arg(&database);
    if !template.is_empty() {
        let path = folder.path().join("own.typ");
        fs::write(&path, template).unwrap();
        look.arg("--template").arg(path);
    }
    if let Some(logo) = logo {
        let path = folder.path().join("logo.png");
        fs::write(&path, logo).unwrap();
        look.arg("--logo").arg(path);
    }
    let said = refused(&mut look, 2);
    let kept = stdout(bellwether().args(["look", "--database"]).arg(&database));
    assert!(kept.contains("Nothing is set"), "{kept}");
    said
}

/// A template that does something before it sets the paper.
fn template(does: &str) -> String {
    format!(
        "#import \"/blocks.typ\": paper, body\n#set document(title: paper.title)\n\
         #set text(lang: paper.language)\n#{{ {does} }}\n#title()\n#body()\n"
    )
}

#[cfg(unix)]
#[test]
fn a_template_that_takes_all_memory_is_refused_and_ends_nothing() {
    let doubles = "let t = \"ab\"; for i in range(34) { t = t + t }; let _ = t.len()";
    // Also where only the public version of a paper does it.
    let at_last = format!("if paper.version == \"Public\" {{ {doubles} }}");
    for does in [doubles, &at_last] {
        let said = look_refused(&template(does), None);
        assert!(said.contains("more memory"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_template_that_does_not_end_is_ended() {
    use std::os::unix::process::ExitStatusExt;
    const OVER_TIME: i32 = 24;
    let register = bellwether_domain::Register::from_json(&stdout(
        bellwether().arg("convert").arg(sample("2025-q4")).args(["--to", "json"]),
    ))
    .unwrap();
    let paper = bellwether_papers::compose::register(&register, &Default::default());
    let does = "let n = 0; while n >= 0 { for i in range(9000) { n = n + i }; n = 0 }";
    let asked = |does: &str| {
        let template = template(does);
        let asked =
            bellwether_press::apart::Asked { paper: &paper, template: &template, logo: &[] };
        let question = bellwether_press::apart::question(&asked).unwrap();
        bellwether().args(["set-apart", "4"]).write_stdin(question).output().unwrap()
    };
    // Typst itself ends loops that are too long; nested ones and calls go on.
    let endless = format!("for a in range(9000) {{ for b in range(9000) {{ {does} }} }}");
    assert_eq!(asked(&endless).status.signal(), Some(OVER_TIME));
    assert!(asked("let n = 0").status.success());
}

#[test]
fn a_picture_of_more_dots_than_a_mark_has_is_refused_before_it_is_unpacked() {
    let header = |width: u32, height: u32| {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
        png.extend([1, 0, 0, 0, 0]);
        png
    };
    let said = look_refused("", Some(&header(30_000, 30_000)));
    assert!(said.contains("30000 × 30000 dots"), "{said}");
    assert!(look_refused("", Some(&header(30, 30))).contains("no picture"), "a head alone");
}

#[test]
fn what_is_read_apart_is_the_register() {
    let json = stdout(bellwether().arg("convert").arg(sample("2025-q4")).args(["--to", "json"]));
    let register = bellwether_domain::Register::from_json(&json).unwrap();
    assert!(register.risks.len() > 10);
}

#[cfg(unix)]
#[test]
fn what_is_made_is_for_its_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mode = |name: &str| fs::metadata(path(name)).unwrap().permissions().mode() & 0o777;
    let database = path("a.db");
    let run = |words: &[&str]| {
        bellwether().args(words).arg("--database").arg(&database).assert().success();
    };
    let issue = sample("2025-q1");
    run(&["import", issue.to_str().unwrap(), "--reason", "First issue"]);
    run(&["export", path("a.jsonl").to_str().unwrap()]);
    run(&["backup", path("copy.db").to_str().unwrap()]);
    for name in ["a.db", "a.jsonl", "copy.db"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    let doctor = || stdout(bellwether().arg("doctor").arg("--database").arg(&database));
    assert!(!doctor().contains("Other users"));
    fs::set_permissions(&database, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(doctor().contains("Other users of this machine may open"));
    let files = format!("file://{}", folder.path().display());
    let doctor = |mode| {
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
        stdout(
            bellwether().args(["doctor", "--attachments", &files]).arg("--database").arg(&database),
        )
    };
    assert!(doctor(0o755).contains("chmod 700"));
    assert!(!doctor(0o700).contains("chmod 700"));
}

#[cfg(unix)]
#[test]
fn a_device_is_declined_at_once() {
    let said = refused(bellwether().args(["convert", "/dev/zero"]), 2);
    assert!(said.contains("a pipe or a device"), "{said}");
}

#[test]
fn an_export_that_is_not_taken_in_leaves_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (database, export) = (path("a.db"), path("a.jsonl"));
    let issue = sample("2025-q1");
    bellwether()
        .arg("import")
        .arg(&issue)
        .args(["--reason", "First issue", "--database"])
        .arg(&database)
        .assert()
        .success();
    bellwether().arg("export").arg(&export).arg("--database").arg(&database).assert().success();
    let whole = fs::read_to_string(&export).unwrap();
    let half: String = whole.lines().take(3).map(|line| format!("{line}\n")).collect();
    fs::write(&export, half).unwrap();
    let mut other = bellwether();
    other.arg("import").arg(&export).arg("--database").arg(path("b.db")).assert().failure();
    assert!(!path("b.db").exists() && !path("b.db-wal").exists());
}
