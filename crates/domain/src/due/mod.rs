//! Target dates as the language they are: the words are kept, and read.
//!
//! "Sept 2017 then ongoing" is one milestone and a continuous tail; what is overdue is judged
//! as at a date and never stored. Source: UK practice as seen in published registers; fiscal year 1 April–31 March.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Date;

/// A target date: the cell's words and what they were read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The cell exactly as typed, white space collapsed.
    pub text: String,
    /// The dated points in it, in the order written.
    pub milestones: Vec<Milestone>,
    /// What goes on after them.
    pub tail: Tail,
    /// Assumptions made and doubts left, for the reader to confirm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
}

/// A dated point: due at the *last* day of its period, overdue the day after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Milestone {
    /// The first day of the period.
    pub from: Date,
    /// The last day of the period.
    pub to: Date,
    /// How exactly the words name it.
    pub precision: Precision,
    /// The words left over beside the date ("report to board").
    pub label: String,
    /// What the words say has become of it.
    pub state: MilestoneState,
}

/// How exactly a date is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the periods speak for themselves")]
pub enum Precision {
    Day,
    Month,
    Quarter,
    Season,
    Half,
    Year,
}

/// What the words say has become of a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MilestoneState {
    /// Ahead at the date of reading.
    Planned,
    /// Claimed done; still to be confirmed.
    Done,
    /// Claimed begun.
    Started,
    /// Passed at the date of reading, and the words do not say.
    Unknown,
}

/// What goes on after the milestones. Written as one word: `none`, `continuous`,
/// `recurring(annual)`, `until(2018-12-31)`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Tail {
    /// Nothing.
    #[default]
    None,
    /// It goes on with no end.
    Continuous,
    /// It comes again and again.
    Recurring(String),
    /// It goes on until a day.
    Until(Date),
}

/// An assumption made or a doubt left ("false-day-precision").
pub type Flag = String;

impl std::fmt::Display for Tail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Continuous => f.write_str("continuous"),
            Self::Recurring(frequency) => write!(f, "recurring({frequency})"),
            Self::Until(date) => write!(f, "until({date})"),
        }
    }
}

impl std::str::FromStr for Tail {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let inside = |name: &str| text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
        match text {
            "none" => Ok(Self::None),
            "continuous" => Ok(Self::Continuous),
            _ => inside("recurring")
                .map(|frequency| Ok(Self::Recurring(frequency.to_owned())))
                .or_else(|| inside("until").map(|day| day.parse().map(Self::Until)))
                .transpose()
                .map_err(|e: jiff::Error| e.to_string())?
                .ok_or_else(|| {
                    format!("“{text}” is none of none, continuous, recurring(…), until(date)")
                }),
        }
    }
}

impl Serialize for Tail {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Tail {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Tail {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Tail".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^(none|continuous|recurring\(.+\)|until\(\d{4}-\d{2}-\d{2}\))$"
        })
    }
}

/// Reads a target date as typed in a register that speaks of `as_at`.
pub fn read(text: &str, as_at: Date) -> Due {
    let _ = as_at;
    Due { text: text.to_owned(), milestones: vec![], tail: Tail::None, flags: vec![] }
}
