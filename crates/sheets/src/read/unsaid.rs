//! What a cell holds and does not say: words that are struck through or deleted, and errors of the
//! spreadsheet's own. Both are left out of its text, and said to be.
//!
//! Readers put struck words between two characters that no text can have; here they are taken out.

use crate::{
    sheet::{Cell, Document, Place, Remark, Row, Sheet},
    words::unmarked,
};

/// What readers set before and after struck words: characters that Unicode keeps for programs.
const FROM: char = '\u{FDD0}';
const TO: char = '\u{FDD1}';

/// A text as struck through.
pub(crate) fn strike(text: &str) -> String {
    let mut struck = String::with_capacity(text.len() + 6);
    push_struck(&mut struck, text);
    struck
}

/// Adds a text as struck through.
pub(crate) fn push_struck(to: &mut String, text: &str) {
    begin(to);
    to.push_str(text);
    end(to);
}

/// Struck words begin here.
pub(crate) fn begin(to: &mut String) {
    // What was struck just before goes on.
    if to.ends_with(TO) {
        to.pop();
    } else {
        to.push(FROM);
    }
}

/// Struck words end here.
pub(crate) fn end(to: &mut String) {
    to.push(TO);
}

impl Document {
    /// Takes out of it what it does not say (words struck through, errors of a spreadsheet's own),
    /// and remarks on it with each sheet.
    pub fn settle(&mut self) {
        for sheet in &mut self.sheets {
            let Sheet { rows, remarks, .. } = sheet;
            rows.retain_mut(|row| {
                let is_settled = settle_row(row, remarks);
                // A paragraph that says nothing is none.
                let is_paragraph = is_settled && row.table.is_none();
                !is_paragraph || row.cells.iter().any(|cell| !cell.text.is_empty())
            });
        }
    }
}

/// Settles a row; whether there was anything to settle.
fn settle_row(row: &mut Row, remarks: &mut Vec<Remark>) -> bool {
    // Nearly every row is as it should be.
    if !row.cells.iter().any(|cell| is_marked(&cell.text) || is_fault(&cell.text)) {
        return false;
    }
    let Row { page, number, cells, table, struck, .. } = row;
    let place = |column: usize| Place {
        page: *page,
        row: *number,
        column: table.and_then(|_| u32::try_from(column + 1).ok()),
    };
    let mut left: Vec<(usize, String)> = Vec::new();
    for (column, cell) in cells.iter_mut().enumerate() {
        if is_fault(&cell.text) {
            let error = std::mem::take(&mut cell.text).trim().to_owned();
            remarks.push(Remark::Fault { at: place(column), error });
        } else if is_marked(&cell.text) {
            let (said, words) = divide(&cell.text);
            if !words.is_empty() {
                left.push((column, words));
            }
            cell.text = said;
        }
    }
    if is_whole(cells, left.len()) && table.is_some() {
        let mut words = vec![String::new(); cells.len()];
        for (column, text) in left {
            if let Some(slot) = words.get_mut(column) {
                *slot = text;
            }
        }
        // What little is not struck ("9" that a formula gives) goes with the rest.
        for (slot, cell) in words.iter_mut().zip(cells) {
            if slot.is_empty() {
                *slot = std::mem::take(&mut cell.text);
            }
        }
        *struck = Some(words.into());
        return true;
    }
    let left = left.into_iter();
    remarks.extend(left.map(|(column, words)| Remark::Struck { at: place(column), words }));
    true
}

/// Whether a row is struck out whole: several cells are, and hardly anything else says a word.
fn is_whole(cells: &[Cell], struck: usize) -> bool {
    let rest = cells.iter().filter(|cell| !cell.text.trim().is_empty());
    let (mut others, mut worded) = (0, false);
    for cell in rest {
        others += 1;
        worded |= cell.text.split_whitespace().count() > 1;
    }
    struck >= 2 && !worded && others * 2 <= struck
}

fn is_marked(text: &str) -> bool {
    memchr::memchr(0xEF, text.as_bytes()).is_some() && text.contains([FROM, TO])
}

/// A text without its struck words, and these.
fn divide(text: &str) -> (String, String) {
    let (mut said, mut struck) = (Vec::new(), Vec::new());
    let mut within = false;
    for line in text.split('\n') {
        let (mut kept, mut gone) = (String::new(), String::new());
        for c in line.chars() {
            match c {
                FROM => within = true,
                TO => within = false,
                c if within => gone.push(c),
                c => kept.push(c),
            }
        }
        // The bullet before struck words goes with them.
        let bare = !gone.trim().is_empty() && unmarked(&kept).is_empty();
        struck.extend(Some(gone.trim().to_owned()).filter(|gone| !gone.is_empty()));
        let kept = if bare { "" } else { kept.trim() };
        if gone.trim().is_empty() || !kept.is_empty() {
            said.push(gaps_closed(kept, !gone.is_empty()));
        }
    }
    (said.join("\n").trim().to_owned(), struck.join(" "))
}

/// A line out of which words were taken, without the second of two spaces that they stood between.
fn gaps_closed(line: &str, taken: bool) -> String {
    if !taken {
        return line.to_owned();
    }
    line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a cell holds an error of a spreadsheet: as Excel and LibreOffice name them, in English
/// and in the tongues whose registers are read.
fn is_fault(text: &str) -> bool {
    const FAULTS: [&str; 34] = [
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "#VALUE!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
        "#BUSY!",
        "#ERROR!",
        "#GETTING_DATA",
        "#NV",
        "#BEZUG!",
        "#WERT!",
        "#ZAHL!",
        "#N/D",
        "#VALEUR!",
        "#NOMBRE!",
        "#NOM?",
        "#VALOR!",
        "#¡VALOR!",
        "#¡REF!",
        "#¡DIV/0!",
        "#¿NOMBRE?",
        "#VALORE!",
        "#RIF!",
        "#NOME?",
        "#WAARDE!",
        "#VERW!",
    ];
    let text = text.trim();
    match text.as_bytes().first() {
        // Hashes alone stand for a number that its column is too narrow to show.
        Some(b'#') => {
            FAULTS.iter().any(|fault| text.eq_ignore_ascii_case(fault))
                || text.len() >= 4 && text.bytes().all(|c| c == b'#')
        }
        Some(b'E') => text
            .strip_prefix("Err:")
            .is_some_and(|code| code.len() == 3 && code.bytes().all(|c| c.is_ascii_digit())),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn struck_words_are_taken_out_with_their_bullets() {
        let struck = strike;
        let cases = [
            (format!("{} May 2030", struck("March 2030")), "May 2030", "March 2030"),
            (format!("keep {} this", struck("not")), "keep this", "not"),
            (format!("• {}\n• Mend the gate", struck("Paint it")), "• Mend the gate", "Paint it"),
            (struck("all of it"), "", "all of it"),
            (format!("{}one", struck("")), "one", ""),
        ];
        for (text, said, gone) in cases {
            assert_eq!(divide(&text), (said.to_owned(), gone.to_owned()));
        }
        let mut joined = String::new();
        push_struck(&mut joined, "a ");
        push_struck(&mut joined, "b");
        assert_eq!(divide(&joined), (String::new(), "a b".to_owned()));
    }

    #[test]
    fn errors_are_told_from_words() {
        for text in ["#N/A", " #ref! ", "#DIV/0!", "Err:502", "#WERT!", "########"] {
            assert!(is_fault(text), "{text}");
        }
        for text in ["#1", "N/A", "Err: see note", "#", "##", "Error", ""] {
            assert!(!is_fault(text), "{text}");
        }
    }
}
