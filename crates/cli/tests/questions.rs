//! What an import asks, from the command line: told beforehand by an option, else refused with the
//! option's name and nothing changed.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use std::{fs, path::Path, process::Stdio};

use common::{bellwether, stdout};

const LIST: &str = "\
Ref,Risk,Owner,Likelihood,Impact,Score,Action,Action owner,Due date
K1,The kiln cracks and a firing is lost,Potter,3,4,12,Buy a second kiln,Potter,May 2026
K2,Clay from the one pit runs out,Clerk,2,5,10,Find another pit,Clerk,June 2026
K3,The cart overturns on the hill,Carter,3,3,9,Mend the brake,Carter,July 2026
K4,Glaze makes somebody ill,Potter,2,5,10,Change the glaze,Potter,May 2026
K5,The thatch burns,Clerk,1,5,5,Tile the roof,Clerk,June 2026
K6,The apprentice leaves,Potter,4,2,8,Raise the wage,Clerk,July 2026
";

/// A database with a list brought in, in a folder of its own.
struct Pottery(tempfile::TempDir);

impl Pottery {
    fn new() -> Self {
        let pottery = Self(tempfile::tempdir().unwrap());
        stdout(pottery.import("first.csv", LIST, "2025-03-14").args(["--by", "Clerk"]));
        pottery
    }

    fn database(&self) -> std::path::PathBuf {
        self.0.path().join("my.db")
    }

    fn import(&self, name: &str, text: &str, as_at: &str) -> assert_cmd::Command {
        let file = self.0.path().join(name);
        fs::write(&file, text).unwrap();
        let mut command = bellwether();
        command.arg("import").arg(file).args(["--as-at", as_at, "--database"]);
        command.arg(self.database());
        command
    }

    fn report(&self) -> serde_json::Value {
        let text = stdout(
            bellwether().args(["report", "--format", "json", "--database"]).arg(self.database()),
        );
        serde_json::from_str(&text).unwrap()
    }

    fn said(&self, command: &mut assert_cmd::Command, code: i32) -> String {
        let output = command.assert().code(code).get_output().clone();
        String::from_utf8(output.stderr).unwrap()
    }
}

/// The list without some of its columns.
fn without(places: &[usize]) -> String {
    let line = |line: &str| {
        let cells = line.split(',').enumerate().filter(|(place, _)| !places.contains(place));
        cells.map(|(_, cell)| cell).collect::<Vec<_>>().join(",") + "\n"
    };
    LIST.lines().map(line).collect()
}

#[test]
fn help_lists_what_answers_beforehand() {
    let said = stdout(bellwether().args(["import", "--help"]));
    for option in ["--missing", "--ahead", "--empty", "--keep"] {
        assert!(said.contains(option), "{option}: {said}");
    }
}

#[test]
fn a_document_ahead_of_today_needs_a_word_and_is_never_the_register_now() {
    let pottery = Pottery::new();
    let slip = || pottery.import("slip.csv", &LIST.replace(",12,", ",16,"), "2999-03-31");
    let listed = stdout(slip().arg("--dry-run"));
    assert!(listed.contains("--ahead keep"), "{listed}");
    let said = pottery.said(&mut slip(), 3);
    assert!(said.contains("31 March 2999") && said.contains("--ahead keep"), "{said}");
    stdout(slip().args(["--ahead", "keep"]));
    assert_eq!(pottery.report()["as_at"], "2025-03-14");
}

#[test]
fn a_summary_leaves_alone_what_it_has_no_columns_for() {
    let pottery = Pottery::new();
    let thin = without(&[2, 6, 7, 8]);
    let said = stdout(&mut pottery.import("thin.csv", &thin, "2025-06-13"));
    assert!(said.contains("This document has no column for owners: 6 are kept."), "{said}");
    let first = &pottery.report()["risks"][0];
    assert_eq!(first["owners"][0], "Potter");
    assert_eq!(first["actions"][0]["description"], "Buy a second kiln");
    stdout(pottery.import("bare.csv", &thin, "2025-09-12").args(["--empty", "owners"]));
    assert_eq!(pottery.report()["risks"][0]["owners"].as_array().unwrap().len(), 0);
    let said =
        pottery.said(pottery.import("x.csv", &thin, "2025-09-12").args(["--empty", "owner"]), 2);
    assert!(said.contains("is no part of a register"), "{said}");
}

