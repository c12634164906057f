//! What is drawn beside the text: bullets, discs, and rules that reach over some columns only.

use crate::paper::{Page, file};
use crate::{rows, shown};

/// A filled disc, as a circle of four curves.
fn disc(page: Page, [x, y, radius]: [f64; 3], [red, green, blue]: [f64; 3]) -> Page {
    let (y, k) = (800.0 - y, 0.5523 * radius);
    let (l, r, t, b) = (x - radius, x + radius, y + radius, y - radius);
    page.raw(&format!(
        "q {red} {green} {blue} rg {r} {y} m {r} {} {} {t} {x} {t} c {} {t} {l} {} {l} {y} c \
         {l} {} {} {b} {x} {b} c {} {b} {r} {} {r} {y} c f Q\n",
        y + k,
        x + k,
        x - k,
        y + k,
        y - k,
        x - k,
        x + k,
        y - k
    ))
}

#[test]
fn reads_bullets_that_are_drawn() {
    let black = [0.0; 3];
    let page = Page::default()
        .grid(&[50.0, 100.0, 300.0], &[100.0, 120.0, 170.0])
        .text(55.0, 113.0, "No")
        .text(105.0, 113.0, "Controls")
        .text(55.0, 133.0, "1")
        .text(115.0, 133.0, "Walk the banks after each")
        .text(115.0, 144.0, "storm")
        .text(115.0, 155.0, "Grease the sluice");
    let page = disc(page, [109.0, 130.0, 1.5], black);
    let page = disc(page, [109.0, 152.0, 1.5], black);
    assert_eq!(
        shown(&file(&[page])),
        [
            "1.1 0: No | Controls",
            "1.2 0: 1 | • Walk the banks after each/storm/• Grease the sluice",
        ]
    );
}

#[test]
fn takes_a_coloured_disc_for_the_colour_of_its_cell() {
    let page = Page::default()
        .grid(&[50.0, 100.0, 200.0, 300.0], &[100.0, 120.0, 140.0, 160.0])
        .text(55.0, 113.0, "No")
        .text(105.0, 113.0, "Rating")
        .text(205.0, 113.0, "Owner")
        .text(55.0, 133.0, "1")
        .text(205.0, 133.0, "Ida Moor")
        .text(55.0, 153.0, "2")
        .text(205.0, 153.0, "Jon Reed");
    let page = disc(page, [150.0, 130.0, 7.0], [1.0, 0.0, 0.0]);
    let page = disc(page, [150.0, 150.0, 7.0], [0.0, 0.7, 0.3]);
    let rows = rows(&file(&[page])).unwrap();
    let rating = |row: usize| &rows[row].cells[1];
    let fill = |row: usize| rating(row).fill.map(|c| (c.red, c.green, c.blue));
    assert_eq!((rating(1).text.as_str(), fill(1)), ("", Some((255, 0, 0))));
    assert_eq!((rating(2).text.as_str(), fill(2)), ("", Some((0, 179, 77))));
}

#[test]
fn lets_cells_go_on_beside_rules_over_other_columns() {
    let page = Page::default()
        .text(50.0, 110.0, "No")
        .text(90.0, 110.0, "Risk")
        .text(250.0, 110.0, "Action")
        .text(400.0, 110.0, "Lead")
        .line(50.0, 115.0, 450.0, 115.0)
        .text(50.0, 128.0, "1")
        .text(90.0, 128.0, "The weir is undercut")
        .text(90.0, 139.0, "by the spring flood")
        .text(250.0, 128.0, "Sound the bed")
        .text(400.0, 128.0, "Ida Moor")
        .line(250.0, 133.0, 450.0, 133.0)
        .text(250.0, 146.0, "Order stone")
        .text(400.0, 146.0, "Jon Reed")
        .line(50.0, 151.0, 450.0, 151.0)
        .text(50.0, 164.0, "2")
        .text(90.0, 164.0, "Volunteers leave")
        .text(250.0, 164.0, "Hold an open day")
        .text(400.0, 164.0, "Kit Vale")
        .line(250.0, 169.0, 450.0, 169.0)
        .text(250.0, 182.0, "Write to the schools")
        .text(400.0, 182.0, "Kit Vale")
        .line(50.0, 187.0, 450.0, 187.0);
    assert_eq!(
        shown(&file(&[page])),
        [
            "1.1 0: No | Risk | Action | Lead",
            "1.2 0: 1 | The weir is undercut/by the spring flood | Sound the bed | Ida Moor",
            "1.3 0:  |  | Order stone | Jon Reed",
            "1.4 0: 2 | Volunteers leave | Hold an open day | Kit Vale",
            "1.5 0:  |  | Write to the schools | Kit Vale",
        ]
    );
}

#[test]
fn parts_headings_from_the_first_row_without_a_rule_between() {
    let mut page = Page::default();
    for (x, text) in [(50.0, "No"), (90.0, "Risk"), (250.0, "Level"), (330.0, "Owner")] {
        page = page.bold(x, 110.0, text);
    }
    for row in 0..5_u8 {
        let y = 130.0 + 18.0 * f64::from(row);
        page = page
            .text(50.0, y, &(row + 1).to_string())
            .text(90.0, y, ["Silt", "Weed", "Frost", "Drought", "Leaks"][usize::from(row)])
            .text(250.0, y, "High")
            .text(330.0, y, "Ida Moor")
            .line(50.0, y + 6.0, 400.0, y + 6.0);
    }
    let shown = shown(&file(&[page]));
    assert_eq!(
        shown[..2],
        ["1.1 0: No | Risk | Level | Owner", "1.2 0: 1 | Silt | High | Ida Moor"]
    );
}
