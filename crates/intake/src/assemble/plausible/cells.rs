//! Whether a cell's words are what its column is said to hold.

use bellwether_domain::Field;

use crate::{
    map::{Mapped, contents::is_code},
    parse::{date, is_nothing, owners, rating},
};

/// Whether two ratings of two columns stand in one cell: "3 4", "50% 2", "3 Low Train a second".
fn is_glued(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let (Some(first), Some(second)) = (parts.next(), parts.next()) else { return false };
    let bare = |part: &str| {
        let digits = part.trim_end_matches('%');
        !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let again = bare(second) || rating::is_word(second) && parts.next().is_some();
    bare(first) && again
}

/// "1 2 3 4 5": the cells of a whole column in one.
pub(super) fn is_numbers(words: &str) -> bool {
    let is_bare = |word: &str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.split_whitespace().all(is_bare) && words.split_whitespace().nth(2).is_some()
}

/// "6" on a line of its own before words: the cell of the column before.
fn begins_in_a_number(words: &str) -> bool {
    let Some((first, rest)) = words.split_once('\n') else { return false };
    let is_bare = first.len() <= 3 && first.bytes().all(|byte| byte.is_ascii_digit());
    !first.is_empty() && is_bare && rest.contains(char::is_alphabetic)
}

/// "Fit cameras 2 2 4": at least two bare numbers after words.
pub(super) fn ends_in_numbers(text: &str) -> bool {
    let is_bare = |word: &&str| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let count = text.split_whitespace().rev().take_while(is_bare).count();
    count >= 2 && text.split_whitespace().nth(count).is_some()
}

/// Whether a cell's words are what the column is said to hold, whatever its other cells are.
pub(super) fn is_fit(column: &Mapped, words: &str) -> bool {
    if is_nothing(words) {
        return true;
    }
    let count = words.split_whitespace().count();
    let number = || rating::number(words).is_some();
    let rate = || {
        rating::is_rating(words)
            || rating::reasoned(words).is_some()
            || rating::value(words).is_some()
            || rating::pair(words).is_some()
            || rating::named_pair(words).is_some()
            || column.contents.composite >= 0.5
    };
    let marked = !column.column.is_plain();
    match column.field() {
        None => true,
        Some(Field::Reference) => is_code(words) || words.len() <= 24 && count <= 4,
        // Among ratings a word that is none stands in the wrong column.
        Some(Field::Likelihood | Field::Impact)
            if !marked && column.contents.rating >= 0.8 && words.len() > 3 =>
        {
            rate()
        }
        Some(Field::Likelihood | Field::Impact | Field::Score) => {
            marked || column.contents.composite >= 0.5 || !is_glued(words) && (count <= 4 || rate())
        }
        Some(Field::Level) => !is_numbers(words) && (count <= 6 || rate()),
        Some(Field::Owners | Field::ActionOwners) => {
            let rates = number() || rating::is_word(words) && words.len() > 2;
            let several = words.contains(['.', ';', '\n', ',']);
            !rates && (count <= 8 || several || owners::could_be(words))
        }
        Some(Field::ActionDue) => {
            let rates = number() && words.len() <= 2 || rating::is_word(words) && words.len() > 1;
            !rates
        }
        Some(
            Field::Description | Field::Title | Field::Event | Field::Cause | Field::Consequence,
        ) => {
            !(number()
                || count == 1 && words.len() > 1 && rating::is_word(words)
                || words.len() == 1
                || is_numbers(words)
                || date::is_date(words) && count <= 3)
        }
        Some(Field::Action | Field::Controls) => {
            !(number()
                || words.len() == 1
                || count == 1 && rating::is_word(words)
                || is_glued(words)
                || is_numbers(words)
                || begins_in_a_number(words))
        }
        Some(Field::Category) => {
            !(rating::is_word(words) && words.len() > 2 || date::is_date(words) && count <= 3)
        }
        Some(_) => true,
    }
}
