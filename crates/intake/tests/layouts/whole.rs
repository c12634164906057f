//! Whole registers of other kinds of body, invented, each with its facts beside it in
//! `tests/fixtures/`.

use std::{fs, path::Path};

use bellwether_intake::{Options, read};

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
    ("museum-who-and-when-with-the-action.html", 1.0),
    ("fire-authority-numbers-in-the-wording.txt", 1.0),
    ("trust-stages-side-by-side.html", 1.0),
    ("council-who-and-when-in-brackets.html", 1.0),
    ("university-quarters.html", 1.0),
    ("clinic-numbered-in-parallel.html", 1.0),
    ("police-banner-per-risk.html", 1.0),
    ("american-university.html", 1.0),
    ("fire-authority-lettered-product.html", 1.0),
    ("incident-system-export.html", 1.0),
    ("report-with-actions-between.html", 1.0),
    ("college-paragraph-a-risk.txt", 1.0),
    ("trustees-without-delimiters.txt", 1.0),
    ("council-without-delimiters.txt", 1.0),
    ("trust-page-a-risk.md", 1.0),
    ("council-assessment-in-a-cell.html", 1.0),
    ("levels-and-control-rating.html", 1.0),
    ("city-drivers-and-ranks.html", 1.0),
    ("damage-and-person-in-charge.csv", 1.0),
    ("top-risks-by-rank.md", 1.0),
    ("risk-described-beside-hazard.csv", 1.0),
    ("gebrochene-ueberschriften.md", 1.0),
    ("bridge-assigned-to.csv", 1.0),
    ("definitions-beside-the-risks.csv", 1.0),
    ("register-over-its-legends.html", 1.0),
    ("parish-bars-over-lines.txt", 1.0),
    ("pool-without-delimiters.txt", 1.0),
    ("kiln-labels-round-lists.md", 1.0),
    ("bakery-notes-in-the-table.html", 1.0),
    ("fire-station-last-quarter.html", 1.0),
    ("mofang-fengxian.csv", 1.0),
    ("mura-risuku.csv", 1.0),
    ("rigging-low-mode-high.csv", 1.0),
    ("hosts-with-cvss.csv", 1.0),
];

/// Reads one and compares it with its facts.
pub(crate) fn result((file, at_least): &(&str, f64)) -> Result {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(file);
    let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let facts = Facts::load(&path.with_extension("expected.json"));
    Result { name: (*file).to_owned(), at_least: *at_least, tally: measure(&bytes, file, &facts) }
}

#[test]
fn the_sample_keeps_its_numbers_and_no_running_line_becomes_a_section() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample/northshire");
    for issue in ["2025-q1", "2025-q2", "2025-q3", "2025-q4"] {
        let bytes = fs::read(folder.join(format!("{issue}.txt"))).unwrap();
        let register = read(&bytes, &Options::default()).unwrap().register;
        let numbered = |risk: &std::sync::Arc<bellwether_domain::Risk>| {
            risk.reference.as_ref().is_some_and(|number| number.starts_with("SR"))
        };
        assert!(register.risks.iter().all(numbered), "{issue}");
        assert!(register.risks.iter().all(|risk| !risk.extra.contains_key("Section")), "{issue}");
    }
}

#[test]
fn what_a_body_says_of_its_scores_becomes_its_scheme() {
    let text = "Key: 1–4 low, 5–9 moderate, 10–14 high, 15–25 extreme\n\n\
                Ref,Risk,Likelihood,Impact,Score\n1,The quay floods,3,4,12\n2,A pile rots,2,3,6\n";
    let register = read(text.as_bytes(), &Options::default()).unwrap().register;
    let scheme = register.scheme.unwrap();
    assert_eq!((scheme.scores.len(), scheme.bands.len()), (5, 4));
}
