//! What the checks find in a register, what of it somebody has answered for, and how that moved.

mod accept;
mod basis;
mod kept;
mod moved;

use std::{
    borrow::Borrow,
    collections::HashSet,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use bellwether_checks::{
    Counts, Finding, Found, Group, Rule, Settings, Waiver, by_owner, group, rule as rule_of, waiver,
};
use bellwether_domain::{Date, Register};
use bellwether_history::AsAt;

use crate::{App, AppError, read::Snapshot};

pub use accept::{Accepted, Chosen, Declined, Refused};
use basis::Basis;
pub(crate) use kept::Kept;
use kept::Key;
use moved::Tally;
pub use moved::{Moved, Point, RuleMoved, SealName, When};

type Waived = waiver::Waived<Arc<Finding>>;

/// A register, judged by its body's own settings: what was found by where it stands, and, gathered when
/// it is first asked for, as a [`Whole`].
#[derive(Debug)]
pub struct Judged {
    /// The date it was judged at.
    pub as_at: Date,
    /// The settings it was judged by: those in force on that date.
    pub settings: Settings,
    /// The issue before, where it was asked which of the findings are new since.
    pub since: Option<Date>,
    found: Found,
    register: Arc<Register>,
    waivers: Vec<Waiver>,
    whole: OnceLock<Whole>,
}

/// All that was found in a register.
#[derive(Debug, Clone)]
pub struct Whole {
    /// What stands, sorted by severity and rule.
    pub findings: Vec<Arc<Finding>>,
    /// What stands, gathered by what is to be done: those that matter most first.
    pub groups: Vec<Group>,
    /// What somebody has answered for.
    pub waived: Vec<(Arc<Finding>, Waiver)>,
    /// Waivers that have run out while what they cover still stands.
    pub expired: Vec<Waiver>,
    /// At how many places there is something to put right, by severity.
    pub places: Counts,
    /// How many of these are new since the issue before; none where nothing is compared.
    pub new: usize,
    /// What is whose to answer, counted when it is first asked.
    owners: OnceLock<Vec<OwnersOwn>>,
    /// For each risk, by its place in the register, which of the findings speak of it.
    by_risk: OnceLock<Vec<Vec<u32>>>,
}

/// How much of what was found is one owner's own to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnersOwn {
    /// The owner, as the register writes it.
    pub owner: String,
    /// At how many places.
    pub places: usize,
    /// How many of them block a sign-off.
    pub blocking: usize,
    /// How many of them are new since the issue before.
    pub new: usize,
}

impl Deref for Judged {
    type Target = Whole;

    fn deref(&self) -> &Whole {
        self.whole.get_or_init(|| {
            let waived = waiver::apply(self.found.all(), &self.waivers, self.as_at);
            Whole::of(waived, &self.register, &self.settings)
        })
    }
}

impl Whole {
    fn of(waived: Waived, register: &Register, settings: &Settings) -> Self {
        let Waived { standing: findings, waived, expired } = waived;
        let groups = grouped(&findings, register, settings);
        let places = group::places(&groups);
        let (owners, by_risk) = (OnceLock::new(), OnceLock::new());
        Self { findings, groups, waived, expired, places, new: 0, owners, by_risk }
    }
}

impl Judged {
    fn new(basis: &Basis, found: Found) -> Self {
        Self {
            as_at: basis.as_at,
            settings: basis.settings.clone(),
            since: None,
            found,
            register: Arc::clone(&basis.register),
            waivers: basis.waivers.clone(),
            whole: OnceLock::new(),
        }
    }

    /// The same with which of the findings are new since an issue.
    fn since(&self, issue: Date, is_new: impl Fn(&Finding) -> bool) -> Self {
        let mut whole = Whole { owners: OnceLock::new(), ..Whole::clone(self) };
        for finding in &mut whole.findings {
            let new = Some(is_new(finding));
            if finding.new != new {
                Arc::make_mut(finding).new = new;
            }
        }
        whole.groups = grouped(&whole.findings, &self.register, &self.settings);
        whole.new = group::new_places(&whole.findings, &whole.groups);
        Self {
            as_at: self.as_at,
            settings: self.settings.clone(),
            since: Some(issue),
            found: self.found.clone(),
            register: Arc::clone(&self.register),
            waivers: self.waivers.clone(),
            whole: whole.into(),
        }
    }

    /// How many findings there are, those that somebody answered for as well.
    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// How many things there are to put right of each severity: one for each group.
    pub fn counts(&self) -> Counts {
        group::counts(&self.groups)
    }

