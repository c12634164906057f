//! Rules of recurrence in words: "every 6 months", "twice a year", "each February".

use super::frequency::Frequency;
use super::parse::Role;
use super::period::Shape;
use super::reader::{Dates, Named};
use super::tokens::Mark;
use super::vocabulary::{Manner, Unit, Word};

impl Dates<'_, '_> {
    /// "monthly", "every 6 months", "each February", "twice a year", "at every meeting".
    pub(super) fn recurring(&self, i: usize) -> Option<(Role, usize)> {
        let rule =
            |every, end| Some((Role::Recurring { every, month: None, doubtful: false }, end));
        let dashed = |at: usize| if self.mark(at) == Some(Mark::Dash) { at + 1 } else { at };
        if self.is(i, "bi") || self.is(i, "semi") || self.is(i, "tri") {
            let at = dashed(i + 1);
            if let Some(Word::Often(every, _)) = self.word(at) {
                let role = match (every, self.is(i, "bi")) {
                    (Frequency::Weeks(n), true) => (Frequency::Weeks(2 * n), true),
                    (Frequency::Months(12), _) => (Frequency::Months(6), self.is(i, "bi")),
                    (Frequency::Months(n), true) => (Frequency::Months(2 * n), true),
                    _ => return None,
                };
                return Some((
                    Role::Recurring { every: role.0, month: None, doubtful: role.1 },
                    at + 1,
                ));
            }
        }
        if let Some(read) = self.share_of_a_year(i) {
            return Some(read);
        }
        if self.is(i, "half")
            && let Some(Word::Often(Frequency::Months(12), _)) = self.word(dashed(i + 1))
        {
            return rule(Frequency::Months(6), dashed(i + 1) + 1);
        }
        if let Some((count, at)) = self.count(i)
            && let Some(Word::Often(every, _)) = self.word(dashed(at))
            && let Some(every) = scaled(every, count)
        {
            return rule(every, dashed(at) + 1);
        }
        if let Some(read) = self.times_a_year(i) {
            return Some(read);
        }
        match self.word(i)? {
            Word::Every => self.every(i),
            Word::Often(every, manner) => {
                // "Annual report March 2018" names a report; "annually" and "annual, in March" are rules.
                let again = ["refresh", "review", "renewal", "update", "exercise", "audit"];
                let described = manner == Manner::Adjective
                    && !again.iter().any(|deed| self.is(i + 1, deed))
                    && !self.tokens.get(i).is_some_and(|t| {
                        t.text.len() > 6 && t.text.to_ascii_lowercase().ends_with("ally")
                    })
                    && matches!(self.word(i + 1), Some(Word::Other | Word::Meeting | Word::Deed))
                    && self.later_time(i + 2);
                if described {
                    return Some((Role::Label, i + 1));
                }
                Some((
                    Role::Recurring { every, month: None, doubtful: manner == Manner::Doubtful },
                    i + 1,
                ))
            }
            Word::Unit(Unit::Year)
                if self.is(i + 1, "on") && self.word(i + 2) == Some(Word::Unit(Unit::Year)) =>
            {
                rule(Frequency::Months(12), i + 3)
            }
            Word::On if self.word(i + 1) == Some(Word::Every) => self.every(i + 1),
            Word::Other
                if self.is(i, "p")
                    && self.mark(i + 1) == Some(Mark::Dot)
                    && self.is(i + 2, "a") =>
            {
                rule(
                    Frequency::Months(12),
                    if self.mark(i + 3) == Some(Mark::Dot) { i + 4 } else { i + 3 },
                )
            }
            _ => None,
        }
    }

    /// "1/2 yearly", "½ yearly", "1/4ly".
    fn share_of_a_year(&self, i: usize) -> Option<(Role, usize)> {
        let (share, at) = match self.tokens.get(i)?.text {
            "½" => (2, i + 1),
            "¼" => (4, i + 1),
            "1" if self.mark(i + 1) == Some(Mark::Slash) => {
                let (share, _) = self.number(i + 2, 1)?;
                (share, i + 3)
            }
            _ => return None,
        };
        let at = self.skip(at, &[Mark::Dash]);
        let yearly = matches!(self.word(at), Some(Word::Often(Frequency::Months(12), _)));
        let every = match share {
            2 if yearly => Frequency::Months(6),
            4 if yearly || self.is(at, "ly") => Frequency::Months(3),
            _ => return None,
        };
        Some((Role::Recurring { every, month: None, doubtful: false }, at + 1))
    }

    /// Whether a time with its year stands within the next few words.
    pub(super) fn later_time(&self, i: usize) -> bool {
        (i..i + 6)
            .take_while(|at| {
                self.mark(*at).is_none()
                    && !matches!(self.word(*at), Some(Word::From | Word::Until))
            })
            .any(|at| self.when(at).is_some_and(|(when, _)| when.settled().is_some()))
    }

