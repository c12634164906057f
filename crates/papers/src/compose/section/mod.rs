//! The sections of a pack, one a file; each is there only where the register holds its facts.

mod actions;
mod changes;
mod cover;
mod deep;
mod heat;
mod register;
mod summary;

use std::{fmt, str::FromStr};

pub(super) use changes::named;
pub use cover::Cover;

use super::{Material, Setting};
use crate::paper::Block;

/// A section of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// The report that the pack begins with.
    Cover,
    /// Where the risks stand on the matrix.
    HeatMap,
    /// Every risk on a line, with what it scored before.
    Summary,
    /// Risks that the meeting looks into, each on a page of its own.
    DeepDives,
    /// What came, went and moved since the other date, with why.
    Changes,
    /// Actions that are overdue, and those whose dates were moved.
    Actions,
    /// The register itself.
    Register,
}

impl Section {
    /// All, in the order of a pack.
    pub const ALL: [Self; 7] = [
        Self::Cover,
        Self::HeatMap,
        Self::Summary,
        Self::DeepDives,
        Self::Changes,
        Self::Actions,
        Self::Register,
    ];

    /// Its name, as an address or the command line has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::HeatMap => "heat-map",
            Self::Summary => "summary",
            Self::DeepDives => "deep-dives",
            Self::Changes => "changes",
            Self::Actions => "actions",
            Self::Register => "register",
        }
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Cover => "Cover report",
            Self::HeatMap => "Heat map",
            Self::Summary => "Summary of risks",
            Self::DeepDives => "Deep dives",
            Self::Changes => "What changed",
            Self::Actions => "Overdue and re-dated actions",
            Self::Register => "The register",
        }
    }

    /// What stands in it; nothing where the register does not hold what it tells.
    pub(super) fn blocks(self, of: &Material, cover: &Cover, setting: &Setting) -> Vec<Block> {
        match self {
            Self::Cover => cover::blocks(of, cover, setting),
            Self::HeatMap => heat::blocks(of),
            Self::Summary => summary::blocks(of),
            Self::DeepDives => deep::blocks(of, &cover.deep),
            Self::Changes => changes::blocks(of),
            Self::Actions => actions::blocks(of),
            Self::Register => register::blocks(of),
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
    "“{0}” is no section of a pack: use cover, heat-map, summary, deep-dives, changes, actions or \
     register"
)]
pub struct NoSuchSection(String);

impl FromStr for Section {
    type Err = NoSuchSection;

    fn from_str(text: &str) -> Result<Self, NoSuchSection> {
        let found = Self::ALL.into_iter().find(|section| section.name() == text.trim());
        found.ok_or_else(|| NoSuchSection(text.to_owned()))
    }
}
