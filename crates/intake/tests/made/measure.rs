//! How each document was read, and the table per quirk.

use std::{collections::BTreeMap, fmt};

use bellwether_domain::Severity;
use bellwether_intake::{Options, read};

use crate::{Made, score};

/// A reading below this is a misreading.
const MISREAD: f64 = 0.90;

/// How a document was read.
pub(crate) struct Outcome {
    pub(crate) f1: f64,
    declined: bool,
    doubted: bool,
    pub(crate) said: String,
    pub(crate) notes: Vec<String>,
}

impl Outcome {
    pub(crate) fn of(made: &Made) -> Self {
        match read(&made.bytes, &Options::default()) {
            Ok(intake) => {
                let tally = score::score(&made.facts, &intake.register);
                let found = &intake.register.diagnostics;
                let said: Vec<String> = found
                    .iter()
                    .filter(|found| found.severity != Severity::Info)
                    .map(|found| format!("{}: {}", found.code, found.message))
                    .collect();
                Self {
                    f1: tally.f1(),
                    declined: false,
                    doubted: found.iter().any(|found| found.code == "reading-in-doubt"),
                    said: said.join("\n"),
                    notes: tally.notes,
                }
            }
            Err(error) => Self {
                f1: 0.0,
                declined: true,
                doubted: false,
                said: error.to_string(),
                notes: vec![],
            },
        }
    }

    fn is_silent(&self) -> bool {
        self.f1 < MISREAD && !self.declined && !self.doubted
    }
}

#[derive(Default)]
struct Row {
    count: usize,
    sum: f64,
    declined: usize,
    silent: usize,
    doubted: usize,
    /// Doubts about readings that are right.
    needless: usize,
}

impl Row {
    fn add(&mut self, outcome: &Outcome) {
        self.count += 1;
        self.sum += outcome.f1;
        self.declined += usize::from(outcome.declined);
        self.silent += usize::from(outcome.is_silent());
        self.doubted += usize::from(outcome.doubted);
        self.needless += usize::from(outcome.doubted && outcome.f1 >= 0.97);
    }
}

/// Every outcome, by quirk.
#[derive(Default)]
pub(crate) struct Table {
    all: Row,
    rows: BTreeMap<String, Row>,
    figures: Vec<f64>,
    low: Vec<(f64, u64, String)>,
}

impl Table {
    pub(crate) fn add(&mut self, seed: u64, quirks: Vec<String>, outcome: &Outcome) {
        self.all.add(outcome);
        self.figures.push(outcome.f1);
        if outcome.f1 < MISREAD {
            let state = match (outcome.declined, outcome.doubted) {
                (true, _) => "declined",
                (_, true) => "doubted",
                _ => "IN SILENCE",
            };
            let format = quirks.first().cloned().unwrap_or_default();
            self.low.push((outcome.f1, seed, format!("{state} {format}")));
        }
        for quirk in quirks {
            self.rows.entry(quirk).or_default().add(outcome);
        }
    }

    fn percentile(&self) -> f64 {
        let mut figures = self.figures.clone();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 100).copied().unwrap_or(0.0)
    }

    /// Fails where the floor is not reached.
    pub(crate) fn hold(&self) {
        let mean = self.all.sum / self.all.count.max(1) as f64;
        assert!(mean >= FLOOR, "the mean F1 is {mean:.3}, below {FLOOR}");
        let silent = self.all.silent;
        assert!(
            silent * 1000 <= self.all.count * MOST_SILENT,
            "{silent} of {} were misread in silence",
            self.all.count
        );
        let needless = self.all.needless;
        assert!(needless * 50 <= self.all.count.max(50), "{needless} needless doubts");
    }
}

/// The mean F1 that a run must reach, and how many in a thousand may be misread in silence.
const FLOOR: f64 = 0.97;
const MOST_SILENT: usize = 20;

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, name: &str, row: &Row| {
            writeln!(
                f,
                "{name:38} {:5}  {:5.3}  {:8}  {:7}  {:8}  {:6}",
                row.count,
                row.sum / row.count.max(1) as f64,
                row.declined,
                row.doubted,
                row.needless,
                row.silent
            )
        };
        writeln!(
            f,
            "\n{:38} {:>5}  {:>5}  declined  doubted  needless  silent",
            "quirk", "count", "F1"
        )?;
        for (name, row) in &self.rows {
            line(f, name, row)?;
        }
        line(f, "all", &self.all)?;
        writeln!(f, "first percentile {:.3}", self.percentile())?;
        let mut low = self.low.clone();
        low.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (f1, seed, said) in low.iter().take(400) {
            writeln!(f, "  {f1:.3} seed {seed} {said}")?;
        }
        Ok(())
    }
}
