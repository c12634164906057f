//! Years, quarters and halves: "2018/19", "FY25 Q1", "second half of 2018".

use super::period::{Period, Shape, Year};
use super::reader::{Dates, Named, Read, When};
use super::tokens::{Kind, Mark};
use super::vocabulary::{Part, Unit, Word};
use super::{Flag, Precision, Quarters};

impl Dates<'_, '_> {
    /// A year: "2018", "2018/19", "18/19", "FY25", "'18".
    pub(super) fn year(&self, i: usize) -> Read<Year> {
        if self.word(i) == Some(Word::Fy) || self.word(i) == Some(Word::Financial) {
            let mut at = i + 1;
            if self.word(at) == Some(Word::Unit(Unit::Year)) {
                at += 1;
            } else if self.word(i) == Some(Word::Financial) {
                return None;
            }
            at = self.skip(at, &[Mark::Dash, Mark::Apostrophe, Mark::Slash, Mark::Colon]);
            return self.year_pair(at).or_else(|| {
                let year = self.year4(at).or_else(|| self.year2(at))?;
                Some((Year::Fiscal(year - 1), at + 1))
            });
        }
        self.year_pair(i).or_else(|| Some((Year::Calendar(self.year4(i)?), i + 1))).or_else(|| {
            (self.mark(i)? == Mark::Apostrophe)
                .then_some((Year::Calendar(self.year2(i + 1)?), i + 2))
        })
    }

    /// Two consecutive years: the fiscal year between them.
    pub(super) fn year_pair(&self, i: usize) -> Read<Year> {
        let first = self.year4(i).or_else(|| self.year2(i))?;
        let mut at = self.skip(i + 1, &[Mark::Slash, Mark::Dash]);
        if at == i + 1 {
            return None;
        }
        at = self.skip(at, &[Mark::Apostrophe]);
        let second = self.year4(at).or_else(|| Some(first / 100 * 100 + self.year2(at)? % 100))?;
        let whole = self.year4(i).is_some() || first % 100 > 12 || first % 100 == 0;
        // "18/19/2020" is no year.
        let stops = !(matches!(self.mark(at + 1), Some(Mark::Slash | Mark::Dash | Mark::Dot))
            && self.glued(at + 1)
            && matches!(self.kind(at + 2), Some(Kind::Number { .. }))
            && self.glued(at + 2));
        (whole && stops && (second == first + 1 || (first % 100 == 99 && second % 100 == 0)))
            .then_some((Year::Fiscal(first), at + 1))
    }

    /// The year behind a month, quarter or season, and the marks between.
    pub(super) fn year_after(&self, i: usize) -> Read<Year> {
        let at = self.skip(i, &[Mark::Dot]);
        let at = self.skip(at, &[Mark::Comma, Mark::Dash, Mark::Slash, Mark::Colon]);
        // Brackets and "of" may stand between.
        let at = self.skip(at, &[Mark::Open]);
        let at = self.skip_words(at, &[Word::Of, Word::In], &["the"]);
        if self.begins_a_date(i, at) || self.time_of_day(at).is_some() {
            return None;
        }
        let (year, end) = self.year(at).or_else(|| self.this_or_next_year(at)).or_else(|| {
            let year = self.year2(at)?;
            Some((Year::Calendar(year), at + 1))
        })?;
        // "March 2018-2020" and "Sept 17-20" are read by others.
        Some((
            year,
            if self.mark(at.wrapping_sub(1)) == Some(Mark::Open) {
                self.skip(end, &[Mark::Close])
            } else {
                end
            },
        ))
    }

    /// "January next year", "Q3 of this year".
    fn this_or_next_year(&self, i: usize) -> Read<Year> {
        let later = i16::from(self.word(i)? == Word::Next);
        let named = matches!(self.word(i)?, Word::Next | Word::This)
            && self.word(i + 1)? == Word::Unit(Unit::Year)
            && self.word(i + 2) != Some(Word::End);
        named.then_some((Year::Calendar(self.context.as_at.year() + later), i + 2))
    }

    /// Whether the number at `at` begins a whole date, and so is no year of the word that ends
    /// before `i`: "June - 15/06/26", "June 15-Jun-26", "Autumn (30 November 2026)".
    pub(super) fn begins_a_date(&self, i: usize, at: usize) -> bool {
        if self.day_month_year(at).or_else(|| self.iso(at)).is_some() {
            return true;
        }
        if self.day_number(at).is_none() {
            return false;
        }
        let is_joined = self.separator(at + 1).is_some()
            && self.separator(at + 1) == self.separator(at + 3)
            && (at + 1..=at + 4).all(|part| self.glued(part));
        if is_joined {
            return !self.glued(at) && self.month_name(at + 2).is_some();
        }
        // "Mar-18" holds its year; "Mar 18 April" may.
        let set_off = at > i && (!self.glued(at) || self.mark(at - 1) == Some(Mark::Open));
        let month = self.skip_words(at + 1, &[Word::Of], &[]);
        set_off && self.month_name(month).is_some()
    }

