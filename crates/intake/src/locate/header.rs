//! Which rows are headings: found by what their cells speak of, late or repeated or in layers.

use std::collections::{HashMap, HashSet};

use super::{
    Column, Table, columns, filled, flattened,
    look::{Look, Memo, steps},
    preamble, says,
};
use crate::{
    map::{contents::is_code, heading, vocabulary::Concept},
    parse::{date, rating},
    sheet::{Cell, Merged, Row, Sheet},
};

/// The most rows that one set of headings is layered in.
const MOST_LAYERS: usize = 4;

/// The most tables with headings of their own on a sheet; rows after so many belong to the last.
const MOST_TABLES: usize = 250;

/// Finds every table of a sheet.
pub(crate) fn tables(index: usize, sheet: &Sheet, taken: &HashSet<usize>) -> Vec<Table> {
    let mut memo = Memo::default();
    let mut tables: Vec<Table> = Vec::new();
    let mut heads: Vec<Leaves> = Vec::new();
    // The table that rows now belong to: headings that come again bring back an earlier one.
    let mut current = 0;
    let mut row = 0;
    let mut scale = None;
    while row < sheet.rows.len() {
        scale = scale_at(sheet, row, scale, &mut memo);
        if taken.contains(&row) || scale.is_some() {
            row += 1;
            continue;
        }
        let Some(block) = block(sheet, row, &mut memo) else {
            if let Some(table) = tables.get_mut(current) {
                take(sheet, table, row);
            }
            row += 1;
            continue;
        };
        if tables.is_empty() && preamble::holds(sheet, &block, &mut memo) {
            row += 1;
            continue;
        }
        row = block.last().map_or(row, |last| last + 1);
        // Group headings above were first taken for the end of the table before.
        if let Some(before) = tables.get_mut(current) {
            before.body.retain(|row| !block.contains(row));
        }
        let leaves = Leaves::of(sheet, &block);
        let known = heads.iter().rposition(|head| leaves.repeat(head));
        match known.or((tables.len() >= MOST_TABLES).then_some(current)) {
            Some(known) => {
                current = known;
                if let Some(table) = tables.get_mut(known) {
                    repeat(sheet, table, &block);
                }
            }
            None => {
                current = tables.len();
                tables.push(begin(index, sheet, block));
                heads.push(leaves);
            }
        }
    }
    for table in &mut tables {
        beyond(sheet, table);
    }
    tables
}

/// The table that begins with a row of headings, and at a column, on somebody's word.
pub(crate) fn given(
    index: usize,
    sheet: &Sheet,
    (header, column): (usize, usize),
    taken: &HashSet<usize>,
) -> Table {
    let mut table = begin(index, sheet, vec![header]);
    for row in (header + 1..sheet.rows.len()).filter(|row| !taken.contains(row)) {
        take(sheet, &mut table, row);
    }
    beyond(sheet, &mut table);
    table.columns.retain(|own| own.index >= column);
    table
}

/// Gives a table columns without headings where most of its rows go on beyond the last heading.
fn beyond(sheet: &Sheet, table: &mut Table) {
    let width = table.columns.len();
    let rows: Vec<&Row> = table.body.iter().filter_map(|row| sheet.rows.get(*row)).collect();
    let longest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for index in width..longest.min(width + MOST_BEYOND) {
        let told = rows.iter().filter(|row| row.cells.get(index).is_some_and(says)).count();
        if told < 2 || told * 10 < rows.len() * 6 {
            break;
        }
        table.columns.push(Column { index, ..Column::default() });
    }
}

/// The most columns without headings after the last that has one.
const MOST_BEYOND: usize = 8;

/// A table whose headings are in no known tongue: a row of short words over rows with numbers.
pub(crate) fn unread_table(index: usize, sheet: &Sheet, taken: &HashSet<usize>) -> Option<Table> {
    let words = |row: &Row| {
        filled(row).count() >= 4
            && filled(row).all(|(_, cell)| {
                let text = cell.text.trim();
                text.len() <= 40 && rating::number(text).is_none() && !date::is_date(text)
            })
    };
    let numbers = |row: &Row| {
        filled(row).filter(|(_, cell)| rating::number(cell.text.trim()).is_some()).count()
    };
    let open = |row: &usize| !taken.contains(row);
    let header = (0..sheet.rows.len().min(200)).filter(open).find(|at| {
        let after = || sheet.rows.iter().skip(at + 1).take(6).map(numbers);
        // A likelihood and an impact in most rows, or more numbers in one.
        let pairs = after().filter(|count| *count >= 2).count();
        sheet.rows.get(*at).is_some_and(words) && (pairs >= 3 || after().any(|count| count >= 3))
    })?;
    let mut table = begin(index, sheet, vec![header]);
    for row in (header + 1..sheet.rows.len()).filter(open) {
        take(sheet, &mut table, row);
    }
    Some(table)
}

