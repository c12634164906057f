//! Whether a cell could stand in a column, and by how many columns a row has slipped.

use bellwether_domain::Field;

use crate::{
    locate::{says, text},
    map::{Mapped, Mapping, contents::is_code},
    parse::{date, is_nothing, owners, rating, status},
    sheet::{Cell, Row},
};

/// Whether a cell's words could stand in a column, judged by its field and its other cells.
pub(crate) fn fits(column: &Mapped, words: &str) -> bool {
    let cells = &column.contents;
    if is_nothing(words) {
        return true;
    }
    let sentence = words.len() > 40 || words.split_whitespace().count() > 6;
    match column.field() {
        None => true,
        Some(Field::Reference) => words.len() <= 24 && (is_code(words) || cells.code < 0.7),
        Some(Field::Likelihood | Field::Impact | Field::Score) => {
            if cells.number >= 0.7 {
                // A lone letter among numbers is a status that slipped, not a rating.
                rating::number(words).is_some() && !sentence
            } else {
                rating::is_rating(words)
            }
        }
        Some(Field::Level) => !sentence,
        Some(Field::Owners | Field::ActionOwners) => {
            let initials = || {
                words.split(['/', ',', '&', ';']).all(|part| {
                    let part: String = part.split_whitespace().collect();
                    (2..=5).contains(&part.len()) && part.chars().all(char::is_alphanumeric)
                })
            };
            owners::could_be(words) && words.len() > 1 && (cells.initials < 0.7 || initials())
        }
        Some(Field::ActionDue) => date::is_due(words) || cells.due < 0.6,
        Some(Field::ActionStatus | Field::Status) => {
            !sentence
                && (cells.status < 0.7
                    || status::action_value(words).is_some()
                    || status::risk_value(words).is_some())
        }
        Some(Field::Response) => !sentence,
        Some(_) => rating::number(words).is_none() && (cells.length < 12.0 || words.len() > 4),
    }
}

/// A row put right, and by how many columns it had slipped (to the left where positive).
pub(crate) struct Shifted {
    pub(crate) row: Row,
    pub(crate) by: isize,
}

/// Tries to put right a row whose cells stand in the wrong columns: all of them must fit one
/// other place, typed cells among them, and at least two must not fit where they stand.
pub(crate) fn unshift(mapping: &Mapping, row: &Row) -> Option<Shifted> {
    let cells: Vec<(usize, &Cell)> =
        row.cells.iter().enumerate().filter(|(_, cell)| says(cell)).collect();
    if cells.len() < 3 || cells.len() > 12 {
        return None;
    }
    let column_at = |index: usize| {
        mapping.columns.iter().find(|c| c.column.index == index && c.column.ticks.is_empty())
    };
    let misfits = cells
        .iter()
        .filter(|(index, cell)| {
            column_at(*index).is_none_or(|column| !fits(column, cell.text.trim()))
        })
        .count();
    if misfits < 2 {
        return None;
    }
    let width = mapping.columns.iter().map(|c| c.column.index + 1).max().unwrap_or(0);
    let reach = isize::try_from(width).unwrap_or(0);
    let mut best: Option<(usize, isize)> = None;
    for by in (-reach..=reach).filter(|by| *by != 0) {
        let Some(typed) = typed_fit(mapping, &cells, by) else { continue };
        let better =
            best.is_none_or(|(kept, at)| typed > kept || typed == kept && by.abs() < at.abs());
        if typed >= 2 && better {
            best = Some((typed, by));
        }
    }
    let (_, by) = best?;
    let mut moved =
        Row { cells: vec![Cell { columns: 1, rows: 1, ..Cell::default() }; width], ..row.clone() };
    for (index, cell) in cells {
        if let Some(slot) = index.checked_add_signed(by).and_then(|to| moved.cells.get_mut(to)) {
            *slot = cell.clone();
        }
    }
    Some(Shifted { row: moved, by })
}

/// How many cells land on columns of a strict kind, where every cell fits and one is wording.
fn typed_fit(mapping: &Mapping, cells: &[(usize, &Cell)], by: isize) -> Option<usize> {
    let mut typed = 0;
    let mut worded = false;
    for (index, cell) in cells {
        let to = index.checked_add_signed(by)?;
        let column = mapping.columns.iter().find(|c| c.column.index == to)?;
        let field = column.field()?;
        if !fits(column, cell.text.trim()) {
            return None;
        }
        worded |=
            matches!(field, Field::Action | Field::Description | Field::Title | Field::Controls);
        typed += usize::from(matches!(
            field,
            Field::Likelihood
                | Field::Impact
                | Field::Score
                | Field::Owners
                | Field::ActionOwners
                | Field::ActionDue
                | Field::ActionStatus
                | Field::Reference
        ));
    }
    worded.then_some(typed)
}

/// The words of a column's cell in a row.
pub(crate) fn cell<'a>(column: &Mapped, row: &'a Row) -> std::borrow::Cow<'a, str> {
    if column.column.is_plain() {
        text(row, column.column.index).into()
    } else {
        crate::map::contents::value(&column.column, row).into()
    }
}
