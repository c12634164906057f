//! Documents made here, read back.

use super::read;
use crate::{
    ReadError, cells,
    sheet::{Merged, Rgb, Row},
};

fn document(body: &str) -> Vec<u8> {
    format!(
        r"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0\fcharset0 Arial;}}{{\f1\fcharset2 Symbol;}}{{\f2\fcharset204 Arial{{\*\falt Cyr}};}}}}{{\colortbl;\red255\green192\blue0;}}{{\stylesheet{{\s1 Heading;}}}}{{\info{{\title Not shown}}}}{{\*\generator Nobody;}}
{body}}}"
    )
    .into_bytes()
}

fn rows(body: &str) -> Vec<Row> {
    cells(&document(body)).unwrap().1.sheets.into_iter().next().unwrap().rows
}

fn texts(rows: &[Row]) -> Vec<Vec<&str>> {
    rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

#[test]
fn paragraphs_and_tables_come_in_reading_order() {
    let table = |text: &str| {
        format!(
            r"\trowd\cellx1000\cellx2000\pard\intbl {text}\cell x\cell\row\trowd\cellx1000\cellx2000\intbl one\par two\cell y\cell\row\pard "
        )
    };
    let rows =
        rows(&[r"Risk register\par ", &table("a"), r"Notes & key\par ", &table("b")].concat());
    assert_eq!(
        texts(&rows),
        [
            vec!["Risk register"],
            vec!["a", "x"],
            vec!["one\ntwo", "y"],
            vec!["Notes & key"],
            vec!["b", "x"],
            vec!["one\ntwo", "y"]
        ]
    );
    let tables: Vec<_> = rows.iter().map(|row| row.table).collect();
    assert_eq!(tables, [None, Some(1), Some(1), None, Some(2), Some(2)]);
}

#[test]
fn cells_span_the_columns_between_their_edges() {
    let rows = rows(
        r"\trowd\trleft0\clcbpat1\cellx2010\cellx3000\intbl Gross\cell Owner\cell\row
\trowd\trleft0\clvmgf\cellx1000\cellx2000\cellx3005\intbl 1\cell L\cell AB\cell\row
\trowd\trleft0\clvmrg\cellx1000\cellx2000\cellx3000\intbl\cell I\cell CD\cell\row
\trowd\trleft1000\cellx2000\cellx3000\intbl end\cell z\cell\row\pard",
    );
    assert_eq!(
        texts(&rows),
        [
            vec!["Gross", "", "Owner"],
            vec!["1", "L", "AB"],
            vec!["", "I", "CD"],
            vec!["", "end", "z"]
        ]
    );
    assert_eq!(rows[0].cells[0].fill, Some(Rgb { red: 255, green: 192, blue: 0 }));
    assert_eq!((rows[0].cells[0].columns, rows[1].cells[0].rows), (2, 2));
    assert_eq!(rows[2].cells[0].merged, Merged::FromAbove);
}

#[test]
fn word_tells_a_row_again_at_its_end() {
    let rows = rows(
        r"{\trowd \cellx1000\cellx2000}\pard\intbl {Depot\cell }{Floods\cell }\pard\intbl{\trowd \cellx1000\cellx2000\row }\pard\plain After\par",
    );
    assert_eq!(texts(&rows), [vec!["Depot", "Floods"], vec!["After"]]);
}

#[test]
fn characters_are_what_their_font_says() {
    let rows = rows(
        r"Caf\'e9 \'a35 \u8211\'96 \u8364?\par{\f2 \'d0\'e8\'f1\'ea}\par{\uc2\u-10179\'3f\'3f\u-8704\'3f\'3f}x\par\ldblquote late\rdblquote\~\{now\}\par{\upr{ansi}{\*\ud{\uc0\u1056 isk}}}\par",
    );
    assert_eq!(texts(&rows), [["Café £5 – €"], ["Риск"], ["😀x"], ["“late”\u{a0}{now}"], ["Рisk"]]);
}

#[test]
fn the_document_shows_as_printed() {
    let rows = rows(concat!(
        r"{\header Northshire Council\par}{\headerf Northshire Council\par}{\footer Official\par}",
        r"Kept{\deleted gone}{\revised  added}{\v hidden}{\pict\pngblip 89504e47}{\*\shppict{\pict 00}}{\footnote a note}\line next\par",
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}}{\*\annotation a comment}\par",
        r" Before{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt In a box\par{\shp{\*\shpinst{\shptxt in that\par}}}}}{\shprslt twice}} and after\par",
        r"{\b Bold\b0}\par\page{\listtext\f1 \'b7\tab}One\par\ilvl1{\listtext 1.\tab}Two\par\pard Three\par",
    ));
    assert_eq!(
        texts(&rows),
        [
            vec!["Northshire Council"],
            vec!["Kept added\nnext"],
            vec!["a link"],
            vec!["Before and after"],
            vec!["In a box"],
            vec!["in that"],
            vec!["Bold"],
            vec!["• One"],
            vec!["  1. Two"],
            vec!["Three"],
            vec!["Official"]
        ]
    );
    assert!(rows[6].cells[0].bold && !rows[1].cells[0].bold);
    assert_eq!((rows[6].page, rows[7].page), (Some(1), Some(2)));
}

#[test]
fn struck_and_deleted_words_are_left_out_and_said_to_be() {
    let bytes = document(
        r"\trowd\cellx1000\cellx2000\intbl R1\cell {\strike March }{\deleted Jane }May 2030\cell\row\trowd\cellx1000\cellx2000\intbl\strike R2\cell The ferry\cell\row\pard",
    );
    let sheet = cells(&bytes).unwrap().1.sheets.remove(0);
    assert_eq!(texts(&sheet.rows), [vec!["R1", "May 2030"], vec!["", ""]]);
    assert_eq!(sheet.rows[1].struck.as_deref().unwrap(), ["R2", "The ferry"]);
    assert_eq!(sheet.remarks.len(), 1);
}

#[test]
fn a_table_in_a_cell_is_lines() {
    let rows = rows(
        r"\trowd\cellx1000\cellx2000\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}c\nestcell d\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}\pard\intbl\itap1\cell z\cell\row\pard",
    );
    assert_eq!(texts(&rows), [vec!["a | b\nc | d", "z"]]);
}

#[test]
fn hostile_documents_are_declined() {
    let deep = document(&"{".repeat(1_000_000));
    assert!(matches!(read(&deep), Err(ReadError::Damaged { .. })));
    let whole = document(r"text\par");
    for length in [6, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(read(&whole[..length]), Err(ReadError::Damaged { .. })));
    }
    let many = document(&r"\cell\row".repeat(2_100_000));
    assert!(matches!(read(&many), Err(ReadError::TooLarge { .. })));
    let shaped = (0..2_000).map(|n| format!("\\cellx{}", n * 1000)).collect::<String>();
    let wide = document(&(format!(r"\trowd{shaped}") + &r"\cell\row".repeat(200_000)));
    assert!(read(&wide).is_ok_and(|document| document.sheets[0].rows.len() <= 200_000));
    let far = document(
        r"\trowd\trleft-2147483648\cellx2147483647\cellx-5\intbl a\cell b\cell c\cell\row",
    );
    assert!(read(&far).is_ok());
}
