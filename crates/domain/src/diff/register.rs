//! What changed between two registers: in which risks, and beside them.

use std::collections::HashSet;

use serde::{Serialize, Serializer};

use super::{FieldChange, diff_risks};
use crate::{
    Level, Register, Risk, Scheme,
    place::{RegisterField, Value},
    similar::Pair,
};

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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ParticularChange {
    /// What it is, in words ("owner key: AB").
    pub what: String,
    /// Where it stands, by name ("person\[AB\]").
    #[serde(serialize_with = "by_name")]
    pub place: RegisterField,
    /// Before; `None` if there was none.
    pub before: Option<String>,
    /// After; `None` if there is none.
    pub after: Option<String>,
}

fn by_name<S: Serializer>(place: &RegisterField, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(place)
}

/// What changed in a register beside its risks: the places where the two say something else. A
/// scoring matrix of other steps is another matrix; else its words, cells and bands are told apart.
pub fn diff_particulars(before: &Register, after: &Register) -> Vec<ParticularChange> {
    let same_steps = match (&before.scheme, &after.scheme) {
        (Some(before), Some(after)) => same_steps(before, after),
        (before, after) => before.is_none() && after.is_none(),
    };
    let mut places = RegisterField::all(before);
    let known: HashSet<RegisterField> = places.iter().cloned().collect();
    places.extend(RegisterField::all(after).into_iter().filter(|place| !known.contains(place)));
    places.retain(|place| match place {
        RegisterField::Scheme => !same_steps,
        place => same_steps || !place.is_of_scheme(),
    });
    let changed = |place: RegisterField| {
        let (was, is) = (place.say(before), place.say(after));
        let words = |value: Option<Value>| value.map(|value| value.words());
        // "Score now (12 September 2025)" is headed anew with each issue: that is no news.
        let undated = |value: &Option<Value>| value.as_ref().map(|value| undated(&value.words()));
        let differs = match place {
            RegisterField::Stage(_) => {
                was.is_some() && is.is_some() && undated(&was) != undated(&is)
            }
            _ => was != is,
        };
        differs.then(|| ParticularChange {
            what: place.what(),
            place,
            before: words(was),
            after: words(is),
        })
    };
    places.into_iter().filter_map(changed).collect()
}

/// A heading without the date in it.
fn undated(label: &str) -> String {
    let of_date = |c: char| c == '(' || c.is_ascii_digit();
    label.split(of_date).next().unwrap_or_default().trim().to_owned()
}

fn same_steps(before: &Scheme, after: &Scheme) -> bool {
    let steps = |levels: &[Level]| levels.iter().map(|level| level.value).collect::<Vec<_>>();
    let rows = |scheme: &Scheme| scheme.scores.iter().map(Vec::len).collect::<Vec<_>>();
    steps(&before.likelihood) == steps(&after.likelihood)
        && steps(&before.impact) == steps(&after.impact)
        && rows(before) == rows(after)
        && before.drawn == after.drawn
}
