//! Periods of the calendar and of the UK fiscal year (1 April–31 March); each is due at its last day.

use jiff::ToSpan;

use super::vocabulary::{Part, Season};
use super::{Precision, Quarters};
use crate::Date;

/// A stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) precision: Precision,
}

/// A year as named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// "2018".
    Calendar(i16),
    /// "2018/19": the year that starts on 1 April 2018.
    Fiscal(i16),
}

/// What repeats each year: the date without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Day {
        month: i8,
        day: i8,
    },
    Days {
        month: i8,
        from: i8,
        to: i8,
    },
    Month(i8),
    Season(Season),
    Term(Season),
    Quarter(i8),
    Half(i8),
    Year,
    /// "The last Friday in May": the nth, or counted from the end where negative; Monday is 1.
    NthWeekday {
        month: i8,
        nth: i8,
        weekday: i8,
    },
    /// So many days after Easter Sunday.
    Easter {
        days: i8,
    },
}

/// Days from `a` to `b`; negative when `b` is earlier.
pub(super) fn days(a: Date, b: Date) -> i64 {
    a.duration_until(b).as_hours() / 24
}

impl Year {
    /// Its first calendar year.
    pub(super) fn start(self) -> i16 {
        match self {
            Self::Calendar(year) | Self::Fiscal(year) => year,
        }
    }

    /// The calendar year in which this month of it falls.
    fn of_month(self, month: i8) -> i16 {
        match self {
            Self::Calendar(year) => year,
            Self::Fiscal(year) => {
                if month >= 4 {
                    year
                } else {
                    year + 1
                }
            }
        }
    }
}

impl Shape {
    /// The period of that name in that year; `None` outside the calendar.
    pub(super) fn in_year(self, year: Year, quarters: Quarters) -> Option<Period> {
        match self {
            Self::Day { month, day } => {
                Some(Period::day(clamped(year.of_month(month), month, day)?))
            }
            Self::NthWeekday { month, nth, weekday } => {
                let first = Date::new(year.of_month(month), month, 1).ok()?;
                let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
                Some(Period::day(first.nth_weekday_of_month(nth, weekday).ok()?))
            }
            Self::Days { month, from, to } => {
                let year = year.of_month(month);
                let period = (clamped(year, month, from)?, clamped(year, month, to)?);
                (period.0 <= period.1).then_some(Period {
                    from: period.0,
                    to: period.1,
                    precision: Precision::Day,
                })
            }
            Self::Month(month) => Period::months(year.of_month(month), month, 1, Precision::Month),
            Self::Season(season) => {
                let (month, later) = match season {
                    Season::Spring => (3, true),
                    Season::Summer => (6, false),
                    Season::Autumn => (9, false),
                    Season::Winter => (12, false),
                };
                // "Spring 2018/19" is the spring of 2019: most of it, and its end, fall in April and May
                // of the next fiscal year only by the calendar of the weather.
                let year = if later && matches!(year, Year::Fiscal(_)) {
                    year.start() + 1
                } else {
                    year.start()
                };
                Period::months(year, month, 3, Precision::Season)
            }
            Self::Term(season) => {
                let (month, count) = match season {
                    Season::Autumn | Season::Winter => (9, 4),
                    Season::Spring => (1, 3),
                    Season::Summer => (4, 4),
                };
                // A school year runs from September.
                let year = match year {
                    Year::Fiscal(year) if month < 9 => year + 1,
                    year => year.start(),
                };
                Period::months(year, month, count, Precision::Season)
            }
            Self::Quarter(n) => Period::part_of_year(year, quarters, n, 3, Precision::Quarter),
            Self::Half(n) => Period::part_of_year(year, quarters, n, 6, Precision::Half),
            Self::Easter { days } => {
                let easter = |year| easter_sunday(year)?.checked_add(i64::from(days).days()).ok();
                let day = easter(year.start())?;
                Some(Period::day(match year {
                    Year::Fiscal(year) if day.month() < 4 => easter(year + 1)?,
                    _ => day,
                }))
            }
            Self::Year => match year {
                Year::Calendar(year) => Period::months(year, 1, 12, Precision::Year),
                Year::Fiscal(year) => Period::months(year, 4, 12, Precision::Year),
            },
        }
    }
}

/// Easter Sunday of a year: the Gregorian computus in the form that *Nature* printed in 1876.
fn easter_sunday(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century + 8) / 25;
    let epact = (19 * golden + century - century / 4 - (century - correction + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let part = |n: i32| i8::try_from(n).ok();
    Date::new(i16::try_from(year).ok()?, part(days / 31)?, part(days % 31 + 1)?).ok()
}

/// The day, or the last of its month where the month is shorter ("31 June").
fn clamped(year: i16, month: i8, day: i8) -> Option<Date> {
    let last = Date::new(year, month, 1).ok()?.last_of_month();
    Date::new(year, month, day.clamp(1, last.day())).ok()
}

impl Period {
    pub(super) fn day(day: Date) -> Self {
        Self { from: day, to: day, precision: Precision::Day }
    }

    pub(super) fn months(year: i16, month: i8, count: i64, precision: Precision) -> Option<Self> {
        let from = Date::new(year, month, 1).ok()?;
        let to = from.checked_add((count - 1).months()).ok()?.last_of_month();
        Some(Self { from, to, precision })
    }

    fn part_of_year(
        year: Year,
        quarters: Quarters,
        n: i8,
        length: i8,
        precision: Precision,
    ) -> Option<Self> {
        let fiscal = matches!((year, quarters), (Year::Fiscal(_), _) | (_, Quarters::Fiscal));
        let month = (n - 1) * length + if fiscal { 4 } else { 1 };
        let (year, month) =
            if month > 12 { (year.start() + 1, month - 12) } else { (year.start(), month) };
        Self::months(year, month, i64::from(length), precision)
    }

    /// Its early, middle or late part. Of a month: the 1st–10th, 15th–20th, 21st to the end;
    /// of a longer period: its first, second (of a year the second quarter), last quarter or third.
    pub(super) fn part(self, part: Part) -> Self {
        let months = i64::from(self.to.year() - self.from.year()) * 12
            + i64::from(self.to.month() - self.from.month())
            + 1;
        let month_part = |from: i8, to: i8| {
            let last = self.from.last_of_month().day();
            let day = |d: i8| {
                Date::new(self.from.year(), self.from.month(), d.min(last)).unwrap_or(self.to)
            };
            Self { from: day(from), to: day(to), precision: self.precision }
        };
        match (self.precision, months) {
            (Precision::Day, _) => self,
            (_, 1) => match part {
                Part::Early => month_part(1, 10),
                Part::Mid => month_part(15, 20),
                Part::Late => month_part(21, 31),
                Part::FirstHalf => month_part(1, 15),
                Part::SecondHalf => month_part(16, 31),
            },
            _ => {
                let shares = match part {
                    Part::FirstHalf | Part::SecondHalf => 2,
                    _ if months >= 12 => 4,
                    _ => 3,
                };
                let length = (months / shares).max(1);
                let skip = match part {
                    Part::Early | Part::FirstHalf => 0,
                    Part::Mid => length,
                    Part::Late | Part::SecondHalf => months - length,
                };
                let from = self.from.saturating_add(skip.months());
                let to = from.saturating_add((length - 1).months()).last_of_month();
                Self { from, to, precision: self.precision }
            }
        }
    }
}
