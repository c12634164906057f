//! The register paper in each format, read back as any document is: the same register.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::{fs, sync::Arc};

use bellwether_domain::{Assessment, Register, Risk, Stage};
use bellwether_intake::{Options, read};
use bellwether_papers::{
    compose::{self, Setting},
    csv::{self, Dialect},
    html, ods,
    paper::Paper,
    xlsx,
};

fn sample(issue: &str) -> Register {
    let path = format!("{}/../../sample/northshire/{issue}.txt", env!("CARGO_MANIFEST_DIR"));
    read(&fs::read(path).unwrap(), &Options::default()).unwrap().register
}

/// What a register says, without where in its document it stands.
fn said(register: &Register) -> Register {
    let risk = |risk: &Arc<Risk>| {
        let mut risk = Risk { source: None, ..Risk::clone(risk) };
        risk.actions.iter_mut().for_each(|action| action.source = None);
        Arc::new(risk)
    };
    let risks = register.risks.iter().map(risk).collect();
    Register { risks, covers: None, diagnostics: vec![], ..register.clone() }
}

fn same(kind: &str, before: &Register, file: &[u8]) {
    let options = Options { file_name: Some(format!("paper.{kind}")), ..Options::default() };
    let after = read(file, &options).unwrap_or_else(|e| panic!("{kind}: {e}")).register;
    let (before, after) = (said(before), said(&after));
    for (was, is) in before.risks.iter().zip(&after.risks) {
        assert_eq!(was, is, "{kind}");
    }
    assert_eq!(before, after, "{kind}");
}

fn paper(register: &Register) -> Paper {
    compose::register(register, &Setting::default())
}

#[test]
fn the_sample_comes_back_from_html() {
    for issue in ["2025-q1", "2025-q2", "2025-q3", "2025-q4"] {
        let register = sample(issue);
        same("html", &register, html::write(&paper(&register)).as_bytes());
    }
}

#[test]
fn the_sample_comes_back_from_xlsx() {
    for issue in ["2025-q1", "2025-q2", "2025-q3", "2025-q4"] {
        let register = sample(issue);
        same("xlsx", &register, &xlsx::write(&paper(&register)).unwrap());
    }
}

#[test]
fn the_sample_comes_back_from_ods() {
    for issue in ["2025-q1", "2025-q2", "2025-q3", "2025-q4"] {
        let register = sample(issue);
        same("ods", &register, &ods::write(&paper(&register)).unwrap());
    }
}

#[test]
fn the_risks_of_the_sample_come_back_from_csv() {
    let register = sample("2025-q4");
    let table = csv::csv(&register, Dialect::default()).unwrap();
    let after = read(table.as_bytes(), &Options::default()).unwrap().register;
    assert_eq!(said(&register).risks, said(&after).risks);
}

/// A register typed by hand: no headings, no layout, no matrix.
fn by_hand() -> Register {
    let rating = |n: i32| bellwether_domain::Reading::read(n.to_string(), n.into());
    let mut risk = Risk {
        reference: Some("H1".into()),
        title: Some("The weir gives way in a wet winter".into()),
        owners: vec!["K. Lock".into()],
        ..Risk::default()
    };
    *risk.assessments.slot(Stage::Current) = Some(Assessment {
        likelihood: Some(rating(3)),
        impact: Some(rating(5)),
        ..Assessment::default()
    });
    Register {
        title: Some("Weirs and locks".into()),
        risks: vec![risk.into()],
        ..Register::default()
    }
}

#[test]
fn a_register_without_matrix_date_or_actions_is_a_paper() {
    for register in [by_hand(), Register::default()] {
        let paper = paper(&register);
        assert!(html::write(&paper).contains("</html>"));
        xlsx::write(&paper).unwrap();
        ods::write(&paper).unwrap();
    }
}

#[test]
fn the_same_paper_has_the_same_bytes() {
    let paper = paper(&sample("2025-q4"));
    assert_eq!(xlsx::write(&paper).unwrap(), xlsx::write(&paper).unwrap());
    assert_eq!(ods::write(&paper).unwrap(), ods::write(&paper).unwrap());
    assert_eq!(html::write(&paper), html::write(&paper));
}
