//! Every value knows the cell it stood in, in every format, whatever was put right on the way.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::{fs, path::Path};

use bellwether_domain::{Field, Risk, Stage};
use bellwether_intake::{Intake, Options, Stood, Target, read};

fn of(intake: &Intake, risk: usize, target: Target, action: Option<usize>) -> Vec<&Stood> {
    let own = |s: &&Stood| s.risk == risk && s.target == target && s.action == action;
    intake.stood.iter().filter(own).collect()
}

fn text(intake: &Intake, stood: &Stood) -> String {
    intake.document.cell(stood.at).unwrap().text.clone()
}

/// The values of a risk, each with where it is looked for.
fn values(risk: &Risk) -> Vec<(Target, Option<usize>)> {
    let mut values = Vec::new();
    let words = [
        (Field::Reference, &risk.reference),
        (Field::Category, &risk.category),
        (Field::Title, &risk.title),
        (Field::Description, &risk.description),
        (Field::Cause, &risk.cause),
        (Field::Event, &risk.event),
        (Field::Consequence, &risk.consequence),
    ];
    let said = words.iter().filter(|(_, text)| text.is_some());
    values.extend(said.map(|(field, _)| (Target::Field(*field), None)));
    if !risk.owners.is_empty() {
        values.push((Target::Field(Field::Owners), None));
    }
    for stage in Stage::ALL {
        let Some(assessment) = risk.assessments.get(stage) else { continue };
        let parts = [
            (Field::Likelihood, assessment.likelihood.is_some()),
            (Field::Impact, assessment.impact.is_some()),
            (Field::Score, assessment.score.is_some()),
        ];
        let given = parts.iter().filter(|(_, given)| *given);
        values.extend(given.map(|(field, _)| (Target::Rating(*field, stage), None)));
    }
    for (number, action) in risk.actions.iter().enumerate() {
        values.push((Target::Field(Field::Action), Some(number)));
        if action.due.is_some() {
            values.push((Target::Field(Field::ActionDue), Some(number)));
        }
    }
    values
}

/// How many values there are, and how many of them know their cell.
fn coverage(intake: &Intake) -> (usize, usize) {
    let all: Vec<_> = intake.register.risks.iter().map(values).enumerate().collect();
    let total = all.iter().map(|(_, values)| values.len()).sum();
    let knows = |risk: usize, (target, action): &(Target, Option<usize>)| {
        !of(intake, risk, *target, *action).is_empty()
    };
    let known =
        all.iter().map(|(risk, values)| values.iter().filter(|v| knows(*risk, v)).count()).sum();
    if std::env::var_os("SHOW").is_some() {
        for (risk, values) in &all {
            for value in values.iter().filter(|value| !knows(*risk, value)) {
                println!("  risk {risk}: {value:?}");
            }
        }
    }
    (total, known)
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
    let score = of(&intake, 0, Target::Rating(Field::Score, Stage::Current), None);
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
    let likelihood = of(&intake, 0, Target::Rating(Field::Likelihood, Stage::Current), None);
    assert_eq!(likelihood.len(), 1, "{likelihood:?}");
    assert_eq!(likelihood[0].at.row, 1);
}

#[test]
fn the_issues_of_the_sample_know_where_everything_stood() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../sample/northshire");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Ok(intake) = read(&fs::read(&path).unwrap(), &Options::default()) else { continue };
        let (total, known) = coverage(&intake);
        println!("{}: {known} of {total}", path.display());
        assert_eq!(known, total, "{}", path.display());
    }
}

#[test]
fn published_registers_know_where_nearly_everything_stood() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/registers");
    if !Path::new(folder).exists() {
        println!("not run: {folder} is not here");
        return;
    }
    for entry in fs::read_dir(folder).unwrap() {
        let inputs = fs::read_dir(entry.unwrap().path()).unwrap().map(|e| e.unwrap().path());
        for path in inputs.filter(|path| path.file_stem().is_some_and(|stem| stem == "input")) {
            let intake = read(&fs::read(&path).unwrap(), &Options::default()).unwrap();
            let (total, known) = coverage(&intake);
            println!("{}: {known} of {total}", path.display());
            assert!(known * 100 >= total * 95, "{}: {known} of {total}", path.display());
        }
    }
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
