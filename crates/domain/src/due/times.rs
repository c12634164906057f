//! Recognises a time of any kind, with its "end of", "early" or "year end".

use super::period::{Shape, Year};
use super::reader::{Dates, Named, Read, When};
use super::tokens::{Kind, Mark};
use super::vocabulary::{Part, Unit, Word};
use super::{Context, Flag};

impl Dates<'_, '_> {
    /// Any time named from token `i` on, its "end of", "early" and the like included.
    pub(super) fn when(&self, i: usize) -> Read<When> {
        self.modified(i).or_else(|| self.plain(i))
    }

    pub(super) fn plain(&self, i: usize) -> Read<When> {
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
    pub(super) fn modified(&self, i: usize) -> Read<When> {
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
    pub(super) fn year_end(&self, i: usize) -> Read<When> {
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
    pub(super) fn current(&self, i: usize) -> Read<When> {
        let i = if self.word(i) == Some(Word::This) { i + 1 } else { i };
        let Some(Word::Unit(unit)) = self.word(i) else { return None };
        Some((When::fixed(self.unit_period(unit, 0)?).flagged(Flag::Relative), i + 1))
    }
}
