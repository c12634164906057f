//! Colours that a workbook gives cells by condition: a score over 15 red, the word "High" red,
//! a scale from green to red, traffic lights. What the sheet shows is what was meant, so the rules
//! are tried as the spreadsheet tries them, over the cells of the rows that say anything.

mod formula;
pub(super) mod ods;
mod reckon;
#[cfg(test)]
mod tests;
mod tokens;
pub(super) mod xls;
pub(super) mod xlsx;

use std::{
    cell::Cell,
    collections::{HashMap, HashSet},
    rc::Rc,
};

use self::formula::Asked;
pub(super) use self::formula::{Formula, Operator, Value};
use super::grid::{Block, lone};
use crate::{
    read::colour::WHITE,
    sheet::{Merged, Rgb, Row, Sheet},
};

/// What trying the rules of one sheet may cost, in parts of formulas, cells and rows looked at:
/// a register of a thousand rows takes far less. Beyond it no more is coloured.
const MOST_EFFORT: usize = 10_000_000;

/// Rules of one sheet; a workbook that was edited for years has hundreds.
const MOST_RULES: usize = 5_000;

/// Bytes of text that conditions deal with; spreadsheets themselves stop at as many characters.
const MOST_TEXT: usize = 32_767;

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

/// What cells hold that the sheet shows otherwise, by row and column from zero.
pub(super) type Hidden = HashMap<(u32, u32), Value>;

/// Colours the cells of a sheet.
pub(super) fn paint(sheet: &mut Sheet, mut rules: Vec<Rule>, hidden: &Hidden) {
    if rules.is_empty() {
        return;
    }
    rules.sort_by_key(|rule| rule.priority);
    for (index, column, painted) in painted(&rules, &Values::new(&sheet.rows, hidden)) {
        if let Some(row) = sheet.rows.get_mut(index) {
            apply(row, column as usize, &painted);
        }
    }
}

/// What the rules do, by the row's index and the column: of several the first that colours a cell.
fn painted(rules: &[Rule], cells: &Values<'_>) -> Vec<(usize, u32, Painted)> {
    let width = cells.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut paints = Vec::new();
    let mut settled = HashSet::new();
    let inside = rules.iter().flat_map(|rule| {
        let (ends, weight) = (Rc::new(Ends::of(rule, cells)), rule.test.weight());
        cells.inside(&rule.areas, width).map(move |at| (rule, ends.clone(), weight, at))
    });
    for (rule, ends, weight, (index, column)) in inside {
        if !cells.spend(weight) {
            break;
        }
        let Some(row) = cells.rows.get(index).map(|row| row.number.saturating_sub(1)) else {
            continue;
        };
        if settled.contains(&(row, column)) {
            continue;
        }
        if let Some(painted) = rule.colours((row, column), cells, ends.as_ref().as_ref()) {
            if painted.fill.is_some() || rule.stops {
                settled.insert((row, column));
            }
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

/// The cells that rules may ask.
struct Values<'a> {
    rows: &'a [Row],
    hidden: &'a Hidden,
    /// Whether each row says anything.
    says: Vec<bool>,
    /// What is left of [`MOST_EFFORT`].
    left: Cell<usize>,
}

impl<'a> Values<'a> {
    fn new(rows: &'a [Row], hidden: &'a Hidden) -> Self {
        let says = |row: &Row| row.cells.iter().any(|cell| !cell.text.is_empty());
        let says = rows.iter().map(says).collect();
        Self { rows, hidden, says, left: Cell::new(MOST_EFFORT) }
    }

    /// Whether there is as much effort left, which is then spent.
    fn spend(&self, effort: usize) -> bool {
        let left = self.left.get().checked_sub(effort);
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }

    fn at(&self, row: u32, column: u32) -> Value {
        let value = self.held(row, column);
        match &value {
            Value::Text(text) if text.len() > MOST_TEXT || !self.spend(text.len() / 16) => {
                Value::Wrong
            }
            _ => value,
        }
    }

    fn held(&self, row: u32, column: u32) -> Value {
        if let Some(value) = self.hidden.get(&(row, column)) {
            return value.clone();
        }
        let found = self.rows.binary_search_by_key(&row.saturating_add(1), |row| row.number).ok();
        let cell = found.and_then(|at| self.rows.get(at)?.cells.get(column as usize));
        let Some(text) = cell.map(|cell| cell.text.as_str()) else { return Value::Blank };
        match text {
            "" => Value::Blank,
            "TRUE" => Value::Truth(true),
            "FALSE" => Value::Truth(false),
            _ if text.starts_with('#') && text.ends_with(['!', '?', 'A']) => Value::Wrong,
            _ if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number)
            }
            _ => Value::Text(text.to_owned()),
        }
    }

    /// The cells of some areas, in rows that say anything: the row's index and the column.
    fn inside(&self, areas: &[Block], width: usize) -> impl Iterator<Item = (usize, u32)> {
        let width = u32::try_from(width).unwrap_or(u32::MAX);
        areas.iter().take_while(|_| self.spend(1)).flat_map(move |area| {
            let from = self.rows.partition_point(|row| row.number <= area.top);
            let to = self.rows.partition_point(|row| row.number <= area.bottom.saturating_add(1));
            let rows = (from..to)
                .take_while(|_| self.spend(1))
                .filter(|index| self.says.get(*index).copied().unwrap_or_default());
            let columns = area.left..area.right.saturating_add(1).min(width);
            rows.flat_map(move |index| columns.clone().map(move |column| (index, column)))
        })
    }
}

