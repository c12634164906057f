//! Slips of the keyboard in the words that target dates are made of.

use super::vocabulary::{Word, known};

/// Words worth reading through one slip of the keyboard.
const OFTEN_MISSPELT: [&str; 17] = [
    "january",
    "february",
    "september",
    "october",
    "november",
    "december",
    "august",
    "ongoing",
    "continuous",
    "continuing",
    "completed",
    "complete",
    "quarterly",
    "annually",
    "immediate",
    "monthly",
    "autumn",
];

/// Real words within one slip of those.
const NOT_MISSPELT: [&str; 7] =
    ["competed", "compete", "completes", "completer", "immediacy", "outgoing", "ungoing"];

/// The word that was meant, where one slip of the keyboard explains it.
pub(super) fn misspelt(word: &str) -> Option<Word> {
    if !(5..=11).contains(&word.len()) || !word.is_ascii() || NOT_MISSPELT.contains(&word) {
        return None;
    }
    OFTEN_MISSPELT
        .into_iter()
        .find(|target| one_slip(word.as_bytes(), target.as_bytes()))
        .map(known)
}

/// Whether one letter added, dropped, changed or swapped makes `a` into `b`; both in ASCII.
fn one_slip(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - back], &b[..b.len() - back]) {
        ([x, y], [p, q]) => x == q && y == p,
        (x, y) => x.len() <= 1 && y.len() <= 1,
    }
}
