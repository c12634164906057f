//! The formulas of conditions: those that ask cells of the workbook, and no more of the language
//! than conditions use. One with anything else in it is not read, and its rule colours nothing.

use std::rc::Rc;

use crate::read::spreadsheet::grid::Block;

/// How deep a formula may nest.
pub(super) const MOST_DEPTH: usize = 40;

/// What a cell holds, or a formula comes to.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::read::spreadsheet) enum Value {
    Blank,
    Number(f64),
    Text(String),
    Truth(bool),
    /// An error of the spreadsheet's own.
    Wrong,
}

/// A formula that was read.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::read::spreadsheet) enum Formula {
    Plain(Value),
    /// The cell that is asked about.
    Own,
    /// Another cell, from the one where the rule begins; of another sheet where one is named.
    Cell {
        sheet: Option<Rc<str>>,
        row: Axis,
        column: Axis,
    },
    /// An area, which only functions can ask: its first and its last row, then its columns.
    Area {
        sheet: Option<Rc<str>>,
        rows: [Axis; 2],
        columns: [Axis; 2],
    },
    /// What the workbook has a name for; names of it and of sheets are in small letters.
    Named(Rc<str>),
    Operation(Operator, Box<Formula>, Box<Formula>),
    Call(String, Vec<Formula>),
}

/// A row or column of a reference, from zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read::spreadsheet) struct Axis {
    at: u32,
    fixed: bool,
}

/// What stands between two parts of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what it says")]
pub(in crate::read::spreadsheet) enum Operator {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
    Join,
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Operator {
    const SIGNS: [(&str, Self, u8); 11] = [
        ("<>", Self::Unequal, 1),
        ("<=", Self::LessOrEqual, 1),
        (">=", Self::MoreOrEqual, 1),
        ("=", Self::Equal, 1),
        ("<", Self::Less, 1),
        (">", Self::More, 1),
        ("&", Self::Join, 2),
        ("+", Self::Add, 3),
        ("-", Self::Subtract, 3),
        ("*", Self::Multiply, 4),
        ("/", Self::Divide, 4),
    ];

    /// Whether it sets one value against another.
    pub(super) fn compares(self) -> bool {
        Self::SIGNS.iter().any(|(_, own, binds)| *own == self && *binds == 1)
    }

    /// The sign that a text begins with, how it binds, and what follows it.
    pub(super) fn leading(text: &str) -> Option<(Self, u8, &str)> {
        Self::SIGNS
            .iter()
            .find_map(|(sign, operator, binds)| Some((*operator, *binds, text.strip_prefix(sign)?)))
    }
}

/// Where a formula is asked: the cell, the cell that its references count from, and the workbook.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) at: (u32, u32),
    pub(super) base: (u32, u32),
    pub(super) cells: &'a dyn Cells,
}

/// The workbook as a formula sees it from its sheet.
pub(super) trait Cells {
    /// What a cell holds.
    fn at(&self, sheet: Option<&str>, row: u32, column: u32) -> Value;

    /// The cells of an area that hold something, row by row, with their places.
    fn within<'a>(
        &'a self,
        sheet: Option<&str>,
        area: Block,
    ) -> Box<dyn Iterator<Item = ((u32, u32), Value)> + 'a>;

    /// What a name stands for.
    fn named(&self, name: &str) -> Option<&Formula>;

    /// Whether the workbook has a sheet.
    fn has(&self, sheet: &str) -> bool;
}

impl Formula {
    /// One formula set against another.
    pub(in crate::read::spreadsheet) fn compare(
        operator: Operator,
        left: Self,
        right: Self,
    ) -> Self {
        Self::Operation(operator, Box::new(left), Box::new(right))
    }

    /// Whether the cell that is asked about lies between two values, both included.
    pub(in crate::read::spreadsheet) fn between(low: Self, high: Self) -> Self {
        let low = Self::compare(Operator::MoreOrEqual, Self::Own, low);
        let high = Self::compare(Operator::LessOrEqual, Self::Own, high);
        Self::call("AND", [low, high])
    }

    /// A call of a function.
    pub(in crate::read::spreadsheet) fn call(
        name: &str,
        arguments: impl IntoIterator<Item = Self>,
    ) -> Self {
        Self::Call(name.to_owned(), arguments.into_iter().collect())
    }

    /// How many parts it has; a long text counts as many.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Plain(Value::Text(text)) => 1 + text.len() / 16,
            Self::Plain(_) | Self::Own | Self::Cell { .. } | Self::Area { .. } => 1,
            Self::Named(_) => 2,
            Self::Operation(_, left, right) => 1 + left.weight() + right.weight(),
            Self::Call(_, arguments) => 1 + arguments.iter().map(Self::weight).sum::<usize>(),
        }
    }

    /// Whether the workbook has all the sheets and names that it asks for.
    pub(super) fn is_known(&self, cells: &dyn Cells) -> bool {
        match self {
            Self::Plain(_) | Self::Own => true,
            Self::Cell { sheet, .. } | Self::Area { sheet, .. } => {
                sheet.as_ref().is_none_or(|sheet| cells.has(sheet))
            }
            Self::Named(name) => {
                let named = cells.named(name).filter(|named| named.is_fixed());
                named.is_some_and(|named| named.is_known(cells))
            }
            Self::Operation(_, left, right) => left.is_known(cells) && right.is_known(cells),
            Self::Call(_, arguments) => arguments.iter().all(|part| part.is_known(cells)),
        }
    }

    /// Whether it may have a name: a value, or cells that are the same whoever asks.
    pub(in crate::read::spreadsheet) fn is_fixed(&self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::Cell { sheet, row, column } => sheet.is_some() && row.fixed && column.fixed,
            Self::Area { sheet, rows, columns } => {
                sheet.is_some() && rows.iter().chain(columns).all(|axis| axis.fixed)
            }
            Self::Own | Self::Named(_) | Self::Operation(..) | Self::Call(..) => false,
        }
    }

    /// The cells that it stands for, where it does: the sheet, if another, and the area.
    pub(super) fn area<'a>(&'a self, asked: &Asked<'a>) -> Option<(Option<&'a str>, Block)> {
        let (sheet, first, last) = match self {
            Self::Cell { sheet, row, column } => {
                let place = asked.place(*row, *column)?;
                (sheet, place, place)
            }
            Self::Area { sheet, rows: [top, bottom], columns: [left, right] } => {
                (sheet, asked.place(*top, *left)?, asked.place(*bottom, *right)?)
            }
            Self::Named(name) => {
                let named = asked.cells.named(name).filter(|named| named.is_fixed())?;
                return named.area(asked);
            }
            _ => return None,
        };
        let block = Block { top: first.0, left: first.1, bottom: last.0, right: last.1 };
        Some((sheet.as_deref(), block))
    }
}

impl Asked<'_> {
    /// The cell that a reference leads to.
    pub(super) fn place(&self, row: Axis, column: Axis) -> Option<(u32, u32)> {
        row.from(self.at.0, self.base.0).zip(column.from(self.at.1, self.base.1))
    }
}

impl Axis {
    pub(super) fn new(at: u32, fixed: bool) -> Self {
        Self { at, fixed }
    }

    fn from(self, at: u32, base: u32) -> Option<u32> {
        if self.fixed { Some(self.at) } else { (self.at + at).checked_sub(base) }
    }
}
