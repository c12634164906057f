//! The register as comma-separated values (RFC 4180): a row per action, the risk's own cells on
//! its first row, as the spreadsheets have it that registers live in.

use bellwether_domain::Register;
use csv::{Terminator, WriterBuilder};
use thiserror::Error;

use crate::columns::columns;

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

/// The register's table as CSV text, with the body's own headings.
///
/// # Errors
/// When the table cannot be written; with the memory at hand that does not happen.
pub fn csv(register: &Register) -> Result<String, CsvError> {
    let columns = columns(register);
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(columns.iter().map(|column| as_text(column.heading.clone())))?;
    for risk in &register.risks {
        for row in 0..risk.actions.len().max(1) {
            let action = risk.actions.get(row);
            writer.write_record(columns.iter().map(|column| {
                let of_risk = if row == 0 { column.of_risk(risk) } else { String::new() };
                let of_action = action.map(|a| column.of_action(a)).unwrap_or_default();
                as_text(of_risk + &of_action)
            }))?;
        }
    }
    let bytes = writer.into_inner().map_err(|e| CsvError::Close(e.to_string()))?;
    Ok(String::from_utf8(bytes)?)
}

/// Keeps a cell text in every spreadsheet: one that begins as a formula would gets an apostrophe,
/// which spreadsheets do not show (OWASP, CSV injection). Numbers such as −5 are left alone.
pub fn as_text(cell: String) -> String {
    let formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell }
}
