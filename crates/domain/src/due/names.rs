//! Dates with names: days, months, seasons, terms and weeks.

use super::parse::{Item, Role};
use super::period::{Period, Shape, Year};
use super::reader::{Dates, Named, Read, When, settle_ahead};
use super::tokens::{Kind, Mark};
use super::vocabulary::{Season, Word};
use super::{Flag, Precision};
use jiff::ToSpan;

impl Dates<'_, '_> {
    /// "April Jones - 30/06/26": a first name, where a surname and a full date follow.
    pub(super) fn first_name(&self, i: usize) -> Option<(Role, usize)> {
        let names = ["april", "may", "june", "august"];
        let surname = self.tokens.get(i + 1).filter(|token| {
            !token.glued && token.text.chars().next().is_some_and(char::is_uppercase)
        })?;
        let named = names.iter().any(|name| self.is(i, name))
            && matches!(surname.kind, Kind::Word(Word::Other));
        let marks = [Mark::Dash, Mark::Colon, Mark::Comma, Mark::Open];
        let at = self.skip(i + 2, &marks);
        let (when, _) = self.when(at).filter(|_| named && at > i + 2)?;
        let is_day = when.settled().is_some_and(|period| period.precision == Precision::Day);
        is_day.then_some((Role::Label, i + 2))
    }

    /// "Fri 29 Mar 2019".
    pub(super) fn weekday(&self, i: usize) -> Read<When> {
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
    pub(super) fn day_first(&self, i: usize) -> Read<When> {
        let first = self.day_number(i)?;
        let mut at = i + 1;
        let mut last = None;
        let between = i.checked_sub(1).and_then(|before| self.word(before)) == Some(Word::Between);
        let joined = matches!(self.mark(at), Some(Mark::Dash | Mark::Slash))
            || self.word(at) == Some(Word::To)
            || (between && self.word(at) == Some(Word::And));
        if self.is_year_of_a_month(i) {
            return None;
        }
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
            return Some((When::yearless(shape), end));
        };
        let end = self.time(end);
        match shape {
            Shape::Day { month, day } => Some((self.dated(year, month, day)?, end)),
            shape => Some((When::fixed(shape.in_year(year, self.context.quarters)?), end)),
        }
    }

    /// The first of several days of one month: "15 and 29 May 2026", "1, 8 and 15 May", "5 or 19 May".
    /// Each is read by itself; of those that are open the earliest is.
    pub(super) fn day_of_several(&self, i: usize, before: Option<&Item>) -> Option<(Role, usize)> {
        // "Mon 4 and Tue 5 May".
        let weekday = |at: usize| usize::from(matches!(self.word(at), Some(Word::Weekday(_))));
        let i = i + weekday(i);
        let day = self.day_number(i)?;
        if before.is_some_and(|item| self.word(item.first) == Some(Word::Between)) {
            return None;
        }
        let (mut at, mut last) = (i + 1, day);
        let (mut commas, mut others, mut choice) = (false, false, false);
        loop {
            commas |= self.mark(at) == Some(Mark::Comma);
            let mut next = self.skip(at, &[Mark::Comma]);
            let is_or = self.is(next, "or");
            let is_and =
                self.word(next) == Some(Word::And) || self.mark(next) == Some(Mark::Ampersand);
            choice |= is_or;
            others |= is_or || is_and;
            next += usize::from(is_or || is_and);
            next += weekday(next);
            match self.day_number(next).filter(|later| next > at && *later > last) {
                Some(later) => (at, last) = (next + 1, later),
                None => break,
            }
        }
        // "Room 4, 8 May": the number of a thing.
        let named = before.is_some_and(|item| item.role == Role::Label);
        if last == day || (named && commas && !others) {
            return None;
        }
        let (whole, end) = self.day_first(at - 1)?;
        let month = self.month_name(self.skip_words(at, &[Word::Of], &["the"]))?;
        let when = match whole.settled() {
            Some(period) => self.dated(Year::Calendar(period.to.year()), month, day)?,
            None => When::yearless(Shape::Day { month, day }),
        };
        Some(if choice {
            (Role::When(when.flagged(Flag::Vague)), end)
        } else {
            (Role::When(when), i + 1)
        })
    }

