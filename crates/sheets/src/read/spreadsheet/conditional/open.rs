//! Formulas that a workbook was saved with but without their results, reckoned from the cells that
//! they name: a score that is likelihood × impact, and the little else that conditions use as well.

use super::{
    Conditions,
    cells::Book,
    formula::{Asked, Formula, Operator, Value},
    names::Names,
};
use crate::{
    read::spreadsheet::grid::lone,
    sheet::{Merged, Remark, Sheet},
};

/// How often what hangs on other formulas is tried again.
const MOST_ROUNDS: usize = 4;

/// A cell with a formula and no result.
pub(in crate::read::spreadsheet) struct Pending {
    pub(in crate::read::spreadsheet) sheet: usize,
    /// Row and column, from zero.
    pub(in crate::read::spreadsheet) at: (u32, u32),
    pub(in crate::read::spreadsheet) formula: Option<Formula>,
    /// The cell that its references count from.
    pub(in crate::read::spreadsheet) base: (u32, u32),
    /// The number of its cell style.
    pub(in crate::read::spreadsheet) style: usize,
}

/// Reckons the formulas that were saved without results, and says so once. A number is written as
/// `show` shows it under its style.
pub(in crate::read::spreadsheet) fn reckon(
    sheets: &mut [Sheet],
    conditions: &mut [Conditions],
    names: &Names,
    pending: Vec<Pending>,
    show: impl Fn(usize, f64) -> String,
) {
    let (Some(first), all) = (pending.first().map(|cell| cell.sheet), pending.len()) else {
        return;
    };
    let left = settle(sheets, conditions, names, pending, show);
    if let Some(sheet) = sheets.get_mut(first) {
        sheet.remarks.push(Remark::Reckoned { all, left });
    }
}

/// Reckons what can be and writes it into the sheets; gives how many could not be.
fn settle(
    sheets: &mut [Sheet],
    conditions: &mut [Conditions],
    names: &Names,
    mut pending: Vec<Pending>,
    show: impl Fn(usize, f64) -> String,
) -> usize {
    for cell in &pending {
        if let Some(own) = conditions.get_mut(cell.sheet) {
            own.hidden.insert(cell.at, Value::Wrong);
        }
    }
    for _ in 0..MOST_ROUNDS {
        let values: Vec<Option<Value>> = {
            let book = Book::new(sheets, conditions, names);
            pending.iter().map(|cell| value(cell, &book)).collect()
        };
        let before = pending.len();
        let mut left = Vec::new();
        for (cell, value) in pending.into_iter().zip(values) {
            match value {
                Some(value) => {
                    let text = match &value {
                        Value::Number(number) => show(cell.style, *number),
                        Value::Text(text) => text.clone(),
                        Value::Truth(truth) => truth.to_string().to_uppercase(),
                        Value::Blank | Value::Wrong => String::new(),
                    };
                    write(sheets, &cell, text);
                    if let Some(own) = conditions.get_mut(cell.sheet) {
                        own.hidden.insert(cell.at, value);
                    }
                }
                None => left.push(cell),
            }
        }
        pending = left;
        if pending.is_empty() || pending.len() == before {
            break;
        }
    }
    pending.len()
}

/// What a cell comes to, where all that it asks for is known.
fn value(cell: &Pending, book: &Book<'_>) -> Option<Value> {
    let view = book.view(cell.sheet)?;
    let formula = cell.formula.as_ref()?.unguarded();
    if !formula.is_plain() || !formula.is_known(&view) || !view.spend(formula.weight()) {
        return None;
    }
    let asked = Asked { at: cell.at, base: cell.base, cells: &view };
    // What is not rated has no score, though a spreadsheet would show a nought.
    if let Formula::Operation(Operator::Multiply, one, other) = formula
        && [one, other].iter().any(|part| part.value(&asked) == Value::Blank)
    {
        return Some(Value::Blank);
    }
    Some(formula.value(&asked)).filter(|value| *value != Value::Wrong)
}

fn write(sheets: &mut [Sheet], cell: &Pending, text: String) {
    let Some(sheet) = sheets.get_mut(cell.sheet) else { return };
    let number = cell.at.0.saturating_add(1);
    let found = sheet.rows.binary_search_by_key(&number, |row| row.number).ok();
    let Some(row) = found.and_then(|at| sheet.rows.get_mut(at)) else { return };
    let column = cell.at.1 as usize;
    if row.cells.len() <= column && !text.is_empty() {
        row.cells.resize_with(column + 1, || lone(String::new()));
    }
    if let Some(slot) = row.cells.get_mut(column).filter(|slot| slot.merged == Merged::No) {
        slot.text = text;
    }
}

impl Formula {
    /// The formula itself, where it only guards against errors of its own.
    fn unguarded(&self) -> &Self {
        match self {
            Self::Call(name, arguments) if name == "IFERROR" => arguments.first().unwrap_or(self),
            _ => self,
        }
    }

    /// Whether a cell not yet known makes its result unknown: no function asks for errors, and none
    /// but a product for areas.
    fn is_plain(&self) -> bool {
        const ASKS: [&str; 4] = ["IFERROR", "ISERROR", "ISERR", "ISNA"];
        match self {
            Self::Plain(_) | Self::Own | Self::Cell { .. } | Self::Named(_) => true,
            Self::Area { .. } => false,
            Self::Operation(_, left, right) => left.is_plain() && right.is_plain(),
            Self::Call(name, arguments) => {
                let area = |part: &Self| name == "PRODUCT" && matches!(part, Self::Area { .. });
                !ASKS.contains(&name.as_str())
                    && arguments.iter().all(|part| area(part) || part.is_plain())
            }
        }
    }
}
