//! Workbooks: XLSX and XLSM, XLS, ODS. Every cell as the sheet shows it.

mod grid;
mod number_format;
mod ods;
mod shown;
#[cfg(test)]
mod tests;
mod xls;
mod xlsx;
mod xlsx_layout;

use crate::{IntakeError, sheet::Document};

/// Reads an XLSX or XLSM workbook.
pub(crate) fn read_xlsx(bytes: &[u8]) -> Result<Document, IntakeError> {
    xlsx::read(bytes)
}

/// Reads an ODS workbook.
pub(crate) fn read_ods(bytes: &[u8]) -> Result<Document, IntakeError> {
    ods::read(bytes)
}

/// Reads a compound file: an XLS workbook, or whatever a password protects.
pub(crate) fn read_compound(bytes: &[u8]) -> Result<Document, IntakeError> {
    xls::read(bytes)
}
