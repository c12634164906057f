//! Workbooks: XLSX and XLSM, XLS, ODS, and those that are one XML file. Every cell as the sheet shows it.

mod a1;
mod conditional;
mod differential;
mod grid;
mod number_format;
mod ods;
mod shown;
#[cfg(test)]
mod tests;
mod xls;
mod xlsx;
mod xlsx_cells;
mod xlsx_layout;
mod xlsx_parts;
mod xml2003;

use crate::{ReadError, read::guard, sheet::Document};

/// Reads an XLSX or XLSM workbook.
pub(crate) fn read_xlsx(bytes: &[u8]) -> Result<Document, ReadError> {
    guarded("Excel workbook", || xlsx::read(bytes))
}

/// Reads an ODS workbook.
pub(crate) fn read_ods(bytes: &[u8]) -> Result<Document, ReadError> {
    ods::read(bytes)
}

/// Reads an OpenDocument workbook that is one XML file.
pub(crate) fn read_flat_ods(text: &str) -> Result<Document, ReadError> {
    ods::read_flat(text)
}

/// Reads a workbook as Excel 2003 wrote it in XML.
pub(crate) fn read_2003(text: &str) -> Result<Document, ReadError> {
    xml2003::read(text)
}

/// Reads a compound file: an XLS workbook, or whatever a password protects.
pub(crate) fn read_compound(bytes: &[u8]) -> Result<Document, ReadError> {
    guarded("Excel workbook", || xls::read(bytes))
}

/// The library that reads workbooks panics where their parts contradict each other.
fn guarded(
    kind: &'static str,
    read: impl FnOnce() -> Result<Document, ReadError>,
) -> Result<Document, ReadError> {
    guard::caught(read).unwrap_or_else(|_| {
        Err(ReadError::Damaged { kind, detail: "its parts contradict each other".to_owned() })
    })
}
