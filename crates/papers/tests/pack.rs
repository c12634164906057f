//! What a pack for a meeting says of the register and of what became of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::{fs, sync::Arc};

use bellwether_domain::{Date, Mark, Number, Register, Restricted, Risk, RiskId, Stage};
use bellwether_intake::{Options, read};
use bellwether_papers::{
    compose::{
        self, Changed, Chosen, Cover, History, Material, Moved, Pack, RiskThen, Section, Setting,
        Since,
    },
    paper::{Block, Figure, Table, Version},
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

/// A pack of one section.
fn one(section: Section, cover: Cover) -> Pack {
    Pack { sections: vec![Chosen::from(section)], cover, ..Pack::default() }
}

/// What the heat map draws, and the tables beside it.
fn heat(of: &Material) -> (Vec<Figure>, Vec<Table>, Vec<String>) {
    let paper = compose::pack(of, &one(Section::HeatMap, Cover::default()), &Setting::default());
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
        let paper = compose::pack(&of, &one(Section::DeepDives, cover), &Setting::default());
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

fn words(of: &Material, pack: &Pack, setting: &Setting) -> String {
    let mut said = vec![];
    for block in compose::pack(of, pack, setting).blocks {
        match block {
            Block::Heading { text, .. } => said.push(text),
            Block::Paragraph(spans) => said.extend(spans.into_iter().map(|span| span.text)),
            Block::List(points) => {
                said.extend(points.into_iter().flatten().map(|span| format!("• {}", span.text)));
            }
            _ => {}
        }
    }
    said.join("\n")
}

#[test]
fn what_the_officer_writes_stands_on_the_cover_in_its_paragraphs_and_points() {
    let (of, _) = compared(false);
    let cover = Cover {
        recommendation: "That members:\n- note the register;\n- agree the new target.".into(),
        implications: "Money: none.\n\nLaw: none.".into(),
        date: "2026-01-14".into(),
        ..Cover::default()
    };
    let pack = one(Section::Cover, cover);
    let said = words(&of, &pack, &Setting::default());
    assert!(
        said.contains("That members:\n• note the register;\n• agree the new target."),
        "{said}"
    );
    assert!(said.contains("Implications\nMoney: none.\nLaw: none."), "{said}");
    let paper = compose::pack(&of, &pack, &Setting::default());
    let dated = paper.blocks.iter().any(|block| match block {
        Block::Facts(facts) => facts.iter().any(|(_, words)| words[0].text == "14 January 2026"),
        _ => false,
    });
    assert!(dated, "a day is written for people");
}

#[test]
fn what_is_for_members_alone_is_left_out_of_the_public_version_which_says_so() {
    let (of, _) = compared(false);
    let cover = Cover {
        members: "The tender is at risk.".into(),
        under: "LGA 1972 Sch. 12A para. 3".into(),
        ..Cover::default()
    };
    let pack = one(Section::Cover, cover);
    assert!(words(&of, &pack, &Setting::default()).contains("The tender is at risk."));
    let public = Setting { version: Version::Public, ..Setting::default() };
    let said = words(&of, &pack, &public);
    assert!(!said.contains("tender") && said.contains("LGA 1972 Sch. 12A para. 3"), "{said}");
}

#[test]
fn a_section_stands_in_its_place_under_the_name_that_the_body_gives_it() {
    let (of, _) = compared(false);
    let sections = ["register=Annex A", "summary"].map(|text| text.parse().unwrap()).to_vec();
    let said = words(&of, &Pack { sections, ..Pack::default() }, &Setting::default());
    assert!(said.find("Annex A").unwrap() < said.find("Summary of risks").unwrap(), "{said}");
    assert!(!said.contains("Cover report"), "{said}");
}

/// A register whose first risk scored less a year before, and was in the highest band since.
fn with_history() -> (Material, String) {
    let mut register = register();
    let as_at = register.as_at.unwrap();
    let risk = Arc::make_mut(register.risks.first_mut().unwrap());
    let mut earlier = risk.clone();
    let rate = |risk: &mut Risk, score: i32| {
        let rating = serde_json::from_value(
            serde_json::json!({ "text": score.to_string(), "value": score }),
        );
        risk.assessments.slot(Stage::Current).as_mut().unwrap().score = Some(rating.unwrap());
    };
    rate(&mut earlier, 2);
    rate(risk, 25);
    let (reference, now) = (risk.reference.clone().unwrap(), risk.clone());
    let before = |days| (0..days).fold(as_at, |day: Date, _| day.yesterday().unwrap());
    let (year, month) = (before(365), before(31));
    let versions = [(year, earlier), (month, now)];
    let versions = versions.map(|(from, risk)| RiskThen { from, risk: Some(Arc::new(risk)) });
    let history = History {
        issues: vec![year, month, as_at],
        matrices: vec![],
        risks: [(0, versions.to_vec())].into(),
    };
    let alone = Material::alone(register, as_at, Default::default());
    (Material { history, ..alone }, reference)
}

#[test]
fn how_a_score_went_is_told_and_drawn() {
    let (of, reference) = with_history();
    let deep = Cover { deep: vec![reference.clone()], ..Cover::default() };
    let said = words(&of, &one(Section::DeepDives, deep), &Setting::default());
    assert!(said.contains("How its score went\n2 from "), "{said}");
    assert!(said.contains("It has stood in the highest band"), "{said}");
    assert!(said.contains(": 31 days."), "{said}");
    let pack = one(Section::Scores, Cover::default());
    let said = words(&of, &pack, &Setting::default());
    assert!(said.contains("in the highest band"), "{said}");
    let paper = compose::pack(&of, &pack, &Setting::default());
    let figure = paper.blocks.iter().find_map(|block| match block {
        Block::Figure(figure) => Some(figure),
        _ => None,
    });
    let figure = figure.unwrap();
    assert!(figure.alternative.contains(&format!("{reference}: 2 from ")), "{figure:?}");
    assert!(figure.svg.contains("class=\"course-line\" d=\"M"), "{}", figure.svg);
}

#[test]
fn a_risk_that_is_new_and_high_counts_among_the_highest() {
    let (mut of, reference) = with_history();
    of.history.risks.get_mut(&0).unwrap().drain(..1);
    of.history.risks.get_mut(&0).unwrap()[0].from = of.as_at;
    // No other stands there.
    for risk in of.register.risks.iter_mut().skip(1) {
        *Arc::make_mut(risk).assessments.slot(Stage::Current) = None;
    }
    let said = words(&of, &one(Section::Scores, Cover::default()), &Setting::default());
    let as_at = bellwether_domain::calendar::short_date(of.as_at);
    let sentence = format!(
        "1 risk stands in the highest band, High: the longest {reference}, since {as_at} (0 days)."
    );
    assert!(said.contains(&sentence), "{said}");
    let deep = Cover { deep: vec![reference], ..Cover::default() };
    let said = words(&of, &one(Section::DeepDives, deep), &Setting::default());
    assert!(said.contains("How its score went\n25 from ") && said.contains(": 0 days."), "{said}");
}

#[test]
fn what_was_high_when_the_history_begins_may_have_been_so_before() {
    let (mut of, _) = with_history();
    let versions = of.history.risks.get_mut(&0).unwrap();
    versions[0].risk = versions[1].risk.clone();
    let said = words(&of, &one(Section::Scores, Cover::default()), &Setting::default());
    assert!(said.contains(" or before (365 days or more)."), "{said}");
    let deep =
        Cover { deep: vec![of.register.risks[0].reference.clone().unwrap()], ..Cover::default() };
    let said = words(&of, &one(Section::DeepDives, deep), &Setting::default());
    assert!(said.contains(" or before: 365 days or more."), "{said}");
}

#[test]
fn an_action_that_lost_its_date_is_told() {
    let (mut of, _) = compared(false);
    let at = of.register.risks.iter().position(|risk| !risk.actions.is_empty()).unwrap();
    let mut after = Risk::clone(&of.register.risks[at]);
    let due = |words: &str| bellwether_domain::due::read(words, of.as_at);
    let mut before = after.clone();
    (before.actions[0].due, before.actions[0].status) = (Some(due("30/04/2025")), None);
    (after.actions[0].due, after.actions[0].status) = (Some(due("TBC")), None);
    let changes = bellwether_domain::diff::diff_risks(&before, &after);
    let why = vec![String::new(); changes.len()];
    of.register.risks[at] = Arc::new(after.clone());
    of.since.as_mut().unwrap().changed = vec![Changed { risk: after, changes, why }];
    let moved = Moved { first: "30/04/2025".into(), later: 0, earlier: 0, lost: 1 };
    of.moved = [((at, 0), moved)].into();
    let said = words(&of, &one(Section::Cover, Cover::default()), &Setting::default());
    assert!(said.contains("1 action lost its date."), "{said}");
    let pack = one(Section::Actions, Cover::default());
    let paper = compose::pack(&of, &pack, &Setting::default());
    let table = paper.tables().last().unwrap();
    let cells: Vec<String> =
        table.groups[0].rows[0].cells.iter().map(|cell| cell.words()).collect();
    assert!(
        cells.ends_with(&["TBC".into(), "30/04/2025".into(), "lost its date".into()]),
        "{cells:?}"
    );
}

#[test]
fn scores_over_time_are_not_offered_where_there_is_no_earlier_issue() {
    let (of, _) = compared(false);
    assert!(!Section::Scores.holds(&of));
    assert_eq!(words(&of, &one(Section::Scores, Cover::default()), &Setting::default()), "");
    assert!(Section::Scores.holds(&with_history().0));
}

#[test]
fn a_public_history_begins_after_what_was_marked() {
    let (of, _) = with_history();
    let id = of.register.risks.first().unwrap().id.unwrap();
    let mark = Mark { what: Restricted::Risk(id), paragraph: String::new() };
    let history = of.history.public(&[mark]);
    assert!(history.risks.values().all(Vec::is_empty));
}
