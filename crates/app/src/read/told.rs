//! Who said each change, and why: the entry of the journal that last wrote what stands there now.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use bellwether_domain::{
    Place,
    diff::{FieldChange, diff_risks},
};
use bellwether_history::{Entry, RiskVersion, Seq};

use crate::{App, AppError};

/// The steps that a risk took, oldest first: what changed with each, and the entry that said it.
pub(super) struct Steps(Vec<(Seq, Vec<FieldChange>)>);

impl Steps {
    /// The steps after a version (all, where it is none of these); `versions` are in the order of
    /// their days.
    pub(super) fn after(began: Option<&RiskVersion>, versions: &[RiskVersion]) -> Self {
        let is_began = |version: &RiskVersion| {
            began.is_some_and(|b| (b.seq, b.effective) == (version.seq, version.effective))
        };
        let start = versions.iter().rposition(is_began).unwrap_or_default();
        let rest = versions.get(start..).unwrap_or_default();
        let step = |pair: &[RiskVersion]| match pair {
            [before, after] => Some((after.seq, diff_risks(&before.risk, &after.risk))),
            _ => None,
        };
        Self(rest.windows(2).filter_map(step).collect())
    }

    /// The entry that last changed what a change is of. A step names an action as it reads after
    /// it, so the wording is followed back.
    pub(super) fn said(&self, change: &FieldChange) -> Option<Seq> {
        let mut called = change.place.item.clone();
        for (seq, changes) in self.0.iter().rev() {
            let own = changes.iter().filter(|other| other.place.item == called);
            if own.clone().any(|other| same_place(&other.place.at, &change.place.at)) {
                return Some(*seq);
            }
            let words = |other: &&FieldChange| other.before.clone();
            let reworded = own.clone().find(|other| {
                matches!(other.place.at, Place::Action(..))
                    && other.before.is_some()
                    && other.after.as_deref() == Some(called.as_str())
            });
            if let Some(before) = reworded.as_ref().and_then(words) {
                called = before;
            }
        }
        self.0.last().map(|(seq, _)| *seq)
    }
}

/// Whether two places are of one field; which item they are of is told by its wording.
fn same_place(one: &Place, other: &Place) -> bool {
    match (one, other) {
        (Place::Action(_, one), Place::Action(_, other)) => one == other,
        (Place::Control(..), Place::Control(..)) => true,
        (one, other) => one == other,
    }
}

impl App {
    /// The entries of these numbers.
    pub(super) fn entries_of(
        &self,
        seqs: impl IntoIterator<Item = Seq>,
    ) -> Result<BTreeMap<Seq, Arc<Entry>>, AppError> {
        let seqs: Vec<Seq> = seqs.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let found = self.store.entries_of(&self.register.organisation, &seqs)?;
        Ok(found.into_iter().map(|entry| (entry.seq, entry)).collect())
    }
}
