//! A key, a matrix or a list that stands beside the register on its sheet, with an empty column
//! between: it is set on a sheet of its own, so that its rows are none of the register's.

use std::{borrow::Cow, collections::HashSet};

use super::{Table, header, matrix, says, word_matrix};
use crate::{
    map::{heading, vocabulary::Concept},
    sheet::{Cell, Document, Row, Sheet},
};

/// How far down the headings are looked for, and the most columns that are.
const MOST_ROWS: usize = 120;
const MOST_COLUMNS: usize = 60;

/// The document with what stands beside a register set apart; most documents are left as they are.
pub(crate) fn apart(document: &Document) -> Cow<'_, Document> {
    let places: Vec<(usize, usize)> = document
        .sheets
        .iter()
        .enumerate()
        .filter_map(|(index, sheet)| Some((index, place(sheet)?)))
        .collect();
    if places.is_empty() {
        return Cow::Borrowed(document);
    }
    let mut split = document.clone();
    for (index, gap) in places {
        let Some(sheet) = split.sheets.get_mut(index) else { continue };
        let rows = right(sheet, gap, sheet.rows.len());
        let beside = Sheet { rows, remarks: vec![], ..sheet.clone() };
        for row in &mut sheet.rows {
            row.cells.truncate(gap);
        }
        split.sheets.push(beside);
    }
    Cow::Owned(split)
}

/// The empty column of a sheet behind which something else than the register stands.
fn place(sheet: &Sheet) -> Option<usize> {
    // Only a workbook's sheets and texts have rows of one grid.
    if sheet.rows.iter().any(|row| row.table != Some(0)) {
        return None;
    }
    gaps(sheet).into_iter().find(|gap| is_aside(sheet, *gap))
}

/// The columns that are empty from the top to the bottom, with something on either side.
fn gaps(sheet: &Sheet) -> Vec<usize> {
    let mut filled = [false; MOST_COLUMNS];
    let mut last = 0;
    for row in &sheet.rows {
        for (index, (cell, filled)) in row.cells.iter().zip(&mut filled).enumerate() {
            // A merged title above reaches over the gap and is no part of either side.
            if says(cell) {
                *filled = true;
                last = last.max(index);
            }
        }
    }
    let first = filled.iter().position(|said| *said).unwrap_or(0);
    let empty = filled.iter().enumerate().filter(|(_, said)| !**said).map(|(index, _)| index);
    empty.filter(|index| (first + 3..last).contains(index)).collect()
}

/// Whether what stands right of a column is a matrix, or a list of what the words left of it mean.
fn is_aside(sheet: &Sheet, gap: usize) -> bool {
    let top = sheet.rows.len().min(MOST_ROWS);
    let cut =
        |row: &Row| Row { cells: row.cells.iter().take(gap).cloned().collect(), ..row.clone() };
    let left = Sheet { rows: sheet.rows.iter().take(top).map(cut).collect(), ..Sheet::default() };
    let tables = header::tables(0, &left, &HashSet::new());
    let Some(table) = tables.first().filter(|table| table.columns.len() >= 3) else {
        return false;
    };
    let beside = Sheet { rows: right(sheet, gap, top), ..Sheet::default() };
    if matrix::find(&beside).is_some() || word_matrix::find(&beside).is_some() {
        return true;
    }
    if is_another(sheet, gap, table, &beside) {
        return true;
    }
    let known: Vec<Vec<String>> =
        table.columns.iter().map(|column| heading::words(&column.heading)).collect();
    let rows = table.header.iter().filter_map(|row| sheet.rows.get(*row));
    let heads: Vec<&str> = rows
        .flat_map(|row| row.cells.iter().skip(gap))
        .filter(|cell| says(cell))
        .map(|cell| cell.text.trim())
        .collect();
    let defines = heads.iter().any(|head| is_definition(head));
    let adds = |head: &&str| {
        heading::best(head).is_some_and(|found| {
            !matches!(found.concept, Concept::Wording | Concept::Other)
                && !known.contains(&heading::words(head))
        })
    };
    defines && heads.len() <= 4 && !heads.iter().any(adds)
}

/// Whether what stands right of a column is another register: it words risks of its own under
/// headings on the same row, and has rows, or numbers, that the left side has not.
fn is_another(sheet: &Sheet, gap: usize, table: &Table, beside: &Sheet) -> bool {
    let others = header::tables(0, beside, &HashSet::new());
    let Some(other) = others.first().filter(|other| other.header == table.header) else {
        return false;
    };
    let find = |table: &Table, wanted: &[Concept]| {
        table.columns.iter().find_map(|column| {
            let found = heading::best(&column.heading)?;
            wanted.contains(&found.concept).then_some((column.index, found.concept))
        })
    };
    let words = [Concept::Description, Concept::Event, Concept::Title];
    let Some((one, another)) = find(table, &words).zip(find(other, &words)) else { return false };
    // A title and its description are of one risk.
    let is_title = |(_, concept)| concept == Concept::Title;
    let headed = other.columns.iter().filter(|column| !column.heading.is_empty()).count();
    if is_title(one) != is_title(another) || headed < 3 {
        return false;
    }
    let last = table.header.last().copied().unwrap_or(0);
    let rows = || sheet.rows.iter().skip(last + 1);
    let said = |cells: &[Cell]| cells.iter().filter(|cell| says(cell)).count();
    let alone = |row: &Row| {
        let (left, right) = row.cells.split_at(gap.min(row.cells.len()));
        matches!((said(left), said(right)), (0, 2..) | (2.., 0))
    };
    let differ = |one: usize, another: usize| {
        let text = |row: &Row, at: usize| row.cells.get(at).map(|cell| cell.text.trim().to_owned());
        let both = rows().filter_map(|row| text(row, one).zip(text(row, another)));
        let both: Vec<_> = both.filter(|(a, b)| !a.is_empty() && !b.is_empty()).collect();
        both.len() >= 2 && both.iter().filter(|(a, b)| a != b).count() * 2 > both.len()
    };
    let numbers = find(table, &[Concept::Reference]).zip(find(other, &[Concept::Reference]));
    let numbered = numbers.is_some_and(|((one, _), (another, _))| differ(one, another));
    let head = |table: &Table, (at, _): (usize, Concept)| {
        let column = table.columns.iter().find(|column| column.index == at);
        column.map(|column| heading::words(&column.heading))
    };
    let alike = head(table, one) == head(other, another) && differ(one.0, another.0);
    numbered || alike || rows().any(alone)
}

fn is_definition(head: &str) -> bool {
    const DEFINES: [&str; 8] =
        ["definition", "meaning", "range", "criteria", "explanation", "legend", "key", "guidance"];
    heading::words(head).iter().any(|word| DEFINES.contains(&word.as_str()))
}

/// The rows of a sheet with only what stands right of a column.
fn right(sheet: &Sheet, gap: usize, rows: usize) -> Vec<Row> {
    let blank = |(index, cell): (usize, &Cell)| {
        if index > gap { cell.clone() } else { Cell { origin: cell.origin, ..Cell::default() } }
    };
    let cut =
        |row: &Row| Row { cells: row.cells.iter().enumerate().map(blank).collect(), ..row.clone() };
    sheet.rows.iter().take(rows).map(cut).collect()
}
