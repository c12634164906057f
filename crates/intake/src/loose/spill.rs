//! The first line of a row that broke, where it was taken for the last line of the row before: the
//! next row then begins in the middle of a sentence.

use crate::sheet::{Document, Row};

/// The fewest cells of a row.
const LEAST: usize = 4;

/// Gives such lines back to the rows that they begin.
pub(crate) fn mend(document: &mut Document) {
    for sheet in &mut document.sheets {
        for at in 1..sheet.rows.len() {
            let Some([before, row]) = sheet.rows.get_mut(at - 1..=at) else { continue };
            give_back(before, row);
        }
    }
}

fn give_back(before: &mut Row, row: &mut Row) {
    let alike = before.cells.len() == row.cells.len() && row.cells.len() >= LEAST;
    let (Some(last), Some(first)) = (before.cells.last_mut(), row.cells.first_mut()) else {
        return;
    };
    let goes_on = first.text.starts_with(char::is_lowercase);
    let Some((kept, line)) = last.text.rsplit_once('\n').filter(|_| alike && goes_on) else {
        return;
    };
    let begins = line.starts_with(char::is_uppercase) && !line.ends_with(['.', '!', '?', ';']);
    if begins && !kept.trim().is_empty() {
        first.text = format!("{line}\n{}", first.text);
        last.text = kept.to_owned();
    }
}
