//! Papers: in each format, of a file and of a database, whole or not there.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::{fs, path::Path};

use bellwether_domain::Register;
use common::{bellwether, refused, sample, stdout};

const ISSUES: [&str; 4] = ["2025-q1", "2025-q2", "2025-q3", "2025-q4"];

/// A database with the four issues of the sample.
fn kept(folder: &Path) -> std::path::PathBuf {
    let database = folder.join("my.db");
    for issue in ISSUES {
        let import = ["import", "--missing", "close", "--database"];
        bellwether().args(import).arg(&database).arg(sample(issue)).assert().success();
    }
    database
}

fn register(file: &Path) -> Register {
    let text = stdout(bellwether().arg("convert").arg(file).args(["--to", "json"]));
    Register::from_json(&text).unwrap()
}

#[test]
fn a_paper_of_a_file_reads_back_as_the_file_does() {
    let folder = tempfile::tempdir().unwrap();
    let read = register(&sample("2025-q4"));
    for format in ["html", "pdf", "xlsx", "ods", "csv"] {
        let paper = folder.path().join(format!("paper.{format}"));
        let said = stdout(bellwether().arg("report").arg(sample("2025-q4")).arg("-o").arg(&paper));
        assert_eq!(said, "", "{format}");
        let again = register(&paper);
        assert_eq!(again.risks.len(), read.risks.len(), "{format}");
        // A line of a page that ends in a hyphen does not say whether one word goes on.
        let words = |register: &Register| -> Vec<String> {
            register.risks.iter().map(|risk| risk.wording().replace("- ", "-")).collect()
        };
        assert_eq!(words(&again), words(&read), "{format}");
    }
}

#[test]
fn csv_is_the_same_from_both_commands() {
    let report =
        stdout(bellwether().arg("report").arg(sample("2025-q3")).args(["--format", "csv"]));
    let convert = stdout(bellwether().arg("convert").arg(sample("2025-q3")).args(["--to", "csv"]));
    assert_eq!(report, convert);
}

