//! Dates in numbers alone: "31/03/2018", "2018-04-01 00:00:00", "03/2019".

use super::period::{Period, Shape, Year};
use super::reader::{Dates, Read, When};
use super::tokens::{Kind, Mark};
use super::vocabulary::Word;
use super::{Flag, Precision};
use crate::Date;
use jiff::ToSpan;

/// No range of years is longer: "PO 2018/45" is the number of an order.
const MOST_YEARS: i16 = 10;

impl Dates<'_, '_> {
    pub(super) fn numeric(&self, i: usize) -> Read<When> {
        self.iso(i)
            .or_else(|| self.day_month_year(i))
            .or_else(|| self.compact(i))
            .or_else(|| self.number_pair(i))
            .or_else(|| self.spaced(i))
    }

    /// "31 12 2026"; "31 12 26" where it is the whole cell.
    fn spaced(&self, i: usize) -> Read<When> {
        let named = i.checked_sub(1).and_then(|before| self.kind(before)).is_some_and(|kind| {
            matches!(
                kind,
                Kind::Number { .. } | Kind::Word(Word::Other | Word::Meeting | Word::Deed)
            )
        });
        if named || self.glued(i + 1) || self.glued(i + 2) {
            return None;
        }
        let day = self.day_number(i).filter(|day| *day > 12 || !self.context.month_first)?;
        let month = self.month_number(i + 1)?;
        let short = || self.year2(i + 2).filter(|_| self.tokens.len() == 3);
        let year = self.year4(i + 2).or_else(short)?;
        Some((self.numeric_day(year, month, day)?, i + 3))
    }

    pub(super) fn separator(&self, i: usize) -> Option<Mark> {
        self.mark(i).filter(|mark| matches!(mark, Mark::Slash | Mark::Dash | Mark::Dot))
    }

    /// "2018-03-31", and a spreadsheet's "2018-04-01 00:00:00".
    pub(super) fn iso(&self, i: usize) -> Read<When> {
        let year = self.year4(i)?;
        let mark = self.separator(i + 1)?;
        let month = self.month_number(i + 2)?;
        if self.separator(i + 3)? != mark {
            return None;
        }
        let day = self.day_number(i + 4)?;
        let end = self.time(i + 5);
        Some((self.numeric_day(year, month, day)?, end))
    }

    /// "31/03/2018", "31.3.18", "31-03-2018"; UK order, unless the column is of another.
    pub(super) fn day_month_year(&self, i: usize) -> Read<When> {
        let (first, _) = self.number(i, 2)?;
        let mark = self.separator(i + 1)?;
        let (second, _) = self.number(i + 2, 2)?;
        // "31-12/2026" is a slip of the keyboard: its year has four digits.
        let slip = self.year4(i + 4).is_some() && (1..=4).all(|at| self.glued(i + at));
        self.separator(i + 3).filter(|again| *again == mark || slip)?;
        let year = self.year4(i + 4).or_else(|| self.year2(i + 4))?;
        let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
        let end = self.time(i + 5);
        let turned = self.context.month_first && (1..=12).contains(&first);
        match (first, second) {
            (1..=12, 1..=31) if turned => {
                Some((self.numeric_day(year, first, second)?.flagged(Flag::MonthFirst), end))
            }
            (1..=31, 1..=12) => Some((self.numeric_day(year, second, first)?, end)),
            (1..=12, 13..=31) => {
                Some((self.numeric_day(year, first, second)?.flagged(Flag::MonthFirst), end))
            }
            _ => None,
        }
    }

    /// A day in numbers; on the 1st it is a spreadsheet's way of holding a month.
    pub(super) fn numeric_day(&self, year: i16, month: i8, day: i8) -> Option<When> {
        if day == 1 {
            let period =
                Shape::Month(month).in_year(Year::Calendar(year), self.context.quarters)?;
            return Some(When::fixed(period).flagged(Flag::FalseDayPrecision));
        }
        self.dated(Year::Calendar(year), month, day)
    }

    pub(super) fn dated(&self, year: Year, month: i8, day: i8) -> Option<When> {
        let period = Shape::Day { month, day }.in_year(year, self.context.quarters)?;
        let when = When::fixed(period);
        Some(if period.to.day() == day { when } else { when.flagged(Flag::NoSuchDay) })
    }

