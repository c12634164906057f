//! Which risk of the document is which of those we know, live, closed or yet to come.

use std::collections::{HashMap, HashSet};

use bellwether_domain::{
    Date, Risk,
    similar::{Likeness, Pair, folded, pair_risks},
};
use bellwether_history::{AsAt, Issue, RiskId, RiskVersion, Standing, View};

use crate::{App, AppError};

/// What the store knows that an import at a date has to reckon with.
pub(super) struct Known {
    /// The register as at the date.
    pub(super) before: View,
    /// The issues brought in so far, by date.
    pub(super) issues: Vec<Issue>,
    /// The next issue after the date, and the register as at that one.
    pub(super) next: Option<(Date, View)>,
    /// Every risk we know: live at the date first, then closed, then those that only come later.
    pub(super) risks: Vec<RiskVersion>,
    /// What was said by hand of a risk after the date and before the next issue: of each day the
    /// last word, oldest first.
    since: HashMap<RiskId, Vec<RiskVersion>>,
}

impl App {
    pub(super) fn known(&self, as_at: Date) -> Result<Known, AppError> {
        let before = self.store.view(&self.organisation, AsAt::date(as_at))?;
        let issues = self.store.issues(&self.organisation, None)?;
        let next = match issues.iter().map(|issue| issue.effective).filter(|d| *d > as_at).min() {
            Some(date) => Some((date, self.store.view(&self.organisation, AsAt::date(date))?)),
            None => None,
        };
        let since = self.said_since(as_at, &before, next.as_ref().map(|(date, _)| *date))?;
        let mut seen = HashSet::new();
        let then = before.risks.iter().chain(&before.closed).cloned();
        let risks = then
            .chain(self.store.every_risk(&self.organisation)?)
            .filter(|version| seen.insert(version.id))
            .collect();
        Ok(Known { before, issues, next, risks, since })
    }

    /// What was said by hand of each risk after a date and before another.
    fn said_since(
        &self,
        as_at: Date,
        before: &View,
        until: Option<Date>,
    ) -> Result<HashMap<RiskId, Vec<RiskVersion>>, AppError> {
        let last = until.map_or(Ok(Date::MAX), Date::yesterday).unwrap_or(as_at);
        let then = self.store.view(&self.organisation, AsAt::date(last))?;
        let mut since = HashMap::new();
        for version in then.risks.iter().chain(&then.closed) {
            let base = before.find(version.id);
            if base.is_none_or(|base| stamp(base) == stamp(version)) {
                continue;
            }
            let mut versions = self.store.risk_versions(&self.organisation, version.id, None)?;
            versions.retain(|v| v.effective > as_at && v.effective <= last);
            let days = versions.chunk_by(|a, b| a.effective == b.effective);
            since.insert(version.id, days.filter_map(<[_]>::last).cloned().collect());
        }
        Ok(since)
    }
}

/// A risk of the document, recognised.
pub(super) struct Recognised<'a> {
    pub(super) version: &'a RiskVersion,
    pub(super) likeness: Likeness,
}

impl Known {
    /// For each risk of the document the one we know, by its position: the one of the id that it
    /// carries, or else the one that it is like.
    pub(super) fn recognise(&self, incoming: &[Risk]) -> HashMap<usize, Recognised<'_>> {
        let mut named: HashMap<usize, Recognised<'_>> = HashMap::new();
        let mut taken = HashSet::new();
        for (position, risk) in incoming.iter().enumerate() {
            let version = self.risks.iter().find(|version| Some(version.id) == risk.id);
            if let Some(version) = version.filter(|version| taken.insert(version.id)) {
                named.insert(position, Recognised { version, likeness: Likeness::Same });
            }
        }
        let known: Vec<&RiskVersion> =
            self.risks.iter().filter(|version| !taken.contains(&version.id)).collect();
        let places: Vec<usize> =
            (0..incoming.len()).filter(|place| !named.contains_key(place)).collect();
        let before: Vec<&Risk> = known.iter().map(|version| &*version.risk).collect();
        let after: Vec<&Risk> = places.iter().filter_map(|place| incoming.get(*place)).collect();
        let live: HashSet<RiskId> = self.before.risks.iter().map(|version| version.id).collect();
        let alike = pair_risks(&before, &after).into_iter();
        named.extend(alike.filter_map(|Pair { before, after, likeness }| {
            let version = *known.get(before)?;
            let place = *places.get(after)?;
            let risk = incoming.get(place)?;
            let stands = likeness != Likeness::Doubtful
                || (live.contains(&version.id) && corroborated(&version.risk, risk));
            stands.then_some((place, Recognised { version, likeness }))
        }));
        named
    }

    /// The version of a risk as at the import's date, where it was known then.
    pub(super) fn base(&self, id: RiskId) -> Option<&RiskVersion> {
        self.before.find(id)
    }

    /// What was said by hand of a risk after the import's date and before the next issue.
    pub(super) fn since(&self, id: RiskId) -> &[RiskVersion] {
        self.since.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The date on which an import must pin what stands there: the next issue's, unless that
    /// issue wrote the risk down itself.
    pub(super) fn pin(&self, id: RiskId) -> Option<(Date, Option<&RiskVersion>)> {
        let (date, view) = self.next.as_ref()?;
        let then = view.find(id);
        then.is_none_or(|then| then.effective < *date).then_some((*date, then))
    }
}

/// What tells one version of a risk from another.
fn stamp(version: &RiskVersion) -> (bellwether_history::Seq, Date, Standing) {
    (version.seq, version.effective, version.standing)
}

/// Whether a risk of the same number but quite other words is still the same risk: it stands
/// under the same category with an owner in common. Otherwise the number was used again.
fn corroborated(before: &Risk, after: &Risk) -> bool {
    let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => folded(a) == folded(b),
        _ => false,
    };
    same(&before.category, &after.category)
        && before.owners.iter().any(|owner| after.owners.contains(owner))
}
