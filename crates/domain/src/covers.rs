//! What a document can say anything of: the fields that its source had a place for.
//!
//! A column that an issue does not have says nothing of its field; an empty cell in one that it
//! has says “none”. A register document therefore names what its source had.

use std::{borrow::Cow, cmp::Ordering, collections::BTreeSet, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{AssessmentPart, Field, Place, Risk, RiskField, Stage};

/// Something that a document has a place for, or has not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Covered {
    /// The register's own title.
    RegisterTitle,
    /// Whose register it is.
    Organisation,
    /// The body's own headings.
    Headings,
    /// The scoring matrix.
    Matrix,
    /// The bands of scores ("Low 1 to 5").
    Bands,
    /// The key of owners.
    OwnerKey,
    /// A field of the risk or of its actions.
    Field(Field),
    /// A rating at a stage.
    Rating(Stage, AssessmentPart),
    /// A column of the body's own.
    Extra(String),
}

/// What comes before the heading in the name of a column of the body's own.
const EXTRA: &str = "extra:";

impl fmt::Display for Covered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RegisterTitle => f.write_str("register-title"),
            Self::Organisation => f.write_str("organisation"),
            Self::Headings => f.write_str("headings"),
            Self::Matrix => f.write_str("matrix"),
            Self::Bands => f.write_str("bands"),
            Self::OwnerKey => f.write_str("owner-key"),
            Self::Field(field) => f.write_str(field.name()),
            Self::Rating(stage, part) => Place::Assessment(*stage, *part).fmt(f),
            Self::Extra(heading) => write!(f, "{EXTRA}{heading}"),
        }
    }
}

impl Covered {
    /// Its place in a list: what stands beside the risks, then the fields as in a table.
    fn order(&self) -> (u8, usize, usize, &str) {
        let place = |field: Field| Field::all().position(|own| own == field).unwrap_or(usize::MAX);
        match self {
            Self::RegisterTitle => (0, 0, 0, ""),
            Self::Organisation => (1, 0, 0, ""),
            Self::Headings => (2, 0, 0, ""),
            Self::Matrix => (3, 0, 0, ""),
            Self::Bands => (4, 0, 0, ""),
            Self::OwnerKey => (5, 0, 0, ""),
            Self::Field(field) => (6, place(*field), 0, ""),
            Self::Rating(stage, part) => {
                let stage = Stage::ALL.into_iter().position(|own| own == *stage);
                (7, stage.unwrap_or(usize::MAX), place((*part).into()), "")
            }
            Self::Extra(heading) => (8, 0, 0, heading),
        }
    }
}

impl Ord for Covered {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl PartialOrd for Covered {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Covered {
    /// Whether it can be kept from the public by itself: what stands under a heading in every risk, or
    /// the key of owners. Without its matrix or its title a register would say something else.
    pub fn can_be_withheld(&self) -> bool {
        matches!(self, Self::OwnerKey | Self::Field(_) | Self::Rating(..) | Self::Extra(_))
    }
}

/// A name of nothing that a document can cover.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is no part of a register: use a field (owners, action, current-score), matrix, bands, \
     owner-key, register-title, organisation, headings, or extra: with a column's heading"
)]
pub struct UnknownCovered(String);

impl FromStr for Covered {
    type Err = UnknownCovered;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.trim() {
            "register-title" => Self::RegisterTitle,
            "organisation" => Self::Organisation,
            "headings" => Self::Headings,
            "matrix" => Self::Matrix,
            "bands" => Self::Bands,
            "owner-key" => Self::OwnerKey,
            name => {
                if let Some(heading) = name.strip_prefix(EXTRA) {
                    return Ok(Self::Extra(heading.trim().to_owned()));
                }
                let rated = Stage::ALL.into_iter().find_map(|stage| {
                    match name.strip_prefix(stage.name())?.strip_prefix('-')?.parse() {
                        Ok(Field::OfAssessment(part)) => Some(Self::Rating(stage, part)),
                        _ => None,
                    }
                });
                let plain = || match name.parse() {
                    Ok(Field::OfAssessment(_)) | Err(_) => None,
                    Ok(field) => Some(Self::Field(field)),
                };
                rated.or_else(plain).ok_or_else(|| UnknownCovered(name.to_owned()))?
            }
        })
    }
}

/// What a document's source had. In a register document a list of names; a name that is not known
/// here is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Covers(BTreeSet<Covered>);

impl Covers {
    /// Whether it had this.
    pub fn has(&self, covered: &Covered) -> bool {
        self.0.contains(covered)
    }

    /// Adds what is said of a risk: what stands there was covered, wherever it was read.
    pub fn add_said(&mut self, risk: &Risk) {
        let own = RiskField::ALL.into_iter().filter(|field| field.words(risk).is_some());
        self.extend(own.map(|field| Covered::Field(field.into())));
        let others = [
            (Field::Controls, !risk.controls.is_empty()),
            (Field::Action, !risk.actions.is_empty()),
            (Field::ActionOwners, risk.actions.iter().any(|action| !action.owners.is_empty())),
            (Field::ActionDue, risk.actions.iter().any(|action| action.due.is_some())),
            (Field::ActionStatus, risk.actions.iter().any(|action| action.status.is_some())),
        ];
        let others = others.into_iter().filter(|(_, said)| *said);
        self.extend(others.map(|(field, _)| Covered::Field(field)));
        for stage in Stage::ALL {
            let Some(assessment) = risk.assessments.get(stage) else { continue };
            let said =
                AssessmentPart::ALL.into_iter().filter(|part| part.words(assessment).is_some());
            self.extend(said.map(|part| Covered::Rating(stage, part)));
        }
        self.extend(risk.extra.keys().cloned().map(Covered::Extra));
    }
}

impl Extend<Covered> for Covers {
    fn extend<T: IntoIterator<Item = Covered>>(&mut self, more: T) {
        self.0.extend(more);
    }
}

impl FromIterator<Covered> for Covers {
    fn from_iter<T: IntoIterator<Item = Covered>>(all: T) -> Self {
        Self(all.into_iter().collect())
    }
}

impl Serialize for Covers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(ToString::to_string))
    }
}

impl<'de> Deserialize<'de> for Covers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(deserializer)?;
        Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
    }
}

impl JsonSchema for Covers {
    fn schema_name() -> Cow<'static, str> {
        "Covers".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What the source had a place for: names of fields (owners, action, \
                current-score), matrix, bands, owner-key, register-title, organisation, headings, \
                and extra: with the heading of a column of the body's own.",
            "type": "array",
            "items": { "type": "string" },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        let rating = |field: &Field| matches!(field, Field::OfAssessment(_));
        let fields = Field::all().filter(|field| !rating(field)).map(Covered::Field);
        let rated = Stage::ALL.into_iter().flat_map(|stage| {
            AssessmentPart::ALL.into_iter().map(move |part| Covered::Rating(stage, part))
        });
        let beside = [
            Covered::RegisterTitle,
            Covered::Organisation,
            Covered::Headings,
            Covered::Matrix,
            Covered::Bands,
            Covered::OwnerKey,
            Covered::Extra("Raised by: whom".into()),
        ];
        for covered in fields.chain(rated).chain(beside) {
            assert_eq!(covered.to_string().parse(), Ok(covered));
        }
    }

    #[test]
    fn a_name_of_a_later_form_is_passed_over() {
        let covers: Covers = serde_json::from_str(r#"["owners", "appetite"]"#).unwrap();
        assert_eq!(covers, [Covered::Field(Field::Owners)].into_iter().collect());
        assert_eq!(serde_json::to_string(&covers).unwrap(), r#"["owners"]"#);
    }
}
