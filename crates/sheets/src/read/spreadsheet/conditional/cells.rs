//! The cells of a workbook that rules may ask, and what they cost.

use std::{cell::Cell, collections::HashMap};

use super::{
    Conditions, Hidden,
    formula::{Cells, Formula, Value},
    names::Names,
};
use crate::{
    read::spreadsheet::grid::Block,
    sheet::{Row, Sheet},
};

/// What trying the rules of a workbook may cost, in parts of formulas, cells and rows looked at: a
/// register of a thousand rows takes far less. Beyond it no more is coloured.
const MOST_EFFORT: usize = 10_000_000;

/// What it costs to look at a cell of an area.
const OF_AREA: usize = 3;

/// Bytes of text that conditions deal with; spreadsheets themselves stop at as many characters.
pub(super) const MOST_TEXT: usize = 32_767;

/// The sheets of a workbook.
pub(super) struct Book<'a> {
    sheets: Vec<Held<'a>>,
    /// Where each sheet stands, by its name in small letters.
    places: HashMap<String, usize>,
    names: &'a Names,
    /// What is left of [`MOST_EFFORT`].
    left: Cell<usize>,
}

/// What a sheet holds.
struct Held<'a> {
    name: String,
    rows: &'a [Row],
    hidden: &'a Hidden,
    /// Whether each row says anything.
    says: Vec<bool>,
}

impl<'a> Book<'a> {
    pub(super) fn new(sheets: &'a [Sheet], conditions: &'a [Conditions], names: &'a Names) -> Self {
        let says = |row: &Row| row.cells.iter().any(|cell| !cell.text.is_empty());
        let held = |(sheet, own): (&'a Sheet, &'a Conditions)| Held {
            name: sheet.name.as_deref().unwrap_or_default().to_lowercase(),
            rows: &sheet.rows,
            hidden: &own.hidden,
            says: sheet.rows.iter().map(says).collect(),
        };
        let sheets: Vec<Held<'_>> = sheets.iter().zip(conditions).map(held).collect();
        let places = (0..).zip(&sheets).map(|(at, sheet)| (sheet.name.clone(), at)).collect();
        Self { sheets, places, names, left: Cell::new(MOST_EFFORT) }
    }

    /// The workbook as one of its sheets sees it.
    pub(super) fn view(&self, at: usize) -> Option<View<'_>> {
        Some(View { book: self, own: self.sheets.get(at)? })
    }
}

/// The workbook as a sheet sees it.
pub(super) struct View<'a> {
    book: &'a Book<'a>,
    own: &'a Held<'a>,
}

impl View<'_> {
    /// Whether there is as much effort left, which is then spent.
    pub(super) fn spend(&self, effort: usize) -> bool {
        let left = self.book.left.get().checked_sub(effort);
        self.book.left.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Whether all effort is spent.
    pub(super) fn is_spent(&self) -> bool {
        self.book.left.get() == 0
    }

    /// How many columns the sheet has.
    pub(super) fn width(&self) -> usize {
        self.own.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }

    /// A row's number from zero, by its index.
    pub(super) fn row(&self, index: usize) -> Option<u32> {
        self.own.rows.get(index).map(|row| row.number.saturating_sub(1))
    }

    /// Whether a row reaches to a column.
    pub(super) fn reaches(&self, index: usize, column: u32) -> bool {
        self.own.rows.get(index).is_some_and(|row| row.cells.len() > column as usize)
    }

    /// The cells of some areas, in rows that say anything: the row's index and the column.
    pub(super) fn inside(
        &self,
        areas: &[Block],
        width: usize,
    ) -> impl Iterator<Item = (usize, u32)> {
        let width = u32::try_from(width).unwrap_or(u32::MAX);
        areas.iter().take_while(|_| self.spend(1)).flat_map(move |area| {
            let rows = self
                .own
                .between(area)
                .take_while(|_| self.spend(1))
                .filter(|index| self.own.says.get(*index).copied().unwrap_or_default());
            let columns = area.left..area.right.saturating_add(1).min(width);
            rows.flat_map(move |index| columns.clone().map(move |column| (index, column)))
        })
    }

    /// What a cell of a row holds, whatever it shows.
    fn read(&self, sheet: &Held<'_>, row: Option<&Row>, at: (u32, u32)) -> Value {
        let is_long = |text: &str| text.len() > MOST_TEXT || !self.spend(text.len() / 16);
        match sheet.hidden.get(&at) {
            Some(Value::Text(text)) if is_long(text) => Value::Wrong,
            Some(value) => value.clone(),
            None => match row.and_then(|row| row.cells.get(at.1 as usize)) {
                Some(cell) if is_long(&cell.text) => Value::Wrong,
                Some(cell) => value(&cell.text),
                None => Value::Blank,
            },
        }
    }

    fn sheet(&self, name: Option<&str>) -> Option<&Held<'_>> {
        let Some(name) = name else { return Some(self.own) };
        self.book.sheets.get(*self.book.places.get(name)?)
    }
}

impl Cells for View<'_> {
    fn at(&self, sheet: Option<&str>, row: u32, column: u32) -> Value {
        let Some(sheet) = self.sheet(sheet) else { return Value::Wrong };
        let found = sheet.rows.binary_search_by_key(&row.saturating_add(1), |row| row.number).ok();
        let own = found.and_then(|at| sheet.rows.get(at));
        self.read(sheet, own, (row, column))
    }

    fn within<'a>(
        &'a self,
        name: Option<&str>,
        area: Block,
    ) -> Box<dyn Iterator<Item = ((u32, u32), Value)> + 'a> {
        let Some(sheet) = self.sheet(name) else { return Box::new(std::iter::empty()) };
        let rows = sheet.between(&area).take_while(|_| self.spend(1));
        let places = rows.filter_map(|index| sheet.rows.get(index)).flat_map(move |row| {
            let length = u32::try_from(row.cells.len()).unwrap_or(u32::MAX);
            let columns = area.left..area.right.saturating_add(1).min(length);
            columns.map(move |column| (row, (row.number.saturating_sub(1), column)))
        });
        let cells = places
            .take_while(|_| self.spend(OF_AREA))
            .map(|(row, at)| (at, self.read(sheet, Some(row), at)));
        Box::new(cells.filter(|(_, value)| *value != Value::Blank))
    }

    fn named(&self, name: &str) -> Option<&Formula> {
        self.book.names.of(name, &self.own.name)
    }

    fn has(&self, sheet: &str) -> bool {
        self.book.places.contains_key(sheet)
    }
}

impl Held<'_> {
    /// The indices of the rows that an area has.
    fn between(&self, area: &Block) -> std::ops::Range<usize> {
        let from = self.rows.partition_point(|row| row.number <= area.top);
        from..self.rows.partition_point(|row| row.number <= area.bottom.saturating_add(1))
    }
}

/// What a cell holds that shows a text.
fn value(text: &str) -> Value {
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
