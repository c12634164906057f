//! Workbooks: XLSX and XLSM, XLS, ODS. Every cell as the sheet shows it.

mod grid;
mod number_format;
#[cfg(test)]
mod tests;
mod xlsx;
mod xlsx_layout;

use crate::{IntakeError, sheet::Document};

/// Reads an XLSX or XLSM workbook.
pub(crate) fn read_xlsx(bytes: &[u8]) -> Result<Document, IntakeError> {
    xlsx::read(bytes)
}
