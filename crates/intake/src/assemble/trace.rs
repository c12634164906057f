//! Which cell each value came from, told once the rows have been walked.
//!
//! A cell keeps its [`Spot`] however its row was put right, so that nothing has to be noted while
//! the risks are put together: the row says which risk, the column which field, and a cell counts
//! only where the risk says what it says.

use std::{borrow::Borrow, collections::HashMap, sync::Arc};

use bellwether_domain::{Assessment, Field, Risk, place::RiskField};

use super::{fit::cell, told, walk::Walked, within::holds};
use crate::{
    Stood, Target,
    locate::{Table, filled},
    map::{Mapped, Mapping},
    parse::squeeze,
    sheet::{Cell, Merged, Row, Sheet, Spot},
};

/// The cells of a walked table, each with what it became. Risks and columns are counted from those
/// of the tables before it.
pub(super) fn table(
    sheet: &Sheet,
    table: &Table,
    mapping: &Mapping,
    walked: &Walked,
    (first_risk, first_column): (usize, usize),
) -> Vec<Stood> {
    let actions = Actions::of(sheet, &walked.risks);
    let mut stood = Vec::new();
    let mut above: HashMap<usize, (Spot, String)> = HashMap::new();
    let mut section: Vec<(String, Spot)> = Vec::new();
    for index in &table.body {
        let Some(row) = sheet.rows.get(*index) else { continue };
        let Some(place) = walked.rows.get(index) else {
            if let Some(words) = few(row) {
                section = words;
            }
            continue;
        };
        let Some(risk) = walked.risks.get(*place) else { continue };
        let by = walked.shifted.get(index).copied().unwrap_or(0);
        let whole = Whole { risk, place: first_risk + place, actions: actions.on(row, *place) };
        for (number, column) in (first_column..).zip(mapping.columns.iter().filter(told)) {
            let own = at(column, row, by).and_then(|cell| {
                let ticked = !column.column.ticks.is_empty();
                Some((cell.origin?, if ticked { String::new() } else { squeeze(&cell.text) }))
            });
            let said = own.is_some();
            if let Some(own) = own {
                above.insert(column.column.index, own);
            }
            // A cell above reaches over it, or names the category of all that follow.
            let speaks = said
                || is_covered(row, column.column.index)
                || column.field() == Some(Field::Category);
            if let Some((spot, words)) = above.get(&column.column.index).filter(|_| speaks) {
                whole.add(&mut stood, *spot, column, number, words);
            }
        }
        for (words, spot) in &section {
            if risk.category.as_ref() == Some(words) {
                stood.push(whole.stood(*spot, Target::Field(Field::Category), None, None));
            } else if risk.extra.values().any(|kept| kept == words) {
                stood.push(whole.stood(*spot, Target::Extra, None, None));
            }
        }
    }
    in_order(&mut stood);
    stood
}

/// The cells of a table of actions: one row, one risk or none.
pub(super) fn actions<'a>(
    sheet: &Sheet,
    rows: impl Iterator<Item = (&'a Row, usize)>,
    columns: &[(Field, &Mapped)],
    risks: &[Arc<Risk>],
) -> Vec<Stood> {
    let actions = Actions::of(sheet, risks);
    let mut stood = Vec::new();
    for (row, place) in rows {
        let Some(risk) = risks.get(place) else { continue };
        let whole = Whole { risk, place, actions: actions.on(row, place) };
        for (field, column) in columns {
            if let Some(spot) = at(column, row, 0).and_then(|cell| cell.origin) {
                whole.each_action(&mut stood, spot, Target::Field(*field), None);
            }
        }
    }
    stood
}

/// In the order of the document, each once.
pub(super) fn in_order(stood: &mut Vec<Stood>) {
    stood.sort_by_key(|each| (each.at, each.risk, each.action));
    stood.dedup();
}

/// The risk that a row went into, with the actions that came of the row.
struct Whole<'a> {
    risk: &'a Risk,
    place: usize,
    actions: &'a [usize],
}

impl Whole<'_> {
    fn stood(
        &self,
        at: Spot,
        target: Target,
        action: Option<usize>,
        column: Option<usize>,
    ) -> Stood {
        Stood { at, risk: self.place, target, action, column }
    }

    fn add(&self, stood: &mut Vec<Stood>, at: Spot, column: &Mapped, number: usize, words: &str) {
        let target = column.target;
        if is_of_action(target) {
            self.each_action(stood, at, target, Some(number));
        } else if says(self.risk, column, words) {
            stood.push(self.stood(at, target, None, Some(number)));
        } else if target == Target::Field(Field::Description) {
            // Its labelled parts ("Cause: … Effect: …") became fields of their own.
            let parts = PARTS.into_iter().filter(|part| {
                part.text(self.risk).and_then(Option::as_deref).is_some_and(|own| holds(words, own))
            });
            let told = parts.map(|part| Target::Field(Field::OfRisk(part)));
            stood.extend(told.map(|target| self.stood(at, target, None, Some(number))));
        }
    }

    fn each_action(&self, stood: &mut Vec<Stood>, at: Spot, target: Target, column: Option<usize>) {
        let actions = self.actions.iter();
        stood.extend(actions.map(|action| self.stood(at, target, Some(*action), column)));
    }
}

