//! What the checks find in a register, and what of it somebody has answered for.

use bellwether_checks::{Finding, Settings, Subject};
use bellwether_domain::{Date, Register};
use bellwether_history::AsAt;

use crate::{App, AppError, read::Snapshot};

/// A register, judged.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The date it was judged at.
    pub as_at: Date,
    /// What stands, sorted by severity and rule.
    pub findings: Vec<Finding>,
}

impl App {
    /// Judges the register of a snapshot by every rule, with the issues before it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn judge(&self, snapshot: &Snapshot) -> Result<Judged, AppError> {
        let earlier = self.earlier(snapshot)?;
        let earlier: Vec<&Register> = earlier.iter().collect();
        let subject = Subject::new(&snapshot.register, snapshot.as_at).with_earlier(&earlier);
        let findings = bellwether_checks::check(&subject, &Settings::default());
        Ok(Judged { as_at: snapshot.as_at, findings })
    }

    /// The register at each issue before the one in force, oldest first.
    fn earlier(&self, snapshot: &Snapshot) -> Result<Vec<Register>, AppError> {
        let in_force = snapshot.timeline.in_force(snapshot.as_at).map(|issue| issue.effective);
        let before = |date: &Date| in_force.is_some_and(|now| *date < now);
        let dates = snapshot.timeline.issues.iter().map(|issue| issue.effective).filter(before);
        dates
            .map(|date| Ok(self.store.view(&self.organisation, AsAt::date(date))?.register()))
            .collect()
    }
}
