//! What an older document changes in what was said by hand since.
//!
//! An edit by hand says what one field is from a day on; the other fields of its version are what
//! they were when it was made. So what an older document changes in those flows on into it, by a
//! three-way merge. Where both say something of one field, the edit stands: it is the later word.

use std::sync::Arc;

use bellwether_domain::{
    Date, Risk, Scheme,
    diff::{FieldChange, diff_risks},
    merge::{MergeConflict, merge},
};
use bellwether_history::{RiskVersion, Seq, Standing};
use serde::Serialize;

use crate::edit::scores;

/// A version written by hand for a later day than the document's, with what the document changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// The day from which it holds.
    pub effective: Date,
    /// What the document changes in it.
    pub changes: Vec<FieldChange>,
    /// What both changed: `mine` is what was said by hand, and stands; `theirs` the document's.
    pub conflicts: Vec<MergeConflict>,
    #[serde(skip)]
    pub(super) expected: Seq,
    #[serde(skip)]
    pub(super) standing: Standing,
    #[serde(skip)]
    pub(super) risk: Arc<Risk>,
    /// Whether the version is another for it, so that it has to be written.
    #[serde(skip)]
    pub(super) is_new: bool,
}

/// Carries what a document makes of `base` into the versions written since, oldest first.
pub(super) fn carry(
    base: &RiskVersion,
    (standing, risk): (Standing, &Risk),
    since: &[RiskVersion],
    scheme: Option<&Scheme>,
) -> Vec<Carried> {
    let (mut before, mut now) = ((base.standing, &*base.risk), (standing, risk.clone()));
    let mut carried = Vec::new();
    for version in since {
        let mut merged = merge(before.1, &version.risk, &now.1);
        scores::settle(scheme, &version.risk, &now.1, &mut merged);
        let standing = if version.standing == before.0 { now.0 } else { version.standing };
        let changes = diff_risks(&version.risk, &merged.risk);
        let is_new = !changes.is_empty() || standing != version.standing;
        if is_new || !merged.conflicts.is_empty() {
            carried.push(Carried {
                effective: version.effective,
                changes,
                conflicts: merged.conflicts,
                expected: version.seq,
                standing,
                risk: Arc::new(merged.risk.clone()),
                is_new,
            });
        }
        (before, now) = ((version.standing, &*version.risk), (standing, merged.risk));
    }
    carried
}
