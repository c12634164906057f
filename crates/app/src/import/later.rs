//! What an older document says where the issues after it have no place for it.
//!
//! An issue speaks of what it covers, and of nothing else. What an older document that comes in after
//! it says of the rest holds on through it, until an issue or somebody says something of it; as it
//! would had the two come in the order of their dates.

use std::{collections::BTreeMap, sync::Arc};

use bellwether_domain::{
    AssessmentPart, Covered, Covers, Date, Field, Place, Risk, RiskField, Scheme, Stage,
    diff::{FieldChange, diff_risks},
    merge::merge,
    similar::pair_actions,
};
use bellwether_history::{RiskVersion, Seq, Standing};
use serde::Serialize;

use crate::edit::scores;

/// What a risk says from the day of a later issue, or of an edit after it, with what an older
/// document fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Filled {
    /// The day from which it holds.
    pub effective: Date,
    /// What the older document fills in.
    pub changes: Vec<FieldChange>,
    #[serde(skip)]
    pub(super) expected: Seq,
    #[serde(skip)]
    pub(super) standing: Standing,
    #[serde(skip)]
    pub(super) risk: Arc<Risk>,
}

/// The issues after a document: of each day what the last of them covers; `None` for everything.
pub(super) type Later = BTreeMap<Date, Option<Covers>>;

/// Fills what the later issues do not cover. `before` is the risk as it stood just before the first
/// of them, `now` as the document makes it; `versions` are all of the risk, in the order of their
/// days.
pub(super) fn fill(
    later: &Later,
    versions: &[RiskVersion],
    (before, now): (&Risk, &Risk),
    scheme: Option<&Scheme>,
) -> Vec<Filled> {
    let Some(first) = later.keys().next() else { return vec![] };
    let own = versions.iter().map(|version| version.effective).filter(|day| day > first);
    let mut days: Vec<Date> = later.keys().copied().chain(own).collect();
    days.sort();
    days.dedup();
    let mut filled = Vec::new();
    let (mut before, mut now) = (before.clone(), now.clone());
    for day in days {
        let Some(version) = versions.iter().rev().find(|version| version.effective <= day) else {
            continue;
        };
        let said = match later.get(&day) {
            Some(None) => (*version.risk).clone(),
            Some(Some(covers)) => {
                let merged = merge(&before, &version.risk, &now).risk;
                beside(covers, &version.risk, merged, scheme)
            }
            None => merge(&before, &version.risk, &now).risk,
        };
        let changes = diff_risks(&version.risk, &said);
        // What was written for an earlier day runs on, unless it is another from here.
        let runs_on = if version.effective == day { &*version.risk } else { &now };
        let differs = if filled.is_empty() {
            !changes.is_empty()
        } else {
            !diff_risks(runs_on, &said).is_empty()
        };
        if differs {
            filled.push(Filled {
                effective: day,
                changes,
                expected: version.seq,
                standing: version.standing,
                risk: Arc::new(said.clone()),
            });
        }
        (before, now) = ((*version.risk).clone(), said);
        if before == now {
            break;
        }
    }
    filled
}

/// What an issue says of a risk, with those places of another that it does not cover.
fn beside(covers: &Covers, said: &Risk, other: Risk, scheme: Option<&Scheme>) -> Risk {
    let mut risk = said.clone();
    let lacks = |field: Field| !covers.has(&Covered::Field(field));
    for field in RiskField::ALL.into_iter().filter(|field| lacks((*field).into())) {
        // The field is of the risk in both, so it can be put.
        let _ = field.put(&mut risk, field.say(&other));
    }
    for stage in Stage::ALL {
        assessment(covers, stage, &mut risk, &other, scheme);
    }
    if lacks(Field::Controls) {
        risk.controls.clone_from(&other.controls);
    }
    if lacks(Field::Action) {
        risk.actions.clone_from(&other.actions);
    } else {
        for pair in pair_actions(&said.actions, &other.actions) {
            let (Some(action), Some(own)) =
                (risk.actions.get_mut(pair.before), other.actions.get(pair.after))
            else {
                continue;
            };
            if lacks(Field::ActionOwners) {
                action.owners.clone_from(&own.owners);
            }
            if lacks(Field::ActionDue) {
                action.due.clone_from(&own.due);
            }
            if lacks(Field::ActionStatus) {
                action.status.clone_from(&own.status);
            }
        }
    }
    for (heading, cell) in other.extra {
        if !covers.has(&Covered::Extra(heading.clone())) {
            risk.extra.insert(heading, cell);
        }
    }
    risk
}

/// The parts of an assessment that an issue does not cover, where they go with those that it does.
fn assessment(
    covers: &Covers,
    stage: Stage,
    risk: &mut Risk,
    other: &Risk,
    scheme: Option<&Scheme>,
) {
    let lacking: Vec<AssessmentPart> = AssessmentPart::ALL
        .into_iter()
        .filter(|part| !covers.has(&Covered::Rating(stage, *part)))
        .collect();
    let stood = risk.assessments.get(stage).cloned();
    for part in &lacking {
        let place = Place::Assessment(stage, *part);
        let _ = place.put(risk, place.say(other));
    }
    let all = lacking.len() == AssessmentPart::ALL.len();
    let Some(now) = risk.assessments.get(stage) else { return };
    let (score, theirs) = (now.score_value(), other.assessments.get(stage));
    // A score that the issue states does not go with the cell or the band of another.
    let goes = score == theirs.and_then(|theirs| theirs.score_value())
        || now.level == stood.as_ref().and_then(|own| own.level.clone())
            && scores::follows(scheme, now);
    if !all && score.is_some() && !goes {
        *risk.assessments.slot(stage) = stood;
    }
}
