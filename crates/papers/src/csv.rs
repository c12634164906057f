//! The register as comma-separated values (RFC 4180): a row per action, the risk's own cells on
//! its first row, as the spreadsheets have it that registers live in.

use bellwether_domain::{Register, guard::guarded};
use csv::{Terminator, Writer, WriterBuilder};
use thiserror::Error;

use crate::{columns::columns, paper::Table};

/// Why the table could not be written.
#[derive(Debug, Error)]
pub enum CsvError {
    /// A row could not be written.
    #[error("the table could not be written as CSV: {0}")]
    Row(#[from] csv::Error),
    /// The writer could not be closed.
    #[error("the table could not be written as CSV: {0}")]
    Close(String),
    /// The table is not UTF-8.
    #[error("the table could not be written as CSV: {0}")]
    Encoding(#[from] std::string::FromUtf8Error),
}

/// How the table is written, for the program that is to open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// What stands between two cells.
    pub delimiter: u8,
    /// Whether a byte-order mark stands first, by which spreadsheets know the text for UTF-8.
    pub mark: bool,
}

impl Default for Dialect {
    /// As RFC 4180 has it.
    fn default() -> Self {
        Self { delimiter: b',', mark: false }
    }
}

/// The register's table as CSV text, with the body's own headings.
///
/// # Errors
/// When the table cannot be written; with the memory at hand that does not happen.
pub fn csv(register: &Register, dialect: Dialect) -> Result<String, CsvError> {
    let columns = columns(register);
    let mut writer = writer(dialect);
    writer.write_record(columns.iter().map(|column| guarded(column.heading.clone())))?;
    for risk in &register.risks {
        for row in 0..risk.actions.len().max(1) {
            let action = risk.actions.get(row);
            writer.write_record(columns.iter().map(|column| {
                let of_risk = if row == 0 { column.of_risk(risk) } else { String::new() };
                let of_action = action.map(|a| column.of_action(a)).unwrap_or_default();
                guarded(of_risk + &of_action)
            }))?;
        }
    }
    finished(writer)
}

/// The rows of a table of a paper, under its last row of headings.
///
/// # Errors
/// When the table cannot be written; with the memory at hand that does not happen.
pub fn of_table(table: &Table, dialect: Dialect) -> Result<String, CsvError> {
    let mut writer = writer(dialect);
    let rows = table.head.last().into_iter();
    for row in rows.chain(table.groups.iter().flat_map(|group| &group.rows)) {
        writer.write_record(row.cells.iter().map(|cell| guarded(cell.words())))?;
    }
    finished(writer)
}

fn writer(dialect: Dialect) -> Writer<Vec<u8>> {
    let first = if dialect.mark { "\u{feff}".into() } else { vec![] };
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .delimiter(dialect.delimiter)
        .from_writer(first)
}

fn finished(writer: Writer<Vec<u8>>) -> Result<String, CsvError> {
    let bytes = writer.into_inner().map_err(|e| CsvError::Close(e.to_string()))?;
    Ok(String::from_utf8(bytes)?)
}
