//! CSV out and in again: the body's own headings, the same bytes, no formula and no apostrophe more.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(dead_code, reason = "each test file uses its part of the common helpers")]

mod common;

use common::{bellwether, refused, sample, stdout};

/// What is read, written as CSV; a day for a table that has none.
fn csv(register: &str) -> String {
    written(register, &[])
}

fn written(register: &str, more: &[&str]) -> String {
    let words = ["convert", "-", "--to", "csv", "--as-at", "2025-03-14"];
    stdout(bellwether().args(words).args(more).write_stdin(register.to_owned()))
}

/// Written once, read and written again: the same bytes, however often.
fn settled(register: &str) -> String {
    let once = csv(register);
    let twice = csv(&once);
    assert_eq!(once, twice);
    assert_eq!(csv(&twice), twice);
    once
}

#[test]
fn each_rating_has_its_own_heading_once() {
    let heads = "Ref,Risk,Risk lead,Raw likelihood,Raw impact,Raw score,Controls,\
                 Residual likelihood,Residual impact,Residual score,Action,By when,\
                 Target likelihood,Target impact,Target score";
    let register = format!(
        "{heads}\n\
         W1,The weir gives way in a wet winter,KL,4,5,20,Inspections,3,5,15,Repair the sill,May 2025,2,5,10\n\
         W2,The pumps cannot be mended any more,KL / MN,3,4,12,Spare parts,2,4,8,Buy two pumps,June 2025,1,4,4\n"
    );
    let settled = settled(&register);
    let mut first: Vec<&str> = settled.lines().next().unwrap().split(',').collect();
    let mut given: Vec<&str> = heads.split(',').collect();
    first.sort_unstable();
    given.sort_unstable();
    assert_eq!(first, given, "{settled}");
}

#[test]
fn what_stands_over_the_ratings_is_said_with_them() {
    let register = "\t\t\tBefore controls\t\t\tAfter controls\t\t\n\
         Ref\tRisk\tOwner\tLikelihood\tImpact\tScore\tLikelihood\tImpact\tScore\n\
         W1\tThe weir gives way in a wet winter\tKL\t4\t5\t20\t3\t5\t15\n\
         W2\tThe pumps cannot be mended any more\tMN\t3\t4\t12\t2\t4\t8\n";
    let settled = settled(register);
    let first = settled.lines().next().unwrap();
    assert!(first.contains("Before controls: Likelihood,Before controls: Impact"), "{first}");
    assert!(first.contains("After controls: Likelihood,After controls: Impact"), "{first}");
}

#[test]
fn ratings_of_today_alone_keep_their_headings() {
    let register = "Ref,Risk,Owner,Likelihood,Impact,Score\n\
                    W1,The weir gives way in a wet winter,KL,4,5,20\n\
                    W2,The pumps cannot be mended any more,MN,3,4,12\n";
    assert_eq!(settled(register), register.replace('\n', "\r\n"));
}

#[test]
fn the_sample_settles_at_once_and_so_does_what_is_kept_of_it() {
    for issue in ["2025-q1", "2025-q4"] {
        settled(&std::fs::read_to_string(sample(issue)).unwrap());
    }
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("my.db");
    stdout(bellwether().arg("import").arg(sample("2025-q4")).arg("--database").arg(&database));
    let report = ["report", "--format", "csv", "--database"];
    let kept = stdout(bellwether().args(report).arg(&database));
    let read = stdout(bellwether().arg("convert").arg(sample("2025-q4")).args(["--to", "csv"]));
    assert_eq!(kept, read);
}

#[test]
fn what_begins_like_a_formula_goes_out_as_text_and_comes_back_as_it_was() {
    let register = "Ref,Risk,Owner,Likelihood,Impact,Score,Action,Action owner,Due,Status\n\
        W1,=WEBSERVICE(\"http://bad.example\"),KL,4,5,20,-2 posts are held open,KL,May 2025,A\n\
        W2,@home working ends,MN,3,4,12,+1 pump is bought,MN,June 2025,G\n\
        W3,'tis the season of floods,MN,3,4,12,'=1 is not a sum,MN,June 2025,G\n";
    let out = settled(register);
    for guarded in ["'=WEBSERVICE", "'-2 posts", "'@home", "'+1 pump", "'=1 is not", ",'tis"] {
        assert!(out.contains(guarded), "{guarded}: {out}");
    }
    let words = |register: &str| {
        let json = stdout(
            bellwether()
                .args(["convert", "-", "--to", "json", "--as-at", "2025-03-14"])
                .write_stdin(register.to_owned()),
        );
        let register = bellwether_domain::Register::from_json(&json).unwrap();
        let of = |risk: &std::sync::Arc<bellwether_domain::Risk>| {
            let actions = risk.actions.iter().map(|a| a.description.clone());
            (risk.description.clone(), actions.collect::<Vec<_>>())
        };
        register.risks.iter().map(of).collect::<Vec<_>>()
    };
    let back = words(&out);
    assert_eq!(back[0].0.as_deref(), Some("=WEBSERVICE(\"http://bad.example\")"));
    assert_eq!(back[1].1, ["+1 pump is bought"]);
    assert_eq!(back[2].1, ["=1 is not a sum"], "what another program guarded comes off, too");
    assert_eq!(words(register), back);
}

#[test]
fn a_spreadsheet_gets_its_semicolons_and_its_mark() {
    let register = std::fs::read_to_string(sample("2025-q4")).unwrap();
    let plain = csv(&register);
    let said = written(&register, &["--delimiter", ";", "--bom"]);
    assert!(said.starts_with("\u{feff}Ref;"), "{}", &said[..80]);
    assert_eq!(csv(&said), plain, "and is read as the other is");
    assert_eq!(written(&register, &["--delimiter", "semicolon", "--bom"]), said);
    assert!(!plain.starts_with('\u{feff}'));
    let mut json = bellwether();
    json.arg("convert").arg(sample("2025-q4")).args(["--to", "json", "--bom"]);
    let said = refused(&mut json, 2);
    assert!(said.contains("--to csv"), "{said}");
}

#[test]
fn headings_that_would_be_read_as_something_else_say_their_field() {
    // “Type” is what is done about a risk here, and would be its category beside other columns;
    // “Risk” is a column of the body's own; two columns have one heading.
    let register = "Description,Owner,Likelihood,Impact,Measure,Type,Risk,Assumptions,Owner\n\
         The ferry is late,AB,M,L,Call the harbour,Mitigation,Risk,Tides are known,Harbour\n\
         The crane stands still,CD,VL,H,Hire another,Contingency,6,Spares are there,Works\n\
         The quay sinks,AB,H,L,Drive piles,Deflection,Risk,The ground is soft,\n";
    settled(register);
    // Lines that each stand for a control, in a column where another register breaks its lines.
    let lines = "ref_id,assets,threats,name,description,existing_controls,current_impact,\
         current_proba,current_risk,residual_impact,residual_proba,residual_risk,treatment\n\
         F.1,Pay,Flood,Pay stops,The server room floods,Pumps|Copies,High,Possible,High,Medium,Unlikely,Low,mitigate\n";
    settled(lines);
}
