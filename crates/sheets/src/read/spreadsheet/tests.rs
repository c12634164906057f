//! Workbooks made here, read back.

use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatPattern, Formula, Workbook, Worksheet,
};

use super::read_xlsx;
use crate::{
    ReadError,
    read::{
        limits::{too_many_cells, too_many_sheets},
        package::packed,
    },
    sheet::{Cell, Document, Merged, Remark, Rgb},
};

fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

fn read(bytes: &[u8]) -> Document {
    read_xlsx(bytes).unwrap()
}

fn cell(document: &Document, row: u32, column: usize) -> &Cell {
    let rows = &document.sheets[0].rows;
    let row = rows.iter().find(|found| found.number == row + 1).unwrap();
    &row.cells[column]
}

#[test]
fn cells_show_as_the_sheet_shows_them() {
    let bytes = workbook(|sheet| {
        let date = ExcelDateTime::from_ymd(2018, 4, 1).unwrap();
        let dated = |code: &str| Format::new().set_num_format(code);
        sheet.write(0, 0, "Line one\nline two ").unwrap();
        sheet.write(0, 1, 12).unwrap();
        sheet.write(0, 2, 2.5).unwrap();
        sheet.write_with_format(0, 3, 0.25, &dated("0%")).unwrap();
        sheet.write_with_format(0, 4, &date, &dated("mmm-yy")).unwrap();
        sheet.write_with_format(0, 5, &date, &dated("dd/mm/yyyy")).unwrap();
        sheet.write_with_format(0, 6, &date, &Format::new().set_num_format_index(14)).unwrap();
        sheet.write(0, 7, true).unwrap();
        sheet.write(0, 8, Formula::new("=A1*B1").set_result("15")).unwrap();
        sheet.write(0, 9, "=not a formula").unwrap();
        let bold = Format::new().set_bold();
        let plain = Format::new();
        sheet.write_rich_string(0, 10, &[(&bold, "Fire"), (&plain, " at the depot")]).unwrap();
        sheet.write_with_format(0, 11, "head", &bold).unwrap();
    });
    let document = read(&bytes);
    let texts: Vec<&str> =
        document.sheets[0].rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Line one\nline two",
            "12",
            "2.5",
            "25%",
            "Apr-18",
            "01/04/2018",
            "01/04/2018",
            "TRUE",
            "15",
            "=not a formula",
            "Fire at the depot",
            "head"
        ]
    );
    assert!(cell(&document, 0, 11).bold);
    assert!(!cell(&document, 0, 0).bold);
}

#[test]
fn a_formula_that_was_never_reckoned_shows_nothing() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Score</t></is></c></row>
        <row r="2"><c r="A2"><f>B2*C2</f></c></row>
        <row r="3"><c r="A3"><f>B3*C3</f><v></v></c><c r="B3" t="str"><f>"x"</f><v>after</v></c></row>"#;
    let document = read(&by_hand("A1:XFD1048576", rows));
    assert_eq!(document.sheets[0].rows.len(), 3);
    assert!(document.sheets[0].rows[1].cells.iter().all(|cell| cell.text.is_empty()));
    assert_eq!(cell(&document, 2, 0).text, "");
    assert_eq!(cell(&document, 2, 1).text, "after");
}

/// A workbook of one sheet, with the dimension it claims and its rows as XML.
fn by_hand(dimension: &str, rows: &str) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    packed(&[
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="Register" sheetId="1" r:id="r1"/></sheets></workbook>"#
                .to_owned(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                r#"<worksheet><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>"#
            ),
        ),
    ])
}

#[test]
fn ten_million_cells_are_refused() {
    let row = "<row>".to_owned() + &"<c><v>1</v></c>".repeat(1000) + "</row>";
    let bytes = by_hand("A1:ALL10000", &row.repeat(2001));
    assert_eq!(read_xlsx(&bytes).err(), Some(too_many_cells()));
}

#[test]
fn thousands_of_sheets_are_refused() {
    let sheet = r#"<sheet name="Register" sheetId="1" r:id="r1"/>"#.repeat(1_001);
    let relation = r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>"#;
    let bytes = packed(&[
        ("xl/_rels/workbook.xml.rels", relation.to_owned()),
        ("xl/workbook.xml", format!("<workbook><sheets>{sheet}</sheets></workbook>")),
    ]);
    assert_eq!(read_xlsx(&bytes).err(), Some(too_many_sheets(1_001)));
}

