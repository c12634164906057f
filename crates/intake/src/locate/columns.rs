//! Headings in layers → one heading a column, with the groups over it; ticks under a scale.

use super::says;
use crate::{
    parse::rating,
    sheet::{Merged, Sheet},
};

/// One column of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    /// Where its cells stand in the row.
    pub(crate) index: usize,
    /// Its own heading, white space collapsed; empty where it has none.
    pub(crate) heading: String,
    /// The headings over it, outermost first.
    pub(crate) groups: Vec<String>,
    /// Whether the groups were merely taken to reach from their cell to the next, since the
    /// format has no merged cells.
    pub(crate) spread: bool,
    /// Where a mark under one of several columns is the value: those columns and their labels.
    pub(crate) ticks: Vec<(usize, String)>,
    /// Where the highest of several columns is the value: those columns.
    pub(crate) highest: Vec<usize>,
    /// Whether it is one of several that another takes the highest of.
    pub(crate) is_aspect: bool,
}

impl Column {
    /// Whether its value is the text of its cell.
    pub(crate) fn is_plain(&self) -> bool {
        self.ticks.is_empty() && self.highest.is_empty()
    }

    /// The heading with its groups, as the document's reader sees it.
    pub(crate) fn path(&self) -> String {
        let mut parts: Vec<&str> = self.groups.iter().map(String::as_str).collect();
        parts.push(&self.heading);
        parts.retain(|part| !part.is_empty());
        parts.dedup();
        parts.join(" / ")
    }
}

/// Reads the columns under a block of heading rows.
pub(crate) fn read(sheet: &Sheet, header: &[usize]) -> Vec<Column> {
    let rows: Vec<_> = header.iter().filter_map(|row| sheet.rows.get(*row)).collect();
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let spans = rows.iter().any(|row| row.cells.iter().any(|cell| cell.columns > 1));
    (0..width)
        .map(|index| {
            let mut layers: Vec<String> = Vec::new();
            let mut own = vec![];
            for (layer, row) in rows.iter().enumerate() {
                let last = layer + 1 == rows.len();
                if let Some((text, direct)) = layer_text(row, index, spans, last) {
                    layers.push(text);
                    own.push(direct);
                }
            }
            // A group that merely spreads over a column does not name it.
            let heading = match own.last() {
                Some(true) => layers.pop().unwrap_or_default(),
                _ => String::new(),
            };
            Column { index, heading, groups: layers, spread: !spans, ..Column::default() }
        })
        .collect()
}

/// What a layer of headings says over a column, and whether in the column's own cell.
fn layer_text(
    row: &crate::sheet::Row,
    index: usize,
    spans: bool,
    last: bool,
) -> Option<(String, bool)> {
    if let Some(cell) = row.cells.get(index) {
        if says(cell) {
            return Some((crate::parse::squeeze(&cell.text), true));
        }
        if cell.merged == Merged::FromAbove {
            return None;
        }
    }
    let merged = row.cells.get(index).is_some_and(|cell| cell.merged == Merged::FromLeft);
    if merged || (!spans && !last) {
        let before = row.cells.get(..index.min(row.cells.len()))?;
        let cell = before.iter().rev().find(|cell| says(cell))?;
        return Some((crate::parse::squeeze(&cell.text), false));
    }
    None
}

/// Joins runs of columns whose headings are the steps of a scale and whose cells are marks.
pub(crate) fn join_ticks(columns: Vec<Column>, sheet: &Sheet, body: &[usize]) -> Vec<Column> {
    let mut joined: Vec<Column> = Vec::with_capacity(columns.len());
    let mut run: Vec<Column> = Vec::new();
    for column in columns {
        let step = is_step(&column.heading) && marks_only(sheet, body, column.index);
        let continues = run.last().is_none_or(|last| last.groups == column.groups)
            && !run.iter().any(|known| known.heading == column.heading);
        if !(step && continues) {
            close(&mut run, &mut joined);
        }
        if step { run.push(column) } else { joined.push(column) }
    }
    close(&mut run, &mut joined);
    join_steps(joined, sheet, body)
}

/// Joins columns under one merged heading of which each holds one step of a scale and a row fills
/// one: "L" in the first, "M" in the second, "H" in the third.
fn join_steps(columns: Vec<Column>, sheet: &Sheet, body: &[usize]) -> Vec<Column> {
    let mut joined: Vec<Column> = Vec::with_capacity(columns.len());
    for column in columns {
        let Some(first) = joined.last_mut() else {
            joined.push(column);
            continue;
        };
        let under = column.heading.is_empty()
            && !column.spread
            && column.ticks.is_empty()
            && column.groups.last() == Some(&first.heading);
        let steps: Vec<(usize, String)> = match first.ticks.as_slice() {
            [] => only_step(sheet, body, first.index).into_iter().collect(),
            steps => steps.to_vec(),
        };
        match only_step(sheet, body, column.index) {
            Some(step) if under && !steps.is_empty() && apart(sheet, body, &steps, step.0) => {
                first.ticks = steps;
                first.ticks.push(step);
            }
            _ => joined.push(column),
        }
    }
    joined
}

/// The one rating word that a column holds wherever it says anything.
fn only_step(sheet: &Sheet, body: &[usize], index: usize) -> Option<(usize, String)> {
    let cells = body.iter().filter_map(|row| sheet.rows.get(*row)?.cells.get(index));
    let mut said = cells.filter(|cell| says(cell)).map(|cell| cell.text.trim());
    let first = said.next()?;
    (rating::is_word(first) && said.all(|text| text == first)).then(|| (index, first.to_owned()))
}

/// Whether no row fills a column and one of the steps before it.
fn apart(sheet: &Sheet, body: &[usize], steps: &[(usize, String)], index: usize) -> bool {
    let rows = body.iter().filter_map(|row| sheet.rows.get(*row));
    let filled = |row: &crate::sheet::Row, at: usize| row.cells.get(at).is_some_and(says);
    rows.filter(|row| filled(row, index)).all(|row| !steps.iter().any(|(at, _)| filled(row, *at)))
}

fn close(run: &mut Vec<Column>, joined: &mut Vec<Column>) {
    if run.len() < 3 {
        joined.append(run);
        return;
    }
    let Some(first) = run.first() else { return };
    let mut groups = first.groups.clone();
    let heading = groups.pop().unwrap_or_default();
    let (index, spread) = (first.index, first.spread);
    let ticks = run.drain(..).map(|column| (column.index, column.heading)).collect();
    joined.push(Column { index, heading, groups, spread, ticks, ..Column::default() });
}

fn is_step(heading: &str) -> bool {
    heading.len() <= 30 && rating::is_rating(heading)
}

fn marks_only(sheet: &Sheet, body: &[usize], index: usize) -> bool {
    let cells = body.iter().filter_map(|row| sheet.rows.get(*row)?.cells.get(index));
    let mut said = cells.filter(|cell| says(cell)).peekable();
    said.all(|cell| is_mark(cell.text.trim()))
}

/// Whether a cell's text is a mark: a cross, a tick, a blob.
pub(crate) fn is_mark(text: &str) -> bool {
    matches!(
        text,
        "x" | "X"
            | "×"
            | "✓"
            | "✔"
            | "√"
            | "●"
            | "•"
            | "*"
            | "■"
            | "✗"
            | "✘"
            | "Y"
            | "Yes"
            | "yes"
            | "☒"
            | "☑"
            | "o"
            | "O"
            | "1"
    )
}
