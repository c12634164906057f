//! Several tables without rules on one page.

use std::collections::BTreeSet;

use crate::{
    paper::{Page, file},
    shown,
};

/// A name and a table without rules, its headings bold.
fn unruled(mut page: Page, top: f64, name: &str, xs: &[f64], rows: &[&[&str]]) -> Page {
    page = page.bold(50.0, top, name);
    for (row, cells) in rows.iter().enumerate() {
        let y = top + 20.0 + 14.0 * row as f64;
        for (x, text) in xs.iter().zip(*cells) {
            page = if row == 0 { page.bold(*x, y, text) } else { page.text(*x, y, text) };
        }
    }
    page
}

#[test]
fn parts_tables_without_lines_that_have_other_headings() {
    let levels: [&[&str]; 4] = [
        &["Level", "Meaning", "Report to"],
        &["High", "Boats cannot pass this season", "Trustees"],
        &["Middling", "Boats wait for some hours", "Directors"],
        &["Low", "Nobody notices", "Keepers"],
    ];
    let risks: [&[&str]; 5] = [
        &["No", "Risk", "Chance", "Harm", "Score", "Owner"],
        &["1", "Silt in the basin", "2", "3", "6", "Ida Moor"],
        &["2", "Frost in the locks", "4", "3", "12", "Jon Reed"],
        &["3", "Otters under the weir", "2", "2", "4", "Kit Vale"],
        &["4", "Drought on the summit", "3", "5", "15", "Ann Lea"],
    ];
    let page = unruled(Page::default(), 60.0, "Levels", &[50.0, 140.0, 400.0], &levels);
    let xs = [50.0, 80.0, 240.0, 290.0, 340.0, 420.0];
    let page = unruled(page, 180.0, "The risks", &xs, &risks);
    let shown = shown(&file(&[page]));
    let mut expected = vec!["1.1 -: Levels".to_owned()];
    let rows = |table: usize, first: usize, rows: &[&[&str]]| -> Vec<String> {
        let shown =
            |(at, row): (usize, &&[&str])| format!("1.{} {table}: {}", first + at, row.join(" | "));
        rows.iter().enumerate().map(shown).collect()
    };
    expected.extend(rows(0, 2, &levels));
    expected.push("1.6 -: The risks".to_owned());
    expected.extend(rows(1, 7, &risks));
    assert_eq!(shown, expected);
}

#[test]
fn keeps_sections_with_the_same_headings_in_one_table() {
    let heads = ["No", "Risk", "Chance", "Harm", "Score", "Owner"];
    let xs = [50.0, 80.0, 240.0, 290.0, 340.0, 420.0];
    let water: [&[&str]; 3] = [
        &heads,
        &["1", "Silt in the basin", "2", "3", "6", "Ida Moor"],
        &["2", "Frost in the locks", "4", "3", "12", "Jon Reed"],
    ];
    let land: [&[&str]; 3] = [
        &heads,
        &["3", "Otters under the weir", "2", "2", "4", "Kit Vale"],
        &["4", "Drought on the summit", "3", "5", "15", "Ann Lea"],
    ];
    let page = unruled(Page::default(), 60.0, "Water", &xs, &water);
    let page = unruled(page, 160.0, "Land", &xs, &land);
    let shown = shown(&file(&[page]));
    let tables: BTreeSet<_> = shown
        .iter()
        .filter(|row| row.contains(" | "))
        .filter_map(|row| row.split(' ').nth(1))
        .collect();
    assert_eq!(tables.len(), 1, "{shown:?}");
    assert!(
        shown.iter().any(|row| row.ends_with("4 | Drought on the summit | 3 | 5 | 15 | Ann Lea"))
    );
}

