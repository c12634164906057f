//! Numbers that are names, shares or lengths of time, and no days: "Phase 2/3", "9/10 sites", "24/7".

use super::parse::Role;
use super::reader::Dates;
use super::tokens::{Kind, Mark};
use super::vocabulary::{Unit, Word};

impl Dates<'_, '_> {
    /// "Phase 1", "R14", "COVID19": numbers that are names.
    pub(super) fn numbered(&self, i: usize) -> Option<(Role, usize)> {
        if let Some(end) = self.list_marker(i) {
            return Some((Role::Separator(Mark::Semicolon), end));
        }
        if let Some(end) = self.number_of_a_thing(i) {
            return Some((Role::Label, end));
        }
        let is_number = matches!(self.kind(i + 1), Some(Kind::Number { .. }));
        match self.word(i)? {
            Word::Unit(Unit::Year | Unit::Month | Unit::Week | Unit::Day)
                if self.is_short_number(i + 1) && !self.is(i, "years") =>
            {
                Some((Role::Label, i + 2))
            }
            Word::Other | Word::Meeting | Word::Deed if self.glued(i + 1) && is_number => {
                Some((Role::Label, i + 2))
            }
            _ => None,
        }
    }

    /// A number of at most three digits, with which no date begins.
    fn is_short_number(&self, i: usize) -> bool {
        matches!(self.kind(i), Some(Kind::Number { digits: 1..=3, ordinal: false, .. }))
            && self.day_month_year(i).is_none()
    }

    /// "Phase 1", "Step 1/2", "v2.1", "No. 3", "ISO 27001:2022".
    fn number_of_a_thing(&self, i: usize) -> Option<usize> {
        let is_number = |at: usize| matches!(self.kind(at), Some(Kind::Number { .. }));
        let at = match self.word(i)? {
            Word::Numbering => i + 1,
            Word::Not if self.is(i, "no") => self.skip(i + 1, &[Mark::Dot]),
            _ => return None,
        };
        if !(self.is_short_number(at) || (self.is(i, "iso") && is_number(at))) {
            return None;
        }
        let is_joint = |at: usize| {
            matches!(self.mark(at), Some(Mark::Slash | Mark::Dot | Mark::Colon))
                && self.glued(at)
                && self.glued(at + 1)
                && is_number(at + 1)
        };
        let mut end = at + 1;
        while is_joint(end) {
            end += 2;
        }
        while let Some(next) = self.next_number(end - 1) {
            end = next;
        }
        Some(end)
    }

    /// "Phase 1 & 2", "Lots 1, 2 and 3": where the next number of a list of them ends.
    fn next_number(&self, i: usize) -> Option<usize> {
        let (value, _) = self.number(i, 3)?;
        let comma = self.mark(i + 1) == Some(Mark::Comma);
        let at = if comma { i + 2 } else { i + 1 };
        let and = self.word(at) == Some(Word::And) || self.mark(at) == Some(Mark::Ampersand);
        let at = at + usize::from(and);
        let (next, _) = self.number(at, 3)?;
        // "Phase 1, 2 June" has a comma before its day.
        let month = self.skip_words(at + 1, &[Word::Of], &[]);
        let dated = self.month_name(month).is_some();
        let counts = next == value + 1 && (and || comma && !dated);
        (counts && self.day_month_year(at).is_none()).then_some(at + 1)
    }

    /// "1. June", "(2) July", "b) August": the number of an entry, not of a day.
    pub(super) fn list_marker(&self, i: usize) -> Option<usize> {
        let at = if self.mark(i) == Some(Mark::Open) { i + 1 } else { i };
        let short = match self.kind(at)? {
            Kind::Number { digits: 1, ordinal: false, .. } => true,
            Kind::Word(_) => self.tokens.get(at).is_some_and(|token| token.text.len() == 1),
            _ => false,
        };
        let closed = match self.mark(at + 1)? {
            Mark::Close => true,
            Mark::Dot => at == i && matches!(self.kind(at), Some(Kind::Number { .. })),
            _ => false,
        };
        // "4. Quartal" is the fourth.
        let counts = matches!(self.word(at + 2), Some(Word::Unit(Unit::Quarter | Unit::Half)));
        let apart = !counts && self.tokens.get(at + 2).is_some_and(|token| !token.glued);
        (short && closed && apart).then_some(at + 2)
    }

    /// Two numbers with a slash, and nothing more of a date.
    fn slashed(&self, i: usize) -> Option<(u32, u32)> {
        let ((first, _), (second, _)) = (self.number(i, 2)?, self.number(i + 2, 2)?);
        let is_joined =
            self.mark(i + 1) == Some(Mark::Slash) && self.glued(i + 1) && self.glued(i + 2);
        // The month and the year of "30/10/26 done" are no share of anything.
        let goes_on =
            i.checked_sub(1).is_some_and(|at| self.mark(at) == Some(Mark::Slash)) && self.glued(i);
        let is_longer = self.separator(i + 3).is_some()
            && self.glued(i + 3)
            && matches!(self.kind(i + 4), Some(Kind::Number { .. }));
        (is_joined && !is_longer && !goes_on).then_some((first, second))
    }

    /// "24/7"; "9/10 sites", "1/2 by June"; "3/12" as clinicians write three months, which is asked.
    pub(super) fn share(&self, i: usize) -> Option<(Role, usize)> {
        let (part, whole) = self.slashed(i)?;
        if (part, whole) == (24, 7) {
            return Some((Role::PerhapsContinuous, i + 3));
        }
        let counted =
            matches!(i.checked_sub(1).map(|at| self.word(at)), Some(Some(Word::In | Word::Within)));
        let months = whole == 12 && part < 10 && self.tokens[i].text.len() == 1;
        if whole == 52 || (months && (self.tokens.len() == 3 || counted)) {
            return Some((Role::Unreadable, i + 3));
        }
        if part == 0 || part >= whole || self.year_pair(i).is_some() {
            return None;
        }
        let end = i + 3;
        let is_counted = match self.word(end)? {
            Word::Complete | Word::Of | Word::Unit(_) => true,
            Word::By => self.time_follows(end + 1),
            _ => self.is_many(end),
        };
        is_counted.then_some((Role::Label, end))
    }

    /// "9/10 sites done" is not done.
    pub(super) fn is_claim_of_a_share(&self, i: usize) -> bool {
        (i.saturating_sub(6)..i.saturating_sub(2)).any(|at| {
            let is_share = matches!(self.share(at), Some((Role::Label, _)));
            is_share
                && !matches!(self.word(at + 3), Some(Word::Unit(_)))
                && (at + 3..i).all(|word| {
                    matches!(self.word(word), Some(Word::Other | Word::Of | Word::Filler))
                })
        })
    }

    /// "sites", "staff": what may be counted.
    fn is_many(&self, i: usize) -> bool {
        let Some(token) = self.tokens.get(i) else { return false };
        let is_noun = matches!(self.word(i), Some(Word::Other)) && token.text.len() > 3;
        let is_plural = token.text.ends_with('s') && !token.text.ends_with("ss");
        let is_lower = token.text.bytes().all(|byte| byte.is_ascii_lowercase());
        is_noun && is_lower && (is_plural || self.is(i, "staff") || self.is(i, "people"))
    }
}
