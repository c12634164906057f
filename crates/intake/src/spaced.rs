//! Rows whose cells nothing but a space parts: where one wording ends and the next begins is then
//! judged by the words alone, and that is said.

use std::collections::BTreeMap;

use bellwether_domain::Diagnostic;

use crate::{
    map::contents::is_code,
    note,
    parse::{date, is_nothing, rating, status},
    sheet::{Document, Row},
};

/// The least share of the rows that makes the whole reading doubtful.
const SHARE: f32 = 0.3;
/// The most columns that a message names.
const MOST_NAMED: usize = 3;

/// The doubt about a reading of a text, where words stand beside words with a space between in
/// many of its rows.
pub(crate) fn doubt(text: &str, document: &Document) -> Option<Diagnostic> {
    let lines: Vec<&str> = text.lines().collect();
    let rows = document.sheets.iter().flat_map(|sheet| &sheet.rows);
    let parted: Vec<&Row> = rows.filter(|row| is_parted_by_spaces(row, &lines)).collect();
    let (heads, rows) = parted.split_first()?;
    let mut borders = BTreeMap::<usize, usize>::new();
    let mut doubtful = 0_usize;
    for row in rows {
        let own = open_borders(row);
        doubtful += usize::from(!own.is_empty());
        for at in own {
            *borders.entry(at).or_default() += 1;
        }
    }
    if doubtful < 2 || (doubtful as f32) < SHARE * rows.len() as f32 {
        return None;
    }
    let name = |at: usize| {
        let heading = heads.cells.get(at).map_or("", |cell| cell.text.trim());
        if heading.is_empty() { format!("column {}", at + 1) } else { note::quote(heading) }
    };
    let mut often: Vec<(usize, usize)> = borders.into_iter().collect();
    often.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
    let named: Vec<String> = often
        .iter()
        .take(MOST_NAMED)
        .map(|(at, _)| format!("{} and {}", name(*at), name(at + 1)))
        .collect();
    Some(note::warning(
        "reading-in-doubt",
        format!(
            "The reading is in doubt: only spaces part the cells, so the words themselves were asked where one ends and the next begins between {} ({doubtful} rows).",
            named.join(", and between ")
        ),
        "Compare these columns with the document before you keep it; a file with the cells kept apart (a spreadsheet, or text with tabs) is read for certain.",
        None,
    ))
}

/// Whether a row is one line of the text with a space between its cells.
fn is_parted_by_spaces(row: &Row, lines: &[&str]) -> bool {
    let Some(line) = (row.number as usize).checked_sub(1).and_then(|at| lines.get(at)) else {
        return false;
    };
    let cells = row.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
    let mut rest = line.trim();
    let mut count = 0_usize;
    for cell in cells {
        let own = if count == 0 { Some(rest) } else { rest.strip_prefix(' ') };
        let Some(own) = own else { return false };
        count += 1;
        match own.strip_prefix(cell) {
            Some(after) => rest = after,
            // The cell goes on over the next line.
            None if !own.is_empty() && cell.starts_with(own) => break,
            None => return false,
        }
    }
    count >= 3
}

/// The places after which words follow words, so that neither side shows where it ends; or where
/// nothing stands after words, which may be theirs.
fn open_borders(row: &Row) -> Vec<usize> {
    let is_open = |at: &usize| {
        let text = |at: usize| row.cells.get(at).map_or("", |cell| cell.text.trim());
        let (one, next) = (text(*at), text(at + 1));
        ends_in_a_number(one) || is_wordy(one) && (next.is_empty() || is_wordy(next))
    };
    (0..row.cells.len().saturating_sub(1)).filter(is_open).collect()
}

/// "Chief Executive 3": the rating after an owner.
fn ends_in_a_number(text: &str) -> bool {
    let Some((words, last)) = text.rsplit_once(' ') else { return false };
    let is_long = words.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    is_long && last.len() <= 2 && rating::number(last).is_some()
}

/// Whether a cell is words that no list knows as a whole.
fn is_wordy(text: &str) -> bool {
    text.contains(char::is_alphabetic)
        && !is_nothing(text)
        && !is_code(text)
        && !rating::is_rating(text)
        && !date::is_date(text)
        && !date::is_due(text)
        && status::action_value(text).is_none()
        && status::risk_value(text).is_none()
}
