//! Pages made here, read back.

use super::{looks_like, read};
use crate::{
    ReadError,
    sheet::{Merged, Rgb, Row},
};

fn rows(page: &str) -> Vec<Row> {
    read(page).unwrap().sheets.into_iter().next().unwrap().rows
}

fn texts(page: &str) -> Vec<Vec<String>> {
    let rows = rows(page).into_iter();
    rows.map(|row| row.cells.into_iter().map(|cell| cell.text).collect()).collect()
}

#[test]
fn headings_paragraphs_and_tables_come_in_order() {
    let page = "<!DOCTYPE html><html><head><title>T</title><script>if (a<b) document.write('<p>x')</script></head>
        <body><h1>Risk
          register</h1><p>As at <b>March</b> 2018<table><caption>Strategic</caption>
        <thead><tr><th>Ref<th>Risk</thead><tr><td>1<td>Fire &amp; flood<br>in the depot<tr><td>2<td>Fraud</table>After";
    assert_eq!(
        texts(page),
        [
            vec!["Risk register"],
            vec!["As at March 2018"],
            vec!["Strategic"],
            vec!["Ref", "Risk"],
            vec!["1", "Fire & flood\nin the depot"],
            vec!["2", "Fraud"],
            vec!["After"]
        ]
    );
    let rows = rows(page);
    assert!(rows[0].cells[0].bold && !rows[1].cells[0].bold && rows[3].cells[0].bold);
    assert_eq!((rows[2].table, rows[4].table), (None, Some(1)));
    assert_eq!(rows[4].number, 2);
}

#[test]
fn spans_across_and_down_cover_their_cells() {
    let rows = rows(
        "<table><tr><td rowspan=3>A<td colspan=2 bgcolor='#FFC000'>Gross<td rowspan=2>Owner
         <tr><td>L<td style='background-color: red'>I
         <tr><td>1<td>2<td>AB
         <tr><td>B</table>",
    );
    let texts: Vec<Vec<&str>> =
        rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(
        texts,
        [
            vec!["A", "Gross", "", "Owner"],
            vec!["", "L", "I", ""],
            vec!["", "1", "2", "AB"],
            vec!["B"]
        ]
    );
    assert_eq!((rows[0].cells[0].rows, rows[0].cells[1].columns, rows[0].cells[3].rows), (3, 2, 2));
    assert_eq!(rows[0].cells[2].merged, Merged::FromLeft);
    assert_eq!(rows[1].cells[3].merged, Merged::FromAbove);
    assert_eq!(rows[0].cells[1].fill, Some(Rgb { red: 255, green: 192, blue: 0 }));
    assert_eq!(rows[1].cells[2].fill, Some(Rgb { red: 255, green: 0, blue: 0 }));
}

#[test]
fn lists_in_cells_are_lines_with_markers() {
    let page = "<table><tr><td>1<td><ul><li>One<li>Two<ol><li>inner</ol></ul><td><ol start=3><li><p>Three</p></li></ol></table>";
    assert_eq!(texts(page), [["1", "• One\n• Two\n  1. inner", "3. Three"]]);
}

#[test]
fn definitions_are_rows_of_two() {
    let page = "<h2>Risk 1</h2><dl><dt>Owner<dd>AB<dt>Actions<dd>One<dd>Two</dl><p>End";
    assert_eq!(
        texts(page),
        [vec!["Risk 1"], vec!["Owner", "AB"], vec!["Actions", "One\nTwo"], vec!["End"]]
    );
}

#[test]
fn hidden_elements_are_left_out() {
    let page = "<table><tr style='display:none'><td>gone<tr><td>kept<span hidden>gone<span>gone</span></span><td><img alt='Red' src='http://x/y.png'></table><div style='visibility:hidden'>gone</div>";
    assert_eq!(texts(page), [["kept", "Red"]]);
}

#[test]
fn classes_of_the_page_colour_their_cells() {
    let rows = rows(
        "<style>.xl65 {background:#FF0000}</style><table><tr class=xl65><td>5<td class='a b'>6</table>",
    );
    assert_eq!(rows[0].cells[1].fill, Some(Rgb { red: 255, green: 0, blue: 0 }));
}

#[test]
fn a_page_laid_out_by_tables_gives_its_inner_table() {
    let inner = "<tr><td>1<td>Flood<td>AB".repeat(4);
    let page = format!("<table><tr><td>Menu</td><td><table>{inner}</table></td></tr></table>");
    assert_eq!(texts(&page)[0], ["Menu"]);
    assert_eq!(texts(&page)[1], ["1", "Flood", "AB"]);
    let page = "<table><tr><td>1<td><table><tr><td>Prob<td>3</table><td>AB</table>";
    assert_eq!(texts(page), [["1", "Prob | 3", "AB"]]);
}

#[test]
fn hostile_pages_end_soon() {
    let deep = "<table><tr><td>".repeat(50_000);
    assert!(matches!(read(&deep), Err(ReadError::Damaged { .. })));
    assert_eq!(texts(&("<div><b>".repeat(100_000) + "x")), [["x"]]);
    let wide = "<td colspan=1000 rowspan=65534>x".repeat(100);
    let page = format!("<table><tr>{wide}{}</table>", "<tr><td>y".repeat(100));
    assert!(matches!(read(&page), Err(ReadError::TooLarge { .. })));
    assert!(read("</table></td><td><tr></dl><dd>").is_ok());
}

#[test]
fn pages_are_told_from_texts() {
    assert!(looks_like("\n<!-- saved -->\n<html lang='en'>"));
    assert!(looks_like("<table border=1>"));
    assert!(!looks_like("Risk\tOwner\n<b>1"));
    assert!(!looks_like("<5 years | >10 years"));
}

proptest::proptest! {
    #[test]
    fn no_page_panics(
        page in "(</?(table|tr|td|th|dl|dt|dd|ul|ol|li|p|div|b|br|pre|style|script|caption)( hidden| rowspan=3| colspan=2| style='display:none'| class=a)?>|x|\n|&amp;|<!--|-->){0,60}",
    ) {
        proptest::prop_assert!(read(&page).is_ok());
    }
}
