//! What was true from when: versions of a risk and of the register's particulars, and the view
//! of the whole register as at a date that they add up to.

use std::sync::Arc;

use bellwether_domain::{
    ActionId, ControlId, Date, Diagnostic, Field, Layout, PageSetup, Person, Register, Risk,
    Scheme, Stage,
};
use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{RiskId, Seq};

/// Which register is asked for: what was true on a day, as far as was known at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AsAt {
    /// The day that the view speaks of.
    pub effective: Date,
    /// Leaves out what was recorded after this moment; `None` takes all that is known.
    pub known: Option<Timestamp>,
}

impl AsAt {
    /// What was true on a day, by all that is known now.
    pub fn date(effective: Date) -> Self {
        Self { effective, known: None }
    }

    /// The last word on everything, changes that take effect later included.
    pub fn latest() -> Self {
        Self::date(Date::MAX)
    }
}

/// Whether a risk is on the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// On the register from the version's date.
    Live,
    /// No longer on the register from the version's date; the version keeps its last wording.
    Closed,
}

/// A risk as it was from a date on. A version never changes: a later one takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskVersion {
    /// Which risk.
    pub id: RiskId,
    /// The journal entry that wrote it: what an edit names as the version it began from.
    pub seq: Seq,
    /// When it became true.
    pub effective: Date,
    /// When we were told.
    pub recorded: Timestamp,
    /// Whether it is on the register.
    pub standing: Standing,
    /// The risk itself; shared, because a version never changes.
    pub risk: Arc<Risk>,
}

/// Where a day falls among the versions of a risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// The day from which its first version holds.
    pub begins: Date,
    /// The version in force on the day; `None` before the first.
    pub in_force: Option<RiskVersion>,
    /// The first day after it from which another version holds.
    pub next: Option<Date>,
}

/// What a register says beside its risks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Particulars {
    /// Its title.
    pub title: Option<String>,
    /// Whose it is, in the body's own words.
    pub organisation: Option<String>,
    /// The body's own headings, in the order of its columns.
    #[serde(default)]
    pub headings: IndexMap<Field, String>,
    /// The body's own words for its assessments, as the document in force has them.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub stages: IndexMap<Stage, String>,
    /// The headings of the ratings by assessment, where one heading does not do for all of them.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub rating_headings: IndexMap<Stage, IndexMap<Field, String>>,
    /// How the document in force lays out its table.
    #[serde(default, skip_serializing_if = "Layout::is_empty")]
    pub layout: Layout,
    /// The sheet that the document in force is set for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageSetup>,
    /// The scoring matrix in force.
    pub scheme: Option<Scheme>,
    /// The key of owners.
    #[serde(default)]
    pub people: Vec<Person>,
    /// The risks in the body's own order; a live risk that is not named here comes after.
    #[serde(default)]
    pub order: Vec<RiskId>,
    /// What was noticed when the document in force was read.
    #[serde(default)]
    pub diagnostics: Vec<Diagnostic>,
}

impl Particulars {
    /// The particulars of a register whose risks, in its order, have these ids.
    pub fn of(register: &Register, order: Vec<RiskId>) -> Self {
        Self {
            title: register.title.clone(),
            organisation: register.organisation.clone(),
            headings: register.headings.clone(),
            stages: Stage::ALL
                .into_iter()
                .filter_map(|stage| Some((stage, register.own_stage_label(stage)?.to_owned())))
                .collect(),
            rating_headings: register.rating_headings.clone(),
            layout: register.layout.clone(),
            page: register.page,
            scheme: register.scheme.clone(),
            people: register.people.clone(),
            order,
            diagnostics: register.diagnostics.clone(),
        }
    }
}

/// The particulars as they were from a date on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticularsVersion {
    /// The journal entry that wrote them.
    pub seq: Seq,
    /// When they became true.
    pub effective: Date,
    /// When we were told.
    pub recorded: Timestamp,
    /// The particulars themselves.
    pub particulars: Arc<Particulars>,
}

/// A setting as it was from a date on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingVersion {
    /// Which setting.
    pub key: String,
    /// The journal entry that wrote it.
    pub seq: Seq,
    /// When it became true.
    pub effective: Date,
    /// When we were told.
    pub recorded: Timestamp,
    /// What it was set to; `null` where it was withdrawn.
    pub value: serde_json::Value,
}

/// The whole register as at a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What was asked for.
    pub as_at: AsAt,
    /// The last journal entry that was taken into account; `None` where nothing was known.
    pub head: Option<Seq>,
    /// The particulars in force; `None` before the first.
    pub particulars: Option<ParticularsVersion>,
    /// The risks on the register, in the body's order; shared with the views that have the same.
    pub risks: Arc<Vec<RiskVersion>>,
    /// The risks that were taken off it on or before the date, each as it was last.
    pub closed: Arc<Vec<RiskVersion>>,
}

impl View {
    /// The register document's value: what checks, papers and pages work on.
    pub fn register(&self) -> Register {
        let mut particulars =
            self.particulars.as_ref().map(|p| (*p.particulars).clone()).unwrap_or_default();
        let labels = |stage: Stage| {
            self.risks.iter().filter_map(move |v| v.risk.assessments.get(stage)?.label.as_ref())
        };
        particulars.stages.retain(|stage, own| labels(*stage).any(|label| label != own));
        Register {
            title: particulars.title,
            organisation: particulars.organisation,
            as_at: Some(self.as_at.effective),
            headings: particulars.headings,
            stages: particulars.stages,
            rating_headings: particulars.rating_headings,
            layout: particulars.layout,
            page: particulars.page,
            scheme: particulars.scheme,
            people: particulars.people,
            risks: self.risks.iter().map(|version| Arc::clone(&version.risk)).collect(),
            diagnostics: particulars.diagnostics,
            ..Register::default()
        }
    }

    /// The version of a risk in this view, live or closed.
    pub fn find(&self, id: RiskId) -> Option<&RiskVersion> {
        self.risks.iter().chain(self.closed.iter()).find(|version| version.id == id)
    }
}

/// The ids of the controls and actions of a version, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ids {
    actions: Vec<ActionId>,
    controls: Vec<ControlId>,
}

impl Ids {
    pub(crate) fn of(risk: &Risk) -> Self {
        Self {
            actions: risk.actions.iter().filter_map(|action| action.id).collect(),
            controls: risk.controls.iter().filter_map(|control| control.id).collect(),
        }
    }

    /// Lays the ids over a risk that has none.
    pub(crate) fn lay_over(self, risk: &mut Risk) -> Result<(), String> {
        let counts = (risk.actions.len(), risk.controls.len());
        if counts != (self.actions.len(), self.controls.len()) {
            return Err("there are more or fewer ids than controls and actions".to_owned());
        }
        for (action, id) in risk.actions.iter_mut().zip(self.actions) {
            action.id = Some(id);
        }
        for (control, id) in risk.controls.iter_mut().zip(self.controls) {
            control.id = Some(id);
        }
        Ok(())
    }
}
