//! A place by name: `owners`, `current-likelihood`, `action-due[2]`, `extra[Trend]`,
//! `band[High]`. What is written reads back as the same place.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;

use super::{ActionField, AssessmentPart, ControlField, Field, Key, Place, RegisterField};
use crate::Stage;

/// A name that no place has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is no place in a register")]
pub struct NoSuchPlace(String);

impl<Id: fmt::Display> fmt::Display for Key<Id> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::At(at) => write!(f, "{}", at + 1),
        }
    }
}

impl<Id: FromStr> FromStr for Key<Id> {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Ok(number) = text.parse::<usize>() {
            return number.checked_sub(1).map(Self::At).ok_or(());
        }
        text.parse().map(Self::Id).map_err(|_| ())
    }
}

/// The stems of the names of an action's places.
const OF_ACTION: [(&str, ActionField); 5] = [
    ("action", ActionField::Whole),
    ("action-words", ActionField::Description),
    ("action-owners", ActionField::Owners),
    ("action-due", ActionField::Due),
    ("action-status", ActionField::Status),
];

/// The stems of the names of a control's places.
const OF_CONTROL: [(&str, ControlField); 2] =
    [("control", ControlField::Whole), ("control-words", ControlField::Description)];

fn stem<T: PartialEq>(stems: &[(&'static str, T)], field: &T) -> &'static str {
    stems.iter().find(|(_, known)| known == field).map_or("", |(stem, _)| *stem)
}

fn of_stem<T: Copy>(stems: &[(&str, T)], stem: &str) -> Option<T> {
    stems.iter().find(|(known, _)| *known == stem).map(|(_, field)| *field)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Risk(field) => f.write_str(Field::OfRisk(*field).name()),
            Self::Assessment(stage, part) => {
                write!(f, "{stage}-{}", Field::OfAssessment(*part).name())
            }
            Self::Control(key, field) => write!(f, "{}[{key}]", stem(&OF_CONTROL, field)),
            Self::Action(key, field) => write!(f, "{}[{key}]", stem(&OF_ACTION, field)),
            Self::Extra(heading) => write!(f, "extra[{heading}]"),
            Self::Register(field) => field.fmt(f),
        }
    }
}

impl FromStr for Place {
    type Err = NoSuchPlace;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text).ok_or_else(|| NoSuchPlace(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Place> {
    if let Ok(field) = text.parse::<RegisterField>() {
        return Some(Place::Register(field));
    }
    if let Some((stem, rest)) = text.split_once('[') {
        let key = rest.strip_suffix(']')?;
        if stem == "extra" {
            return Some(Place::Extra(key.to_owned()));
        }
        if let Some(field) = of_stem(&OF_ACTION, stem) {
            return Some(Place::Action(key.parse().ok()?, field));
        }
        return Some(Place::Control(key.parse().ok()?, of_stem(&OF_CONTROL, stem)?));
    }
    if let Ok(Field::OfRisk(field)) = text.parse() {
        return Some(Place::Risk(field));
    }
    let (stage, part) = text.split_once('-')?;
    let stage = Stage::ALL.into_iter().find(|known| known.name() == stage)?;
    let part: AssessmentPart = match part.parse().ok()? {
        Field::OfAssessment(part) => part,
        _ => return None,
    };
    Some(Place::Assessment(stage, part))
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