/// What the labelled parts of a wording become.
const PARTS: [RiskField; 3] = [RiskField::Cause, RiskField::Event, RiskField::Consequence];

fn is_of_action(target: Target) -> bool {
    matches!(
        target.field(),
        Some(Field::Action | Field::ActionOwners | Field::ActionDue | Field::ActionStatus)
    )
}

/// Which actions came of which row; those of a row that only carries one on are the last before.
struct Actions {
    paged: bool,
    by_row: HashMap<(usize, Option<u32>, u32), Vec<usize>>,
    last: HashMap<usize, Vec<usize>>,
}

impl Actions {
    fn of(sheet: &Sheet, risks: &[impl Borrow<Risk>]) -> Self {
        let paged = sheet.rows.iter().any(|row| row.page.is_some());
        let mut actions = Self { paged, by_row: HashMap::new(), last: HashMap::new() };
        for (place, risk) in risks.iter().enumerate() {
            for (number, action) in risk.borrow().actions.iter().enumerate() {
                let Some(source) = &action.source else { continue };
                let Some(row) = source.row else { continue };
                let page = source.page.filter(|_| paged);
                actions.by_row.entry((place, page, row)).or_default().push(number);
                actions.last.insert(place, vec![number]);
            }
        }
        actions
    }

    fn on(&self, row: &Row, place: usize) -> &[usize] {
        let page = row.page.filter(|_| self.paged);
        let own = self.by_row.get(&(place, page, row.number));
        own.or_else(|| self.last.get(&place)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The cell of a column in a row that slipped by so many columns; `None` where it says nothing.
fn at<'a>(column: &Mapped, row: &'a Row, by: isize) -> Option<&'a Cell> {
    let own = |index: usize| index.checked_add_signed(-by).and_then(|at| row.cells.get(at));
    if column.column.ticks.is_empty() {
        return own(column.column.index).filter(|cell| {
            cell.merged == Merged::No && (!cell.text.trim().is_empty() || cell.fill.is_some())
        });
    }
    let marked = cell(column, row);
    let label = |(_, label): &&(usize, String)| marked.contains(label.as_str());
    let ticks = column.column.ticks.iter().filter(label);
    let mut cells = ticks.filter_map(|(index, _)| own(*index));
    cells.find(|cell| !cell.text.trim().is_empty() || cell.fill.is_some())
}

fn is_covered(row: &Row, column: usize) -> bool {
    row.cells.get(column).is_some_and(|cell| cell.merged == Merged::FromAbove)
}

/// The cells of a row with no more than a name and its number: it may head a section.
fn few(row: &Row) -> Option<Vec<(String, Spot)>> {
    let cells: Vec<&Cell> = filled(row).map(|(_, cell)| cell).take(4).collect();
    let named = |cell: &&Cell| Some((squeeze(&cell.text), cell.origin?));
    (1..=3).contains(&cells.len()).then(|| cells.iter().filter_map(named).collect())
}

/// Whether a risk says in a column's field what a cell says: a stray cell became nothing.
fn says(risk: &Risk, column: &Mapped, words: &str) -> bool {
    let within = |text: &Option<String>| {
        let says = |text: &str| text.contains(words) || holds(words, text);
        text.as_deref().is_some_and(|text| !words.is_empty() && says(text))
    };
    match column.target {
        Target::Rating(_, stage) => {
            risk.assessments.get(stage).is_some_and(|assessment| rates(assessment, words))
        }
        Target::Extra => risk.extra.values().any(|text| text.contains(words)) && !words.is_empty(),
        Target::Ignore => false,
        Target::Field(field) => match field {
            Field::Owners => names(&risk.owners, words),
            Field::OfRisk(own) => match own.text(risk) {
                Some(text) => within(text),
                None => own.words(risk).is_some(),
            },
            Field::Controls => !risk.controls.is_empty() && !words.is_empty(),
            _ => false,
        },
    }
}

/// Whether an assessment holds a cell's words, or may hold its colour.
fn rates(assessment: &Assessment, words: &str) -> bool {
    let ratings = [&assessment.likelihood, &assessment.impact, &assessment.score];
    let texts = ratings.into_iter().flatten().map(|rating| rating.text.as_str());
    let mut texts = texts.chain(assessment.level.as_deref());
    texts.any(|text| words.contains(text) || text.contains(words))
}

/// Whether owners are those of a cell; a wrap may have broken their initials.
fn names(owners: &[String], words: &str) -> bool {
    let close = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    let words = close(words);
    !words.is_empty()
        && owners.iter().map(|owner| close(owner)).any(|o| words.contains(&o) || o.contains(&words))
}
