//! The sections of a pack, one a file; each is there only where the register holds its facts.

mod actions;
mod changes;
mod chosen;
pub(super) mod cover;
mod deep;
mod found;
mod heat;
mod register;
mod scores;
mod summary;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

pub(super) use changes::named;
pub use chosen::Chosen;
pub use cover::Cover;
pub(super) use deep::places;

use super::{Material, Pack, Setting};
use crate::paper::Block;

/// A section of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// The report that the pack begins with.
    Cover,
    /// Where the risks stand on the matrix.
    HeatMap,
    /// Every risk on a line, with what it scored before.
    Summary,
    /// How scores went, and how long risks have stood in the highest band.
    Scores,
    /// Risks that the meeting looks into, each on a page of its own.
    DeepDives,
    /// What came, went and moved since the other date, with why.
    Changes,
    /// Actions that are overdue, and those whose dates were moved.
    Actions,
    /// What the checks find, of which the body chooses what it reports.
    Findings,
    /// The register itself.
    Register,
}

impl Section {
    /// All, in the order of a pack.
    pub const ALL: [Self; 9] = [
        Self::Cover,
        Self::HeatMap,
        Self::Summary,
        Self::Scores,
        Self::DeepDives,
        Self::Changes,
        Self::Actions,
        Self::Findings,
        Self::Register,
    ];

    /// Whether it stands in a pack of which nobody has chosen the sections. What the checks find is
    /// reported where the body wants it to be.
    pub fn is_usual(self) -> bool {
        self != Self::Findings
    }

    /// Its name, as an address or the command line has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::HeatMap => "heat-map",
            Self::Summary => "summary",
            Self::Scores => "scores",
            Self::DeepDives => "deep-dives",
            Self::Changes => "changes",
            Self::Actions => "actions",
            Self::Findings => "findings",
            Self::Register => "register",
        }
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Cover => "Cover report",
            Self::HeatMap => "Heat map",
            Self::Summary => "Summary of risks",
            Self::Scores => "Scores over time",
            Self::DeepDives => "Deep dives",
            Self::Changes => "What changed",
            Self::Actions => "Overdue and re-dated actions",
            Self::Findings => "What the checks find",
            Self::Register => "The register",
        }
    }

    /// Whether the register holds what it tells.
    pub fn holds(self, of: &Material) -> bool {
        match self {
            Self::Cover => true,
            Self::HeatMap => heat::holds(of),
            Self::Summary | Self::DeepDives | Self::Register => !of.register.risks.is_empty(),
            Self::Scores => scores::holds(of),
            Self::Changes => of.since.is_some(),
            Self::Actions => actions::holds(of),
            Self::Findings => found::holds(of),
        }
    }

    /// Why it is not in a pack whose register does not hold what it tells.
    pub fn lack(self) -> &'static str {
        match self {
            Self::Cover => "it is always there",
            Self::HeatMap => {
                "no risk has both figures that place it on a matrix, or they are not public"
            }
            Self::Summary | Self::Register => "no risk is on the register",
            Self::Scores => "the register has no earlier issue, or its scores are not public",
            Self::DeepDives => "no risk is named that the meeting looks into",
            Self::Changes => "there is nothing to compare the register with",
            Self::Actions => "no action is on the register, or its dates or states are not public",
            Self::Findings => "nothing that is reported was found, or the version is public",
        }
    }

    /// What stands in it; nothing where the register does not hold what it tells.
    pub(super) fn blocks(self, of: &Material, pack: &Pack, setting: &Setting) -> Vec<Block> {
        if !self.holds(of) {
            return vec![];
        }
        match self {
            Self::Cover => cover::blocks(of, &pack.cover, setting),
            Self::HeatMap => heat::blocks(of),
            Self::Summary => summary::blocks(of),
            Self::Scores => scores::blocks(of),
            Self::DeepDives => deep::blocks(of, &pack.cover.deep),
            Self::Changes => changes::blocks(of),
            Self::Actions => actions::blocks(of),
            Self::Findings => found::blocks(of, &pack.findings),
            Self::Register => register::blocks(of, setting),
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no section has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is no section of a pack: use cover, heat-map, summary, scores, deep-dives, changes, \
     actions, findings or register"
)]
pub struct NoSuchSection(String);

impl FromStr for Section {
    type Err = NoSuchSection;

    fn from_str(text: &str) -> Result<Self, NoSuchSection> {
        let found = Self::ALL.into_iter().find(|section| section.name() == text.trim());
        found.ok_or_else(|| NoSuchSection(text.to_owned()))
    }
}
