//! Risks that were one, or became one: what an import was told of a split or a merger.

use std::collections::BTreeMap;

use bellwether_domain::Date;
use bellwether_history::{AsAt, Import, RiskId, RiskVersion, Seq};
use serde::Serialize;

use crate::{App, AppError};

/// Two risks that were one before an issue, or are one from it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Kinship {
    /// The risk that stood before.
    pub from: RiskId,
    /// The risk that came out of it, or that it went into.
    pub to: RiskId,
    /// Whether it went into the other; otherwise the other came out of it.
    pub merged: bool,
}

/// Before the id of a risk that came out of another.
const SPLIT: &str = "split-";
/// Before the id of a risk that went into another.
const MERGED: &str = "merged-";

impl Kinship {
    /// As it is kept among the answers of an import.
    pub(crate) fn kept(&self) -> (String, String) {
        if self.merged {
            (format!("{MERGED}{}", self.from), self.to.to_string())
        } else {
            (format!("{SPLIT}{}", self.to), self.from.to_string())
        }
    }

    /// What an import was told.
    fn of(import: &Import) -> impl Iterator<Item = Self> {
        import.answers.iter().filter_map(|(key, value)| {
            let split = key.strip_prefix(SPLIT);
            let own = split.or_else(|| key.strip_prefix(MERGED))?.parse().ok()?;
            let other = value.parse().ok()?;
            Some(if split.is_some() {
                Self { from: other, to: own, merged: false }
            } else {
                Self { from: own, to: other, merged: true }
            })
        })
    }

    /// How one of the two says it of the other.
    fn words(&self, of: RiskId) -> &'static str {
        match (self.merged, self.from == of) {
            (false, false) => "It came out of",
            (false, true) => "Out of it came",
            (true, true) => "It went into",
            (true, false) => "Into it went",
        }
    }
}

/// Another risk that one was, or is, one with.
#[derive(Debug, Clone)]
pub struct Kin {
    /// The other.
    pub other: RiskVersion,
    /// "It came out of", "Out of it came", "It went into", "Into it went".
    pub words: &'static str,
    /// From which day.
    pub since: Date,
    /// The import that was told so.
    pub seq: Seq,
}

/// Two risks that an import was told of, by their numbers.
#[derive(Debug, Clone, Serialize)]
pub struct KinTold {
    /// Which, and how.
    #[serde(flatten)]
    pub kinship: Kinship,
    /// The number of the first then, or its words.
    pub from_name: String,
    /// The number of the second then, or its words.
    pub to_name: String,
}

impl App {
    /// The risks that went into another up to a date, and what that is called then.
    pub(crate) fn went_into(&self, as_at: AsAt) -> Result<BTreeMap<RiskId, String>, AppError> {
        let mut into = BTreeMap::new();
        for issue in self.store.issues(&self.register.organisation, as_at.known)? {
            let told = Kinship::of(&issue.import).filter(|kin| kin.merged);
            for kin in told.filter(|_| issue.effective <= as_at.effective) {
                if let Some(other) = self.store.risk(&self.register, kin.to, as_at)? {
                    let words = || format!("“{}”", other.risk.wording());
                    into.insert(kin.from, other.risk.reference.clone().unwrap_or_else(words));
                }
            }
        }
        Ok(into)
    }

    /// The risks that one came out of or went into, and those that did with it, up to a date.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn kin(&self, id: RiskId, as_at: AsAt) -> Result<Vec<Kin>, AppError> {
        let mut kin = Vec::new();
        for issue in self.store.issues(&self.register.organisation, as_at.known)? {
            for one in Kinship::of(&issue.import).filter(|_| issue.effective <= as_at.effective) {
                let other = match id {
                    id if id == one.from => one.to,
                    id if id == one.to => one.from,
                    _ => continue,
                };
                let other = self.store.risk(&self.register, other, as_at)?;
                let (words, since, seq) = (one.words(id), issue.effective, issue.seq);
                kin.extend(other.map(|other| Kin { other, words, since, seq }));
            }
        }
        Ok(kin)
    }

    /// What an import was told, with the names that the risks have at a date.
    pub(super) fn kin_of(&self, import: &Import, as_at: AsAt) -> Result<Vec<KinTold>, AppError> {
        let name = |id: RiskId| -> Result<String, AppError> {
            let version = self.store.risk(&self.register, id, as_at)?;
            let risk = version.map(|version| version.risk);
            let named = risk.map(|risk| {
                risk.reference.clone().unwrap_or_else(|| format!("“{}”", risk.wording()))
            });
            Ok(named.unwrap_or_else(|| id.to_string()))
        };
        Kinship::of(import)
            .map(|kinship| {
                let (from_name, to_name) = (name(kinship.from)?, name(kinship.to)?);
                Ok(KinTold { kinship, from_name, to_name })
            })
            .collect()
    }
}
