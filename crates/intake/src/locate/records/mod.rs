//! A block of fields per risk → one table: labels become headings, each block a row.
//!
//! Registers are also published as a page, a table or a list per risk, each with the same labels
//! ("Risk owner", "Likelihood"), and some as a sheet with a risk in each column. Once laid out
//! as a table they are read like any other.

mod lay_out;
mod line;
mod reader;
mod summary;

use std::collections::{HashMap, HashSet};

use self::{lay_out::lay_out, line::is_label, reader::Reader};
use super::filled;
use crate::{
    map::{heading, vocabulary::Concept},
    parse::squeeze,
    sheet::{Document, Row, Sheet, Spot},
};

/// The cells that a value goes on in, by the one that it begins in.
pub(crate) type Joined = HashMap<Spot, Vec<Spot>>;

/// A document whose sheets of blocks are laid out as tables.
#[derive(Default)]
pub(crate) struct Reshaped {
    /// `None` where there was nothing to lay out.
    pub(crate) document: Option<Document>,
    /// Which sheets were laid out: no row of theirs is one of headings in the document itself.
    pub(crate) sheets: HashSet<usize>,
    pub(crate) joined: Joined,
}

/// Lays out every sheet of blocks as a table.
pub(crate) fn reshape(document: &Document) -> Reshaped {
    let mut shaped = HashMap::new();
    let mut joined = Joined::new();
    for (index, sheet) in document.sheets.iter().enumerate() {
        if let Some(table) = transpose(sheet) {
            shaped.insert(index, table);
        } else if let Some(mut reader) = from_blocks(sheet) {
            joined.extend(std::mem::take(&mut reader.joined));
            let mut laid = lay_out(sheet, reader);
            summary::add(sheet, &mut laid);
            shaped.insert(index, laid);
        }
    }
    if shaped.is_empty() {
        return Reshaped::default();
    }
    let sheets = shaped.keys().copied().collect();
    let own = document.sheets.iter().enumerate();
    let all = own.map(|(index, sheet)| shaped.remove(&index).unwrap_or_else(|| sheet.clone()));
    Reshaped { document: Some(Document { sheets: all.collect() }), sheets, joined }
}

/// A sheet whose first column holds the headings, with a risk in each further column.
fn transpose(sheet: &Sheet) -> Option<Sheet> {
    let rows: Vec<&Row> = sheet.rows.iter().filter(|row| filled(row).count() >= 2).collect();
    let first = |row: &&Row| row.cells.first().map(|cell| squeeze(&cell.text)).unwrap_or_default();
    let labels: Vec<String> = rows.iter().map(first).collect();
    let named = labels.iter().filter(|text| is_label(text)).count();
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    let even = rows.iter().all(|row| filled(row).count() * 2 > width);
    let once = distinct(labels.iter()).len() == labels.len();
    if rows.len() > 60 || width < 4 || named < 4 || named * 10 < labels.len() * 7 || !even || !once
    {
        return None;
    }
    // A row of headings at the top makes it an ordinary table.
    if rows.first().is_some_and(|row| filled(row).filter(|(_, c)| is_label(&c.text)).count() > 2) {
        return None;
    }
    let columns = (0..width).map(|column| {
        let cells =
            rows.iter().map(|row| row.cells.get(column).cloned().unwrap_or_default()).collect();
        let number = u32::try_from(column + 1).unwrap_or(u32::MAX);
        Row { number, table: Some(0), cells, ..Row::default() }
    });
    let before = sheet.rows.iter().take_while(|row| filled(row).count() < 2).cloned();
    Some(Sheet { rows: before.chain(columns).collect(), ..sheet.clone() })
}

/// How many rows tell whether a sheet is one of blocks.
const SOON: usize = 60;

/// A sheet of blocks: at least two with the same labels, or one that is nothing else.
fn from_blocks(sheet: &Sheet) -> Option<Reader> {
    let mut reader = Reader::default();
    for row in &sheet.rows {
        reader.read(row);
        // An ordinary table shows itself soon.
        if reader.rows == SOON && reader.fields * 3 < SOON {
            return None;
        }
    }
    reader.settle();
    let labels = labels(&reader);
    let repeated = labels
        .iter()
        .filter(|label| reader.records.iter().filter(|record| record.has(label)).count() >= 2)
        .count();
    let mostly = reader.fields * 10 >= reader.rows * 6;
    let many = reader.records.len() >= 2 && repeated >= 3;
    let one = reader.records.len() == 1 && labels.len() >= 5;
    let worded = labels.iter().any(|label| {
        heading::best(label).is_some_and(|found| {
            matches!(
                found.concept,
                Concept::Description
                    | Concept::Title
                    | Concept::Event
                    | Concept::Wording
                    | Concept::Cause
            )
        })
    });
    // Where the labels name no wording, the line over each block does.
    let headed = many && reader.records.iter().all(|record| record.heading.is_some());
    if !(mostly && (worded || headed) && (many || one)) {
        return None;
    }
    let Some(mut again) = reader.knowing_more() else { return Some(reader) };
    sheet.rows.iter().for_each(|row| again.read(row));
    again.settle();
    Some(again)
}

/// The labels of the blocks, in the order of the first that has each.
fn labels(reader: &Reader) -> Vec<String> {
    let fields = reader.records.iter().flat_map(|record| &record.fields);
    distinct(fields.map(|(label, _)| label))
}

fn distinct<'a>(labels: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for label in labels {
        if !seen.contains(label) && seen.len() < 200 {
            seen.push(label.clone());
        }
    }
    seen
}
