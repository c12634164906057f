//! Accepting a plan: one change, whole or not at all.
//!
//! An import speaks from its own date until the next issue in the history. Whatever it writes at
//! its date would otherwise run on past that issue, so it pins there what stands there now. What was
//! said by hand in between keeps its word, and takes over what the document changes beside it.

use std::sync::Arc;

use bellwether_domain::{Covered, Covers, Mark, Register, Risk};
use bellwether_history::{
    Change, CommitError, Committed, Deed, Import, Particulars, ParticularsWrite, RiskId, RiskWrite,
    Standing, Write,
};

use super::{
    Decision, Decisions, Fate, Plan, PlannedRisk,
    asking::TABLE,
    carry::{Carried, carry},
    later::Filled,
    plan::Counts,
    question::Question,
};
use crate::{AppError, Author, read::Kinship, settings::restricted};

/// What accepting a plan did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The register says already what the document says; nothing was written.
    Unchanged,
    /// The change is durable.
    Applied {
        /// The journal entry.
        committed: Committed,
        /// What it did.
        counts: Counts,
    },
}

impl Author<'_> {
    /// Carries a plan out by these answers in one transaction, and keeps the document and the
    /// answers with it.
    ///
    /// # Errors
    /// When a question has no answer, when the register has changed since the plan was
    /// made, or when the store cannot keep the change; nothing is written then.
    pub fn apply_import(&self, plan: &Plan, decisions: &Decisions) -> Result<Outcome, AppError> {
        if self.store.head(&self.register.organisation)?.map(|head| head.seq) != plan.head {
            return Err(AppError::Changed);
        }
        let answered;
        let plan = if *decisions == plan.decisions {
            plan
        } else {
            answered = self.answered(plan, decisions.clone())?;
            &answered
        };
        if plan.is_settled() {
            return Ok(Outcome::Unchanged);
        }
        if !plan.unknown.is_empty() {
            return Err(AppError::NoSuchPair { pairs: plan.unknown.clone() });
        }
        let open: Vec<Question> = plan.open().cloned().collect();
        if !open.is_empty() {
            return Err(AppError::Undecided { questions: open });
        }
        let change = Change {
            authority: self.from(plan.as_at).authority,
            deed: Deed::Import(document(plan)),
            writes: writes(plan),
        };
        let (register, at) = (&self.register, self.moment());
        let committed = match self.store.commit_import(register, &change, &plan.document, at) {
            Err(CommitError::Stale(_)) => return Err(AppError::Changed),
            other => other?,
        };
        Ok(Outcome::Applied { committed, counts: plan.counts() })
    }
}

fn document(plan: &Plan) -> Import {
    let mut answers = plan.decisions.kept(&plan.questions);
    // One that stays on the register did not go into another.
    let done = |kin: &&Kinship| !kin.merged || plan.decisions.of(kin.from) == Some(Decision::Close);
    answers.extend(plan.kin.iter().filter(done).map(Kinship::kept));
    if let Some(table) = &plan.options.table {
        answers.entry(TABLE.to_owned()).or_insert_with(|| table.clone());
    }
    Import {
        title: plan.intake.register.title.clone(),
        file: plan.file.clone(),
        sha256: plan.sha256,
        size: None,
        format: plan.intake.format.to_string(),
        diagnostics: u32::try_from(plan.intake.register.diagnostics.len()).unwrap_or(u32::MAX),
        risks: plan.risks.iter().map(|planned| planned.id).collect(),
        answers,
        covers: plan.intake.register.covers.clone(),
    }
}

fn writes(plan: &Plan) -> Vec<Write> {
    let mut writes = Vec::new();
    for planned in plan.risks.iter().filter(|planned| planned.fate != Fate::Same) {
        writes.push(write(plan, planned));
        writes.extend(carried(planned.id, &planned.carried));
        writes.extend(planned.filled.iter().map(|filled| fill(planned.id, filled)));
        let day = plan.known.next.as_ref().map(|(date, _)| *date);
        if planned.filled.first().map(|filled| filled.effective) != day || day.is_none() {
            writes.extend(pinned(plan, planned.id, &planned.risk));
        }
    }
    for missing in &plan.missing {
        if plan.decisions.of(missing.id) == Some(Decision::Close)
            && let Some(base) = plan.known.base(missing.id)
        {
            let risk = Arc::clone(&base.risk);
            let closed = (Standing::Closed, &*base.risk);
            let since = carry(base, closed, plan.known.since(missing.id), None);
            writes.extend(carried(missing.id, &since));
            writes.extend(pinned(plan, missing.id, &risk));
            writes.push(Write::Risk(RiskWrite {
                id: missing.id,
                effective: plan.as_at,
                expected: Some(base.seq),
                standing: Standing::Closed,
                risk,
            }));
        }
    }
    writes.extend(particulars(plan));
    writes.extend(plan.columns.writes(plan.as_at));
    if !plan.marks.is_empty() {
        let last = &plan.known.marks;
        let marks: Vec<Mark> = last.marks.iter().chain(&plan.marks).cloned().collect();
        writes.push(restricted::write(&marks, (last.seq, last.from), plan.as_at));
    }
    writes
}

