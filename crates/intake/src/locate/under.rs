//! The lines under a matrix, or a key to its bands or owners, that nobody reads: named, and no part
//! of a table.

use std::collections::HashSet;

use super::{filled, front, key};
use crate::{
    parse::{date, rating, squeeze},
    sheet::{Row, Sheet},
};

/// As many lines under it may belong to it.
const MOST_LINES: usize = 6;

/// From so many cells on a row is one of a table.
const CELLS_OF_A_TABLE: usize = 3;

/// The lines under the last row of a matrix, or of the keys that follow it, by their rows, with
/// where they stand; under the keys themselves where there is no matrix.
pub(super) fn find(
    sheet: &Sheet,
    matrix: &HashSet<usize>,
    keys: &HashSet<usize>,
    taken: &HashSet<usize>,
) -> Vec<(usize, String, &'static str)> {
    let (over, place) =
        if matrix.is_empty() { (keys, "under the key") } else { (matrix, "under the matrix") };
    let Some(last) = over.iter().max() else { return vec![] };
    let said = |row: usize| sheet.rows.get(row).filter(|row| filled(row).next().is_some());
    let after = last + 1..sheet.rows.len();
    let last = after
        .take_while(|row| keys.contains(row) || said(*row).is_none())
        .filter(|row| keys.contains(row))
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
    let own = lines.unwrap_or(rows.len().min(MOST_LINES));
    let words: Vec<(usize, String)> =
        rows.iter().take(own).map(|(index, row)| (*index, line(row))).collect();
    let title = words.len().checked_sub(1).filter(|_| lines.is_some());
    let is_own = |(at, (_, text)): &(usize, &(usize, String))| {
        // What stands right over another table is its title.
        says(text)
            && (Some(*at) != title || front::is_prose(text))
            && (!matrix.is_empty() || !names_document(text))
    };
    let own = words.iter().enumerate().filter(is_own);
    own.map(|(_, (index, text))| (*index, text.clone(), place)).collect()
}

/// The words of a row.
pub(crate) fn line(row: &Row) -> String {
    squeeze(&filled(row).map(|(_, cell)| cell.text.trim()).collect::<Vec<_>>().join(" "))
}

/// Whether a line under a key of owners speaks of the document or begins another key.
fn names_document(text: &str) -> bool {
    text.to_lowercase().contains("register") || date::find(text).is_some() || key::heads_key(text)
}

/// Whether a line says more than the name of an axis or a step.
pub(crate) fn says(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    words >= 3
        || words > 0 && text.contains(|c: char| c.is_ascii_digit()) && !rating::is_rating(text)
}
