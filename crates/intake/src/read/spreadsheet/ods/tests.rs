//! Workbooks made here, read back.

use super::read;
use crate::{
    IntakeError,
    read::{limits::too_many_cells, package::packed},
    sheet::{Document, Merged, Rgb},
};

fn workbook(sheets: &str) -> Vec<u8> {
    let content = format!(
        r##"<office:document-content><office:automatic-styles>
        <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
        <style:style style:name="red" style:family="table-cell" style:parent-style-name="Head"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>
        </office:automatic-styles><office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"##
    );
    let styles = r##"<office:document-styles><office:styles><style:style style:name="Head"><style:text-properties fo:font-weight="bold"/></style:style></office:styles></office:document-styles>"##;
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("styles.xml", styles.to_owned()),
        ("content.xml", content),
    ])
}

fn texts(document: &Document) -> Vec<Vec<&str>> {
    let rows = document.sheets[0].rows.iter();
    rows.map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

#[test]
fn cells_show_as_the_sheet_shows_them() {
    let document = read(&workbook(
        r#"<table:table table:name="Risks &amp; actions"><table:table-column table:number-columns-repeated="2"/>
        <table:table-column table:visibility="collapse"/><table:table-column/>
        <table:table-row><table:table-cell office:value-type="date" office:date-value="2018-04-01"><text:p>Apr-18</text:p></table:table-cell>
          <table:table-cell table:style-name="red"><office:annotation><text:p>a note</text:p></office:annotation><text:p>one</text:p><text:p>two<text:s text:c="2"/><text:span>x</text:span><text:line-break/>y</text:p></table:table-cell>
          <table:table-cell table:number-columns-repeated="2"><text:p>z</text:p></table:table-cell>
          <table:table-cell table:number-columns-repeated="16380" table:style-name="red"/></table:table-row>
        <table:table-row table:number-rows-repeated="2" table:visibility="filter"><table:table-cell><text:p>h</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048573" table:style-name="red"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        </table:table><table:table table:name="Lists" table:style-name="ta2"/>
        <table:table table:name="Lists" table:style-name="ta2"><table:table-row><table:table-cell><text:p>R</text:p></table:table-cell></table:table-row></table:table>"#,
    ))
    .unwrap();
    assert_eq!(
        texts(&document),
        [vec!["Apr-18", "one\ntwo  x\ny", "z", "z"], vec!["h"], vec!["h"]]
    );
    let sheet = &document.sheets[0];
    assert_eq!(sheet.name.as_deref(), Some("Risks & actions"));
    assert_eq!(sheet.hidden_columns, [2]);
    assert_eq!(sheet.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true, true]);
    assert_eq!(sheet.rows[0].cells[1].fill, Some(Rgb { red: 255, green: 0, blue: 0 }));
    assert!(sheet.rows[0].cells[1].bold && !sheet.rows[0].cells[0].bold);
    assert!(document.sheets[1].hidden && !sheet.hidden);
}

#[test]
fn merged_cells_span_and_cover() {
    let document = read(&workbook(
        r#"<table:table><table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>Gross</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>Owner</text:p></table:table-cell></table:table-row>
        <table:table-row><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>AB</text:p></table:table-cell></table:table-row></table:table>"#,
    ))
    .unwrap();
    assert_eq!(texts(&document), [["Gross", "", "Owner"], ["", "", "AB"]]);
    let rows = &document.sheets[0].rows;
    assert_eq!((rows[0].cells[0].columns, rows[0].cells[0].rows), (2, 2));
    assert_eq!(rows[0].cells[1].merged, Merged::FromLeft);
    assert_eq!(rows[1].cells[1].merged, Merged::FromAbove);
}

#[test]
fn hostile_workbooks_are_declined() {
    let million = r#"<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
    assert_eq!(read(&workbook(million)).err(), Some(too_many_cells()));
    assert!(matches!(read(&workbook("<table:table>")), Err(IntakeError::Damaged { .. })));
    let locked =
        packed(&[("META-INF/manifest.xml", "<manifest:encryption-data/>"), ("content.xml", "x")]);
    assert!(matches!(read(&locked), Err(IntakeError::Protected { .. })));
    assert!(matches!(read(&packed(&[("styles.xml", "")])), Err(IntakeError::Damaged { .. })));
}
