//! What it costs to have a cell in a column.

use super::heads::{Column, Kind};
use crate::map::contents::is_code;
use crate::parse::{date, is_nothing, owners, rating, status};

/// What a text may be.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Looks {
    words: usize,
    length: usize,
    nothing: bool,
    number: bool,
    rating: bool,
    code: bool,
    date: bool,
    owner: bool,
    state: bool,
    /// Whether it begins in mid-sentence.
    small: bool,
    /// Whether a sentence ends in it.
    ended: bool,
}

impl Looks {
    pub(super) fn of(text: &str) -> Self {
        let words = text.split_whitespace().count();
        let length = text.chars().count();
        let small = text.starts_with(char::is_lowercase);
        let ended = words >= 4 && text.split_whitespace().skip(3).any(|word| word.ends_with('.'));
        // What is this long is a sentence, or a list of owners.
        if length > 80 || words > 8 {
            return Self { words, length, small, ended, ..Self::default() };
        }
        Self {
            words,
            length,
            small,
            ended,
            nothing: is_nothing(text),
            number: rating::number(text).is_some(),
            rating: rating::is_rating(text),
            code: is_code(text) && words <= 2,
            date: date::is_due(text) || date::is_date(text) && words <= 4,
            owner: owners::could_be(text),
            state: status::action_value(text).is_some()
                || status::risk_value(text).is_some()
                || status::response_value(text).is_some(),
        }
    }
}

/// What it costs to have a text in a column.
pub(super) fn cost(column: &Column, looks: &Looks) -> f32 {
    let Looks { words, length, nothing, number, rating, code, date, owner, state, small, ended } =
        *looks;
    if words == 0 {
        return match column.kind {
            Kind::Wording => 1.6,
            Kind::Reference => 0.9,
            _ => 0.15,
        };
    }
    let begun = if small { 0.5 } else { 0.0 };
    match column.kind {
        Kind::Reference if code && length <= 12 => 0.0,
        Kind::Reference if nothing => 0.8,
        Kind::Reference => 2.5,
        Kind::Rating if column.numbers && !number => {
            if nothing {
                0.4
            } else {
                2.5
            }
        }
        Kind::Rating if number || rating || nothing => 0.0,
        Kind::Rating if column.letters && length <= 3 => 0.0,
        Kind::Rating if length <= 12 => 1.2,
        Kind::Rating => 2.5,
        Kind::Owner if number => 2.5,
        Kind::Owner if nothing => 0.1,
        Kind::Owner if owner && words <= 8 => 0.1 * words.saturating_sub(3) as f32,
        Kind::Owner if words <= 4 => 0.8 + begun,
        Kind::Owner => 2.2,
        Kind::Due if date || nothing => 0.0,
        Kind::Due if number => 1.8,
        Kind::Due if words <= 4 => 1.0,
        Kind::Due => 2.2,
        Kind::Status if state || nothing => 0.0,
        Kind::Status if number => 1.5,
        Kind::Status if words <= 3 => 0.5,
        Kind::Status => 1.8,
        Kind::Category if number => 2.2,
        Kind::Category if rating || date => 1.2,
        Kind::Category if words <= 5 => begun + if ended { 0.8 } else { 0.0 },
        Kind::Category if words <= 9 => 0.8 + begun,
        Kind::Category => 2.0,
        Kind::Wording if number || date && words <= 3 => 2.6,
        Kind::Wording if nothing => 1.5,
        Kind::Wording if rating && words <= 2 => 1.8,
        Kind::Wording => {
            begun
                + match words {
                    1 => 0.9,
                    2 => 0.3,
                    _ => 0.0,
                }
        }
        Kind::Text if nothing => 0.1,
        Kind::Text if number => 2.4,
        Kind::Text if date && words <= 3 => 1.2,
        Kind::Text if rating && words <= 2 => 1.5,
        Kind::Text => {
            begun
                + match words {
                    1 => 0.6,
                    2 => 0.25,
                    _ => 0.0,
                }
        }
        Kind::Any if column.numbers && !number => 1.5,
        Kind::Any => 0.2 + begun,
    }
}

/// What it costs that a row has nothing in a column, where empty cells are left out.
pub(super) fn missing(column: &Column) -> f32 {
    match column.kind {
        Kind::Wording => 2.4,
        Kind::Reference => 1.2,
        Kind::Rating => 0.9,
        Kind::Category => 0.7,
        _ => 0.6,
    }
}
