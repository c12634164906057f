//! Registers made up from a seed, through random compositions of the quirks that published ones
//! have, each read and compared with what it says; and documents that are no register.
//!
//! `make corpus-made` reads thousands and prints a table per quirk; with `MADE_SEED=n` one is read,
//! every fact missed or invented printed and the document left in `MADE_DIR`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test reports")]

mod chance;
#[path = "../layouts/facts.rs"]
#[allow(dead_code, reason = "shared with the layouts")]
mod facts;
mod measure;
mod office;
mod others;
#[path = "../layouts/package.rs"]
mod package;
#[path = "../../../sheets/tests/pdf/paper.rs"]
#[allow(dead_code, reason = "shared with the PDFs")]
mod paper;
mod plan;
#[path = "../layouts/score.rs"]
#[allow(dead_code, reason = "shared with the layouts")]
mod score;
mod text;
mod word;
mod words;

use std::{env, fs};

use crate::{
    chance::Chance,
    measure::{Outcome, Table},
    office::Rules,
    plan::{Allowed, Plan},
};

/// A document, what it says, and the quirks that it was composed of.
pub(crate) struct Made {
    pub(crate) bytes: Vec<u8>,
    pub(crate) facts: facts::Facts,
    pub(crate) quirks: Vec<String>,
    pub(crate) file: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Comma,
    Semicolon,
    Tab,
    Workbook,
    Page,
    Word,
    Markdown,
    Records,
    Pdf(Rules),
    Slash,
    Bars,
    BarredLines,
    CellPerLine,
    CellPerParagraph,
    Fixed,
    Spaced,
}

const FORMATS: &[(usize, Format)] = &[
    (10, Format::Comma),
    (5, Format::Semicolon),
    (6, Format::Tab),
    (13, Format::Workbook),
    (9, Format::Page),
    (9, Format::Word),
    (7, Format::Markdown),
    (4, Format::Records),
    (6, Format::Pdf(Rules::Grid)),
    (3, Format::Pdf(Rules::Rows)),
    (2, Format::Pdf(Rules::Columns)),
    (3, Format::Pdf(Rules::None)),
    (4, Format::Slash),
    (3, Format::Bars),
    (3, Format::BarredLines),
    (4, Format::CellPerLine),
    (3, Format::CellPerParagraph),
    (4, Format::Fixed),
    (2, Format::Spaced),
];

fn allowed(format: Format) -> Allowed {
    use Format::{
        BarredLines, Bars, CellPerLine, CellPerParagraph, Fixed, Markdown, Pdf, Records, Slash,
        Spaced,
    };
    match format {
        Slash | Bars => Allowed { lines: false, rows: false, blanks: true, columns: 14 },
        BarredLines => Allowed { lines: false, rows: false, blanks: true, columns: 12 },
        CellPerLine | CellPerParagraph => {
            Allowed { lines: false, rows: false, blanks: false, columns: 12 }
        }
        Fixed => Allowed { lines: false, rows: false, blanks: true, columns: 9 },
        Spaced => Allowed { lines: false, rows: false, blanks: false, columns: 8 },
        Records => Allowed { lines: false, rows: false, blanks: true, columns: 14 },
        Markdown => Allowed { lines: true, rows: false, blanks: true, columns: 16 },
        Pdf(_) => Allowed { lines: false, rows: false, blanks: true, columns: 12 },
        _ => Allowed { lines: true, rows: true, blanks: true, columns: 24 },
    }
}