/// A risk as the document leaves it.
fn write(plan: &Plan, planned: &PlannedRisk) -> Write {
    Write::Risk(RiskWrite {
        id: planned.id,
        effective: planned.effective,
        expected: plan.known.base(planned.id).map(|base| base.seq),
        standing: planned.standing,
        risk: Arc::clone(&planned.risk),
    })
}

/// What was said by hand for later days, with what the document changes in it.
fn carried(id: RiskId, carried: &[Carried]) -> impl Iterator<Item = Write> {
    carried.iter().filter(|carried| carried.is_new).map(move |carried| {
        Write::Risk(RiskWrite {
            id,
            effective: carried.effective,
            expected: Some(carried.expected),
            standing: carried.standing,
            risk: Arc::clone(&carried.risk),
        })
    })
}

/// What is said from a later day, with what the document fills in.
fn fill(id: RiskId, filled: &Filled) -> Write {
    Write::Risk(RiskWrite {
        id,
        effective: filled.effective,
        expected: Some(filled.expected),
        standing: filled.standing,
        risk: Arc::clone(&filled.risk),
    })
}

/// What stands at the next issue, written there again so that this import ends where it should.
fn pinned(plan: &Plan, id: RiskId, now: &Arc<Risk>) -> Option<Write> {
    let (effective, then) = plan.known.pin(id)?;
    let expected = then.map(|version| version.seq);
    let (standing, risk) = match then {
        Some(version) => (version.standing, Arc::clone(&version.risk)),
        // The next issue does not know the risk: it was off the register by then.
        None => (Standing::Closed, Arc::clone(now)),
    };
    Some(Write::Risk(RiskWrite { id, effective, expected, standing, risk }))
}

/// The title, headings, matrix, key and order of the document.
fn particulars(plan: &Plan) -> Vec<Write> {
    let mut order: Vec<RiskId> = plan.risks.iter().map(|planned| planned.id).collect();
    let kept = plan.missing.iter().filter(|m| plan.decisions.of(m.id) == Some(Decision::Keep));
    order.extend(kept.map(|missing| missing.id));
    let new = Particulars::of(&plan.said, order);
    let base = plan.known.before.particulars.as_ref();
    if base.is_some_and(|base| *base.particulars == new) {
        return Vec::new();
    }
    let expected = base.map(|base| base.seq);
    let at = |effective, particulars| {
        Write::Particulars(ParticularsWrite { effective, expected, particulars })
    };
    let mut writes = vec![at(plan.as_at, Arc::new(new))];
    let Some((date, then)) =
        plan.known.next.as_ref().and_then(|(date, view)| Some((*date, view.particulars.as_ref()?)))
    else {
        return writes;
    };
    let covers = plan.known.later.get(&date).and_then(Option::as_ref);
    let filled = covers.map(|covers| completed(&then.particulars, covers, &plan.said));
    let is_base = base.is_some_and(|b| (then.seq, then.effective) == (b.seq, b.effective));
    let stands = Arc::clone(&then.particulars);
    let particulars = match filled.filter(|filled| *filled != *stands) {
        Some(filled) => Arc::new(filled),
        None if is_base => stands,
        None => return writes,
    };
    let expected = Some(then.seq);
    writes.push(Write::Particulars(ParticularsWrite { effective: date, expected, particulars }));
    writes
}

/// What an issue says beside its risks, with what an older document says of what it does not cover.
fn completed(issue: &Particulars, covers: &Covers, older: &Register) -> Particulars {
    let mut own = issue.clone();
    let lacks = |covered: Covered| !covers.has(&covered);
    if own.title.is_none() && lacks(Covered::RegisterTitle) {
        own.title.clone_from(&older.title);
    }
    if own.organisation.is_none() && lacks(Covered::Organisation) {
        own.organisation.clone_from(&older.organisation);
    }
    if own.scheme.is_none() && lacks(Covered::Matrix) {
        own.scheme.clone_from(&older.scheme);
    }
    if own.people.is_empty() && lacks(Covered::OwnerKey) {
        own.people.clone_from(&older.people);
    }
    for (field, heading) in &older.headings {
        if lacks(Covered::Field(*field)) {
            own.headings.entry(*field).or_insert_with(|| heading.clone());
        }
    }
    own
}
