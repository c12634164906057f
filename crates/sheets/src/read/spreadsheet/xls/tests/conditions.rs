//! Colours by condition: sheets made of records here, read back.

use super::{number, read, record, workbook, workbook_with};
use crate::sheet::Rgb;

const RED: Rgb = Rgb { red: 255, green: 0, blue: 0 };
const GREEN: Rgb = Rgb { red: 0, green: 128, blue: 0 };
/// A format of nothing but a solid fill: its flags, then the pattern with a colour of the palette.
const RED_FILL: [u8; 10] = fill(10);
const GREEN_FILL: [u8; 10] = fill(17);

const fn fill(colour: u32) -> [u8; 10] {
    let [a, b, c, d] = (1_u32 << 10 | colour << 23).to_le_bytes();
    [0xFF, 0xFF, 0x38, 0x20, 0, 0, a, b, c, d]
}

/// The number of areas and how they are counted, the area around them, their list of one.
fn areas(number: u16, [top, bottom, left, right]: [u16; 4]) -> Vec<u8> {
    let area: Vec<u8> = [top, bottom, left, right].into_iter().flat_map(u16::to_le_bytes).collect();
    [&[1, 0], (number << 1).to_le_bytes().as_slice(), &area, &[1, 0], &area].concat()
}

fn lengths(formulas: [&[u8]; 2]) -> Vec<u8> {
    formulas.into_iter().flat_map(|formula| (formula.len() as u16).to_le_bytes()).collect()
}

/// A rule: its kind, its operator, how cells then look, its formulas.
fn rule(kind: u8, operator: u8, look: &[u8], formulas: [&[u8]; 2]) -> Vec<u8> {
    let [first, second] = formulas;
    record(0x01B1, &[&[kind, operator], lengths(formulas).as_slice(), look, first, second].concat())
}

/// The head of a newer record, and what follows.
fn newer(kind: u16, data: &[u8]) -> Vec<u8> {
    record(kind, &[&kind.to_le_bytes(), [0; 10].as_slice(), data].concat())
}

/// A newer rule that has neither look nor formula, with what its kind brings.
fn newer_rule(kind: u8, data: &[u8]) -> Vec<u8> {
    let before = [kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];
    newer(0x087A, &[before.as_slice(), data].concat())
}

/// The fills of the first column of a sheet that holds 20, 9, 2 and a truth, and these records.
fn fills(records: &[Vec<u8>]) -> Vec<Option<Rgb>> {
    let cells = (0..).zip([20.0, 9.0, 2.0]).map(|(row, value)| number_of(row, value));
    let truth = record(0x0205, &[3, 0, 0, 0, 0, 0, 1, 0]);
    let sheet = [cells.collect::<Vec<_>>().concat(), truth, records.concat()].concat();
    let document = read(&workbook(&[sheet])).unwrap();
    assert_eq!(document.sheets[0].rows[3].cells[0].text, "TRUE");
    document.sheets[0].rows.iter().map(|row| row.cells[0].fill).collect()
}

fn number_of(row: u16, value: f64) -> Vec<u8> {
    let mut record = number(row, 0);
    record.truncate(10);
    record.extend(value.to_le_bytes());
    record
}

fn whole(number: u16) -> Vec<u8> {
    let [low, high] = number.to_le_bytes();
    vec![0x1E, low, high]
}

#[test]
fn a_number_is_coloured_by_where_it_lies() {
    let painted = fills(&[
        record(0x01B0, &areas(1, [0, 2, 0, 0])),
        rule(1, 7, &RED_FILL, [&whole(15), &[]]),
        rule(1, 1, &GREEN_FILL, [&whole(1), &whole(4)]),
        // It has no fill, so nothing is changed.
        rule(1, 3, &[0xFF, 0xFF, 0x3F, 0, 0, 0], [&whole(9), &[]]),
    ]);
    assert_eq!(painted, [Some(RED), None, Some(GREEN), None]);
}

#[test]
fn a_formula_moves_with_the_cell() {
    // AND(A2>=4,$A2<15) for the cells from A1 on: the next row, by a step and by its number.
    let step = [0x4C, 1, 0, 0, 0xC0];
    let place = [0x44, 1, 0, 0, 0x80];
    let four_to_fifteen =
        [step.as_slice(), &whole(4), &[0x0C], &place, &whole(15), &[0x09], &[0x42, 2, 36, 0]]
            .concat();
    let area = record(0x01B0, &areas(1, [0, 2, 0, 0]));
    let painted = fills(&[area.clone(), rule(2, 0, &RED_FILL, [&four_to_fifteen, &[]])]);
    assert_eq!(painted, [Some(RED), None, None, None]);
    // ISNUMBER(SEARCH("h",$A$1)), and what cannot be read.
    let words =
        [[0x17, 1, 0, b'h'].as_slice(), &[0x44, 0, 0, 0, 0], &[0x42, 2, 82, 0, 0x41, 128, 0]];
    assert_eq!(fills(&[area.clone(), rule(2, 0, &RED_FILL, [&words.concat(), &[]])]), [None; 4]);
    let all: [&[u8]; 5] = [&[0x44, 1], &[0x03], &[0x42, 9, 36, 0], &[0x17, 9, 0], &[]];
    for broken in all {
        assert_eq!(fills(&[area.clone(), rule(2, 0, &RED_FILL, [broken, &[]])]), [None; 4]);
    }
}

#[test]
fn a_formula_nests_only_so_deep() {
    let area = record(0x01B0, &areas(1, [0, 0, 0, 0]));
    let nested = |times: usize| [whole(1), vec![0x13; times]].concat();
    let painted = |times| fills(&[area.clone(), rule(2, 0, &RED_FILL, [&nested(times), &[]])])[0];
    assert_eq!((painted(30), painted(8_000)), (Some(RED), None));
}

