//! Rules of recurrence in words: "every 6 months", "twice a year", "each February".

use super::frequency::{Frequency, Weekday};
use super::parse::Role;
use super::period::Shape;
use super::reader::{Dates, Named};
use super::tokens::{Kind, Mark};
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
        if let Some(read) = self.times_a_year(i).or_else(|| self.on_a_weekday(i)) {
            return Some(read);
        }
        if self.is(i, "alternate") {
            return self.each(i);
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

    /// "Mondays", "weekly on Friday", "the first Monday of every month", "third Thursday monthly".
    fn on_a_weekday(&self, i: usize) -> Option<(Role, usize)> {
        let rule = |nth, day, end| {
            let every = Frequency::Weekday(Weekday { nth, day });
            Some((Role::Recurring { every, month: None, doubtful: false }, end))
        };
        let weekday = |at: usize| match self.word(at)? {
            Word::Weekday(day) => Some(day),
            _ => None,
        };
        let is_plural = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.text.to_ascii_lowercase().ends_with("days"))
        };
        if let Some(day) = weekday(i).filter(|_| is_plural(i)) {
            return rule(None, day, i + 1);
        }
        if let Some(Word::Often(Frequency::Weeks(1), _)) = self.word(i) {
            let marks = [Mark::Open, Mark::Dash, Mark::Comma, Mark::Colon];
            let at = self.skip_words(
                self.skip(i + 1, &marks),
                &[Word::On, Word::By, Word::Every],
                &["a"],
            );
            // "Weekly; Friday 5 June" names a day of its own.
            let day = weekday(at).filter(|_| self.weekday(at).is_none())?;
            return rule(None, day, self.skip(at + 1, &[Mark::Close]));
        }
        let nth = self.nth(i)?;
        let day = weekday(i + 1)?;
        let at =
            self.skip_words(i + 2, &[Word::Of, Word::In, Word::On, Word::Every], &["a", "the"]);
        let comes_monthly = match self.word(at)? {
            Word::Unit(Unit::Month) => at > i + 2,
            Word::Often(Frequency::Months(1), _) => true,
            _ => false,
        };
        comes_monthly.then(|| rule(Some(nth), day, at + 1)).flatten()
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
        self.each(i + 1)
    }

    /// What comes behind "every".
    fn each(&self, i: usize) -> Option<(Role, usize)> {
        let rule =
            |every, month, end| Some((Role::Recurring { every, month, doubtful: false }, end));
        // "Every 5 April" is that day of each year, not April of every fifth.
        if let Some((when, end)) = self.day_first(i).or_else(|| self.month_first(i))
            && let Named::Yearless(day @ Shape::Day { .. }) = when.named
        {
            return rule(Frequency::Months(12), Some(day), end);
        }
        if let Some(Word::Often(every, _)) = self.word(i) {
            return rule(every, None, i + 1); // "per annum"
        }
        let (count, at) = if self.is(i, "other") || self.is(i, "alternate") {
            (2, i + 1)
        } else if let Some(Word::Ordinal(n)) = self.word(i) {
            (i64::from(n), i + 1)
        } else if let Some(Kind::Number { value: n @ 2..=12, ordinal: true, .. }) = self.kind(i) {
            (i64::from(n), i + 1)
        } else if let Some((count, at)) = self.count(i) {
            (count, at)
        } else {
            (1, i)
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
            Word::Weekday(day) if count == 1 => {
                rule(Frequency::Weekday(Weekday { nth: None, day }), None, at + 1)
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
        Frequency::Meetings | Frequency::Weekday(_) => every,
    })
}
