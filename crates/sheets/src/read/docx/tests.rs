//! Documents made here, read back.

use super::read;
use crate::{
    ReadError,
    read::package::packed,
    sheet::{Document, Merged, Rgb, Row},
};

const NUMBERING: &str = r#"<w:numbering>
    <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
      <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="R%1."/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
  </w:numbering>"#;

fn document(body: &str) -> Vec<u8> {
    with_parts(body, &[])
}

fn with_parts(body: &str, more: &[(&str, &str, &str)]) -> Vec<u8> {
    let styles = r#"<w:styles>
        <w:style w:styleId="Bullets"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="Tight"><w:basedOn w:val="Bullets"/></w:style>
        <w:style w:styleId="Head"><w:rPr><w:b/></w:rPr></w:style></w:styles>"#;
    let own = [("numbering", "numbering.xml", NUMBERING), ("styles", "styles.xml", styles)];
    let mut relations = String::new();
    let mut parts = vec![];
    for (at, (kind, path, text)) in own.iter().chain(more).enumerate() {
        relations +=
            &format!(r#"<Relationship Id="r{at}" Type="http://x/{kind}" Target="{path}"/>"#);
        parts.push((format!("word/{path}"), (*text).to_owned()));
    }
    parts.push((
        "word/_rels/document.xml.rels".into(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    parts.push((
        "word/document.xml".into(),
        format!("<w:document><w:body>{body}</w:body></w:document>"),
    ));
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    packed(&parts)
}

fn rows(body: &str) -> Vec<Row> {
    rows_of(crate::cells(&document(body)).unwrap().1)
}

fn rows_of(document: Document) -> Vec<Row> {
    document.sheets.into_iter().next().unwrap().rows
}

fn texts(rows: &[Row]) -> Vec<Vec<&str>> {
    rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

#[test]
fn paragraphs_and_tables_come_in_reading_order() {
    let cell = |text: &str| tc("", &p(text));
    let table = |text: &str| format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(text), cell("x"));
    let rows = rows(&[p("Risk register"), table("a"), p("Notes &amp; key"), table("b")].concat());
    assert_eq!(
        texts(&rows),
        [vec!["Risk register"], vec!["a", "x"], vec!["Notes & key"], vec!["b", "x"]]
    );
    let tables: Vec<_> = rows.iter().map(|row| row.table).collect();
    assert_eq!(tables, [None, Some(1), None, Some(2)]);
}

#[test]
fn spans_across_and_down_cover_their_cells() {
    let rows = rows(&format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr></w:tbl>",
        tc(r#"<w:gridSpan w:val="2"/><w:shd w:val="clear" w:fill="FFC000"/>"#, &p("Gross")),
        tc("", &p("Owner")),
        tc(r#"<w:vMerge w:val="restart"/>"#, &p("1")),
        tc("", &p("L")),
        tc(r#"<w:vMerge w:val="restart"/>"#, &p("AB")),
        tc("<w:vMerge/>", "<w:p/>"),
        tc("", &p("I")),
        tc(r#"<w:vMerge w:val="continue"/>"#, &p("lost")),
        tc("", &p("end")),
    ));
    assert_eq!(
        texts(&rows),
        [vec!["Gross", "", "Owner"], vec!["1", "L", "AB"], vec!["", "I", ""], vec!["", "end"]]
    );
    assert_eq!(rows[0].cells[0].columns, 2);
    assert_eq!(rows[0].cells[0].fill, Some(Rgb { red: 255, green: 192, blue: 0 }));
    assert_eq!(rows[0].cells[1].merged, Merged::FromLeft);
    assert_eq!(rows[1].cells[0].rows, 2);
    assert_eq!(rows[2].cells[2].merged, Merged::FromAbove);
}

#[test]
fn list_items_keep_their_markers() {
    let item = |list: u32, level: u32, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let styled =
        r#"<w:p><w:pPr><w:pStyle w:val="Tight"/></w:pPr><w:r><w:t>styled</w:t></w:r></w:p>"#;
    let bullets = [item(1, 0, "one"), item(1, 1, "deeper"), item(1, 0, ""), styled.into()].concat();
    let rows = rows(&format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        tc("", &item(2, 0, "")),
        tc("", &bullets),
        tc("", &item(2, 0, "")),
        tc("", &item(2, 0, "three")),
    ));
    assert_eq!(
        texts(&rows),
        [vec!["R1", "• one\n  • deeper\n\n• styled"], vec!["R2", "R3. three"]]
    );
}

#[test]
fn the_document_shows_as_printed() {
    let rows = rows(concat!(
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t xml:space=\"preserve\"> added</w:t></w:r></w:ins>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
        "<w:r><w:br/><w:t>next</w:t><w:noBreakHyphen/><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>",
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Choose an item.</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><a:p><a:r><a:t>art</a:t></a:r></a:p><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>",
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>After</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:pStyle w:val=\"Head\"/></w:pPr><w:r><w:t>Heading</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>old</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ));
    assert_eq!(
        texts(&rows),
        [
            vec!["Kept added\nnext-✓"],
            vec!["In a control"],
            vec!["artAfter"],
            vec!["In a box"],
            vec!["Heading"],
            // A row that was deleted.
            vec![""]
        ]
        .map(|line| line
            .into_iter()
            .map(|text| text.trim_start_matches("art"))
            .collect::<Vec<_>>())
    );
    assert!(rows[4].cells[0].bold);
    assert!(!rows[0].cells[0].bold);
}

#[test]
fn a_table_in_a_cell_is_lines_and_a_framed_one_is_a_table() {
    let inner = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        tc("", &p("a")),
        tc("", &p("b")),
        tc("", &p("c")),
        tc("", &p("d")),
    );
    let beside =
        rows(&format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", &inner), tc("", &p("z"))));
    assert_eq!(texts(&beside), [vec!["a | b\nc | d", "z"]]);
    let framed = rows(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("", &(p("Risk 1") + &inner))));
    assert_eq!(texts(&framed), [vec!["Risk 1"], vec!["a", "b"], vec!["c", "d"]]);
}

#[test]
fn headers_and_footers_are_told_once() {
    let part = "<w:hdr><w:p><w:r><w:t>Northshire Council</w:t></w:r></w:p></w:hdr>";
    let bytes = with_parts(
        &p("Body"),
        &[
            ("header", "header1.xml", part),
            ("header", "header2.xml", part),
            ("footer", "footer1.xml", "<w:ftr><w:p><w:r><w:t>Official</w:t></w:r></w:p></w:ftr>"),
        ],
    );
    let rows = rows_of(read(&bytes).unwrap());
    assert_eq!(texts(&rows), [["Northshire Council"], ["Body"], ["Official"]]);
}

#[test]
fn pages_are_counted_where_they_are_marked() {
    let rows =
        rows(&[&p("one"), r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#, &p("two")].concat());
    let pages: Vec<_> = rows.iter().map(|row| row.page).collect();
    assert_eq!(pages, [Some(1), Some(2)]);
}

#[test]
fn hostile_documents_are_declined() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    assert!(matches!(read(&document(&deep)), Err(ReadError::Damaged { .. })));
    let boxes = "<w:txbxContent>".repeat(100_000);
    assert!(matches!(read(&document(&boxes)), Err(ReadError::Damaged { .. })));
    let wide = tc(r#"<w:gridSpan w:val="65535"/>"#, &p("x")).repeat(20_000);
    assert!(matches!(
        read(&document(&format!("<w:tbl><w:tr>{wide}</w:tr></w:tbl>"))),
        Err(ReadError::TooLarge { .. })
    ));
    let whole = document(&p("text"));
    for length in [0, 4, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(read(&whole[..length]), Err(ReadError::Damaged { .. })));
    }
}

#[test]
fn an_entity_is_never_expanded() {
    let entity = |n: usize| {
        format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n.saturating_sub(1)).repeat(10))
    };
    let laughs: String = (1..10).map(entity).collect();
    let text = format!(
        "<!DOCTYPE d [<!ENTITY l0 \"ha\">{laughs}]>\
         <w:document><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    );
    match read(&packed(&[("word/document.xml", text)])) {
        Ok(document) => {
            let rows = document.sheets.into_iter().flat_map(|sheet| sheet.rows);
            assert!(rows.flat_map(|row| row.cells).all(|cell| cell.text.len() < 20));
        }
        Err(error) => assert!(matches!(error, ReadError::Damaged { .. })),
    }
}

#[test]
fn struck_and_deleted_words_are_left_out_and_said_to_be() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let cell = |inside: &str| format!("<w:tc><w:p>{inside}</w:p></w:tc>");
    let row = |properties: &str, cells: [String; 3]| {
        format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat())
    };
    let one = "<w:del><w:r><w:delText>Jane</w:delText></w:r></w:del>".to_owned() + &run("", "Tom");
    let two = run("<w:strike/>", "March ") + &run("<w:strike w:val=\"0\"/>", "May 2030");
    let kept = row("", [cell(&run("", "R1")), cell(&one), cell(&two)]);
    let gone = row("<w:del/>", ["R2", "The ferry", "3"].map(|text| cell(&run("", text))));
    let bytes = document(&format!("<w:tbl>{kept}{gone}</w:tbl>"));
    let sheet = crate::cells(&bytes).unwrap().1.sheets.remove(0);
    assert_eq!(texts(&sheet.rows), [vec!["R1", "Tom", "May 2030"], vec!["", "", ""]]);
    assert_eq!(sheet.rows[1].struck.as_deref().unwrap(), ["R2", "The ferry", "3"]);
    assert_eq!(sheet.remarks.len(), 2);
}
