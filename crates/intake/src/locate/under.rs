//! The lines under a matrix or a key to its bands that nobody reads: named, and no part of a table.

use std::collections::HashSet;

use super::filled;
use crate::{
    parse::{rating, squeeze},
    sheet::{Row, Sheet},
};

/// As many lines under it may belong to it.
const MOST_LINES: usize = 3;

/// From so many cells on a row is one of a table.
const CELLS_OF_A_TABLE: usize = 3;

/// The lines under the last row of a matrix, or of the bands that follow it, by their rows.
pub(super) fn find(
    sheet: &Sheet,
    matrix: &HashSet<usize>,
    bands: &HashSet<usize>,
    taken: &HashSet<usize>,
) -> Vec<(usize, String)> {
    let Some(last) = matrix.iter().max() else { return vec![] };
    let said = |row: usize| sheet.rows.get(row).filter(|row| filled(row).next().is_some());
    let after = last + 1..sheet.rows.len();
    let last = after
        .take_while(|row| bands.contains(row) || said(*row).is_none())
        .filter(|row| bands.contains(row))
        .last()
        .unwrap_or(*last);
    let rows: Vec<(usize, &Row)> = (last + 1..sheet.rows.len())
        .filter_map(|index| Some((index, said(index)?)))
        .take(MOST_LINES + 1)
        .collect();
    let is_other = |(index, row): &(usize, &Row)| {
        taken.contains(index) || filled(row).count() >= CELLS_OF_A_TABLE
    };
    let lines = rows.iter().position(is_other);
    // What stands right over another table is its title.
    let own = lines.map_or(rows.len().min(MOST_LINES), |other| other.saturating_sub(1));
    let text = |row: &Row| {
        squeeze(&filled(row).map(|(_, cell)| cell.text.trim()).collect::<Vec<_>>().join(" "))
    };
    let own = rows.into_iter().take(own).map(|(index, row)| (index, text(row)));
    own.filter(|(_, text)| says(text)).collect()
}

/// Whether a line says more than the name of an axis or a step.
fn says(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    words >= 3
        || words > 0 && text.contains(|c: char| c.is_ascii_digit()) && !rating::is_rating(text)
}
