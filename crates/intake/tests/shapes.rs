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

#[test]
fn a_number_sign_heads_the_numbers_in_every_form() {
    let table = "# | Risk | Likelihood | Impact | Owner\n---|---|---|---|---\n\
                 1 | The wheel breaks | 3 | 4 | Miller\n2 | The race silts up | 2 | 2 | Foreman\n";
    let stacked = "Mill risks\n\n#\nArea\nRisk\nLikelihood\nImpact\nOwner\n\
                   1\nMill\nThe wheel breaks in a flood\n3\n4\nMiller\n\
                   2\nRace\nThe race silts up after a thaw\n2\n2\nForeman\n";
    for text in [table, stacked] {
        let register = register(text);
        assert_eq!(register.risks.len(), 2, "{text}");
        assert_eq!(register.risks[1].reference.as_deref(), Some("2"), "{text}");
        assert!(register.risks[1].wording().starts_with("The race silts up"), "{text}");
    }
}

#[test]
fn a_dash_before_a_bar_is_an_empty_cell_and_no_rule() {
    let row = |cells: [&str; 5]| cells.map(|cell| format!("{cell} |\n")).concat();
    let text = [
        row(["Ref", "Risk", "Likelihood", "Impact", "Owner"]),
        row(["M1", "The wheel breaks in a flood", "Low", "High", "Miller"]),
        row(["M2", "The race silts up after a thaw", "High", "Low", "-"]),
        row(["M3", "Timber is stolen at night", "Low", "Low", "Foreman"]),
    ]
    .concat();
    let register = register(&text);
    assert_eq!(register.risks.len(), 3);
    assert!(register.risks[1].owners.is_empty());
    assert_eq!(register.risks[2].owners[0], "Foreman");
}

#[test]
fn in_no_known_tongue_the_cells_tell_risk_level_and_action() {
    let register = register(
        "Ala,Vaara,Toon,Moju,Aste,Teod,Vastab\n\
         Veski,Ratas puruneb suurvees,3,4,2,Hoida varuratast ja vaadata iga nadal,Jo Pike\n\
         Veski,Kraav kasvab kinni,2,2,1,Puhastada kraav enne talve algust,Ann Lee\n\
         Aed,Puit varastatakse,5,5,3,Hoida varuratast ja vaadata iga nadal,Jo Pike\n\
         Aed,Molder jaab haigeks,5,1,1,Puhastada kraav enne talve algust,Bo Hay\n\
         Aed,Sild vajub tormis,4,4,3,Hoida varuratast ja vaadata iga nadal,Bo Hay\n\
         Aed,Katus laseb vett,2,4,1,Puhastada kraav enne talve algust,Bo Hay\n",
    );
    assert_eq!(wordings(&register)[1], "Kraav kasvab kinni");
    let current = register.risks[2].assessments.get(Stage::Current).unwrap();
    assert_eq!(current.level.as_deref(), Some("3"));
    assert!(register.risks[0].actions[0].description.starts_with("Hoida"));
    assert!(register.diagnostics.iter().any(|found| found.code == "reading-in-doubt"));
}

#[test]
fn sections_may_be_as_many_as_risks() {
    let register = register(
        "Risk event,Source,Effect,Likelihood,Impact\n\
         THE MILL,,,,\nThe wheel breaks,Old oak,No flour,3,4\n\
         THE RACE,,,,\nThe race silts up,A thaw,No water,2,2\n\
         THE YARD,,,,\nTimber is stolen,No gate,A loss,1,4\n\
         THE SHOP,,,,\nNobody comes,No sign,No sales,2,3\n",
    );
    assert_eq!(register.risks.len(), 4);
    assert_eq!(register.risks[3].category.as_deref(), Some("THE SHOP"));
}

#[test]
fn commas_in_names_divide_no_lines_of_fixed_width() {
    let register = register(
        "Ref  Description                     Severity  P  Action                   Owner\n\
         1    The wheel breaks in a flood     L         L  Keep a spare wheel       Reed, Hal\n\
         2    The race silts up               H         M  Dig it out each spring   Moor, Fay\n\
         3    Timber is stolen at night       M         L  Lock the gate            Ward, Eli\n",
    );
    assert_eq!(wordings(&register)[2], "Timber is stolen at night");
    assert_eq!(register.risks[2].owners.len(), 1);
}

#[test]
fn rows_that_begin_in_the_middle_of_a_line_are_doubted() {
    let text = "No. Threat Causes Outcome Likelihood Impact Score\n\
        1 The wheel breaks in May Old oak The mill stands still 1 3 3\n\
        2 The race silts up Thaw and storm No water 2 2 4\n\
        3 Timber goes No gate since March A loss of pay 3 3 9\n\
        4 The miller falls ill One man only Flour runs out 3 1 3\n";
    match read(text.as_bytes(), &Options::default()) {
        Ok(read) => {
            let found = &read.register.diagnostics;
            assert!(found.iter().any(|found| found.code == "reading-in-doubt"));
        }
        Err(error) => assert!(error.to_string().contains("No risk register")),
    }
}

#[test]
fn a_list_whose_title_names_another_log_is_none() {
    let rows = "No.,Event,Action,Owner\n1,The slates came late,Order in March,Ann Lee\n\
                2,The hall was locked,Give the clerk a key,Bo Hay\n3,The tent was wet,Buy a new one,Cy Fox\n";
    let refusal = read(format!("Lessons log\n{rows}").as_bytes(), &Options::default());
    assert!(refusal.unwrap_err().to_string().contains("lessons"));
}
