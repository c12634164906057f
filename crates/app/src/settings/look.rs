//! How a body's papers look: its own template and its own mark, the sheet, and the order of the
//! columns with their headings.

use std::collections::BTreeMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bellwether_domain::{Covered, Date, LaidOut, Layout, PageSetup, Scheme, Shade};
use bellwether_history::{AsAt, Committed, Seq};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{SetError, value_or_usual};
use crate::{App, AppError, Author, check::When};

/// The key it is kept under.
const KEY: &str = "look";

/// The longest template, in characters.
const LONGEST: usize = 100_000;

/// The largest picture, in bytes.
const LARGEST: usize = 512 * 1024;

/// How papers look; what is empty is as it comes with the program, or as the document had it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Look {
    /// The Typst file that sets the pages of a PDF.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub template: String,
    /// The body's mark at the head of its papers: an SVG, PNG, JPEG, GIF or WebP picture.
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "write",
        deserialize_with = "read"
    )]
    pub logo: Vec<u8>,
    /// The sheet of the register and of the pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<PageSetup>,
    /// The columns of the register, in their order and under their headings.
    #[serde(skip_serializing_if = "Layout::is_empty")]
    pub columns: Layout,
    /// The shades of bands by their labels, in place of the document's own.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub bands: BTreeMap<String, Shade>,
}

/// A look as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LookKept {
    /// What stands.
    pub look: Look,
    /// The entry that set it: what a change begins from. `None` before the first.
    pub seq: Option<Seq>,
    /// Since when it holds.
    pub since: Option<Date>,
}

fn write<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&BASE64_STANDARD.encode(bytes))
}

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    BASE64_STANDARD.decode(text).map_err(serde::de::Error::custom)
}

impl Look {
    /// The layout of a register with the body's own order and headings: a column that either lacks
    /// stays, each after the one that it follows.
    pub fn lay_out(&self, layout: &Layout) -> Layout {
        let known: Layout =
            self.columns.columns().iter().filter(|own| layout.has(&own.of)).cloned().collect();
        known.with_those_of(layout)
    }

    /// Paints the bands of a scheme in the shades that the body gave them.
    pub fn paint(&self, scheme: Option<&mut Scheme>) {
        for band in scheme.into_iter().flat_map(|scheme| &mut scheme.bands) {
            band.shade = self.bands.get(&band.label).copied().or(band.shade);
        }
    }

    /// What differs of these columns from those of a register; nothing where all are as they were.
    pub fn differing(columns: Vec<(Covered, String)>, layout: &Layout) -> Layout {
        let as_it_was = |of: &Covered| layout.columns().iter().find(|own| own.of == *of);
        let own: Layout = columns
            .into_iter()
            .filter_map(|(of, heading)| {
                let LaidOut { groups, heading: was, .. } = as_it_was(&of)?.clone();
                let heading = if heading.is_empty() { was } else { heading };
                Some(LaidOut { of, heading, groups })
            })
            .collect();
        if own == *layout { Layout::default() } else { own }
    }
}

impl App {
    /// How papers of a date or a seal look, by default those of the last change.
    ///
    /// # Errors
    /// When there is no such seal, the store cannot be read, or holds what this program does not
    /// know.
    pub fn papers_look(
        &self,
        of: Option<When>,
        known: Option<Timestamp>,
    ) -> Result<LookKept, AppError> {
        let effective = match of {
            Some(When::Date(date)) => date,
            Some(When::Seal(seq)) => self.seal_entry(seq)?.effective,
            None => self.snapshot(None, known)?.as_at,
        };
        self.look_at(AsAt { effective, known })
    }

    /// How papers look as at a date.
    pub(crate) fn look_at(&self, as_at: AsAt) -> Result<LookKept, AppError> {
        let in_force = self.in_force(as_at)?;
        let Some(version) = in_force.version(KEY) else { return Ok(LookKept::default()) };
        let look = value_or_usual(version)?;
        Ok(LookKept { look, seq: Some(version.seq), since: Some(version.effective) })
    }
}

impl Author<'_> {
    /// Keeps how papers look from the day of the authority on. `began` is the entry that its author
    /// saw. Whether the template sets a paper is for whoever sets papers to try first.
    ///
    /// # Errors
    /// When it is what is kept already, holds too much, when somebody else has set it meanwhile, or
    /// the store cannot keep it.
    pub fn set_look(&self, look: &Look, began: Option<Seq>) -> Result<Committed, SetError> {
        let (what, length) = ("template", look.template.chars().count());
        if length > LONGEST {
            return Err(SetError::TooLong { what, length, most: LONGEST });
        }
        if look.logo.len() > LARGEST {
            return Err(SetError::TooLarge(LARGEST / 1024));
        }
        let known = self.papers_look(Some(When::Date(self.authority.effective)), None)?;
        if known.look == *look {
            return Err(SetError::Same);
        }
        if known.seq != began {
            return Err(SetError::Overtaken);
        }
        // It has text keys alone, so it can always be written.
        let value = serde_json::to_value(look).unwrap_or_default();
        self.set(KEY.to_owned(), began, value)
    }
}
