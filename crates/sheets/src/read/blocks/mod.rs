//! Running text and tables as documents nest them (Word, OpenDocument, RTF, web pages, Markdown),
//! before they become rows of cells.

mod marker;
mod rows;

pub(crate) use marker::{Marker, numeral};
pub(crate) use rows::Rows;

use crate::sheet::Rgb;

/// What a document, a cell or a text box holds, in reading order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Body {
    pub(crate) blocks: Vec<Block>,
}

/// A paragraph or a table.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph as it shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) fill: Option<Rgb>,
    pub(crate) page: Option<u32>,
}

/// A table as it is built.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<TableRow>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct TableRow {
    pub(crate) cells: Vec<TableCell>,
    pub(crate) page: Option<u32>,
    pub(crate) hidden: bool,
}

/// A cell of a table; it may hold anything, further tables too.
#[derive(Debug, Clone)]
pub(crate) struct TableCell {
    pub(crate) body: Body,
    /// How many columns it spans.
    pub(crate) columns: u16,
    /// How many rows it spans, where the format says so in its first row.
    pub(crate) rows: u16,
    pub(crate) fill: Option<Rgb>,
    /// Whether it goes on from the cell above it (Word says it in each row).
    pub(crate) continues: bool,
    /// Whether it goes on from the cell to its left (an older way to say it than `columns`).
    pub(crate) joins_left: bool,
}

impl Default for TableCell {
    fn default() -> Self {
        Self {
            body: Body::default(),
            columns: 1,
            rows: 1,
            fill: None,
            continues: false,
            joins_left: false,
        }
    }
}

impl Body {
    /// Every line of text in it, tables row by row.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
                Block::Table(table) => lines.extend(table.rows.iter().map(TableRow::line)),
            }
        }
        lines
    }
}

impl Table {
    fn cells(&self) -> impl Iterator<Item = &TableCell> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    /// Whether it only lays out others: most of what it holds are the cells of tables inside it.
    fn is_frame(&self) -> bool {
        let inner: usize =
            self.cells().flat_map(TableCell::tables).map(|t| t.cells().count()).sum();
        inner > 2 * self.cells().count()
    }
}

impl TableCell {
    fn tables(&self) -> impl Iterator<Item = &Table> {
        self.body.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        })
    }
}

impl TableRow {
    /// Whether it is one cell around a table of several columns.
    fn is_frame(&self) -> bool {
        let [cell] = self.cells.as_slice() else { return false };
        cell.tables().any(|table| table.rows.iter().any(|row| row.cells.len() > 1))
    }

    /// The row as one line, its cells divided by bars.
    pub(crate) fn line(&self) -> String {
        let cells = self.cells.iter().map(|cell| cell.body.lines().join(" ").trim().to_owned());
        cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ")
    }
}