#[test]
fn a_converted_file_imports_as_the_file_does() {
    let pottery = Pottery::new();
    let file = pottery.0.path().join("thin.csv");
    fs::write(&file, without(&[2, 6, 7, 8])).unwrap();
    let json = stdout(bellwether().arg("convert").arg(&file).args(["--to", "json"]));
    assert!(json.contains("\"covers\""), "{json}");
    stdout(&mut pottery.import("thin.json", &json, "2025-06-13"));
    assert_eq!(pottery.report()["risks"][0]["owners"][0], "Potter");
}

#[test]
fn a_column_that_is_suddenly_empty_is_asked_about() {
    let pottery = Pottery::new();
    let empty = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if cells[0] != "Ref" {
            cells[2] = "";
        }
        cells.join(",") + "\n"
    };
    let text: String = LIST.lines().map(empty).collect();
    let said = pottery.said(&mut pottery.import("empty.csv", &text, "2025-06-13"), 3);
    assert!(said.contains("--keep owners or --empty owners"), "{said}");
    stdout(pottery.import("empty.csv", &text, "2025-06-13").args(["--keep", "owners"]));
    assert_eq!(pottery.report()["risks"][5]["owners"][0], "Potter");
}

#[test]
fn an_issue_that_differs_in_print_alone_changes_nothing_and_says_so() {
    let pottery = Pottery::new();
    let printed = LIST.replace("Potter,3", "potter,3").replace("The thatch", "The  Thatch");
    let said = stdout(&mut pottery.import("print.csv", &printed, "2025-06-13"));
    assert!(said.contains("0 changed") && said.contains("6 the same"), "{said}");
    assert!(said.contains("in spaces, quotes, dashes or capitals alone"), "{said}");
}

