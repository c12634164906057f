//! Findings that somebody has answered for.

use bellwether_checks::{Finding, Waiver};
use std::collections::{BTreeMap, btree_map::Entry};

use bellwether_domain::{Action, Date, Register, RiskId, similar::folded};
use bellwether_history::{ActorName, AsAt, Committed, Digest, NoAuthority, Seq};
use jiff::Timestamp;
use serde_json::Value;

use super::{InForce, SetError, value};
use crate::{App, AppError, Author, read::Snapshot};

/// What all their keys begin with.
const UNDER: &str = "waiver/";

/// As much of a name as stands in a key as it is.
const MOST_NAME: usize = 40;

/// A waiver in force, and how to name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its key.
    pub key: String,
    /// The entry that made it.
    pub seq: Seq,
    /// From which day it holds.
    pub since: Date,
    /// When it was made.
    pub recorded: Timestamp,
    /// What it says.
    pub waiver: Waiver,
}

/// A finding's place: what one is waived by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The rule.
    pub rule: String,
    /// The risk, as findings name it.
    pub risk: Option<String>,
    /// The action of that risk, counted from one.
    pub action: Option<usize>,
    /// The other risk of a pair.
    pub other_risk: Option<String>,
}

impl Place {
    /// Where a finding stands.
    pub fn of(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.to_owned(),
            risk: finding.risk.clone(),
            action: finding.action,
            other_risk: finding.other_risk.clone(),
        }
    }

    /// Which risk of the register, counted from nought.
    pub fn position(&self, register: &Register) -> Option<usize> {
        position(register, self.risk.as_deref()?)
    }

    /// Whether a finding stands there.
    pub fn holds(&self, finding: &Finding) -> bool {
        *self == Self::of(finding)
    }
}

/// In whose name a finding stands, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who answers for it.
    pub by: String,
    /// The last day.
    pub expires: Date,
    /// Whether for everything that the rule finds, rather than for one finding.
    pub whole: bool,
}

impl InForce {
    pub(crate) fn waivers(&self) -> Result<Vec<Kept>, AppError> {
        let kept = self.under(UNDER).map(|version| {
            let (key, seq, since) = (version.key.clone(), version.seq, version.effective);
            let recorded = version.recorded;
            Ok(Kept { key, seq, since, recorded, waiver: value(version)? })
        });
        kept.collect()
    }
}

impl App {
    /// The waivers in force on a day, those that have run out included.
    ///
    /// # Errors
    /// When the store cannot be read, or holds a waiver that this program cannot read.
    pub fn waivers(&self, as_at: Date) -> Result<Vec<Kept>, AppError> {
        self.by_ids(self.in_force(AsAt::date(as_at))?.waivers()?)
    }

    /// Names what waivers speak of by ids. One that was made before there were any says what it
    /// speaks of by a number, or a place among those without, on the register of its day as it was
    /// known then. Says in whose name one is that is in that of whoever made its entry.
    pub(crate) fn by_ids(&self, mut waivers: Vec<Kept>) -> Result<Vec<Kept>, AppError> {
        let mut registers: BTreeMap<(Date, Timestamp), Register> = BTreeMap::new();
        for Kept { seq, since, recorded, waiver, .. } in &mut waivers {
            if waiver.by.is_empty() {
                let entry = self.store.journal(&self.register.organisation, *seq..=*seq)?.pop();
                waiver.by = entry.map(|entry| entry.actor.0).unwrap_or_default();
            }
            if waiver.risk.is_none() || waiver.risk_id.is_some() {
                continue;
            }
            let then = match registers.entry((*since, *recorded)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(free) => {
                    let as_at = AsAt { effective: *since, known: Some(*recorded) };
                    free.insert(self.store.view(&self.register, as_at)?.register())
                }
            };
            name(waiver, then);
        }
        Ok(waivers)
    }
}

