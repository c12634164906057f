//! What a spreadsheet adds to its cells, where a page or a copied text shows it with them: letters
//! over the columns and numbers before the rows, and the zeros that formulas give in empty rows.
//! None of it is part of the table.

use std::borrow::Cow;

use super::{filled, says};
use crate::sheet::{Cell, Document, Row, Sheet};

/// The fewest columns with letters over them.
const LEAST: usize = 3;

/// The document with such cells emptied; most documents are left as they are. Every
/// other cell keeps its place.
pub(crate) fn bare(document: &Document) -> Cow<'_, Document> {
    let framed = |sheet: &Sheet| (0..sheet.rows.len()).any(|at| begins(sheet, at));
    let cells = |sheet: &Sheet| {
        sheet.rows.iter().flat_map(|row| &row.cells).any(|c| without_zeros(&c.text).is_some())
    };
    if !document.sheets.iter().any(|sheet| framed(sheet) || cells(sheet)) {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    for sheet in &mut document.sheets {
        for cell in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if let Some(score) = without_zeros(&cell.text) {
                cell.text = score.to_owned();
            }
        }
        let tops: Vec<usize> = (0..sheet.rows.len()).filter(|at| begins(sheet, *at)).collect();
        for top in tops {
            let letters = sheet.rows.get_mut(top).into_iter().flat_map(|row| &mut row.cells);
            letters.for_each(|cell| cell.text.clear());
            for (wanted, row) in (1..).zip(sheet.rows.iter_mut().skip(top + 1)) {
                let is_next = |cell: &&mut Cell| number(&cell.text) == Some(wanted);
                let Some(cell) = row.cells.first_mut().filter(is_next) else { break };
                cell.text.clear();
            }
        }
    }
    Cow::Owned(document)
}

/// Takes off the zeros of empty rows below that were taken into the last score: "40, 0, 0, 0".
fn without_zeros(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once('\n')?;
    let counts = first.trim().parse::<f64>().is_ok_and(|number| number > 0.0);
    (counts && rest.split('\n').all(|line| line.trim() == "0")).then_some(first)
}

/// Whether the letters of the columns stand in a row, and numbers from one before the next rows.
fn begins(sheet: &Sheet, at: usize) -> bool {
    let Some(row) = sheet.rows.get(at) else { return false };
    let is_empty = row.cells.first().is_some_and(|cell| !says(cell));
    let letters = filled(row).map(|(_, cell)| cell.text.trim());
    is_empty
        && filled(row).count() >= LEAST
        && letters.zip('A'..='Z').all(|(text, letter)| text.chars().eq([letter]))
        && filled(row).count() <= 26
        && sheet.rows.get(at + 1..=at + 3).is_some_and(|rows| {
            rows.iter().zip(1..).all(|(row, wanted)| first(row) == Some(wanted))
        })
}

fn first(row: &Row) -> Option<u32> {
    number(&row.cells.first()?.text)
}

fn number(text: &str) -> Option<u32> {
    text.trim().parse().ok()
}
