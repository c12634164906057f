//! One risk through time: each version, and what changed from the one before.

use std::sync::Arc;

use bellwether_domain::{Date, Risk, diff::FieldChange, diff::diff_risks};
use bellwether_history::{AsAt, Entry, RiskId, RiskVersion, Standing};

use crate::{App, AppError};

/// One version of a risk and how it differs from the one before.
#[derive(Debug, Clone)]
pub struct Step {
    /// The version.
    pub version: RiskVersion,
    /// The journal entry that wrote it: who and why.
    pub entry: Option<Arc<Entry>>,
    /// What changed; empty for the first.
    pub changes: Vec<FieldChange>,
    /// Whether the risk came on to the register, or back on to it, with this version.
    pub opened: bool,
    /// Whether it went off the register with this version.
    pub closed: bool,
}

/// A version and the entry that wrote it.
type Written = (RiskVersion, Option<Arc<Entry>>);

/// A risk's whole history, oldest first.
#[derive(Debug, Clone)]
pub struct RiskHistory {
    /// Its versions; only those that changed something.
    pub steps: Vec<Step>,
    /// What the risk was at each issue, for the history of its scores.
    pub at_issues: Vec<(Date, Option<RiskVersion>)>,
}

impl App {
    /// A risk's history up to a date, as far as it was known.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn risk_history(&self, id: RiskId, as_at: AsAt) -> Result<RiskHistory, AppError> {
        let AsAt { effective: until, known } = as_at;
        let mut versions = self.store.risk_versions(&self.register, id, known)?;
        // In the order of their days, and of one day in the order they were recorded: each is a
        // step, and the last of a day is the one in force.
        versions.retain(|version| version.effective <= until);
        let at_issues = self
            .timeline(known)?
            .issues
            .iter()
            .filter(|issue| issue.effective <= until)
            .map(|issue| {
                let then = versions.iter().rev().find(|v| v.effective <= issue.effective);
                (issue.effective, then.filter(|v| v.standing == Standing::Live).cloned())
            })
            .collect();
        Ok(RiskHistory { steps: self.steps(versions)?, at_issues })
    }

    fn steps(&self, versions: Vec<RiskVersion>) -> Result<Vec<Step>, AppError> {
        let mut steps: Vec<Step> = Vec::new();
        let mut before: Option<(Standing, Arc<Risk>)> = None;
        let mut versions = self.with_entries(versions)?.into_iter().peekable();
        while let Some((mut version, entry)) = versions.next() {
            // What a later import carried into a version is the same step, by the same hand.
            while let Some((carried, _)) = versions.next_if(|(next, by)| {
                let is_own = by.as_ref().is_none_or(|by| by.effective == next.effective);
                !is_own && next.effective == version.effective
            }) {
                version = carried;
            }
            let was_live = matches!(before, Some((Standing::Live, _)));
            let is_live = version.standing == Standing::Live;
            let changes = before
                .as_ref()
                .map(|(_, risk)| diff_risks(risk, &version.risk))
                .unwrap_or_default();
            before = Some((version.standing, Arc::clone(&version.risk)));
            // A pinned version repeats what stood: no step of the risk's history.
            if was_live == is_live && changes.is_empty() {
                continue;
            }
            let (opened, closed) = (is_live && !was_live, was_live && !is_live);
            steps.push(Step { version, entry, changes, opened, closed });
        }
        Ok(steps)
    }

    /// Versions with the journal's entries that wrote them.
    fn with_entries(&self, versions: Vec<RiskVersion>) -> Result<Vec<Written>, AppError> {
        let entries = self.entries_of(versions.iter().map(|version| version.seq))?;
        let with_entry = |version: RiskVersion| {
            let entry = entries.get(&version.seq).cloned();
            (version, entry)
        };
        Ok(versions.into_iter().map(with_entry).collect())
    }
}
