//! What every reader delivers: rows of cells, each knowing where it stood.
//!
//! A spreadsheet's sheet, a Word document, a PDF and a text all become the same thing, so that
//! everything after reading is written once. A paragraph is a row of one cell.

/// A colour as the file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the three channels")]
pub struct Rgb {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

/// A document as rows of cells.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// One per sheet of a workbook; a single one for every other format.
    pub sheets: Vec<Sheet>,
}

/// A sequence of rows in reading order.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The sheet's name, in a workbook.
    pub name: Option<String>,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Its columns (from zero, ascending) that the workbook hides.
    pub hidden_columns: Vec<u32>,
    /// Its rows, blank ones included where the format has them.
    pub rows: Vec<Row>,
}

/// One row, line or paragraph.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The page, where the format has pages.
    pub page: Option<u32>,
    /// The row of the sheet or table, or the line of the text; from one.
    pub number: u32,
    /// Which table the row belongs to; `None` for running text. In a format that marks no tables
    /// (a text, a spreadsheet) every row is `Some(0)`.
    pub table: Option<u32>,
    /// The cells from the first column on.
    pub cells: Vec<Cell>,
    /// Whether the file hides the row.
    pub hidden: bool,
}

/// One cell as it shows.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// The text as shown; `\n` where the cell breaks its lines.
    pub text: String,
    /// Its background, where it is coloured and not white.
    pub fill: Option<Rgb>,
    /// Whether another cell is merged over this one.
    pub merged: Merged,
    /// How many columns it spans, itself included: 1 if it is not merged.
    pub columns: u16,
    /// How many rows it spans, itself included: 1 if it is not merged.
    pub rows: u16,
    /// Whether its text is set bold, where the format says.
    pub bold: bool,
}

/// Whether a cell is covered by a merged one that begins elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Merged {
    /// It stands for itself (and is the first cell of its own span, if it has one).
    #[default]
    No,
    /// A cell to the left reaches over it.
    FromLeft,
    /// A cell above reaches over it.
    FromAbove,
}
