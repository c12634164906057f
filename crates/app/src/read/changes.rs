//! What changed between two dates.

use std::collections::HashMap;

use bellwether_domain::{
    Date,
    diff::{FieldChange, ParticularChange, diff_particulars, diff_risks},
};
use bellwether_history::{AsAt, RiskId, RiskVersion, View};
use jiff::Timestamp;

use super::moves::{DateMoves, date_moves};

use crate::{App, AppError};

/// One risk that is on both registers and is not what it was.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The risk at the later date.
    pub version: RiskVersion,
    /// What changed.
    pub changes: Vec<FieldChange>,
    /// Of each action whose date is another now: how often it has moved in all.
    pub date_moves: Vec<DateMoves>,
}

/// What changed between two dates, as a committee asks for it.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The earlier date.
    pub from: Date,
    /// The later date.
    pub to: Date,
    /// Risks that came on to the register.
    pub new: Vec<RiskVersion>,
    /// Risks that went off it.
    pub closed: Vec<RiskVersion>,
    /// Risks that had been closed and are back.
    pub reopened: Vec<RiskVersion>,
    /// Risks on both, changed; in the body's order.
    pub changed: Vec<Changed>,
    /// How many risks are on both and say the same.
    pub same: usize,
    /// What changed beside the risks.
    pub particulars: Vec<ParticularChange>,
}

impl App {
    /// What changed between two dates; by default since the issue before the latest. `known`
    /// leaves out what was recorded after a moment.
    ///
    /// # Errors
    /// When there is no register yet, or the store cannot be read.
    pub fn changes(
        &self,
        from: Option<Date>,
        to: Option<Date>,
        known: Option<Timestamp>,
    ) -> Result<Changes, AppError> {
        let timeline = self.timeline(known)?;
        let to = to.unwrap_or(timeline.latest);
        let from = from.or_else(|| timeline.before(to)).unwrap_or(timeline.begins);
        let (from, to) = (from.min(to), from.max(to));
        let view = |effective| self.store.view(&self.organisation, AsAt { effective, known });
        let mut changes = changes(from, to, &view(from)?, &view(to)?);
        for changed in &mut changes.changed {
            if changed.changes.iter().any(super::moves::is_of_date) {
                let id = changed.version.id;
                let mut versions = self.store.risk_versions(&self.organisation, id, known)?;
                versions.retain(|version| version.effective <= to);
                changed.date_moves = date_moves(&versions, &changed.changes);
            }
        }
        Ok(changes)
    }
}

fn changes(from: Date, to: Date, before: &View, after: &View) -> Changes {
    let was = by_id(&before.risks);
    let is = by_id(&after.risks);
    let had_closed = by_id(&before.closed);
    let mut result = Changes {
        from,
        to,
        new: Vec::new(),
        closed: before.risks.iter().filter(|v| !is.contains_key(&v.id)).cloned().collect(),
        reopened: Vec::new(),
        changed: Vec::new(),
        same: 0,
        particulars: diff_particulars(&before.register(), &after.register()),
    };
    for version in &after.risks {
        match was.get(&version.id) {
            None if had_closed.contains_key(&version.id) => result.reopened.push(version.clone()),
            None => result.new.push(version.clone()),
            Some(earlier) => match diff_risks(&earlier.risk, &version.risk) {
                changes if changes.is_empty() => result.same += 1,
                changes => {
                    let version = version.clone();
                    result.changed.push(Changed { version, changes, date_moves: Vec::new() });
                }
            },
        }
    }
    result
}

fn by_id(versions: &[RiskVersion]) -> HashMap<RiskId, &RiskVersion> {
    versions.iter().map(|version| (version.id, version)).collect()
}
