//! XLS, the compound file of Excel 97 to 2003: calamine gives the values, [`layout`] the styles
//! and what is hidden.

pub(super) mod bytes;
mod layout;
pub(super) mod palette;
mod references;
#[cfg(test)]
mod tests;

use std::io::{Cursor, Read, Write};

use calamine::{Data, DataRef, Range, Reader, SheetType, SheetVisible, Xls, XlsError};

use self::layout::{Book, Layout};
use super::{
    conditional::{self, Conditions, Hidden, Names},
    grid::{Block, Grid, lone},
    shown,
};
use crate::{
    ReadError,
    read::{
        limits::{MOST_CELLS, TEXT_OF_A_CELL, too_many_cells},
        strangers, unsaid,
    },
    sheet::{Cell, Document, Sheet},
};

const KIND: &str = "Excel workbook";

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let content = layout::without_dimensions(stream(bytes)?)?;
    let book = Book::read(&content)?;
    if book.sheets.iter().any(|sheet| sheet.claims_dimensions) {
        return Err(layout::overlapping());
    }
    // Calamine lays a sheet out over all the cells from its first to its last, and gives each its
    // own copy of a text.
    let area: u64 = book.sheets.iter().map(Layout::area).sum();
    let text: usize = book.sheets.iter().map(|sheet| sheet.text).sum();
    if area > MOST_CELLS as u64 || text / TEXT_OF_A_CELL > MOST_CELLS {
        return Err(too_many_cells());
    }
    let sound = repacked(&content).map_err(|e| damaged(&e))?;
    let mut workbook: Xls<_> = Xls::new(Cursor::new(sound)).map_err(declined)?;
    let epoch_1904 = workbook.has_1904_epoch();
    let mut budget = MOST_CELLS;
    let conditional = book.sheets.iter().any(|layout| !layout.conditions.rules.is_empty());
    let mut sheets = Vec::new();
    let mut conditions = Vec::new();
    for (listed, layout) in workbook.sheets_metadata().to_vec().into_iter().zip(&book.sheets) {
        if listed.typ != SheetType::WorkSheet {
            continue;
        }
        let range = workbook.worksheet_range(&listed.name).unwrap_or_default();
        let (mut grid, hidden) = cells(&range, layout, &book, conditional, epoch_1904)?;
        let merged = workbook.merge_cells_by_sheet_name(&listed.name).unwrap_or_default();
        grid.blocks.extend(merged.iter().map(|block| Block {
            top: block.start.0,
            left: block.start.1,
            bottom: block.end.0,
            right: block.end.1,
        }));
        sheets.push(Sheet {
            name: Some(listed.name),
            hidden: listed.visible != SheetVisible::Visible,
            ..grid.finish(&mut budget)?
        });
        conditions.push(Conditions { rules: layout.conditions.rules.clone(), hidden });
    }
    conditional::paint(&mut sheets, &mut conditions, &Names::default());
    Ok(Document { sheets })
}

/// The stream of the workbook inside the compound file.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    if !file.exists("/Workbook") {
        return Err(strangers::compound(&file));
    }
    let mut stream = file.open_stream("/Workbook").map_err(|e| damaged(&e))?;
    let mut content = Vec::new();
    stream.read_to_end(&mut content).map_err(|e| damaged(&e))?;
    Ok(content)
}

/// The stream in a compound file of its own. Calamine makes room for whatever sector a damaged
/// file names, and a request for terabytes ends the program: it is only given files that we wrote.
fn repacked(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let empty = Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, empty)?;
    file.create_stream("/Workbook")?.write_all(content)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// The cells of one sheet, and what shows otherwise where conditions may ask for it.
fn cells(
    range: &Range<Data>,
    layout: &Layout,
    book: &Book,
    conditional: bool,
    epoch_1904: bool,
) -> Result<(Grid, Hidden), ReadError> {
    let (mut grid, mut hidden) = (Grid::default(), Hidden::new());
    for (row, column, style) in &layout.cells {
        let (row, column) = (u32::from(*row), u32::from(*column));
        let look = book.look(*style);
        let value = range.get_value((row, column)).map_or(DataRef::Empty, shown::borrowed);
        let mut text = shown::cell(&value, &look.shown, epoch_1904, layout.hides_zeros);
        if conditional && let Some(value) = shown::otherwise(&value, &text) {
            hidden.insert((row, column), value);
        }
        if look.struck && !text.is_empty() {
            text = unsaid::strike(&text);
        }
        if !text.is_empty() || look.fill.is_some() {
            grid.put(row, column, Cell { fill: look.fill, bold: look.bold, ..lone(text) })?;
        }
    }
    grid.hide_rows(|row| u16::try_from(row).is_ok_and(|row| layout.hidden_rows.contains(&row)));
    grid.hidden_columns.extend(&layout.hidden_columns);
    Ok((grid, hidden))
}

fn declined(error: XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Protected { kind: KIND },
        other => damaged(&other),
    }
}

fn damaged(error: &dyn std::fmt::Display) -> ReadError {
    ReadError::Damaged { kind: KIND, detail: error.to_string() }
}
