//! Times counted from the date typed: "within 3 months", "next quarter", "ASAP".

use super::period::{Period, Shape, Year};
use super::reader::{Dates, Read, When};
use super::tokens::{Kind, Mark};
use super::vocabulary::{Unit, Word};
use super::{Context, Flag};
use crate::Date;
use jiff::ToSpan;

impl Dates<'_, '_> {
    /// "within 3 months", "in 6 weeks", "next quarter", "this year", "ASAP".
    pub(super) fn relative(&self, i: usize) -> Read<When> {
        let as_at = self.context.as_at;
        match self.word(i)? {
            Word::Asap => {
                let day = Period::day(asap(self.context));
                Some((When::fixed(day).flagged(Flag::Relative).flagged(Flag::Vague), i + 1))
            }
            Word::Immediate | Word::New => Some((
                When::fixed(Period::day(as_at)).flagged(Flag::Relative).flagged(Flag::Vague),
                i + 1,
            )),
            word @ (Word::Next | Word::This) => self.next(i, word == Word::Next),
            Word::Within | Word::In => {
                let at = self.skip_words(i + 1, &[], &["the", "next", "a", "approx"]);
                if let (true, Some(Word::Unit(unit))) = (self.is(at - 1, "a"), self.word(at)) {
                    return Some((self.after(1, unit)?, at + 1)); // "within a year"
                }
                self.span(at).or_else(|| {
                    // "within the financial year", "in year", "within the month".
                    let Some(Word::Unit(unit)) = self.word(at) else { return None };
                    (at > i + 1).then_some((
                        When::fixed(self.unit_period(unit, 0)?).flagged(Flag::Relative),
                        at + 1,
                    ))
                })
            }
            _ => self.span(i),
        }
    }

    pub(super) fn next(&self, i: usize, next: bool) -> Read<When> {
        let steps = i64::from(next);
        let at = i + 1;
        if next && let Some(span) = self.span(at) {
            return Some(span); // "next 6 months"
        }
        match self.word(at)? {
            Word::Unit(unit) => {
                Some((When::fixed(self.unit_period(unit, steps)?).flagged(Flag::Relative), at + 1))
            }
            Word::Fy => Some((
                When::fixed(self.unit_period(Unit::Year, steps)?).flagged(Flag::Relative),
                at + 1,
            )),
            Word::Financial if self.word(at + 1) == Some(Word::Unit(Unit::Year)) => Some((
                When::fixed(self.unit_period(Unit::Year, steps)?).flagged(Flag::Relative),
                at + 2,
            )),
            Word::Calendar if self.word(at + 1) == Some(Word::Unit(Unit::Year)) => {
                let year = Year::Calendar(self.context.as_at.year() + i16::from(next));
                let period = Shape::Year.in_year(year, self.context.quarters)?;
                Some((When::fixed(period).flagged(Flag::Relative), at + 2))
            }
            Word::Month(_) | Word::Season(_) => self.plain(at),
            _ => None,
        }
    }

    /// "12 months" on its own; "12 month plan" and "3 months after launch" are no dates.
    pub(super) fn bare_span(&self, i: usize) -> Read<When> {
        let (when, end) = self.span(i)?;
        let over = match self.kind(end) {
            None | Some(Kind::Mark(_)) => true,
            Some(Kind::Word(word)) => {
                matches!(word, Word::And | Word::Then | Word::Continuous | Word::Often(..))
            }
            Some(Kind::Number { .. }) => false,
        };
        over.then_some((when, end))
    }

    /// A number of days, weeks, months or years from the date typed: "3 months", "six weeks".
    pub(super) fn span(&self, i: usize) -> Read<When> {
        let (count, at) = self.count(i)?;
        let at = self.skip(at, &[Mark::Dash]);
        let at = if self.is(at, "working") || self.is(at, "calendar") { at + 1 } else { at };
        let Some(Word::Unit(unit)) = self.word(at) else { return None };
        let working = self.is(at - 1, "working") && unit == Unit::Day;
        let when = self.after(if working { count + count / 5 * 2 } else { count }, unit)?;
        Some((if working { when.flagged(Flag::Vague) } else { when }, at + 1))
    }

    /// The day so many units after the date typed.
    fn after(&self, count: i64, unit: Unit) -> Option<When> {
        let as_at = self.context.as_at;
        let day = match unit {
            Unit::Day => as_at.checked_add(count.days()),
            Unit::Week => as_at.checked_add(count.weeks()),
            Unit::Fortnight => as_at.checked_add((2 * count).weeks()),
            Unit::Month => as_at.checked_add(count.months()),
            Unit::Quarter => as_at.checked_add((3 * count).months()),
            Unit::Half => as_at.checked_add((6 * count).months()),
            Unit::Year => as_at.checked_add(count.years()),
        }
        .ok()?;
        Some(When::fixed(Period::day(day)).flagged(Flag::Relative))
    }

    /// A count: "3", "three", "0-6" (the later).
    pub(super) fn count(&self, i: usize) -> Read<i64> {
        let one = |i: usize| match self.kind(i)? {
            Kind::Number { value: value @ 0..=999, digits: 1..=3, ordinal: false } => {
                Some(i64::from(value))
            }
            Kind::Word(Word::Cardinal(n)) => Some(i64::from(n)),
            _ => None,
        };
        let first = one(i)?;
        let joined = self.mark(i + 1) == Some(Mark::Dash)
            || matches!(self.word(i + 1), Some(Word::To))
            || self.is(i + 1, "or");
        match one(i + 2).filter(|second| joined && *second > first) {
            Some(second) => Some((second, i + 3)),
            None => (first > 0).then_some((first, i + 1)),
        }
    }

    /// The current week, month, quarter, half or (fiscal) year, or the one `steps` on.
    pub(super) fn unit_period(&self, unit: Unit, steps: i64) -> Option<Period> {
        use super::frequency::Frequency;
        use super::recurrence::Recurrence;
        let as_at = self.context.as_at;
        let (every, moved) = match unit {
            Unit::Day => (Frequency::Days(1), as_at.checked_add(steps.days())),
            Unit::Week => (Frequency::Weeks(1), as_at.checked_add(steps.weeks())),
            Unit::Fortnight => (Frequency::Weeks(2), as_at.checked_add((2 * steps).weeks())),
            Unit::Month => {
                (Frequency::Months(1), as_at.first_of_month().checked_add(steps.months()))
            }
            Unit::Quarter => {
                (Frequency::Months(3), as_at.first_of_month().checked_add((3 * steps).months()))
            }
            Unit::Half => {
                (Frequency::Months(6), as_at.first_of_month().checked_add((6 * steps).months()))
            }
            Unit::Year => {
                (Frequency::Months(12), as_at.first_of_month().checked_add(steps.years()))
            }
        };
        Recurrence { every, until: None }.next(None, moved.ok()?)
    }
}

/// "As soon as possible": a fortnight from the date typed.
pub(super) fn asap(context: &Context) -> Date {
    context.as_at.saturating_add(14.days())
}
