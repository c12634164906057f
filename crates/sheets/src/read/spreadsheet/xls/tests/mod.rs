//! A small workbook saved in the old format (`quarry.xls`), read back, whole and damaged.

mod conditions;

use proptest::prelude::*;

use super::read;
use crate::{
    ReadError,
    read::limits::too_many_cells,
    sheet::{Merged, Rgb},
};

const QUARRY: &[u8] = include_bytes!("../quarry.xls");

#[test]
fn cells_show_as_the_sheet_shows_them() {
    let document = read(QUARRY).unwrap();
    let sheet = &document.sheets[0];
    let texts: Vec<Vec<&str>> = sheet
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect();
    assert_eq!(
        texts,
        [
            vec!["Ref", "Blast – dust & noise", "", "Due", "Share", "Rating"],
            vec!["1", "Rock fall\non the haul road", "2.5", "Apr-18", "25%", ""],
            vec!["2", "Old"],
            vec!["15", "Café"],
        ]
    );
    let cell = |row: usize, column: usize| &sheet.rows[row].cells[column];
    assert!(cell(0, 0).bold && !cell(1, 0).bold);
    assert_eq!((cell(0, 1).columns, cell(0, 2).merged), (2, Merged::FromLeft));
    assert_eq!(cell(1, 5).fill, Some(Rgb { red: 255, green: 0, blue: 0 }));
    assert_eq!(cell(3, 1).fill, Some(Rgb { red: 255, green: 192, blue: 0 }));
    assert_eq!(
        sheet.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(),
        [false, false, true, false]
    );
    assert_eq!(sheet.hidden_columns, [2]);
    assert!(document.sheets[1].hidden);
}

#[test]
fn what_is_no_workbook_is_declined() {
    assert!(matches!(read(&QUARRY[..1000]), Err(ReadError::Damaged { .. })));
    let compound = |name: &str| {
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        file.create_stream(name).unwrap();
        file.into_inner().into_inner()
    };
    let refusal = |name: &str| read(&compound(name)).unwrap_err().to_string();
    assert!(refusal("EncryptedPackage").contains("password"));
    assert!(refusal("WordDocument").contains("Word 97"));
    assert!(refusal("Book").contains("Excel 95"));
    assert!(refusal("Other").contains("without a workbook"));
}

#[test]
fn a_claim_of_dimensions_takes_no_room() {
    let dimensions = [0x00, 0x02, 0x0E, 0x00];
    let mut bytes = QUARRY.to_vec();
    let at = bytes.windows(4).position(|record| record == dimensions).unwrap();
    bytes[at + 8..at + 12].fill(0xFF); // one after the last row
    bytes[at + 14..at + 16].fill(0xFF); // one after the last column
    let rows = |bytes| read(bytes).unwrap().sheets.iter().map(|s| s.rows.len()).collect::<Vec<_>>();
    assert_eq!(rows(&bytes), rows(QUARRY));
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
}

/// A workbook of some sheets, each given as its records.
fn workbook(sheets: &[Vec<u8>]) -> Vec<u8> {
    workbook_with(&[], sheets)
}

/// The same with further records of its own.
fn workbook_with(own: &[u8], sheets: &[Vec<u8>]) -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0]);
    let end = record(0x000A, &[]);
    let name = |number: usize| [0, 0, 1, 0, b'R' + number as u8];
    let listed = sheets.len() * (4 + 4 + name(0).len());
    let mut at = begin.len() + listed + own.len() + end.len();
    let mut stream = begin.clone();
    for (number, sheet) in sheets.iter().enumerate() {
        let place = (at as u32).to_le_bytes();
        stream.extend(record(0x0085, &[place.as_slice(), &name(number)].concat()));
        at += begin.len() + sheet.len() + end.len();
    }
    stream.extend(own);
    stream.extend(&end);
    for sheet in sheets {
        stream.extend([begin.as_slice(), sheet, &end].concat());
    }
    super::repacked(&stream).unwrap()
}

fn number(row: u16, column: u16) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    record(0x0203, &[place.as_slice(), &1_f64.to_le_bytes()].concat())
}

#[test]
fn cells_far_apart_take_no_room() {
    assert_eq!(read(&workbook(&[number(3, 3)])).unwrap().sheets[0].rows.len(), 4);
    let apart = [number(0, 0), number(u16::MAX, 255)].concat();
    assert_eq!(read(&workbook(&[apart])).err(), Some(too_many_cells()));
    // A formula's text without its formula stands in the first cell.
    let text = [record(0x0207, &[1, 0, 0, b'x']), number(u16::MAX, 255)].concat();
    assert_eq!(read(&workbook(&vec![text; 50])).err(), Some(too_many_cells()));
}

#[test]
fn a_long_text_in_every_cell_is_refused() {
    // The list: the second text goes on in a further record, there with wide characters.
    let head = [[2, 0, 0, 0].as_slice(), &[2, 0, 0, 0], &[1, 0, 0, b'a']].concat();
    let second = [&60_000_u16.to_le_bytes(), [0].as_slice(), &[b'x'; 8_000]].concat();
    let further: Vec<Vec<u8>> = (0..8)
        .map(|_| record(0x003C, &[[1].as_slice(), &[b'x', 0].repeat(6_500)].concat()))
        .collect();
    let list = [record(0x00FC, &[head, second].concat()), further.concat()].concat();
    let cell = |row: u16, text: u8| {
        let place = [row.to_le_bytes(), [0, 0], [0, 0]].concat();
        record(0x00FD, &[place.as_slice(), &[text, 0, 0, 0]].concat())
    };
    let file = |rows: u16, text: u8| {
        let sheet: Vec<u8> = (0..rows).flat_map(|row| cell(row, text)).collect();
        workbook_with(&list, &[sheet])
    };
    assert_eq!(read(&file(2, 0)).unwrap().sheets[0].rows[1].cells[0].text, "a");
    assert_eq!(read(&file(2, 1)).unwrap().sheets[0].rows[1].cells[0].text.len(), 60_000);
    assert_eq!(read(&file(10_000, 1)).err(), Some(too_many_cells()));
}

#[test]
fn a_formula_that_claims_more_than_it_has_is_damage() {
    let claim = [[0; 20].as_slice(), &[2, 0], &[0x1E, 1, 0]].concat();
    let bytes = workbook(&[[record(0x0006, &claim), number(1, 1)].concat()]);
    let read = crate::read::spreadsheet::read_compound(&bytes);
    assert!(matches!(read, Err(ReadError::Damaged { .. })), "{read:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn damage_never_panics(
        changes in prop::collection::vec((0..QUARRY.len(), any::<u8>()), 1..20),
        length in 0..QUARRY.len() * 2,
    ) {
        let mut bytes = QUARRY.to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        bytes.truncate(length);
        _ = crate::read::spreadsheet::read_compound(&bytes);
    }
}
