//! Documents made here, read back.

use super::{read, read_flat};
use crate::{
    ReadError,
    read::package::packed,
    sheet::{Document, Merged, Rgb, Row},
};

const STYLES: &str = r##"<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
    <style:style style:name="Head" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
    <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Head"/>
    <style:style style:name="P2" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
    <style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
    <style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
    <style:style style:name="T3" style:family="text"><style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>
    <style:style style:name="C1" style:family="table-cell"><style:table-cell-properties fo:background-color="#ffc000"/></style:style>
    <text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/><text:list-level-style-bullet text:level="2" text:bullet-char="o"/></text:list-style>
    <text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-prefix="R" style:num-suffix="." style:num-format="1"/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/></text:list-style>"##;

const SHARED: &str = r#"<office:document-styles><office:styles><style:style style:name="Head" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
    <text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format=""/><text:outline-level-style text:level="2" style:num-format="1"/></text:outline-style></office:styles>
    <office:master-styles><style:master-page style:name="Standard"><style:header><text:p>Northshire Council</text:p></style:header><style:header-first><text:p>Northshire Council</text:p></style:header-first>
    <style:footer-left style:display="false"><text:p>never shown</text:p></style:footer-left><style:footer><text:p>Official</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"#;

fn content(body: &str) -> String {
    format!(
        r#"<office:document-content><office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    )
}

fn document(body: &str) -> Vec<u8> {
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("styles.xml", "<office:document-styles/>"),
        ("content.xml", &content(body)),
    ])
}

fn rows_of(document: Document) -> Vec<Row> {
    document.sheets.into_iter().next().unwrap().rows
}

fn rows(body: &str) -> Vec<Row> {
    rows_of(read(&document(body)).unwrap())
}

