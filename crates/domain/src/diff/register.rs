//! What changed between two registers: in which risks, and beside them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FieldChange, diff_risks};
use crate::{Register, Risk, similar::Pair};

/// One risk that is in both registers and is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskDiff {
    /// Its position before.
    pub before: usize,
    /// Its position after.
    pub after: usize,
    /// What changed in it.
    pub changes: Vec<FieldChange>,
}

/// What changed between two registers; risks are named by their positions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegisterDiff {
    /// Risks only in the later one (positions after).
    pub new: Vec<usize>,
    /// Risks only in the earlier one (positions before).
    pub gone: Vec<usize>,
    /// Risks in both, changed.
    pub changed: Vec<RiskDiff>,
    /// Risks in both, unchanged (positions after).
    pub same: Vec<usize>,
}

/// What changed between two registers whose risks were paired, by identity or by
/// [`pair_risks`](crate::similar::pair_risks).
pub fn diff_registers(before: &[&Risk], after: &[&Risk], pairs: &[Pair]) -> RegisterDiff {
    let mut diff = RegisterDiff::default();
    let mut partner: Vec<Option<usize>> = vec![None; after.len()];
    let mut paired = vec![false; before.len()];
    for pair in pairs {
        if let (Some(slot), Some(used)) = (partner.get_mut(pair.after), paired.get_mut(pair.before))
        {
            *slot = Some(pair.before);
            *used = true;
        }
    }
    for (j, (risk, partner)) in after.iter().zip(&partner).enumerate() {
        match partner.and_then(|i| Some((i, *before.get(i)?))) {
            None => diff.new.push(j),
            Some((i, earlier)) => match diff_risks(earlier, risk) {
                changes if changes.is_empty() => diff.same.push(j),
                changes => diff.changed.push(RiskDiff { before: i, after: j, changes }),
            },
        }
    }
    diff.gone = paired.iter().enumerate().filter(|(_, used)| !**used).map(|(i, _)| i).collect();
    diff
}

/// One particular of the register itself (its title, scheme, key of owners) that changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct ParticularChange {
    /// What it is, in words ("owner key: AB").
    pub what: String,
    /// Before; `None` if there was none.
    pub before: Option<String>,
    /// After; `None` if there is none.
    pub after: Option<String>,
}

/// What changed in a register beside its risks.
pub fn diff_particulars(before: &Register, after: &Register) -> Vec<ParticularChange> {
    let mut changes = Vec::new();
    let mut push = |what: String, before: Option<String>, after: Option<String>| {
        if before != after {
            changes.push(ParticularChange { what, before, after });
        }
    };
    push("title".into(), before.title.clone(), after.title.clone());
    push("organisation".into(), before.organisation.clone(), after.organisation.clone());
    let fields = before
        .headings
        .keys()
        .chain(after.headings.keys().filter(|field| !before.headings.contains_key(*field)));
    for field in fields {
        let (was, is) = (before.headings.get(field), after.headings.get(field));
        push("heading".into(), was.cloned(), is.cloned());
    }
    if before.scheme != after.scheme {
        let (was, is) = (before.scheme.as_ref(), after.scheme.as_ref());
        push("scoring matrix".into(), was.map(scheme_words), is.map(scheme_words));
    }
    let all = before
        .people
        .iter()
        .chain(after.people.iter().filter(|p| before.person(&p.initials).is_none()));
    for person in all {
        let name = |register: &Register| register.person(&person.initials).map(|p| p.name.clone());
        push(format!("owner key: {}", person.initials), name(before), name(after));
    }
    changes
}

fn scheme_words(scheme: &crate::Scheme) -> String {
    let words = |levels: &[crate::Level]| {
        levels
            .iter()
            .map(|level| format!("{} {}", level.value, level.label).trim_end().to_owned())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let rows = |row: &Vec<crate::Number>| {
        row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let scores: Vec<String> = scheme.scores.iter().map(rows).collect();
    format!(
        "likelihood {}; impact {}; scores {}",
        words(&scheme.likelihood),
        words(&scheme.impact),
        scores.join(" | ")
    )
}
