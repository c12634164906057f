//! What other programs write over the table that they export: a label and its value a row ("Plan
//! name | Lido risks", "Exported on | 3 May"). It is no table of its own, whatever its words are.

use super::{
    filled,
    look::{Look, Memo},
};
use crate::{
    map::heading,
    sheet::{Row, Sheet},
};

/// The most rows between the first label and the headings.
const MOST_ROWS: usize = 12;

/// The fewest headings of the table that it stands over.
const LEAST_HEADINGS: usize = 4;

/// Whether what was taken for headings is a label and its value, with more of them below and the
/// headings of the table after these.
pub(super) fn holds<'a>(sheet: &'a Sheet, block: &[usize], memo: &mut Memo<'a>) -> bool {
    let [first] = block else { return false };
    let Some(head) = sheet.rows.get(*first).filter(|row| filled(row).count() == 2) else {
        return false;
    };
    let place = label(head).map(|(column, _)| column);
    let (mut pairs, mut labels) = (0, 0);
    for row in sheet.rows.iter().skip(first + 1).take(MOST_ROWS) {
        match filled(row).count() {
            0 => {}
            1 | 2 => {
                let Some((_, words)) = label(row).filter(|(column, _)| Some(*column) == place)
                else {
                    return false;
                };
                pairs += 1;
                labels += usize::from(words.ends_with(':') || heading::best(words).is_some());
            }
            count => {
                let is_table = count >= LEAST_HEADINGS && Look::heading(row, memo).is_some();
                return is_table && pairs > 0 && labels * 2 >= pairs;
            }
        }
    }
    false
}

/// The first cell of a row that says something.
fn label(row: &Row) -> Option<(usize, &str)> {
    filled(row).next().map(|(column, cell)| (column, cell.text.trim()))
}

/// The value of a row that names the document ("Plan name | Lido risks").
pub(super) fn name(texts: &[String]) -> Option<&str> {
    const NAMES: [&str; 7] =
        ["plan name", "project name", "project", "sheet name", "board", "title", "document title"];
    match texts {
        [label, value] if NAMES.contains(&crate::words::fold(label).as_str()) => Some(value),
        _ => None,
    }
}
