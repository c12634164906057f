//! What goes on after the milestones.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::recurrence::Recurrence;
use crate::Date;

/// What goes on after the milestones. Written as one word: `none`, `continuous`,
/// `recurring(annual)`, `recurring(weekly until 2018-10-31)`, `until(2018-12-31)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tail {
    /// Nothing.
    #[default]
    None,
    /// It goes on with no end.
    Continuous,
    /// It comes again and again.
    Recurring(Recurrence),
    /// It goes on until a day.
    Until(Date),
}

impl std::fmt::Display for Tail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Continuous => f.write_str("continuous"),
            Self::Recurring(rule) => write!(f, "recurring({rule})"),
            Self::Until(date) => write!(f, "until({date})"),
        }
    }
}

impl std::str::FromStr for Tail {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let inside = |name: &str| text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
        match text {
            "none" => return Ok(Self::None),
            "continuous" => return Ok(Self::Continuous),
            _ => {}
        }
        if let Some(rule) = inside("recurring") {
            return rule.parse().map(Self::Recurring);
        }
        if let Some(day) = inside("until") {
            return day.parse().map(Self::Until).map_err(|e: jiff::Error| e.to_string());
        }
        Err(format!("“{text}” is none of none, continuous, recurring(…), until(date)"))
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
