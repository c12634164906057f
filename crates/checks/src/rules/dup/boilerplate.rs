//! # Boilerplate sentence
//!
//! ## What it finds
//!
//! Ten words in a row or more, case and punctuation apart, that stand in three risks or more,
//! be it in a statement, a control or an action. Runs that overlap are one. One finding for
//! each run.
//!
//! ## Why
//!
//! What is pasted everywhere tells nothing of the risk it is pasted into, and readers learn to
//! skip it.
//!
//! ## Example
//!
//! "Reports to group as part of the chief executive's report, quarterly workshops and monthly
//! board reports", on five risks.
//!
//! ## What to do
//!
//! Say it once, in the introduction to the register; keep with each risk what is its own.
//!
//! ## Settings
//!
//! `boilerplate_words`: how many words (10); `boilerplate_risks`: in how many risks (3).

use super::super::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

pub(crate) const RULE: Rule = Rule {
    id: "DUP-05",
    name: "boilerplate",
    title: "Boilerplate sentence",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: false,
    help: "Say it once for the whole register; keep with each risk what is its own.",
    source: include_str!("boilerplate.rs"),
    run,
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let length = on.settings.boilerplate_words;
    if length == 0 {
        return;
    }
    let texts: Vec<(usize, Vec<String>)> = on
        .risks
        .iter()
        .enumerate()
        .flat_map(|(i, risk)| texts(risk).into_iter().map(move |text| (i, text)))
        .collect();
    // How many risks have each run: the last risk that had it, and how many before.
    let mut risks_of: HashMap<u64, (usize, usize)> = HashMap::new();
    for (risk, text) in &texts {
        for run in text.windows(length).map(hashed) {
            let seen = risks_of.entry(run).or_insert((*risk, 1));
            if seen.0 != *risk {
                *seen = (*risk, seen.1 + 1);
            }
        }
    }
    let common =
        |run: &u64| risks_of.get(run).is_some_and(|seen| seen.1 >= on.settings.boilerplate_risks);
    for (words, risks) in passages(&texts, length, common) {
        let names: Vec<&str> =
            risks.iter().filter_map(|i| Some(on.risks.get(*i)?.name.as_str())).collect();
        let Some(first) = risks.first().and_then(|i| on.risks.get(*i)) else { continue };
        let message = format!(
            "The same {} words stand in {}: {}.",
            words.len(),
            plural(names.len(), "risk"),
            list(&names),
        );
        out.risk(first, message, words.join(" "));
    }
}

/// The words of a risk's statement, controls and actions.
fn texts(risk: &RiskView<'_>) -> Vec<Vec<String>> {
    let split = |folded: &str| folded.split(' ').map(str::to_owned).collect();
    std::iter::once(split(&words::folded(risk.statement)))
        .chain(risk.risk.controls.iter().map(|c| split(&words::folded(&c.description))))
        .chain(risk.actions.iter().map(|action| split(&action.folded)))
        .collect()
}

fn hashed(run: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    run.hash(&mut hasher);
    hasher.finish()
}

/// The passages made of common runs: the longest words of each, and the risks that it is in. Runs
/// that follow one another in any text belong to one passage.
fn passages(
    texts: &[(usize, Vec<String>)],
    length: usize,
    common: impl Fn(&u64) -> bool,
) -> Vec<(&[String], BTreeSet<usize>)> {
    let mut passage_of: HashMap<u64, usize> = HashMap::new();
    let mut merged: Vec<usize> = Vec::new();
    let mut stretches: Vec<(usize, usize, &[String])> = Vec::new();
    for (risk, text) in texts {
        let runs: Vec<u64> = text.windows(length).map(hashed).collect();
        let mut start = 0;
        for stretch in runs.chunk_by(|a, b| common(a) == common(b)) {
            let end = start + stretch.len();
            if stretch.first().is_some_and(&common) {
                let known: BTreeSet<usize> = stretch
                    .iter()
                    .filter_map(|run| Some(root(&merged, *passage_of.get(run)?)))
                    .collect();
                let passage = known.first().copied().unwrap_or_else(|| {
                    merged.push(merged.len());
                    merged.len() - 1
                });
                for other in known {
                    if let Some(into) = merged.get_mut(other) {
                        *into = passage;
                    }
                }
                for run in stretch {
                    passage_of.insert(*run, passage);
                }
                let words = text.get(start..end + length - 1).unwrap_or_default();
                stretches.push((passage, *risk, words));
            }
            start = end;
        }
    }
    let mut passages: BTreeMap<usize, (&[String], BTreeSet<usize>)> = BTreeMap::new();
    for (passage, risk, words) in stretches {
        let entry = passages.entry(root(&merged, passage)).or_default();
        if words.len() > entry.0.len() {
            entry.0 = words;
        }
        entry.1.insert(risk);
    }
    passages.into_values().collect()
}

fn root(merged: &[usize], passage: usize) -> usize {
    let mut at = passage;
    while let Some(&into) = merged.get(at).filter(|&&into| into != at) {
        at = into;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_ten_words_in_three_risks_once() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Reports go to the group each month and to the board each quarter | AB | Ongoing | A
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            - Mend it. Reports go to the group each month, and to the board | AB | Ongoing | A
            3 | Buildings | The lift sticks | AB | 4x4 3x4 2x4
            = Reports go to the group each month and to the BOARD, always
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_in_two_risks_and_on_nine_words() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Reports go to the group each month and to the board each quarter | AB | Ongoing | A
            - Reports go to the group each month and to the board each quarter | AB | Ongoing | A
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            - Reports go to the group each month and to the board each quarter | AB | Ongoing | A
            3 | Buildings | The lift sticks | AB | 4x4 3x4 2x4
            - Reports go to the group each month and to nobody else | AB | Ongoing | A
            ",
            &[],
        );
    }
}