    /// "20180331", "201803", and a spreadsheet's day number where it is the whole cell.
    pub(super) fn compact(&self, i: usize) -> Read<When> {
        match self.kind(i)? {
            Kind::Number { value, digits: 8, ordinal: false } => {
                let year = i16::try_from(value / 10_000)
                    .ok()
                    .filter(|year| (1950..=2150).contains(year))?;
                let month = i8::try_from(value / 100 % 100)
                    .ok()
                    .filter(|month| (1..=12).contains(month))?;
                let day = i8::try_from(value % 100).ok().filter(|day| (1..=31).contains(day))?;
                Some((self.numeric_day(year, month, day)?, i + 1))
            }
            Kind::Number { value: value @ 200_001..=209_912, digits: 6, ordinal: false }
                if self.tokens.len() == 1 =>
            {
                let year = Year::Calendar(i16::try_from(value / 100).ok()?);
                let month =
                    i8::try_from(value % 100).ok().filter(|month| (1..=12).contains(month))?;
                let period = Shape::Month(month).in_year(year, self.context.quarters)?;
                Some((When::fixed(period), i + 1))
            }
            Kind::Number { value: value @ 36_526..=73_050, digits: 5, ordinal: false } => {
                let fraction = self.mark(1) == Some(Mark::Dot)
                    && self.number(2, 99).is_some()
                    && self.tokens.len() == 3;
                if !(self.tokens.len() == 1 || fraction) {
                    return None;
                }
                let day = Date::constant(1899, 12, 30).checked_add(i64::from(value).days()).ok()?;
                let when = self.numeric_day(day.year(), day.month(), day.day())?;
                Some((when.flagged(Flag::SpreadsheetSerial), self.tokens.len()))
            }
            _ => None,
        }
    }

    /// Two numbers: "03/2019", "2018-04", "9/18", "30/9", "2018-2020".
    pub(super) fn number_pair(&self, i: usize) -> Read<When> {
        let mark = self.separator(i + 1)?;
        if self.separator(i + 3) == Some(mark)
            && matches!(self.kind(i + 4), Some(Kind::Number { .. }))
            && self.glued(i + 3)
        {
            return None;
        }
        let quarters = self.context.quarters;
        if let Some(first) = self.year4(i) {
            if self.year_pair(i).is_some() {
                return None; // a fiscal year, perhaps with a quarter
            }
            if let Some(last) = self.year4(i + 2).filter(|last| *last > first && mark != Mark::Dot)
            {
                let from = Shape::Year.in_year(Year::Calendar(first), quarters)?.from;
                let to = Shape::Year.in_year(Year::Calendar(last), quarters)?.to;
                let period = Period { from, to, precision: Precision::Year };
                return Some((When::fixed(period).flagged(Flag::YearAmbiguous), i + 3));
            }
            let (value, digits) = self.number(i + 2, 2)?;
            let glued = self.glued(i + 1) && self.glued(i + 2);
            if let Some(month) =
                self.month_number(i + 2).filter(|_| digits == 2 && glued && mark != Mark::Dot)
            {
                return Some((
                    When::fixed(Shape::Month(month).in_year(Year::Calendar(first), quarters)?),
                    i + 3,
                ));
            }
            // "2026/28": years, as in "2026-2028".
            let last = first / 100 * 100 + i16::try_from(value).ok()?;
            let is_range = value > 12 && (1..=MOST_YEARS).contains(&(last - first));
            if digits == 2 && glued && mark != Mark::Dot && is_range {
                let from = Shape::Year.in_year(Year::Calendar(first), quarters)?.from;
                let to = Shape::Year.in_year(Year::Calendar(last), quarters)?.to;
                let period = Period { from, to, precision: Precision::Year };
                return Some((When::fixed(period).flagged(Flag::YearAmbiguous), i + 3));
            }
            return None;
        }
        if let (Some(month), Some(year)) = (self.month_number(i), self.year4(i + 2)) {
            return Some((
                When::fixed(Shape::Month(month).in_year(Year::Calendar(year), quarters)?),
                i + 3,
            ));
        }
        if self.year_pair(i).is_some() {
            return None;
        }
        let (first, second) = (self.number(i, 2)?, self.number(i + 2, 2)?);
        let both_long = first.1 == 2 && second.1 == 2;
        let glued = self.glued(i + 1) && self.glued(i + 2);
        // "12-26 June" are days, "12-18 months" a length of time.
        let is_of_more =
            self.month_name(i + 3).is_some() || matches!(self.word(i + 3), Some(Word::Unit(_)));
        if !glued || !(mark == Mark::Slash || both_long) || is_of_more {
            return None;
        }
        if let (Some(day), Some(month)) = (self.day_number(i), self.month_number(i + 2)) {
            // "12-06 staff" may be anything; a day needs its slash, or the whole cell.
            if mark != Mark::Slash && self.tokens.len() > 4 {
                return None;
            }
            // "31/12 2026".
            if let Some(year) = self.year4(i + 3).filter(|_| self.separator(i + 4).is_none()) {
                return Some((self.numeric_day(year, month, day)?, i + 4));
            }
            let when = When::yearless(Shape::Day { month, day });
            return Some((when, i + 3));
        }
        let (month, year) = (self.month_number(i)?, self.year2(i + 2)?);
        Some((When::fixed(Shape::Month(month).in_year(Year::Calendar(year), quarters)?), i + 3))
    }
}
