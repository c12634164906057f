use rstest::rstest;

use crate::paper::{Page, file};
use crate::{rows, shown};

const RECORDS: [[&str; 4]; 3] = [
    ["1", "Lock gate jams in frost", "3", "Ida Moor"],
    ["2", "Towpath floods", "4", "Jon Reed"],
    ["3", "Reservoir runs low", "2", "Kit Vale"],
];
const HEADS: [&str; 4] = ["No", "Risk", "Score", "Owner"];
const XS: [f64; 5] = [50.0, 80.0, 260.0, 320.0, 450.0];

/// The records, one a row of 20 points, each cell at the left edge of its column.
fn records(mut page: Page, top: f64) -> Page {
    for (row, record) in [HEADS].iter().chain(&RECORDS).enumerate() {
        for (x, text) in XS.iter().zip(record) {
            page = page.text(x + 3.0, top + 20.0 * row as f64 + 13.0, text);
        }
    }
    page
}

fn ruled(lines: u8) -> Page {
    let page = records(Page::default(), 100.0);
    let ys = [100.0, 120.0, 140.0, 160.0, 180.0];
    match lines {
        0 => page,
        1 => ys.iter().fold(page, |page, y| page.line(50.0, *y, 450.0, *y)),
        2 => XS
            .iter()
            .fold(page, |page, x| page.line(*x, 100.0, *x, 180.0))
            .line(50.0, 100.0, 450.0, 100.0)
            .line(50.0, 120.0, 450.0, 120.0)
            .line(50.0, 180.0, 450.0, 180.0),
        _ => page.grid(&XS, &ys),
    }
}

#[rstest]
#[case::without_lines(0)]
#[case::rows_ruled(1)]
#[case::columns_ruled(2)]
#[case::boxed(3)]
fn reads_the_same_table_however_it_is_ruled(#[case] lines: u8) {
    assert_eq!(
        shown(&file(&[ruled(lines)])),
        [
            "1.1 0: No | Risk | Score | Owner",
            "1.2 0: 1 | Lock gate jams in frost | 3 | Ida Moor",
            "1.3 0: 2 | Towpath floods | 4 | Jon Reed",
            "1.4 0: 3 | Reservoir runs low | 2 | Kit Vale",
        ]
    );
}

#[rstest]
#[case::clockwise(90)]
#[case::upside_down(180)]
#[case::anticlockwise(270)]
fn reads_a_rotated_page_upright(#[case] turn: u32) {
    let mut page = ruled(3);
    page.entries = format!("/Rotate {turn}");
    // The page is shown turned, text and all: it is read in the direction of its text.
    assert_eq!(shown(&file(&[page])), shown(&file(&[ruled(3)])));
}

#[test]
fn reads_a_table_that_lies_on_its_side() {
    let mut page = Page::default().grid(&[100.0, 120.0, 140.0], &[400.0, 550.0, 600.0]);
    for (x, y, text) in
        [(113.0, 595.0, "No"), (113.0, 545.0, "Risk"), (133.0, 595.0, "7"), (133.0, 545.0, "Silt")]
    {
        page = page.up(x, y, text);
    }
    assert_eq!(shown(&file(&[page])), ["1.1 0: No | Risk", "1.2 0: 7 | Silt"]);
}

#[test]
fn marks_merged_cells() {
    // "Rating" over two columns; "1" beside two rows.
    let page = Page::default()
        .grid(&[50.0, 100.0, 200.0], &[100.0, 120.0])
        .line(50.0, 120.0, 50.0, 180.0)
        .line(100.0, 120.0, 100.0, 180.0)
        .line(150.0, 120.0, 150.0, 180.0)
        .line(200.0, 120.0, 200.0, 180.0)
        .line(50.0, 180.0, 200.0, 180.0)
        .line(100.0, 150.0, 200.0, 150.0)
        .text(55.0, 113.0, "No")
        .text(120.0, 113.0, "Rating")
        .text(55.0, 153.0, "1")
        .text(105.0, 138.0, "High")
        .text(155.0, 138.0, "12")
        .text(105.0, 168.0, "Low")
        .text(155.0, 168.0, "2");
    let bytes = file(&[page]);
    assert_eq!(
        shown(&bytes),
        ["1.1 0: No | Rating | <", "1.2 0: 1 | High | 12", "1.3 0: ^ | Low | 2"]
    );
    let rows = rows(&bytes).unwrap();
    assert_eq!((rows[0].cells[1].columns, rows[0].cells[1].rows), (2, 1));
    assert_eq!((rows[1].cells[0].columns, rows[1].cells[0].rows), (1, 2));
}

#[test]
fn keeps_the_lines_and_paragraphs_of_a_cell() {
    let page = Page::default()
        .grid(&[50.0, 100.0, 200.0], &[100.0, 180.0])
        .text(55.0, 113.0, "4")
        .text(105.0, 113.0, "Requirem")
        .text(105.0, 124.0, "ents creep")
        .text(105.0, 150.0, "Second thought");
    assert_eq!(shown(&file(&[page])), ["1.1 0: 4 | Requirem/ents creep//Second thought"]);
}

