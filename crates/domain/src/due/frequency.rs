//! How often something comes round.

use std::{fmt, str::FromStr};

use jiff::ToSpan;

use crate::Date;

/// How often something comes round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frequency {
    /// Every so many days.
    Days(u16),
    /// Every so many weeks.
    Weeks(u16),
    /// Every so many months: 3 is quarterly, 12 annual.
    Months(u16),
    /// At every meeting: no date of its own.
    Meetings,
    /// On a day of the week.
    Weekday(Weekday),
}

/// A day of every week, or of one week in every month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weekday {
    /// Which of a month: the first to the fourth, -1 the last; `None` is that of every week.
    pub nth: Option<i8>,
    /// From 1, Monday, to 7, Sunday.
    pub day: i8,
}

const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const NTH: [(i8, &str); 5] =
    [(1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (-1, "last")];

impl Weekday {
    /// How often that is.
    pub(super) fn often(self) -> Frequency {
        if self.nth.is_some() { Frequency::Months(1) } else { Frequency::Weeks(1) }
    }

    /// The first such day on or after `from`.
    pub(super) fn on_or_after(self, from: Date) -> Option<Date> {
        self.near(from, 1).filter(|day| *day >= from)
    }

    /// The last such day before `from`.
    pub(super) fn before(self, from: Date) -> Option<Date> {
        self.near(from.yesterday().ok()?, -1).filter(|day| *day < from)
    }

    /// The first such day from `from` on, or back from it.
    fn near(self, from: Date, step: i64) -> Option<Date> {
        let weekday = jiff::civil::Weekday::from_monday_one_offset(self.day).ok()?;
        match self.nth {
            None => (0..7)
                .filter_map(|days| from.checked_add((step * days).days()).ok())
                .find(|day| day.weekday() == weekday),
            Some(nth) => (0..2)
                .filter_map(|months| {
                    let month = from.first_of_month().checked_add((step * months).months()).ok()?;
                    month.nth_weekday_of_month(nth, weekday).ok()
                })
                .find(|day| if step > 0 { *day >= from } else { *day <= from }),
        }
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = DAYS.get(usize::from(self.day.unsigned_abs()).wrapping_sub(1)).unwrap_or(&"day");
        match self.nth.and_then(|nth| NTH.iter().find(|(n, _)| *n == nth)) {
            Some((_, nth)) => write!(f, "{nth} {day} of every month"),
            None => write!(f, "every {day}"),
        }
    }
}

impl FromStr for Weekday {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let day_of = |name: &str| {
            let at = DAYS.iter().position(|day| *day == name).ok_or(())?;
            i8::try_from(at + 1).map_err(drop)
        };
        if let Some(name) = text.strip_prefix("every ") {
            return Ok(Self { nth: None, day: day_of(name)? });
        }
        let (nth, name) =
            text.strip_suffix(" of every month").and_then(|rest| rest.split_once(' ')).ok_or(())?;
        let (nth, _) = NTH.iter().find(|(_, word)| *word == nth).ok_or(())?;
        Ok(Self { nth: Some(*nth), day: day_of(name)? })
    }
}

/// Frequencies that have a name of their own.
const NAMED: [(Frequency, &str); 10] = [
    (Frequency::Days(1), "daily"),
    (Frequency::Weeks(1), "weekly"),
    (Frequency::Weeks(2), "fortnightly"),
    (Frequency::Months(1), "monthly"),
    (Frequency::Months(2), "two-monthly"),
    (Frequency::Months(3), "quarterly"),
    (Frequency::Months(4), "four-monthly"),
    (Frequency::Months(6), "six-monthly"),
    (Frequency::Months(12), "annual"),
    (Frequency::Meetings, "every meeting"),
];

impl Frequency {
    /// The frequency as an adverb: "annually", "every 5 weeks".
    pub fn adverb(self) -> String {
        match self {
            Self::Months(12) => "annually".to_owned(),
            Self::Months(6) => "every six months".to_owned(),
            Self::Months(4) => "every four months".to_owned(),
            Self::Months(2) => "every two months".to_owned(),
            Self::Meetings => "at every meeting".to_owned(),
            Self::Weekday(day @ Weekday { nth: Some(_), .. }) => format!("on the {day}"),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((_, name)) = NAMED.iter().find(|(frequency, _)| frequency == self) {
            return f.write_str(name);
        }
        match self {
            Self::Days(n) => write!(f, "every {n} days"),
            Self::Weeks(n) => write!(f, "every {n} weeks"),
            Self::Months(n) if n % 12 == 0 => write!(f, "every {} years", n / 12),
            Self::Months(n) => write!(f, "every {n} months"),
            Self::Meetings => f.write_str("every meeting"),
            Self::Weekday(day) => write!(f, "{day}"),
        }
    }
}

impl FromStr for Frequency {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some((frequency, _)) = NAMED.iter().find(|(_, name)| *name == text) {
            return Ok(*frequency);
        }
        if let Ok(day) = text.parse() {
            return Ok(Self::Weekday(day));
        }
        let unknown = || {
            format!("“{text}” is no frequency: write monthly, quarterly, annual, every 5 weeks …")
        };
        let (count, unit) = text
            .strip_prefix("every ")
            .and_then(|rest| rest.split_once(' '))
            .ok_or_else(unknown)?;
        let count: u16 = count.parse().map_err(|_| unknown())?;
        match (unit, count) {
            (_, 0) => Err(unknown()),
            ("days", n) => Ok(Self::Days(n)),
            ("weeks", n) => Ok(Self::Weeks(n)),
            ("months", n) => Ok(Self::Months(n)),
            ("years", n) if n < 1000 => Ok(Self::Months(n * 12)),
            _ => Err(unknown()),
        }
    }
}
