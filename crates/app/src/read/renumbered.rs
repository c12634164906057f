//! The number that a risk had once, and has no more.

use bellwether_domain::Date;
use bellwether_history::{AsAt, RiskVersion};

use super::Snapshot;
use crate::{App, AppError};

/// A risk that once had the number that was asked for.
#[derive(Debug, Clone)]
pub struct Renumbered {
    /// The risk as it is now.
    pub version: RiskVersion,
    /// The issue from which it has had another number.
    pub since: Date,
}

impl App {
    /// Which risk had a number at an issue before, where none has it now: minutes and papers name
    /// the old one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn renumbered(
        &self,
        reference: &str,
        snapshot: &Snapshot,
    ) -> Result<Option<Renumbered>, AppError> {
        let AsAt { effective, known } = snapshot.view.as_at;
        let issues = self.store.issues(&self.register.organisation, known)?;
        let mut days: Vec<Date> = issues.iter().map(|issue| issue.effective).collect();
        days.retain(|day| *day <= effective);
        days.sort_unstable();
        days.dedup();
        let mut since = effective;
        for day in days.into_iter().rev() {
            let view = self.store.view(&self.register, AsAt { effective: day, known })?;
            let mut all = view.risks.iter();
            let had = all.find(|version| version.risk.reference.as_deref() == Some(reference));
            if let Some(had) = had {
                let version = self.store.risk(&self.register, had.id, snapshot.view.as_at)?;
                return Ok(version.map(|version| Renumbered { version, since }));
            }
            since = day;
        }
        Ok(None)
    }
}
