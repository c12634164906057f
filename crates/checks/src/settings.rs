//! What a body sets for its own register: thresholds, and rules on or off.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{RULES, Rule};

/// Thresholds and switches. Absent ones take the catalogue's defaults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Rules that are off, by id.
    pub off: BTreeSet<String>,
    /// Rules whose findings block a sign-off until they are put right or set aside, by id.
    pub blocking: BTreeSet<String>,
    /// From this score on a risk is severe (15).
    pub severe: f64,
    /// From this score on a risk is serious (12).
    pub serious: f64,
    /// More actions than this on one risk are unreadable (8).
    pub most_actions: usize,
    /// What is due within so many days is on the watch list (45).
    pub soon_days: u16,
    /// One person on more than this share of the risks or the actions is concentration (⅓).
    pub owner_share: f64,
    /// More risks than this are too many for a strategic register (20).
    pub most_risks: usize,
    /// More than this share of the risks in one cell of the matrix is crowding (¼).
    pub cell_share: f64,
    /// More than this share of amber actions is amber by default (0.6).
    pub amber_share: f64,
    /// As many risks on one path of scores are scored as a block (5).
    pub block: usize,
    /// A score that is the same in this many reviews in a row is static (2).
    pub static_reviews: usize,
    /// A wording of fewer words than this is too short (8).
    pub fewest_words: usize,
    /// A wording of more words than this is too long (25).
    pub most_words: usize,
    /// As many words in a row in several risks are boilerplate (10).
    pub boilerplate_words: usize,
    /// In as many risks (3).
    pub boilerplate_risks: usize,
    /// From this share of common actions on, two risks have the same ones (½).
    pub same_actions: f64,
    /// Bodies that the organisation holds to account or works with, but does not run; in lower
    /// case, without "the".
    pub other_bodies: BTreeSet<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            off: BTreeSet::new(),
            blocking: BLOCKING.iter().map(|&rule| rule.to_owned()).collect(),
            severe: 15.0,
            serious: 12.0,
            most_actions: 8,
            soon_days: bellwether_domain::due::SOON_DAYS,
            owner_share: 1.0 / 3.0,
            most_risks: 20,
            cell_share: 0.25,
            amber_share: 0.6,
            block: 5,
            static_reviews: 2,
            fewest_words: 8,
            most_words: 25,
            boilerplate_words: 10,
            boilerplate_risks: 3,
            same_actions: 0.5,
            other_bodies: OTHER_BODIES.iter().map(|&body| body.to_owned()).collect(),
        }
    }
}

/// What blocks a sign-off unless a body says otherwise: scores that cannot be right, empty cells, what
/// is late, and grave risks with nothing ahead or accepted by nobody.
const BLOCKING: &[&str] = &["ACT-04", "ACT-23", "ACT-26", "IMP-09", "IMP-10", "IMP-12", "SCR-05"];

const OTHER_BODIES: &[&str] = &[
    "force",
    "police",
    "police service",
    "constabulary",
    "chief constable",
    "criminal justice system",
    "cjs",
    "counter terrorism unit",
    "ctu",
    "crown prosecution service",
    "cps",
    "probation service",
    "prison service",
    "courts",
    "home office",
    "government",
    "local authorities",
    "local authority",
    "council",
    "nhs",
    "fire service",
    "contractor",
    "supplier",
    "provider",
];

/// What is wrong with settings.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// A rule that the catalogue does not have.
    #[error("there is no rule “{0}”: see the list of rules for its id")]
    NoSuchRule(String),
    /// A share outside 0 to 1.
    #[error("“{0}” is a share: give a number from 0 to 1")]
    NotAShare(&'static str),
    /// A number that may not be naught.
    #[error("“{0}” must be 1 or more")]
    Naught(&'static str),
}

impl Settings {
    /// The defaults with only these rules on.
    #[must_use]
    pub fn only(mut self, ids: &[&str]) -> Self {
        self.off = RULES
            .iter()
            .filter(|rule| !ids.iter().any(|id| id.eq_ignore_ascii_case(rule.id)))
            .map(|rule| rule.id.to_owned())
            .collect();
        self
    }

    /// Whether a rule is on.
    pub fn is_on(&self, rule: &Rule) -> bool {
        !self.off.contains(rule.id)
    }

    /// Whether what a rule finds blocks a sign-off, by its id.
    pub fn blocks(&self, rule: &str) -> bool {
        self.blocking.contains(rule)
    }

    /// Everything that is wrong with them; empty if they stand.
    pub fn faults(&self) -> Vec<SettingsError> {
        let named = self.off.iter().chain(&self.blocking);
        let unknown = named.filter(|id| !RULES.iter().any(|rule| rule.id == id.as_str()));
        let shares = [
            ("owner_share", self.owner_share),
            ("cell_share", self.cell_share),
            ("amber_share", self.amber_share),
            ("same_actions", self.same_actions),
        ];
        let counts = [
            ("block", self.block),
            ("static_reviews", self.static_reviews),
            ("boilerplate_words", self.boilerplate_words),
            ("boilerplate_risks", self.boilerplate_risks),
        ];
        unknown
            .map(|id| SettingsError::NoSuchRule(id.clone()))
            .chain(shares.iter().filter_map(|(name, share)| {
                (!(0.0..=1.0).contains(share)).then_some(SettingsError::NotAShare(name))
            }))
            .chain(
                counts.iter().filter_map(|(name, count)| {
                    (*count == 0).then_some(SettingsError::Naught(name))
                }),
            )
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_settings_take_the_defaults() {
        let settings: Settings = serde_json::from_str(r#"{"severe": 12}"#).unwrap();
        assert_eq!(settings.severe, 12.0);
        assert_eq!(settings.soon_days, 45);
    }

    #[test]
    fn every_fault_is_named() {
        let settings = Settings {
            off: ["ACT-99".to_owned()].into(),
            blocking: ["ACT-98".to_owned()].into(),
            owner_share: 33.0,
            block: 0,
            ..Settings::default()
        };
        assert_eq!(
            settings.faults(),
            [
                SettingsError::NoSuchRule("ACT-99".to_owned()),
                SettingsError::NoSuchRule("ACT-98".to_owned()),
                SettingsError::NotAShare("owner_share"),
                SettingsError::Naught("block"),
            ]
        );
        assert!(Settings::default().faults().is_empty());
    }
}
