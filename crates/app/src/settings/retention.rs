//! How long a body keeps what need not be kept for ever. Nothing goes by itself: what is past its
//! time is named, and [`crate::past_retention`] says what that is.

use std::{collections::BTreeMap, fmt};

use bellwether_history::{Committed, Seq};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::SetError;
use crate::{App, AppError, Author};

/// The key it is kept under.
const KEY: &str = "retention";

/// What a rule is for. The register itself is kept for good, with its history, but for what was told of
/// closed risks where there is a rule for that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RetentionKind {
    /// The documents of imports, from when the next issue took their place. What was read from
    /// them stays.
    Documents,
    /// Evidence, from when it was withdrawn.
    Evidence,
    /// The names of those who made changes, from their last one.
    Names,
    /// What was told of a risk in words, from when it was closed. Its number, scores and dates stay.
    Closed,
}

impl RetentionKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Documents, Self::Evidence, Self::Names, Self::Closed];

    /// The name that it is kept under and asked for by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Evidence => "evidence",
            Self::Names => "names",
            Self::Closed => "closed",
        }
    }

    /// What it is, as an office would say it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Documents => "Documents that were imported",
            Self::Evidence => "Evidence that was withdrawn",
            Self::Names => "Names of those who made changes",
            Self::Closed => "What was told of closed risks",
        }
    }

    /// From when its time runs.
    pub fn runs_from(self) -> &'static str {
        match self {
            Self::Documents => "after the next issue took their place",
            Self::Evidence => "after it was withdrawn",
            Self::Names => "after their last change",
            Self::Closed => "after the risk was closed",
        }
    }
}

/// How many years something is kept: from one to a hundred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Years(u16);

impl Years {
    /// So many, where that is a time to keep something.
    pub fn new(years: u16) -> Option<Self> {
        (1..=100).contains(&years).then_some(Self(years))
    }

    /// How many.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Years {
    type Error = String;

    fn try_from(years: u16) -> Result<Self, String> {
        Self::new(years).ok_or_else(|| format!("{years} years are no time to keep something"))
    }
}

impl From<Years> for u16 {
    fn from(years: Years) -> Self {
        years.0
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bellwether_domain::words::counted(self.0.into(), "year"))
    }
}

/// How long each kind is kept; what is left out is kept for good.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Retention(pub BTreeMap<RetentionKind, Years>);

/// The rules in force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionKept {
    /// How long.
    pub retention: Retention,
    /// The entry that set it: what a change begins from. `None` before the first.
    pub seq: Option<Seq>,
}

impl App {
    /// How long the body keeps what need not be kept for ever, as it last said. It holds whatever
    /// date is shown.
    ///
    /// # Errors
    /// When the store cannot be read, or holds what this program does not know.
    pub fn retention(&self) -> Result<RetentionKept, AppError> {
        let versions = self.store.setting_versions(&self.register, KEY)?;
        let Some(last) = versions.iter().max_by_key(|version| version.seq) else {
            return Ok(RetentionKept::default());
        };
        Ok(RetentionKept { retention: super::value_or_usual(last)?, seq: Some(last.seq) })
    }
}

impl Author<'_> {
    /// Keeps how long the body keeps what need not be kept for ever. `began` is the entry that its
    /// author saw. Nothing is erased by it.
    ///
    /// # Errors
    /// When it is what is known already, somebody else has said something meanwhile, or the store
    /// cannot keep it.
    pub fn set_retention(
        &self,
        retention: &Retention,
        began: Option<Seq>,
    ) -> Result<Committed, SetError> {
        let known = self.retention()?;
        if known.retention == *retention {
            return Err(SetError::Same);
        }
        if known.seq != began {
            return Err(SetError::Overtaken);
        }
        let value = serde_json::to_value(retention).unwrap_or(Value::Null);
        self.set(KEY.to_owned(), began, value)
    }
}
