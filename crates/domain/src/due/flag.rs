//! Assumptions made and doubts left, for the reader to confirm.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Date;

macro_rules! flags {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// An assumption made or a doubt left; written in kebab case.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Flag {
            $($(#[doc = $doc])+ $name,)+
            /// The date has been moved; the old one where the words give it: `slipped(2018-09-30)`.
            Slipped(Option<Date>),
        }

        impl Flag {
            fn plain(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$name),)+
                    "slipped" => Some(Self::Slipped(None)),
                    _ => None,
                }
            }

            fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                    Self::Slipped(_) => "slipped",
                }
            }
        }
    };
}

flags! {
    /// The words could not be read.
    Unread = "unread",
    /// The cell is too long to be a date and was not read.
    TooLong = "too-long",
    /// The words say that no date is set.
    Undated = "undated",
    /// Depends on an event, a meeting or a decision.
    Conditional = "conditional",
    /// The date or its standing is still to be confirmed.
    Provisional = "provisional",
    /// Claimed done, without a date.
    DoneUndated = "done-undated",
    /// Claimed begun, without a date.
    StartedUndated = "started-undated",
    /// Said to be overdue, without a date.
    OverdueUndated = "overdue-undated",
    /// A start is named and no end.
    NoEnd = "no-end",
    /// Paused or deferred.
    OnHold = "on-hold",
    /// Given up or replaced.
    Withdrawn = "withdrawn",
    /// The words contradict themselves or the calendar: complete and ongoing, done in the future.
    Contradiction = "contradiction",
    /// The 1st of a month, which a spreadsheet writes for the month; read as the month.
    FalseDayPrecision = "false-day-precision",
    /// A spreadsheet's day number, read as the date that it stands for.
    SpreadsheetSerial = "spreadsheet-serial",
    /// Month before day: read so because the other order is impossible, in this date or in others of
    /// its column.
    MonthFirst = "month-first",
    /// There is no such day: the last one of the month was taken, or, beside [`Flag::Unread`] or
    /// [`Flag::Residue`], the words were not read.
    NoSuchDay = "no-such-day",
    /// The day of the week does not agree with the date.
    WeekdayDiffers = "weekday-differs",
    /// A number that may be a day or a year.
    DayOrYear = "day-or-year",
    /// No year was given; the next such date was taken.
    YearAssumed = "year-assumed",
    /// Calendar or fiscal year: the words do not say.
    YearAmbiguous = "year-ambiguous",
    /// Calendar or fiscal quarter: the body's setting decides.
    QuarterAmbiguous = "quarter-ambiguous",
    /// The year is far from the register's own date.
    YearImplausible = "year-implausible",
    /// Counted from the date of the register, not from today.
    Relative = "relative",
    /// "Early", "mid", "late", "as soon as possible": a convention gave the day.
    Vague = "vague",
    /// "Bi-monthly": every two months or twice a month.
    FrequencyAmbiguous = "frequency-ambiguous",
    /// A rule without a first date; the calendar's own periods were taken.
    AnchorAssumed = "anchor-assumed",
    /// A word was read through a misspelling.
    Spelling = "spelling",
    /// Words were left over that belong to no date.
    Residue = "residue",
}

impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Slipped(Some(from)) => write!(f, "slipped({from})"),
            flag => f.write_str(flag.code()),
        }
    }
}

impl FromStr for Flag {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let slipped = || {
            let day = text.strip_prefix("slipped(")?.strip_suffix(')')?;
            Some(Self::Slipped(Some(day.parse().ok()?)))
        };
        Self::plain(text)
            .or_else(slipped)
            .ok_or_else(|| format!("“{text}” is no flag of a target date: leave it out"))
    }
}

impl Serialize for Flag {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Flag {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DueFlag".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^([a-z]+(-[a-z]+)*|slipped\(\d{4}-\d{2}-\d{2}\))$"
        })
    }
}
