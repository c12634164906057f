//! The register's table: a row per action, the risk's own cells beside all of its actions.

use bellwether_domain::{ActionField, AssessmentPart, Place, Register, Risk, RiskField, Scheme};

use super::{band, head};
use crate::{
    columns::{self, Content},
    paper::{Align, Cell, Column, Group, Heads, Row, Table},
};

/// A column wants this much of the width at least, whatever stands in it.
const NARROWEST: f64 = 2.0;

/// The table of a register, in the body's own layout.
pub(super) fn table(register: &Register) -> Table {
    let columns = columns::columns(register);
    let scheme = register.scheme.as_ref();
    let groups: Vec<Group> =
        register.risks.iter().map(|risk| group(&columns, scheme, risk)).collect();
    let said = said(&columns, register);
    let column = |(column, said): (&columns::Column, f64)| Column {
        weight: weight(column, said),
        align: align(&column.content),
    };
    Table {
        caption: String::new(),
        columns: columns.iter().zip(said).map(column).collect(),
        head: head::head(&columns),
        groups,
    }
}

/// One risk: its own cells reach down over the rows of its actions.
fn group(columns: &[columns::Column], scheme: Option<&Scheme>, risk: &Risk) -> Group {
    let rows = risk.actions.len().max(1);
    // A register that lists more actions of one risk than a page can count still has them all.
    let down = u16::try_from(rows).unwrap_or(u16::MAX);
    let row = |at: usize| {
        let action = risk.actions.get(at);
        let cell = |column: &columns::Column| match (&column.content, action) {
            (Content::Action(field), action) => {
                let words = action.map(|action| column.of_action(action)).unwrap_or_default();
                let is_status = *field == ActionField::Status;
                let band = action.filter(|_| is_status).and_then(band::of_action);
                Some(Cell { band, ..Cell::plain(words) })
            }
            _ if at == 0 => Some(risk_cell(column, scheme, risk, down)),
            _ => None,
        };
        Row { cells: columns.iter().filter_map(cell).collect() }
    };
    Group { rows: (0..rows).map(row).collect() }
}

fn risk_cell(column: &columns::Column, scheme: Option<&Scheme>, risk: &Risk, down: u16) -> Cell {
    let words = column.of_risk(risk);
    let number = match &column.content {
        Content::Place(Place::Assessment(stage, part)) => {
            let assessment = risk.assessments.get(*stage);
            let rating = assessment.and_then(|own| match part {
                AssessmentPart::Likelihood => own.likelihood.as_ref(),
                AssessmentPart::Impact => own.impact.as_ref(),
                AssessmentPart::Score => own.score.as_ref(),
                AssessmentPart::Level => None,
            });
            let value = rating.and_then(|rating| rating.value).map(|value| value.to_string());
            value.filter(|value| *value == words)
        }
        _ => None,
    };
    let is_name = column.content == Content::Place(Place::Risk(RiskField::Reference));
    Cell {
        down,
        number,
        heads: (is_name && !words.is_empty()).then_some(Heads::Row),
        band: band::of_risk(scheme, risk, &column.content),
        ..Cell::plain(words)
    }
}

/// How much each column says, over all rows: letters.
fn said(columns: &[columns::Column], register: &Register) -> Vec<f64> {
    let of = |column: &columns::Column| {
        let letters = register.risks.iter().flat_map(|risk| match column.content {
            Content::Action(_) => {
                risk.actions.iter().map(|action| column.of_action(action).len()).collect()
            }
            // What stands beside the actions has their height to run down.
            _ => vec![column.of_risk(risk).len() / risk.actions.len().max(1)],
        });
        let said: Vec<usize> = letters.filter(|letters| *letters > 0).collect();
        said.iter().sum::<usize>() as f64 / said.len().max(1) as f64
    };
    columns.iter().map(of).collect()
}

/// The width that a column wants: what says more is wider, but not as much wider as it says more.
fn weight(column: &columns::Column, said: f64) -> u16 {
    let rating = matches!(column.content, Content::Place(Place::Assessment(..)));
    let wanted = if rating { NARROWEST } else { (said.sqrt() * 2.2).clamp(NARROWEST, 40.0) };
    // Between 20 and 400, so the cast keeps the value.
    (wanted * 10.0).round() as u16
}

fn align(content: &Content) -> Align {
    match content {
        Content::Place(Place::Assessment(..)) | Content::Action(ActionField::Status) => {
            Align::Centre
        }
        _ => Align::Start,
    }
}