impl Test {
    /// What it costs to ask it of one cell.
    fn weight(&self) -> usize {
        match self {
            Self::Formula { formula, .. } => formula.weight(),
            Self::Scale(points) | Self::Lights { points, .. } => points.len(),
        }
    }
}

impl Rule {
    fn colours(&self, at: (u32, u32), cells: &Values<'_>, ends: Option<&Ends>) -> Option<Painted> {
        match &self.test {
            Test::Formula { formula, base, fill } => {
                let values = |row, column| cells.at(row, column);
                let holds = formula.holds(&Asked { at, base: *base, values: &values });
                holds.then_some(Painted { fill: *fill, shown: true })
            }
            Test::Scale(points) => {
                let Value::Number(value) = cells.at(at.0, at.1) else { return None };
                Some(Painted { fill: blend(points, value, ends?), shown: true })
            }
            Test::Lights { points, shown } => {
                let Value::Number(value) = cells.at(at.0, at.1) else { return None };
                let ends = ends?;
                let reached = points.iter().rev().find(|point| value >= ends.place(point.at));
                let colour = reached.or(points.first()).map(|point| point.colour);
                Some(Painted { fill: colour, shown: *shown })
            }
        }
    }
}

/// The numbers of a rule's cells, in order.
struct Ends(Vec<f64>);

impl Ends {
    /// `None` for a rule that does not ask for them.
    fn of(rule: &Rule, cells: &Values<'_>) -> Option<Self> {
        if matches!(rule.test, Test::Formula { .. }) {
            return None;
        }
        let inside = cells.inside(&rule.areas, usize::from(u16::MAX));
        let inside = inside.take_while(|_| cells.spend(1));
        let value = |(index, column): (usize, u32)| {
            let row = cells.rows.get(index)?.number - 1;
            match cells.at(row, column) {
                Value::Number(number) => Some(number),
                _ => None,
            }
        };
        let mut numbers: Vec<f64> = inside.filter_map(value).collect();
        numbers.sort_by(f64::total_cmp);
        Some(Self(numbers))
    }

    fn place(&self, at: At) -> f64 {
        let least = self.0.first().copied().unwrap_or(0.0);
        let greatest = self.0.last().copied().unwrap_or(0.0);
        match at {
            At::Least => least,
            At::Greatest => greatest,
            At::Number(number) => number,
            At::Percent(share) => least + (greatest - least) * share / 100.0,
            At::Percentile(share) => {
                let place = (self.0.len().saturating_sub(1)) as f64 * share / 100.0;
                let (below, part) = (place.floor().max(0.0), place.fract());
                let low = self.0.get(below as usize).copied().unwrap_or(greatest);
                let high = self.0.get(below as usize + 1).copied().unwrap_or(low);
                low + (high - low) * part
            }
        }
    }
}

/// The colour between the two points that a number lies between.
fn blend(points: &[Point], value: f64, ends: &Ends) -> Option<Rgb> {
    let placed: Vec<(f64, Rgb)> =
        points.iter().map(|point| (ends.place(point.at), point.colour)).collect();
    let (first, last) = (placed.first()?, placed.last()?);
    if value <= first.0 {
        return Some(first.1);
    }
    let pair = placed.windows(2).find_map(|pair| match pair {
        [low, high] if value <= high.0 && high.0 > low.0 => Some((low, high)),
        _ => None,
    });
    let Some((low, high)) = pair else { return Some(last.1) };
    let part = (value - low.0) / (high.0 - low.0);
    let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * part) as u8;
    Some(Rgb {
        red: mix(low.1.red, high.1.red),
        green: mix(low.1.green, high.1.green),
        blue: mix(low.1.blue, high.1.blue),
    })
}

/// The colours of an icon set that shows traffic lights, flags or signs, the lowest first; `None`
/// for arrows and what else there is.
pub(super) fn lights(set: &str, reverse: bool) -> Option<Vec<Rgb>> {
    const RED: Rgb = Rgb { red: 255, green: 0, blue: 0 };
    const AMBER: Rgb = Rgb { red: 255, green: 192, blue: 0 };
    const GREEN: Rgb = Rgb { red: 0, green: 176, blue: 80 };
    let three = ["3TrafficLights", "3Flags", "3Signs", "3Symbols"];
    let mut colours =
        three.iter().any(|name| set.starts_with(name)).then(|| vec![RED, AMBER, GREEN])?;
    if reverse {
        colours.reverse();
    }
    Some(colours)
}
