//! What bringing a document in would do: create, change field by field, leave as it is, ask.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use bellwether_domain::{
    Date, Register, Risk, Scheme,
    diff::{FieldChange, ParticularChange, diff_particulars, diff_risks},
    identity,
    similar::Likeness,
};
use bellwether_history::{Digest, Issue, RiskId, RiskVersion, Seq, Standing};
use bellwether_intake::Intake;
use serde::Serialize;

use super::{
    Upload,
    carry::{Carried, carry},
    recognise::{Known, Recognised},
};
use crate::settings::columns::Columns;

/// What an import would do, shown before anything is done.
pub struct Plan {
    /// The date that the document speaks of, and from which its contents hold.
    pub as_at: Date,
    /// The file's name.
    pub file: String,
    /// The digest of its bytes.
    pub sha256: Digest,
    /// Its bytes, to be kept with the import.
    pub(super) document: Vec<u8>,
    /// What was read, with what was noticed and how each column was understood.
    pub intake: Intake,
    /// One for each risk of the document, in its order.
    pub risks: Vec<PlannedRisk>,
    /// The risks on the register at that date that the document lacks.
    pub missing: Vec<Missing>,
    /// What changes beside the risks: title, headings, matrix, key of owners.
    pub particulars: Vec<ParticularChange>,
    /// The next issue already in the history: the document speaks until then.
    pub until: Option<Date>,
    /// The earlier import of the very same file for the same date.
    pub already: Option<Issue>,
    /// The readings of columns that were remembered from an earlier document, and used again.
    pub columns: Columns,
    /// The journal's head when the plan was made.
    pub head: Option<Seq>,
    pub(super) known: Known,
}

/// What becomes of one risk of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedRisk {
    /// Its id: a new one where the fate is to be created.
    pub id: RiskId,
    /// Its number in the document.
    pub reference: Option<String>,
    /// Its wording.
    pub wording: String,
    /// How it was recognised, where we know it.
    pub likeness: Option<Likeness>,
    /// What the import would do.
    #[serde(flatten)]
    pub fate: Fate,
    /// What it would do to what was said of the risk by hand for later days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<Carried>,
}

/// What an import does to a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "fate", content = "changes", rename_all = "kebab-case")]
pub enum Fate {
    /// It is new.
    Create,
    /// It was closed and is on the register again.
    Reopen(Vec<FieldChange>),
    /// Some of its fields change.
    Change(Vec<FieldChange>),
    /// It says what it said.
    Same,
}

/// A risk that is on the register and not in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Which risk.
    pub id: RiskId,
    /// Its number on the register.
    pub reference: Option<String>,
    /// Its wording.
    pub wording: String,
}

impl Missing {
    /// How to call it in a sentence.
    pub fn name(&self) -> String {
        self.reference.clone().unwrap_or_else(|| format!("“{}”", self.wording))
    }
}

/// What became of a risk that the document lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It is off the register from the document's date; its history stays.
    Close,
    /// It stays on the register as it is.
    Keep,
}

/// What the reader decided about the risks that the document lacks.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// For all that are not named.
    pub otherwise: Option<Decision>,
    /// For each by itself.
    pub each: BTreeMap<RiskId, Decision>,
}

impl Decisions {
    /// The same for all.
    pub fn all(decision: Decision) -> Self {
        Self { otherwise: Some(decision), each: BTreeMap::new() }
    }

    /// What was decided for a risk.
    pub fn of(&self, id: RiskId) -> Option<Decision> {
        self.each.get(&id).copied().or(self.otherwise)
    }
}

