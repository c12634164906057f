//! The words that target dates are made of, as they are typed: slips of the keyboard among them.

use super::vocabulary::{Word, known, participle};

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

/// Months too short to be read through any slip but two letters that changed places: "Spet".
const OFTEN_SWAPPED: [&str; 5] = ["march", "april", "june", "july", "sept"];

/// Real words within one slip of those.
const NOT_MISSPELT: [&str; 7] =
    ["competed", "compete", "completes", "completer", "immediacy", "outgoing", "ungoing"];

/// The meaning of a word, and whether it had to be guessed through a misspelling.
pub(super) fn classify(word: &str) -> (Word, bool) {
    let mut buffer = [0_u8; 32];
    let folded;
    let lower = if word.is_ascii() && word.len() <= buffer.len() {
        let space = &mut buffer[..word.len()];
        space.copy_from_slice(word.as_bytes());
        space.make_ascii_lowercase();
        std::str::from_utf8(space).unwrap_or(word)
    } else if word.len() <= 64 {
        folded = word.to_lowercase().replace('’', "'");
        &folded
    } else {
        return (Word::Other, false);
    };
    match known(lower) {
        Word::Other => {
            misspelt(lower).map_or_else(|| (participle(lower), false), |word| (word, true))
        }
        word => (word, false),
    }
}

/// The word that was meant, where one slip of the keyboard explains it.
fn misspelt(word: &str) -> Option<Word> {
    if let Some(month) = OFTEN_SWAPPED.into_iter().find(|month| is_swap(word, month)) {
        return Some(known(month));
    }
    if !(5..=11).contains(&word.len()) || !word.is_ascii() || NOT_MISSPELT.contains(&word) {
        return None;
    }
    OFTEN_MISSPELT
        .into_iter()
        .find(|target| one_slip(word.as_bytes(), target.as_bytes()))
        .map(known)
}

/// Whether two letters side by side changed places: one slip that leaves the letters as they were.
fn is_swap(a: &str, b: &str) -> bool {
    let sum = |word: &str| word.bytes().map(u32::from).sum::<u32>();
    a.len() == b.len() && sum(a) == sum(b) && one_slip(a.as_bytes(), b.as_bytes())
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
