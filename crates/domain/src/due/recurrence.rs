//! What comes again and again, and when it comes next.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;

use super::Precision;
use super::frequency::Frequency;
use super::period::{self, Period};
use crate::Date;

/// A rule of recurrence; its anchor, where the words name one, is the first milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Recurrence {
    /// How often.
    pub every: Frequency,
    /// The last day on which it still comes.
    pub until: Option<Date>,
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.every)?;
        self.until.map_or(Ok(()), |day| write!(f, " until {day}"))
    }
}

impl FromStr for Recurrence {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (every, until) = match text.split_once(" until ") {
            Some((every, day)) => {
                let day =
                    day.parse().map_err(|_| format!("“{day}” is no day: write 2018-12-31"))?;
                (every, Some(day))
            }
            None => (text, None),
        };
        Ok(Self { every: every.parse()?, until })
    }
}

impl Recurrence {
    /// The `n`th occurrence after the one at `anchor`.
    fn occurrence(self, anchor: Period, n: i64) -> Option<Period> {
        let move_day = |day: Date| match self.every {
            Frequency::Days(step) => day.checked_add((n * i64::from(step)).days()).ok(),
            Frequency::Weeks(step) => day.checked_add((n * i64::from(step)).weeks()).ok(),
            Frequency::Months(step) => day.checked_add((n * i64::from(step)).months()).ok(),
            Frequency::Meetings | Frequency::Weekday(_) => None,
        };
        let (from, to) = (move_day(anchor.from)?, move_day(anchor.to)?);
        // A month is due at its end wherever that falls: 28 February 2017, 29 February 2020.
        let ends_month =
            anchor.to == anchor.to.last_of_month() && anchor.precision != Precision::Day;
        let to = if ends_month && matches!(self.every, Frequency::Months(_)) {
            to.last_of_month()
        } else {
            to
        };
        Some(Period { from, to, precision: anchor.precision })
    }

    /// How many occurrences after the one at `anchor` have ended before `day`.
    fn ended(self, anchor: Period, day: Date) -> i64 {
        let gap = period::days(anchor.to, day);
        if gap <= 0 {
            return 0;
        }
        let length = match self.every {
            Frequency::Days(step) => i64::from(step),
            Frequency::Weeks(step) => 7 * i64::from(step),
            // Never longer than the true average, so the estimate is never too low by more than one.
            Frequency::Months(step) => 30 * i64::from(step),
            Frequency::Meetings | Frequency::Weekday(_) => return 0,
        };
        let mut n = (gap / length.max(1)) + 1;
        if let Frequency::Months(step) = self.every {
            let months = (i64::from(day.year()) - i64::from(anchor.to.year())) * 12
                + i64::from(day.month())
                - i64::from(anchor.to.month());
            n = months / i64::from(step.max(1)) + 1;
        }
        while n > 0 && self.occurrence(anchor, n).is_none_or(|period| period.to >= day) {
            n -= 1;
        }
        n
    }

    fn within(self, period: Period) -> Option<Period> {
        self.until.is_none_or(|until| period.from <= until).then_some(period)
    }

    /// The first occurrence that ends on or after `day`; without an anchor, the end of the current
    /// week, month, quarter, half or year of the register's calendar.
    pub(super) fn next(self, anchor: Option<Period>, day: Date) -> Option<Period> {
        // The rule names its days: an anchor only says from when on.
        if let Frequency::Weekday(weekday) = self.every {
            let from = anchor.map_or(day, |anchor| anchor.from.max(day));
            return self.within(Period::day(weekday.on_or_after(from)?));
        }
        let next = match anchor {
            Some(anchor) if anchor.to >= day => anchor,
            Some(anchor) => self.occurrence(anchor, self.ended(anchor, day) + 1)?,
            None => self.unanchored(day)?,
        };
        self.within(next)
    }

    /// The last occurrence that ended before `day`.
    pub(super) fn last(self, anchor: Period, day: Date) -> Option<Period> {
        if let Frequency::Weekday(weekday) = self.every {
            let by = self.until.and_then(|until| until.tomorrow().ok()).map_or(day, |e| e.min(day));
            return weekday.before(by).filter(|last| *last >= anchor.from).map(Period::day);
        }
        if anchor.to >= day {
            return None;
        }
        let n = self.ended(anchor, day);
        match self.until {
            Some(until) if until < day => {
                let n = self.ended(anchor, until.tomorrow().unwrap_or(until)).min(n);
                self.occurrence(anchor, n)
            }
            _ => self.occurrence(anchor, n),
        }
    }

    /// The occurrences that ended before `day`, the anchor first; at most the last `most` of the others.
    pub(super) fn passed(self, anchor: Period, day: Date, most: i64) -> Vec<Period> {
        let last = match self.until {
            Some(until) if until < day => self.ended(anchor, until),
            _ => self.ended(anchor, day),
        };
        let first = (last - most + 1).max(1);
        (first..=last).filter_map(|n| self.occurrence(anchor, n)).collect()
    }

    fn unanchored(self, day: Date) -> Option<Period> {
        match self.every {
            Frequency::Days(step) => {
                Some(Period::day(day.checked_add((i64::from(step) - 1).days()).ok()?))
            }
            Frequency::Weeks(step) => {
                let monday = day
                    .checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
                    .ok()?;
                let to = monday.checked_add((i64::from(step) * 7 - 1).days()).ok()?;
                Some(Period { from: monday, to, precision: Precision::Day })
            }
            Frequency::Months(step) => {
                // Periods of a length that divides the year run from 1 April, the fiscal year.
                let since_april = i64::from((day.month() + 8) % 12);
                let within = since_april % i64::from(step.max(1));
                let from = day.first_of_month().checked_sub(within.months()).ok()?;
                let to = from.checked_add((i64::from(step) - 1).months()).ok()?.last_of_month();
                let precision = match step {
                    3 => Precision::Quarter,
                    6 => Precision::Half,
                    12.. => Precision::Year,
                    _ => Precision::Month,
                };
                Some(Period { from, to, precision })
            }
            Frequency::Meetings | Frequency::Weekday(_) => None,
        }
    }
}
