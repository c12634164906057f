//! What the checks find in a register, what of it somebody has answered for, and how that moved.

mod accept;
mod basis;
mod former;
mod kept;
mod moved;

use std::{
    borrow::Borrow,
    ops::Deref,
    sync::{Arc, OnceLock},
    thread,
};

use bellwether_checks::{
    Finding, Found, Gathered, Group, Headline, KeptFindings, Rule, Settings, Standing, Waiver,
    group, rule as rule_of,
};
use bellwether_domain::{Date, Register};
use bellwether_history::AsAt;

use crate::{App, AppError, read::Snapshot};

pub use accept::{Accepted, Chosen, Declined, Refused};
use basis::Basis;
pub use bellwether_checks::OwnersOwn;
use former::Former;
pub(crate) use kept::Kept;
use kept::Key;
use moved::Tally;
pub use moved::{Moved, Point, RuleMoved, SealName, When};

/// A register of more risks is long to judge for the first time: a second at ten thousand.
const MANY: usize = 1_000;

/// A register, judged by its body's own settings: what was found by where it stands, and, gathered when
/// it is first asked for, as [`Gathered`].
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
    /// What was found at that issue.
    then: Option<Arc<Tally>>,
    former: Arc<Former>,
    standing: OnceLock<Standing>,
    headline: OnceLock<Headline>,
    gathered: OnceLock<Gathered>,
    /// What is whose to answer, counted when it is first asked.
    owners: OnceLock<Vec<OwnersOwn>>,
}

impl Deref for Judged {
    type Target = Gathered;

    fn deref(&self) -> &Gathered {
        let adjust = |group: &mut Group| of_kept(group, &self.settings);
        self.gathered.get_or_init(|| self.standing().gathered(&self.settings, adjust))
    }
}

impl Judged {
    fn new(basis: &Basis, found: Found, former: Arc<Former>) -> Self {
        Self {
            as_at: basis.as_at,
            settings: basis.settings.clone(),
            since: None,
            found,
            register: Arc::clone(&basis.register),
            waivers: basis.waivers.clone(),
            then: None,
            former,
            standing: OnceLock::new(),
            headline: OnceLock::new(),
            gathered: OnceLock::new(),
            owners: OnceLock::new(),
        }
    }

    /// The same with which of the findings are new since an issue.
    fn since(&self, issue: Date, then: Arc<Tally>) -> Self {
        Self {
            as_at: self.as_at,
            settings: self.settings.clone(),
            since: Some(issue),
            found: self.found.clone(),
            register: Arc::clone(&self.register),
            waivers: self.waivers.clone(),
            then: Some(then),
            former: Arc::clone(&self.former),
            standing: OnceLock::new(),
            headline: OnceLock::new(),
            gathered: OnceLock::new(),
            owners: OnceLock::new(),
        }
    }

    /// What of it stands, by where it does.
    fn standing(&self) -> &Standing {
        self.standing.get_or_init(|| {
            let by = (self.waivers.as_slice(), self.as_at);
            self.former.standing(&self.found, &self.register, by, self.then.as_ref())
        })
    }

    /// Everything that was found, whether it was answered for or not.
    pub(crate) fn found(&self) -> &Found {
        &self.found
    }

