//! Times that lie behind the date typed, and those that are counted within a month or a school year:
//! "3 weeks ago", "last month", "the last Friday in May", "the 15th of every month", "semester 1".

use jiff::ToSpan;

use super::frequency::Frequency;
use super::parse::Role;
use super::period::{Period, Shape, Year};
use super::reader::{Dates, Read, When, settle_ahead};
use super::tokens::{Kind, Mark};
use super::vocabulary::{Season, Unit, Word};
use super::{Flag, Precision};
use crate::Date;

impl Dates<'_, '_> {
    /// "3 weeks ago", "yesterday".
    pub(super) fn ago(&self, i: usize) -> Read<When> {
        let as_at = self.context.as_at;
        if self.is(i, "tomorrow") {
            let day = Period::day(as_at.tomorrow().ok()?);
            return Some((When::fixed(day).flagged(Flag::Relative), i + 1));
        }
        if self.is(i, "yesterday") {
            let day = Period::day(as_at.yesterday().ok()?);
            return Some((When::fixed(day).flagged(Flag::Relative), i + 1));
        }
        let one = self.is(i, "a") || self.is(i, "an");
        let (count, at) = if one { (1, i + 1) } else { self.count(i)? };
        let Some(Word::Unit(unit)) = self.word(at) else { return None };
        if !self.is(at + 1, "ago") {
            return None;
        }
        let day = match unit {
            Unit::Day => as_at.checked_sub(count.days()),
            Unit::Week => as_at.checked_sub(count.weeks()),
            Unit::Fortnight => as_at.checked_sub((2 * count).weeks()),
            Unit::Month => as_at.checked_sub(count.months()),
            Unit::Quarter => as_at.checked_sub((3 * count).months()),
            Unit::Half => as_at.checked_sub((6 * count).months()),
            Unit::Year => as_at.checked_sub(count.years()),
        };
        let when = When::fixed(Period::day(day.ok()?)).flagged(Flag::Relative);
        Some((when.flagged(Flag::Vague), at + 2))
    }

    /// "Last month", "last Friday": the one before the date typed.
    pub(super) fn last(&self, i: usize) -> Read<When> {
        if !self.is(i, "last") || self.word(i + 2) == Some(Word::Of) {
            return None;
        }
        let period = match self.word(i + 1)? {
            Word::Unit(unit) if unit != Unit::Day => self.unit_period(unit, -1)?,
            Word::Weekday(weekday) => {
                let today = self.context.as_at.weekday().to_monday_one_offset();
                let back = (today - weekday + 6).rem_euclid(7) + 1;
                Period::day(self.context.as_at.checked_sub(i64::from(back).days()).ok()?)
            }
            _ => return None,
        };
        Some((When::fixed(period).flagged(Flag::Relative), i + 2))
    }

    /// "The last Friday in May", "1st Wednesday of July 2026".
    pub(super) fn nth_weekday(&self, i: usize) -> Read<When> {
        let nth = self.nth(i)?;
        let Some(Word::Weekday(weekday)) = self.word(i + 1) else { return None };
        let at = self.skip_words(i + 2, &[Word::Of, Word::In], &["the"]);
        let shape = Shape::NthWeekday { month: self.month_name(at)?, nth, weekday };
        match self.year_after(at + 1) {
            Some((year, end)) => {
                Some((When::fixed(shape.in_year(year, self.context.quarters)?), end))
            }
            None => Some((When::yearless(shape), at + 1)),
        }
    }

    /// "First", "4th", "last": which in a month, the last as -1.
    pub(super) fn nth(&self, i: usize) -> Option<i8> {
        match self.kind(i)? {
            Kind::Word(Word::Ordinal(_)) if self.is(i, "last") || self.is(i, "final") => Some(-1),
            Kind::Word(Word::Ordinal(nth)) => i8::try_from(nth).ok(),
            Kind::Number { value: value @ 1..=4, ordinal: true, .. } => i8::try_from(value).ok(),
            _ => None,
        }
    }

    /// "First week of May", "2nd wk in June 2026", "last week of March": seven days of it.
    pub(super) fn nth_week(&self, i: usize) -> Read<When> {
        let nth = self.nth(i)?;
        (self.word(i + 1)? == Word::Unit(Unit::Week)).then_some(())?;
        let at = self.skip_words(i + 2, &[Word::Of, Word::In], &["the"]);
        let month = self.month_name(at)?;
        let shape = match nth {
            -1 => Shape::Days { month, from: 25, to: 31 },
            nth => Shape::Days { month, from: 7 * nth - 6, to: 7 * nth },
        };
        let (when, end) = match self.year_after(at + 1) {
            Some((year, end)) => (When::fixed(shape.in_year(year, self.context.quarters)?), end),
            None => (When::yearless(shape), at + 1),
        };
        Some((when.flagged(Flag::Vague), end))
    }

