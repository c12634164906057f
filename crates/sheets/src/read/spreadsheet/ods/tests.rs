//! Workbooks made here, read back.

use super::read;
use crate::{
    ReadError,
    read::{
        limits::{too_far_out, too_many_cells},
        package::packed,
    },
    sheet::{Document, Merged, Remark, Rgb},
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
fn a_row_that_fills_the_sheet_is_read_once() {
    let filled = r#"<table:table><table:table-row><table:table-cell><text:p>Risk</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-rows-spanned="9"><text:p>choose</text:p></table:table-cell></table:table-row></table:table>"#;
    let document = read(&workbook(filled)).unwrap();
    assert_eq!(texts(&document), [["Risk"], ["choose"]]);
}

#[test]
fn hostile_workbooks_are_declined() {
    let beyond = |repeated: &str| {
        let cell = "<table:table-cell><text:p>x</text:p></table:table-cell>";
        let far = repeated.replace('*', "4294967295");
        format!("<table:table>{far}<table:table-row>{}{cell}</table:table-row></table:table>", far)
    };
    for repeated in [
        r#"<table:table-row table:number-rows-repeated="*"/>"#,
        r#"<table:table-cell table:number-columns-repeated="*"/>"#,
    ] {
        let error = read(&workbook(&beyond(repeated))).err();
        assert_eq!(error, Some(too_far_out()), "{repeated}");
    }
    let million = r#"<table:table><table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
    assert_eq!(read(&workbook(million)).err(), Some(too_many_cells()));
    assert!(matches!(read(&workbook("<table:table>")), Err(ReadError::Damaged { .. })));
    let locked =
        packed(&[("META-INF/manifest.xml", "<manifest:encryption-data/>"), ("content.xml", "x")]);
    assert!(matches!(read(&locked), Err(ReadError::Protected { .. })));
    assert!(matches!(read(&packed(&[("styles.xml", "")])), Err(ReadError::Damaged { .. })));
}

/// A column of scores that each give another cell its colour; the first of them is hidden.
fn scored(sheet: &str) -> Document {
    let style = |name: &str, base: &str| {
        format!(
            r##"<style:style style:name="{name}" style:family="table-cell">{base}</style:style>"##
        )
    };
    let colour =
        |code: &str| format!(r##"<style:table-cell-properties fo:background-color="{code}"/>"##);
    let map = r##"<style:map style:condition="is-true-formula([.$A2]&gt;=15)" style:apply-style-name="Very_5f_bad" style:base-cell-address="Risks.B2"/>
        <style:map style:condition="is-true-formula([.$A2]&lt;5)" style:apply-style-name="Good" style:base-cell-address="Risks.B2"/>"##;
    let styles = style("Very_5f_bad", &colour("#ff0000")).replacen(
        "style:family",
        r##"style:display-name="Very_bad" style:family"##,
        1,
    ) + &style("Good", &colour("#00b050"))
        + &style("rated", map);
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body></office:document-content>"
    );
    read(&packed(&[("content.xml", content)])).unwrap()
}

const SCORES: &str = r#"<table:table-row><table:table-cell><text:p>Score</text:p></table:table-cell><table:table-cell><text:p>RAG</text:p></table:table-cell><table:table-cell><text:p>Risk</text:p></table:table-cell></table:table-row>
    <table:table-row><table:table-cell office:value-type="float" office:value="20"/><table:table-cell STYLE/><table:table-cell><text:p>Flood</text:p></table:table-cell></table:table-row>
    <table:table-row><table:table-cell office:value-type="float" office:value="9"><text:p>9</text:p></table:table-cell><table:table-cell STYLE/><table:table-cell><text:p>Fire</text:p></table:table-cell></table:table-row>
    <table:table-row><table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell><table:table-cell STYLE/><table:table-cell><text:p>Frost</text:p></table:table-cell></table:table-row>
    <table:table-row table:number-rows-repeated="1048572"><table:table-cell/><table:table-cell STYLE/></table:table-row>"#;

fn fills(document: &Document) -> Vec<Option<Rgb>> {
    document.sheets[0].rows.iter().skip(1).map(|row| row.cells[1].fill).collect()
}

#[test]
fn cells_are_coloured_by_the_conditions_of_their_style() {
    let rows = SCORES.replace("STYLE", r#"table:style-name="rated""#);
    let document = scored(&format!(r#"<table:table table:name="Risks">{rows}</table:table>"#));
    let (red, green) = (Rgb { red: 255, green: 0, blue: 0 }, Rgb { red: 0, green: 176, blue: 80 });
    assert_eq!(fills(&document), [Some(red), None, Some(green)]);
}

#[test]
fn cells_are_coloured_by_the_conditions_of_their_area() {
    let rows = SCORES.replace("STYLE", "");
    let document = scored(&format!(
        r#"<table:table table:name="Risks">{rows}<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="Risks.B2:Risks.B1048576">
        <calcext:condition calcext:apply-style-name="Very_bad" calcext:value="formula-is([.$A2]&gt;=15)" calcext:base-cell-address="Risks.B2"/>
        <calcext:condition calcext:apply-style-name="Good" calcext:value="formula-is(TRUE)" calcext:base-cell-address="Risks.B2"/>
        </calcext:conditional-format></calcext:conditional-formats></table:table>"#
    ));
    let (red, green) = (Rgb { red: 255, green: 0, blue: 0 }, Rgb { red: 0, green: 176, blue: 80 });
    assert_eq!(fills(&document), [Some(red), Some(green), Some(green)]);
}

#[test]
fn a_condition_asks_another_sheet_and_a_name() {
    let asks = |condition: &str| {
        let row = |score: u8| {
            format!(
                r#"<table:table-row><table:table-cell office:value-type="float" office:value="{score}"><text:p>{score}</text:p></table:table-cell></table:table-row>"#
            )
        };
        let rule = format!(
            r#"<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="Risks.A1:Risks.A2"><calcext:condition calcext:apply-style-name="red" calcext:value="{condition}" calcext:base-cell-address="Risks.A1"/></calcext:conditional-format></calcext:conditional-formats>"#
        );
        let document = read(&workbook(&format!(
            r#"<table:table table:name="Risks">{}{}{rule}</table:table><table:table table:name="Risk bands">{}</table:table>
            <table:named-expressions><table:named-range table:name="Limit" table:cell-range-address="$'Risk bands'.$A$1" table:base-cell-address="$Risks.$A$1"/><table:named-expression table:name="Few" table:expression="of:=5"/></table:named-expressions>"#,
            row(20), row(9), row(12)
        )))
        .unwrap();
        let red = Some(Rgb { red: 255, green: 0, blue: 0 });
        document.sheets[0].rows.iter().map(|row| row.cells[0].fill == red).collect::<Vec<_>>()
    };
    assert_eq!(asks("&gt;=[$'Risk bands'.$A$1]"), [true, false]);
    assert_eq!(asks("formula-is([.A1]&gt;=Limit)"), [true, false]);
    assert_eq!(asks("formula-is([.A1]-Few=[.A2])"), [false, false]);
    assert_eq!(asks("formula-is(MAX([$'Risk bands'.$A$1:.$A$9];Few)&lt;[.A1])"), [true, false]);
}

#[test]
fn struck_words_are_left_out_and_formulas_without_results_reckoned() {
    let content = r##"<office:document-content><office:automatic-styles>
        <style:style style:name="gone" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
        <style:style style:name="cell" style:family="table-cell"><style:text-properties style:text-line-through-type="single"/></style:style>
        </office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Risks"><table:table-row>
        <table:table-cell office:value-type="string"><text:p><text:span text:style-name="gone">March</text:span> May 2030</text:p></table:table-cell>
        <table:table-cell table:style-name="cell"><text:p>Jane Bee</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="4"><text:p>4</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>
        <table:table-cell table:formula="of:=[.C1]*[.D1]"/><table:table-cell><text:p>Paid</text:p></table:table-cell>
        </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"##;
    let bytes = packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("styles.xml", "<office:document-styles/>".to_owned()),
        ("content.xml", content.to_owned()),
    ]);
    let (_, document) = crate::cells(&bytes).unwrap();
    assert_eq!(texts(&document), [vec!["May 2030", "", "4", "5", "20", "Paid"]]);
    let remarks = &document.sheets[0].remarks;
    assert!(
        matches!(
            remarks.as_slice(),
            [Remark::Reckoned { all: 1, left: 0 }, Remark::Struck { .. }, Remark::Struck { .. }]
        ),
        "{remarks:?}"
    );
}
