//! What stands at one place of a register, told so that groups can be gathered from many such places
//! without a look at the findings themselves.

use std::{iter::successors, sync::Arc};

use bellwether_domain::{Number, Risk, Stage};
use foldhash::{HashMap, HashSet};

use super::facts;
use crate::{Finding, RULES, Severity, context};

/// What stands at one risk, or of the register as a whole.
#[derive(Debug, Default)]
pub(crate) struct Stand {
    /// In the order of the findings.
    pub(super) entries: Vec<Entry>,
    /// How findings name the risk; `None` of the register as a whole.
    pub(super) name: Option<Arc<str>>,
    /// How the risk is scored now.
    pub(super) score: Option<Number>,
    /// Whether it is counted among the risks, with its actions.
    pub(super) is_live: bool,
    /// How many actions it has.
    pub(super) actions: usize,
    /// Who is to answer for something here, each once as the register writes it.
    owners: Vec<Arc<str>>,
    /// Who is to answer for each finding in turn, by their places in `owners`.
    answers: Vec<u32>,
}

/// One finding.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its severity and rule as one number, by which findings are sorted.
    pub(super) slot: u16,
    /// The group of its rule.
    pub(super) key: u16,
    /// The group of the first that tells its fact more fully, where that is another.
    pub(super) leaves: Option<u16>,
    /// The next that tells its fact more fully, by its place here.
    fuller: Option<u32>,
    /// The action it is sorted by; nought of the risk itself.
    pub(super) order: u32,
    /// The action that it names; nought for none.
    pub(super) action: u32,
    /// The other place of a pair: the risk's, counted from one, and the action.
    pub(super) other: Option<(u32, u32)>,
    /// Who is to answer, by their places in `answers`.
    answers: (u32, u32),
    pub(super) says: Says,
    /// Whether it was not there at the issue before; `None` where nothing is compared.
    pub(super) new: Option<bool>,
}

/// What else is asked of a finding.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub(super) struct Says {
    /// It speaks of a risk.
    pub(super) of_risk: bool,
    /// It names another risk.
    pub(super) of_pair: bool,
    /// It can be put right in one way.
    pub(super) fix: bool,
    /// What it says to do is what its rule says.
    pub(super) plain: bool,
    /// It is the first of its group's rules here.
    pub(super) first: bool,
    /// It is the first of these of the same action.
    pub(super) first_of_action: bool,
}

/// The number by which findings are sorted.
pub(super) fn slot(severity: Severity, place: usize) -> usize {
    severity as usize * RULES.len() + place
}

/// How many of these there can be.
pub(super) fn slots() -> usize {
    Severity::ALL.len() * RULES.len()
}

/// The severity of a slot.
pub(super) fn severity(slot: usize) -> Severity {
    Severity::ALL.get(slot / RULES.len()).copied().unwrap_or(Severity::Info)
}

impl Stand {
    /// What stands at a risk, given with its place in the register from nought; without one of the register
    /// as a whole. The findings are in their order.
    pub(crate) fn of<'f>(
        risk: Option<(usize, &Risk)>,
        findings: impl IntoIterator<Item = &'f Finding>,
    ) -> Self {
        let mut stand = Self::default();
        if let Some((position, risk)) = risk {
            stand.name = Some(context::name_of(risk, position).into());
            let score = risk.assessments.get(Stage::Current);
            stand.score = score.and_then(|now| now.score_value());
            stand.is_live = !context::is_closed(risk);
            stand.actions = risk.actions.len();
        }
        for finding in findings {
            stand.add(risk.map(|(_, risk)| risk), finding);
        }
        stand.look_around(risk.is_some());
        stand
    }

    fn add(&mut self, risk: Option<&Risk>, finding: &Finding) {
        let place = facts::place_of(finding.rule);
        let rule = RULES.get(place);
        let other = finding.other_position.map(|at| (at + 1, finding.other_action.unwrap_or(0)));
        let first = wide(self.answers.len());
        for owner in risk.map(|risk| finding.answered_by(risk)).unwrap_or_default() {
            let owner = self.owner(owner);
            self.answers.push(owner);
        }
        let entry = Entry {
            slot: narrow(slot(finding.severity, place)),
            key: narrow(facts::key(place, finding.severity)),
            leaves: None,
            fuller: None,
            order: wide(finding.order.1),
            action: wide(finding.action.unwrap_or(0)),
            other: other.map(|(at, action)| (wide(at), wide(action))),
            answers: (first, wide(self.answers.len())),
            says: Says {
                of_risk: finding.risk.is_some(),
                of_pair: finding.other_risk.is_some(),
                fix: finding.fix.is_some(),
                plain: rule.is_some_and(|rule| rule.help == finding.help),
                first: false,
                first_of_action: false,
            },
            new: finding.new,
        };
        self.entries.push(entry);
    }

    /// The place of an owner here.
    fn owner(&mut self, owner: &str) -> u32 {
        let known = self.owners.iter().position(|own| **own == *owner);
        wide(known.unwrap_or_else(|| {
            self.owners.push(owner.into());
            self.owners.len() - 1
        }))
    }

    /// Who is to answer for a finding here.
    pub(super) fn answer(&self, entry: &Entry) -> impl Iterator<Item = &Arc<str>> {
        let (first, end) = (back(entry.answers.0), back(entry.answers.1));
        let own = self.answers.get(first..end).unwrap_or_default();
        own.iter().filter_map(|own| self.owners.get(back(*own)))
    }

    /// Finds what goes with each entry here.
    fn look_around(&mut self, is_of_risk: bool) {
        let rule = |entry: &Entry| usize::from(entry.slot) % RULES.len();
        let mut at: HashMap<(usize, u32), usize> = HashMap::default();
        let (mut of, mut of_action) = (HashSet::default(), HashSet::default());
        for (number, entry) in self.entries.iter_mut().enumerate() {
            at.entry((rule(entry), entry.order)).or_insert(number);
            entry.says.first = of.insert(entry.key);
            entry.says.first_of_action = of_action.insert((entry.key, entry.order));
        }
        if !is_of_risk {
            return;
        }
        for entry in &mut self.entries {
            let fuller = facts::fuller_or_before(rule(entry)).iter();
            let mut fuller = fuller.filter_map(|rule| at.get(&(*rule, entry.order)));
            entry.fuller = fuller.next().map(|at| wide(*at));
        }
        let key = |at: usize| self.entries.get(at).map(|entry| entry.key);
        let fuller = |at: &usize| self.entries.get(*at)?.fuller.map(back);
        let leaves = |at: usize| {
            // The pairs make no circle.
            let mut others = successors(fuller(&at), fuller).map(key);
            others.find(|other| *other != key(at)).flatten()
        };
        let leaves: Vec<Option<u16>> = (0..self.entries.len()).map(leaves).collect();
        for (entry, leaves) in self.entries.iter_mut().zip(leaves) {
            entry.leaves = leaves;
        }
    }

    /// By which finding the fact of one is told. A group that is kept together tells its own.
    pub(super) fn told_by(&self, at: usize, is_kept: impl Fn(u16) -> bool) -> usize {
        let mut head = at;
        while let Some(own) = self.entries.get(head)
            && let Some(next) = own.fuller.map(back)
            && let Some(other) = self.entries.get(next)
        {
            if own.key != other.key && is_kept(own.key) {
                break;
            }
            head = next;
        }
        head
    }
}

/// There are fewer rules than fit by far.
fn narrow(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// The number in so many bits.
pub(super) fn wide(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The number that was narrowed to so many bits.
pub(super) fn back(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