    /// "Sept. 2017", "Mar-18", "March '19", "March 31st, 2019", "Sep 24", "September".
    pub(super) fn month_first(&self, i: usize) -> Read<When> {
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
                && self.year_pair(at).or_else(|| self.year_pair(after)).is_none()
                && let Some(year) = self.year4(after)
            {
                return Some((self.dated(Year::Calendar(year), month, day)?, after + 1));
            }
            if (ordinal || digits == 1) && !self.begins_a_date(i + 1, at) {
                return Some((When::yearless(Shape::Day { month, day }), at + 1));
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
            return Some((When::yearless(Shape::Month(month)), end));
        };
        // "Sep 24" with a space may be a day.
        let spaced = end == i + 2 && self.day_number(i + 1).is_some();
        if let (true, Year::Calendar(named)) = (spaced, year) {
            let as_at = self.context.as_at.year();
            let day = self.day_number(i + 1)?;
            // "June 30": the last day of a month, rather than a year some way off.
            let ends_month = named > as_at + 2
                && self.dated(Year::Calendar(named), month, day).is_some_and(|when| {
                    let last = when.settled().map(|period| period.to);
                    when.flags.is_empty() && last.is_some_and(|day| day == day.last_of_month())
                });
            if ends_month || !(as_at - 5..=as_at + 10).contains(&named) {
                let when = When::yearless(Shape::Day { month, day });
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
    pub(super) fn month_is_a_verb(&self, i: usize) -> bool {
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
    pub(super) fn season(&self, i: usize) -> Read<When> {
        let season = self.season_name(i)?;
        if self.word(i + 1) == Some(Word::Feast) {
            return None; // summer recess
        }
        let term = self.word(i + 1) == Some(Word::Term);
        let shape = if term { Shape::Term(season) } else { Shape::Season(season) };
        let after = if term { i + 2 } else { i + 1 };
        // "Autumn 1 2018": the first half of a school's term.
        if let (Some((1 | 2, 1)), Some(year)) = (self.number(i + 1, 1), self.year4(i + 2)) {
            let term = Shape::Term(season).in_year(Year::Calendar(year), self.context.quarters)?;
            return Some((When::fixed(term).flagged(Flag::Vague), i + 3));
        }
        let Some((year, end)) = self.year_after(after) else {
            return Some((When::yearless(shape), after));
        };
        let when = When::fixed(shape.in_year(year, self.context.quarters)?);
        let doubtful = matches!((season, year, term), (Season::Winter, Year::Calendar(_), false));
        Some((if doubtful { when.flagged(Flag::YearAmbiguous) } else { when }, end))
    }

    /// "Autumn"; "Fall" with a year, "Lent" and "Michaelmas" with "term", since they say much else.
    fn season_name(&self, i: usize) -> Option<Season> {
        let is_term = self.word(i + 1) == Some(Word::Term);
        match self.word(i)? {
            Word::Season(season) => Some(season),
            _ if self.is(i, "fall") && self.year4(i + 1).is_some() => Some(Season::Autumn),
            _ if self.is(i, "lent") && is_term => Some(Season::Spring),
            _ if self.is(i, "michaelmas") && is_term => Some(Season::Autumn),
            _ => None,
        }
    }

    /// "by Christmas", "Easter 2019".
    pub(super) fn feast_day(&self, i: usize, feast: Shape) -> Read<When> {
        let (when, end) = match self.year_after(i + 1) {
            Some((year, end)) => (When::fixed(feast.in_year(year, self.context.quarters)?), end),
            None => (When::yearless(feast), i + 1),
        };
        Some((when.flagged(Flag::Vague), end))
    }

    /// "w/c 5 March 2018", "week ending 9/3/18".
    pub(super) fn week_of(&self, i: usize) -> Read<When> {
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
}
