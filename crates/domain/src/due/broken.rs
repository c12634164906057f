//! The form of a date, and no such date: "32/01/2018", "30 juin 2026", "Q5 2026/27".

use super::parse::{Item, Role};
use super::reader::Dates;
use super::tokens::{Kind, Mark};
use super::vocabulary::{Unit, Word};

impl Dates<'_, '_> {
    /// "32/01/2018", "13/2018": the form of a date, and no such date.
    pub(super) fn broken_date(&self, i: usize) -> Option<(Role, usize)> {
        let number = |at: usize| matches!(self.kind(at), Some(Kind::Number { .. }));
        let joint = |at: usize| {
            matches!(self.mark(at), Some(Mark::Slash | Mark::Dash | Mark::Dot))
                && self.tokens.get(at).is_some_and(|token| token.glued)
                && self.tokens.get(at + 1).is_some_and(|token| token.glued)
        };
        let mut end = i + 1;
        while number(i) && joint(end) && number(end + 1) {
            end += 2;
        }
        let is_year = |at: usize| self.tokens.get(at).is_some_and(|token| token.text.len() == 4);
        let role = match end.checked_sub(i) {
            Some(3) if is_year(end - 1) => Role::NoSuchDay,
            Some(5) if is_year(i) || is_year(end - 1) => Role::NoSuchDay,
            Some(4..) => Role::Unreadable,
            _ => return None,
        };
        Some((role, end))
    }

    /// The form of a date, and a day that no month has, or no such month.
    pub(super) fn no_day(&self, i: usize, before: Option<&Item>) -> Option<(Role, usize)> {
        let end = self.no_day_of_month(i, before);
        let end = end.or_else(|| self.month_without_day(i)).or_else(|| self.no_iso_day(i));
        let unread = || self.unknown_month(i, before).or_else(|| self.no_quarter(i));
        end.map(|end| (Role::NoSuchDay, end))
            .or_else(|| unread().map(|end| (Role::Unreadable, end)))
    }

    /// "32 June 2019", "0 June". After a word the number may be that of a thing ("Gate 45 June
    /// 2019").
    fn no_day_of_month(&self, i: usize, before: Option<&Item>) -> Option<usize> {
        let Kind::Number { value, digits: 1 | 2, .. } = self.kind(i)? else { return None };
        let names = before.is_some_and(|item| matches!(item.role, Role::Label | Role::When(_)));
        if names || (1..=31).contains(&value) {
            return None;
        }
        let marks = [Mark::Dash, Mark::Slash, Mark::Dot];
        let at = if self.word(i + 1) == Some(Word::Of) { i + 2 } else { self.skip(i + 1, &marks) };
        self.month_name(at)?;
        let year = self.skip(at + 1, &[Mark::Dash, Mark::Slash, Mark::Dot, Mark::Comma]);
        let is_year = self.year4(year).or_else(|| self.year2(year)).is_some();
        Some(if is_year { year + 1 } else { at + 1 })
    }

    /// "June 32, 2019": without the year behind it the number may be one itself.
    fn month_without_day(&self, i: usize) -> Option<usize> {
        self.month_name(i)?;
        let Kind::Number { value, digits: 1 | 2, .. } = self.kind(i + 1)? else { return None };
        let year = self.skip(i + 2, &[Mark::Comma]);
        (!(1..=31).contains(&value) && self.year4(year).is_some()).then_some(year + 1)
    }

    /// "2019-06-32", "2019-13-01".
    fn no_iso_day(&self, i: usize) -> Option<usize> {
        self.year4(i)?;
        let mark = self.separator(i + 1).filter(|_| self.glued(i + 1) && self.glued(i + 2))?;
        let again = self.separator(i + 3).filter(|_| self.glued(i + 3) && self.glued(i + 4))?;
        let (_, last) = self.number(i + 2, 2).zip(self.number(i + 4, 2))?;
        let is_date = self.month_number(i + 2).is_some() && self.day_number(i + 4).is_some();
        (mark == again && !is_date && last.1 <= 2).then_some(self.time(i + 5))
    }

    /// "30 juin 2026": its month is not known here, and the year alone would be wrong.
    fn unknown_month(&self, i: usize, before: Option<&Item>) -> Option<usize> {
        self.day_number(i)?;
        let is_name = before.is_some_and(|item| matches!(item.role, Role::Label | Role::When(_)));
        let marks = [Mark::Dash, Mark::Slash, Mark::Dot];
        let at = self.skip(i + 1, &marks);
        let apart = at > i + 1 || !self.glued(at);
        let year = self.skip(at + 1, &marks);
        self.year4(year)?;
        let is_over = match self.kind(year + 1) {
            None | Some(Kind::Mark(_)) => true,
            Some(Kind::Word(word)) => matches!(word, Word::And | Word::Then | Word::Continuous),
            Some(Kind::Number { .. }) => false,
        };
        (!is_name && apart && is_over && self.word(at)? == Word::Other).then_some(year + 1)
    }

    /// "Q5 2026/27": without a quarter its year says too much.
    fn no_quarter(&self, i: usize) -> Option<usize> {
        let most = match self.word(i)? {
            Word::Q | Word::Unit(Unit::Quarter) => 4,
            Word::H => 2,
            _ => return None,
        };
        let at = self.skip(i + 1, &[Mark::Dot, Mark::Colon, Mark::Dash]);
        let Kind::Number { value, digits: 1, ordinal: false } = self.kind(at)? else { return None };
        let year = self.skip(at + 1, &[Mark::Comma, Mark::Dash, Mark::Colon, Mark::Slash]);
        let (_, end) = self.year(self.skip_words(year, &[Word::Of], &[]))?;
        (!(1..=most).contains(&value)).then_some(end)
    }
}