    /// A fiscal or calendar year on its own, or with a quarter or half behind it.
    pub(super) fn year_first(&self, i: usize) -> Read<When> {
        let (year, end) = self.year(i)?;
        let at = self.skip(end, &[Mark::Dash, Mark::Comma, Mark::Slash, Mark::Colon, Mark::Open]);
        if let Some((shape, mut end)) = self.quarter_or_half(at) {
            if self.mark(at.wrapping_sub(1)) == Some(Mark::Open) {
                end = self.skip(end, &[Mark::Close]);
            }
            return Some((self.counted_in(shape, year)?, end));
        }
        // "26/27 Sept", "2026/27 - Sept".
        if let (Year::Fiscal(_), Some(month)) = (year, self.month_name(at))
            && self.year_after(at + 1).is_none()
            && !matches!(self.kind(at + 1), Some(Kind::Number { .. }))
        {
            let when = When::fixed(Shape::Month(month).in_year(year, self.context.quarters)?);
            let is_bare = at == end && self.year4(i).is_none();
            return Some((if is_bare { when.flagged(Flag::DayOrYear) } else { when }, at + 1));
        }
        // "2018 Sept", "2018-Sep".
        if let (Year::Calendar(year), Some(month)) = (year, self.month_name(at))
            && self.year_after(at + 1).is_none()
            && (at == end || self.glued(at))
            && !matches!(self.kind(at + 1), Some(Kind::Number { .. }))
        {
            return Some((
                When::fixed(
                    Shape::Month(month).in_year(Year::Calendar(year), self.context.quarters)?,
                ),
                at + 1,
            ));
        }
        if let (Year::Fiscal(first), true) = (year, self.is_school_year(end)) {
            return Some((When::fixed(Period::months(first, 9, 12, Precision::Year)?), end + 2));
        }
        let period = Shape::Year.in_year(year, self.context.quarters)?;
        let when = When::fixed(period);
        if matches!(year, Year::Fiscal(_)) && self.word(end) == Some(Word::Unit(Unit::Year)) {
            // "25/26 year end".
            let at = self.skip(end + 1, &[Mark::Dash]);
            return Some((when, if self.word(at) == Some(Word::End) { at + 1 } else { end + 1 }));
        }
        if self.word(end + 1) == Some(Word::Unit(Unit::Year)) {
            // "17/18 financial year", "2018 calendar year".
            match (self.word(end), year) {
                (Some(Word::Calendar), Year::Calendar(_))
                | (Some(Word::Financial), Year::Fiscal(_)) => return Some((when, end + 2)),
                _ => {}
            }
        }
        Some((
            match year {
                Year::Calendar(_) => {
                    When { named: Named::BareYear(period), ..when }.flagged(Flag::YearAmbiguous)
                }
                // "FY19" and "2018-2019" have been read otherwise.
                Year::Fiscal(_) if self.doubtful_fiscal(i, end) => {
                    when.flagged(Flag::YearAmbiguous)
                }
                Year::Fiscal(_) => when,
            },
            end,
        ))
    }

    fn is_school_year(&self, i: usize) -> bool {
        let is_named = self.is(i, "academic") || self.is(i, "school");
        is_named && self.word(i + 1) == Some(Word::Unit(Unit::Year))
    }

    /// "26/27 - Feb", and "26/27 Sept" near the years 2026 and 2027: a fiscal year, and no two days.
    pub(super) fn is_year_of_a_month(&self, i: usize) -> bool {
        let Some((Year::Fiscal(year), end)) = self.year_pair(i) else { return false };
        if self.mark(i + 1) != Some(Mark::Slash) {
            return false;
        }
        let at = self.skip(end, &[Mark::Dash, Mark::Colon]);
        let near = (self.context.as_at.year() - year).abs() <= 1;
        self.month_name(at).is_some()
            && if at > end { !self.glued(at) } else { near && self.year_after(at + 1).is_none() }
    }

    /// "Academic year 2018/19": 1 September to 31 August.
    pub(super) fn academic_year(&self, i: usize) -> Read<When> {
        let at = if self.is_school_year(i) {
            i + 2
        } else if self.is(i, "ay") {
            i + 1
        } else {
            return None;
        };
        let (Year::Fiscal(year), end) = self.year_pair(at)? else { return None };
        Some((When::fixed(Period::months(year, 9, 12, Precision::Year)?), end))
    }

    /// "Academic year" without its number: the current one, or the one `steps` on.
    pub(super) fn academic(&self, i: usize, steps: i16) -> Read<When> {
        let named = self.is(i, "academic") || self.is(i, "school");
        (named && self.word(i + 1) == Some(Word::Unit(Unit::Year))).then_some(())?;
        let as_at = self.context.as_at;
        let year = as_at.year() - i16::from(as_at.month() < 9) + steps;
        let period = Period::months(year, 9, 12, Precision::Year)?;
        Some((When::fixed(period).flagged(Flag::Relative), i + 2))
    }

