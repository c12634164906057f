//! A time or a range of times: "Sept–Dec 2018", "between March and June 2018".

use super::parse::{Item, Role};
use super::period::{Period, Shape, Year};
use super::reader::{Dates, Named, When};
use super::tokens::{Kind, Mark};
use super::vocabulary::{Unit, Word};
use super::{Flag, Precision};

impl Dates<'_, '_> {
    /// A time, or a range of times.
    pub(super) fn time_item(&self, i: usize, before: Option<&Item>) -> Option<(Role, usize)> {
        // A number stuck to a letter before it is part of a code.
        let week = |starts: &[&str]| starts.iter().any(|word| self.is(i + 1, word));
        let read = if self.word(i) == Some(Word::Unit(Unit::Week)) {
            let starts = week(&["commencing", "beginning", "starting", "beg", "begins", "comm"]);
            (starts || week(&["ending"])).then(|| self.week(starts, i + 2)).flatten()
        } else {
            self.when(i)
        };
        let (when, end) = read?;
        if let Some(meeting_end) = self.meeting_after(&when, end) {
            return Some((Role::Condition, meeting_end));
        }
        let between = before.is_some_and(|item| {
            matches!(item.role, Role::Filler) && self.word(item.first) == Some(Word::Between)
        });
        let (when, end) = self.exact_date_of(&when, end).unwrap_or((when, end));
        if let Some((when, end)) = self.extended_by(&when, end) {
            return Some((Role::When(when), end));
        }
        // "Moved from March to June" names two dates.
        let replaced = before.is_some_and(|item| item.role == Role::Old);
        let named = before.is_some_and(|item| item.role == Role::Label);
        let is_apart = (replaced && self.word(end) == Some(Word::To))
            || (named && self.names_a_subject(&when, end));
        if is_apart {
            return Some((Role::When(when), end));
        }
        let (when, end) = self.range(when, end, between);
        Some((Role::When(when), end))
    }

    /// "Pay award 25/26 - May 26": no time runs from the year to the month.
    fn names_a_subject(&self, when: &When, end: usize) -> bool {
        let is_year = |when: &When| matches!(when.named, Named::Fixed(period) if period.precision == Precision::Year);
        let followed = || self.when(end + 1).is_some_and(|(last, _)| !is_year(&last));
        self.mark(end) == Some(Mark::Dash) && is_year(when) && followed()
    }

    /// "June (30/06/26)", "End of Summer Term - 21/07/26", "Q3 (Dec 26)": the exact date within the
    /// time that was named says which day is meant.
    fn exact_date_of(&self, named: &When, end: usize) -> Option<(When, usize)> {
        if named.range || matches!(named.named, Named::Between(..) | Named::BareYear(_)) {
            return None;
        }
        let mark = self.skip(end, &[Mark::Open, Mark::Dash, Mark::Colon, Mark::Comma]);
        let at = if mark > end { self.skip_words(mark, &[Word::By, Word::On], &[]) } else { end };
        let (exact, exact_end) = self.plain(at)?;
        let day = exact.settled()?;
        let set_off = at > end && self.mark(end) != Some(Mark::Comma);
        if day.precision != Precision::Day && !set_off {
            return None;
        }
        let whole = When { part: None, ..named.clone() };
        let is_feast = named.flags.contains(&Flag::Vague);
        let is_within = |period: Period| {
            // Terms, seasons and what is done "by Easter" have no sharp ends.
            let loose = match period.precision {
                Precision::Season => 21,
                Precision::Day if is_feast => 21,
                _ => 0,
            };
            super::period::days(period.from, day.from) >= -loose
                && super::period::days(day.to, period.to) >= -loose
        };
        let year = day.to.year();
        (year - 1..=year)
            .filter_map(|year| whole.in_year(year, self.context.quarters))
            .any(is_within)
            .then_some(())?;
        let closed = self.mark(end) == Some(Mark::Open);
        Some((exact, if closed { self.skip(exact_end, &[Mark::Close]) } else { exact_end }))
    }

    /// "June Board": the meeting decides the day, and the month alone does not name it.
    pub(super) fn meeting_after(&self, when: &When, end: usize) -> Option<usize> {
        if !matches!(when.named, Named::Yearless(Shape::Month(_))) || when.part.is_some() {
            return None;
        }
        let capital = |i: usize| {
            self.tokens.get(i).is_some_and(|t| t.text.starts_with(|c: char| c.is_uppercase()))
        };
        (end..end + 4)
            .take_while(|i| capital(*i) || self.word(*i) == Some(Word::Meeting))
            .find(|i| self.word(*i) == Some(Word::Meeting))
            .map(|i| i + 1)
    }

