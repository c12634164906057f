//! The bounds every reader keeps, so that no file can take unbounded memory or time.
//!
//! Each is well above what a register needs: the largest seen has some thousand rows.

use crate::ReadError;

/// Bytes that a packed file (XLSX, ODS, DOCX) may unpack to in all.
pub(crate) const MOST_UNPACKED: u64 = 512 * MEGABYTE;

/// How many times its own size a packed file may unpack to. Only asked beyond
/// [`FREELY_UNPACKED`]: small files of repeated cells honestly pack a hundredfold.
pub(crate) const MOST_RATIO: u64 = 200;

/// Bytes that a packed file may unpack to whatever the ratio.
pub(crate) const FREELY_UNPACKED: u64 = 32 * MEGABYTE;

/// Parts inside a packed file.
pub(crate) const MOST_PARTS: usize = 10_000;

/// Cells in a document, blank ones between others included: 100,000 rows of twenty columns.
pub const MOST_CELLS: usize = 2_000_000;

/// Bytes of a cell's text that count as one more cell of [`MOST_CELLS`]: a text that is kept once
/// may stand in any number of cells.
pub(crate) const TEXT_OF_A_CELL: usize = 256;

/// Columns and rows of a sheet: what spreadsheets themselves allow.
pub(crate) const MOST_COLUMNS: u32 = 16_384;
/// See [`MOST_COLUMNS`].
pub(crate) const MOST_ROWS: u32 = 1_048_576;

/// Sheets of a workbook.
pub(crate) const MOST_SHEETS: usize = 1_000;

/// How often a row that says something is kept where a file repeats it (ODS); a file that repeats
/// it more often fills the rest of the sheet with it.
pub(crate) const MOST_REPEATS: u32 = 1_000;

/// Blank rows kept between two rows that hold something; more say nothing more.
pub(crate) const MOST_BLANK_ROWS: u32 = 100;

/// Tables inside each other in a document.
pub(crate) const MOST_NESTED_TABLES: usize = 32;

/// Characters of a number format; spreadsheets themselves allow 255.
pub(crate) const MOST_FORMAT: usize = 255;

const MEGABYTE: u64 = 1024 * 1024;

/// The refusal of a document with more than [`MOST_CELLS`] cells.
pub(crate) fn too_many_cells() -> ReadError {
    ReadError::TooLarge {
        found: "more cells".to_owned(),
        limit: format!("{} million cells", MOST_CELLS / 1_000_000),
    }
}

/// The refusal of a cell that stands outside every sheet there can be.
pub(crate) fn too_far_out() -> ReadError {
    ReadError::TooLarge {
        found: "a cell far out".to_owned(),
        limit: format!("{MOST_COLUMNS} columns and {MOST_ROWS} rows"),
    }
}

/// The refusal of a workbook with more than [`MOST_SHEETS`] sheets.
pub(crate) fn too_many_sheets(found: usize) -> ReadError {
    ReadError::TooLarge { found: format!("{found} sheets"), limit: format!("{MOST_SHEETS} sheets") }
}

/// The refusal of a file that unpacks to more than it may.
pub(crate) fn unpacks_too_far() -> ReadError {
    ReadError::TooLarge {
        found: "far more in it than its size shows".to_owned(),
        limit: format!(
            "{} MB unpacked, {MOST_RATIO} times the packed size",
            MOST_UNPACKED / MEGABYTE
        ),
    }
}
