//! The sample register rewritten in every layout and format we could think of, and whole
//! registers of other kinds of body: each is read through the whole pipeline and compared with
//! what it says, fact by fact.
//!
//! `cargo test -p bellwether-intake --test layouts -- --nocapture` prints the tables; with
//! `LAYOUT=part-of-a-name` it prints every fact missed or invented in those that match, and with
//! `LAYOUT_DIR=folder` it leaves the documents there to look at.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

mod cases;
mod excel;
mod facts;
mod html;
mod kinds;
mod notes;
mod office;
mod package;
mod pdf;
mod project;
mod score;
mod stood;
mod table;
mod text;
mod whole;
mod word;

use std::{env, fmt::Write as _, fs, path::Path};

use bellwether_intake::{Options, read};

use crate::{facts::Facts, score::Tally};

/// Reads a document and compares it with what it says; a refusal is a reading of nothing.
fn measure(bytes: &[u8], file: &str, facts: &Facts) -> Tally {
    let options = Options { file_name: Some(file.to_owned()), ..Options::default() };
    match read(bytes, &options) {
        Ok(intake) => score::score(facts, &intake.register),
        Err(error) => {
            let mut tally = score::score(facts, &bellwether_domain::Register::default());
            tally.notes = vec![format!("declined {error}")];
            tally
        }
    }
}

/// One line of a printed table, and the complaint if it falls below its figure.
struct Result {
    name: String,
    at_least: f64,
    tally: Tally,
}

/// Prints the results as a table and fails for those below their recorded figure.
fn judge(title: &str, results: &[Result]) {
    let wanted = env::var("LAYOUT").ok();
    let mut table = format!("\n{title:44}    F1  at least  facts\n");
    let mut fallen = Vec::new();
    for Result { name, at_least, tally } in results {
        let f1 = tally.f1();
        writeln!(table, "{name:44} {f1:5.3}     {at_least:5.3}  {:5}", tally.facts()).unwrap();
        // Figures are recorded to three places.
        if f1 + 0.0005 < *at_least {
            fallen.push(format!("{name}: {f1:.3} is below {at_least:.3}"));
        }
        if wanted.as_ref().is_some_and(|wanted| name.contains(wanted)) {
            table += &(tally.notes.join("\n") + "\n");
        }
    }
    println!("{table}");
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

/// The four issues of the sample, and the F1 that their reading must not fall below.
const ISSUES: &[(&str, f64)] =
    &[("2025-q1", 1.0), ("2025-q2", 1.0), ("2025-q3", 1.0), ("2025-q4", 1.0)];

#[test]
fn each_issue_of_the_sample_is_read_at_least_as_well_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample/northshire");
    let results: Vec<Result> = ISSUES
        .iter()
        .map(|(issue, at_least)| {
            let bytes = fs::read(folder.join(format!("{issue}.txt"))).unwrap();
            let facts = Facts::load(&folder.join(format!("{issue}.expected.json")));
            let tally = measure(&bytes, "register.txt", &facts);
            Result { name: (*issue).to_owned(), at_least: *at_least, tally }
        })
        .collect();
    judge("issue of the sample register", &results);
}

#[test]
fn every_layout_is_read_at_least_as_well_as_recorded() {
    let sample = Facts::sample();
    let results: Vec<Result> = cases::CASES
        .iter()
        .map(|case| {
            let made = (case.make)(&sample);
            if let Ok(folder) = env::var("LAYOUT_DIR") {
                let name = format!("{}-{}", case.name.replace([' ', ','], "-"), made.file);
                fs::write(Path::new(&folder).join(name), &made.bytes).unwrap();
            }
            let tally = measure(&made.bytes, made.file, &made.facts);
            Result { name: case.name.to_owned(), at_least: case.at_least, tally }
        })
        .collect();
    judge("layout of the sample register", &results);
}

#[test]
fn every_value_of_every_layout_knows_the_cell_that_says_it() {
    let sample = Facts::sample();
    for case in cases::CASES {
        let made = (case.make)(&sample);
        let lost = stood::lost(&read(&made.bytes, &Options::default()).unwrap());
        assert!(lost.is_empty(), "{}: {lost:#?}", case.name);
    }
}

#[test]
fn every_whole_register_is_read_at_least_as_well_as_recorded() {
    let results: Vec<Result> = whole::REGISTERS.iter().map(whole::result).collect();
    judge("whole register", &results);
}