#[test]
fn parts_sections_whose_columns_stand_elsewhere() {
    let heads = ["No", "Risk", "Chance", "Harm", "Score", "Owner"];
    let water: [&[&str]; 3] = [
        &heads,
        &["1", "Silt in the basin", "2", "3", "6", "Ida Moor"],
        &["2", "Frost in the locks", "4", "3", "12", "Jon Reed"],
    ];
    let land: [&[&str]; 3] = [
        &heads,
        &["3", "Otters under the weir dig out the towpath beside it", "2", "2", "4", "Kit Vale"],
        &["4", "Drought on the summit", "3", "5", "15", "Ann Lea"],
    ];
    let xs = [50.0, 80.0, 200.0, 250.0, 310.0, 370.0];
    let page = unruled(Page::default(), 60.0, "Water", &xs, &water);
    let xs = [50.0, 80.0, 320.0, 370.0, 420.0, 470.0];
    let page = unruled(page, 160.0, "Land", &xs, &land);
    let shown = shown(&file(&[page]));
    for row in water.iter().chain(&land) {
        assert!(shown.iter().any(|shown| shown.ends_with(&row.join(" | "))), "{shown:?}");
    }
}

#[test]
fn tells_columns_that_nearly_touch_under_a_banner() {
    let xs = [50.0, 80.0, 200.0, 241.0, 300.0, 420.0, 500.0];
    let mut page = Page::default()
        .bold(50.0, 60.0, "No")
        .bold(80.0, 60.0, "Risk")
        .bold(200.0, 60.0, "Before any action")
        .bold(420.0, 60.0, "Owner")
        .bold(500.0, 60.0, "Reviewed");
    for (x, text) in [(200.0, "Impact"), (241.0, "Chance"), (300.0, "Level")] {
        page = page.bold(x, 71.0, text);
    }
    let rows: [[&str; 7]; 3] = [
        ["1", "Silt in the basin", "Medium", "High", "High", "Ida Moor", "May"],
        ["2", "Frost in the locks", "High", "Medium", "High", "Jon Reed", "June"],
        ["3", "Otters under the weir", "Medium", "Medium", "Middling", "Kit Vale", "March"],
    ];
    for (row, cells) in rows.iter().enumerate() {
        for (x, text) in xs.iter().zip(cells) {
            page = page.text(*x, 90.0 + 16.0 * row as f64, text);
        }
    }
    let shown = shown(&file(&[page]));
    for row in &rows {
        assert!(shown.iter().any(|shown| shown.ends_with(&row.join(" | "))), "{shown:?}");
    }
}

#[test]
fn takes_the_columns_of_a_wide_sheet_from_each_of_its_pages() {
    let sheet = |heads: [(f64, &str); 4], cells: fn(usize) -> [String; 4]| {
        let mut page =
            heads.iter().fold(Page::default(), |page, (x, head)| page.bold(*x, 100.0, head));
        for row in 0..6 {
            for ((x, _), text) in heads.iter().zip(cells(row)) {
                page = page.text(*x, 120.0 + 20.0 * row as f64, &text);
            }
        }
        page
    };
    let left =
        sheet([(50.0, "No"), (90.0, "Risk"), (300.0, "Owner"), (420.0, "Likelihood")], |row| {
            [
                row.to_string(),
                "The weir fails in".to_owned() + " spring flood",
                "Ida".into(),
                "3".into(),
            ]
        });
    let right = sheet(
        [(50.0, "Impact"), (100.0, "Score"), (150.0, "Controls"), (440.0, "Review")],
        |row| {
            [
                "4".into(),
                "12".into(),
                format!("Walk the upper banks each week of the year {row}"),
                "May".into(),
            ]
        },
    );
    let shown = shown(&file(&[left, right]));
    assert_eq!(shown.len(), 14, "{shown:?}");
    assert!(shown[7].ends_with("Impact | Score | Controls | Review"), "{shown:?}");
    assert!(
        shown[8].contains(": 4 | 12 | Walk the upper banks each week of the year 0 | May"),
        "{shown:?}"
    );
}
