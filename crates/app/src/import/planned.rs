//! What becomes of each risk: of those in the document, and of those that it lacks.

use std::sync::Arc;

use bellwether_domain::{Date, Risk, diff::FieldChange, similar::Likeness};
use bellwether_history::{RiskId, Standing};
use serde::Serialize;

use super::{carry::Carried, later::Filled};

/// What becomes of one risk of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedRisk {
    /// Its id: a new one where the fate is to be created.
    pub id: RiskId,
    /// Its number in the document.
    pub reference: Option<String>,
    /// Its wording.
    pub wording: String,
    /// How it was recognised, where we know it.
    pub likeness: Option<Likeness>,
    /// Why it was taken for that, or what it is like, where that does not go without saying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What the import would do.
    #[serde(flatten)]
    pub fate: Fate,
    /// What it would do to what was said of the risk by hand for later days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<Carried>,
    /// What it fills in where later issues have no place for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filled: Vec<Filled>,
    /// The day from which it holds: the document's, or that of its closing.
    pub effective: Date,
    /// Whether it is on the register then.
    pub standing: Standing,
    /// What it says then.
    #[serde(skip)]
    pub(super) risk: Arc<Risk>,
}

/// What an import does to a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "fate", content = "changes", rename_all = "kebab-case")]
pub enum Fate {
    /// It is new.
    Create,
    /// It was closed and is on the register again.
    Reopen(Vec<FieldChange>),
    /// The document lists it as closed, and it was not.
    Close(Vec<FieldChange>),
    /// Some of its fields change.
    Change(Vec<FieldChange>),
    /// It says what it said.
    Same,
}

/// A risk that is on the register and not in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Which risk.
    pub id: RiskId,
    /// Its number on the register.
    pub reference: Option<String>,
    /// Its wording.
    pub wording: String,
    /// What it is like in the document, where there is such a risk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Missing {
    /// How to call it in a sentence.
    pub fn name(&self) -> String {
        self.reference.clone().unwrap_or_else(|| format!("“{}”", self.wording))
    }
}
