//! Where a column goes: a field of the register, at a stage where it is a rating.

use std::{fmt, str::FromStr};

use bellwether_domain::{AssessmentPart, Field, Place, Stage};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// What a column is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A field of the risk or of its actions.
    Field(Field),
    /// A likelihood, impact, score or level at a stage.
    Rating(AssessmentPart, Stage),
    /// No field: kept under its own heading.
    Extra,
    /// Left out on the reader's word.
    Ignore,
}

impl Target {
    /// The field, where it is one.
    pub fn field(self) -> Option<Field> {
        match self {
            Self::Field(field) => Some(field),
            Self::Rating(part, _) => Some(part.into()),
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
        let rated = |part| Stage::ALL.map(|stage| Self::Rating(part, stage));
        Field::all()
            .filter(|field| !is_rating(*field))
            .map(Self::Field)
            .chain(AssessmentPart::ALL.into_iter().flat_map(rated))
            .chain([Self::Extra, Self::Ignore])
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

/// Whether a field belongs to an assessment.
pub(crate) fn is_rating(field: Field) -> bool {
    matches!(field, Field::OfAssessment(_))
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => field.fmt(f),
            Self::Rating(part, stage) => Place::Assessment(*stage, *part).fmt(f),
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
        match name.parse() {
            Ok(Field::OfAssessment(part)) => Ok(Self::Rating(part, Stage::Current)),
            _ => Err(UnknownTarget(text.to_owned())),
        }
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
        assert_eq!("score".parse(), Ok(Target::Rating(AssessmentPart::Score, Stage::Current)));
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let error = "colour".parse::<Target>().unwrap_err().to_string();
        assert!(error.contains("action-due"), "{error}");
    }
}
