//! Whole registers of other kinds of body, invented, each with its facts beside it in
//! `tests/fixtures/`.

use std::{fs, path::Path};

use crate::{Result, facts::Facts, measure};

/// File, and the F1 that its reading must not fall below; raised as it improves.
pub(crate) const REGISTERS: &[(&str, f64)] = &[
    ("nhs-trust-baf.html", 1.0),
    ("university.csv", 1.0),
    ("charity.md", 1.0),
    ("council-four-by-four.txt", 1.0),
    ("project-raid-log.csv", 1.0),
    ("port-risk-a-page.txt", 0.994),
    ("housing-association.csv", 1.0),
    ("school-trust.html", 1.0),
    ("parish-council.csv", 1.0),
    ("agency-one-cell-scores.csv", 1.0),
    ("inspectorate-rag-by-quarter.csv", 1.0),
    ("cofrestr-gymraeg.csv", 1.0),
    ("stage-said-once.csv", 1.0),
    ("class-from-a-matrix.csv", 1.0),
    ("words-beside-numbers.csv", 1.0),
    ("failure-modes-by-letter.csv", 1.0),
    ("cost-of-risk.csv", 1.0),
    ("headed-notes.md", 1.0),
    ("assurance-framework.html", 1.0),
    ("three-tables.md", 1.0),
    ("building-site.csv", 1.0),
    ("failure-modes-rated-again.csv", 1.0),
    ("registre-municipal.csv", 1.0),
    ("risikoregister.csv", 1.0),
    ("registro-de-riesgos.csv", 1.0),
    ("rejestr-ryzyk.csv", 1.0),
    ("reestr-riskov.csv", 1.0),
    ("registro-dei-rischi.csv", 1.0),
    ("risicoregister.csv", 1.0),
    ("raid-log-with-kinds.csv", 1.0),
    ("council-numbered-actions.csv", 1.0),
    ("hospital-consequence-first.csv", 1.0),
    ("tracker-export.csv", 1.0),
    ("trustees-steps.csv", 1.0),
    ("ratings-with-reasons.csv", 1.0),
    ("numbered-sections.csv", 1.0),
    ("both-ratings-in-words.md", 1.0),
];

/// Reads one and compares it with its facts.
pub(crate) fn result((file, at_least): &(&str, f64)) -> Result {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(file);
    let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let facts = Facts::load(&path.with_extension("expected.json"));
    Result { name: (*file).to_owned(), at_least: *at_least, tally: measure(&bytes, file, &facts) }
}