    /// Whether anything would block a sign-off by what the body has set and nobody has answered for.
    pub fn blocks_sign_off(&self) -> bool {
        match self.waivers.as_slice() {
            [] => self.found.any(|finding| self.blocks(finding)),
            _ => self.findings.iter().any(|finding| self.blocks(finding)),
        }
    }

    /// Whether a finding would block sign-off. What was remarked on an import was seen by who accepted
    /// it, and blocks nothing.
    pub fn blocks(&self, finding: &Finding) -> bool {
        let seen = || rule_of(finding.rule).is_some_and(Rule::is_remark_of_import);
        self.settings.blocks(finding.rule) && !seen()
    }

    /// How much is each owner's own to answer in the register that was judged, those with most first.
    pub fn owners(&self, register: &Register) -> &[OwnersOwn] {
        self.owners.get_or_init(|| {
            let (mut told, mut groups): (Vec<&Finding>, Vec<usize>) = (vec![], vec![]);
            for (number, group) in self.groups.iter().enumerate() {
                let own = group.told.iter().filter_map(|number| self.findings.get(*number));
                told.extend(own.map(AsRef::as_ref));
                groups.resize(told.len(), number);
            }
            // Each place of a group once.
            let count = |own: &[usize], wanted: &dyn Fn(&Finding, &Group) -> bool| {
                let all = own.iter().filter_map(|n| Some((*told.get(*n)?, *groups.get(*n)?)));
                let wanted = all.filter(|(finding, number)| {
                    self.groups.get(*number).is_some_and(|group| wanted(finding, group))
                });
                let places = wanted
                    .flat_map(|(finding, number)| finding.places().map(move |at| (number, at)));
                places.collect::<HashSet<_>>().len()
            };
            let own = by_owner(&told, register).into_iter();
            own.map(|own| OwnersOwn {
                places: count(&own.findings, &|_, _| true),
                blocking: count(&own.findings, &|_, group| group.blocks),
                new: count(&own.findings, &|finding, _| finding.new == Some(true)),
                owner: own.owner,
            })
            .collect()
        })
    }

    /// What stands of a risk, by its place in the register from nought, the gravest first; what is
    /// found of a pair stands of both.
    pub fn of_risk(&self, position: usize) -> impl Iterator<Item = &Finding> {
        // What is new, and what is set aside with what, is told of the whole alone.
        let is_told = self.since.is_some() || !self.waivers.is_empty();
        let told = is_told.then(|| self.told_of_risk(position));
        let found = (!is_told).then(|| self.found.of_risk(position));
        told.into_iter().flatten().chain(found.into_iter().flatten()).map(AsRef::as_ref)
    }

    fn told_of_risk(&self, position: usize) -> impl Iterator<Item = &Arc<Finding>> {
        let by_risk = self.by_risk.get_or_init(|| {
            let mut by_risk = vec![Vec::new(); self.register.risks.len()];
            for (number, finding) in (0_u32..).zip(&self.findings) {
                for position in finding.positions() {
                    by_risk.get_mut(position).into_iter().for_each(|own| own.push(number));
                }
            }
            by_risk
        });
        let own = by_risk.get(position).map(Vec::as_slice).unwrap_or_default();
        own.iter().filter_map(|number| self.findings.get(usize::try_from(*number).ok()?))
    }
}

/// Gathers findings of a register that is kept. Who accepted an import has seen what was remarked on
/// it: that blocks nothing.
pub fn grouped<F: Borrow<Finding>>(
    findings: &[F],
    register: &Register,
    settings: &Settings,
) -> Vec<Group> {
    let mut groups = group::group(findings, register, settings);
    for group in &mut groups {
        let seen = |rule: &&str| rule_of(rule).is_some_and(Rule::is_remark_of_import);
        group.blocks &= group.rules.iter().any(|rule| settings.blocks(rule) && !seen(rule));
        group.seen = group.rules.iter().all(seen);
    }
    groups
}