    /// "Sept–Dec 2018", "March/April 2019", "Apr 18 - Mar 19", "between March and June 2018".
    pub(super) fn range(&self, first: When, end: usize, between: bool) -> (When, usize) {
        let slash = self.mark(end) == Some(Mark::Slash) || self.is(end, "or");
        let joins = match self.kind(end) {
            _ if slash => true,
            Some(Kind::Mark(Mark::Dash)) | Some(Kind::Word(Word::To)) => true,
            Some(Kind::Word(Word::And)) | Some(Kind::Mark(Mark::Ampersand)) => between,
            _ => false,
        };
        if !joins {
            return (first, end);
        }
        let at = if self.is(end + 1, "the") { end + 2 } else { end + 1 };
        let Some((last, last_end)) = self.when(at) else { return (first, end) };
        if self.word(at) == Some(Word::End) && last.flags.contains(&Flag::Relative) {
            return (first, end); // "15 May 2026 - end of day"
        }
        let flags = || {
            let mut flags = first.flags.clone();
            flags.extend(last.flags.iter().filter(|flag| !first.flags.contains(flag)).copied());
            // The first of a range is a true first day.
            flags.retain(|flag| *flag != Flag::FalseDayPrecision || last.flags.contains(flag));
            flags
        };
        let quarters = self.context.quarters;
        let range = match (first.settled(), last.settled(), first.named, last.named) {
            (Some(from), Some(to), ..) if !slash || adjacent(from, to) => {
                // Only a true date follows a dash as the end of a range; and it must come later.
                (from.to < to.to && from.from <= to.from).then_some(Named::Fixed(Period {
                    from: from.from,
                    to: to.to,
                    precision: to.precision,
                }))
            }
            (None, Some(to), Named::Yearless(shape), _) => {
                let year = to.to.year();
                (year - 1..=year)
                    .rev()
                    .filter_map(|year| first.in_year(year, quarters))
                    .find(|from| from.from <= to.from && from.to < to.to)
                    .filter(|from| {
                        !slash || adjacent(*from, to) || matches!(shape, Shape::Day { .. })
                    })
                    .map(|from| {
                        Named::Fixed(Period { from: from.from, to: to.to, precision: to.precision })
                    })
            }
            // "Nov 26 to Jan": the next such one.
            (Some(from), None, _, Named::Yearless(_))
                if self.word(end) == Some(Word::To)
                    || (!slash && last_end == self.tokens.len()) =>
            {
                let year = from.to.year();
                (year..=year + 1)
                    .filter_map(|year| last.in_year(year, quarters))
                    .find(|to| to.to > from.to)
                    .map(|to| Named::Fixed(Period { from: from.from, to: to.to, ..to }))
            }
            (None, None, Named::Yearless(a), Named::Yearless(b)) => {
                // In any year, or over its end: "Dec/Jan".
                let near = [2001, 2002].into_iter().any(|later| {
                    let first = a.in_year(Year::Calendar(2001), quarters);
                    let last = b.in_year(Year::Calendar(later), quarters);
                    first.zip(last).is_some_and(|(first, last)| adjacent(first, last))
                });
                (!slash || near).then_some(Named::Between(a, b))
            }
            _ => None,
        };
        match range {
            Some(named) => {
                (When { named, part: None, counted: None, range: true, flags: flags() }, last_end)
            }
            None => (first, end),
        }
    }

    /// Whether a time stands at `i`, behind at most a few joining words.
    pub(super) fn time_follows(&self, i: usize) -> bool {
        let mut at = i;
        while at < i + 5
            && (matches!(
                self.word(at),
                Some(
                    Word::Filler
                        | Word::By
                        | Word::To
                        | Word::Until
                        | Word::From
                        | Word::Of
                        | Word::On
                        | Word::In
                        | Word::Old
                        | Word::New
                )
            ) || matches!(self.mark(at), Some(Mark::Colon | Mark::Dash))
                || self.is(at, "forward")
                || self.is(at, "back"))
        {
            at += 1;
        }
        self.when(at).is_some()
    }

    /// Whether a time stands within a clause of `i`: "until end of contract (31/3/20)".
    pub(super) fn time_near(&self, i: usize) -> bool {
        (i..i + 7)
            .take_while(|at| {
                !matches!(self.mark(*at), Some(Mark::Semicolon | Mark::Line | Mark::Comma))
            })
            .any(|at| self.when(at).is_some())
    }
}

/// Whether one period begins within a month or so of the other's end.
fn adjacent(a: Period, b: Period) -> bool {
    let gap = super::period::days(a.to, b.from);
    (0..=1).contains(&gap) && a.precision == b.precision
}
