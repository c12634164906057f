//! Colours that a workbook gives cells by condition: a score over 15 red, the word "High" red,
//! a scale from green to red, traffic lights. What the sheet shows is what was meant, so the rules
//! are tried as the spreadsheet tries them, over the cells of the rows that say anything.

mod areas;
mod cells;
mod formula;
mod names;
pub(super) mod ods;
pub(super) mod open;
mod parser;
mod reckon;
mod scale;
#[cfg(test)]
mod tests;
pub(super) mod tokens;
mod values;
pub(super) mod xls;
pub(super) mod xlsx;

use std::{
    cell::Cell,
    collections::{HashMap, HashSet},
    rc::Rc,
};

use self::{
    cells::{Book, View},
    formula::{Asked, Cells as _},
    scale::{Ends, blend, lights},
};
pub(super) use self::{
    formula::{Formula, Operator, Value},
    names::Names,
};
use super::grid::{Block, lone};
use crate::{
    read::colour::WHITE,
    sheet::{Merged, Rgb, Row, Sheet},
};

/// What it costs to colour a cell that is not there yet.
const BEYOND: usize = 50;

/// Parts of formulas in the rules of a workbook, and areas by the eight: one that was edited for
/// years has thousands.
const MOST_PARTS: usize = 500_000;

/// How many more rules a workbook may have.
#[derive(Debug)]
pub(super) struct Room(Cell<usize>);

impl Default for Room {
    fn default() -> Self {
        Self(Cell::new(MOST_PARTS))
    }
}

impl Room {
    /// Whether there is room for a rule, which then takes it.
    pub(super) fn admits(&self, rule: &Rule) -> bool {
        let left = self.0.get().checked_sub(1 + rule.test.weight() + rule.areas.len() / 8);
        self.0.set(left.unwrap_or(0));
        left.is_some()
    }
}

/// A rule over areas of a sheet.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) areas: Rc<[Block]>,
    /// The lower comes first.
    pub(super) priority: i64,
    /// Whether no later rule is tried where it holds.
    pub(super) stops: bool,
    pub(super) test: Test,
}

/// What a rule asks, and the colour that it gives.
#[derive(Debug, Clone)]
pub(super) enum Test {
    /// A formula; its references count from a cell.
    Formula { formula: Formula, base: (u32, u32), fill: Option<Rgb> },
    /// Colours by where a number lies between points.
    Scale(Vec<Point>),
    /// The colour of the last point that a number reaches, and whether the number itself shows.
    Lights { points: Vec<Point>, shown: bool },
}

/// A point of a scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub(super) at: At,
    pub(super) colour: Rgb,
}

impl Point {
    /// As many points as there are places and colours; two at least.
    fn each(places: &[At], colours: &[Rgb]) -> Option<Vec<Self>> {
        let pairs = places.iter().zip(colours);
        let points = pairs.map(|(at, colour)| Self { at: *at, colour: *colour });
        (places.len() == colours.len() && places.len() >= 2).then(|| points.collect())
    }
}

/// Where a point lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum At {
    Least,
    Greatest,
    Number(f64),
    Percent(f64),
    Percentile(f64),
}

impl At {
    /// The same kind of place at another number.
    fn moved(self, number: f64) -> Self {
        match self {
            Self::Least | Self::Greatest => self,
            Self::Number(_) => Self::Number(number),
            Self::Percent(_) => Self::Percent(number),
            Self::Percentile(_) => Self::Percentile(number),
        }
    }
}

/// What cells hold that the sheet shows otherwise, by row and column from zero.
pub(super) type Hidden = HashMap<(u32, u32), Value>;

/// The rules of one sheet, and what they may ask of it that does not show.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    pub(super) rules: Vec<Rule>,
    pub(super) hidden: Hidden,
}

