//! Where a column goes: a field of the register, at a stage where it is a rating.

use std::{fmt, str::FromStr};

use bellwether_domain::{Field, Stage};
use thiserror::Error;

/// What a column is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A field of the risk or of its actions.
    Field(Field),
    /// A likelihood, impact, score or level at a stage.
    Rating(Field, Stage),
    /// No field: kept under its own heading.
    Extra,
    /// Left out on the reader's word.
    Ignore,
}

impl Target {
    /// The field, where it is one.
    pub fn field(self) -> Option<Field> {
        match self {
            Self::Field(field) | Self::Rating(field, _) => Some(field),
            Self::Extra | Self::Ignore => None,
        }
    }

    /// The stage, where it is a rating.
    pub fn stage(self) -> Option<Stage> {
        match self {
            Self::Rating(_, stage) => Some(stage),
            _ => None,
        }
    }

    /// Every target there is, for a list to choose from.
    pub fn all() -> impl Iterator<Item = Self> {
        let plain = FIELDS.iter().filter(|(_, field)| !is_rating(*field));
        let rated = FIELDS.iter().filter(|(_, field)| is_rating(*field));
        plain
            .map(|(_, field)| Self::Field(*field))
            .chain(rated.flat_map(|(_, f)| Stage::ALL.map(|stage| Self::Rating(*f, stage))))
            .chain([Self::Extra, Self::Ignore])
    }
}

/// Whether a field belongs to an assessment.
pub(crate) fn is_rating(field: Field) -> bool {
    matches!(field, Field::Likelihood | Field::Impact | Field::Score | Field::Level)
}

const FIELDS: [(&str, Field); 19] = [
    ("reference", Field::Reference),
    ("category", Field::Category),
    ("title", Field::Title),
    ("description", Field::Description),
    ("cause", Field::Cause),
    ("event", Field::Event),
    ("consequence", Field::Consequence),
    ("owners", Field::Owners),
    ("likelihood", Field::Likelihood),
    ("impact", Field::Impact),
    ("score", Field::Score),
    ("level", Field::Level),
    ("controls", Field::Controls),
    ("action", Field::Action),
    ("action-owners", Field::ActionOwners),
    ("action-due", Field::ActionDue),
    ("action-status", Field::ActionStatus),
    ("status", Field::Status),
    ("response", Field::Response),
];

/// The name of a field as `--map` takes it.
pub fn field_name(field: Field) -> &'static str {
    FIELDS.iter().find(|(_, known)| *known == field).map_or("", |(name, _)| *name)
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => f.write_str(field_name(*field)),
            Self::Rating(field, stage) => write!(f, "{stage}-{}", field_name(*field)),
            Self::Extra => f.write_str("extra"),
            Self::Ignore => f.write_str("ignore"),
        }
    }
}

/// A name that is no target.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("“{0}” is no field of a register: use one of {names}", names = names())]
pub struct UnknownTarget(String);

fn names() -> String {
    Target::all().map(|target| target.to_string()).collect::<Vec<_>>().join(", ")
}

impl FromStr for Target {
    type Err = UnknownTarget;

    /// Reads `owners`, `current-likelihood`, `extra`, `ignore`; a rating without a stage is current.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim().to_lowercase().replace([' ', '_'], "-");
        if let Some(target) = Self::all().find(|target| target.to_string() == name) {
            return Ok(target);
        }
        FIELDS
            .iter()
            .find(|(known, field)| *known == name && is_rating(*field))
            .map(|(_, field)| Self::Rating(*field, Stage::Current))
            .ok_or_else(|| UnknownTarget(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_reads_back_from_its_name() {
        for target in Target::all() {
            assert_eq!(target.to_string().parse(), Ok(target));
        }
    }

    #[test]
    fn a_rating_without_a_stage_is_current() {
        assert_eq!("score".parse(), Ok(Target::Rating(Field::Score, Stage::Current)));
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let error = "colour".parse::<Target>().unwrap_err().to_string();
        assert!(error.contains("action-due"), "{error}");
    }
}
