//! The register as comma-separated values (RFC 4180): a row per action, the risk's own cells on
//! its first row, as the spreadsheets have it that registers live in.
//!
//! A body's headings are its own, and read alone a few of them mean another field ("Type" for what
//! is done about a risk). Where a table would not come back as it went out, every heading names its
//! field as well: "Type [as response]".

use bellwether_domain::{
    Register,
    guard::{guarded, telling},
};
use csv::{Terminator, Writer, WriterBuilder};
use thiserror::Error;

use crate::{
    columns::{Column, columns},
    paper::Table,
};

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

/// The register's table as CSV text that comes back as it went out. The headings are the body's own,
/// and say their field as well where `read`, which reads a register from a text, would else take one
/// of them for another.
///
/// # Errors
/// When the table cannot be written; with the memory at hand that does not happen.
pub fn settled(
    register: &Register,
    dialect: Dialect,
    read: impl Fn(&str) -> Option<Register>,
) -> Result<String, CsvError> {
    let plain = csv(register, dialect)?;
    let again = || read(&plain).and_then(|back| csv(&back, dialect).ok());
    if register.risks.is_empty() || again().as_ref() == Some(&plain) {
        return Ok(plain);
    }
    whole(register, dialect, |column| telling(&column.heading, &column.content))
}

/// The register's table as CSV text, with the body's own headings.
///
/// # Errors
/// When the table cannot be written; with the memory at hand that does not happen.
pub fn csv(register: &Register, dialect: Dialect) -> Result<String, CsvError> {
    whole(register, dialect, |column| column.heading.clone())
}

/// Any table as CSV text: its headings, then its rows.
///
/// # Errors
/// When the table cannot be written; with the memory at hand that does not happen.
pub fn rows(
    headings: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<String, CsvError> {
    let mut writer = writer(Dialect::default());
    writer.write_record(headings.iter().map(|heading| guarded((*heading).to_owned())))?;
    for row in rows {
        writer.write_record(row.into_iter().map(guarded))?;
    }
    finished(writer)
}

fn whole(
    register: &Register,
    dialect: Dialect,
    heading: impl Fn(&Column) -> String,
) -> Result<String, CsvError> {
    let columns = columns(register);
    let mut writer = writer(dialect);
    writer.write_record(columns.iter().map(|column| guarded(heading(column))))?;
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
