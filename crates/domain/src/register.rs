//! The whole register as at a date: the value that everything else works on.

use std::sync::Arc;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    AssessmentPart, Covers, Date, Diagnostic, Field, Layout, PageSetup, Person, Risk, Scheme,
    Stage, stage_label::undated,
};

/// The name and version of the JSON form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// `bellwether.register/1`.
    #[default]
    #[serde(rename = "bellwether.register/1")]
    V1,
}

/// A register as at a date. Its serialised form is the register document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Register {
    /// Which form this is.
    pub format: Format,
    /// Its title.
    pub title: Option<String>,
    /// Whose it is.
    pub organisation: Option<String>,
    /// The date it speaks of.
    pub as_at: Option<Date>,
    /// The body's own headings, in the order of its columns.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub headings: IndexMap<Field, String>,
    /// The body's own words for its assessments, as the issue in force has them; left out where
    /// every risk says the same.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub stages: IndexMap<Stage, String>,
    /// The headings of the ratings by assessment, where one heading does not do for all of them.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub rating_headings: IndexMap<Stage, IndexMap<Field, String>>,
    /// How the document lays out its table, for papers in the body's own layout; left out where
    /// that is not known.
    #[serde(default, skip_serializing_if = "Layout::is_empty")]
    pub layout: Layout,
    /// The sheet that the document is set for, for papers in the body's own look; left out where
    /// that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageSetup>,
    /// The scoring matrix, where the document has one.
    pub scheme: Option<Scheme>,
    /// The key of owners.
    pub people: Vec<Person>,
    /// What its source had a place for; `None` where it speaks of everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Covers>,
    /// What was left out of it because it is not for the public ([`Register::public`]): of this it
    /// says nothing, not that there is none. No part of the document.
    #[serde(skip)]
    pub withheld: Covers,
    // Shared with whoever keeps their versions: to hold a register copies none of them.
    /// The risks, in the document's order.
    #[serde(with = "shared")]
    #[schemars(with = "Vec<Risk>")]
    pub risks: Vec<Arc<Risk>>,
    /// What was noticed when it was read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a text is no register document.
#[derive(Debug, Error)]
#[error("this is not a register document (bellwether.register/1): {source}")]
pub struct DocumentError {
    #[from]
    source: serde_json::Error,
}

impl Register {
    /// Reads a register document.
    ///
    /// # Errors
    /// When the text is not JSON of the form; the message names the line and the field.
    pub fn from_json(text: &str) -> Result<Self, DocumentError> {
        Ok(serde_json::from_str(text)?)
    }

    /// The register document: indented, keys in the order of the form, one final newline.
    pub fn to_json(&self) -> String {
        // Maps have string keys and numbers are finite, so nothing here can fail to serialise.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The JSON Schema (draft 2020-12) of the register document.
    pub fn json_schema() -> String {
        let mut text =
            serde_json::to_string_pretty(&schemars::schema_for!(Self)).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The body's own heading for a field, else the one given.
    pub fn heading<'a>(&'a self, field: impl Into<Field>, otherwise: &'a str) -> &'a str {
        self.headings.get(&field.into()).map_or(otherwise, String::as_str)
    }

    /// The body's own heading for a field, else the plain word for it.
    pub fn heading_of(&self, field: impl Into<Field>) -> &str {
        let field = field.into();
        self.heading(field, field.plain())
    }

    /// The body's own words for a stage: those of the issue in force, else of the first risk that
    /// has some. Where a score was given by hand since, the day that they name is left out.
    pub fn own_stage_label(&self, stage: Stage) -> Option<&str> {
        let of_risks =
            || self.risks.iter().filter_map(|risk| risk.assessments.get(stage)?.label.as_deref());
        let own = self.stages.get(&stage).map(String::as_str).or_else(|| of_risks().next())?;
        let bare = of_risks().any(|label| label != own).then(|| undated(own)).flatten();
        let by_hand = bare.and_then(|bare| of_risks().find(|label| *label == bare));
        Some(by_hand.unwrap_or(own))
    }

    /// The words over a column of a stage that marks what was given by hand since: those of the issue,
    /// with the day that they name, as long as a score of that day stands in it.
    pub fn dated_stage_label(&self, stage: Stage) -> &str {
        let now = self.stage_label(stage);
        let labels =
            self.risks.iter().filter_map(|risk| risk.assessments.get(stage)?.label.as_deref());
        let mut others = labels.filter(|label| *label != now);
        others.find(|label| undated(label).as_deref() == Some(now)).unwrap_or(now)
    }

    /// The body's own words for a stage, else the field's.
    pub fn stage_label(&self, stage: Stage) -> &str {
        self.own_stage_label(stage).unwrap_or(match stage {
            Stage::Inherent => "Inherent",
            Stage::Current => "Current",
            Stage::Target => "Target",
        })
    }

    /// The body's own heading for a rating of an assessment, where its document has it.
    pub fn rating_heading(&self, stage: Stage, part: AssessmentPart) -> Option<&str> {
        self.rating_headings.get(&stage)?.get(&Field::from(part)).map(String::as_str)
    }

    /// Who the initials stand for, where the key says.
    pub fn person(&self, initials: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.initials == initials)
    }
}

/// Risks that are shared, written and read as risks are.
mod shared {
    use serde::{Deserializer, Serializer};

    use super::{Arc, Deserialize, Risk};

    pub(super) fn serialize<S: Serializer>(risks: &[Arc<Risk>], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(risks.iter().map(AsRef::<Risk>::as_ref))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<Arc<Risk>>, D::Error> {
        Ok(Vec::<Risk>::deserialize(from)?.into_iter().map(Arc::new).collect())
    }
}