    /// "The 15th of every month", "last day of each month": the next such day, from which the months
    /// are counted.
    pub(super) fn day_of_every_month(&self, i: usize) -> Option<(Role, usize)> {
        let last = self.is(i, "last") && self.word(i + 1) == Some(Word::Unit(Unit::Day));
        let (day, end) = match self.kind(i)? {
            _ if last => (31, i + 2),
            Kind::Number { value: value @ 1..=31, ordinal: true, .. } => {
                (i8::try_from(value).ok()?, i + 1)
            }
            _ => return None,
        };
        let end = if self.word(end) == Some(Word::Unit(Unit::Day)) { end + 1 } else { end };
        let at = self.skip_words(end, &[Word::Of, Word::In], &[]);
        let every = self.word(at) == Some(Word::Every)
            && self.word(at + 1) == Some(Word::Unit(Unit::Month));
        let (named, end) = (at > end && every, at);
        let ordinal = matches!(self.kind(i), Some(Kind::Number { .. }));
        if !(named || ordinal && self.is_behind_monthly(i)) {
            return None;
        }
        let as_at = self.context.as_at;
        let of = |month: Date| {
            Date::new(month.year(), month.month(), day.min(month.last_of_month().day())).ok()
        };
        let this = of(as_at.first_of_month())?;
        let next = if this >= as_at {
            this
        } else {
            of(as_at.first_of_month().checked_add(1.month()).ok()?)?
        };
        Some((Role::When(When::fixed(Period::day(next))), end))
    }

    /// "Monthly by the 15th", "monthly (20th)".
    fn is_behind_monthly(&self, i: usize) -> bool {
        let joins = |at: &usize| {
            matches!(self.word(*at), Some(Word::By | Word::On | Word::Filler))
                || matches!(self.mark(*at), Some(Mark::Dash | Mark::Open | Mark::Comma))
        };
        let before = (0..i).rev().find(|at| !joins(at));
        before.is_some_and(|at| matches!(self.word(at), Some(Word::Often(Frequency::Months(1), _))))
            && self.month_name(self.skip_words(i + 1, &[Word::Of], &[])).is_none()
    }

    /// "Semester 1 26/27": from September to January; the second from February to June.
    pub(super) fn semester(&self, i: usize) -> Read<When> {
        if !(self.is(i, "semester") || self.is(i, "sem")) {
            return None;
        }
        let (number, _) = self.number(i + 1, 1)?;
        let (year, end) = self.year_after(i + 2)?;
        let period = match (number, year) {
            (1, year) => Period::months(year.start(), 9, 5, Precision::Half)?,
            (2, Year::Fiscal(first)) => Period::months(first + 1, 2, 5, Precision::Half)?,
            (2, Year::Calendar(year)) => Period::months(year, 2, 5, Precision::Half)?,
            _ => return None,
        };
        Some((When::fixed(period).flagged(Flag::Vague), end))
    }

    /// "Term 2 26/27": the second of the three terms of that school year.
    pub(super) fn numbered_term(&self, i: usize) -> Read<When> {
        let (number, _) = self.number(i + 1, 1)?;
        let season = match number {
            1 => Season::Autumn,
            2 => Season::Spring,
            3 => Season::Summer,
            _ => return None,
        };
        let (year @ Year::Fiscal(_), end) = self.year_after(i + 2)? else { return None };
        let period = Shape::Term(season).in_year(year, self.context.quarters)?;
        Some((When::fixed(period).flagged(Flag::Vague), end))
    }

    /// "New Year 2027" is its first day; "the new financial year" is the next one.
    pub(super) fn new_year(&self, i: usize) -> Read<When> {
        if !self.is(i, "new") {
            return None;
        }
        match self.word(i + 1)? {
            Word::Financial | Word::Fy | Word::Calendar => self.next(i, true),
            Word::Unit(Unit::Year) if self.tokens.len() <= i + 3 => {
                let shape = Shape::Day { month: 1, day: 1 };
                let (period, end) = match self.year_after(i + 2) {
                    Some((year, end)) => (shape.in_year(year, self.context.quarters)?, end),
                    None => (settle_ahead(&When::yearless(shape), self.context)?, i + 2),
                };
                Some((When::fixed(period).flagged(Flag::Vague), end))
            }
            _ => None,
        }
    }
}
