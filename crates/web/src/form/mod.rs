//! One form a file: what was typed into it, and what that says.

pub mod body;
pub mod edit;
pub mod look;
pub mod pack;
pub(crate) mod parts;
pub mod restrict;
pub mod retention;
pub mod settings;
pub(crate) mod spool;

use bellwether_domain::Date;
use bellwether_history::{Authority, NoAuthority};

use crate::words::in_words;

/// By whom and why, as typed: what the form of every change ends in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Byline {
    /// By whom.
    pub who: String,
    /// Why.
    pub reason: String,
}

impl Byline {
    /// What a form says under the names that all of them have for it.
    pub(crate) fn read<'f>(get: impl Fn(&str) -> Option<&'f str>) -> Self {
        let own = |name| get(name).unwrap_or_default().trim().to_owned();
        Self { who: own("who"), reason: own("reason") }
    }

    /// Who makes a change, why and from when; or what is missing.
    pub(crate) fn authority(&self, effective: Date) -> Result<Authority, Vec<NoAuthority>> {
        Authority::read(&self.who, &self.reason, effective)
    }

    /// The same; what is missing in sentences.
    pub(crate) fn said(&self, effective: Date) -> Result<Authority, Vec<String>> {
        self.authority(effective).map_err(|problems| problems.iter().map(in_words).collect())
    }
}
