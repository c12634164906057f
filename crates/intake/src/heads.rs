//! Where a table begins, on the word of whoever brings the document: the row of its headings, told
//! by what it says, so that it is found in the next document of the same shape as well.

use serde::{Deserialize, Serialize};

use crate::{
    locate::filled,
    parse::squeeze,
    sheet::{Document, Row},
};

/// Rows of a sheet among which the headings are sought.
const MOST_ROWS: usize = 2_000;
/// Bytes that such a row may say.
const MOST_BYTES: usize = 4_000;

/// The row of a table's headings, and the column that it begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// What the row says, as [`Heads::words`] gives it.
    pub row: String,
    /// The first column of the table, from nought.
    pub column: u16,
}

impl Heads {
    /// What a row says, cell by cell; `None` where it says less than headings do, or more.
    pub fn words(row: &Row) -> Option<String> {
        let cells: Vec<String> =
            filled(row).map(|(_, cell)| squeeze(&cell.text).to_lowercase()).collect();
        let words = cells.join(" | ");
        (cells.len() >= 2 && words.len() <= MOST_BYTES).then_some(words)
    }

    /// The sheet and the row of a document that say the same.
    pub fn find(&self, document: &Document) -> Option<(usize, usize)> {
        document.sheets.iter().enumerate().find_map(|(at, sheet)| {
            let says = |row: &Row| Self::words(row).is_some_and(|words| words == self.row);
            let row = sheet.rows.iter().take(MOST_ROWS).position(says)?;
            Some((at, row))
        })
    }
}
