//! What was put out of a seal for everybody: the journal says who published or withdrew it, when, and
//! which papers these were.

use bellwether_history::{AsAt, Seq};
use serde::{Deserialize, Serialize};

use super::{SetError, value};
use crate::{App, AppError, Author};

/// What the key of each begins with.
const KEY: &str = "publication/seal-";

/// What is said of the papers of a seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// What became of them.
    pub papers: Papers,
    /// The SHA-256 of the list of their digests (`SHA256SUMS`), in hexadecimal; `None` where they are
    /// withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sums: Option<String>,
}

/// What became of papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Papers {
    /// Everybody may read them.
    Published,
    /// They were taken back.
    Withdrawn,
}

impl Author<'_> {
    /// Notes in the journal what is about to be put out, or taken back, of a seal; nothing where the
    /// journal says so already.
    ///
    /// # Errors
    /// When somebody else publishes or withdraws the same meanwhile, or the store cannot keep it.
    pub fn note_publication(&self, seal: Seq, publication: &Publication) -> Result<(), SetError> {
        let key = format!("{KEY}{seal}");
        let in_force = self.in_force(AsAt::date(self.authority.effective))?;
        // It has text keys alone, so it can always be written.
        let said = serde_json::to_value(publication).unwrap_or_default();
        let before = in_force.version(&key);
        if before.is_some_and(|version| version.value == said) {
            return Ok(());
        }
        let began = before.map(|version| version.seq);
        self.set(key, began, said).map(drop)
    }
}

impl App {
    /// The seals whose papers everybody may read, by the journal, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read, or holds what this program does not know.
    pub fn published_seals(&self) -> Result<Vec<Seq>, AppError> {
        let in_force = self.in_force(AsAt::latest())?;
        let mut seals = vec![];
        for version in in_force.under(KEY) {
            let publication: Publication = value(version)?;
            let seal = seal_of(&version.key).filter(|_| publication.papers == Papers::Published);
            seals.extend(seal);
        }
        seals.sort_unstable();
        Ok(seals)
    }
}

/// The seal whose papers a setting speaks of, by its key.
pub fn seal_of(key: &str) -> Option<Seq> {
    key.strip_prefix(KEY)?.parse().ok().map(Seq)
}
