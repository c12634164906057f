//! The tokens of a cell under a cursor, and the times that are read out of them.
//!
//! Every recogniser looks at the tokens from `i` on and answers what it read and where it stopped.

use super::period::{Period, Shape, Year};
use super::tokens::{Kind, Mark, Token};
use super::vocabulary::{Part, Word};
use super::{Context, Flag, Quarters};

/// A time as named, before its year is settled by its neighbours.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct When {
    pub(super) named: Named,
    pub(super) part: Option<Part>,
    /// The year that a quarter or half was counted in.
    pub(super) counted: Option<Year>,
    /// Both ends are named: "from April 2018 to March 2019".
    pub(super) range: bool,
    pub(super) flags: Vec<Flag>,
}

/// Whether the words give the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Named {
    /// They do.
    Fixed(Period),
    /// They do not: the register's date or a neighbour decides.
    Yearless(Shape),
    /// A range whose years are both left open.
    Between(Shape, Shape),
    /// A bare "2018", which may be part of a name ("Vision 2018").
    BareYear(Period),
}

/// Reads when-expressions out of tokens.
pub(super) struct Dates<'a, 't> {
    pub(super) tokens: &'a [Token<'t>],
    pub(super) context: &'a Context,
}

/// What was read, and the token after it.
pub(super) type Read<T> = Option<(T, usize)>;

impl When {
    pub(super) fn fixed(period: Period) -> Self {
        Self { named: Named::Fixed(period), part: None, counted: None, range: false, flags: vec![] }
    }

    /// A time of every year.
    pub(super) fn yearless(shape: Shape) -> Self {
        Self {
            named: Named::Yearless(shape),
            part: None,
            counted: None,
            range: false,
            flags: vec![],
        }
    }

    pub(super) fn flagged(mut self, flag: Flag) -> Self {
        if !self.flags.contains(&flag) {
            self.flags.push(flag);
        }
        self
    }

    /// The years that its neighbours and the register's date would give it.
    pub(super) fn in_year(&self, year: i16, quarters: Quarters) -> Option<Period> {
        let whole = match self.named {
            Named::Fixed(period) | Named::BareYear(period) => period,
            Named::Yearless(shape) => shape.in_year(Year::Calendar(year), quarters)?,
            Named::Between(first, last) => {
                let from = first.in_year(Year::Calendar(year), quarters)?;
                let mut to = last.in_year(Year::Calendar(year), quarters)?;
                if to.to < from.from {
                    to = last.in_year(Year::Calendar(year + 1), quarters)?;
                }
                Period { from: from.from, to: to.to, precision: to.precision }
            }
        };
        Some(self.part.map_or(whole, |part| whole.part(part)))
    }

    /// Its period, where the words alone give it.
    pub(super) fn settled(&self) -> Option<Period> {
        match self.named {
            Named::Fixed(period) | Named::BareYear(period) => {
                Some(self.part.map_or(period, |part| period.part(part)))
            }
            Named::Yearless(_) | Named::Between(..) => None,
        }
    }
}

impl<'a, 't> Dates<'a, 't> {
    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        self.tokens.get(i).map(|token| token.kind)
    }

    pub(super) fn word(&self, i: usize) -> Option<Word> {
        match self.kind(i)? {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn mark(&self, i: usize) -> Option<Mark> {
        match self.kind(i)? {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// The token's text, lower case only where it is compared.
    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        self.tokens.get(i).is_some_and(|token| token.text.eq_ignore_ascii_case(word))
    }

    pub(super) fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.glued)
    }

    /// A number of one to `most` digits.
    pub(super) fn number(&self, i: usize, most: u8) -> Option<(u32, u8)> {
        match self.kind(i)? {
            Kind::Number { value, digits, ordinal: false } if digits <= most => {
                Some((value, digits))
            }
            _ => None,
        }
    }

    pub(super) fn year4(&self, i: usize) -> Option<i16> {
        match self.number(i, 4)? {
            (value @ 1950..=2150, 4) => i16::try_from(value).ok(),
            _ => None,
        }
    }

    pub(super) fn year2(&self, i: usize) -> Option<i16> {
        match self.number(i, 2)? {
            (value, 2) => i16::try_from(2000 + value).ok(),
            _ => None,
        }
    }

    pub(super) fn day_number(&self, i: usize) -> Option<i8> {
        match self.kind(i)? {
            Kind::Number { value: value @ 1..=31, digits: 1 | 2, .. } => i8::try_from(value).ok(),
            _ => None,
        }
    }

    pub(super) fn month_number(&self, i: usize) -> Option<i8> {
        self.number(i, 2)
            .filter(|(value, _)| (1..=12).contains(value))
            .and_then(|(value, _)| i8::try_from(value).ok())
    }

    pub(super) fn month_name(&self, i: usize) -> Option<i8> {
        match self.word(i)? {
            Word::Month(month) => Some(month),
            _ => None,
        }
    }

    pub(super) fn skip(&self, i: usize, marks: &[Mark]) -> usize {
        if self.mark(i).is_some_and(|mark| marks.contains(&mark)) { i + 1 } else { i }
    }

    pub(super) fn skip_words(&self, mut i: usize, words: &[Word], named: &[&str]) -> usize {
        while self.word(i).is_some_and(|word| words.contains(&word))
            || named.iter().any(|word| self.is(i, word))
        {
            i += 1;
        }
        i
    }
}

/// The next such period that ends on or after the register's date.
pub(super) fn settle_ahead(when: &When, context: &Context) -> Option<Period> {
    let year = context.as_at.year();
    (year - 1..=year + 2)
        .filter_map(|year| when.in_year(year, context.quarters))
        .find(|period| period.to >= context.as_at)
}
