//! Paragraphs and tables → rows of cells.

use super::body::{Block, Body, Paragraph, Table, TableCell, TableRow};
use crate::{
    IntakeError,
    read::limits::{MOST_CELLS, too_many_cells},
    sheet::{Cell, Merged, Row},
};

/// Rows as they are gathered.
#[derive(Debug)]
pub(super) struct Rows {
    rows: Vec<Row>,
    tables: u32,
    paragraphs: u32,
    budget: usize,
}

impl Default for Rows {
    fn default() -> Self {
        Self { rows: vec![], tables: 0, paragraphs: 0, budget: MOST_CELLS }
    }
}

impl Rows {
    /// The rows gathered.
    pub(super) fn finish(self) -> Vec<Row> {
        self.rows
    }

    /// A line of running text that stands on every page.
    pub(super) fn running(&mut self, text: String) -> Result<(), IntakeError> {
        self.paragraph(Paragraph { text, ..Paragraph::default() })
    }

    /// Everything a body holds, in reading order.
    pub(super) fn body(&mut self, body: Body) -> Result<(), IntakeError> {
        for block in body.blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph)?,
                Block::Table(table) => self.table(table)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: Paragraph) -> Result<(), IntakeError> {
        self.paragraphs = self.paragraphs.saturating_add(1);
        if paragraph.text.is_empty() {
            return Ok(());
        }
        let Paragraph { text, bold, fill, page } = paragraph;
        let cell = Cell { text, bold, fill, columns: 1, rows: 1, ..Cell::default() };
        self.push(Row {
            page,
            number: self.paragraphs,
            table: None,
            cells: vec![cell],
            hidden: false,
        })
    }

    fn push(&mut self, row: Row) -> Result<(), IntakeError> {
        self.budget = self.budget.checked_sub(row.cells.len()).ok_or_else(too_many_cells)?;
        self.rows.push(row);
        Ok(())
    }

    /// A table, and after each of its rows the tables that a lone cell of it wraps: a table of one
    /// column around others is a frame, not a table of its own.
    fn table(&mut self, table: Table) -> Result<(), IntakeError> {
        self.tables = self.tables.saturating_add(1);
        let mut id = self.tables;
        // For each column, the row and cell that the next cell below may go on from.
        let mut above: Vec<Option<(usize, usize)>> = Vec::new();
        for (number, row) in (1_u32..).zip(table.rows) {
            if is_frame(&row) {
                for cell in row.cells {
                    self.body(cell.body)?;
                }
                // What follows the framed table is no part of it, nor of what came before.
                above.clear();
                self.tables = self.tables.saturating_add(1);
                id = self.tables;
                continue;
            }
            let (page, hidden) = (row.page, row.hidden);
            let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len());
            let mut below = Vec::new();
            for cell in &row.cells {
                self.place(cell, &mut cells, &above, &mut below);
            }
            above = below;
            self.push(Row { page, number, table: Some(id), cells, hidden })?;
        }
        Ok(())
    }

    fn place(
        &mut self,
        cell: &TableCell,
        cells: &mut Vec<Cell>,
        above: &[Option<(usize, usize)>],
        below: &mut Vec<Option<(usize, usize)>>,
    ) {
        let (at, row) = (cells.len(), self.rows.len());
        let columns = cell.columns.max(1);
        let covered = |merged, fill| Cell { merged, fill, columns: 1, rows: 1, ..Cell::default() };
        let origin = above.get(at).copied().flatten();
        if let (true, Some((first, column))) = (cell.continues, origin) {
            let begun = self.rows.get_mut(first).and_then(|row| row.cells.get_mut(column));
            let fill = begun.map(|begun| {
                begun.rows = u16::try_from(row - first + 1).unwrap_or(u16::MAX);
                begun.fill
            });
            for _ in 0..columns {
                cells.push(covered(Merged::FromAbove, fill.flatten()));
                below.push(origin);
            }
            return;
        }
        if cell.joins_left && at > 0 {
            let begun = cells.iter().rposition(|cell| cell.merged == Merged::No);
            let begun = begun.and_then(|begun| cells.get_mut(begun));
            let fill = begun.and_then(|begun| {
                begun.columns = begun.columns.saturating_add(columns);
                begun.fill
            });
            cells.extend((0..columns).map(|_| covered(Merged::FromLeft, fill)));
            below.extend((0..columns).map(|_| None));
            return;
        }
        let shown = show(cell);
        let fill = shown.fill;
        cells.push(Cell { columns, rows: 1, ..shown });
        cells.extend((1..columns).map(|_| covered(Merged::FromLeft, fill)));
        below.extend((0..columns).map(|_| Some((row, at))));
    }
}

/// Whether a row is a frame: one cell that holds a table of several columns.
fn is_frame(row: &TableRow) -> bool {
    let [cell] = row.cells.as_slice() else { return false };
    cell.body.blocks.iter().any(|block| match block {
        Block::Table(table) => table.rows.iter().any(|row| row.cells.len() > 1),
        Block::Paragraph(_) => false,
    })
}

/// A cell's blocks as lines; a table inside a cell is a line for each of its rows.
fn show(cell: &TableCell) -> Cell {
    let mut bold = true;
    let mut fill = cell.fill;
    let mut lines = Vec::new();
    for block in &cell.body.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                bold &= paragraph.bold || paragraph.text.is_empty();
                fill = fill.or(paragraph.fill);
                lines.push(paragraph.text.clone());
            }
            Block::Table(table) => {
                bold = false;
                lines.extend(table.rows.iter().map(TableRow::line));
            }
        }
    }
    let text = lines.join("\n").trim_matches('\n').trim_end().to_owned();
    let bold = bold && !text.is_empty();
    Cell { text, bold, fill, ..Cell::default() }
}