#[test]
fn a_risk_listed_as_closed_is_closed_everywhere() {
    let pottery = Pottery::new();
    let row = |line: &str| {
        let status = match line.split(',').next().unwrap() {
            "Ref" => "Status",
            "K3" => "Closed",
            _ => "Open",
        };
        let cells: Vec<&str> = line.split(',').collect();
        [&cells[..6], &[status], &cells[6..]].concat().join(",") + "\n"
    };
    let text: String = LIST.lines().map(row).collect();
    let said = stdout(&mut pottery.import("closed.csv", &text, "2025-06-13"));
    assert!(said.contains("1 closed by the document"), "{said}");
    let numbers = |report: &serde_json::Value| -> Vec<String> {
        let risks = report["risks"].as_array().unwrap();
        risks.iter().map(|risk| risk["ref"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(numbers(&pottery.report()), ["K1", "K2", "K4", "K5", "K6"]);
    let left_out: String =
        text.lines().filter(|line| !line.starts_with("K3")).map(|l| format!("{l}\n")).collect();
    stdout(&mut pottery.import("next.csv", &left_out, "2025-09-12"));
    let open = text.replace(",Closed,", ",Open,");
    let said = stdout(&mut pottery.import("open.csv", &open, "2025-12-12"));
    assert!(said.contains("1 back on the register"), "{said}");
    assert_eq!(numbers(&pottery.report()).len(), 6);
}

#[test]
fn a_plan_that_nobody_reads_to_its_end_is_carried_out() {
    let pottery = Pottery::new();
    let file = pottery.0.path().join("next.csv");
    fs::write(&file, LIST.replace(",12,", ",16,")).unwrap();
    let mut child = std::process::Command::new(assert_cmd::cargo_bin!("bellwether"))
        .arg("import")
        .arg(&file)
        .args(["--as-at", "2025-06-13", "--database"])
        .arg(pottery.database())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // Whoever was to read it is gone before the first line.
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
    assert_eq!(pottery.report()["as_at"], "2025-06-13");
    let mut child = std::process::Command::new(assert_cmd::cargo_bin!("bellwether"))
        .args(["undo", "2", "--reason", "the wrong list", "--database"])
        .arg(pottery.database())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
    let report = pottery.report();
    assert_eq!(report["risks"][0]["assessments"]["current"]["score"]["text"], "12", "{report}");
}

#[test]
fn a_database_is_not_made_by_a_refused_question() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("slip.csv");
    fs::write(&file, LIST).unwrap();
    let database: &Path = &folder.path().join("my.db");
    let mut command = bellwether();
    command.arg("import").arg(&file).args(["--as-at", "2999-03-31", "--database"]).arg(database);
    command.assert().code(3);
    assert!(!database.exists(), "nothing was brought in, so nothing is left");
    let mut command = bellwether();
    command.arg("import").arg(&file).args(["--as-at", "2025-03-31", "--by", " ", "--database"]);
    command.arg(database).assert().code(2);
    assert!(!database.exists());
}

#[test]
fn a_split_is_asked_about_and_answered_beforehand() {
    let pottery = Pottery::new();
    let split = LIST.replace(
        "K1,The kiln cracks and a firing is lost,Potter,3,4,12,Buy a second kiln,Potter,May 2026\n",
        "K1a,The kiln cracks and a firing is lost: old kiln,Potter,3,4,12,,,\n\
         K1b,The kiln cracks and a firing is lost: new kiln,Potter,2,4,8,,,\n",
    );
    let said = pottery.said(&mut pottery.import("split.csv", &split, "2025-06-13"), 3);
    assert!(said.contains("--same K1=K1a") && said.contains("--same K1=K1b"), "{said}");
    let said = stdout(pottery.import("split.csv", &split, "2025-06-13").args(["--same", "K1=K1b"]));
    assert!(said.contains("1 new, 1 changed"), "{said}");
    let said =
        pottery.said(pottery.import("again.csv", LIST, "2025-09-12").args(["--same", "K9=K1"]), 2);
    assert!(said.contains("K9=K1"), "{said}");
}

#[test]
fn another_register_is_asked_about_first() {
    let pottery = Pottery::new();
    let other = "Ref,Risk,Owner,Likelihood,Impact,Score\n\
        B1,The bridge sways in high wind,Reeve,2,5,10\n\
        B2,Tolls are not paid at night,Reeve,3,2,6\n";
    let said = pottery
        .said(pottery.import("bridge.csv", other, "2025-06-13").args(["--missing", "close"]), 3);
    assert!(said.contains("--another-register no or --organisation NAME"), "{said}");
    stdout(pottery.import("bridge.csv", other, "2025-06-13").args([
        "--missing",
        "close",
        "--another-register",
        "no",
    ]));
}

#[test]
fn a_reading_in_doubt_is_asked_about_before_it_is_kept() {
    let pottery = Pottery::new();
    // Ratings stand where owners should.
    let doubted = |(at, line): (usize, &str)| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if at > 0 {
            cells[2] = ["High", "Low", "Medium"][at % 3];
        }
        cells.join(",") + "\n"
    };
    let doubtful: String = LIST.lines().enumerate().map(doubted).collect();
    let said = pottery.said(&mut pottery.import("doubt.csv", &doubtful, "2025-06-13"), 3);
    assert!(said.contains("--accept-doubts"), "{said}");
    assert_eq!(pottery.report()["risks"][0]["owners"][0], "Potter", "nothing was changed");
    let mut kept = pottery.import("doubt.csv", &doubtful, "2025-06-13");
    let said = stdout(kept.arg("--accept-doubts"));
    assert!(said.contains("1 reading-in-doubt"), "{said}");
}

#[test]
fn two_registers_in_one_file_are_asked_about_by_import_and_convert() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("two.html");
    let table = |rows: &[&str]| {
        let row = |line: &&str| {
            let cells: String = line.split(',').map(|cell| format!("<td>{cell}</td>")).collect();
            format!("<tr>{cells}</tr>")
        };
        let rows: String = rows.iter().map(row).collect();
        let head =
            "<tr><th>Ref</th><th>Risk</th><th>Owner</th><th>Likelihood</th><th>Impact</th></tr>";
        format!("<table>{head}{rows}</table>")
    };
    let bridge =
        table(&["B1,The bridge sways in high wind,Reeve,2,5", "B2,Tolls go unpaid,Reeve,3,2"]);
    let barge =
        table(&["B1,A barge runs aground in fog,Lighterman,3,4", "B2,Crews are short,Clerk,4,2"]);
    fs::write(&file, format!("<html><body>{bridge}<p>And</p>{barge}</body></html>")).unwrap();
    let convert = || {
        let mut command = bellwether();
        command.arg("convert").arg(&file).args(["--to", "json"]);
        command
    };
    let output = convert().assert().code(3).get_output().clone();
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("table 1, table 2") && said.contains("--table all"), "{said}");
    let one = stdout(convert().args(["--table", "table 2"]));
    assert!(one.contains("A barge runs aground") && !one.contains("The bridge sways"), "{one}");
    assert!(stdout(convert().args(["--sheet", "all"])).contains("The bridge sways"));
    let unknown = convert().args(["--table", "Barges"]).assert().code(2).get_output().clone();
    let said = String::from_utf8(unknown.stderr).unwrap();
    assert!(said.contains("There is no sheet or table “Barges”"), "{said}");
}

