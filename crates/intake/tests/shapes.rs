//! Registers in shapes that copying and printing give them: as a printed frame of data, under headings
//! in two lines, parted by nothing but spaces.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use bellwether_domain::{Register, Risk, Stage};
use bellwether_intake::{Options, read};

fn register(text: &str) -> Register {
    read(text.as_bytes(), &Options::default()).unwrap().register
}

fn wordings(register: &Register) -> Vec<&str> {
    register.risks.iter().map(|risk| risk.wording()).collect()
}

/// Likelihood, impact and score at a stage, as they are written.
fn rated(risk: &Risk, stage: Stage) -> [String; 3] {
    let parts = risk.assessments.get(stage).map(|a| [&a.likelihood, &a.impact, &a.score]);
    parts.map_or_else(Default::default, |parts| {
        parts.map(|part| part.as_ref().map(|rating| rating.text.clone()).unwrap_or_default())
    })
}

#[test]
fn nan_in_a_printed_frame_says_nothing() {
    let register = register(
        "|   | Unnamed: 0 | Mill risks | Unnamed: 2 | Unnamed: 3 | Unnamed: 4 |\n\
         |---|---|---|---|---|---|\n\
         | 0 | Ref | Risk | Likelihood | Impact | Owner |\n\
         | 1 | M1 | The wheel breaks | 3.0 | 4.0 | nan |\n\
         | 2 | M2 | The race silts up | 2.0 | 2.0 | Miller |\n\
         | 3 | M3 | nan | nan | nan | nan |\n",
    );
    assert_eq!(wordings(&register), ["The wheel breaks", "The race silts up"]);
    assert!(register.risks[0].owners.is_empty());
}

#[test]
fn ratings_after_words_are_theirs_though_only_spaces_part_them() {
    let register = register(
        "Ref Risk Likelihood Impact Score Mitigation Likelihood Impact Score\n\
         1 The wheel breaks in a flood 3 4 12 Keep a spare wheel. Look at it weekly. 2 4 8\n\
         2 The race silts up after a thaw 4 4 16 Watch the weir 2 3 6\n\
         3 Timber is stolen at night 2 5 10 Lock the gate each evening 1 5 5\n\
         4 The miller falls ill 4 2 8 Train the boy 2 2 4\n",
    );
    assert_eq!(rated(&register.risks[3], Stage::Current), ["2", "2", "4"]);
    assert_eq!(rated(&register.risks[3], Stage::Inherent), ["4", "2", "8"]);
}

#[test]
fn headings_under_headings_of_bars_are_columns() {
    let row = |cells: &[&str]| cells.iter().map(|cell| format!("{cell} |\n")).collect::<String>();
    let mut text = String::from("|\n");
    text += &row(&["ID", "Risk", "Causes", "Risk level", "Risk score", "Actions"]);
    text += "||\n|\nLikelihood |\nImpact |\n|||\n";
    text += "|\n";
    text += &row(&["1", "The wheel breaks", "The oak is old", "1", "4", "4", "Keep a spare"]);
    text += "|\n";
    text += &row(&["2", "The race silts up", "Sand comes down", "3", "2", "6", "Dig it out"]);
    text += "|\n";
    text += &row(&["3", "Timber is stolen", "The gate is low", "2", "2", "4", "Lock the gate"]);
    let register = register(&text);
    assert_eq!(wordings(&register)[1], "The race silts up");
    assert_eq!(rated(&register.risks[1], Stage::Current), ["3", "2", "6"]);
}
