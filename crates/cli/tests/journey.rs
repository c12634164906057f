//! The main job, end to end: four published issues become one live history.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::path::Path;

use common::{bellwether, refused, sample, stdout};

const ISSUES: [&str; 4] = ["2025-q1", "2025-q2", "2025-q3", "2025-q4"];

fn import(database: &Path, issue: &str, more: &[&str]) -> String {
    stdout(
        bellwether()
            .arg("import")
            .arg(sample(issue))
            .arg("--database")
            .arg(database)
            .args(["--by", "Risk officer"])
            .args(more),
    )
}

#[test]
fn the_sample_is_read_kept_and_moved_on() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    for issue in ISSUES {
        let said = import(&database, issue, &["--missing", "close"]);
        assert!(said.contains("Kept in"), "{said}");
    }
    let again = import(&database, "2025-q4", &[]);
    assert!(again.contains("Nothing was changed"), "{again}");
}

#[test]
fn a_dry_run_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    import(&database, "2025-q1", &[]);
    let before = std::fs::read(&database).unwrap();
    let said = import(&database, "2025-q2", &["--dry-run"]);
    assert!(said.contains("dry run"), "{said}");
    assert_eq!(std::fs::read(&database).unwrap(), before);
}

#[test]
fn a_dry_run_makes_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    import(&database, "2025-q1", &["--dry-run"]);
    assert!(!database.exists());
    let said = refused(bellwether().args(["report", "--database"]).arg(&database), 2);
    assert!(said.contains("there is no database"), "{said}");
    assert!(!database.exists());
}

#[test]
fn a_script_is_told_that_risks_are_missing() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    let issue = |name: &str, rows: &str| {
        let file = folder.path().join(name);
        let head = "Ref,Risk,Owner,Likelihood,Impact,Score\n";
        std::fs::write(&file, format!("{head}{rows}")).unwrap();
        file
    };
    let both = "P1,The pier burns,Warden,2,5,10\nP2,The tram stops,Engineer,3,4,12\n";
    let (first, next) = (issue("first.csv", both), issue("next.csv", both.lines().next().unwrap()));
    let bring = |file: &std::path::Path, date: &str, more: &[&str]| {
        let mut command = bellwether();
        command.arg("import").arg(file).arg("--database").arg(&database);
        command.args(["--as-at", date]).args(more);
        command
    };
    stdout(&mut bring(&first, "2025-03-14", &[]));
    let before = std::fs::read(&database).unwrap();
    let output = bring(&next, "2025-06-13", &[]).assert().code(3).get_output().clone();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("P2") && said.contains("--missing close"), "{said}");
    assert_eq!(std::fs::read(&database).unwrap(), before, "nothing was changed");
    stdout(&mut bring(&next, "2025-06-13", &["--missing", "close"]));
    let csv = stdout(bellwether().args(["report", "--format", "csv", "--database"]).arg(&database));
    assert!(csv.contains("P1") && !csv.contains("P2"), "{csv}");
}

#[test]
fn convert_of_convert_is_the_same_bytes() {
    for issue in ISSUES {
        let once = stdout(bellwether().arg("convert").arg(sample(issue)).args(["--to", "json"]));
        // How sure the reading is is said of a document that was read, and is no part of what it says.
        assert!(once.contains("\n  \"reading\": {\n    \"confidence\": 1.0,"), "{issue}");
        let register = bellwether_domain::Register::from_json(&once).unwrap().to_json();
        let twice = stdout(bellwether().args(["convert", "-", "--to", "json"]).write_stdin(once));
        assert_eq!(register, twice, "{issue}");
    }
}

#[test]
fn a_formula_stays_text_on_the_way_out() {
    let register = "Ref\tRisk\tLikelihood\tImpact\tScore\tOwner\tAction\tAction owner\tDue\tStatus\n\
        1\t=HYPERLINK(\"http://bad.example\")\t3\t4\t12\tAB\t@SUM(1)\tAB\tOngoing\tA\n\
        2\t+1 post is lost\t2\t4\t8\tCD\t-- call the supplier\tCD\tApr-26\tG\n";
    let csv = stdout(
        bellwether()
            .args(["convert", "-", "--to", "csv", "--as-at", "2025-03-14"])
            .write_stdin(register),
    );
    let cells = csv.split(['\n', ',']).map(|cell| cell.trim_matches('"'));
    for cell in cells {
        assert!(!cell.starts_with(['=', '+', '@']) && !cell.starts_with("--"), "{cell}\n{csv}");
    }
    assert!(csv.contains("'=HYPERLINK"), "{csv}");
}

#[test]
fn a_due_date_is_explained() {
    let said =
        stdout(bellwether().args(["due", "Sept 2017 then ongoing", "--as-at", "2018-03-16"]));
    insta::assert_snapshot!("due", said);
    let json = stdout(bellwether().args([
        "due",
        "Sept 2017 then ongoing",
        "--as-at",
        "2018-03-16",
        "--json",
    ]));
    insta::assert_snapshot!("due-json", json);
}

#[test]
fn the_table_for_the_terminal_reads_well() {
    let said = stdout(bellwether().arg("convert").arg(sample("2025-q4")).args(["--to", "text"]));
    insta::assert_snapshot!("text", said);
}

#[test]
fn a_register_without_a_date_asks_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let register = "Ref,Risk,Likelihood,Impact,Score,Owner\n1,The roof leaks,3,4,12,AB\n2,Staff leave,2,4,8,CD\n";
    let said = refused(
        bellwether()
            .args(["import", "-", "--database"])
            .arg(folder.path().join("my.db"))
            .write_stdin(register),
        3,
    );
    assert!(said.contains("--as-at"), "{said}");
}

#[test]
fn any_issue_can_be_printed_again_and_the_record_proves_itself() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    for issue in ISSUES {
        import(&database, issue, &["--missing", "close"]);
    }
    let report = |as_at: &str| {
        let text = stdout(
            bellwether()
                .args(["report", "--format", "json", "--as-at", as_at, "--database"])
                .arg(&database),
        );
        bellwether_domain::Register::from_json(&text).unwrap()
    };
    let document = |issue: &str| {
        let text = stdout(bellwether().arg("convert").arg(sample(issue)).args(["--to", "json"]));
        bellwether_domain::Register::from_json(&text).unwrap()
    };
    for (issue, as_at) in
        ISSUES.iter().zip(["2025-03-14", "2025-06-13", "2025-09-12", "2025-12-12"])
    {
        let (kept, read) = (report(as_at), document(issue));
        assert_eq!(kept.scheme, read.scheme, "{issue}");
        assert_eq!(kept.people, read.people, "{issue}");
        assert_eq!(kept.risks.len(), read.risks.len(), "{issue}");
        for (kept, read) in kept.risks.iter().zip(&read.risks) {
            // What differs in print alone stays as the first issue printed it.
            for change in bellwether_domain::diff::diff_risks(kept, read) {
                let (kept, read) = (change.before.unwrap(), change.after.unwrap());
                let in_print = bellwether_domain::similar::differs_in_print_only(&kept, &read);
                assert!(in_print, "{issue}: {kept} / {read}");
            }
        }
    }
    let said = stdout(bellwether().args(["verify", "--database"]).arg(&database));
    assert!(said.contains("The record holds: journal entries 4"), "{said}");
}
