//! How an address names a risk: by its number where that is its own, else by its id.

use std::collections::HashMap;

use bellwether_app::read::Snapshot;
use bellwether_history::{RiskId, RiskVersion};

/// Whether a number is no address of the program's own.
fn is_free(reference: &str) -> bool {
    !reference.ends_with(".json") && reference != "new"
}

/// How an address names a risk: by its number, or by its id where it has none of its own.
pub(crate) fn key(snapshot: &Snapshot, version: &RiskVersion) -> String {
    let own = version.risk.reference.as_deref().filter(|reference| {
        snapshot.find(reference).is_ok_and(|found| found.id == version.id) && is_free(reference)
    });
    own.map_or_else(|| version.id.to_string(), str::to_owned)
}

/// How an address names a risk, live or closed.
pub(crate) fn key_of(snapshot: &Snapshot, risk: RiskId) -> Option<String> {
    let mut all = snapshot.view.risks.iter().chain(snapshot.view.closed.iter());
    all.find(|version| version.id == risk).map(|version| key(snapshot, version))
}

/// The keys of all live risks; one look-up table rather than a search for each.
pub(crate) fn keys(snapshot: &Snapshot) -> Vec<String> {
    let mut times = HashMap::new();
    for own in snapshot.view.risks.iter().filter_map(|version| version.risk.reference.as_deref()) {
        *times.entry(own).or_insert(0_u32) += 1;
    }
    snapshot
        .view
        .risks
        .iter()
        .map(|version| match version.risk.reference.as_deref() {
            Some(own) if is_free(own) && times.get(own) == Some(&1) => own.to_owned(),
            _ => version.id.to_string(),
        })
        .collect()
}