#[rstest]
#[case::boxed(true)]
#[case::without_lines(false)]
fn joins_wrapped_lines_to_their_row(#[case] boxed: bool) {
    let mut page = Page::default();
    for (row, (number, lines)) in [
        ("No", vec!["Risk"]),
        ("1", vec!["The weir is", "undercut by the", "spring flood"]),
        ("2", vec!["Volunteers leave"]),
    ]
    .into_iter()
    .scan(110.0, |y, item| {
        let top = *y;
        *y += 11.0 * item.1.len() as f64 + 7.0;
        Some((top, item))
    }) {
        page = page.text(55.0, row, number).text(
            205.0,
            row,
            if number == "No" { "Level" } else { "High" },
        );
        for (at, line) in lines.iter().enumerate() {
            page = page.text(85.0, row + 11.0 * at as f64, line);
        }
    }
    if boxed {
        page = page.grid(&[50.0, 80.0, 200.0, 260.0], &[100.0, 118.0, 158.0, 176.0]);
    }
    assert_eq!(
        shown(&file(&[page])),
        [
            "1.1 0: No | Risk | Level",
            "1.2 0: 1 | The weir is/undercut by the/spring flood | High",
            "1.3 0: 2 | Volunteers leave | High",
        ]
    );
}

#[test]
fn reads_headings_that_run_up() {
    let page = Page::default()
        .grid(&[50.0, 100.0, 120.0, 140.0], &[100.0, 170.0, 190.0])
        .text(55.0, 165.0, "Risk")
        .up(113.0, 165.0, "Likelihood")
        .up(133.0, 165.0, "Impact")
        .text(55.0, 183.0, "Silt")
        .text(107.0, 183.0, "2")
        .text(127.0, 183.0, "5");
    assert_eq!(shown(&file(&[page])), ["1.1 0: Risk | Likelihood | Impact", "1.2 0: Silt | 2 | 5"]);
}

#[test]
fn keeps_the_number_of_a_table_over_pages_and_sets_heads_and_feet_apart() {
    let around = |page: Page, number: u32| {
        page.text(200.0, 30.0, "Fenland Canal Trust").text(
            280.0,
            780.0,
            &format!("Page {number} of 2"),
        )
    };
    let ys = [100.0, 120.0, 140.0];
    let first = around(Page::default(), 1)
        .grid(&XS, &ys)
        .text(53.0, 113.0, "No")
        .text(83.0, 113.0, "Risk")
        .text(53.0, 133.0, "1")
        .text(83.0, 133.0, "The pump house");
    let second = around(Page::default(), 2)
        .grid(&XS, &ys)
        .text(83.0, 113.0, "loses its power")
        .text(53.0, 133.0, "2")
        .text(83.0, 133.0, "Otters move in");
    assert_eq!(
        shown(&file(&[first, second])),
        [
            "1.1 -: Fenland Canal Trust",
            "1.2 0: No | Risk |  | ",
            "1.3 0: 1 | The pump house |  | ",
            "1.4 -: Page 1 of 2",
            "2.1 -: Fenland Canal Trust",
            "2.2 0:  | loses its power |  | ",
            "2.3 0: 2 | Otters move in |  | ",
            "2.4 -: Page 2 of 2",
        ]
    );
}

#[test]
fn numbers_tables_of_other_columns_apart() {
    let page = Page::default()
        .grid(&[50.0, 100.0, 200.0], &[100.0, 120.0])
        .text(55.0, 113.0, "a")
        .text(105.0, 113.0, "b")
        .text(55.0, 160.0, "Another table")
        .grid(&[50.0, 300.0, 400.0], &[200.0, 220.0])
        .text(55.0, 213.0, "c")
        .text(305.0, 213.0, "d");
    assert_eq!(shown(&file(&[page])), ["1.1 0: a | b", "1.2 -: Another table", "1.3 1: c | d"]);
}

#[test]
fn keeps_a_table_together_over_a_column_without_lines() {
    let ys = [100.0, 120.0, 140.0];
    let mut page =
        Page::default().grid(&[50.0, 100.0, 150.0], &ys).grid(&[165.0, 200.0, 260.0], &ys);
    for (x, y, text) in
        [(55.0, 113.0, "No"), (105.0, 113.0, "Risk"), (170.0, 113.0, "L"), (205.0, 113.0, "I")]
    {
        page = page.text(x, y, text).text(x, y + 20.0, "2");
    }
    assert_eq!(shown(&file(&[page])), ["1.1 0: No | Risk |  | L | I", "1.2 0: 2 | 2 |  | 2 | 2"]);
}

#[test]
fn keeps_the_words_of_a_phrase_that_every_row_repeats() {
    let mut page = Page::default();
    for row in 0..6_u8 {
        let y = 100.0 + 14.0 * f64::from(row);
        page = page
            .text(50.0, y, &row.to_string())
            .text(90.0, y, "Keeper of locks")
            .text(220.0, y, "High");
    }
    let bytes = file(&[page]);
    assert!(rows(&bytes).unwrap().iter().all(|row| row.cells.len() == 3), "{:?}", shown(&bytes));
}

