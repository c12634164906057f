//! PDFs of every layout, written by the tests, and what is read of them.
#![allow(clippy::unwrap_used, reason = "a test's helpers")]

mod drawn;
mod hostile;
mod layouts;
mod paper;
mod set;
mod several;
mod tall;

use bellwether_sheets::sheet::{Cell, Merged, Row};
use bellwether_sheets::{FileFormat, ReadError, cells};

/// The rows of a file.
fn rows(bytes: &[u8]) -> Result<Vec<Row>, ReadError> {
    let (format, document) = cells(bytes)?;
    assert_eq!(format, FileFormat::Pdf);
    Ok(document.sheets.into_iter().flat_map(|sheet| sheet.rows).collect())
}

/// The rows of a file as lines: `page.row table: cell | cell`, `<` and `^` for covered cells.
fn shown(bytes: &[u8]) -> Vec<String> {
    let cell = |cell: &Cell| match cell.merged {
        Merged::FromLeft => "<".to_owned(),
        Merged::FromAbove => "^".to_owned(),
        Merged::No => cell.text.replace('\n', "/"),
    };
    rows(bytes)
        .unwrap()
        .iter()
        .map(|row| {
            let table = row.table.map_or("-".to_owned(), |table| table.to_string());
            let cells: Vec<String> = row.cells.iter().map(cell).collect();
            format!("{}.{} {table}: {}", row.page.unwrap(), row.number, cells.join(" | "))
        })
        .collect()
}
