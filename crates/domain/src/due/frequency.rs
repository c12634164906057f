//! How often something comes round.

use std::{fmt, str::FromStr};

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
        }
    }
}

impl FromStr for Frequency {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some((frequency, _)) = NAMED.iter().find(|(_, name)| *name == text) {
            return Ok(*frequency);
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
