//! What changed between two dates or seals.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use bellwether_domain::{
    Place, Register,
    diff::{ChangeKind, FieldChange, ParticularChange, diff_particulars, diff_risks},
    place::ActionKey,
};
use bellwether_history::{AsAt, Entry, ParticularsVersion, RiskId, RiskVersion, Seq, View};
use jiff::Timestamp;

use super::{
    moves::{DateMoves, date_moves},
    told::Steps,
};
use crate::{
    App, AppError,
    check::{SealName, When},
};

/// One risk that is on both registers and is not what it was.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The risk at the later date.
    pub version: RiskVersion,
    /// The risk at the earlier date.
    pub was: RiskVersion,
    /// What changed.
    pub changes: Vec<FieldChange>,
    /// The entry that said each change last, in their order.
    pub said: Vec<Option<Seq>>,
    /// Of each action whose date is another now: how often it has moved in all.
    pub date_moves: Vec<DateMoves>,
}

/// One end of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The date it speaks of.
    pub as_at: AsAt,
    /// The seal, where it is one.
    pub seal: Option<SealName>,
}

/// What changed between two dates or seals, as a committee asks for it.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The earlier.
    pub from: End,
    /// The later.
    pub to: End,
    /// Risks that came on to the register.
    pub new: Vec<RiskVersion>,
    /// Risks that went off it, each as it was last on it.
    pub closed: Vec<RiskVersion>,
    /// Risks that had been closed and are back.
    pub reopened: Vec<RiskVersion>,
    /// Risks on both, changed; in the body's order.
    pub changed: Vec<Changed>,
    /// How many risks are on both and say the same.
    pub same: usize,
    /// What changed beside the risks.
    pub particulars: Vec<ParticularChange>,
    /// The entry that took each closed risk off, by the risk.
    pub closed_by: HashMap<RiskId, Seq>,
    /// The entry that said each change beside the risks last, in their order.
    pub particulars_said: Vec<Option<Seq>>,
    /// The entries named here: who and why.
    pub entries: BTreeMap<Seq, Arc<Entry>>,
}

impl Changes {
    /// How many risks have a change of a kind.
    pub fn risks(&self, kind: ChangeKind) -> usize {
        let has = |changed: &&Changed| changed.changes.iter().any(|change| change.kind == kind);
        self.changed.iter().filter(has).count()
    }

    /// How many actions, of risks that are on both, have a change of a kind.
    pub fn actions(&self, kind: ChangeKind) -> usize {
        let of = |changed: &Changed| {
            let own = changed.changes.iter().filter(|change| change.kind == kind);
            let keys: BTreeSet<ActionKey> = own
                .filter_map(|change| match change.place.at {
                    Place::Action(key, _) => Some(key),
                    _ => None,
                })
                .collect();
            keys.len()
        };
        self.changed.iter().map(of).sum()
    }

    /// The entry of a number that is named here.
    pub fn said(&self, seq: Option<Seq>) -> Option<&Entry> {
        self.entries.get(&seq?).map(AsRef::as_ref)
    }

    /// The entry that last said a version of a risk that came, went or came back.
    pub fn entry(&self, version: &RiskVersion) -> Option<&Entry> {
        let seq = self.closed_by.get(&version.id).unwrap_or(&version.seq);
        self.entries.get(seq).map(AsRef::as_ref)
    }
}

impl App {
    /// What changed between two dates or seals; by default since the issue before. `known` leaves
    /// out of a date what was recorded after a moment.
    ///
    /// # Errors
    /// When there is no register yet or no such seal, or the store cannot be read.
    pub fn changes(
        &self,
        from: Option<When>,
        to: Option<When>,
        known: Option<Timestamp>,
    ) -> Result<Changes, AppError> {
        let timeline = self.timeline(known)?;
        let to = self.end(to.unwrap_or(When::Date(timeline.latest)), known)?;
        let before = || timeline.before(to.as_at.effective).unwrap_or(timeline.begins);
        let from = self.end(from.unwrap_or_else(|| When::Date(before())), known)?;
        // A seal froze what was known by then; a date has all that is known since.
        let order = |end: &End| (end.as_at.effective, end.as_at.known.unwrap_or(Timestamp::MAX));
        let (from, to) = if order(&from) <= order(&to) { (from, to) } else { (to, from) };
        let view = |end: &End| self.store.view(&self.register, end.as_at);
        let (before, after) = (view(&from)?, view(&to)?);
        let mut changes = changes(from, to, &before, &after);
        let earlier = by_id(&before.risks);
        let AsAt { effective, known } = changes.to.as_at;
        for changed in &mut changes.changed {
            let id = changed.version.id;
            let mut versions = self.store.risk_versions(&self.register, id, known)?;
            versions.retain(|version| version.effective <= effective);
            let steps = Steps::after(earlier.get(&id).copied(), &versions);
            changed.said = changed.changes.iter().map(|change| steps.said(change)).collect();
            changed.date_moves = date_moves(&versions, &changed.changes);
        }
        changes.particulars_said = self.particulars_said(&changes)?;
        let said = changes.changed.iter().flat_map(|changed| &changed.said).flatten();
        let came = changes.new.iter().chain(&changes.reopened).map(|version| &version.seq);
        let beside = changes.particulars_said.iter().flatten().chain(changes.closed_by.values());
        let named: BTreeSet<Seq> = said.chain(came).chain(beside).copied().collect();
        changes.entries = self.entries_of(named)?;
        Ok(changes)
    }

