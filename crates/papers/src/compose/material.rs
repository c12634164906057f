//! What papers about a time are made of: the register as at a day, and how it got there.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use bellwether_domain::{
    Date, Mark, Number, Register, Risk, RiskId, Scheme, diff::FieldChange, due::SOON_DAYS,
    scales::Steps,
};

use crate::compose::{evidence::EvidenceOf, findings::Found, scored::Scores};

/// The register as at a day, with what became of it since another.
#[derive(Debug, Clone)]
pub struct Material {
    /// The register.
    pub register: Register,
    /// The day that it is judged on.
    pub as_at: Date,
    /// How many days ahead the body calls soon.
    pub soon_days: u16,
    /// How many steps the body says its scales have, where its register prints no matrix.
    pub steps: Steps,
    /// What it is compared with, where its history is known.
    pub since: Option<Since>,
    /// How the dates of its actions have moved, for those that have: by the place of the risk in
    /// the register and of the action in the risk, from nought.
    pub moved: BTreeMap<(usize, usize), Moved>,
    /// How its risks came to be what they are, where that is known.
    pub history: History,
    /// The files that are evidence of its risks, where they are known.
    pub evidence: EvidenceOf,
    /// What the checks find in it, where that was asked.
    pub found: Option<Found>,
}

/// How the risks of a register came to be what they are.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The days of its issues, oldest first, up to the day that it is judged on.
    pub issues: Vec<Date>,
    /// The matrix from each day on, oldest first; none where the register printed none.
    pub matrices: Vec<(Date, Option<Scheme>)>,
    /// The versions of each risk, oldest first, by its place in the register from nought.
    pub risks: BTreeMap<usize, Vec<Version>>,
}

/// A risk as it was from a day on.
#[derive(Debug, Clone)]
pub struct Version {
    /// The day.
    pub from: Date,
    /// The risk; `None` while it was off the register.
    pub risk: Option<Arc<Risk>>,
}

impl History {
    /// The same for the public: of no risk what it was while, or before, it was marked.
    #[must_use]
    pub fn public(mut self, marks: &[Mark]) -> Self {
        let is_kept_back = |version: &Version| {
            version.risk.as_ref().is_some_and(|risk| marks.iter().any(|mark| mark.is_of(risk)))
        };
        for versions in self.risks.values_mut() {
            if let Some(last) = versions.iter().rposition(is_kept_back) {
                versions.drain(..=last);
            }
            for risk in versions.iter_mut().filter_map(|version| version.risk.as_mut()) {
                *risk = Arc::new(public(Risk::clone(risk), marks));
            }
        }
        self
    }
}

/// What the register is compared with, and what came between.
#[derive(Debug, Clone)]
pub struct Since {
    /// The day that it speaks of.
    pub as_at: Date,
    /// The meeting that it was sealed for, where it was.
    pub meeting: Option<String>,
    /// The register then.
    pub register: Register,
    /// Risks that came on to the register.
    pub new: Vec<Told>,
    /// Risks that had been closed and are back.
    pub reopened: Vec<Told>,
    /// Risks that went off the register, each as it was last on it.
    pub closed: Vec<Told>,
    /// Risks on both that are not what they were, in the register's order.
    pub changed: Vec<Changed>,
}

/// A risk that came or went, and why.
#[derive(Debug, Clone)]
pub struct Told {
    /// The risk.
    pub risk: Risk,
    /// Why, as the journal has it; empty where it does not say.
    pub why: String,
}

/// A risk that is not what it was.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The risk now.
    pub risk: Risk,
    /// What changed in it.
    pub changes: Vec<FieldChange>,
    /// Why, as the journal has it, for each change.
    pub why: Vec<String>,
}

/// How the date of an action has moved since it was first given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The date as it was first written; empty where there was none.
    pub first: String,
    /// How often it became later.
    pub later: usize,
    /// How often it became earlier.
    pub earlier: usize,
    /// How often it gave way to none.
    pub lost: usize,
}

