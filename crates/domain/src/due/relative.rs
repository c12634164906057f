//! Times counted from the date typed: "within 3 months", "next quarter", "ASAP".

use super::frequency::Weekday;
use super::period::{Period, Shape, Year};
use super::reader::{Dates, Named, Read, When, settle_ahead};
use super::tokens::{Kind, Mark};
use super::vocabulary::{Unit, Word};
use super::{Context, Flag, Precision};
use crate::Date;
use jiff::ToSpan;

impl Dates<'_, '_> {
    /// "within 3 months", "in 6 weeks", "next quarter", "this year", "ASAP".
    pub(super) fn relative(&self, i: usize) -> Read<When> {
        let as_at = self.context.as_at;
        match self.word(i)? {
            // "ASAP - by end April", "immediately after approval": what follows says when.
            Word::Asap | Word::Immediate if self.is_explained(i + 1) => None,
            Word::Asap => {
                let day = Period::day(asap(self.context));
                Some((When::fixed(day).flagged(Flag::Relative).flagged(Flag::Vague), i + 1))
            }
            Word::Immediate | Word::New => Some((
                When::fixed(Period::day(as_at)).flagged(Flag::Relative).flagged(Flag::Vague),
                i + 1,
            )),
            word @ (Word::Next | Word::This) => self.next(i, word == Word::Next),
            Word::Within | Word::In if self.is(self.skip_words(i + 1, &[], &["the"]), "new") => {
                self.next(self.skip_words(i + 1, &[], &["the"]), true)
            }
            Word::Within | Word::In => {
                let at = self.skip_words(i + 1, &[], &["the", "next", "a", "approx"]);
                if let (true, Some(Word::Unit(unit))) = (self.is(at - 1, "a"), self.word(at)) {
                    return Some((self.after(1, unit)?, at + 1)); // "within a year"
                }
                if let (true, Some(Word::Unit(unit))) = (self.is(at - 1, "next"), self.word(at)) {
                    let whole = matches!(unit, Unit::Quarter | Unit::Half | Unit::Year);
                    // "In the next fortnight" is a fortnight from now, "in the next year" that year.
                    let when = if whole { None } else { self.after(1, unit) };
                    return when.map(|when| (when, at + 1)).or_else(|| self.next(at - 1, true));
                }
                let dashed = self.skip(at, &[Mark::Dash]);
                if self.word(dashed) == Some(Word::Unit(Unit::Year))
                    && let Some((year, end)) = self.year(dashed + 1)
                {
                    // "In-year 2026/27".
                    return Some((
                        When::fixed(Shape::Year.in_year(year, self.context.quarters)?),
                        end,
                    ));
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

    /// Whether the day, or the event, follows that "as soon as possible" ends by.
    pub(super) fn is_explained(&self, i: usize) -> bool {
        if self.word(i) == Some(Word::After) {
            return true;
        }
        let marks = [Mark::Dash, Mark::Comma, Mark::Open, Mark::Ampersand];
        let at = self.skip_words(self.skip(i, &marks), &[Word::And], &["but", "ideally"]);
        if at == i {
            return false;
        }
        let no_later = self.is(at, "no") && self.is(at + 1, "later");
        let at = if no_later { at + 3 } else { at };
        let end = self.skip_words(at, &[Word::By], &["the", "latest", "target"]);
        matches!(self.word(end), Some(Word::Month(_) | Word::End) | None)
            && self.when(end).is_some_and(|(when, end)| self.meeting_after(&when, end).is_none())
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
            Word::Weekday(_) => self.weekday(at).or_else(|| self.coming(at)),
            _ => self.academic(at, i16::from(next)),
        }
    }

    /// "By Friday", "Friday": the next one, where nothing else says which.
    pub(super) fn coming_weekday(&self, i: usize) -> Read<When> {
        let before = i.checked_sub(1).and_then(|before| self.word(before));
        (self.tokens.len() == 1 || before == Some(Word::By)).then(|| self.coming(i)).flatten()
    }

    /// The next day of that name after the date typed.
    fn coming(&self, i: usize) -> Read<When> {
        let Some(Word::Weekday(day)) = self.word(i) else { return None };
        let after = self.context.as_at.tomorrow().ok()?;
        let day = Period::day(Weekday { nth: None, day }.on_or_after(after)?);
        Some((When::fixed(day).flagged(Flag::Relative).flagged(Flag::Vague), i + 1))
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
        let (Length { count, unit, working }, end) = self.length(i)?;
        let when = self.after(count, unit)?;
        Some((if working { when.flagged(Flag::Vague) } else { when }, end))
    }

    /// "3 months from 30 April 2026", "within 28 days of 1 May", "two weeks before 31 May".
    pub(super) fn counted_from(&self, i: usize) -> Read<When> {
        let within = matches!(self.word(i), Some(Word::Within | Word::In));
        let (Length { count, unit, working }, at) =
            self.length(if within { i + 1 } else { i }).or_else(|| self.one_unit(i))?;
        let count = match self.word(at)? {
            Word::From | Word::After => count,
            Word::Of if within => count,
            Word::Before => -count,
            _ => return None,
        };
        let (mut when, end) = self.when(at + 1)?;
        if matches!(when.named, Named::BareYear(_)) {
            return None; // "five years from 2018" may count 2018 or not
        }
        let mut anchor = match when.settled() {
            Some(period) => period,
            None => settle_ahead(&when, self.context)?,
        };
        if let Some(month) = when.flags.iter().position(|flag| *flag == Flag::FalseDayPrecision) {
            // Counted from, the 1st is a day; on its own it would be a spreadsheet's month.
            when.flags.remove(month);
            anchor = Period::day(anchor.from);
        }
        let day = later(if count < 0 { anchor.from } else { anchor.to }, count, unit)?;
        let whole = anchor.precision != Precision::Day
            && matches!(unit, Unit::Month | Unit::Quarter | Unit::Half | Unit::Year);
        let day = if whole && count > 0 { day.last_of_month() } else { day };
        let when = When { named: Named::Fixed(Period::day(day)), part: None, ..when };
        Some((if working { when.flagged(Flag::Vague) } else { when }, end))
    }

    /// "The week" of "the week after 15 May".
    fn one_unit(&self, i: usize) -> Read<Length> {
        let at = self.skip_words(i, &[], &["a", "the"]);
        match self.word(at)? {
            Word::Unit(unit @ (Unit::Day | Unit::Week | Unit::Fortnight | Unit::Month)) => {
                Some((Length { count: 1, unit, working: false }, at + 1))
            }
            _ => None,
        }
    }

    /// "June 2026 (+3 months)", "June 2026, extended by 3 months": the new date.
    pub(super) fn extended_by(&self, when: &When, end: usize) -> Read<When> {
        let opens = self.mark(end) == Some(Mark::Open);
        let at = self.skip(end, &[Mark::Comma, Mark::Dash, Mark::Open]);
        let at = match self.kind(at)? {
            Kind::Mark(Mark::Ampersand) if self.is(at, "+") => at + 1,
            Kind::Word(Word::Moved) => self.skip_words(at + 1, &[Word::By], &[]),
            _ => return None,
        };
        let (Length { count, unit, .. }, stop) = self.length(at)?;
        let was = when.settled()?;
        let day = later(was.to, count, unit)?;
        let whole = was.precision != Precision::Day
            && matches!(unit, Unit::Month | Unit::Quarter | Unit::Half | Unit::Year);
        let day = if whole { day.last_of_month() } else { day };
        let when = When { named: Named::Fixed(Period::day(day)), part: None, ..when.clone() };
        let stop = if opens { self.skip(stop, &[Mark::Close]) } else { stop };
        Some((when.flagged(Flag::Slipped(Some(was.to))), stop))
    }

    /// "3 months", "six weeks", "10 working days".
    fn length(&self, i: usize) -> Read<Length> {
        let (count, at) = self.count(i)?;
        let at = self.skip(at, &[Mark::Dash]);
        let at = if self.is(at, "working") || self.is(at, "calendar") { at + 1 } else { at };
        let Some(Word::Unit(unit)) = self.word(at) else { return None };
        let working = self.is(at - 1, "working") && unit == Unit::Day;
        let count = if working { count + count / 5 * 2 } else { count };
        Some((Length { count, unit, working }, at + 1))
    }

    /// The day so many units after the date typed.
    fn after(&self, count: i64, unit: Unit) -> Option<When> {
        let day = later(self.context.as_at, count, unit)?;
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

/// So many units of time.
struct Length {
    count: i64,
    unit: Unit,
    /// Days that are worked: weekends have been added to the count.
    working: bool,
}

/// The day so many units after, or before, another.
fn later(day: Date, count: i64, unit: Unit) -> Option<Date> {
    match unit {
        Unit::Day => day.checked_add(count.days()),
        Unit::Week => day.checked_add(count.weeks()),
        Unit::Fortnight => day.checked_add((2 * count).weeks()),
        Unit::Month => day.checked_add(count.months()),
        Unit::Quarter => day.checked_add((3 * count).months()),
        Unit::Half => day.checked_add((6 * count).months()),
        Unit::Year => day.checked_add(count.years()),
    }
    .ok()
}

/// "As soon as possible": a fortnight from the date typed.
pub(super) fn asap(context: &Context) -> Date {
    context.as_at.saturating_add(14.days())
}
