//! Recognises when-expressions: days, months, quarters, halves, years, seasons and relative times.
//!
//! Each recogniser looks at the tokens from `i` and answers what it read and where it stopped.

use jiff::ToSpan;

use super::period::{Period, Shape, Year};
use super::tokens::{Kind, Mark, Token};
use super::vocabulary::{Part, Unit, Word};
use super::{Context, Flag, Precision, Quarters};
use crate::Date;

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

type Read<T> = Option<(T, usize)>;

impl When {
    pub(super) fn fixed(period: Period) -> Self {
        Self { named: Named::Fixed(period), part: None, counted: None, range: false, flags: vec![] }
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

    fn glued(&self, i: usize) -> bool {
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

    fn year4(&self, i: usize) -> Option<i16> {
        match self.number(i, 4)? {
            (value @ 1950..=2150, 4) => i16::try_from(value).ok(),
            _ => None,
        }
    }

    fn year2(&self, i: usize) -> Option<i16> {
        match self.number(i, 2)? {
            (value, 2) => i16::try_from(2000 + value).ok(),
            _ => None,
        }
    }

    fn day_number(&self, i: usize) -> Option<i8> {
        match self.kind(i)? {
            Kind::Number { value: value @ 1..=31, digits: 1 | 2, .. } => i8::try_from(value).ok(),
            _ => None,
        }
    }

    fn month_number(&self, i: usize) -> Option<i8> {
        self.number(i, 2)
            .filter(|(value, _)| (1..=12).contains(value))
            .and_then(|(value, _)| i8::try_from(value).ok())
    }

    fn month_name(&self, i: usize) -> Option<i8> {
        match self.word(i)? {
            Word::Month(month) => Some(month),
            _ => None,
        }
    }

    fn skip(&self, i: usize, marks: &[Mark]) -> usize {
        if self.mark(i).is_some_and(|mark| marks.contains(&mark)) { i + 1 } else { i }
    }

    fn skip_words(&self, mut i: usize, words: &[Word], named: &[&str]) -> usize {
        while self.word(i).is_some_and(|word| words.contains(&word))
            || named.iter().any(|word| self.is(i, word))
        {
            i += 1;
        }
        i
    }

    /// Any time named from token `i` on, its "end of", "early" and the like included.
    pub(super) fn when(&self, i: usize) -> Read<When> {
        self.modified(i).or_else(|| self.plain(i))
    }

    fn plain(&self, i: usize) -> Read<When> {
        let read = match self.kind(i)? {
            Kind::Number { .. } => self
                .numeric(i)
                .or_else(|| self.day_first(i))
                .or_else(|| self.year_first(i))
                .or_else(|| self.counted(i))
                .or_else(|| self.bare_span(i)),
            Kind::Word(word) => match word {
                Word::Month(_) => self.month_first(i),
                Word::Weekday(_) => self.weekday(i),
                Word::Season(_) => self.season(i),
                Word::Q | Word::H | Word::Ordinal(_) | Word::Unit(Unit::Quarter | Unit::Half) => {
                    self.counted(i)
                }
                Word::Fy | Word::Financial => self.year_first(i),
                Word::Within
                | Word::In
                | Word::Next
                | Word::This
                | Word::Asap
                | Word::Immediate => self.relative(i),
                Word::Cardinal(_) => self.bare_span(i),
                Word::Christmas => self.christmas(i),
                Word::Other | Word::Filler => self.week_of(i).or_else(|| self.academic_year(i)),
                _ => None,
            },
            Kind::Mark(Mark::Apostrophe) => None,
            Kind::Mark(_) => None,
        };
        let (when, end) = read?;
        // Part of a longer code or a quantity is no date: "12 staff" is left to the label, "2018A" too.
        Some((when, end))
    }

    /// "end of", "by the end of", "early", "mid-", "late", "start of".
    fn modified(&self, i: usize) -> Read<When> {
        if let Some(year_end) = self.year_end(i) {
            return Some(year_end);
        }
        let (part, after) = match self.word(i)? {
            Word::End => (None, i + 1),
            Word::Part(part) => (Some(part), i + 1),
            Word::Other if self.is(i, "start") && self.word(i + 1) == Some(Word::Of) => {
                (Some(Part::Early), i + 1)
            }
            _ => return None,
        };
        let mut at = self.skip(after, &[Mark::Dash, Mark::Dot, Mark::Slash]);
        at = self.skip_words(at, &[Word::Of], &["the", "part"]);
        at = self.skip_words(at, &[Word::Of], &["the"]);
        // "end of the month", "end of this quarter".
        let (mut when, end) = self.plain(at).or_else(|| self.current(at))?;
        if part.is_some() {
            when.part = part;
            when = when.flagged(Flag::Vague);
        }
        if part.is_some()
            && when.flags.contains(&Flag::Relative)
            && self.word(end - 1) == Some(Word::Unit(Unit::Year))
        {
            return None; // "mid-year" names no year
        }
        // "End of 2018" says which end is meant.
        when.flags.retain(|flag| {
            !(matches!(flag, Flag::YearAmbiguous) && matches!(when.named, Named::BareYear(_)))
        });
        if let Named::BareYear(period) = when.named {
            when.named = Named::Fixed(period);
        }
        Some((when, end))
    }

    /// "year end", "end of FY", "end of the financial year", "end of calendar year 2018".
    fn year_end(&self, i: usize) -> Read<When> {
        let Context { as_at, .. } = *self.context;
        let fiscal_now =
            Year::Fiscal(if as_at.month() >= 4 { as_at.year() } else { as_at.year() - 1 });
        let calendar_now = Year::Calendar(as_at.year());
        let (kind, end) = if self.word(i)? == Word::End {
            let at = self.skip(i + 1, &[Mark::Dash]);
            let at = self.skip_words(at, &[Word::Of, Word::This], &["the", "our"]);
            match self.word(at)? {
                Word::Fy => (Some(fiscal_now), at + 1),
                Word::Financial if self.word(at + 1) == Some(Word::Unit(Unit::Year)) => {
                    (Some(fiscal_now), at + 2)
                }
                Word::Calendar if self.word(at + 1) == Some(Word::Unit(Unit::Year)) => {
                    (Some(calendar_now), at + 2)
                }
                Word::Unit(Unit::Year) => (None, at + 1),
                _ => return None,
            }
        } else {
            let (kind, at) = match self.word(i)? {
                Word::Financial => (Some(fiscal_now), i + 1),
                Word::Calendar => (Some(calendar_now), i + 1),
                Word::Fy | Word::Unit(Unit::Year) => (None, i),
                _ => return None,
            };
            if !matches!(self.word(at)?, Word::Unit(Unit::Year) | Word::Fy) {
                return None;
            }
            let end = self.skip(at + 1, &[Mark::Dash]);
            if self.word(end)? != Word::End {
                return None;
            }
            (kind.or(Some(fiscal_now)), end + 1)
        };
        let at = self.skip_words(end, &[Word::Of, Word::In], &[]);
        if let Some((year, end)) = self.year(at) {
            let year = match (kind, year) {
                (Some(Year::Fiscal(_)), Year::Calendar(year)) => {
                    // "Financial year end 2018" is 31 March 2018.
                    let period =
                        Shape::Year.in_year(Year::Fiscal(year - 1), self.context.quarters)?;
                    return Some((When::fixed(period).flagged(Flag::YearAmbiguous), end));
                }
                (_, year) => year,
            };
            return Some((When::fixed(Shape::Year.in_year(year, self.context.quarters)?), end));
        }
        let period = Shape::Year.in_year(kind.unwrap_or(fiscal_now), self.context.quarters)?;
        let when = When::fixed(period);
        Some((if kind.is_none() { when.flagged(Flag::YearAmbiguous) } else { when }, end))
    }

    /// The current month, quarter or week, after "end of".
    fn current(&self, i: usize) -> Read<When> {
        let i = if self.word(i) == Some(Word::This) { i + 1 } else { i };
        let Some(Word::Unit(unit)) = self.word(i) else { return None };
        Some((When::fixed(self.unit_period(unit, 0)?).flagged(Flag::Relative), i + 1))
    }

    // --- years

    /// A year: "2018", "2018/19", "18/19", "FY25", "'18".
    fn year(&self, i: usize) -> Read<Year> {
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
    fn year_pair(&self, i: usize) -> Read<Year> {
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
    fn year_after(&self, i: usize) -> Read<Year> {
        let at = self.skip(i, &[Mark::Dot]);
        let at = self.skip(at, &[Mark::Comma, Mark::Dash, Mark::Slash, Mark::Colon]);
        // Brackets and "of" may stand between.
        let at = self.skip(at, &[Mark::Open]);
        let at = self.skip_words(at, &[Word::Of, Word::In], &["the"]);
        let (year, end) = self.year(at).or_else(|| {
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

    /// A fiscal or calendar year on its own, or with a quarter or half behind it.
    fn year_first(&self, i: usize) -> Read<When> {
        let (year, end) = self.year(i)?;
        let at = self.skip(end, &[Mark::Dash, Mark::Comma, Mark::Slash, Mark::Colon, Mark::Open]);
        if let Some((shape, mut end)) = self.quarter_or_half(at) {
            if self.mark(at.wrapping_sub(1)) == Some(Mark::Open) {
                end = self.skip(end, &[Mark::Close]);
            }
            return Some((self.counted_in(shape, year)?, end));
        }
        // "2018 Sept".
        if let (Year::Calendar(year), Some(month)) = (year, self.month_name(at))
            && self.year_after(at + 1).is_none()
            && at == end
            && !matches!(self.kind(at + 1), Some(Kind::Number { .. }))
        {
            return Some((
                When::fixed(
                    Shape::Month(month).in_year(Year::Calendar(year), self.context.quarters)?,
                ),
                at + 1,
            ));
        }
        let period = Shape::Year.in_year(year, self.context.quarters)?;
        let when = When::fixed(period);
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

    /// "Academic year 2018/19": 1 September to 31 August.
    fn academic_year(&self, i: usize) -> Read<When> {
        if !(self.is(i, "academic") || self.is(i, "school")) {
            return None;
        }
        let at =
            if self.word(i + 1) == Some(Word::Unit(Unit::Year)) { i + 2 } else { return None };
        let (Year::Fiscal(year), end) = self.year_pair(at)? else { return None };
        Some((When::fixed(Period::months(year, 9, 12, Precision::Year)?), end))
    }

    fn doubtful_fiscal(&self, i: usize, end: usize) -> bool {
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

    // --- quarters and halves

    fn quarter_or_half(&self, i: usize) -> Read<Shape> {
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
        let n = match self.kind(i)? {
            Kind::Number { value, digits: 1, ordinal }
                if ordinal || self.word(i + 1) == Some(Word::Q) =>
            {
                value
            }
            Kind::Word(Word::Ordinal(n)) => u32::from(n),
            _ => return None,
        };
        let (is_quarter, most) = unit(i + 1)?;
        let n =
            if self.is(i, "last") || self.is(i, "final") { most.unsigned_abs().into() } else { n };
        Some((shape(is_quarter, n, most)?, i + 2))
    }

    /// "Q3 2024/25", "Quarter: 1, 2015/16", "first half of 2018", "Q4".
    fn counted(&self, i: usize) -> Read<When> {
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
            return Some((self.counted_in(shape, year)?, end));
        }
        let when = When {
            named: Named::Yearless(shape),
            part: None,
            counted: None,
            range: false,
            flags: vec![],
        };
        Some((when.flagged(ambiguity(shape)), end))
    }

    fn counted_in(&self, shape: Shape, year: Year) -> Option<When> {
        let when = When::fixed(shape.in_year(year, self.context.quarters)?);
        let when = When { counted: Some(year), ..when };
        Some(match year {
            Year::Calendar(_) => when.flagged(ambiguity(shape)),
            Year::Fiscal(_) => when,
        })
    }

    // --- numbers alone

    fn numeric(&self, i: usize) -> Read<When> {
        self.iso(i)
            .or_else(|| self.day_month_year(i))
            .or_else(|| self.compact(i))
            .or_else(|| self.number_pair(i))
    }

    fn separator(&self, i: usize) -> Option<Mark> {
        self.mark(i).filter(|mark| matches!(mark, Mark::Slash | Mark::Dash | Mark::Dot))
    }

    /// "2018-03-31", and a spreadsheet's "2018-04-01 00:00:00".
    fn iso(&self, i: usize) -> Read<When> {
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

    /// Skips a time of day.
    fn time(&self, i: usize) -> usize {
        let at = if self.is(i, "t") || self.mark(i) == Some(Mark::Comma) { i + 1 } else { i };
        let (Some(_), Some(Mark::Colon), Some(_)) =
            (self.number(at, 2), self.mark(at + 1), self.number(at + 2, 2))
        else {
            return i;
        };
        let mut end = at + 3;
        for mark in [Mark::Colon, Mark::Dot] {
            if self.mark(end) == Some(mark) && self.glued(end) && self.number(end + 1, 9).is_some()
            {
                end += 2;
            }
        }
        if self.is(end, "z") || self.is(end, "am") || self.is(end, "pm") { end + 1 } else { end }
    }

    /// "31/03/2018", "31.3.18", "31-03-2018"; UK order.
    fn day_month_year(&self, i: usize) -> Read<When> {
        let (first, _) = self.number(i, 2)?;
        let mark = self.separator(i + 1)?;
        let (second, _) = self.number(i + 2, 2)?;
        if self.separator(i + 3)? != mark {
            return None;
        }
        let year = self.year4(i + 4).or_else(|| self.year2(i + 4))?;
        let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
        let end = self.time(i + 5);
        match (first, second) {
            (1..=31, 1..=12) => Some((self.numeric_day(year, second, first)?, end)),
            (1..=12, 13..=31) => {
                Some((self.numeric_day(year, first, second)?.flagged(Flag::MonthFirst), end))
            }
            _ => None,
        }
    }

    /// A day in numbers; on the 1st it is a spreadsheet's way of holding a month.
    fn numeric_day(&self, year: i16, month: i8, day: i8) -> Option<When> {
        if day == 1 {
            let period =
                Shape::Month(month).in_year(Year::Calendar(year), self.context.quarters)?;
            return Some(When::fixed(period).flagged(Flag::FalseDayPrecision));
        }
        self.dated(Year::Calendar(year), month, day)
    }

    fn dated(&self, year: Year, month: i8, day: i8) -> Option<When> {
        let period = Shape::Day { month, day }.in_year(year, self.context.quarters)?;
        let when = When::fixed(period);
        Some(if period.to.day() == day { when } else { when.flagged(Flag::NoSuchDay) })
    }

    /// "at 10:00", "5pm".
    pub(super) fn time_of_day(&self, i: usize) -> Option<usize> {
        let half = |at: usize| self.is(at, "am") || self.is(at, "pm") || self.is(at, "noon");
        let (value, _) = self.number(i, 2)?;
        let clock = self.time(i);
        if clock > i {
            return Some(if half(clock) { clock + 1 } else { clock });
        }
        (value <= 12 && half(i + 1)).then_some(i + 2)
    }

    /// "20180331", and a spreadsheet's day number where it is the whole cell.
    fn compact(&self, i: usize) -> Read<When> {
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
    fn number_pair(&self, i: usize) -> Read<When> {
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
            let (_, digits) = self.number(i + 2, 2)?;
            let glued = self.glued(i + 1) && self.glued(i + 2);
            if let Some(month) =
                self.month_number(i + 2).filter(|_| digits == 2 && glued && mark != Mark::Dot)
            {
                return Some((
                    When::fixed(Shape::Month(month).in_year(Year::Calendar(first), quarters)?),
                    i + 3,
                ));
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
        if !glued || !(mark == Mark::Slash || both_long) {
            return None;
        }
        if let (Some(day), Some(month)) = (self.day_number(i), self.month_number(i + 2)) {
            // "12-06 staff" may be anything; a day needs its slash, or the whole cell.
            if mark != Mark::Slash && self.tokens.len() > 4 {
                return None;
            }
            let when = When {
                named: Named::Yearless(Shape::Day { month, day }),
                part: None,
                counted: None,
                range: false,
                flags: vec![],
            };
            return Some((when, i + 3));
        }
        let (month, year) = (self.month_number(i)?, self.year2(i + 2)?);
        Some((When::fixed(Shape::Month(month).in_year(Year::Calendar(year), quarters)?), i + 3))
    }

    // --- days and months with names

    /// "Fri 29 Mar 2019".
    fn weekday(&self, i: usize) -> Read<When> {
        let Word::Weekday(weekday) = self.word(i)? else { return None };
        let at = self.skip(i + 1, &[Mark::Dot]);
        let at = self.skip(at, &[Mark::Comma]);
        let at = self.skip_words(at, &[], &["the"]);
        let (when, end) = match self.kind(at)? {
            Kind::Number { .. } => self.numeric(at).or_else(|| self.day_first(at))?,
            Kind::Word(Word::Month(_)) => self.month_first(at)?,
            _ => return None,
        };
        let agrees = when.settled().is_none_or(|period| {
            period.precision != Precision::Day
                || period.to.weekday().to_monday_one_offset() == weekday
        });
        Some((if agrees { when } else { when.flagged(Flag::WeekdayDiffers) }, end))
    }

    /// "31st of March, 2019", "31-Mar-19", "5–9 March 2018", "24 Sept".
    fn day_first(&self, i: usize) -> Read<When> {
        let first = self.day_number(i)?;
        let mut at = i + 1;
        let mut last = None;
        let joined = matches!(self.mark(at), Some(Mark::Dash | Mark::Slash | Mark::Ampersand))
            || matches!(self.word(at), Some(Word::To | Word::And));
        if joined && let Some(day) = self.day_number(at + 1) {
            last = Some(day);
            at += 2;
        }
        at = self.skip_words(at, &[Word::Of], &["the"]);
        at = self.skip(at, &[Mark::Dash, Mark::Slash, Mark::Dot]);
        let month = self.month_name(at)?;
        let shape = match last {
            Some(to) if to > first => Shape::Days { month, from: first, to },
            Some(_) => return None,
            None => Shape::Day { month, day: first },
        };
        let Some((year, end)) = self.year_after(at + 1) else {
            let end = if self.mark(at + 1) == Some(Mark::Dot) { at + 2 } else { at + 1 };
            return Some((
                When {
                    named: Named::Yearless(shape),
                    part: None,
                    counted: None,
                    range: false,
                    flags: vec![],
                },
                end,
            ));
        };
        let end = self.time(end);
        match shape {
            Shape::Day { month, day } => Some((self.dated(year, month, day)?, end)),
            shape => Some((When::fixed(shape.in_year(year, self.context.quarters)?), end)),
        }
    }

    /// "Sept. 2017", "Mar-18", "March '19", "March 31st, 2019", "Sep 24", "September".
    fn month_first(&self, i: usize) -> Read<When> {
        let month = self.month_name(i)?;
        let quarters = self.context.quarters;
        let month_of = |year| Some(When::fixed(Shape::Month(month).in_year(year, quarters)?));
        // A day behind the month.
        let at = self.skip_words(self.skip(i + 1, &[Mark::Dot, Mark::Dash]), &[], &["the"]);
        if let (Some(day), Some(Kind::Number { digits, ordinal, .. })) =
            (self.day_number(at), self.kind(at))
        {
            let after = self.skip(at + 1, &[Mark::Comma, Mark::Dash, Mark::Slash]);
            if (ordinal || self.separator(at + 1) != Some(Mark::Dash) || self.glued(at + 1))
                && self.year_pair(at).is_none()
                && let Some(year) = self.year4(after)
            {
                return Some((self.dated(Year::Calendar(year), month, day)?, after + 1));
            }
            if ordinal || digits == 1 {
                return Some((
                    When {
                        named: Named::Yearless(Shape::Day { month, day }),
                        part: None,
                        counted: None,
                        range: false,
                        flags: vec![],
                    },
                    at + 1,
                ));
            }
        }
        let Some((year, end)) = self.year_after(i + 1) else {
            if self.month_is_a_verb(i) {
                return None;
            }
            let end = if self.mark(i + 1) == Some(Mark::Dot) && i + 2 < self.tokens.len() {
                i + 2
            } else {
                i + 1
            };
            return Some((
                When {
                    named: Named::Yearless(Shape::Month(month)),
                    part: None,
                    counted: None,
                    range: false,
                    flags: vec![],
                },
                end,
            ));
        };
        // "Sep 24" with a space may be a day.
        let spaced = end == i + 2 && self.day_number(i + 1).is_some();
        if let (true, Year::Calendar(named)) = (spaced, year) {
            let as_at = self.context.as_at.year();
            if !(as_at - 5..=as_at + 10).contains(&named) {
                let day = self.day_number(i + 1)?;
                let when = When {
                    named: Named::Yearless(Shape::Day { month, day }),
                    part: None,
                    counted: None,
                    range: false,
                    flags: vec![],
                };
                return Some((when.flagged(Flag::DayOrYear), end));
            }
            let when = month_of(year)?;
            return Some((
                if (named - as_at).abs() > 3 { when.flagged(Flag::DayOrYear) } else { when },
                end,
            ));
        }
        Some((month_of(year)?, end))
    }

    /// "may" and "march" without a year are verbs unless something makes them months.
    fn month_is_a_verb(&self, i: usize) -> bool {
        let Some(token) = self.tokens.get(i) else { return false };
        if !matches!(
            token.text.to_ascii_lowercase().as_str(),
            "may" | "march" | "mar" | "dec" | "mai" | "ion"
        ) {
            return false;
        }
        let capital = token.text.starts_with(|c: char| c.is_uppercase());
        let introduced =
            i.checked_sub(1).and_then(|before| self.word(before)).is_some_and(|word| {
                matches!(
                    word,
                    Word::By
                        | Word::In
                        | Word::End
                        | Word::Of
                        | Word::From
                        | Word::Until
                        | Word::Next
                        | Word::Part(_)
                        | Word::To
                        | Word::Every
                        | Word::Before
                        | Word::After
                        | Word::Between
                        | Word::Often(..)
                )
            });
        let alone = !matches!(self.word(i + 1), Some(Word::Other | Word::Be | Word::Not));
        !(introduced || (capital && alone) || self.tokens.len() == 1)
    }

    /// "Spring 2019", "Winter 2018/19", "Autumn term 2018".
    fn season(&self, i: usize) -> Read<When> {
        let Word::Season(season) = self.word(i)? else { return None };
        if self.word(i + 1) == Some(Word::Feast) {
            return None; // summer recess
        }
        let term = self.word(i + 1) == Some(Word::Term);
        let shape = if term { Shape::Term(season) } else { Shape::Season(season) };
        let after = if term { i + 2 } else { i + 1 };
        let Some((year, end)) = self.year_after(after) else {
            return Some((
                When {
                    named: Named::Yearless(shape),
                    part: None,
                    counted: None,
                    range: false,
                    flags: vec![],
                },
                after,
            ));
        };
        let when = When::fixed(shape.in_year(year, self.context.quarters)?);
        let doubtful = matches!(
            (season, year, term),
            (super::vocabulary::Season::Winter, Year::Calendar(_), false)
        );
        Some((if doubtful { when.flagged(Flag::YearAmbiguous) } else { when }, end))
    }

    fn christmas(&self, i: usize) -> Read<When> {
        let shape = Shape::Day { month: 12, day: 25 };
        let Some((year, end)) = self.year_after(i + 1) else {
            let when = When {
                named: Named::Yearless(shape),
                part: None,
                counted: None,
                range: false,
                flags: vec![],
            };
            return Some((when.flagged(Flag::Vague), i + 1));
        };
        Some((When::fixed(shape.in_year(year, self.context.quarters)?).flagged(Flag::Vague), end))
    }

    /// "w/c 5 March 2018", "week ending 9/3/18".
    fn week_of(&self, i: usize) -> Read<When> {
        let (starts, at) = if self.is(i, "w") && self.mark(i + 1) == Some(Mark::Slash) {
            (self.is(i + 2, "c") || self.is(i + 2, "b"), i + 3)
        } else if self.is(i, "wc") || self.is(i, "we") {
            (self.is(i, "wc"), i + 1)
        } else {
            return None;
        };
        if !(starts || self.is(i, "we") || self.is(at - 1, "e")) {
            return None;
        }
        self.week(starts, at)
    }

    pub(super) fn week(&self, starts: bool, at: usize) -> Read<When> {
        let at = self.skip(at, &[Mark::Colon, Mark::Dot]);
        let (mut when, end) = self
            .weekday(at)
            .or_else(|| self.numeric(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.month_first(at))?;
        if when.settled().is_none() {
            let period = settle_ahead(&when, self.context)?;
            when = When { named: Named::Fixed(period), ..when }.flagged(Flag::YearAssumed);
        }
        let day = when.settled()?;
        let period = if starts {
            Period {
                from: day.from,
                to: day.from.checked_add(6.days()).ok()?,
                precision: Precision::Day,
            }
        } else {
            Period {
                from: day.from.checked_sub(6.days()).ok()?.min(day.from),
                to: day.to,
                precision: Precision::Day,
            }
        };
        Some((When { named: Named::Fixed(period), ..when }, end))
    }

    // --- times from the date typed

    /// "within 3 months", "in 6 weeks", "next quarter", "this year", "ASAP".
    fn relative(&self, i: usize) -> Read<When> {
        let as_at = self.context.as_at;
        match self.word(i)? {
            Word::Asap => {
                let day = Period::day(asap(self.context));
                Some((When::fixed(day).flagged(Flag::Relative).flagged(Flag::Vague), i + 1))
            }
            Word::Immediate => Some((
                When::fixed(Period::day(as_at)).flagged(Flag::Relative).flagged(Flag::Vague),
                i + 1,
            )),
            word @ (Word::Next | Word::This) => self.next(i, word == Word::Next),
            Word::Within | Word::In => {
                let at = self.skip_words(i + 1, &[], &["the", "next", "a", "approx"]);
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

    fn next(&self, i: usize, next: bool) -> Read<When> {
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
    fn bare_span(&self, i: usize) -> Read<When> {
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
        let as_at = self.context.as_at;
        let working = self.is(at - 1, "working") && unit == Unit::Day;
        let count = if working { count + count / 5 * 2 } else { count };
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
        let when = When::fixed(Period::day(day)).flagged(Flag::Relative);
        Some((if working { when.flagged(Flag::Vague) } else { when }, at + 1))
    }

    /// A count: "3", "three", "3-6" (the later).
    pub(super) fn count(&self, i: usize) -> Read<i64> {
        let one = |i: usize| match self.kind(i)? {
            Kind::Number { value: value @ 1..=999, digits: 1..=3, ordinal: false } => {
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
            None => Some((first, i + 1)),
        }
    }

    /// The current week, month, quarter, half or (fiscal) year, or the one `steps` on.
    fn unit_period(&self, unit: Unit, steps: i64) -> Option<Period> {
        use super::recurrence::{Frequency, Recurrence};
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

fn ambiguity(shape: Shape) -> Flag {
    if matches!(shape, Shape::Half(_)) { Flag::YearAmbiguous } else { Flag::QuarterAmbiguous }
}

/// The next such period that ends on or after the register's date.
pub(super) fn settle_ahead(when: &When, context: &Context) -> Option<Period> {
    let year = context.as_at.year();
    (year - 1..=year + 2)
        .filter_map(|year| when.in_year(year, context.quarters))
        .find(|period| period.to >= context.as_at)
}
