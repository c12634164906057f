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
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    iter,
    ops::Range,
};

use foldhash::{HashMap, HashSet};

/// One text: the risk it stands in, its words, and a number for each run of them.
struct Text<'t> {
    risk: usize,
    folded: &'t str,
    runs: Cow<'t, [u64]>,
}

pub(crate) const RULE: Rule = Rule {
    id: "DUP-05",
    name: "boilerplate",
    title: "Boilerplate sentence",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: false,
    help: "Say it once for the whole register; keep with each risk what is its own.",
    source: include_str!("boilerplate.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let length = on.settings.boilerplate_words;
    if length == 0 {
        return;
    }
    let texts = texts(on, length);
    let common = common(&texts, on.settings.boilerplate_risks);
    for (words, risks) in passages(&texts, length, |run| common.contains(run)) {
        let names: Vec<&str> =
            risks.iter().filter_map(|i| Some(on.risks.get(*i)?.name.as_str())).collect();
        let Some(first) = risks.first().and_then(|i| on.risks.get(*i)) else { continue };
        let message = format!(
            "The same {} words appear in {}: {}.",
            words.len(),
            plural(names.len(), "risk"),
            list(&names),
        );
        out.risk(first, message, words.join(" "));
    }
}

/// The texts long enough to have a run.
fn texts<'t>(on: &Context<'t>, length: usize) -> Vec<Text<'t>> {
    let mut texts = Vec::new();
    for (i, risk) in on.risks.iter().enumerate() {
        let actions = risk.actions.iter().map(|action| action.text);
        for text in iter::once(risk.text).chain(risk.controls).chain(actions) {
            let runs = text.runs(length);
            if !runs.is_empty() {
                texts.push(Text { risk: i, folded: &text.folded, runs });
            }
        }
    }
    texts
}

/// The runs that stand in so many risks or more.
fn common(texts: &[Text<'_>], least: usize) -> HashSet<u64> {
    let all = || texts.iter().flat_map(|text| text.runs.iter().map(|run| (*run, text.risk)));
    // Nearly all stand once. Counts in a table, where several runs may share a slot, say which
    // cannot be common, so that few are left to sort.
    let mut counts = vec![0_u8; 1 << 20];
    let slot = |run: u64| (run.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 44) as usize;
    for (run, _) in all() {
        if let Some(count) = counts.get_mut(slot(run)) {
            *count = count.saturating_add(1);
        }
    }
    let may_be =
        |run: u64| counts.get(slot(run)).is_some_and(|n| usize::from(*n) >= least.min(255));
    let mut runs: Vec<(u64, usize)> = all().filter(|(run, _)| may_be(*run)).collect();
    runs.sort_unstable();
    runs.dedup();
    runs.chunk_by(|a, b| a.0 == b.0)
        .filter(|risks| risks.len() >= least)
        .filter_map(|risks| risks.first().map(|(run, _)| *run))
        .collect()
}

/// The passages made of common runs: the longest words of each, and the risks that it is in. Runs
/// that follow one another in any text belong to one passage.
fn passages<'t>(
    texts: &[Text<'t>],
    length: usize,
    is_common: impl Fn(&u64) -> bool,
) -> Vec<(Vec<&'t str>, BTreeSet<usize>)> {
    let mut passage_of: HashMap<u64, usize> = HashMap::default();
    let mut merged: Vec<usize> = Vec::new();
    let mut stretches: Vec<(usize, &Text<'_>, Range<usize>)> = Vec::new();
    for text in texts {
        let common: Vec<bool> = text.runs.iter().map(&is_common).collect();
        let mut start = 0;
        for stretch in common.chunk_by(|a, b| a == b) {
            let end = start + stretch.len();
            if stretch.first() == Some(&true) {
                let runs = text.runs.get(start..end).unwrap_or_default();
                let known: BTreeSet<usize> = runs
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
                passage_of.extend(runs.iter().map(|run| (*run, passage)));
                stretches.push((passage, text, start..end + length - 1));
            }
            start = end;
        }
    }
    let mut passages: BTreeMap<usize, (Vec<&str>, BTreeSet<usize>)> = BTreeMap::new();
    for (passage, text, range) in stretches {
        let (words, risks) = passages.entry(root(&merged, passage)).or_default();
        if range.len() > words.len() {
            *words = text.folded.split(' ').skip(range.start).take(range.len()).collect();
        }
        risks.insert(text.risk);
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