#[test]
fn a_paper_that_cannot_be_made_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("no/such/folder/paper.html");
    let said =
        refused(bellwether().arg("report").arg(sample("2025-q4")).arg("-o").arg(&nowhere), 2);
    assert!(said.contains("there is no folder"), "{said}");
    let paper = folder.path().join("paper.html");
    let report = |paper_of: &str| {
        let mut command = bellwether();
        command.args(["report", "--paper", paper_of]).arg(sample("2025-q4")).arg("-o").arg(&paper);
        command
    };
    for (paper_of, why) in [
        ("assurance", "holds no assurance yet"),
        ("risk=SR99", "no risk “SR99”"),
        ("changes", "no history"),
        ("minutes", "use register, pack"),
    ] {
        let said = refused(&mut report(paper_of), 2);
        assert!(said.contains(why), "{said}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    // One that stands already is replaced whole.
    fs::write(&paper, "an older paper").unwrap();
    stdout(&mut report("register"));
    assert!(fs::read_to_string(&paper).unwrap().ends_with("</html>"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_pack_tells_what_changed_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let database = kept(folder.path());
    let report = |more: &[&str]| {
        let mut command = bellwether();
        command.arg("report").args(more).arg("--database").arg(&database);
        stdout(&mut command)
    };
    let pack = report(&["--paper", "pack", "--format", "html", "--author", "A. Lock"]);
    for heading in [
        "Cover report",
        "Heat map",
        "Summary of risks",
        "What changed",
        "Overdue and re-dated actions",
        "The register",
    ] {
        assert!(pack.contains(&format!("<h2>{heading}</h2>")), "{heading}");
    }
    assert!(pack.contains("A. Lock") && pack.contains("Draft, not sealed"));
    assert!(pack.contains("Compared with the register as at 12 September 2025."));
    let some = report(&[
        "--paper",
        "pack",
        "--format",
        "html",
        "--section",
        "summary",
        "--section",
        "cover",
        "--since",
        "2025-03-14",
    ]);
    let (summary, cover) =
        (some.find("Summary of risks").unwrap(), some.find("Cover report").unwrap());
    assert!(summary < cover && !some.contains("<h2>Heat map"));
    assert!(some.contains("Since 14 March 2025"));
    insta::assert_snapshot!(figures(&some));
}

#[test]
fn what_is_said_of_a_pack_is_kept_for_its_meeting_and_its_sections_for_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let database = kept(folder.path());
    let run = |words: &[&str]| {
        let mut command = bellwether();
        command.args(words).arg("--database").arg(&database);
        stdout(&mut command)
    };
    let html = ["report", "--paper", "pack", "--format", "html"];
    let said = run(&[
        "pack",
        "--meeting-date",
        "2026-01-14",
        "--recommendation",
        "That it be agreed.",
        "--section",
        "cover",
        "--section",
        "scores=Where scores went",
        "--section",
        "findings",
        "--deep-dive",
        "SR03",
    ]);
    assert!(said.starts_with("Kept as journal entry "), "{said}");
    let pack = run(&html);
    let order = [
        "14 January 2026",
        "That it be agreed.",
        "Where scores went",
        "In the highest band since",
        "What the checks find",
    ];
    let places: Vec<usize> =
        order.iter().map(|words| pack.find(words).unwrap_or_else(|| panic!("{words}"))).collect();
    assert!(places.is_sorted() && !pack.contains("Heat map"), "{places:?}");
    let once = run(&[&html[..], &["--recommendation", "That it be noted."]].concat());
    assert!(once.contains("That it be noted.") && !once.contains("agreed."), "for one paper");
    insta::assert_snapshot!("pack-kept", run(&["pack"]));
    run(&["seal", "Audit Committee"]);
    let next = run(&["pack"]);
    assert!(!next.contains("agreed") && next.contains("scores: Where scores went"), "{next}");
    assert!(next.contains("--as-before"), "{next}");
    run(&["pack", "--as-before", "--meeting-date", "2026-03-18"]);
    assert!(run(&html).contains("That it be agreed."));
}

#[test]
fn a_section_that_was_asked_for_and_has_no_facts_is_named() {
    let sections = ["--section", "cover", "--section", "changes"];
    let mut report = bellwether();
    report.arg("report").arg(sample("2025-q4")).args(["--paper", "pack", "--format", "html"]);
    let made = report.args(sections).assert().success();
    let said = String::from_utf8(made.get_output().stderr.clone()).unwrap();
    assert_eq!(
        said,
        "Without the section “changes”: there is nothing to compare the register with.\n"
    );
}

#[test]
fn the_auditor_gets_what_the_checks_find_and_each_owner_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let database = kept(folder.path());
    let seal = ["seal", "Audit Committee", "--as-at", "2025-09-12", "--database"];
    bellwether().args(seal).arg(&database).assert().success();
    let findings = ["report", "--paper", "findings", "--format", "html", "--database"];
    let paper = stdout(bellwether().args(findings).arg(&database));
    let checked =
        stdout(bellwether().args(["check", "--format", "html", "--database"]).arg(&database));
    assert_eq!(paper, checked);
    for heading in ["Since the seal for Audit Committee", "What to put right first"] {
        assert!(paper.contains(&format!("<h3>{heading}</h3>")), "{heading}");
    }
    let told = |words: &str| paper.lines().filter(|line| line.contains(words)).count() > 0;
    assert!(told("Red action with no recovery date (high, blocks sign-off, ACT-23, ACT-04)"));
    assert!(told("For RK (Rohan Kessler, Head of Estates)"));
    let (_, after) = paper.split_once("As at 12 December 2025: ").unwrap();
    insta::assert_snapshot!(after.split_once("</p>").unwrap().0);
    let public = refused(bellwether().args(findings).arg(&database).arg("--public"), 2);
    assert!(public.contains("there is no public version"), "{public}");
    let file = ["report", "--paper", "findings", "--format", "html"];
    let paper = stdout(bellwether().args(file).arg(sample("2025-q4")));
    assert!(paper.contains("What to put right first") && !paper.contains("Since the seal"));
}

/// The paragraph of figures.
fn figures(pack: &str) -> &str {
    let (_, after) = pack.split_once("The register in figures</h3><p>").unwrap();
    after.split_once("</p>").unwrap().0
}

#[test]
fn the_pack_of_a_seal_says_the_seal() {
    let folder = tempfile::tempdir().unwrap();
    let database = kept(folder.path());
    let seal = ["seal", "Audit Committee, 18 December 2025", "--database"];
    let sealed = stdout(bellwether().args(seal).arg(&database));
    let head = sealed.lines().find_map(|line| line.strip_prefix("Head ")).unwrap();
    let listed = stdout(bellwether().args(["seals", "--database"]).arg(&database));
    let entry = listed.split_whitespace().next().unwrap();
    let paper = stdout(
        bellwether()
            .args(["report", "--paper", "pack", "--format", "html", "--seal", entry, "--database"])
            .arg(&database),
    );
    assert!(paper.contains("Sealed for Audit Committee, 18 December 2025."));
    assert!(paper.contains(head), "{head}");
    assert!(!paper.contains("Draft"));
}

#[test]
fn each_paper_is_a_table_in_csv() {
    let folder = tempfile::tempdir().unwrap();
    let database = kept(folder.path());
    for (paper, heads) in [
        ("actions", "Ref,Action,Owner,Target date,Status,Where it stands,Late since,Next date"),
        ("changes", "Ref,Risk,What,Before,After,Why"),
    ] {
        let csv = stdout(
            bellwether()
                .args(["report", "--paper", paper, "--format", "csv", "--database"])
                .arg(&database),
        );
        assert_eq!(csv.lines().next().unwrap(), heads);
        assert!(csv.lines().count() > 20);
    }
    let report = |paper: &str, format: &str| {
        let mut command = bellwether();
        command.args(["report", "--paper", paper, "--format", format, "--database"]);
        command.arg(&database);
        command
    };
    let said = refused(&mut report("pack", "csv"), 2);
    let use_one = "cannot be written as csv: use html, pdf, docx, odt, xlsx, ods, or";
    assert!(said.contains(use_one), "{said}");
    let said = refused(&mut report("changes", "ics"), 2);
    assert!(said.contains("use json, jsonl, csv, html, pdf"), "{said}");
}

#[test]
fn what_a_paper_holds_goes_to_programs_and_calendars() {
    let folder = tempfile::tempdir().unwrap();
    let database = kept(folder.path());
    let report = |paper: &str, format: &str| {
        let report = ["report", "--paper", paper, "--format", format, "--database"];
        stdout(bellwether().args(report).arg(&database))
    };
    let rows = report("actions", "csv").lines().count();
    let lines = report("actions", "jsonl");
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert!(first["Ref"].is_string() && first["Where it stands"].is_string(), "{first}");
    let all: Vec<serde_json::Value> = serde_json::from_str(&report("actions", "json")).unwrap();
    assert_eq!((lines.lines().count(), all.len()), (all.len(), lines.lines().count()));
    assert!(all.len() < rows, "the headings are no row");
    let dates = |calendar: String| calendar.matches("BEGIN:VEVENT").count();
    let (own, whole) = (dates(report("risk=SR12", "ics")), dates(report("actions", "ics")));
    assert!(own > 0 && own < whole, "{own} of {whole}");
    assert_eq!(whole, dates(report("register", "ics")));
    let risk = Register::from_json(&report("risk=SR12", "json")).unwrap();
    assert_eq!(risk.risks.len(), 1);
    assert_eq!(report("risk=SR12", "jsonl").lines().count(), 1);
    assert!(report("risk=SR12", "csv").contains("SR12"));
    assert!(!report("risk=SR12", "csv").contains("SR11"));
}

#[test]
fn a_file_that_ends_as_no_format_does_is_declined() {
    let folder = tempfile::tempdir().unwrap();
    for (name, remedy) in [
        ("register.doc", "no paper is written as .doc: use docx,"),
        ("register.XLS", "use xlsx,"),
        ("register.png", "use pdf,"),
        ("register.xyz", "no paper is written as .xyz: use text, json, jsonl, csv, html"),
    ] {
        let paper = folder.path().join(name);
        let said =
            refused(bellwether().arg("report").arg(sample("2025-q4")).arg("-o").arg(&paper), 2);
        assert!(said.contains(remedy) && !paper.exists(), "{said}");
    }
    // What is meant may be said, and a name without an ending says nothing.
    let paper = folder.path().join("register.doc");
    let report = |more: &[&str], to: &Path| {
        stdout(bellwether().arg("report").arg(sample("2025-q4")).args(more).arg("-o").arg(to))
    };
    report(&["--format", "html"], &paper);
    assert!(fs::read_to_string(&paper).unwrap().ends_with("</html>"));
    report(&[], &folder.path().join("register"));
}

#[test]
fn each_paper_has_a_title_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let database = kept(folder.path());
    let title = |paper: &str| {
        let report = ["report", "--paper", paper, "--format", "html", "--database"];
        let html = stdout(bellwether().args(report).arg(&database));
        let (_, from) = html.split_once("<title>").unwrap();
        from.split_once("</title>").unwrap().0.to_owned()
    };
    let register = title("register");
    for (paper, name) in [
        ("pack", "Pack for a meeting"),
        ("actions", "Actions"),
        ("risk=SR12", "Risk SR12"),
        ("history=SR12", "The whole history of risk SR12"),
    ] {
        assert_eq!(title(paper), format!("{name} – {register}"));
    }
}

