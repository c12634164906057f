//! # Risks with the same actions
//!
//! ## What it finds
//!
//! Two risks at least half of whose actions, taken together, are the same: the number of
//! wordings they share, over the number of wordings either has (Jaccard), is ½ or more.
//! Wordings are compared without case and punctuation; one that stands twice in a risk counts
//! once. One finding for each pair, the earlier risk first. A register with thousands of such
//! pairs has the first 5,000 named, and is told so.
//!
//! ## Why
//!
//! What the same actions treat may be one risk told twice; scored twice, it weighs twice.
//!
//! ## Example
//!
//! Risks 21 and 22 have the same four actions.
//!
//! ## What to do
//!
//! Merge the two, or say what each has that the other has not.
//!
//! ## Settings
//!
//! `same_actions`: the share from which it is said (½).

use super::super::prelude::*;
use std::collections::BTreeSet;

use foldhash::HashMap;

/// More pairs than this are not listed: by then the register is one great copy.
const MOST: usize = 5_000;

pub(crate) const RULE: Rule = Rule {
    id: "DUP-01",
    name: "same-actions",
    title: "Risks with the same actions",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Merge the two risks, or say what sets them apart.",
    source: include_str!("same_actions.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let least = on.settings.same_actions;
    let sets: Vec<BTreeSet<usize>> = on
        .risks
        .iter()
        .map(|risk| risk.actions.iter().filter_map(|action| action.wording).collect())
        .collect();
    let mut found = 0;
    let prefixes = prefixes(&sets, least);
    let holders = holders(&prefixes);
    for (i, prefix) in prefixes.iter().enumerate() {
        for j in alike(prefix, &holders, i) {
            let (Some(a), Some(b)) = (sets.get(i), sets.get(j)) else { continue };
            let (Some(first), Some(second)) = (on.risks.get(i), on.risks.get(j)) else { continue };
            let shared = a.intersection(b).count();
            let all = a.len() + b.len() - shared;
            if (shared as f64) < least * all as f64 {
                continue;
            }
            if found == MOST {
                out.register(format!("More than {MOST} pairs of risks have the same actions."), "");
                return;
            }
            found += 1;
            let message = match all {
                1 => "They have the same one action.".to_owned(),
                _ if shared == all => format!("They have the same {all} actions."),
                _ => format!("They share {shared} of {all} actions."),
            };
            let example = first.actions.iter().find(|a| a.wording.is_some_and(|a| b.contains(&a)));
            let evidence = example.map_or("", |action| &action.action.description);
            out.risk(first, message, evidence).and(second, None);
        }
    }
}

/// Of each risk the rarer wordings: two sets that share enough must share one of these (prefix
/// filtering), so that common wordings need not be compared.
fn prefixes(sets: &[BTreeSet<usize>], least: f64) -> Vec<Vec<usize>> {
    let mut often: HashMap<usize, usize> = HashMap::default();
    for wording in sets.iter().flatten() {
        *often.entry(*wording).or_default() += 1;
    }
    let prefix = |set: &BTreeSet<usize>| {
        let mut wordings: Vec<usize> = set.iter().copied().collect();
        wordings.sort_by_key(|wording| often.get(wording).copied());
        let must_share = (least * set.len() as f64).ceil() as usize;
        wordings.truncate((set.len() + 1).saturating_sub(must_share.max(1)));
        wordings
    };
    sets.iter().map(prefix).collect()
}

/// The risks that have each wording among their rarer ones, in the order of the register.
fn holders(prefixes: &[Vec<usize>]) -> HashMap<usize, Vec<usize>> {
    let mut holders: HashMap<usize, Vec<usize>> = HashMap::default();
    for (risk, wordings) in prefixes.iter().enumerate() {
        wordings.iter().for_each(|wording| holders.entry(*wording).or_default().push(risk));
    }
    holders
}

/// The risks after one that might be alike.
fn alike(prefix: &[usize], holders: &HashMap<usize, Vec<usize>>, risk: usize) -> Vec<usize> {
    let later = |all: &Vec<usize>| all.partition_point(|other| *other <= risk);
    let holders = prefix.iter().filter_map(|wording| holders.get(wording));
    let mut alike: Vec<usize> =
        holders.flat_map(|all| all.iter().skip(later(all)).copied()).collect();
    alike.sort_unstable();
    alike.dedup();
    alike
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_half_of_the_actions_shared() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            2 | Buildings | The boiler bursts | AB | 4x4 3x4 2x4
            - Mend the BOILER. | CD | Apr-18 | G
            3 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            - Mend the roof | AB | Ongoing | A
            - Buy tiles | AB | Ongoing | A
            - Clear gutters | AB | Ongoing | A
            4 | Buildings | The roof falls | AB | 4x4 3x4 2x4
            - Mend the roof | AB | Ongoing | A
            - Buy tiles | AB | Ongoing | A
            - Buy beams | AB | Ongoing | A
            ",
            &["1+2", "3+4"],
        );
    }

    #[test]
    fn silent_on_less_than_half_and_on_risks_without_actions() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            - Train the staff | AB | Ongoing | A
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            - Mend the roof | CD | Apr-18 | G
            - Train the staff | AB | Ongoing | A
            3 | Buildings | The lift sticks | AB | 4x4 3x4 2x4
            4 | Buildings | The door jams | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
