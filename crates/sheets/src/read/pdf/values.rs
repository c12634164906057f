//! What a column holds line by line: numbers, letters and codes, which no cell breaks, or text.

use super::gap::{Gap, column_at};
use super::pieces::Pieces;

/// Text of this many characters at most is a number, a letter or a code.
const SHORT: usize = 6;

/// The text of a line, column by column.
pub(super) fn texts(line: &Pieces, gaps: &[Gap]) -> Vec<(usize, String)> {
    let mut texts: Vec<(usize, String)> = Vec::new();
    for word in &line.line.words {
        let column = column_at(gaps, word.place.center().x);
        match texts.last_mut() {
            Some((last, text)) if *last == column => {
                text.push(' ');
                text.push_str(&word.text);
            }
            _ => texts.push((column, word.text.clone())),
        }
    }
    texts
}

/// The lines of a band between two rules that begin a row of their own, where the first column
/// counts up line by line and there are values beside each number; none where the band is a row.
pub(super) fn counted(band: &[Pieces], gaps: &[Gap]) -> Vec<usize> {
    let first: Vec<(usize, String)> = band
        .iter()
        .enumerate()
        .filter_map(|(at, line)| {
            texts(line, gaps)
                .into_iter()
                .find(|(column, _)| *column == 0)
                .map(|(_, text)| (at, text))
        })
        .collect();
    let numbers: Vec<(String, u32)> =
        first.iter().filter_map(|(_, text)| prefixed_number(text)).collect();
    let counts_up = numbers.len() == first.len()
        && numbers.len() >= 3
        && numbers.windows(2).all(|pair| match pair {
            [a, b] => a.0 == b.0 && b.1 > a.1 && b.1 <= a.1 + 9,
            _ => false,
        });
    let beside = |at: usize| band.get(at).is_some_and(|line| texts(line, gaps).len() >= 3);
    if counts_up && first.iter().all(|(at, _)| beside(*at)) {
        first.into_iter().map(|(at, _)| at).collect()
    } else {
        vec![]
    }
}

/// "R12" as "R" and 12.
fn prefixed_number(text: &str) -> Option<(String, u32)> {
    let text = text.trim_end_matches(['.', ')']);
    let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (prefix, number) = text.split_at_checked(text.len() - digits)?;
    (prefix.chars().count() <= SHORT).then_some(())?;
    Some((prefix.to_owned(), number.parse().ok()?))
}

/// Whether a text is a number, a letter or a code, such as no cell breaks into lines.
pub(super) fn is_value(text: &str) -> bool {
    let length = text.chars().count();
    let code = prefixed_number(text).is_some_and(|(prefix, _)| !prefix.contains(' '));
    length <= 3
        || (length <= SHORT && !text.contains(char::is_alphabetic))
        || (length <= 10 && code)
}