#[test]
fn a_pdf_takes_the_bodys_own_template_and_says_what_is_wrong_with_one() {
    let folder = tempfile::tempdir().unwrap();
    let (template, paper) = (folder.path().join("own.typ"), folder.path().join("paper.pdf"));
    let own = stdout(bellwether().args(["report", "--print-template"]));
    let report = || {
        let mut command = bellwether();
        command.arg("report").arg(sample("2025-q4")).arg("--template").arg(&template);
        command.arg("-o").arg(&paper);
        command
    };
    fs::write(&template, format!("{own}\n#paper.titel\n")).unwrap();
    let said = refused(&mut report(), 2);
    assert!(said.contains("the template does not set this paper: line "), "{said}");
    assert!(!paper.exists());
    fs::write(&template, own).unwrap();
    for format in ["docx", "html"] {
        let said = refused(report().args(["--format", format]), 2);
        assert!(said.contains("a template sets PDFs alone"), "{said}");
    }
    stdout(&mut report());
    assert!(fs::read(&paper).unwrap().starts_with(b"%PDF-1.7"));
}

#[test]
fn how_papers_look_is_kept_with_the_register() {
    let folder = tempfile::tempdir().unwrap();
    let database = kept(folder.path());
    let look = |more: &[&str]| {
        let mut command = bellwether();
        command.arg("look").args(more).arg("--database").arg(&database);
        command
    };
    let html = || {
        let report = ["report", "--format", "html", "--database"];
        stdout(bellwether().args(report).arg(&database))
    };
    assert!(stdout(&mut look(&[])).starts_with("Nothing is set"));
    let broken = folder.path().join("broken.typ");
    fs::write(&broken, "#let x = (\n").unwrap();
    let said = refused(&mut look(&["--template", broken.to_str().unwrap()]), 2);
    assert!(said.contains("line 1, column"), "{said}");
    assert!(stdout(&mut look(&[])).starts_with("Nothing is set"));
    let said = refused(&mut look(&["--column", "extra:Colour"]), 2);
    assert!(said.contains("no column “extra:Colour”"), "{said}");

    let before = html();
    assert!(!before.contains("size: A3"));
    let columns = ["--column", "reference", "--column", "owners=Who leads"];
    let said = stdout(&mut look(&[&columns[..], &["--page", "a3-across"]].concat()));
    assert!(said.starts_with("Kept as journal entry "), "{said}");
    let after = html();
    assert!(after.contains("A3 landscape"), "{after}");
    let at = |text: &str, words: &str| text.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at(&after, "Who leads") < at(&after, "Risk description"), "{after}");
    assert!(at(&before, "Risk description") < at(&before, "Risk lead"), "as the document had it");
    insta::assert_snapshot!("look-kept", stdout(&mut look(&[])));
    stdout(&mut look(&["--plain"]));
    assert_eq!(html(), before);
}
