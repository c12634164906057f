//! Tables with rules between their columns and none between their rows, not even under the headings.

use rstest::rstest;

use crate::paper::{Page, file};
use crate::shown;

const XS: [f64; 5] = [50.0, 90.0, 260.0, 320.0, 450.0];
const TOP: f64 = 100.0;
/// From one line of a cell to the next.
const LEADING: f64 = 11.0;

/// Rows of cells, the lines of a cell parted by a slash; `white` stands between two rows.
fn columns(rows: &[[&str; 4]], white: f64) -> Page {
    let mut page = Page::default();
    let mut top = TOP + 13.0;
    for row in rows {
        let mut lines = 1;
        for (x, cell) in XS.iter().zip(row) {
            for (at, line) in cell.split('/').enumerate() {
                page = page.text(x + 3.0, top + LEADING * at as f64, line);
                lines = lines.max(at + 1);
            }
        }
        top += LEADING * lines as f64 + white;
    }
    page.grid(&XS, &[TOP, top])
}

const SINGLE: [[&str; 4]; 4] = [
    ["No", "Risk", "Score", "Owner"],
    ["1", "Kiln cracks when fired", "3", "Ida Moor"],
    ["2", "Clay pit floods", "4", "Jon Reed"],
    ["3", "Glaze runs out", "2", "Kit Vale"],
];

#[rstest]
#[case::set_close(0.0)]
#[case::set_wide(9.0)]
fn cuts_rows_of_one_line(#[case] white: f64) {
    assert_eq!(
        shown(&file(&[columns(&SINGLE, white)])),
        [
            "1.1 0: No | Risk | Score | Owner",
            "1.2 0: 1 | Kiln cracks when fired | 3 | Ida Moor",
            "1.3 0: 2 | Clay pit floods | 4 | Jon Reed",
            "1.4 0: 3 | Glaze runs out | 2 | Kit Vale",
        ]
    );
}

#[test]
fn keeps_the_lines_of_a_cell_in_its_row() {
    let rows = [
        ["No", "Risk", "Score", "Owner"],
        ["1", "The kiln cracks/when it is fired/too fast", "3", "Ida Moor"],
        ["2", "Clay pit floods", "", "Jon Reed/and his deputy"],
        ["3", "Glaze runs out", "2", "Kit Vale"],
    ];
    assert_eq!(
        shown(&file(&[columns(&rows, 9.0)])),
        [
            "1.1 0: No | Risk | Score | Owner",
            "1.2 0: 1 | The kiln cracks/when it is fired/too fast | 3 | Ida Moor",
            "1.3 0: 2 | Clay pit floods |  | Jon Reed/and his deputy",
            "1.4 0: 3 | Glaze runs out | 2 | Kit Vale",
        ]
    );
}

#[test]
fn keeps_one_row_whose_cells_have_lines_of_their_own() {
    // One record: its wording goes on for lines beside which the other columns are blank.
    let rows = [[
        "4",
        "The roof of the drying/shed leaks, and the/racks under it rot/before the spring/sale of pots",
        "3",
        "Ida/Moor",
    ]];
    assert_eq!(
        shown(&file(&[columns(&rows, 9.0)])),
        ["1.1 0: 4 | The roof of the drying/shed leaks, and the/racks under it rot/before the \
             spring/sale of pots | 3 | Ida/Moor"]
    );
}