/// Colours the cells of a workbook's sheets, each by its own conditions.
pub(super) fn paint(sheets: &mut [Sheet], conditions: &mut [Conditions], names: &Names) {
    if conditions.iter().all(|own| own.rules.is_empty()) {
        return;
    }
    for own in conditions.iter_mut() {
        own.rules.sort_by_key(|rule| rule.priority);
    }
    // What is painted may hide what other rules ask, so that all of them ask first.
    let book = Book::new(sheets, conditions, names);
    let rules = (0..).zip(conditions.iter()).map(|(at, own)| (book.view(at), &own.rules));
    let painted: Vec<_> = rules
        .map(|(view, rules)| view.map_or_else(Vec::new, |view| painted(rules, &view)))
        .collect();
    for (sheet, painted) in sheets.iter_mut().zip(painted) {
        for (index, column, painted) in painted {
            if let Some(row) = sheet.rows.get_mut(index) {
                apply(row, column as usize, &painted);
            }
        }
    }
}

/// What the rules do, by the row's index and the column: of several the first that colours a cell.
fn painted(rules: &[Rule], cells: &View<'_>) -> Vec<(usize, u32, Painted)> {
    let width = cells.width();
    let mut paints = Vec::new();
    let mut settled = HashSet::new();
    let known = rules.iter().filter(|rule| rule.test.is_known(cells));
    let inside = known.flat_map(|rule| {
        let (ends, weight) = (Rc::new(Ends::of(rule, cells)), rule.test.weight());
        cells.inside(&rule.areas, width).map(move |at| (rule, ends.clone(), weight, at))
    });
    for (rule, ends, weight, (index, column)) in inside {
        let Some(row) = cells.row(index) else { continue };
        if !cells.spend(weight) {
            break;
        }
        if settled.contains(&(row, column)) {
            continue;
        }
        let painted = rule.colours((row, column), cells, ends.as_ref().as_ref());
        let beyond = || !cells.reaches(index, column) && !cells.spend(BEYOND);
        if cells.is_spent() || painted.is_some() && beyond() {
            break;
        }
        let Some(painted) = painted else { continue };
        if painted.fill.is_some() || rule.stops {
            settled.insert((row, column));
        }
        if painted.fill.is_some() || !painted.shown {
            paints.push((index, column, painted));
        }
    }
    paints
}

/// What a rule does to a cell.
struct Painted {
    fill: Option<Rgb>,
    shown: bool,
}

fn apply(row: &mut Row, column: usize, painted: &Painted) {
    if row.cells.len() <= column {
        row.cells.resize_with(column + 1, || lone(String::new()));
    }
    let Some(cell) = row.cells.get_mut(column).filter(|cell| cell.merged == Merged::No) else {
        return;
    };
    if let Some(fill) = painted.fill {
        cell.fill = Some(fill).filter(|colour| *colour != WHITE);
    }
    if !painted.shown {
        cell.text.clear();
    }
}

impl Test {
    /// Whether the workbook has what it asks for.
    fn is_known(&self, cells: &View<'_>) -> bool {
        match self {
            Self::Formula { formula, .. } => formula.is_known(cells),
            Self::Scale(_) | Self::Lights { .. } => true,
        }
    }

    /// What it costs to ask it of one cell.
    fn weight(&self) -> usize {
        match self {
            Self::Formula { formula, .. } => formula.weight(),
            Self::Scale(points) | Self::Lights { points, .. } => points.len(),
        }
    }
}

impl Rule {
    fn colours(&self, at: (u32, u32), cells: &View<'_>, ends: Option<&Ends>) -> Option<Painted> {
        match &self.test {
            Test::Formula { formula, base, fill } => {
                let holds = formula.holds(&Asked { at, base: *base, cells });
                holds.then_some(Painted { fill: *fill, shown: true })
            }
            Test::Scale(points) => {
                let Value::Number(value) = cells.at(None, at.0, at.1) else { return None };
                Some(Painted { fill: blend(points, value, ends?), shown: true })
            }
            Test::Lights { points, shown } => {
                let Value::Number(value) = cells.at(None, at.0, at.1) else { return None };
                let ends = ends?;
                let reached = points.iter().rev().find(|point| value >= ends.place(point.at));
                let colour = reached.or(points.first()).map(|point| point.colour);
                Some(Painted { fill: colour, shown: *shown })
            }
        }
    }
}
