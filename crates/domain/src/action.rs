//! What exists to hold a risk (controls) and what is planned (actions).

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    ActionId, ControlId, Date, Due, Reading, Source,
    due::{Judgement, Stand, judge_with, stand_with},
};

/// A traffic light, with the blue that many bodies use for "complete".
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the colours speak for themselves")]
pub enum Rag {
    Red,
    Amber,
    Green,
    Blue,
}

impl fmt::Display for Rag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Blue => "blue",
        })
    }
}

/// Where an action stands, in the words a register uses for it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    /// Off track.
    Red,
    /// At risk, or merely "in hand": bodies differ.
    Amber,
    /// On track; not the same as complete.
    Green,
    /// Complete, in the bodies that use blue.
    Blue,
    /// Planned and not begun.
    NotStarted,
    /// Begun.
    InProgress,
    /// Finished.
    Complete,
    /// Past its date.
    Overdue,
    /// Paused or deferred.
    OnHold,
    /// Given up or replaced.
    Cancelled,
}

impl ActionStatus {
    /// Whether the status itself says that nothing more is to be done.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Blue | Self::Complete | Self::Cancelled)
    }

    /// The status as the document form writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::NotStarted => "not-started",
            Self::InProgress => "in-progress",
            Self::Complete => "complete",
            Self::Overdue => "overdue",
            Self::OnHold => "on-hold",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A control: what holds the risk now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Control {
    /// Which it is through all versions of its risk; `None` until a register keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ControlId>,
    /// Its wording.
    pub description: String,
}

impl Control {
    /// A control that no register keeps yet.
    pub fn new(description: impl Into<String>) -> Self {
        Self { id: None, description: description.into() }
    }
}

/// An action: what is planned, by whom and by when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    /// Which it is through all versions of its risk; `None` until a register keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ActionId>,
    /// Its wording.
    pub description: String,
    /// Who does it, as written.
    pub owners: Vec<String>,
    /// The target date, kept as written and read as language; `None` where the cell is empty.
    pub due: Option<Due>,
    /// Its status.
    pub status: Option<Reading<ActionStatus>>,
    /// Where in the document it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Action {
    /// What the status was read as.
    pub fn status_value(&self) -> Option<ActionStatus> {
        self.status.as_ref()?.value
    }

    /// Where it stands by its target date as at a day, for a body that calls so many days ahead
    /// soon. A date that is not given is undecided.
    pub fn judged(&self, as_at: Date, soon_days: u16) -> Judgement {
        let status = self.status_value();
        match &self.due {
            Some(due) => judge_with(due, status, as_at, soon_days),
            None => Judgement::without_words(status),
        }
    }

    /// The same without the words, for lists of many.
    pub fn stands(&self, as_at: Date, soon_days: u16) -> Stand {
        let status = self.status_value();
        match &self.due {
            Some(due) => stand_with(due, status, as_at, soon_days),
            None => Stand::without_words(status),
        }
    }
}
