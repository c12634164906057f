//! Every value knows the cell it stood in, in every format, whatever was put right on the way.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "layouts/stood.rs"]
mod stood;

use std::{fs, path::Path};

use bellwether_domain::{AssessmentPart, Field, Stage};
use bellwether_intake::{Intake, Options, Stood, Target, read};

fn of(intake: &Intake, risk: usize, target: Target, action: Option<usize>) -> Vec<&Stood> {
    let own = |s: &&Stood| s.risk == risk && s.target == target && s.action == action;
    intake.stood.iter().filter(own).collect()
}

fn text(intake: &Intake, stood: &Stood) -> String {
    intake.document.cell(stood.at).unwrap().text.clone()
}

const SLIPPED: &str = "Risk No.\tRisk\tLikelihood\tImpact\tScore\tAction\tAction Owner\tTarget Date\tStatus\n\
1\tThe depot floods after heavy rain\t4\t5\t20\tFit a pump\tAB\tJune 2020\tA\n\
\t\t\t\t\tRaise the wall\tCD\tOngoing\tG\n\
2\tFraud goes unseen\t2\t3\t6\tAudit twice a year\tAB\tMay 2021\tR\n\
\tTell the police of every case\tCD\tJune 2021\tG\t\t\t\t\n\
3\tThe bridge closes\t3\t3\t9\tInspect it\tEF\tMay 2020\tA\n";

#[test]
fn a_row_that_slipped_is_traced_to_where_it_stood() {
    let intake = read(SLIPPED.as_bytes(), &Options::default()).unwrap();
    let slipped = &intake.register.risks[1].actions[1];
    assert_eq!(slipped.description, "Tell the police of every case");
    let stood = of(&intake, 1, Target::Field(Field::Action), Some(1));
    assert_eq!((stood[0].at.row, stood[0].at.column), (4, 1));
    let due = of(&intake, 1, Target::Field(Field::ActionDue), Some(1));
    assert_eq!(text(&intake, due[0]), "June 2021");
}

#[test]
fn a_second_action_stands_on_its_own_row() {
    let intake = read(SLIPPED.as_bytes(), &Options::default()).unwrap();
    let stood = of(&intake, 0, Target::Field(Field::Action), Some(1));
    assert_eq!(text(&intake, stood[0]), "Raise the wall");
    let score = of(&intake, 0, Target::Rating(AssessmentPart::Score, Stage::Current), None);
    assert_eq!(text(&intake, score[0]), "20");
    assert_eq!(intake.headings, [(0, 0)]);
    let column = &intake.columns[score[0].column.unwrap()];
    assert_eq!(column.heading, "Score");
    assert_eq!(intake.document.cell(column.at.unwrap()).unwrap().text, "Score");
}

#[test]
fn a_stray_cell_is_said_to_have_become_nothing() {
    let text = "Ref,Risk,Likelihood,Impact,Score,Owner,Action\n1,The depot floods,4,5,20,AB,Fit a pump\n,,3,,,,Raise the wall\n2,Fraud goes unseen,2,3,6,CD,Audit\n";
    let intake = read(text.as_bytes(), &Options::default()).unwrap();
    let likelihood =
        of(&intake, 0, Target::Rating(AssessmentPart::Likelihood, Stage::Current), None);
    assert_eq!(likelihood.len(), 1, "{likelihood:?}");
    assert_eq!(likelihood[0].at.row, 1);
}

const CARDS: &str = "<html><body><h2>R1: Water</h2><p>Description: The depot floods</p><p>Likelihood: 4<br>Impact: 5</p>\
<p>Owner: AB</p><p>Actions</p><ul><li>Fit a pump by June</li><li>Raise the wall</li></ul>\
<h2>R2: Money</h2><p>Description: Fraud goes unseen</p><p>Likelihood: 2<br>Impact: 3</p>\
<p>Owner: CD</p><p>Actions</p><ul><li>Audit twice a year</li><li>Tell the police</li></ul>";

#[test]
fn each_value_of_a_card_stands_in_its_own_line() {
    let intake = read(CARDS.as_bytes(), &Options::default()).unwrap();
    assert_eq!(intake.register.risks.len(), 2);
    let lost = stood::lost(&intake);
    assert!(lost.is_empty(), "{lost:#?}");
    let rating = |field| of(&intake, 1, Target::Rating(field, Stage::Current), None);
    let (likelihood, impact) = (rating(AssessmentPart::Likelihood), rating(AssessmentPart::Impact));
    assert_eq!(likelihood[0].at, impact[0].at, "two values of one cell");
    assert_eq!(text(&intake, likelihood[0]), "Likelihood: 2\nImpact: 3");
    let action = of(&intake, 1, Target::Field(Field::Action), Some(1));
    let cells: Vec<String> = action.iter().map(|stood| text(&intake, stood)).collect();
    assert!(cells.len() == 1 && cells[0].ends_with("Tell the police"), "{cells:?}");
    let owner = of(&intake, 1, Target::Field(Field::Owners), None);
    let column = &intake.columns[owner[0].column.unwrap()];
    assert_eq!(text(&intake, of(&intake, 0, Target::Field(Field::Owners), None)[0]), "Owner: AB");
    assert_eq!(intake.document.cell(column.at.unwrap()).unwrap().text, "Owner: AB");
}

