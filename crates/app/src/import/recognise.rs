//! Which risk of the document is which of those we know, live, closed or yet to come.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use bellwether_domain::{Date, Risk, scales::Steps};
use bellwether_history::{AsAt, Issue, RiskId, RiskVersion, Standing, View};

use super::{
    later::Later,
    marks::Last,
    pairing::{self, Pairing},
    question::Decisions,
};
use crate::{App, AppError};

/// What the store knows that an import at a date has to reckon with.
pub(super) struct Known {
    /// The register as at the date.
    pub(super) before: View,
    /// The issues brought in so far, by date.
    pub(super) issues: Vec<Issue>,
    /// The next issue after the date, and the register as at that one.
    pub(super) next: Option<(Date, View)>,
    /// What each issue after the date covers, by its day.
    pub(super) later: Later,
    /// The versions of each risk that is known at the next issue, where a later one does not cover
    /// everything.
    versions: HashMap<RiskId, Vec<RiskVersion>>,
    /// Every risk we know: live at the date first, then closed, then those that only come later.
    pub(super) risks: Vec<RiskVersion>,
    /// What was said by hand of a risk after the date and before the next issue: of each day the
    /// last word, oldest first.
    since: HashMap<RiskId, Vec<RiskVersion>>,
    /// How many steps the scales have, where the body says so.
    pub(super) steps: Steps,
    /// What is marked as not for the public.
    pub(super) marks: Last,
    /// What the last issue up to the date said of each risk that was changed by hand since.
    issued: HashMap<RiskId, RiskVersion>,
    /// Where those begin, among the risks, that only come later.
    later_from: usize,
    /// The risks that never came on to the register: what spoke of them was taken back.
    unmade: HashSet<RiskId>,
}

impl App {
    pub(super) fn known(&self, as_at: Date) -> Result<Known, AppError> {
        let before = self.store.view(&self.register, AsAt::date(as_at))?;
        let issues = self.store.issues(&self.register.organisation, None)?;
        let next = match issues.iter().map(|issue| issue.effective).filter(|d| *d > as_at).min() {
            Some(date) => Some((date, self.store.view(&self.register, AsAt::date(date))?)),
            None => None,
        };
        // Of those of one day the last is the word.
        let later: Later = issues
            .iter()
            .filter(|issue| issue.effective > as_at)
            .map(|issue| (issue.effective, issue.import.covers.clone()))
            .collect();
        let mut versions = HashMap::new();
        if later.values().any(Option::is_some)
            && let Some((_, view)) = &next
        {
            for risk in view.risks.iter().chain(view.closed.iter()) {
                let all = self.store.risk_versions(&self.register, risk.id, None)?;
                versions.insert(risk.id, all);
            }
        }
        let since = self.said_since(as_at, &before, next.as_ref().map(|(date, _)| *date))?;
        let issued = self.issued(as_at, &before, &issues)?;
        let later_from = before.risks.len() + before.closed.len();
        let mut seen = HashSet::new();
        let then = before.risks.iter().chain(before.closed.iter()).cloned();
        let risks = then
            .chain(self.store.every_risk(&self.register)?)
            .filter(|version| seen.insert(version.id))
            .collect();
        let (unmade, steps) = (self.unmade(None)?, self.body()?.body.steps);
        let (marks, from) = self.last_marks()?;
        let marks = Last { marks: marks.marks, seq: marks.seq, from };
        Ok(Known {
            before,
            issues,
            next,
            later,
            versions,
            risks,
            since,
            steps,
            issued,
            later_from,
            marks,
            unmade,
        })
    }

    /// What the last issue up to a date said of each risk that was changed by hand since.
    fn issued(
        &self,
        as_at: Date,
        before: &View,
        issues: &[Issue],
    ) -> Result<HashMap<RiskId, RiskVersion>, AppError> {
        let imports: HashSet<_> = issues.iter().map(|issue| issue.seq).collect();
        let mut issued = HashMap::new();
        for version in before.risks.iter().chain(before.closed.iter()) {
            if imports.contains(&version.seq) {
                continue;
            }
            let versions = self.store.risk_versions(&self.register, version.id, None)?;
            let last = versions
                .into_iter()
                .rfind(|own| own.effective <= as_at && imports.contains(&own.seq));
            issued.extend(last.map(|last| (version.id, last)));
        }
        Ok(issued)
    }

    /// What was said by hand of each risk after a date and before another.
    fn said_since(
        &self,
        as_at: Date,
        before: &View,
        until: Option<Date>,
    ) -> Result<HashMap<RiskId, Vec<RiskVersion>>, AppError> {
        let last = until.map_or(Ok(Date::MAX), Date::yesterday).unwrap_or(as_at);
        let then = self.store.view(&self.register, AsAt::date(last))?;
        let mut since = HashMap::new();
        for version in then.risks.iter().chain(then.closed.iter()) {
            let base = before.find(version.id);
            if base.is_none_or(|base| stamp(base) == stamp(version)) {
                continue;
            }
            let mut versions = self.store.risk_versions(&self.register, version.id, None)?;
            versions.retain(|v| v.effective > as_at && v.effective <= last);
            let days = versions.chunk_by(|a, b| a.effective == b.effective);
            since.insert(version.id, days.filter_map(<[_]>::last).cloned().collect());
        }
        Ok(since)
    }
}

impl Known {
    /// Which risk of the document is which of those we know.
    pub(super) fn recognise(&self, incoming: &[Arc<Risk>], decisions: &Decisions) -> Pairing {
        let later = self.risks.iter().enumerate().skip(self.later_from);
        let comes_later = later
            .filter(|(_, own)| own.standing == Standing::Live && !self.unmade.contains(&own.id))
            .map(|(place, _)| place)
            .collect();
        let live = self.before.risks.len();
        pairing::pair(&self.risks, (live, comes_later), incoming, decisions)
    }

    /// What the last issue said of a risk, where it was changed by hand since.
    pub(super) fn issued(&self, id: RiskId) -> Option<&RiskVersion> {
        self.issued.get(&id).filter(|_| !self.unmade.contains(&id))
    }

    /// The version of a risk as at the import's date, where it was known then.
    pub(super) fn base(&self, id: RiskId) -> Option<&RiskVersion> {
        self.before.find(id)
    }

    /// The same where the risk was on the register by then, and not only in what was taken back.
    pub(super) fn stood(&self, id: RiskId) -> Option<&RiskVersion> {
        self.base(id).filter(|_| !self.unmade.contains(&id))
    }

    /// What was said by hand of a risk after the import's date and before the next issue.
    pub(super) fn since(&self, id: RiskId) -> &[RiskVersion] {
        self.since.get(&id).map_or(&[], Vec::as_slice)
    }

    /// All versions of a risk that is known at the next issue.
    pub(super) fn versions(&self, id: RiskId) -> &[RiskVersion] {
        self.versions.get(&id).map_or(&[], Vec::as_slice)
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
