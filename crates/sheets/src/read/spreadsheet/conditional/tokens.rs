//! The formulas of an XLS file: operands and what is done to them, in the order in which it is done
//! ([MS-XLS] 2.5.198).

use std::rc::Rc;

use super::{
    Formula, Operator, Value,
    formula::{Axis, MOST_DEPTH},
};
use crate::read::spreadsheet::xls::bytes::characters;

/// Bits of a column's number that say that it, or the row beside it, moves with the cell.
const COLUMN_MOVES: u16 = 0x4000;
/// See [`COLUMN_MOVES`].
const ROW_MOVES: u16 = 0x8000;

/// The functions by their number ([MS-XLS] 2.5.198.17): the name, and how many arguments one takes
/// that is written without their count.
const FUNCTIONS: [(u16, &str, u8); 35] = [
    (0, "COUNT", 1),
    (1, "IF", 3),
    (2, "ISNA", 1),
    (3, "ISERROR", 1),
    (4, "SUM", 1),
    (5, "AVERAGE", 1),
    (6, "MIN", 1),
    (7, "MAX", 1),
    (8, "ROW", 0),
    (9, "COLUMN", 0),
    (29, "INDEX", 2),
    (32, "LEN", 1),
    (33, "VALUE", 1),
    (34, "TRUE", 0),
    (35, "FALSE", 0),
    (36, "AND", 1),
    (37, "OR", 1),
    (38, "NOT", 1),
    (39, "MOD", 2),
    (64, "MATCH", 3),
    (82, "SEARCH", 2),
    (102, "VLOOKUP", 3),
    (112, "LOWER", 1),
    (113, "UPPER", 1),
    (115, "LEFT", 1),
    (116, "RIGHT", 1),
    (117, "EXACT", 2),
    (118, "TRIM", 1),
    (124, "FIND", 2),
    (126, "ISERR", 1),
    (127, "ISTEXT", 1),
    (128, "ISNUMBER", 1),
    (129, "ISBLANK", 1),
    (169, "COUNTA", 1),
    (346, "COUNTIF", 2),
];

/// What formulas name by number.
#[derive(Debug, Default)]
pub(in crate::read::spreadsheet) struct References {
    /// The workbook's sheets, in small letters.
    pub(in crate::read::spreadsheet) sheets: Vec<Option<Rc<str>>>,
    /// What its names stand for, from one.
    pub(in crate::read::spreadsheet) names: Vec<Option<Formula>>,
}

/// Reads a formula whose references count from a cell; `None` where it asks what conditions seldom
/// do.
pub(in crate::read::spreadsheet) fn formula(
    tokens: &[u8],
    base: (u32, u32),
    references: &References,
) -> Option<Formula> {
    let mut walk = Walk { rest: tokens, base, references, parts: vec![] };
    while let Some([kind]) = walk.take() {
        walk.step(kind)?;
    }
    match walk.parts.as_slice() {
        [_] => walk.pop().map(|(formula, _)| formula),
        _ => None,
    }
}

struct Walk<'a> {
    rest: &'a [u8],
    base: (u32, u32),
    references: &'a References,
    /// What the next operation or function works on, and how deep each nests.
    parts: Vec<(Formula, usize)>,
}

