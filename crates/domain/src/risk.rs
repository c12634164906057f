//! One risk: its wording, owners, assessments, controls and actions.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Action, Assessments, Control, Reading, RiskId, Source};

/// Whether a risk is live.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum RiskState {
    /// Proposed, not yet accepted on to the register.
    Draft,
    /// On the register.
    Open,
    /// Taken off it.
    Closed,
    /// It happened: an issue now.
    Materialised,
}

/// What is to be done about a risk (Orange Book 2023, section D: treat, tolerate, transfer,
/// terminate, take the opportunity).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Response {
    /// Reduce it: mitigate, control.
    Treat,
    /// Accept it.
    Tolerate,
    /// Share it: insure, contract out.
    Transfer,
    /// Stop what gives rise to it: avoid.
    Terminate,
    /// Exploit the opportunity in it.
    Take,
}

/// One risk as the register has it at a date.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Risk {
    /// Which it is through all its versions; `None` until a register keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<RiskId>,
    /// The body's own number or code for it.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The objective, theme or chapter that it threatens.
    pub category: Option<String>,
    /// A short name, where the register has one beside the wording.
    pub title: Option<String>,
    /// The wording exactly as published, white space collapsed.
    pub description: Option<String>,
    /// Why it might happen, where the register keeps it apart.
    pub cause: Option<String>,
    /// What might happen, where the register keeps it apart.
    pub event: Option<String>,
    /// What would follow, where the register keeps it apart.
    pub consequence: Option<String>,
    /// Who answers for it, as written.
    pub owners: Vec<String>,
    /// Its scores by stage.
    pub assessments: Assessments,
    /// What holds it now.
    pub controls: Vec<Control>,
    /// What is planned.
    pub actions: Vec<Action>,
    /// Whether it is live, where the register says.
    pub status: Option<Reading<RiskState>>,
    /// What is to be done about it, where the register says.
    pub response: Option<Reading<Response>>,
    /// Columns that map to no field, under their own headings.
    pub extra: IndexMap<String, String>,
    /// Where in the document it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Risk {
    /// The words that name the risk best: its title, else its wording, else what may happen.
    pub fn wording(&self) -> &str {
        [&self.title, &self.description, &self.event, &self.consequence, &self.cause]
            .into_iter()
            .find_map(|words| words.as_deref())
            .unwrap_or_default()
    }

    /// Whether the register says that it is closed.
    pub fn says_closed(&self) -> bool {
        self.status.as_ref().and_then(|status| status.value) == Some(RiskState::Closed)
    }
}
