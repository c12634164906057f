//! What every reader delivers: rows of cells, each knowing where it stood.
//!
//! A spreadsheet's sheet, a Word document, a PDF and a text all become the same thing, so that
//! everything after reading is written once. A paragraph is a row of one cell.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A colour as the file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the three channels")]
pub struct Rgb {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

/// A document as rows of cells.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    /// One per sheet of a workbook; a single one for every other format.
    pub sheets: Vec<Sheet>,
}

/// A sequence of rows in reading order.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// The sheet's name, in a workbook.
    pub name: Option<String>,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Its columns (from zero, ascending) that the workbook hides.
    pub hidden_columns: Vec<u32>,
    /// Its rows, blank ones included where the format has them.
    pub rows: Vec<Row>,
    /// What its pages look like, in a format that says what stands where on them.
    pub pages: Arc<[Page]>,
    /// What was noticed as it was read: struck words left out, errors in cells.
    pub remarks: Vec<Remark>,
    /// How wide and how high the pages are that it is set for, in points, where the file says.
    pub size: Option<(f32, f32)>,
}

/// What was noticed as a sheet was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// A cell holds an error of the spreadsheet's own ("#REF!") and is read as empty.
    Fault {
        /// The cell.
        at: Place,
        /// The error as it shows.
        error: String,
    },
    /// Words of a cell are struck through or deleted, and are left out of its text.
    Struck {
        /// The cell.
        at: Place,
        /// The words.
        words: String,
    },
    /// The workbook was saved without the results of its formulas; they were reckoned.
    Reckoned {
        /// How many formulas have no result.
        all: usize,
        /// How many of them could not be reckoned and are empty.
        left: usize,
    },
}

/// Where something is remarked in a sheet, as its readers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The page, where the format has pages.
    pub page: Option<u32>,
    /// The row of the sheet or table, or the line of the text; from one.
    pub row: u32,
    /// The column, from one; `None` in running text.
    pub column: Option<u32>,
}

/// One row, line or paragraph.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
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
    /// What its cells say where all of it is struck through: their texts are then empty.
    pub struck: Option<Box<[String]>>,
}

/// One cell as it shows.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
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
    /// Its box on the page, where the format says.
    pub area: Option<Box<Area>>,
    /// The number that it holds, where it shows that number rounded.
    pub exact: Option<Box<f64>>,
    /// Where it stands in the document as it was read; kept by every copy, so that a value can
    /// be traced to its cell however the rows were put right.
    pub origin: Option<Spot>,
}

/// A cell's place in a document: which sheet, row and cell, each from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the index of its name")]
pub struct Spot {
    pub sheet: u16,
    pub row: u32,
    pub column: u16,
}

/// A box on a page, in points from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the four sides")]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

/// What a page looks like: its words in their places, filled areas and ruled lines.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Page {
    /// How wide it is, in points.
    pub width: f32,
    /// How high it is.
    pub height: f32,
    /// Its words.
    pub words: Vec<Placed>,
    /// Its coloured areas, in the order in which they are painted.
    pub fills: Vec<(Area, Rgb)>,
    /// Its ruled lines, each as thin as it is.
    pub lines: Vec<Area>,
    /// How its words were recognised, where it is a picture without a text layer.
    pub scan: Option<Scan>,
}

/// How the words of a picture were recognised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scan {
    /// How sure the recogniser is of them on average, from 0 to 1.
    pub confidence: f32,
    /// How many there are.
    pub words: usize,
    /// Those that it is not sure of.
    pub unsure: Vec<Unsure>,
}

/// A word that may be another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unsure {
    /// The word as it was recognised.
    pub text: String,
    /// How sure the recogniser is of it, from 0 to 1.
    pub confidence: f32,
    /// Its box on the page.
    pub area: Area,
    /// The picture of the line it stands in, as a PNG.
    pub picture: Vec<u8>,
}

/// A word in its place on a page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Placed {
    /// The word.
    pub text: String,
    /// Its box on the page.
    pub area: Area,
    /// The size of its type, in points.
    pub size: f32,
    /// By how many quarters it is turned, clockwise from level.
    pub quarters: u8,
    /// Whether it is bold.
    pub bold: bool,
}

impl Document {
    /// Tells every cell where it stands.
    pub fn number(&mut self) {
        for (sheet, own) in self.sheets.iter_mut().enumerate() {
            for (row, own) in own.rows.iter_mut().enumerate() {
                for (column, cell) in own.cells.iter_mut().enumerate() {
                    cell.origin = Spot::new(sheet, row, column);
                }
            }
        }
    }

    /// Takes rows that are struck out whole as if they were not.
    pub fn stand(&mut self) {
        for row in self.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
            for (cell, words) in row.cells.iter_mut().zip(row.struck.take().unwrap_or_default()) {
                cell.text = words;
            }
        }
    }

    /// The row of a place.
    pub fn row(&self, at: Spot) -> Option<&Row> {
        self.sheets.get(usize::from(at.sheet))?.rows.get(usize::try_from(at.row).ok()?)
    }

    /// The cell of a place.
    pub fn cell(&self, at: Spot) -> Option<&Cell> {
        self.row(at)?.cells.get(usize::from(at.column))
    }
}

impl Spot {
    /// A place by its indices; `None` beyond what any register has.
    pub fn new(sheet: usize, row: usize, column: usize) -> Option<Self> {
        Some(Self {
            sheet: sheet.try_into().ok()?,
            row: row.try_into().ok()?,
            column: column.try_into().ok()?,
        })
    }
}

/// Whether a cell is covered by a merged one that begins elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Merged {
    /// It stands for itself (and is the first cell of its own span, if it has one).
    #[default]
    No,
    /// A cell to the left reaches over it.
    FromLeft,
    /// A cell above reaches over it.
    FromAbove,
}