#[test]
fn a_cell_outside_every_sheet_is_refused() {
    for place in ["DEHSE1", "A1048577"] {
        let bytes = by_hand("A1", &format!(r#"<row><c r="{place}"><v>1</v></c></row>"#));
        assert!(read_xlsx(&bytes).is_err(), "{place}");
    }
}

#[test]
fn entities_of_the_document_are_not_expanded() {
    let laughs =
        by_hand("A1", r#"<row r="1"><c r="A1" t="inlineStr"><is><t>a&lol;b</t></is></c></row>"#);
    // Either reading or refusing is right; growing is not.
    if let Ok(document) = read_xlsx(&laughs) {
        assert!(cell(&document, 0, 0).text.len() < 20);
    }
}

#[test]
fn fills_are_read_and_white_is_none() {
    let filled = |colour: Color| {
        Format::new().set_background_color(colour).set_pattern(FormatPattern::Solid)
    };
    let bytes = workbook(|sheet| {
        sheet.write_with_format(0, 0, "a", &filled(Color::RGB(0xFF_C0_00))).unwrap();
        sheet.write_blank(0, 1, &filled(Color::RGB(0xFF_00_00))).unwrap();
        sheet.write_with_format(0, 2, "c", &filled(Color::White)).unwrap();
        sheet.write_with_format(0, 3, "d", &filled(Color::Theme(5, 0))).unwrap();
    });
    let document = read(&bytes);
    assert_eq!(cell(&document, 0, 0).fill, Some(Rgb { red: 255, green: 192, blue: 0 }));
    assert_eq!(cell(&document, 0, 1).fill, Some(Rgb { red: 255, green: 0, blue: 0 }));
    assert_eq!(cell(&document, 0, 2).fill, None);
    assert!(cell(&document, 0, 3).fill.is_some());
}

#[test]
fn merged_cells_span_and_cover() {
    let bytes = workbook(|sheet| {
        let centre = Format::new().set_align(FormatAlign::Center);
        sheet.merge_range(0, 0, 0, 2, "Gross risk", &centre).unwrap();
        sheet.merge_range(1, 0, 2, 0, "1", &centre).unwrap();
        sheet.write(1, 1, "x").unwrap();
        sheet.write(2, 2, "y").unwrap();
    });
    let document = read(&bytes);
    assert_eq!(cell(&document, 0, 0).columns, 3);
    assert_eq!(cell(&document, 0, 2).merged, Merged::FromLeft);
    assert_eq!(cell(&document, 1, 0).rows, 2);
    assert_eq!(cell(&document, 2, 0).merged, Merged::FromAbove);
    assert_eq!(cell(&document, 2, 2).text, "y");
}

#[test]
fn what_is_hidden_is_marked() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..4 {
        sheet.write(row, 0, "hidden=\"1\"").unwrap();
        sheet.write(row, 3, "d").unwrap();
    }
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(1).unwrap();
    sheet.set_column_hidden(40).unwrap();
    let other = workbook.add_worksheet().set_name("Lists & keys").unwrap().set_hidden(true);
    other.write(0, 0, "R").unwrap();
    let document = read(&workbook.save_to_buffer().unwrap());
    let hidden: Vec<bool> = document.sheets[0].rows.iter().map(|row| row.hidden).collect();
    assert_eq!(hidden, [false, false, true, false]);
    assert_eq!(document.sheets[0].hidden_columns, [1]);
    assert!(!document.sheets[0].hidden);
    assert_eq!(document.sheets[1].name.as_deref(), Some("Lists & keys"));
    assert!(document.sheets[1].hidden);
}

#[test]
fn a_workbook_without_cells_has_sheets_without_rows() {
    let document = read(&workbook(|_| {}));
    assert_eq!(document.sheets.len(), 1);
    assert!(document.sheets[0].rows.is_empty());
}

#[test]
fn a_truncated_workbook_is_declined() {
    let bytes = workbook(|sheet| {
        sheet.write(0, 0, "a").unwrap();
    });
    for length in [0, 4, 100, bytes.len() / 2, bytes.len() - 1] {
        let error = read_xlsx(&bytes[..length]).err();
        assert!(matches!(error, Some(ReadError::Damaged { .. })), "{length}: {error:?}");
    }
}

#[test]
fn claims_are_not_believed() {
    let texts = r#"<sst count="9" uniqueCount="4294967295"><si><t>a</t></si></sst>"#;
    let bytes = packed(&[("xl/workbook.xml", "<workbook/>"), ("xl/sharedStrings.xml", texts)]);
    assert!(matches!(read_xlsx(&bytes), Err(ReadError::Damaged { .. })));
    let backwards = by_hand("B2:A1", r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    assert!(!matches!(read_xlsx(&backwards), Err(ReadError::TooLarge { .. })));
}

/// What the cells of a row say once the whole file is read.
fn said(bytes: &[u8], row: u32) -> Vec<String> {
    let (_, document) = crate::cells(bytes).unwrap();
    let rows = &document.sheets[0].rows;
    let row = rows.iter().find(|found| found.number == row).unwrap();
    row.cells.iter().map(|cell| cell.text.clone()).collect()
}

#[test]
fn formulas_without_results_are_reckoned_and_said_once() {
    let number = |at: &str, value: &str| format!(r#"<c r="{at}"><v>{value}</v></c>"#);
    let rated = |row: u32, rest: &str| {
        let (one, two) = (number(&format!("A{row}"), "4"), number(&format!("B{row}"), "5"));
        format!(r#"<row r="{row}">{one}{two}{rest}</row>"#)
    };
    let rows = [
        rated(
            1,
            r#"<c r="C1"><f t="shared" ref="C1:C2" si="0">A1*B1</f></c><c r="D1"><f>IF(C1&gt;15,"High","Low")</f><v></v></c>"#,
        ),
        rated(
            2,
            r#"<c r="C2"><f t="shared" si="0"/></c><c r="D2"><f>PRODUCT(A2:B2)</f></c><c r="E2"><f>IFERROR(A2*B2,"")</f></c>"#,
        ),
        rated(
            3,
            r#"<c r="C3"><f>VLOOKUP(A3,Elsewhere!A:B,2)</f></c><c r="D3" t="str"><f>""</f><v></v></c>"#,
        ),
        r#"<row r="4"><c r="A4"><v>4</v></c><c r="C4"><f>A4*B4</f></c></row>"#.to_owned(),
    ];
    let bytes = by_hand("A1", &rows.concat());
    assert_eq!(said(&bytes, 1), ["4", "5", "20", "High"]);
    assert_eq!(said(&bytes, 2), ["4", "5", "20", "20", "20"]);
    assert_eq!(said(&bytes, 3)[..2], ["4", "5"]);
    assert!(said(&bytes, 3).iter().skip(2).all(String::is_empty));
    // What is not rated has no score.
    assert!(said(&bytes, 4).iter().skip(1).all(String::is_empty));
    let remarks = &read(&bytes).sheets[0].remarks;
    assert_eq!(remarks.as_slice(), [Remark::Reckoned { all: 7, left: 1 }]);
}

#[test]
fn stored_noughts_are_reckoned_where_all_are_and_nobody_reckoned_them() {
    let row = |score: &str| {
        format!(
            r#"<row r="1"><c r="A1"><v>4</v></c><c r="B1"><v>5</v></c><c r="C1"><f>A1*B1</f><v>0</v></c><c r="D1"><f>A1+B1</f><v>{score}</v></c></row>"#
        )
    };
    assert_eq!(said(&by_hand("A1", &row("0")), 1), ["4", "5", "20", "9"]);
    // A result that is told shows that somebody reckoned them.
    assert_eq!(said(&by_hand("A1", &row("9")), 1), ["4", "5", "0", "9"]);
}

#[test]
fn struck_runs_and_cells_are_left_out() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t xml:space="preserve">March </t></r><r><t>May 2030</t></r></is></c>
        <c r="B1" t="inlineStr"><is><t>plain</t></is></c></row>"#;
    let bytes = by_hand("A1", rows);
    assert_eq!(said(&bytes, 1), ["May 2030", "plain"]);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (struck, plain) = (Format::new().set_font_strikethrough(), Format::new());
    sheet.write_with_format(0, 0, "gone", &struck).unwrap();
    sheet.write(0, 1, "Mend the quay wall").unwrap();
    let runs = [(&struck, "Jane Bee "), (&plain, "Tom Ant")];
    sheet.write_rich_string(0, 2, &runs).unwrap();
    for (column, text) in ["R2", "The ferry", "3"].into_iter().enumerate() {
        sheet.write_with_format(1, u16::try_from(column).unwrap(), text, &struck).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(said(&bytes, 1), ["", "Mend the quay wall", "Tom Ant"]);
    let (_, document) = crate::cells(&bytes).unwrap();
    let struck = document.sheets[0].rows[1].struck.as_deref().unwrap();
    assert_eq!(struck, ["R2", "The ferry", "3"]);
    let remarks = &document.sheets[0].remarks;
    assert!(
        matches!(remarks.as_slice(), [Remark::Struck { .. }, Remark::Struck { .. }]),
        "{remarks:?}"
    );
}