impl App {
    /// The same as [`App::judge`], with which of the findings are new since the issue before.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn judge_since(&self, snapshot: &Snapshot) -> Result<Arc<Judged>, AppError> {
        let judged = self.judge(snapshot)?;
        let Some(before) = snapshot.timeline.before(snapshot.as_at) else { return Ok(judged) };
        if judged.since.is_some() {
            return Ok(judged);
        }
        let known = snapshot.view.as_at.known;
        let then = self.tally(&self.snapshot(Some(before), known)?)?;
        let judged = Arc::new(judged.since(before, |finding| !then.found(finding)));
        if let Some(key) = self.key(snapshot)?
            && self.is_still(&key)?
        {
            self.judged.put(key, Arc::clone(&judged));
        }
        Ok(judged)
    }

    /// Judges the register of a snapshot by every rule that is on at its date, with the issues
    /// before it, and sets aside what somebody has answered for. What was judged before is not
    /// judged again until the journal has a new entry.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn judge(&self, snapshot: &Snapshot) -> Result<Arc<Judged>, AppError> {
        let Some(key) = self.key(snapshot)? else { return self.judge_anew(snapshot) };
        if let Some(judged) = self.judged.get(&key) {
            return Ok(judged);
        }
        let _turn = self.judged.turn();
        if let Some(judged) = self.judged.get(&key) {
            return Ok(judged);
        }
        let judged = self.judge_anew(snapshot)?;
        if self.is_still(&key)? {
            self.judged.put(key, Arc::clone(&judged));
        }
        Ok(judged)
    }

    /// How often the rules found something, for a comparison with another date.
    fn tally(&self, snapshot: &Snapshot) -> Result<Arc<Tally>, AppError> {
        let key = self.key(snapshot)?;
        if let Some(tally) = key.and_then(|key| self.judged.tally(&key)) {
            return Ok(tally);
        }
        // What was written since may have changed nothing of that date.
        let basis = self.basis(snapshot)?;
        let tally = self.judged.tally_by(&basis).unwrap_or_else(|| {
            let judged = key.and_then(|key| self.judged.get(&key));
            Arc::new(Tally::of(&judged.unwrap_or_else(|| self.judge_by(&basis)), basis))
        });
        if let Some(key) = key
            && self.is_still(&key)?
        {
            self.judged.put_tally(key, Arc::clone(&tally));
        }
        Ok(tally)
    }

    /// By what the findings of a snapshot are kept; `None` before the first entry.
    fn key(&self, snapshot: &Snapshot) -> Result<Option<Key>, AppError> {
        let Some(head) = snapshot.view.head else { return Ok(None) };
        let last = match snapshot.view.as_at.known {
            None => Some(head),
            Some(_) => self.store.head(&self.register.organisation)?.map(|last| last.seq),
        };
        Ok(last.map(|last| (last, head, snapshot.as_at)))
    }

    /// Whether what was judged may be kept. Whoever wrote meanwhile may have changed the settings
    /// or an earlier issue: then it is not what the register was at that entry.
    fn is_still(&self, (by, ..): &Key) -> Result<bool, AppError> {
        let last = self.store.head(&self.register.organisation)?.map(|last| last.seq);
        Ok(last == Some(*by))
    }

    fn judge_anew(&self, snapshot: &Snapshot) -> Result<Arc<Judged>, AppError> {
        Ok(self.judge_by(&self.basis(snapshot)?))
    }

    fn judge_by(&self, basis: &Basis) -> Arc<Judged> {
        let mut before = self.judged.take_before(basis.as_at);
        let found = basis.judge(&mut before);
        self.judged.put_before(basis.as_at, before);
        Arc::new(Judged::new(basis, found))
    }

    /// All that is found in the register of a snapshot follows from this.
    fn basis(&self, snapshot: &Snapshot) -> Result<Basis, AppError> {
        let AsAt { known, .. } = snapshot.view.as_at;
        let in_force = self.in_force(AsAt { effective: snapshot.as_at, known })?;
        let closed = snapshot.view.closed.iter();
        Ok(Basis {
            as_at: snapshot.as_at,
            register: Arc::clone(&snapshot.register),
            earlier: self.earlier(snapshot)?,
            closed: closed.filter_map(|version| version.risk.reference.clone()).collect(),
            steps: snapshot.steps,
            settings: in_force.checks()?.settings,
            waivers: self.by_ids(in_force.waivers()?)?.into_iter().map(|own| own.waiver).collect(),
        })
    }

    /// The register at each issue before the one in force, oldest first, as far as the snapshot
    /// knows of them.
    fn earlier(&self, snapshot: &Snapshot) -> Result<Vec<Arc<Register>>, AppError> {
        let AsAt { effective: as_at, known } = snapshot.view.as_at;
        let timeline = self.timeline(known)?;
        let all = timeline.issues.iter().map(|issue| issue.effective);
        let mut dates: Vec<Date> = all.filter(|date| *date <= as_at).collect();
        // The last of them is the issue in force.
        dates.pop();
        let at = |effective| AsAt { effective, known };
        dates
            .into_iter()
            .map(|date| Ok(self.judged.register(&self.store.view(&self.register, at(date))?)))
            .collect()
    }
}
