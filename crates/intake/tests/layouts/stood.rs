//! Which values of a register know the cell they stood in, and whether that cell says them.

use bellwether_domain::{AssessmentPart, Field, Risk, Stage};
use bellwether_intake::{Intake, Stood, Target};

/// One value of a risk or of one of its actions.
pub(crate) type Value = (Target, Option<usize>, String);

/// The values of a risk, each with where it is looked for and what it says.
pub(crate) fn values(risk: &Risk) -> Vec<Value> {
    let mut values = Vec::new();
    let mut add = |field: Field, text: Option<String>| {
        values.extend(text.map(|text| (Target::Field(field), None, text)));
    };
    add(Field::Reference, risk.reference.clone());
    add(Field::Category, risk.category.clone());
    add(Field::Title, risk.title.clone());
    add(Field::Description, risk.description.clone());
    add(Field::Cause, risk.cause.clone());
    add(Field::Event, risk.event.clone());
    add(Field::Consequence, risk.consequence.clone());
    add(Field::Owners, risk.owners.first().cloned());
    add(Field::Status, risk.status.as_ref().map(|status| status.text.clone()));
    add(Field::Response, risk.response.as_ref().map(|response| response.text.clone()));
    risk.controls
        .iter()
        .for_each(|control| add(Field::Controls, Some(control.description.clone())));
    for stage in Stage::ALL {
        let Some(assessment) = risk.assessments.get(stage) else { continue };
        let parts = [
            (AssessmentPart::Likelihood, &assessment.likelihood),
            (AssessmentPart::Impact, &assessment.impact),
            (AssessmentPart::Score, &assessment.score),
        ];
        for (field, rating) in parts {
            let text = rating.as_ref().map(|rating| rating.text.clone());
            values.extend(text.map(|text| (Target::Rating(field, stage), None, text)));
        }
    }
    for (number, action) in risk.actions.iter().enumerate() {
        let mut add = |field: Field, text: Option<String>| {
            values.extend(text.map(|text| (Target::Field(field), Some(number), text)));
        };
        add(Field::Action, Some(action.description.clone()));
        add(Field::ActionOwners, action.owners.first().cloned());
        add(Field::ActionDue, action.due.as_ref().map(|due| due.text.clone()));
        add(Field::ActionStatus, action.status.as_ref().map(|status| status.text.clone()));
    }
    values
}

/// The cells that a value was read from.
pub(crate) fn of<'a>(
    intake: &'a Intake,
    risk: usize,
    (target, action, _): &Value,
) -> Vec<&'a Stood> {
    let own = |s: &&Stood| s.risk == risk && s.target == *target && s.action == *action;
    intake.stood.iter().filter(own).collect()
}

/// The values that know no cell, or none that says them, in words.
pub(crate) fn lost(intake: &Intake) -> Vec<String> {
    let mut lost = Vec::new();
    for (number, risk) in intake.register.risks.iter().enumerate() {
        for value in values(risk) {
            let cells = of(intake, number, &value);
            if cells.is_empty() {
                lost.push(format!("risk {number}: {value:?} has no cell"));
            } else if !cells.iter().any(|stood| says(intake, stood, &value)) {
                lost.push(format!("risk {number}: {value:?} stands in no cell that says it"));
            }
        }
    }
    lost
}

/// Whether a cell says a value; a rating may be said by a cross or a colour, without its words.
fn says(intake: &Intake, stood: &Stood, (target, _, words): &Value) -> bool {
    let Some(cell) = intake.document.cell(stood.at) else { return false };
    let (text, words) = (close(&cell.text), close(words));
    let marked = text.len() <= 1 && matches!(target, Target::Rating(..)) || cell.fill.is_some();
    text.contains(&words) || marked || text.len() >= 8 && words.contains(&text)
}

fn close(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
