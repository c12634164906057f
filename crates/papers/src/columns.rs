//! The columns of a register as a table, under the body's own headings.

use std::sync::Arc;

use bellwether_domain::{
    Action, ActionField, AssessmentPart, Field, Place, Register, Risk, RiskField, Stage,
};

/// One column: its heading and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The body's heading, else the field's own word.
    pub heading: String,
    /// What stands in it.
    pub content: Content,
}

/// What a column shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A place of the risk.
    Place(Place),
    /// The controls, one a line.
    Controls,
    /// A field of an action; one row of the table per action.
    Action(ActionField),
}

/// The columns that the register fills, in the order of its own document where that is known.
pub fn columns(register: &Register) -> Vec<Column> {
    let reference = Content::Place(Place::Risk(RiskField::Reference));
    let mut columns: Vec<Column> = fields(register)
        .into_iter()
        .filter(|column| column.content == reference || column.used(register))
        .collect();
    for risk in &register.risks {
        for heading in risk.extra.keys() {
            let content = Content::Place(Place::Extra(heading.clone()));
            if !columns.iter().any(|column| column.content == content) {
                columns.push(Column { heading: heading.clone(), content });
            }
        }
    }
    columns
}

/// Every field there is, under its heading.
fn fields(register: &Register) -> Vec<Column> {
    let column = |field: Field, content| Column {
        heading: register.heading(field, plain(field)).to_owned(),
        content,
    };
    let risk = |field| column(Field::OfRisk(field), Content::Place(Place::Risk(field)));
    let assessed = |stage| {
        let part = move |part| {
            let heading = rating_heading(register, stage, part);
            Column { heading, content: Content::Place(Place::Assessment(stage, part)) }
        };
        AssessmentPart::ALL.into_iter().map(part)
    };
    let action = |field| column(Field::OfAction(field), Content::Action(field));
    let (last, first): (Vec<RiskField>, Vec<RiskField>) = RiskField::ALL
        .into_iter()
        .partition(|field| matches!(field, RiskField::Status | RiskField::Response));
    let mut columns: Vec<Column> = first.into_iter().map(risk).collect();
    columns.push(column(Field::Controls, Content::Controls));
    columns.extend(assessed(Stage::Inherent));
    columns.extend(assessed(Stage::Current));
    columns.extend(ActionField::SAID.map(action));
    columns.extend(assessed(Stage::Target));
    columns.extend(last.into_iter().rev().map(risk));
    columns
}

/// The body's own heading for a rating, else one that names its assessment as well: unless there is
/// but the current one, which needs no name.
fn rating_heading(register: &Register, stage: Stage, part: AssessmentPart) -> String {
    let rated = |stage| {
        let of =
            |risk: &Arc<Risk>| risk.assessments.get(stage).is_some_and(|rated| !rated.is_blank());
        register.risks.iter().any(of)
    };
    let known = register.rating_heading(stage, part).is_some();
    let alone = stage == Stage::Current && !rated(Stage::Inherent) && !rated(Stage::Target);
    if alone && !known {
        return register.heading_of(part).to_owned();
    }
    Place::Assessment(stage, part).label(register)
}

/// The plain word for a field at the head of a narrow column.
fn plain(field: Field) -> &'static str {
    match field {
        Field::Reference => "Ref",
        Field::Action => "Action",
        other => other.plain(),
    }
}

impl Column {
    fn used(&self, register: &Register) -> bool {
        register.risks.iter().any(|risk| {
            !self.of_risk(risk).is_empty()
                || risk.actions.iter().any(|action| !self.of_action(action).is_empty())
        })
    }

    /// What the column shows of the risk itself; empty for an action's column.
    pub fn of_risk(&self, risk: &Risk) -> String {
        match &self.content {
            Content::Place(place) => place.words(risk).map_or(String::new(), Into::into),
            Content::Controls => {
                let words = risk.controls.iter().map(|control| control.description.as_str());
                words.collect::<Vec<_>>().join("\n")
            }
            Content::Action(_) => String::new(),
        }
    }

    /// What the column shows of an action; empty for a column of the risk.
    pub fn of_action(&self, action: &Action) -> String {
        match self.content {
            Content::Action(field) => field.words(action).map_or(String::new(), Into::into),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

    use bellwether_domain::{
        ActionStatus, Control, Due, Rating, Reading, Response, RiskState, due::Tail, place::Value,
    };

    use super::*;
    use crate::csv::{Dialect, csv};

    /// A risk that says at each place what the place is called.
    fn risk() -> Risk {
        let mut risk =
            Risk { controls: vec![Control::new("A warden sleeps in")], ..Risk::default() };
        risk.actions = vec![Action::default()];
        risk.extra.insert("Trend".into(), "up".into());
        for place in Place::all(&risk.clone()) {
            let name = place.to_string();
            let due =
                Due { text: name.clone(), milestones: vec![], tail: Tail::None, flags: vec![] };
            let kinds: [Value; 7] = [
                name.clone().into(),
                vec![name.clone()].into(),
                Rating::unread(name.clone()).into(),
                Reading::<RiskState>::unread(name.clone()).into(),
                Reading::<Response>::unread(name.clone()).into(),
                Reading::<ActionStatus>::unread(name).into(),
                due.into(),
            ];
            assert!(kinds.into_iter().any(|kind| place.put(&mut risk, Some(kind)).is_ok()));
        }
        risk
    }

    #[test]
    fn every_place_of_a_risk_stands_in_one_cell_of_the_table() {
        let register = Register { risks: vec![risk().into()], ..Register::default() };
        let table = csv(&register, Dialect::default()).unwrap();
        let places: Vec<Place> = Place::all(&register.risks[0]).collect();
        assert_eq!(table.lines().next().unwrap().split(',').count(), places.len());
        for place in places {
            let cells = table.lines().nth(1).unwrap().split(',');
            assert_eq!(cells.filter(|cell| *cell == place.to_string()).count(), 1, "{table}");
        }
    }
}