impl Author<'_> {
    /// Sets a finding of a snapshot aside, in somebody's name and until a day; one that was set
    /// aside before is set aside anew.
    ///
    /// # Errors
    /// When the finding does not stand, the name is missing, the last day is past, or the
    /// store cannot keep it.
    pub fn waive(
        &self,
        snapshot: &Snapshot,
        place: &Place,
        answer: &Answer,
    ) -> Result<Committed, SetError> {
        let by: ActorName = match answer.by.parse() {
            Err(NoAuthority::NoName) => return Err(SetError::NoName),
            by => by?,
        };
        if answer.expires < self.authority.effective {
            return Err(SetError::Expired {
                expires: answer.expires,
                from: self.authority.effective,
            });
        }
        place.risk.as_deref().map_or(Ok(()), |number| snapshot.not_shared(number))?;
        let judged = self.judge(snapshot)?;
        let mut all = judged.findings.iter().chain(judged.waived.iter().map(|(found, _)| found));
        if !all.any(|finding| place.holds(finding)) {
            return Err(SetError::Gone);
        }
        let own = (!answer.whole).then_some(place);
        let mut waiver = Waiver {
            rule: place.rule.clone(),
            whole: answer.whole,
            risk: own.and_then(|place| place.risk.clone()),
            risk_id: None,
            action: own.and_then(|place| wording(&snapshot.register, place)),
            action_id: None,
            other_risk: own.and_then(|place| place.other_risk.clone()),
            other_risk_id: None,
            reason: self.authority.reason.to_string(),
            by: if by == self.authority.actor { String::new() } else { by.to_string() },
            expires: answer.expires,
        };
        name(&mut waiver, &snapshot.register);
        let stands = self.in_force(AsAt::date(self.authority.effective))?;
        let known = self.by_ids(stands.waivers()?)?;
        let same = known.into_iter().find(|kept| of_the_same(&kept.waiver, &waiver));
        let key = same.map_or_else(|| key(&waiver), |kept| kept.key);
        let expected = stands.version(&key).map(|version| version.seq);
        let value = serde_json::to_value(&waiver).map_err(|error| AppError::Setting {
            key: key.clone(),
            seq: expected.unwrap_or(Seq::FIRST),
            problem: error.to_string(),
        })?;
        self.set(key, expected, value)
    }

    /// Withdraws a waiver: from a day on its finding stands again.
    ///
    /// # Errors
    /// When there is no such waiver, or the store cannot keep it.
    pub fn withdraw(&self, key: &str) -> Result<Committed, SetError> {
        let stands = self.in_force(AsAt::date(self.authority.effective))?;
        let version = stands.under(UNDER).find(|version| version.key == key);
        let expected = version.ok_or(SetError::Gone)?.seq;
        self.set(key.to_owned(), Some(expected), Value::Null)
    }
}

/// Names by their ids the risk, action and other risk that a waiver speaks of on a register.
fn name(waiver: &mut Waiver, register: &Register) {
    let find = |name: &Option<String>| register.risks.get(position(register, name.as_deref()?)?);
    waiver.other_risk_id = find(&waiver.other_risk).and_then(|risk| risk.id);
    let Some(risk) = find(&waiver.risk) else { return };
    waiver.risk_id = risk.id;
    let words = waiver.action.as_deref().map(folded);
    let is = |action: &&Action| Some(folded(&action.description)) == words;
    waiver.action_id = risk.actions.iter().find(is).and_then(|action| action.id);
}

/// Whether two waivers speak of the same finding.
fn of_the_same(one: &Waiver, other: &Waiver) -> bool {
    let of = |waiver: &Waiver| {
        let Waiver { rule, risk, risk_id, action, action_id, other_risk, other_risk_id, .. } =
            waiver.clone();
        let whole = waiver.whole;
        let named = |id: Option<RiskId>, name: Option<String>| id.map(|id| id.to_string()).or(name);
        let action = action_id.map(|id| id.to_string()).or(action.as_deref().map(folded));
        let (risk, other) = (named(risk_id, risk), named(other_risk_id, other_risk));
        (rule.to_ascii_uppercase(), whole, risk, action, other)
    };
    of(one) == of(other)
}

/// Which risk of a register is called so, counted from nought.
fn position(register: &Register, name: &str) -> Option<usize> {
    let by_number = || register.risks.iter().position(|r| r.reference.as_deref() == Some(name));
    let by_place = || {
        let nth = name.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1)?;
        (nth < register.risks.len()).then_some(nth)
    };
    by_number().or_else(by_place)
}

/// The words of the action that a finding speaks of.
fn wording(register: &Register, place: &Place) -> Option<String> {
    let risk = register.risks.get(place.position(register)?)?;
    risk.actions.get(place.action?.checked_sub(1)?).map(|action| action.description.clone())
}

/// `waiver/ACT-04/*` for all that a rule finds, else `waiver/ACT-04/18/…`: rule, risk, action and other risk, each by its id, or in few letters where
/// it has none.
pub(crate) fn key(waiver: &Waiver) -> String {
    if waiver.whole {
        return format!("{UNDER}{}/*", waiver.rule.to_ascii_uppercase());
    }
    let id = |id: Option<RiskId>, name: &Option<String>| {
        id.map(|id| id.to_string()).or_else(|| name.clone())
    };
    let (risk, other_risk) =
        (id(waiver.risk_id, &waiver.risk), id(waiver.other_risk_id, &waiver.other_risk));
    let name = |name: &Option<String>| match name {
        None => "-".to_owned(),
        Some(name) if is_plain(name) => name.clone(),
        Some(name) => short(name),
    };
    let words = || waiver.action.as_deref().map_or("-".to_owned(), |words| short(&folded(words)));
    let action = waiver.action_id.map_or_else(words, |id| id.to_string());
    let other = other_risk.as_ref().map(|_| format!("/{}", name(&other_risk)));
    format!(
        "{UNDER}{}/{}/{action}{}",
        waiver.rule.to_ascii_uppercase(),
        name(&risk),
        other.unwrap_or_default()
    )
}

fn is_plain(name: &str) -> bool {
    name.len() <= MOST_NAME && name != "-" && !name.chars().any(|c| c == '/' || c.is_control())
}

fn short(text: &str) -> String {
    Digest::of(text).to_string().chars().take(16).collect()
}
