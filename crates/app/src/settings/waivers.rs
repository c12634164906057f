//! Findings that somebody has answered for.

use bellwether_checks::{Finding, Waiver};
use bellwether_domain::{Date, Register, similar::folded};
use bellwether_history::{ActorName, AsAt, Authority, Committed, Digest, NoAuthority, Seq};
use serde_json::Value;

use super::{InForce, SetError, value};
use crate::{App, AppError, read::Snapshot};

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
        let name = self.risk.as_deref()?;
        let by_number = || register.risks.iter().position(|r| r.reference.as_deref() == Some(name));
        let by_place = || {
            let nth = name.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1)?;
            (nth < register.risks.len()).then_some(nth)
        };
        by_number().or_else(by_place)
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
}

impl InForce {
    pub(crate) fn waivers(&self) -> Result<Vec<Kept>, AppError> {
        let kept = self.under(UNDER).map(|version| {
            let (key, seq, since) = (version.key.clone(), version.seq, version.effective);
            Ok(Kept { key, seq, since, waiver: value(version)? })
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
        self.in_force(AsAt::date(as_at))?.waivers()
    }

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
        authority: &Authority,
    ) -> Result<Committed, SetError> {
        let by: ActorName = match answer.by.parse() {
            Err(NoAuthority::NoName) => return Err(SetError::NoName),
            by => by?,
        };
        if answer.expires < authority.effective {
            return Err(SetError::Expired { expires: answer.expires, from: authority.effective });
        }
        let judged = self.judge(snapshot)?;
        let mut all = judged.findings.iter().chain(judged.waived.iter().map(|(found, _)| found));
        if !all.any(|finding| place.holds(finding)) {
            return Err(SetError::Gone);
        }
        let waiver = Waiver {
            rule: place.rule.clone(),
            risk: place.risk.clone(),
            action: wording(&snapshot.register, place),
            other_risk: place.other_risk.clone(),
            reason: authority.reason.to_string(),
            by: by.to_string(),
            expires: answer.expires,
        };
        let key = key(&waiver);
        let stands = self.in_force(AsAt::date(authority.effective))?;
        let expected = stands.version(&key).map(|version| version.seq);
        let value = serde_json::to_value(&waiver).map_err(|error| AppError::Setting {
            key: key.clone(),
            seq: expected.unwrap_or(Seq::FIRST),
            problem: error.to_string(),
        })?;
        self.set(key, expected, value, authority)
    }

    /// Withdraws a waiver: from a day on its finding stands again.
    ///
    /// # Errors
    /// When there is no such waiver, or the store cannot keep it.
    pub fn withdraw(&self, key: &str, authority: &Authority) -> Result<Committed, SetError> {
        let stands = self.in_force(AsAt::date(authority.effective))?;
        let version = stands.under(UNDER).find(|version| version.key == key);
        let expected = version.ok_or(SetError::Gone)?.seq;
        self.set(key.to_owned(), Some(expected), Value::Null, authority)
    }
}

/// The words of the action that a finding speaks of.
fn wording(register: &Register, place: &Place) -> Option<String> {
    let risk = register.risks.get(place.position(register)?)?;
    risk.actions.get(place.action?.checked_sub(1)?).map(|action| action.description.clone())
}

/// `waiver/ACT-04/18/…`: rule, risk, action and other risk, each in few letters.
pub(crate) fn key(waiver: &Waiver) -> String {
    let name = |name: &Option<String>| match name {
        None => "-".to_owned(),
        Some(name) if is_plain(name) => name.clone(),
        Some(name) => short(name),
    };
    let action = waiver.action.as_deref().map_or("-".to_owned(), |words| short(&folded(words)));
    let other = waiver.other_risk.as_ref().map(|_| format!("/{}", name(&waiver.other_risk)));
    format!(
        "{UNDER}{}/{}/{action}{}",
        waiver.rule.to_ascii_uppercase(),
        name(&waiver.risk),
        other.unwrap_or_default()
    )
}

fn is_plain(name: &str) -> bool {
    name.len() <= MOST_NAME && name != "-" && !name.chars().any(|c| c == '/' || c.is_control())
}

fn short(text: &str) -> String {
    Digest::of(text).to_string().chars().take(16).collect()
}