    /// The entry that last changed each of the places beside the risks that changed.
    fn particulars_said(&self, changes: &Changes) -> Result<Vec<Option<Seq>>, AppError> {
        if changes.particulars.is_empty() {
            return Ok(vec![]);
        }
        let (from, to) = (changes.from.as_at.effective, changes.to.as_at);
        let mut versions = self.store.particulars_versions(&self.register, to.known)?;
        versions.retain(|version| version.effective <= to.effective);
        let start = versions.iter().rposition(|version| version.effective <= from);
        let versions = versions.get(start.unwrap_or_default()..).unwrap_or_default();
        let step = |pair: &[ParticularsVersion]| match pair {
            [before, after] => Some((after.seq, diff_particulars(&of(before), &of(after)))),
            _ => None,
        };
        let steps: Vec<(Seq, Vec<ParticularChange>)> =
            versions.windows(2).filter_map(step).collect();
        let last = versions.last().map(|version| version.seq);
        let said = |change: &ParticularChange| {
            let is_of = |other: &ParticularChange| other.place == change.place;
            let step = steps.iter().rev().find(|(_, changes)| changes.iter().any(is_of));
            step.map(|(seq, _)| *seq).or(last)
        };
        Ok(changes.particulars.iter().map(said).collect())
    }

    /// One end of a comparison, or of what a paper is of.
    pub(crate) fn end(&self, when: When, known: Option<Timestamp>) -> Result<End, AppError> {
        match when {
            When::Date(effective) => Ok(End { as_at: AsAt { effective, known }, seal: None }),
            When::Seal(seq) => {
                let (recorded, name) = self.seal_of(seq)?;
                let as_at = AsAt { effective: name.as_at, known: Some(recorded) };
                Ok(End { as_at, seal: Some(name) })
            }
        }
    }
}

fn changes(from: End, to: End, before: &View, after: &View) -> Changes {
    let was = by_id(&before.risks);
    let is = by_id(&after.risks);
    let had_closed = by_id(&before.closed);
    let closed: Vec<RiskVersion> =
        before.risks.iter().filter(|v| !is.contains_key(&v.id)).cloned().collect();
    let by = |version: &RiskVersion| Some((version.id, after.find(version.id)?.seq));
    let mut result = Changes {
        from,
        to,
        new: Vec::new(),
        closed_by: closed.iter().filter_map(by).collect(),
        closed,
        reopened: Vec::new(),
        changed: Vec::new(),
        same: 0,
        particulars: diff_particulars(&before.register(), &after.register()),
        particulars_said: Vec::new(),
        entries: BTreeMap::new(),
    };
    for version in after.risks.iter() {
        match was.get(&version.id) {
            None if had_closed.contains_key(&version.id) => result.reopened.push(version.clone()),
            None => result.new.push(version.clone()),
            // A version never changes: what is one version in both is the same.
            Some(earlier) if is_one(earlier, version) => result.same += 1,
            Some(earlier) => match diff_risks(&earlier.risk, &version.risk) {
                changes if changes.is_empty() => result.same += 1,
                changes => result.changed.push(Changed {
                    version: version.clone(),
                    was: (*earlier).clone(),
                    changes,
                    said: Vec::new(),
                    date_moves: Vec::new(),
                }),
            },
        }
    }
    result
}

/// What a version says beside the risks.
fn of(version: &ParticularsVersion) -> Register {
    let as_at = AsAt::date(version.effective);
    let particulars = Some(version.clone());
    let (risks, closed) = (Arc::default(), Arc::default());
    View { as_at, head: None, particulars, risks, closed }.register()
}

fn is_one(earlier: &RiskVersion, later: &RiskVersion) -> bool {
    (earlier.seq, earlier.effective) == (later.seq, later.effective)
}

fn by_id(versions: &[RiskVersion]) -> HashMap<RiskId, &RiskVersion> {
    versions.iter().map(|version| (version.id, version)).collect()
}