#[test]
fn a_document_that_does_not_say_its_day_is_asked_for_it() {
    let pottery = Pottery::new();
    let file = pottery.0.path().join("undated.csv");
    fs::write(&file, LIST).unwrap();
    let mut import = bellwether();
    import.arg("import").arg(&file).arg("--database").arg(pottery.database());
    let said = pottery.said(&mut import, 3);
    assert!(said.contains("--as-at 2025-03-14"), "{said}");
    stdout(import.args(["--as-at", "2025-06-13"]));
}

#[test]
fn dates_of_both_orders_in_one_column_are_asked_about() {
    let pottery = Pottery::new();
    let mixed = LIST.replace("May 2026", "05/30/2026").replace("July 2026", "30/07/2026");
    let mixed = mixed.replace("June 2026", "03/04/2026");
    let said = pottery.said(&mut pottery.import("mixed.csv", &mixed, "2025-06-13"), 3);
    assert!(said.contains("--accept-doubts") && said.contains("month first"), "{said}");
    stdout(pottery.import("mixed.csv", &mixed, "2025-06-13").arg("--accept-doubts"));
}

#[test]
fn numbers_may_hold_the_sign_between_them_and_an_apostrophe() {
    let pottery = Pottery::new();
    let text = "Stalls fall in a gale on the market square,Clerk,2,3,6,Peg them,Clerk,May 2026";
    let odd = format!(
        "{LIST}L=1,{text}\nO'H 2,The well is fouled by the tannery,Clerk,2,4,8,Dig another,Clerk,May 2026\n"
    );
    stdout(&mut pottery.import("odd.csv", &odd, "2025-06-13"));
    let next = odd.replace("L=1,", "M=1,").replace("O'H 2,", "O'H 3,");
    let mut import = pottery.import("next.csv", &next, "2025-09-12");
    stdout(import.args(["--same", "L=1=M=1", "--same", "O'H 2=O'H 3"]));
    let risks = pottery.report()["risks"].as_array().unwrap().clone();
    assert_eq!(risks.len(), 8, "{risks:?}");
    assert!(risks.iter().any(|risk| risk["ref"] == "M=1"));
}