impl Walk<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }

    fn short(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    fn step(&mut self, kind: u8) -> Option<()> {
        // Whether an operand is to be a reference, a value or an array makes no difference here.
        let kind = if kind >= 0x40 { kind & 0x1F | 0x20 } else { kind };
        match kind {
            0x03..=0x06 | 0x08..=0x0E => self.operate(operator(kind)?),
            // A plus sign, and brackets.
            0x12 | 0x15 => Some(()),
            0x13 => {
                let (of, depth) = self.pop()?;
                let nought = Formula::Plain(Value::Number(0.0));
                self.push(Formula::compare(Operator::Subtract, nought, of), depth + 1)
            }
            0x14 => {
                self.plain(Value::Number(100.0))?;
                self.operate(Operator::Divide)
            }
            0x16 => self.plain(Value::Blank),
            0x17 => self.text(),
            0x19 => self.attribute(),
            0x1C => {
                self.take::<1>()?;
                self.plain(Value::Wrong)
            }
            0x1D => {
                let [truth] = self.take()?;
                self.plain(Value::Truth(truth != 0))
            }
            0x1E => {
                let number = self.short()?;
                self.plain(Value::Number(f64::from(number)))
            }
            0x1F => {
                let number = f64::from_le_bytes(self.take()?);
                self.plain(Value::Number(number))
            }
            0x21 => {
                let (_, name, count) = function(self.short()?)?;
                self.call(name, count)
            }
            0x22 => {
                let [count] = self.take()?;
                let (_, name, _) = function(self.short()?)?;
                self.call(name, count & 0x7F)
            }
            0x23 => {
                let [low, high, _, _] = self.take()?;
                let number = usize::from(u16::from_le_bytes([low, high])).checked_sub(1)?;
                let named = self.references.names.get(number)?.clone()?;
                self.push(named, 0)
            }
            0x24 | 0x2C => self.cell(None, kind == 0x2C),
            0x25 | 0x2D => self.area(None, kind == 0x2D),
            0x3A | 0x3B => {
                let number = self.short()?;
                let sheet = self.references.sheets.get(usize::from(number))?.clone()?;
                match kind {
                    0x3A => self.cell(Some(sheet), false),
                    _ => self.area(Some(sheet), false),
                }
            }
            _ => None,
        }
    }

    fn push(&mut self, formula: Formula, depth: usize) -> Option<()> {
        (depth <= MOST_DEPTH).then(|| self.parts.push((formula, depth)))
    }

    fn pop(&mut self) -> Option<(Formula, usize)> {
        self.parts.pop()
    }

    fn plain(&mut self, value: Value) -> Option<()> {
        self.push(Formula::Plain(value), 0)
    }

    fn operate(&mut self, operator: Operator) -> Option<()> {
        let ((right, a), (left, b)) = (self.pop()?, self.pop()?);
        self.push(Formula::compare(operator, left, right), a.max(b) + 1)
    }

    fn call(&mut self, name: &str, count: u8) -> Option<()> {
        let place = matches!(name, "ROW" | "COLUMN");
        if place && count > 0 {
            return None;
        }
        let from = self.parts.len().checked_sub(usize::from(count))?;
        let arguments = self.parts.split_off(from);
        let depth = arguments.iter().map(|(_, depth)| depth + 1).max().unwrap_or(0);
        let arguments = arguments.into_iter().map(|(formula, _)| formula);
        self.push(Formula::call(name, arguments), depth)
    }

    /// A text with its length before it.
    fn text(&mut self) -> Option<()> {
        let [length, flags] = self.take()?;
        let (text, rest) = characters(self.rest, usize::from(length), flags)?;
        self.rest = rest;
        self.plain(Value::Text(text))
    }

    /// What helps to reckon or to show a formula, and is stepped over.
    fn attribute(&mut self) -> Option<()> {
        let [kind] = self.take()?;
        let number = self.short()?;
        match kind {
            // Where the choices of CHOOSE begin.
            0x04 => {
                self.rest = self.rest.get(2 * (usize::from(number) + 1)..)?;
                Some(())
            }
            // A sum of one argument.
            0x10 => self.call("SUM", 1),
            _ => Some(()),
        }
    }

    fn cell(&mut self, sheet: Option<Rc<str>>, offset: bool) -> Option<()> {
        let (row, column) = (self.short()?, self.short()?);
        let (row, column) = self.axes(row, column, offset);
        self.push(Formula::Cell { sheet, row, column }, 0)
    }

    fn area(&mut self, sheet: Option<Rc<str>>, offset: bool) -> Option<()> {
        let (top, bottom) = (self.short()?, self.short()?);
        let (left, right) = (self.short()?, self.short()?);
        let (top, left) = self.axes(top, left, offset);
        let (bottom, right) = self.axes(bottom, right, offset);
        self.push(Formula::Area { sheet, rows: [top, bottom], columns: [left, right] }, 0)
    }

    /// A row and a column, either of which, where it moves, counts from the base or, for an
    /// `offset`, from the cell that asks.
    fn axes(&self, row: u16, column: u16, offset: bool) -> (Axis, Axis) {
        let (row_moves, column_moves) = (column & ROW_MOVES != 0, column & COLUMN_MOVES != 0);
        let (mut row, mut column) = (u32::from(row), u32::from(column & 0xFF));
        // Steps back are written as those around the sheet.
        if offset && row_moves {
            row = (self.base.0 + row) % (1 << 16);
        }
        if offset && column_moves {
            column = (self.base.1 + column) % (1 << 8);
        }
        (Axis::new(row, !row_moves), Axis::new(column, !column_moves))
    }
}

fn operator(kind: u8) -> Option<Operator> {
    Some(match kind {
        0x03 => Operator::Add,
        0x04 => Operator::Subtract,
        0x05 => Operator::Multiply,
        0x06 => Operator::Divide,
        0x08 => Operator::Join,
        0x09 => Operator::Less,
        0x0A => Operator::LessOrEqual,
        0x0B => Operator::Equal,
        0x0C => Operator::MoreOrEqual,
        0x0D => Operator::More,
        0x0E => Operator::Unequal,
        _ => return None,
    })
}

fn function(number: u16) -> Option<(u16, &'static str, u8)> {
    FUNCTIONS.into_iter().find(|(own, ..)| *own == number)
}