/// The marked table that a row stands in, where it explains the steps of a scale: its first row
/// holds nothing but them.
fn scale_at<'a>(
    sheet: &'a Sheet,
    row: usize,
    before: Option<u32>,
    memo: &mut Memo<'a>,
) -> Option<u32> {
    let found = sheet.rows.get(row)?;
    let table = found.table?;
    let above = row.checked_sub(1).and_then(|above| sheet.rows.get(above)?.table);
    if above == Some(table) {
        return before.filter(|scale| *scale == table);
    }
    let next = sheet.rows.get(row + 1).filter(|next| next.table == Some(table))?;
    let bare = Look::of(found, memo).filled == 0;
    let explained = filled(next).all(|(_, cell)| rating::number(cell.text.trim()).is_none());
    (bare && steps(found, memo) && explained).then_some(table)
}

/// Gives a row to the table it follows, where it can belong to it.
fn take(sheet: &Sheet, table: &mut Table, row: usize) {
    let Some(found) = sheet.rows.get(row) else { return };
    // Running text between two pieces of a marked table is no row of it.
    let marked = table.header.first().and_then(|first| sheet.rows.get(*first)?.table).is_some();
    if marked && found.table.is_none() {
        return;
    }
    // Nor is another table of far fewer columns, such as a key under the register.
    let first = table.header.first().and_then(|first| sheet.rows.get(*first));
    let own = first.is_some_and(|first| first.table == found.table);
    if marked && !own && found.cells.len() * 2 < table.columns.len() {
        return;
    }
    let is_struck = found.struck.is_some();
    if is_struck || found.cells.iter().any(|cell| says(cell) || cell.fill.is_some()) {
        table.body.push(row);
    }
}

fn begin(index: usize, sheet: &Sheet, header: Vec<usize>) -> Table {
    let columns = flattened::lift(columns::read(sheet, &header));
    Table { sheet: index, header, columns, body: vec![], repeats: vec![], misaligned: vec![] }
}

/// Notes a repeat of a table's headings; group headings may stand elsewhere than on the first page.
fn repeat(sheet: &Sheet, table: &mut Table, block: &[usize]) {
    table.body.retain(|row| !block.contains(row));
    table.repeats.extend(block.first());
    let groups = |rows: &[usize]| -> Vec<(usize, String)> {
        let above = rows.get(..rows.len().saturating_sub(1)).unwrap_or_default();
        above
            .iter()
            .filter_map(|row| sheet.rows.get(*row))
            .flat_map(|row| filled(row).map(|(column, cell)| (column, cell.text.trim().to_owned())))
            .collect()
    };
    if groups(block) != groups(&table.header) {
        table.misaligned.extend(block.first());
    }
}

/// The words of a block of headings, by the columns they stand over.
struct Leaves {
    by_column: HashMap<usize, String>,
    words: HashSet<String>,
}

impl Leaves {
    fn of(sheet: &Sheet, block: &[usize]) -> Self {
        let last = block.last().and_then(|row| sheet.rows.get(*row));
        let leaf = |(column, cell): (usize, &Cell)| (column, heading::words(&cell.text).join(" "));
        let by_column: HashMap<_, _> = last.into_iter().flat_map(filled).map(leaf).collect();
        Self { words: by_column.values().cloned().collect(), by_column }
    }

    /// Whether these are the headings of a table, repeated.
    fn repeat(&self, table: &Self) -> bool {
        let (ours, theirs) = (&table.by_column, &self.by_column);
        let common = ours.values().filter(|word| self.words.contains(*word)).count();
        // The same words over other columns head a table of their own.
        let placed = ours.iter().filter(|(column, word)| theirs.get(column) == Some(word)).count();
        common * 10 >= ours.len().max(theirs.len()) * 8 && placed * 2 > common
    }
}

