//! Recognises a time of any kind, with its "end of", "early" or "year end".

use super::Flag;
use super::period::{Shape, Year};
use super::reader::{Dates, Named, Read, When};
use super::tokens::{Kind, Mark};
use super::vocabulary::{Part, Unit, Word};

/// Whose year ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Financial,
    Calendar,
    /// The words leave it open: the financial year's is meant more often, and the reading says so.
    Either,
}

impl Dates<'_, '_> {
    /// Any time named from token `i` on, its "end of", "early" and the like included.
    pub(super) fn when(&self, i: usize) -> Read<When> {
        self.modified(i).or_else(|| self.counted_from(i)).or_else(|| self.plain(i))
    }

    pub(super) fn plain(&self, i: usize) -> Read<When> {
        let read = match self.kind(i)? {
            Kind::Number { .. } => self
                .numeric(i)
                .or_else(|| self.day_first(i))
                .or_else(|| self.year_first(i))
                .or_else(|| self.counted(i))
                .or_else(|| self.nth_weekday(i))
                .or_else(|| self.nth_week(i))
                .or_else(|| self.ago(i))
                .or_else(|| self.bare_span(i)),
            Kind::Word(word) => match word {
                Word::Month(_) => self.month_first(i),
                Word::Weekday(_) => self.weekday(i).or_else(|| self.coming_weekday(i)),
                Word::Season(_) => self.season(i),
                Word::Ordinal(_) => self
                    .nth_weekday(i)
                    .or_else(|| self.nth_week(i))
                    .or_else(|| self.counted(i))
                    .or_else(|| self.last(i)),
                Word::Part(Part::Late) => self.counted(i),
                Word::Q | Word::H | Word::Unit(Unit::Quarter | Unit::Half) => self.counted(i),
                Word::Term => self.numbered_term(i),
                Word::Fy | Word::Financial => self.year_first(i),
                Word::Within
                | Word::In
                | Word::Next
                | Word::This
                | Word::Asap
                | Word::Immediate => self.relative(i),
                Word::Cardinal(_) => self.ago(i).or_else(|| self.bare_span(i)),
                Word::Easter if self.is(i + 1, "monday") => {
                    self.feast_day(i + 1, Shape::Easter { days: 1 })
                }
                Word::Christmas => self.feast_day(i, Shape::Day { month: 12, day: 25 }),
                Word::Easter if self.word(i + 1) != Some(Word::Term) => {
                    self.feast_day(i, Shape::Easter { days: 0 })
                }
                Word::New if self.is(i, "now") && self.tokens.len() == 1 => self.relative(i),
                Word::Other if self.is(i, "good") && self.is(i + 1, "friday") => {
                    self.feast_day(i + 1, Shape::Easter { days: -2 })
                }
                Word::Other | Word::Filler => self
                    .week_of(i)
                    .or_else(|| self.academic_year(i))
                    .or_else(|| self.season(i))
                    .or_else(|| self.semester(i))
                    .or_else(|| self.new_year(i))
                    .or_else(|| self.ago(i)),
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
    pub(super) fn modified(&self, i: usize) -> Read<When> {
        if let Some(end) = self.year_end(i).or_else(|| self.unit_end(i)) {
            return Some(end);
        }
        let (part, after) = match self.kind(i)? {
            Kind::Word(Word::End) => (None, i + 1),
            // "The latter half of 2026" is its second.
            Kind::Word(Word::Part(Part::Late))
                if self.word(i + 1) == Some(Word::Unit(Unit::Half)) =>
            {
                return None;
            }
            Kind::Word(Word::Part(part)) => (Some(part), i + 1),
            Kind::Word(Word::Other)
                if self.is(i, "start") && self.word(i + 1) == Some(Word::Of) =>
            {
                (Some(Part::Early), i + 1)
            }
            _ => self.half_of_a_month(i)?,
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

    /// "first half of June", "2nd half of June".
    fn half_of_a_month(&self, i: usize) -> Option<(Option<Part>, usize)> {
        let n = match self.kind(i)? {
            Kind::Number { value, ordinal: true, .. } => value,
            Kind::Word(Word::Ordinal(n)) => u32::from(n),
            _ => return None,
        };
        let part = match n {
            1 => Part::FirstHalf,
            _ if n == 2 || self.is(i, "last") => Part::SecondHalf,
            _ => return None,
        };
        let is_half = self.word(i + 1) == Some(Word::Unit(Unit::Half));
        let at = self.skip_words(i + 2, &[Word::Of], &[]);
        (is_half && self.month_name(at).is_some()).then_some((Some(part), at))
    }

    /// "year end", "end of FY", "end of the financial year", "FYE 2019", "Y/E 31 March 2019".
    pub(super) fn year_end(&self, i: usize) -> Read<When> {
        let (whose, end) = self
            .end_of_a_year(i)
            .or_else(|| self.year_ends(i))
            .or_else(|| self.year_end_in_short(i))?;
        let as_at = self.context.as_at;
        let quarters = self.context.quarters;
        let at = self.skip_words(self.skip(end, &[Mark::Colon]), &[Word::Of, Word::In], &["on"]);
        // "End of FY 27", and not "year end 31/3" or "year end 31 March".
        let short = || {
            let is_day = self.separator(at + 1).is_some()
                || self.month_name(self.skip_words(at + 1, &[Word::Of], &[])).is_some();
            Some((Year::Calendar(self.year2(at).filter(|_| !is_day)?), at + 1))
        };
        if let Some((year, end)) = self.year(at).or_else(short) {
            return Some(match (whose, year) {
                (Ends::Financial, Year::Calendar(year)) => {
                    // "Financial year end 2018" is 31 March 2018.
                    let period = Shape::Year.in_year(Year::Fiscal(year - 1), quarters)?;
                    (When::fixed(period).flagged(Flag::YearAmbiguous), end)
                }
                (_, year) => (When::fixed(Shape::Year.in_year(year, quarters)?), end),
            });
        }
        // "Year end March 2019": the day or month says which.
        if let Some((when, end)) = self.plain(at)
            && matches!(when.named, Named::Fixed(_))
        {
            return Some((when, end));
        }
        let fiscal = Year::Fiscal(if as_at.month() >= 4 { as_at.year() } else { as_at.year() - 1 });
        let year = if whose == Ends::Calendar { Year::Calendar(as_at.year()) } else { fiscal };
        let when = When::fixed(Shape::Year.in_year(year, quarters)?);
        Some((if whose == Ends::Either { when.flagged(Flag::YearAmbiguous) } else { when }, end))
    }

    /// "end of FY", "end of the financial year", "end of calendar year".
    fn end_of_a_year(&self, i: usize) -> Read<Ends> {
        (self.word(i)? == Word::End).then_some(())?;
        let at = self.skip(i + 1, &[Mark::Dash]);
        let at = self.skip_words(at, &[Word::Of, Word::This], &["the", "our"]);
        let year = |at: usize| self.word(at) == Some(Word::Unit(Unit::Year));
        match self.word(at)? {
            Word::Fy => Some((Ends::Financial, at + 1)),
            Word::Financial if year(at + 1) => Some((Ends::Financial, at + 2)),
            Word::Calendar if year(at + 1) => Some((Ends::Calendar, at + 2)),
            Word::Unit(Unit::Year) => Some((Ends::Either, at + 1)),
            _ => None,
        }
    }

    /// "year end", "financial year-end", "FY end", "year ended", "year to 31 March 2019".
    fn year_ends(&self, i: usize) -> Read<Ends> {
        let (whose, at) = match self.word(i)? {
            Word::Calendar => (Ends::Calendar, i + 1),
            Word::Financial => (Ends::Financial, i + 1),
            Word::Fy | Word::Unit(Unit::Year) => (Ends::Financial, i),
            _ => return None,
        };
        matches!(self.word(at)?, Word::Unit(Unit::Year) | Word::Fy).then_some(())?;
        let end = self.skip(at + 1, &[Mark::Dash]);
        if self.word(end)? == Word::End {
            return Some((whose, end + 1));
        }
        let to = self.is(end, "ended") || self.word(end) == Some(Word::To);
        (to && self.plain(end + 1).is_some()).then_some((whose, end + 1))
    }

    /// "FYE", "EOY", "Y/E".
    fn year_end_in_short(&self, i: usize) -> Read<Ends> {
        match self.word(i)? {
            Word::YearEnd { financial: true } => Some((Ends::Financial, i + 1)),
            Word::YearEnd { financial: false } => Some((Ends::Either, i + 1)),
            _ => {
                let slash =
                    self.is(i, "y") && self.mark(i + 1) == Some(Mark::Slash) && self.is(i + 2, "e");
                slash.then_some((Ends::Financial, i + 3))
            }
        }
    }

    /// "month end", "quarter end June 2018".
    fn unit_end(&self, i: usize) -> Read<When> {
        let Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter)) = self.word(i)? else {
            return None;
        };
        let at = self.skip(i + 1, &[Mark::Dash]);
        (self.word(at)? == Word::End).then_some(())?;
        self.plain(at + 1).or_else(|| {
            Some((When::fixed(self.unit_period(unit, 0)?).flagged(Flag::Relative), at + 1))
        })
    }

    /// The current month, quarter or week, after "end of".
    pub(super) fn current(&self, i: usize) -> Read<When> {
        let i = if self.word(i) == Some(Word::This) { i + 1 } else { i };
        if let Some(read) = self.academic(i, 0) {
            return Some(read);
        }
        let Some(Word::Unit(unit)) = self.word(i) else { return None };
        if self.word(i + 1) == Some(Word::Term) {
            return None; // "the end of half term"
        }
        Some((When::fixed(self.unit_period(unit, 0)?).flagged(Flag::Relative), i + 1))
    }
}