fn texts(rows: &[Row]) -> Vec<Vec<&str>> {
    rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

#[test]
fn paragraphs_and_tables_come_in_reading_order() {
    let table = |text: &str| {
        let cells = cell("", text) + &cell("", "x");
        format!(
            "<table:table><table:table-column/><table:table-header-rows>{}</table:table-header-rows></table:table>",
            row(&cells)
        )
    };
    let body = [
        "<text:h text:outline-level=\"1\">Risk register</text:h>",
        &table("a"),
        "<text:p>Notes &amp; key</text:p>",
        &table("b"),
    ];
    let rows = rows(&body.concat());
    assert_eq!(
        texts(&rows),
        [vec!["Risk register"], vec!["a", "x"], vec!["Notes & key"], vec!["b", "x"]]
    );
    let tables: Vec<_> = rows.iter().map(|row| row.table).collect();
    assert_eq!(tables, [None, Some(1), None, Some(2)]);
}

#[test]
fn spans_across_and_down_cover_their_cells() {
    let covered = "<table:covered-table-cell/>";
    let rows = rows(&format!(
        "<table:table>{}{}{}</table:table>",
        row(&(cell(r#"table:style-name="C1" table:number-columns-spanned="2""#, "Gross")
            + covered
            + &cell("", "Owner"))),
        row(&(cell(r#"table:number-rows-spanned="2""#, "1") + &cell("", "L") + &cell("", "AB"))),
        row(&(covered.to_owned()
            + &cell("", "I")
            + r#"<table:table-cell table:number-columns-repeated="2"/>"#)),
    ));
    assert_eq!(
        texts(&rows),
        [vec!["Gross", "", "Owner"], vec!["1", "L", "AB"], vec!["", "I", "", ""]]
    );
    assert_eq!(rows[0].cells[0].columns, 2);
    assert_eq!(rows[0].cells[0].fill, Some(Rgb { red: 255, green: 192, blue: 0 }));
    assert_eq!(rows[0].cells[1].merged, Merged::FromLeft);
    assert_eq!((rows[1].cells[0].rows, rows[2].cells[0].merged), (2, Merged::FromAbove));
}

#[test]
fn list_items_keep_their_markers() {
    let list = |style: &str, more: &str, items: &str| {
        format!(r#"<text:list text:style-name="{style}" {more}>{items}</text:list>"#)
    };
    let item = |text: &str| format!("<text:list-item>{text}</text:list-item>");
    let p = |text: &str| format!("<text:p>{text}</text:p>");
    let bullets = list(
        "L1",
        "",
        &(item(&(p("one") + "<text:list>" + &item(&p("deeper")) + "</text:list>"))
            + &item(&(p("two") + &p("goes on")))),
    );
    let inner = format!("<text:list>{}{}</text:list>", item(&p("first")), item(&p("second")));
    let body = [
        list("L2", r#"xml:id="a""#, &item(&(p("Fire") + &inner))),
        format!(
            "<table:table>{}</table:table>",
            row(&format!(
                "<table:table-cell>{bullets}</table:table-cell><table:table-cell>{}</table:table-cell>",
                list("L2", r#"text:continue-list="a""#, &item("<text:p/>"))
            ))
        ),
        list("L2", "", &item(&p("afresh"))),
        list("L2", r#"text:continue-numbering="true""#, &item(&p("goes on"))),
    ];
    let rows = rows(&body.concat());
    assert_eq!(
        texts(&rows),
        [
            vec!["R1. Fire"],
            vec!["  1.a) first"],
            vec!["  1.b) second"],
            vec!["• one\n  • deeper\n• two\ngoes on", "R2"],
            vec!["R1. afresh"],
            vec!["R2. goes on"]
        ]
    );
}

#[test]
fn the_document_shows_as_printed() {
    let rows = rows(concat!(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>",
        "<text:p>Kept<text:change text:change-id=\"c\"/>\n   <text:change-start/>added<text:change-end/><text:span text:style-name=\"T1\">hidden</text:span>",
        "<office:annotation><text:p>a comment</text:p></office:annotation><text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note>",
        "<text:line-break/>next<text:s text:c=\"2\"/>x<text:tab/>y</text:p>",
        "<text:section text:display=\"none\"><text:p>not now</text:p></text:section>",
        "<text:section><text:p>In a <text:a>section</text:a></text:p></text:section>",
        "<text:p>Before<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box><svg:title>logo</svg:title></draw:frame> and after</text:p>",
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Contents</text:index-title-template></text:table-of-content-source><text:index-body><text:p>1 Risks</text:p></text:index-body></text:table-of-content>",
        "<text:p text:style-name=\"P1\">Heading</text:p><text:p><text:span text:style-name=\"T2\">Bold</text:span></text:p>",
    ));
    assert_eq!(
        texts(&rows),
        [
            vec!["Kept added\nnext  x\ty"],
            vec!["In a section"],
            vec!["Before and after"],
            vec!["In a box"],
            vec!["1 Risks"],
            vec!["Heading"],
            vec!["Bold"]
        ]
    );
    let bold: Vec<bool> = rows.iter().map(|row| row.cells[0].bold).collect();
    assert_eq!(bold, [false, false, false, false, false, true, true]);
}

#[test]
fn struck_words_are_left_out_and_said_to_be() {
    let struck = |text: &str| format!("<text:span text:style-name=\"T3\">{text}</text:span>");
    let kept = cell("", "R1") + &cell("", &(struck("March ") + "May 2030"));
    let gone = cell("", &struck("R2")) + &cell("", &struck("The ferry"));
    let bytes = document(&format!("<table:table>{}{}</table:table>", row(&kept), row(&gone)));
    let sheet = crate::cells(&bytes).unwrap().1.sheets.remove(0);
    assert_eq!(texts(&sheet.rows), [vec!["R1", "May 2030"], vec!["", ""]]);
    assert_eq!(sheet.rows[1].struck.as_deref().unwrap(), ["R2", "The ferry"]);
    assert_eq!(sheet.remarks.len(), 1);
}

#[test]
fn tracked_deletions_are_left_out_and_said_to_be() {
    let change = |words: &str| {
        format!(
            r#"<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Ada</dc:creator></office:change-info>{words}</text:deletion></text:changed-region><text:changed-region text:id="c2"><text:insertion/></text:changed-region></text:tracked-changes>"#
        )
    };
    let table = |words: &str| {
        let cells = cell("", "R1") + &cell("", words);
        format!("<table:table>{}</table:table>", row(&cells))
    };
    let added =
        r#"<text:change-start text:change-id="c2"/>, by May<text:change-end text:change-id="c2"/>"#;
    // In a package the words stand apart, with a mark in their place.
    let apart = r#"Mend the gate<text:change text:change-id="c1"/>"#;
    let packed =
        change("<text:p>and paint &amp; oil it</text:p>") + &table(&(apart.to_owned() + added));
    // In one XML file they stand in their place.
    let within = r#"Mend the gate<text:change-start text:change-id="c1"/> and paint &amp; oil it<text:change-end text:change-id="c1"/>"#;
    let flat = change("") + &table(&(within.to_owned() + added));
    let flat = format!(
        r#"<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>{flat}</office:text></office:body></office:document>"#
    );
    for bytes in [document(&packed), flat.into_bytes()] {
        let sheet = crate::cells(&bytes).unwrap().1.sheets.remove(0);
        assert_eq!(texts(&sheet.rows), [vec!["R1", "Mend the gate, by May"]]);
        let said = format!("{:?}", sheet.remarks);
        assert!(said.contains("and paint & oil it"), "{said}");
    }
}

#[test]
fn headers_headings_and_pages_are_told() {
    let body = r#"<text:h text:outline-level="1">Risks</text:h><text:h text:outline-level="2">Fire</text:h><text:h text:outline-level="2">Flood</text:h>
        <text:p>one<text:soft-page-break/></text:p><text:p>two</text:p><text:p text:style-name="P2">three</text:p>"#;
    let bytes = packed(&[("styles.xml", SHARED), ("content.xml", &content(body))]);
    let rows = rows_of(read(&bytes).unwrap());
    assert_eq!(
        texts(&rows),
        [
            ["Northshire Council"],
            ["Risks"],
            ["1 Fire"],
            ["2 Flood"],
            ["one"],
            ["two"],
            ["three"],
            ["Official"]
        ]
    );
    let pages: Vec<_> = rows.iter().map(|row| row.page).collect();
    let one = Some(1);
    assert_eq!(pages, [None, one, one, one, one, Some(2), Some(3), None]);
}

#[test]
fn one_file_of_xml_reads_as_its_parts_do() {
    let flat = format!(
        r#"<office:document office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>{STYLES}</office:automatic-styles><office:master-styles><style:master-page><style:header><text:p>Head</text:p></style:header></style:master-page></office:master-styles>
        <office:body><office:text><text:p text:style-name="P1">Register</text:p></office:text></office:body></office:document>"#
    );
    assert_eq!(texts(&rows_of(read_flat(&flat).unwrap())), [["Head"], ["Register"]]);
}

#[test]
fn hostile_documents_are_declined() {
    for deep in [
        "<table:table><table:table-row><table:table-cell>",
        "<text:p><text:span>",
        "<text:list><text:list-item>",
    ] {
        let read = read(&document(&deep.repeat(100_000)));
        assert!(matches!(read, Err(ReadError::Damaged { .. })), "{deep}");
    }
    let many = r#"<table:table-cell table:number-columns-repeated="4294967295" table:number-columns-spanned="65535"><text:p>x</text:p></table:table-cell>"#;
    let wide = format!("<table:table>{}</table:table>", row(&many.repeat(20_000)));
    assert!(matches!(read(&document(&wide)), Err(ReadError::TooLarge { .. })));
    let long = cell("", &"x".repeat(1_000_000));
    let tall = format!(
        r#"<table:table><table:table-row table:number-rows-repeated="4294967295">{long}</table:table-row></table:table>"#
    );
    assert!(matches!(read(&document(&tall)), Err(ReadError::TooLarge { .. })));
    let whole = document("<text:p>text</text:p>");
    for length in [0, 4, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(read(&whole[..length]), Err(ReadError::Damaged { .. })));
    }
    let locked = packed(&[("META-INF/manifest.xml", "<manifest:encryption-data/>")]);
    assert!(matches!(read(&locked), Err(ReadError::Protected { .. })));
}
