//! Accepting a plan: one change, whole or not at all.
//!
//! An import speaks from its own date until the next issue in the history. Whatever it writes at
//! its date would otherwise run on past that issue, so it pins there what stands there now. What was
//! said by hand in between keeps its word, and takes over what the document changes beside it.

use std::sync::Arc;

use bellwether_domain::Risk;
use bellwether_history::{
    Authority, Change, CommitError, Committed, Deed, Import, Particulars, ParticularsWrite, RiskId,
    RiskWrite, Standing, Write,
};

use super::{
    Decision, Decisions, Fate, Plan, PlannedRisk,
    asking::TABLE,
    carry::{Carried, carry},
    plan::Counts,
    question::Question,
};
use crate::{App, AppError};

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

impl App {
    /// Carries a plan out by these answers in one transaction, and keeps the document and the
    /// answers with it.
    ///
    /// # Errors
    /// When a question has no answer, when the register has changed since the plan was
    /// made, or when the store cannot keep the change; nothing is written then.
    pub fn apply_import(
        &self,
        plan: &Plan,
        decisions: &Decisions,
        authority: Authority,
    ) -> Result<Outcome, AppError> {
        if self.store.head(&self.organisation)?.map(|head| head.seq) != plan.head {
            return Err(AppError::Changed);
        }
        if plan.is_settled() {
            return Ok(Outcome::Unchanged);
        }
        let answered;
        let plan = if *decisions == plan.decisions {
            plan
        } else {
            answered = self.answered(plan, decisions.clone())?;
            &answered
        };
        if !plan.unknown.is_empty() {
            return Err(AppError::NoSuchPair { pairs: plan.unknown.clone() });
        }
        let open: Vec<Question> = plan.open().cloned().collect();
        if !open.is_empty() {
            return Err(AppError::Undecided { questions: open });
        }
        let change = Change {
            authority: Authority { effective: plan.as_at, ..authority },
            deed: Deed::Import(document(plan)),
            writes: writes(plan),
        };
        let (whose, at) = (&self.organisation, self.moment());
        let committed = match self.store.commit_import(whose, &change, &plan.document, at) {
            Err(CommitError::Stale(_)) => return Err(AppError::Changed),
            other => other?,
        };
        Ok(Outcome::Applied { committed, counts: plan.counts() })
    }
}

fn document(plan: &Plan) -> Import {
    let mut answers = plan.decisions.kept(&plan.questions);
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
    }
}

fn writes(plan: &Plan) -> Vec<Write> {
    let mut writes = Vec::new();
    for planned in plan.risks.iter().filter(|planned| planned.fate != Fate::Same) {
        writes.push(write(plan, planned));
        writes.extend(carried(planned.id, &planned.carried));
        writes.extend(pinned(plan, planned.id, &planned.risk));
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
    if let (Some((date, view)), Some(base)) = (&plan.known.next, base)
        && let Some(then) = &view.particulars
        && (then.seq, then.effective) == (base.seq, base.effective)
    {
        writes.push(at(*date, Arc::clone(&then.particulars)));
    }
    writes
}
