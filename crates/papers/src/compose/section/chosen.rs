//! A section as a body chose it: which, and what it calls it.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{NoSuchSection, Section};

/// A section of a pack, under a heading of its own where the body gives it one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// Which.
    pub section: Section,
    /// The body's own heading; empty where ours will do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

impl Chosen {
    /// The heading that it stands under.
    pub fn heading(&self) -> &str {
        if self.title.is_empty() { self.section.title() } else { &self.title }
    }
}

impl From<Section> for Chosen {
    fn from(section: Section) -> Self {
        Self { section, title: String::new() }
    }
}

impl FromStr for Chosen {
    type Err = NoSuchSection;

    /// "summary", or "summary=All our risks".
    fn from_str(text: &str) -> Result<Self, NoSuchSection> {
        let (section, title) = text.split_once('=').unwrap_or((text, ""));
        Ok(Self { section: section.parse()?, title: title.trim().to_owned() })
    }
}