#[test]
fn takes_the_columns_from_headings_that_alone_are_boxed() {
    let page = records(Page::default(), 100.0).grid(&XS, &[100.0, 120.0]).text(
        50.0,
        240.0,
        "These are all the risks that the keepers know of.",
    );
    assert_eq!(
        shown(&file(&[page])),
        [
            "1.1 0: No | Risk | Score | Owner",
            "1.2 0: 1 | Lock gate jams in frost | 3 | Ida Moor",
            "1.3 0: 2 | Towpath floods | 4 | Jon Reed",
            "1.4 0: 3 | Reservoir runs low | 2 | Kit Vale",
            "1.5 -: These are all the risks that the keepers know of.",
        ]
    );
}

#[test]
fn tells_the_colour_behind_a_cell() {
    let page = Page::default()
        .fill(100.0, 100.0, 100.0, 20.0, [1.0, 0.0, 0.0])
        .fill(50.0, 100.0, 50.0, 20.0, [1.0, 1.0, 1.0])
        .fill(110.0, 124.0, 30.0, 12.0, [0.0, 0.6, 0.0])
        .grid(&[50.0, 100.0, 200.0], &[100.0, 120.0, 140.0])
        .text(55.0, 113.0, "1")
        .text(112.0, 133.0, "Low");
    let rows = rows(&file(&[page])).unwrap();
    let fill =
        |row: usize, cell: usize| rows[row].cells[cell].fill.map(|c| (c.red, c.green, c.blue));
    assert_eq!(fill(0, 0), None, "white is no colour");
    assert_eq!(fill(0, 1), Some((255, 0, 0)), "a coloured cell without text");
    assert_eq!(fill(1, 0), None);
    assert_eq!(fill(1, 1), Some((0, 153, 0)), "a coloured badge behind the text");
}

#[test]
fn tells_bold_text() {
    let page = Page::default()
        .grid(&[50.0, 100.0, 200.0], &[100.0, 120.0])
        .bold(55.0, 113.0, "Risk")
        .text(105.0, 113.0, "Silt");
    let rows = rows(&file(&[page])).unwrap();
    assert_eq!(rows[0].cells.iter().map(|cell| cell.bold).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn sets_raised_figures_and_ligatures_in_their_words() {
    let page = Page::default().text(50.0, 100.0, "Flow of 40 m").small(102.5, 97.0, "3").text(
        106.0,
        100.0,
        "/s is su\u{2}cient or e\u{1}ne"
            .replace("\u{2}", "\\002")
            .replace("\u{1}", "\\001")
            .as_str(),
    );
    let text = shown(&file(&[page])).join("\n");
    assert!(text.contains("40 m3/s"), "{text}");
}

#[test]
fn underlines_are_not_rulings() {
    let page = Page::default()
        .grid(&[50.0, 100.0, 200.0], &[100.0, 140.0])
        .text(55.0, 113.0, "1")
        .text(105.0, 113.0, "Underlined words")
        .line(105.0, 114.5, 176.0, 114.5)
        .text(105.0, 128.0, "and more");
    assert_eq!(shown(&file(&[page])), ["1.1 0: 1 | Underlined words/and more"]);
}

#[test]
fn reads_columns_of_prose_one_after_the_other() {
    let left =
        "rain that falls on the upper moor reaches our channel within a single night of autumn";
    let right =
        "boats pass both locks only when two keepers stand at their gates throughout each day";
    // Each line begins with another word, so that no spaces stand over one another.
    let turned = |words: &str, by: usize| {
        let words: Vec<&str> = words.split(' ').collect();
        words.iter().cycle().skip(by * 3).take(9).copied().collect::<Vec<_>>().join(" ")
    };
    let mut page = Page::default();
    for line in 0..8_u8 {
        let y = 100.0 + 12.0 * f64::from(line);
        page = page.text(50.0, y, &turned(left, line.into())).text(
            330.0,
            y,
            &turned(right, line.into()),
        );
    }
    let shown = shown(&file(&[page]));
    assert!(shown.iter().all(|row| row.contains(" -: ")), "{shown:?}");
    let text = shown.join("\n");
    assert!(text.rfind("moor") < text.find("keepers"), "{text}");
}

#[test]
fn reads_a_risk_a_page() {
    let card = |name: &str, owner: &str| {
        Page::default()
            .bold(50.0, 60.0, name)
            .text(50.0, 100.0, "Owner:")
            .text(150.0, 100.0, owner)
            .text(50.0, 115.0, "Likelihood:")
            .text(150.0, 115.0, "Possible")
            .text(50.0, 130.0, "Impact:")
            .text(150.0, 130.0, "Major")
    };
    assert_eq!(
        shown(&file(&[card("Silt", "Ida Moor"), card("Frost", "Jon Reed")])),
        [
            "1.1 -: Silt",
            "1.2 0: Owner: | Ida Moor",
            "1.3 0: Likelihood: | Possible",
            "1.4 0: Impact: | Major",
            "2.1 -: Frost",
            "2.2 1: Owner: | Jon Reed",
            "2.3 1: Likelihood: | Possible",
            "2.4 1: Impact: | Major",
        ]
    );
}
