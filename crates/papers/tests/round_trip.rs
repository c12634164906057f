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
    Register { risks, covers: None, diagnostics: vec![], page: None, ..register.clone() }
}

fn same(kind: &str, before: &Register, file: &[u8]) {
    let options = Options { file_name: Some(format!("paper.{kind}")), ..Options::default() };
    let after = read(file, &options).unwrap_or_else(|e| panic!("{kind}: {e}")).register;
    if kind != "html" {
        assert_eq!(after.page, Some(paper(before).page), "the sheet of {kind}");
    }
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

/// The register with its bands painted in shades of its own.
fn painted() -> Register {
    let mut register = sample("2025-q4");
    let shades = ["#92d050", "#ffc000", "#9c0006"];
    for (band, shade) in register.scheme.iter_mut().flat_map(|own| &mut own.bands).zip(shades) {
        band.shade = Some(shade.parse().unwrap());
    }
    register
}

#[test]
fn the_shades_of_bands_are_learned_from_what_is_painted_in_them() {
    let paper = paper(&painted());
    let files = [
        ("html", html::write(&paper).into_bytes()),
        ("xlsx", xlsx::write(&paper).unwrap()),
        ("ods", ods::write(&paper).unwrap()),
    ];
    for (kind, file) in files {
        let options = Options { file_name: Some(format!("paper.{kind}")), ..Options::default() };
        let bands = read(&file, &options).unwrap().register.scheme.unwrap().bands;
        let shades: Vec<_> = bands.iter().map(|band| band.shade.unwrap().to_string()).collect();
        assert_eq!(shades, ["#92d050", "#ffc000", "#9c0006"], "{kind}");
    }
}

#[test]
fn words_on_any_shade_are_read() {
    let html = html::write(&paper(&painted()));
    for (shade, ink) in [("#92d050", "#000"), ("#ffc000", "#000"), ("#9c0006", "#fff")] {
        assert!(html.contains(&format!("{{background:{shade};color:{ink}")), "{shade}");
    }
}

#[test]
fn a_paper_is_set_on_the_sheet_of_the_document_where_it_can_be_read_there() {
    use bellwether_domain::{PageSetup, PageSize};
    let a3 = PageSetup { size: PageSize::A3, landscape: true };
    let upright = PageSetup { size: PageSize::A4, landscape: false };
    let on = |page| paper(&Register { page: Some(page), ..sample("2025-q4") }).page;
    assert_eq!(on(a3), a3);
    // Its seventeen columns are not read on a sheet that stands upright.
    assert_eq!(on(upright), a3);
    let few = by_hand();
    assert_eq!(paper(&Register { page: Some(upright), ..few }).page, upright);
}
