//! What a pack for a meeting says of the register and of what became of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::{fs, sync::Arc};

use bellwether_domain::{Number, Register, Risk, RiskId, Stage};
use bellwether_intake::{Options, read};
use bellwether_papers::{
    compose::{self, Cover, Material, Section, Setting, Since},
    paper::{Block, Figure, Table},
};

/// The sample's last issue, each risk with an id.
fn register() -> Register {
    let path = format!("{}/../../sample/northshire/2025-q4.txt", env!("CARGO_MANIFEST_DIR"));
    let mut register = read(&fs::read(path).unwrap(), &Options::default()).unwrap().register;
    for (at, risk) in register.risks.iter_mut().enumerate() {
        let id = format!("\"{at:08}-0000-7000-8000-000000000000\"");
        Arc::make_mut(risk).id = Some(serde_json::from_str::<RiskId>(&id).unwrap());
    }
    register
}

/// A register that is compared with one in which the first risk was likelier by a step or less.
fn compared(moved: bool) -> (Material, Risk) {
    let register = register();
    let mut earlier = register.clone();
    let first = Arc::make_mut(earlier.risks.first_mut().unwrap());
    let likelihood = first.assessments.slot(Stage::Current).as_mut().unwrap().likelihood.as_mut();
    let value = likelihood.unwrap().value.as_mut().unwrap();
    if moved {
        *value = Number::from(if *value == Number::from(2) { 3 } else { 2 });
    }
    let first = first.clone();
    let as_at = register.as_at.unwrap();
    let since = Since {
        as_at: as_at.yesterday().unwrap(),
        meeting: None,
        register: earlier,
        new: vec![],
        reopened: vec![],
        closed: vec![],
        changed: vec![],
    };
    let alone = Material::alone(register, as_at, Default::default());
    (Material { since: Some(since), ..alone }, first)
}

/// What the heat map draws, and the tables beside it.
fn heat(of: &Material) -> (Vec<Figure>, Vec<Table>, Vec<String>) {
    let paper = compose::pack(of, &[Section::HeatMap], &Cover::default(), &Setting::default());
    let (mut figures, mut tables, mut words) = (vec![], vec![], vec![]);
    for block in paper.blocks {
        match block {
            Block::Figure(figure) => figures.push(figure),
            Block::Table(table) => tables.push(table),
            Block::Paragraph(spans) => words.extend(spans.into_iter().map(|span| span.text)),
            _ => {}
        }
    }
    (figures, tables, words)
}

#[test]
fn an_arrow_says_which_risk_moved_on_the_matrix_and_the_table_says_the_same() {
    let (of, first) = compared(true);
    let (figures, tables, _) = heat(&of);
    assert_eq!(figures.len(), tables.len(), "each drawing as a table too");
    let reference = first.reference.unwrap();
    let moved = figures.get(1).unwrap();
    assert!(moved.alternative.contains(&format!("{reference}: from ")), "{}", moved.alternative);
    assert_eq!(moved.svg.matches("<polygon").count(), 1, "one arrow: {}", moved.svg);
    let rows = &tables.get(1).unwrap().groups;
    assert_eq!(rows.len(), 1);
    let row = rows.first().unwrap().rows.first().unwrap();
    assert_eq!(row.cells.first().unwrap().words(), reference);
    // Before controls to now, and now to the target.
    assert!(figures.len() == 4 && figures.iter().skip(2).all(|f| f.svg.contains("<polygon")));
}

#[test]
fn where_no_risk_moved_a_sentence_says_so() {
    let (figures, tables, words) = heat(&compared(false).0);
    assert_eq!((figures.len(), tables.len()), (3, 3));
    assert!(words.iter().any(|words| words == "No risk moved on the matrix."), "{words:?}");
}

#[test]
fn a_risk_that_the_meeting_looks_into_has_its_page() {
    let (of, first) = compared(false);
    let reference = first.reference.unwrap();
    let made = |deep: Vec<String>| {
        let cover = Cover { deep, ..Cover::default() };
        let paper = compose::pack(&of, &[Section::DeepDives], &cover, &Setting::default());
        let headings = paper.blocks.into_iter().filter_map(|block| match block {
            Block::Heading { level, text } => Some((level, text)),
            _ => None,
        });
        headings.collect::<Vec<_>>()
    };
    let headings = made(vec![reference.clone()]);
    assert_eq!(headings.first().unwrap(), &(1, "Deep dives".to_owned()));
    assert_eq!(headings.get(1).unwrap(), &(2, format!("Risk {reference}")));
    assert!(headings.iter().skip(2).all(|(level, _)| *level == 3), "{headings:?}");
    assert_eq!(made(vec![]), [], "without any there is no such section");
}