/// The document of a seed.
fn make(seed: u64) -> Made {
    let mut chance = Chance::new(seed);
    let format = chance.weigh(FORMATS);
    let mut plan = Plan::new(&mut chance, allowed(format));
    let merged = chance.per_cent(60);
    let broken = chance.per_cent(35);
    let (file, bytes) = match format {
        Format::Comma => ("csv", text::delimited(&plan, ',').into_bytes()),
        Format::Semicolon => ("csv", text::delimited(&plan, ';').into_bytes()),
        Format::Tab => ("txt", text::delimited(&plan, '\t').into_bytes()),
        Format::Workbook => ("xlsx", office::xlsx(&plan, &mut chance, merged)),
        Format::Page => ("html", office::html(&plan, merged).into_bytes()),
        Format::Word => ("docx", office::docx(&plan, merged)),
        Format::Markdown => {
            let (bars, tight) = (chance.per_cent(75), chance.per_cent(20));
            if tight && !plan.before.is_empty() {
                plan.quirks.push("a line right above the table".to_owned());
            }
            ("md", text::markdown(&plan, bars, tight).into_bytes())
        }
        Format::Records => ("md", text::records(&plan, &mut chance).into_bytes()),
        Format::Pdf(rules) => ("pdf", office::pdf(&plan, &mut chance, rules)),
        Format::Slash | Format::Bars => {
            if broken {
                plan.quirks.push("cells break their lines".to_owned());
            }
            let mark = if format == Format::Slash { " / " } else { " | " };
            ("txt", text::marked(&plan, &mut chance, mark, broken).into_bytes())
        }
        Format::BarredLines => ("txt", text::barred(&plan).into_bytes()),
        Format::CellPerLine => ("txt", text::stacked(&plan, "\n", false).into_bytes()),
        Format::CellPerParagraph => {
            if broken {
                plan.quirks.push("headings on one line".to_owned());
            }
            ("txt", text::stacked(&plan, "\n\n", broken).into_bytes())
        }
        Format::Fixed => {
            let widest = if broken { 24 } else { 400 };
            if broken {
                plan.quirks.push("wrapped cells".to_owned());
            }
            ("txt", text::fixed(&plan, widest).into_bytes())
        }
        Format::Spaced => ("txt", text::marked(&plan, &mut chance, " ", false).into_bytes()),
    };
    let mut quirks = vec![format!("format {format:?}")];
    quirks.append(&mut plan.quirks);
    Made { bytes, facts: plan.facts, quirks, file }
}

fn seeds(usual: u64) -> std::ops::Range<u64> {
    let number = |name: &str| env::var(name).ok().and_then(|text| text.parse().ok());
    match number("MADE_SEED") {
        Some(seed) => seed..seed + 1,
        None => {
            let from = number("MADE_FROM").unwrap_or(0);
            from..from + number("MADE").unwrap_or(usual)
        }
    }
}

#[test]
fn registers_made_up_are_read_and_none_is_misread_in_silence() {
    let range = seeds(60);
    let alone = range.end - range.start == 1;
    let mut table = Table::default();
    for seed in range {
        let made = make(seed);
        let outcome = Outcome::of(&made);
        if let (true, Ok(folder)) = (alone || outcome.f1 < 0.9, env::var("MADE_DIR")) {
            fs::write(format!("{folder}/{seed}.{}", made.file), &made.bytes).unwrap();
        }
        if alone {
            println!("{:?}\n{}\n{}", made.quirks, outcome.said, outcome.notes.join("\n"));
        }
        table.add(seed, made.quirks, &outcome);
    }
    println!("{table}");
    if !alone {
        table.hold();
    }
}

#[test]
fn documents_that_are_no_register_are_declined() {
    let range = seeds(60);
    let mut wrong = Vec::new();
    let count = range.end - range.start;
    for seed in range {
        let (kind, text) = others::make(seed);
        let read = bellwether_intake::read(text.as_bytes(), &Default::default());
        if let Ok(intake) = read {
            let doubted =
                intake.register.diagnostics.iter().any(|found| found.code == "reading-in-doubt");
            let risks = intake.register.risks.len();
            wrong.push(format!(
                "{seed} {kind}: {risks} risks{}",
                if doubted { ", doubted" } else { "" }
            ));
        }
    }
    println!("no registers: {} of {count} became one\n{}", wrong.len(), wrong.join("\n"));
    let silent = wrong.iter().filter(|line| !line.ends_with("doubted")).count() as u64;
    assert!(silent * 100 <= count, "{} of {count} became a register in silence", silent);
}