pub(super) fn plan(
    upload: Upload<'_>,
    as_at: Date,
    mut intake: Intake,
    known: Known,
    random: &dyn Fn() -> [u8; 16],
) -> Plan {
    let recognised = known.recognise(&intake.register.risks);
    identify(&mut intake.register.risks, &known, &recognised, random);
    let risks: Vec<PlannedRisk> = intake
        .register
        .risks
        .iter()
        .enumerate()
        .map(|(i, risk)| {
            let found = recognised.get(&i);
            let id = risk.id.unwrap_or_else(|| RiskId::from_random(random()));
            PlannedRisk {
                id,
                reference: risk.reference.clone(),
                wording: risk.wording().to_owned(),
                likeness: found.map(|f| f.likeness),
                fate: fate(known.base(id), risk),
                carried: carried(&known, id, risk, intake.register.scheme.as_ref()),
            }
        })
        .collect();
    let missing = known
        .before
        .risks
        .iter()
        .filter(|version| !risks.iter().any(|planned| planned.id == version.id))
        .map(|version| Missing {
            id: version.id,
            reference: version.risk.reference.clone(),
            wording: version.risk.wording().to_owned(),
        })
        .collect();
    let before = if known.before.particulars.is_some() {
        known.before.register()
    } else {
        Register::default()
    };
    let sha256 = Digest::of(upload.bytes);
    Plan {
        as_at,
        file: upload.name.to_owned(),
        sha256,
        document: upload.bytes.to_vec(),
        missing,
        particulars: diff_particulars(&before, &intake.register),
        until: known.next.as_ref().map(|(date, _)| *date),
        already: known
            .issues
            .iter()
            .find(|issue| issue.import.sha256 == sha256 && issue.effective == as_at)
            .cloned(),
        columns: Columns::default(),
        head: known.before.head,
        risks,
        intake,
        known,
    }
}

/// Gives the risks of a document, their controls and actions the ids of those that they are
/// recognised as, and new ones to the others; an id that the document carries goes before.
fn identify(
    risks: &mut [Risk],
    known: &Known,
    recognised: &HashMap<usize, Recognised<'_>>,
    random: &dyn Fn() -> [u8; 16],
) {
    let mut taken: HashSet<RiskId> = known.risks.iter().map(|version| version.id).collect();
    for (position, risk) in risks.iter_mut().enumerate() {
        match recognised.get(&position) {
            Some(found) => {
                risk.id = Some(found.version.id);
                identity::carry(&found.version.risk, risk);
            }
            None => {
                let own = risk.id.filter(|id| taken.insert(*id));
                risk.id = own.or_else(|| Some(RiskId::from_random(random())));
            }
        }
        identity::complete(risk, random);
    }
}

/// What a document's risk changes in what was said of it since.
fn carried(known: &Known, id: RiskId, risk: &Risk, scheme: Option<&Scheme>) -> Vec<Carried> {
    let carry = |base| carry(base, (Standing::Live, risk), known.since(id), scheme);
    known.base(id).map(carry).unwrap_or_default()
}

fn fate(base: Option<&RiskVersion>, risk: &Risk) -> Fate {
    match base {
        None => Fate::Create,
        Some(RiskVersion { standing: Standing::Closed, risk: before, .. }) => {
            Fate::Reopen(diff_risks(before, risk))
        }
        Some(RiskVersion { risk: before, .. }) => match diff_risks(before, risk) {
            changes if changes.is_empty() => Fate::Same,
            changes => Fate::Change(changes),
        },
    }
}

/// How many risks an import creates, changes, puts back, leaves and lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[allow(missing_docs, reason = "each counts the fate of its name")]
pub struct Counts {
    pub create: usize,
    pub change: usize,
    pub reopen: usize,
    pub same: usize,
    pub missing: usize,
}

impl Plan {
    /// How many of each fate.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { missing: self.missing.len(), ..Counts::default() };
        for planned in &self.risks {
            match planned.fate {
                Fate::Create => counts.create += 1,
                Fate::Reopen(_) => counts.reopen += 1,
                Fate::Change(_) => counts.change += 1,
                Fate::Same => counts.same += 1,
            }
        }
        counts
    }

    /// Whether accepting it would change nothing at all.
    pub fn is_settled(&self) -> bool {
        if self.already.is_some() {
            return true;
        }
        let Counts { create, change, reopen, missing, .. } = self.counts();
        let issued = self.known.issues.iter().any(|issue| issue.effective == self.as_at);
        issued && create + change + reopen + missing == 0 && self.particulars.is_empty()
    }

    /// The risk of the document at a position, shared with what will be stored.
    pub(super) fn risk(&self, position: usize) -> Option<Arc<Risk>> {
        self.intake.register.risks.get(position).cloned().map(Arc::new)
    }
}
