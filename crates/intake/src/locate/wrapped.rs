//! Headings that break their line where nothing but white parts the rows: the second line of some
//! of them stands in a row of its own, as it does in a PDF without rules or in text of fixed width.

use super::filled;
use crate::{
    map::{heading::is_label, mended},
    parse::{date, is_nothing, rating, squeeze},
    sheet::{Row, Sheet},
};

/// The longest second line of a heading.
const MOST: usize = 40;
/// The fewest headings.
const LEAST: usize = 4;

/// Joins the lines of such headings.
pub(crate) fn join(sheet: &mut Sheet) {
    let mut rows: Vec<Row> = Vec::with_capacity(sheet.rows.len());
    for next in std::mem::take(&mut sheet.rows) {
        match rows.last_mut().filter(|head| goes_on(head, &next)) {
            Some(head) => {
                for (kept, cell) in head.cells.iter_mut().zip(&next.cells) {
                    if !cell.text.trim().is_empty() {
                        kept.text.push('\n');
                        kept.text.push_str(cell.text.trim());
                    }
                }
            }
            None => rows.push(next),
        }
    }
    sheet.rows = rows;
}

/// Whether a row is the second line of some of the headings above it.
fn goes_on(head: &Row, next: &Row) -> bool {
    let under: Vec<(usize, &str)> =
        filled(next).map(|(at, cell)| (at, cell.text.trim())).take(head.cells.len()).collect();
    let heads = filled(head).count();
    let may = !under.is_empty()
        && heads >= LEAST
        && under.len() < heads
        && head.table == next.table
        && head.page == next.page
        && under.iter().all(|(_, text)| could_go_on(text));
    if !may {
        return false;
    }
    // With its second line a heading is one that is known, or says what its scale is.
    let (mut known, mut strange) = (0, 0);
    for (at, cell) in filled(head) {
        match under.iter().find(|(below, _)| *below == at) {
            Some((_, text)) => {
                let whole = format!("{}\n{text}", cell.text);
                let mended = mended(&whole);
                let is_broken = mended.is_some();
                let whole = squeeze(&mended.unwrap_or(whole));
                let is_known = text.starts_with(['(', '[']) || is_broken || is_label(&whole);
                if !is_known && !text.starts_with(char::is_lowercase) {
                    return false;
                }
                known += usize::from(is_label(&whole));
                strange += usize::from(!is_known);
            }
            None => known += usize::from(is_label(&cell.text)),
        }
    }
    let over = |(at, _): &(usize, &str)| {
        head.cells.get(*at).is_some_and(|cell| cell.columns <= 1 && !cell.text.trim().is_empty())
    };
    under.iter().all(over) && known * 2 >= heads && strange * 2 <= under.len()
}

/// Whether a text may be the rest of a heading: short, in words, and no value of a risk.
fn could_go_on(text: &str) -> bool {
    text.len() <= MOST
        && (text.starts_with(['(', '['])
            || text.contains(char::is_alphabetic)
                && !is_nothing(text)
                && !date::is_date(text)
                && (text.starts_with(char::is_lowercase) || !rating::is_word(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Cell;

    fn sheet(rows: &[&str]) -> Sheet {
        let cell = |text: &str| Cell {
            text: text.trim().to_owned(),
            columns: 1,
            rows: 1,
            ..Cell::default()
        };
        let row =
            |line: &&str| Row { cells: line.split('|').map(cell).collect(), ..Row::default() };
        Sheet { rows: rows.iter().map(row).collect(), ..Sheet::default() }
    }

    fn first(rows: &[&str]) -> Vec<String> {
        let mut sheet = sheet(rows);
        join(&mut sheet);
        sheet.rows[0].cells.iter().map(|cell| cell.text.clone()).collect()
    }

    #[test]
    fn a_second_line_of_headings_is_theirs() {
        let joined = first(&[
            "Risk | Hazard | Present impact | Present | Owner",
            "ref |  | (1-5) | likelihood | ",
            "R1 | The wheel breaks | 3 | 4 | Miller",
        ]);
        assert_eq!(
            joined,
            ["Risk\nref", "Hazard", "Present impact\n(1-5)", "Present\nlikelihood", "Owner"]
        );
    }

    #[test]
    fn the_first_risk_is_no_heading() {
        for row in
            ["R1 | wheel breaks | 3 | 4 | ", "a | flood |  |  | ann", " | Flood |  |  | Ann Lee"]
        {
            let joined = first(&["Ref | Risk | Likelihood | Impact | Owner", row]);
            assert_eq!(joined, ["Ref", "Risk", "Likelihood", "Impact", "Owner"], "{row}");
        }
    }

    #[test]
    fn headings_under_groups_stay_a_layer() {
        let joined = first(&[
            "Ref | Risk | Inherent |  | Owner",
            " |  | Likelihood | Impact | ",
            "1 | Flood | 2 | 3 | AB",
        ]);
        assert_eq!(joined[2], "Inherent");
    }
}