#[test]
fn what_is_remembered_of_documents_is_listed_and_forgotten() {
    let pottery = Pottery::new();
    let list = LIST.replace("Owner,Like", "Whose,Like");
    let map = ["--map", "Whose=extra"];
    stdout(pottery.import("mapped.csv", &list, "2025-06-13").args(map));
    let remembered = |more: &[&str]| {
        let mut command = bellwether();
        command.arg("remembered").args(more).arg("--database").arg(pottery.database());
        command
    };
    let listed = stdout(&mut remembered(&[]));
    assert!(listed.contains("“whose” is read as"), "{listed}");
    let name = listed.get(..8).unwrap();
    let none = remembered(&["--forget", "00000000"]).assert().code(2).get_output().clone();
    assert!(String::from_utf8(none.stderr).unwrap().contains("nothing is remembered"));
    assert!(stdout(&mut remembered(&["--forget", name])).starts_with("Forgotten"));
    assert!(stdout(&mut remembered(&[])).starts_with("Nothing is remembered"));
}

#[test]
fn what_a_document_says_is_confidential_is_asked_about_and_marked() {
    let pottery = Pottery::new();
    let head = LIST.replace("Due date\n", "Due date,Exempt under\n");
    let list = head.replace("Carter,July 2026", "Carter,July 2026,LGA 1972 Sch. 12A para. 3");
    let import = || pottery.import("exempt.csv", &list, "2025-06-13");
    let said = pottery.said(&mut import(), 3);
    assert!(said.contains("--marks keep or --marks open") && said.contains("K3"), "{said}");
    stdout(import().args(["--marks", "keep"]));
    let restrict = ["restrict", "--database"];
    let marked = stdout(bellwether().args(restrict).arg(pottery.database()));
    assert_eq!(marked, "Risk K3, under LGA 1972 Sch. 12A para. 3\n");
    // The next issue says the same, and asks nothing.
    stdout(&mut pottery.import("next.csv", &list, "2025-09-12"));
}

#[test]
fn a_mark_follows_its_risk_into_those_that_come_out_of_it() {
    let pottery = Pottery::new();
    let restrict = |more: &[&str]| {
        let mut command = bellwether();
        command.arg("restrict").args(more).arg("--database").arg(pottery.database());
        stdout(&mut command)
    };
    const WHOLE: &str = "The kiln cracks and a firing is lost because the bricks are old and the \
                         flue is blocked with soot";
    let first = LIST.replace("The kiln cracks and a firing is lost", WHOLE);
    stdout(&mut pottery.import("whole.csv", &first, "2025-04-14"));
    restrict(&["risk=K1"]);
    let line = first.lines().find(|line| line.starts_with("K1,")).unwrap();
    let part = |number: &str, left: &str| line.replace("K1,", number).replace(left, "");
    let parts = [
        part("K1a,", " and the flue is blocked with soot"),
        part("K1b,", " the bricks are old and"),
    ];
    let split = first.replace(line, &parts.join("\n"));
    stdout(pottery.import("split.csv", &split, "2025-06-13").args(["--same", "K1=K1b"]));
    let marked = restrict(&[]);
    assert!(marked.contains("Risk K1a") && marked.contains("Risk K1b"), "{marked}");
}

#[test]
fn a_marked_action_that_is_worded_anew_is_asked_about() {
    let pottery = Pottery::new();
    let restrict = |more: &[&str]| {
        let mut command = bellwether();
        command.arg("restrict").args(more).arg("--database").arg(pottery.database());
        stdout(&mut command)
    };
    restrict(&["action=K3/1"]);
    let other = LIST.replace(
        "Mend the brake,Carter,July 2026",
        "Let the wheelwright look at all four wheels,Clerk,May 2027",
    );
    let import = || pottery.import("other.csv", &other, "2025-06-13");
    let said = pottery.said(&mut import(), 3);
    assert!(said.contains("--marks keep") && said.contains("(K3)"), "{said}");
    stdout(import().args(["--marks", "keep"]));
    assert!(restrict(&[]).contains("Risk K3"));
}