#[test]
fn newer_rules_colour_by_scale_and_by_light() {
    let area = newer(0x0879, &areas(1, [0, 2, 0, 0]));
    let ends = [[2_u8, 0, 0].as_slice(), &[0; 8], &[3, 0, 0], &[0; 8]].concat();
    let colour = |rgb: [u8; 3]| [[0; 8].as_slice(), &[2, 0, 0, 0], &rgb, &[255], &[0; 8]].concat();
    let scale = [&[0, 0, 0, 2, 2, 0], ends.as_slice(), &colour([0, 128, 0]), &colour([255, 0, 0])];
    let painted = fills(&[area.clone(), newer_rule(3, &scale.concat())]);
    assert_eq!((painted[0], painted[2]), (Some(RED), Some(GREEN)));
    let at = |value: f64| [[1, 0, 0].as_slice(), &value.to_le_bytes(), &[1, 0, 0, 0, 0]].concat();
    let lights =
        |set: u8| [[0, 0, 0, 3, set, 4].as_slice(), &at(0.0), &at(5.0), &at(15.0)].concat();
    assert_eq!(fills(&[area.clone(), newer_rule(6, &lights(3))])[0], Some(RED));
    // Arrows have no colour to speak of.
    assert_eq!(fills(&[area, newer_rule(6, &lights(0))]), [None; 4]);
}

#[test]
fn what_newer_versions_add_is_heeded() {
    let order = |place: u8, priority: u8| {
        newer(0x087B, &[0, 0, 0, 0, 1, 0, place, 0, 0, 0, priority, 0, 2, 0])
    };
    let rules = [
        record(0x01B0, &areas(1, [0, 2, 0, 0])),
        rule(1, 5, &GREEN_FILL, [&whole(1), &[]]),
        rule(1, 5, &RED_FILL, [&whole(15), &[]]),
    ];
    assert_eq!(fills(&rules)[..2], [Some(GREEN); 2]);
    let ordered = [rules.concat(), order(0, 2), order(1, 1)];
    assert_eq!(fills(&ordered)[..2], [Some(RED), Some(GREEN)]);
    // A newer rule for areas that came before others.
    let own = [[2, 0, 3, 0].as_slice(), &[0, 0], &10_u32.to_le_bytes(), &RED_FILL];
    let own = [own.concat(), vec![0x1D, 1, 0x15], vec![0, 0, 0, 1, 0, 0, 0, 0]].concat();
    let late = [
        record(0x01B0, &areas(1, [1, 1, 0, 0])),
        record(0x01B0, &areas(2, [2, 2, 0, 0])),
        newer(0x087B, &[1, 0, 0, 0, 1, 0]),
        newer(0x087A, &own),
    ];
    assert_eq!(fills(&late), [None, Some(RED), None, None]);
}

#[test]
fn a_rule_asks_by_name_and_another_sheet() {
    // The workbook itself, its second sheet, and the names of A1 there and of the number 15; the
    // last is no fixed cell.
    let name = |formula: &[u8]| {
        let lengths = lengths([formula, &[]]);
        record(0x0018, &[&[0, 0, 0, 1], lengths.as_slice(), &[0; 6], &[0, b'N'], formula].concat())
    };
    let own = [
        record(0x01AE, &[2, 0, 1, 4]),
        record(0x0017, &[1, 0, 0, 0, 1, 0, 1, 0]),
        name(&[0x3A, 0, 0, 0, 0, 0, 0]),
        name(&whole(15)),
        name(&[0x24, 0, 0, 0, 0xC0]),
    ];
    let painted = |formula: &[u8]| {
        let area = record(0x01B0, &areas(1, [0, 1, 0, 0]));
        let first = [number_of(0, 20.0), number_of(1, 9.0), area];
        let first = [first.concat(), rule(1, 7, &RED_FILL, [formula, &[]])].concat();
        let document = read(&workbook_with(&own.concat(), &[first, number_of(0, 12.0)])).unwrap();
        document.sheets[0].rows.iter().map(|row| row.cells[0].fill == Some(RED)).collect::<Vec<_>>()
    };
    let named = |number: u8| [0x43, number, 0, 0, 0];
    for twelve_or_fifteen in [[0x5A, 0, 0, 0, 0, 0, 0].as_slice(), &named(1), &named(2)] {
        assert_eq!(painted(twelve_or_fifteen), [true, false], "{twelve_or_fifteen:?}");
    }
    for unknown in [[0x5A, 1, 0, 0, 0, 0, 0].as_slice(), &named(0), &named(3), &named(9)] {
        assert_eq!(painted(unknown), [false, false], "{unknown:?}");
    }
}

#[test]
fn a_function_asks_an_area() {
    // COUNTIF(A$1:A$3,">4")=2, by an area that is written twice over.
    let area = record(0x01B0, &areas(1, [0, 2, 0, 0]));
    let end = [0x17, 2, 0, b'>', b'4', 0x41, 0x5A, 1, 0x1E, 2, 0, 0x0B];
    for area_of in [[0x25, 0, 0, 2, 0, 0, 0x40, 0, 0x40], [0x2D, 0, 0, 2, 0, 0, 0x40, 0, 0x40]] {
        let asked = [area_of.as_slice(), &end].concat();
        let painted = fills(&[area.clone(), rule(2, 0, &RED_FILL, [&asked, &[]])]);
        assert_eq!(painted, [Some(RED), Some(RED), Some(RED), None]);
    }
}