/// Whether a row has too many numbers or too long texts for headings; most rows show it at once.
fn is_plainly_data<'a>(row: &'a Row, memo: &mut Memo<'a>) -> bool {
    let (mut said, mut numbers, mut long) = (0, 0, 0);
    for (_, cell) in filled(row) {
        let text = cell.text.trim();
        said += 1;
        numbers += usize::from(text.len() <= 4 && rating::number(text).is_some());
        long += usize::from(text.len() > 160);
    }
    said < 2 || long > 1 || numbers * 2 > said && !steps(row, memo)
}

/// The rows of headings that begin at a row, if any do.
fn block<'a>(sheet: &'a Sheet, row: usize, memo: &mut Memo<'a>) -> Option<Vec<usize>> {
    let found = sheet.rows.get(row)?;
    if is_plainly_data(found, memo) {
        return None;
    }
    Look::heading(found, memo)?;
    let mut block = vec![row];
    while block.len() < MOST_LAYERS {
        let Some(next) = block.last().map(|last| last + 1) else { break };
        if !is_layer(sheet, &block, next, memo) {
            break;
        }
        block.push(next);
    }
    while block.len() < MOST_LAYERS {
        let Some(above) = block.first().and_then(|first| first.checked_sub(1)) else { break };
        if !is_group(sheet, above, block.first().copied().unwrap_or(above), memo) {
            break;
        }
        block.insert(0, above);
    }
    Some(block)
}

/// Whether a row continues the headings above it: it fills what they leave open.
fn is_layer<'a>(sheet: &'a Sheet, block: &[usize], next: usize, memo: &mut Memo<'a>) -> bool {
    let (Some(row), Some(above)) =
        (sheet.rows.get(next), block.last().and_then(|last| sheet.rows.get(*last)))
    else {
        return false;
    };
    let found = Look::of(row, memo);
    if found.filled + found.scale < 2 || row.table != above.table {
        return false;
    }
    let open = |column: usize| {
        let cell = above.cells.get(column);
        cell.is_none_or(|cell| {
            cell.merged == Merged::FromLeft || cell.columns > 1 || cell.text.trim().is_empty()
        })
    };
    let fills = filled(row).filter(|(column, _)| open(*column)).count();
    // Ratings under single headings of their own are the first risk's, not the steps of a scale.
    let under = filled(row).count() - fills;
    let hits = found.hits + found.scale;
    let scale = found.scale >= 3 && found.data <= found.scale && under <= fills;
    // Where all else reaches down from above, what stands under the groups are their headings.
    let parted = under == 0
        && fills >= 2
        && found.data == 0
        && row.cells.iter().all(|cell| says(cell) || cell.merged == Merged::FromAbove)
        && row.cells.iter().any(|cell| cell.merged == Merged::FromAbove);
    parted
        || fills >= 2
            && hits * 2 >= found.filled
            && (found.data == 0 || scale)
            && (found.strong >= 1 || scale)
}

/// Whether a row holds group headings over the row below: a few short cells, no data, not a title.
fn is_group<'a>(sheet: &'a Sheet, above: usize, below: usize, memo: &mut Memo<'a>) -> bool {
    let (Some(row), Some(under)) = (sheet.rows.get(above), sheet.rows.get(below)) else {
        return false;
    };
    let found = Look::of(row, memo);
    let width = under.cells.len().max(1);
    let spans =
        filled(row).any(|(_, cell)| cell.columns > 1 && usize::from(cell.columns) * 5 < width * 4);
    let adjoining = row.number + 1 >= under.number && row.table == under.table;
    let named = filled(row).any(|(_, cell)| heading::stage(&cell.text).is_some()) || found.hits > 0;
    // "Prepared by:" with a name beside it is a label and its value; a code, or a sentence, is a row
    // of the table before.
    let first = filled(row).next();
    let label = first.is_some_and(|(_, cell)| cell.text.trim_end().ends_with(':'));
    let coded = first.is_some_and(|(column, cell)| {
        let head = under.cells.get(column).and_then(|head| heading::best(&head.text));
        is_code(&cell.text) && head.is_some_and(|head| head.concept == Concept::Reference)
    });
    let sentence = filled(row).any(|(_, cell)| cell.text.trim_end().ends_with('.'));
    adjoining
        && !(label || coded || sentence)
        && found.data == 0
        && (found.filled >= 2 || spans)
        && named
        && found.filled < filled(under).count()
        && filled(row).all(|(_, cell)| cell.text.len() <= 120)
}