    pub(super) fn doubtful_fiscal(&self, i: usize, end: usize) -> bool {
        let named = matches!(self.word(i), Some(Word::Fy | Word::Financial));
        let numbers =
            (i..end).filter(|at| matches!(self.kind(*at), Some(Kind::Number { .. }))).count();
        let last = end.checked_sub(1);
        let long = last.and_then(|last| self.year4(last)).is_some();
        let month_too = numbers == 2
            && self.year4(i).is_some()
            && last.and_then(|last| self.month_number(last)).is_some();
        if named { numbers == 1 } else { long || month_too }
    }

    pub(super) fn quarter_or_half(&self, i: usize) -> Read<Shape> {
        let unit = |i: usize| match self.word(i) {
            Some(Word::Q | Word::Unit(Unit::Quarter)) => Some((true, 4)),
            Some(Word::H | Word::Unit(Unit::Half)) => Some((false, 2)),
            _ => None,
        };
        let shape = |is_quarter, n: u32, most| {
            let n = i8::try_from(n).ok().filter(|n| (1..=most).contains(n))?;
            Some(if is_quarter { Shape::Quarter(n) } else { Shape::Half(n) })
        };
        if let Some((is_quarter, most)) = unit(i) {
            let at = self.skip(i + 1, &[Mark::Dot, Mark::Colon, Mark::Dash]);
            let n = match self.kind(at)? {
                Kind::Number { value, digits: 1, .. } => value,
                Kind::Word(Word::Cardinal(n)) => u32::from(n),
                _ => return None,
            };
            return Some((shape(is_quarter, n, most)?, at + 1));
        }
        // "4. Quartal".
        let stop = self.mark(i + 1) == Some(Mark::Dot)
            && self.word(i + 2) == Some(Word::Unit(Unit::Quarter));
        let n = match self.kind(i)? {
            Kind::Number { value, digits: 1, ordinal }
                if ordinal
                    || stop
                    || self.word(i + 1) == Some(Word::Q)
                    || (self.word(i + 1) == Some(Word::H) && self.glued(i + 1)) =>
            {
                value
            }
            Kind::Word(Word::Ordinal(n)) => u32::from(n),
            Kind::Word(Word::Part(Part::Late))
                if self.word(i + 1) == Some(Word::Unit(Unit::Half)) =>
            {
                2
            }
            _ => return None,
        };
        let (is_quarter, most) = unit(i + 1 + usize::from(stop))?;
        let n =
            if self.is(i, "last") || self.is(i, "final") { most.unsigned_abs().into() } else { n };
        Some((shape(is_quarter, n, most)?, i + 2 + usize::from(stop)))
    }

    /// "Q3 2024/25", "Quarter: 1, 2015/16", "first half of 2018", "Q4".
    pub(super) fn counted(&self, i: usize) -> Read<When> {
        if let Some(read) = self.half_way(i) {
            return Some(read);
        }
        let (shape, end) = self.quarter_or_half(i)?;
        if let Some((year, end)) = self.year_after(end) {
            // "The first half of 2018" in words is January to June; "H1 2018" is the body's own.
            let in_words = matches!(shape, Shape::Half(_))
                && matches!(year, Year::Calendar(_))
                && !matches!(self.word(i), Some(Word::H));
            if in_words {
                let when = When::fixed(shape.in_year(year, Quarters::Calendar)?);
                return Some((when.flagged(Flag::YearAmbiguous), end));
            }
            // "Q2 2026 (calendar)" settles whose quarter it is.
            let at = self.skip(end, &[Mark::Open, Mark::Comma]);
            if self.word(at) == Some(Word::Calendar) && matches!(year, Year::Calendar(_)) {
                let end = self.skip_words(at + 1, &[Word::Unit(Unit::Year)], &[]);
                let end = self.skip(end, &[Mark::Close]);
                return Some((When::fixed(shape.in_year(year, Quarters::Calendar)?), end));
            }
            return Some((self.counted_in(shape, year)?, end));
        }
        let when = When::yearless(shape);
        Some((when.flagged(ambiguity(shape)), end))
    }

    /// "Half year 2026/27": the end of its first half.
    fn half_way(&self, i: usize) -> Read<When> {
        (self.word(i)? == Word::Unit(Unit::Half)).then_some(())?;
        let at = self.skip(i + 1, &[Mark::Dash]);
        (self.word(at)? == Word::Unit(Unit::Year)).then_some(())?;
        let (year, end) = self.year_after(at + 1)?;
        Some((self.counted_in(Shape::Half(1), year)?.flagged(Flag::Vague), end))
    }

    pub(super) fn counted_in(&self, shape: Shape, year: Year) -> Option<When> {
        let when = When::fixed(shape.in_year(year, self.context.quarters)?);
        let when = When { counted: Some(year), ..when };
        Some(match year {
            Year::Calendar(_) => when.flagged(ambiguity(shape)),
            Year::Fiscal(_) => when,
        })
    }
}

fn ambiguity(shape: Shape) -> Flag {
    if matches!(shape, Shape::Half(_)) { Flag::YearAmbiguous } else { Flag::QuarterAmbiguous }
}