#[test]
fn a_label_that_no_vocabulary_has_is_kept_where_the_cards_repeat_it() {
    let card = |code: &str, title: &str, words: &str, rates: &str, zone: &str| {
        format!(
            "<h2>{code}: {title}</h2><p>Description: {words}</p><p>{rates}</p><p>Owner: AB</p><p>Zork: {zone}</p>"
        )
    };
    let cards = card("R-1", "Water", "The depot floods", "Likelihood: 4, Impact: 5", "Moss")
        + &card("R-2", "Money", "Fraud goes unseen", "Likelihood: 2, Impact: 3", "Fern");
    let intake = read(format!("<html><body>{cards}").as_bytes(), &Options::default()).unwrap();
    let risk = &intake.register.risks[1];
    assert_eq!((risk.reference.as_deref(), risk.title.as_deref()), (Some("R-2"), Some("Money")));
    assert_eq!(risk.extra["Zork"], "Fern");
    let current = risk.assessments.get(Stage::Current).unwrap();
    assert_eq!(current.impact.as_ref().unwrap().text, "3");
    let zork = of(&intake, 1, Target::Extra, None);
    assert_eq!(text(&intake, zork[0]), "Zork: Fern");
}

#[test]
fn labels_stand_three_a_row_in_a_table_for_each_risk() {
    let card = |code: &str, title: &str, words: &str| {
        format!(
            "<table><tr><td>Ref</td><td>{code}</td><td>Risk title</td><td>{title}</td><td>Owner</td><td>AB</td></tr>\
             <tr><td>Description</td><td colspan=5>{words}</td></tr>\
             <tr><td>Current likelihood</td><td>4</td><td>Current impact</td><td>3</td><td>Current score</td><td>12</td></tr>\
             <tr><td>Controls</td><td colspan=5>Drains are cleared twice a year</td></tr></table>"
        )
    };
    let page = card("CR01", "Water", "The depot floods after rain")
        + &card("CR02", "Fraud", "Nobody sees a theft");
    let intake = read(format!("<html><body>{page}").as_bytes(), &Options::default()).unwrap();
    let lost = stood::lost(&intake);
    assert!(lost.is_empty(), "{lost:#?}");
    let risk = &intake.register.risks[1];
    assert_eq!((risk.reference.as_deref(), risk.title.as_deref()), (Some("CR02"), Some("Fraud")));
    assert_eq!(risk.owners, ["AB"]);
    let current = risk.assessments.get(Stage::Current).unwrap();
    assert_eq!(current.score.as_ref().unwrap().text, "12");
}

/// Reads every document of a folder, and tells what does not know where it stood.
fn lost(folder: &Path, is_document: fn(&Path) -> bool) -> Vec<String> {
    let mut lost = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if is_document(&path) {
            let intake = read(&fs::read(&path).unwrap(), &Options::default()).unwrap();
            let own = stood::lost(&intake);
            lost.extend(own.into_iter().map(|each| format!("{}: {each}", path.display())));
        }
    }
    lost
}

#[test]
fn made_up_registers_know_where_everything_stood() {
    let is_document = |path: &Path| path.extension().is_none_or(|kind| kind != "json");
    for folder in ["/../../sample/northshire", "/tests/fixtures"] {
        let folder = format!("{}{folder}", env!("CARGO_MANIFEST_DIR"));
        let lost = lost(Path::new(&folder), is_document);
        assert!(lost.is_empty(), "{lost:#?}");
    }
}

#[test]
fn published_registers_know_where_nearly_everything_stood() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/registers");
    if !Path::new(folder).exists() {
        assert!(std::env::var_os("CI").is_none(), "{folder} is not here");
        return;
    }
    let is_input = |path: &Path| path.file_stem().is_some_and(|stem| stem == "input");
    let all = fs::read_dir(folder).unwrap();
    let lost: Vec<String> = all.flat_map(|entry| lost(&entry.unwrap().path(), is_input)).collect();
    assert!(lost.len() <= 2, "{lost:#?}");
}

#[test]
fn a_column_is_named_by_its_heading_or_its_place_and_a_wrong_name_is_told() {
    let text = "Ref,Risk,Likelihood,Impact,Score,Owner,\n1,The depot floods,4,5,20,AB,North\n2,Fraud goes unseen,2,3,6,CD,South\n";
    let category = Target::Field(Field::Category);
    let map = ["column 7", "Nowhere"].map(|name| (name.to_owned(), category)).to_vec();
    let intake = read(text.as_bytes(), &Options { map, ..Options::default() }).unwrap();
    assert_eq!(intake.register.risks[0].category.as_deref(), Some("North"));
    let told = intake.register.diagnostics.iter().find(|told| told.code == "map-unused").unwrap();
    assert!(told.message.contains("“Nowhere”") && told.help.contains("“Owner”"), "{told:?}");
}
