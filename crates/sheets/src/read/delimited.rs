//! Delimited text: tab, comma, semicolon or pipe, told by consistency; RFC 4180 quoting.

use bellwether_domain::guard::unguarded;

use super::limits::{MOST_CELLS, too_many_cells};
use crate::{
    ReadError,
    sheet::{Cell, Document, Row, Sheet},
};

/// Reads a text, choosing its delimiter.
pub(crate) fn read(text: &str) -> Result<Document, ReadError> {
    let rows = rows(text, sniff(text))?;
    Ok(Document { sheets: vec![Sheet { rows, ..Sheet::default() }] })
}

/// Whether most rows have one number of cells, three or more: then the delimiter is beyond doubt.
pub fn is_even(document: &Document) -> bool {
    let mut widths = std::collections::HashMap::<usize, usize>::new();
    let mut said = 0;
    for row in document.sheets.iter().flat_map(|sheet| &sheet.rows).take(2000) {
        if row.cells.iter().any(|cell| !cell.text.trim().is_empty()) {
            said += 1;
            *widths.entry(row.cells.len()).or_default() += 1;
        }
    }
    widths.into_iter().any(|(width, rows)| width >= 3 && rows * 2 > said)
}

/// The delimiter that divides the most lines into the same number of fields.
fn sniff(text: &str) -> u8 {
    let score = |delimiter: u8| -> usize {
        if !text.contains(char::from(delimiter)) {
            return 0;
        }
        let mut widths = std::collections::HashMap::<usize, usize>::new();
        let sample: String = text.chars().take(200_000).collect();
        for row in rows(&sample, delimiter).unwrap_or_default().iter().take(400) {
            if row.cells.len() > 1 {
                *widths.entry(row.cells.len()).or_default() += 1;
            }
        }
        // A wide table is stronger evidence than a comma in every sentence.
        widths.into_iter().map(|(width, lines)| lines * (width - 1)).max().unwrap_or(0)
    };
    let order = [b'\t', b'|', b';', b','];
    order
        .into_iter()
        .rev()
        .max_by_key(|d| score(*d) * if *d == b',' { 1 } else { 2 })
        .unwrap_or(b'\t')
}

/// Divides a text into rows; a quoted cell may hold delimiters, line breaks and doubled quotes.
fn rows(text: &str, delimiter: u8) -> Result<Vec<Row>, ReadError> {
    let delimiter = char::from(delimiter);
    // A row counts as a cell too: a text may have nothing but line breaks.
    let mut room = MOST_CELLS;
    let mut take = |cells: usize| {
        room = room.checked_sub(cells).ok_or_else(too_many_cells)?;
        Ok::<(), ReadError>(())
    };
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut line = 1_u32;
    let mut began = 1_u32;
    let mut page = 1_u32;
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    let mut fresh = true;
    let has_pages = text.contains('\u{c}');
    while let Some(c) = chars.next() {
        if quoted {
            match c {
                '"' if chars.peek() == Some(&'"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' => quoted = false,
                _ => {
                    line += u32::from(c == '\n');
                    cell.push(c);
                }
            }
            continue;
        }
        match c {
            '"' if fresh && closes(chars.clone(), delimiter) => {
                quoted = true;
                fresh = false;
            }
            '\n' => {
                take(2)?;
                cells.push(std::mem::take(&mut cell));
                rows.push(row(std::mem::take(&mut cells), began, has_pages.then_some(page)));
                line += 1;
                began = line;
                fresh = true;
            }
            '\u{c}' => page += 1,
            _ if c == delimiter => {
                take(1)?;
                cells.push(std::mem::take(&mut cell));
                fresh = true;
            }
            _ => {
                fresh = fresh && c == ' ';
                cell.push(c);
            }
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        rows.push(row(cells, began, has_pages.then_some(page)));
    }
    Ok(rows)
}

/// Whether an opening quote is closed before a delimiter or the end, within a bounded reach; an
/// inch mark or a stray quote is text.
fn closes(chars: std::iter::Peekable<std::str::Chars<'_>>, delimiter: char) -> bool {
    let mut chars = chars.take(100_000).peekable();
    while let Some(c) = chars.next() {
        if c == '"' {
            match chars.peek() {
                Some('"') => {
                    chars.next();
                }
                None | Some('\n') => return true,
                Some(next) => return *next == delimiter,
            }
        }
    }
    false
}

fn row(cells: Vec<String>, number: u32, page: Option<u32>) -> Row {
    let cells = cells
        .into_iter()
        .map(|text| Cell {
            text: unguarded(&text).to_owned(),
            columns: 1,
            rows: 1,
            ..Cell::default()
        })
        .collect();
    Row { page, number, table: Some(0), cells, ..Row::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let document = read(text).unwrap();
        let rows = document.sheets.into_iter().flat_map(|sheet| sheet.rows);
        rows.map(|row| row.cells.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn each_delimiter_is_told() {
        for delimiter in ["\t", ",", ";", "|"] {
            let text = ["Ref,Risk,Owner", "1,Flood in the depot,AB", "2,Fraud,CD"]
                .map(|line| line.replace(',', delimiter))
                .join("\n");
            assert_eq!(texts(&text)[1], ["1", "Flood in the depot", "AB"], "{delimiter:?}");
        }
    }

    #[test]
    fn quoted_cells_keep_their_delimiters_lines_and_quotes() {
        let rows = texts("Cause,Risk\n\"one,\ntwo\",\"a \"\"b\"\" c\"\nx,y\n");
        assert_eq!(rows[1], ["one,\ntwo", "a \"b\" c"]);
        assert_eq!(rows[2], ["x", "y"]);
    }

    #[test]
    fn a_row_is_numbered_by_the_line_it_begins_on() {
        let document = read("a,b\n\"1\n2\",c\nd,e\n").unwrap();
        let numbers: Vec<u32> = document.sheets[0].rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2, 4]);
    }

    #[test]
    fn the_apostrophe_that_we_put_before_a_formula_comes_off() {
        let rows = texts("Risk,Action\n'=1+1,\"'- one, two\"\n'tis,'-5\n");
        assert_eq!(rows[1], ["=1+1", "- one, two"]);
        assert_eq!(rows[2], ["'tis", "'-5"]);
    }

    #[test]
    fn a_stray_quote_is_text() {
        assert_eq!(texts("a\tb\n\"x\ty\nz\tw\n")[1], ["\"x", "y"]);
    }

    #[test]
    fn cells_are_counted_before_they_are_kept() {
        for text in [",".repeat(MOST_CELLS + 1), "\n".repeat(MOST_CELLS / 2 + 1)] {
            assert_eq!(read(&text).unwrap_err(), too_many_cells());
        }
    }
}