    pub(super) fn every(&self, i: usize) -> Option<(Role, usize)> {
        let rule =
            |every, month, end| Some((Role::Recurring { every, month, doubtful: false }, end));
        // "Every 5 April" is that day of each year, not April of every fifth.
        if let Some((when, end)) = self.day_first(i + 1).or_else(|| self.month_first(i + 1))
            && let Named::Yearless(day @ Shape::Day { .. }) = when.named
        {
            return rule(Frequency::Months(12), Some(day), end);
        }
        if let Some(Word::Often(every, _)) = self.word(i + 1) {
            return rule(every, None, i + 2); // "per annum"
        }
        let (count, at) = if self.is(i + 1, "other") || self.is(i + 1, "alternate") {
            (2, i + 2)
        } else if let Some(Word::Ordinal(n)) = self.word(i + 1) {
            (i64::from(n), i + 2)
        } else if let Some((count, at)) = self.count(i + 1) {
            (count, at)
        } else {
            (1, i + 1)
        };
        match self.word(at)? {
            // A school has six half terms in its year.
            Word::Unit(Unit::Half) if self.word(at + 1) == Some(Word::Term) => {
                rule(Frequency::Months(2), None, at + 2)
            }
            Word::Unit(unit) => {
                let unit = match unit {
                    Unit::Day => Frequency::Days(1),
                    Unit::Week => Frequency::Weeks(1),
                    Unit::Fortnight => Frequency::Weeks(2),
                    Unit::Month => Frequency::Months(1),
                    Unit::Quarter => Frequency::Months(3),
                    Unit::Half => Frequency::Months(6),
                    Unit::Year => Frequency::Months(12),
                };
                rule(scaled(unit, count)?, None, at + 1)
            }
            Word::Financial | Word::Calendar
                if self.word(at + 1) == Some(Word::Unit(Unit::Year)) =>
            {
                rule(Frequency::Months(12), None, at + 2)
            }
            Word::Fy => rule(Frequency::Months(12), None, at + 1),
            Word::Term => rule(Frequency::Months(4), None, at + 1),
            Word::Month(month) => {
                rule(scaled(Frequency::Months(12), count)?, Some(Shape::Month(month)), at + 1)
            }
            Word::Season(season) => {
                rule(scaled(Frequency::Months(12), count)?, Some(Shape::Season(season)), at + 1)
            }
            Word::Weekday(_) => rule(scaled(Frequency::Weeks(1), count)?, None, at + 1),
            Word::Meeting if self.word(at + 1) == Some(Word::Meeting) => {
                rule(Frequency::Meetings, None, at + 2)
            }
            Word::Meeting => rule(Frequency::Meetings, None, at + 1),
            Word::Other if self.word(at + 1) == Some(Word::Meeting) => {
                rule(Frequency::Meetings, None, at + 2)
            }
            _ => None,
        }
    }

    /// "twice a year", "three times per year", "once a month".
    pub(super) fn times_a_year(&self, i: usize) -> Option<(Role, usize)> {
        let (times, at) = if self.is(i, "once") {
            (1, i + 1)
        } else if self.is(i, "twice") {
            (2, i + 1)
        } else {
            let (times, at) = self.count(i)?;
            self.is(at, "times").then_some((times, at + 1))?
        };
        let at = match self.word(at)? {
            Word::Every => at + 1,
            Word::Often(..) => at, // "twice yearly"
            _ if self.is(at, "a") => at + 1,
            _ => return None,
        };
        let every = match (self.word(at)?, times) {
            (Word::Unit(Unit::Year) | Word::Often(..), times @ (1 | 2 | 3 | 4 | 6 | 12)) => {
                Frequency::Months(u16::try_from(12 / times).ok()?)
            }
            (Word::Unit(Unit::Month), 1) => Frequency::Months(1),
            (Word::Unit(Unit::Month), 2) => Frequency::Weeks(2),
            (Word::Unit(Unit::Quarter), 1) => Frequency::Months(3),
            (Word::Unit(Unit::Week), 1) => Frequency::Weeks(1),
            _ => return None,
        };
        Some((Role::Recurring { every, month: None, doubtful: false }, at + 1))
    }
}

/// A frequency with its step multiplied.
fn scaled(every: Frequency, times: i64) -> Option<Frequency> {
    let times = u16::try_from(times).ok().filter(|times| (1..=120).contains(times))?;
    Some(match every {
        Frequency::Days(n) => Frequency::Days(n * times),
        Frequency::Weeks(n) => Frequency::Weeks(n * times),
        Frequency::Months(n) => Frequency::Months(n * times),
        Frequency::Meetings => Frequency::Meetings,
    })
}