impl Material {
    /// A register of which nothing is known but itself.
    pub fn alone(register: Register, as_at: Date, steps: Steps) -> Self {
        let (moved, history) = (BTreeMap::new(), History::default());
        let (soon_days, since, found, evidence) = (SOON_DAYS, None, None, EvidenceOf::new());
        Self { register, as_at, soon_days, steps, since, moved, history, evidence, found }
    }

    /// How the register scores.
    pub(super) fn scores(&self) -> Scores {
        Scores::of(&self.register, self.steps)
    }

    /// What its risks scored then, at the stage that spoke of then.
    pub(super) fn then(&self) -> Then<'_> {
        let Some(since) = &self.since else { return Then(None) };
        let known = since.register.risks.iter().filter_map(|risk| Some((risk.id?, &**risk)));
        Then(Some((Scores::of(&since.register, self.steps), known.collect())))
    }
}

impl Since {
    /// The same for the public: without what is marked, and without reasons, which may speak of it.
    #[must_use]
    pub fn public(self, marks: &[Mark]) -> Self {
        let keeps = |risk: &Risk| !marks.iter().any(|mark| mark.is_of(risk));
        let told = |all: Vec<Told>| -> Vec<Told> {
            let kept = all.into_iter().filter(|told| keeps(&told.risk));
            kept.map(|told| Told { risk: public(told.risk, marks), why: String::new() }).collect()
        };
        // What a risk was before is no more public than what it is.
        let kept_back: HashSet<RiskId> = self
            .register
            .risks
            .iter()
            .filter(|risk| !keeps(risk))
            .filter_map(|risk| risk.id)
            .collect();
        let was_public = |risk: &Risk| risk.id.is_none_or(|id| !kept_back.contains(&id));
        let changed = self
            .changed
            .into_iter()
            .filter(|changed| keeps(&changed.risk) && was_public(&changed.risk));
        let changed = changed.map(|changed| {
            let shows =
                |change: &FieldChange| !marks.iter().any(|mark| mark.is_at(&change.place.at));
            let changes: Vec<FieldChange> = changed.changes.into_iter().filter(shows).collect();
            let why = vec![String::new(); changes.len()];
            Changed { risk: public(changed.risk, marks), changes, why }
        });
        Self {
            changed: changed.filter(|changed| !changed.changes.is_empty()).collect(),
            new: told(self.new),
            reopened: told(self.reopened),
            closed: told(self.closed),
            register: self.register.public(marks).0,
            ..self
        }
    }
}

/// A risk without what is marked in it.
fn public(risk: Risk, marks: &[Mark]) -> Risk {
    let alone = Register { risks: vec![risk.into()], ..Register::default() };
    alone.public(marks).0.risks.pop().map(Arc::unwrap_or_clone).unwrap_or_default()
}

/// What risks scored on the day that the register is compared with.
pub(super) struct Then<'a>(Option<(Scores, HashMap<RiskId, &'a Risk>)>);

impl Then<'_> {
    /// Where one of them stood on the matrix.
    pub(super) fn cell(&self, risk: &Risk) -> Option<(Number, Number)> {
        let (scores, known) = self.0.as_ref()?;
        known.get(&risk.id?)?.assessments.get(scores.now())?.cell()
    }

    /// What one of them scored.
    pub(super) fn of(&self, risk: &Risk) -> Before {
        let Some((scores, known)) = &self.0 else { return Before::Unknown };
        match risk.id.and_then(|id| known.get(&id)) {
            Some(was) => Before::Scored(scores.score(was, scores.now())),
            None => Before::Absent,
        }
    }
}

/// What a risk scored on the day that the register is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Before {
    /// Nothing is compared.
    Unknown,
    /// It was not on the register.
    Absent,
    /// It was; the score, where it had one.
    Scored(Option<Number>),
}