    /// How many findings there are, those that somebody answered for as well.
    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// What stands in a few numbers: one thing to put right for each group.
    pub fn headline(&self) -> &Headline {
        let blocks = |rules: &[&'static str]| blocks_kept(rules, &self.settings);
        self.headline.get_or_init(|| self.standing().headline(blocks))
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
        self.settings.blocks(finding.rule) && !is_seen(finding.rule)
    }

    /// How much is each owner's own to answer in the register that was judged, those with most first.
    pub fn owners(&self) -> &[OwnersOwn] {
        self.owners.get_or_init(|| Gathered::owners(self))
    }

    /// What stands of a risk, by its place in the register from nought, the gravest first; what is
    /// found of a pair stands of both.
    pub fn of_risk(&self, position: usize) -> impl Iterator<Item = &Finding> {
        let standing = (!self.waivers.is_empty()).then(|| self.standing());
        let stands =
            move |own: &&Arc<Finding>| standing.is_none_or(|standing| standing.stands(own));
        self.found.of_risk(position).filter(stands).map(AsRef::as_ref)
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
    groups.iter_mut().for_each(|group| of_kept(group, settings));
    groups
}

/// What a group of a register that is kept blocks.
fn of_kept(group: &mut Group, settings: &Settings) {
    group.blocks &= blocks_kept(&group.rules, settings);
    group.seen = group.rules.iter().all(|rule| is_seen(rule));
}

/// Whether what some rules find together in a register that is kept blocks a sign-off.
fn blocks_kept(rules: &[&'static str], settings: &Settings) -> bool {
    rules.iter().any(|rule| settings.blocks(rule) && !is_seen(rule))
}

/// Whether who accepted an import has seen what a rule finds.
fn is_seen(rule: &str) -> bool {
    rule_of(rule).is_some_and(Rule::is_remark_of_import)
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
        let then = self.tally_known(&self.snapshot(Some(before), known)?)?;
        let judged = Arc::new(judged.since(before, then));
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

    /// The same where it is not long to wait for: what was judged, and a register that has few risks or
    /// was judged at its date before. Of another it is `None`, and it is judged behind the page.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn judge_soon(
        self: &Arc<Self>,
        snapshot: &Snapshot,
    ) -> Result<Option<Arc<Judged>>, AppError> {
        let is_soon = snapshot.register.risks.len() <= MANY || self.judged.is_known(snapshot.as_at);
        let Some(key) = self.key(snapshot)?.filter(|_| !is_soon) else {
            return self.judge(snapshot).map(Some);
        };
        if let Some(judged) = self.judged.get(&key) {
            return Ok(Some(judged));
        }
        let (app, snapshot) = (Arc::clone(self), snapshot.clone());
        // Where it cannot be judged now, whoever asks for the findings is told why.
        let judge = move || app.judged.behind().map(|_turn| app.judge(&snapshot).map(drop));
        drop(thread::Builder::new().spawn(judge));
        Ok(None)
    }

    /// How often the rules found something, for a comparison with another date.
    fn tally(&self, snapshot: &Snapshot) -> Result<Arc<Tally>, AppError> {
        self.tally_with(snapshot, false)
    }

    /// The same, knowing each finding.
    fn tally_known(&self, snapshot: &Snapshot) -> Result<Arc<Tally>, AppError> {
        self.tally_with(snapshot, true)
    }

    fn tally_with(&self, snapshot: &Snapshot, each: bool) -> Result<Arc<Tally>, AppError> {
        let key = self.key(snapshot)?;
        let will_do = |tally: &Arc<Tally>| tally.knows_each() || !each;
        if let Some(tally) = key.and_then(|key| self.judged.tally(&key)).filter(will_do) {
            return Ok(tally);
        }
        // What was written since may have changed nothing of that date.
        let basis = self.basis(snapshot)?;
        let tally = self.judged.tally_by(&basis).filter(will_do).unwrap_or_else(|| {
            let judged = key.and_then(|key| self.judged.get(&key));
            let judged = judged.unwrap_or_else(|| self.judge_aside(&basis));
            Arc::new(Tally::of(&judged, basis, each))
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
        let (mut before, former) = self.judged.take_before(basis.as_at);
        let found = basis.judge(&mut before);
        self.judged.put_before(basis.as_at, (before, Arc::clone(&former)));
        Arc::new(Judged::new(basis, found, former))
    }

    /// The same for what is only counted: where there is no room beside what is kept of other dates, what is
    /// found of each risk is not kept.
    fn judge_aside(&self, basis: &Basis) -> Arc<Judged> {
        if self.judged.has_room(basis.as_at) {
            return self.judge_by(basis);
        }
        let found = basis.judge(&mut KeptFindings::default());
        Arc::new(Judged::new(basis, found, Arc::default()))
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
