//! Paragraphs and tables → rows of cells.

use super::{Block, Body, Paragraph, Table, TableCell, TableRow};
use crate::{
    ReadError,
    read::limits::{MOST_CELLS, too_many_cells},
    sheet::{Cell, Merged, Rgb, Row},
};

/// Rows as they are gathered.
#[derive(Debug)]
pub(crate) struct Rows {
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
    pub(crate) fn finish(self) -> Vec<Row> {
        self.rows
    }

    /// A line of running text that stands on every page.
    pub(crate) fn running(&mut self, text: String) -> Result<(), ReadError> {
        self.paragraph(Paragraph { text, ..Paragraph::default() })
    }

    /// Everything a body holds, in reading order.
    pub(crate) fn body(&mut self, body: Body) -> Result<(), ReadError> {
        for block in body.blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph)?,
                Block::Table(table) => self.table(table)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: Paragraph) -> Result<(), ReadError> {
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
            ..Row::default()
        })
    }

    fn push(&mut self, row: Row) -> Result<(), ReadError> {
        self.budget = self.budget.checked_sub(row.cells.len()).ok_or_else(too_many_cells)?;
        self.rows.push(row);
        Ok(())
    }

    /// A table as rows of cells; one that only frames others is no table of its own.
    fn table(&mut self, table: Table) -> Result<(), ReadError> {
        if table.is_frame() {
            let cells = table.rows.into_iter().flat_map(|row| row.cells);
            return cells.into_iter().try_for_each(|cell| self.body(cell.body));
        }
        self.tables = self.tables.saturating_add(1);
        let mut id = self.tables;
        let mut above = Vec::new();
        for (number, row) in (1_u32..).zip(table.rows) {
            if row.is_frame() {
                for cell in row.cells {
                    self.body(cell.body)?;
                }
                // What follows the framed table is no part of it, nor of what came before.
                above.clear();
                self.tables = self.tables.saturating_add(1);
                id = self.tables;
                continue;
            }
            let mut line = Line::below(above, self.rows.len());
            for cell in &row.cells {
                self.place(cell, &mut line);
                if line.cells.len() > self.budget {
                    return Err(too_many_cells());
                }
            }
            self.reach_down(&mut line, usize::MAX);
            above = line.below;
            let (page, hidden) = (row.page, row.hidden);
            let cells = line.cells;
            self.push(Row { page, number, table: Some(id), cells, hidden, ..Row::default() })?;
        }
        Ok(())
    }

    /// Puts a cell into the line at the next column that no cell from above reaches down to.
    fn place(&mut self, cell: &TableCell, line: &mut Line) {
        let columns = cell.columns.max(1);
        if cell.continues
            && let Some(from) = line.above.get(line.cells.len()).copied().flatten()
        {
            (0..columns).for_each(|_| self.cover(from, line));
            return;
        }
        if cell.joins_left && !line.cells.is_empty() {
            let begun = line.cells.iter_mut().rev().find(|cell| cell.merged == Merged::No);
            let fill = begun.and_then(|begun| {
                begun.columns = begun.columns.saturating_add(columns);
                begun.fill
            });
            line.cells.extend((0..columns).map(|_| covered(Merged::FromLeft, fill)));
            line.below.extend((0..columns).map(|_| None));
            return;
        }
        self.reach_down(line, line.cells.len());
        let from = From { row: line.at, column: line.cells.len(), left: cell.rows.max(1) - 1 };
        let shown = show(cell);
        let fill = shown.fill;
        line.cells.push(Cell { columns, rows: 1, ..shown });
        line.cells.extend((1..columns).map(|_| covered(Merged::FromLeft, fill)));
        line.below.extend((0..columns).map(|_| Some(from)));
    }

    /// Fills the columns from where the line stands that cells above span; goes on over free ones
    /// as long as they lie before `until`.
    fn reach_down(&mut self, line: &mut Line, until: usize) {
        loop {
            let at = line.cells.len();
            match line.above.get(at).copied().flatten() {
                Some(from) if from.left > 0 => {
                    self.cover(From { left: from.left - 1, ..from }, line);
                }
                _ => {
                    if at >= until || at >= line.reached {
                        return;
                    }
                    line.cells.push(covered(Merged::No, None));
                    line.below.push(None);
                }
            }
        }
    }

    /// Covers the next column of the line by a cell that begins above.
    fn cover(&mut self, from: From, line: &mut Line) {
        let begun = self.rows.get_mut(from.row).and_then(|row| row.cells.get_mut(from.column));
        let fill = begun.and_then(|begun| {
            begun.rows = u16::try_from(line.at - from.row + 1).unwrap_or(u16::MAX);
            begun.fill
        });
        line.cells.push(covered(Merged::FromAbove, fill));
        line.below.push(Some(from));
    }
}

/// A row of a table in the making.
struct Line {
    /// Where the row will stand among all rows.
    at: usize,
    cells: Vec<Cell>,
    /// For each column of the row before, the cell that may reach down into this one.
    above: Vec<Option<From>>,
    below: Vec<Option<From>>,
    /// Beyond which column no cell from above reaches down.
    reached: usize,
}

impl Line {
    fn below(above: Vec<Option<From>>, at: usize) -> Self {
        let spans = |from: &Option<From>| from.is_some_and(|from| from.left > 0);
        let reached = above.iter().rposition(spans).map_or(0, |last| last + 1);
        Self { at, cells: vec![], above, below: vec![], reached }
    }
}

/// Where a cell that spans rows began, and how many rows it still spans.
#[derive(Debug, Clone, Copy)]
struct From {
    row: usize,
    column: usize,
    left: u16,
}

fn covered(merged: Merged, fill: Option<Rgb>) -> Cell {
    Cell { merged, fill, columns: 1, rows: 1, ..Cell::default() }
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
