//! # Overlapping titles
//!
//! ## What it finds
//!
//! A question, not a verdict. Two risks whose wordings share 60% or more of their words, or 80% of
//! the words of the shorter, small words apart (*the, of, and, not …*), where each has four such
//! words or more. Forms of one word count as that word (*leaves, leaving*), and so do a few that mean
//! the same in registers (*staff, workforce, employees*). It goes by the words: two risks may overlap
//! in others and not be found. One finding for each pair, the earlier risk first; of very many the
//! first 500 are named.
//!
//! ## Why
//!
//! A risk that stands twice is scored twice, and each owner may think that the other acts.
//!
//! ## Example
//!
//! "Loss of trained drivers to other firms" and "Trained drivers are lost to other firms".
//!
//! ## What to do
//!
//! Merge the two, or word them so that what sets them apart is seen.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

use bellwether_domain::RiskField;
use foldhash::HashMap;

pub(crate) const RULE: Rule = Rule {
    id: "DUP-06",
    name: "titles-alike",
    title: "Overlapping titles",
    severity: Severity::Info,
    kind: Kind::Question,
    starred: false,
    help: "Ask whether the two are one risk; merge them, or word what sets them apart.",
    source: include_str!("titles_alike.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

/// The share of their words that two wordings must have in common.
const ALIKE: f64 = 0.6;

/// Or the share of the words of the shorter.
const WITHIN: f64 = 0.8;

/// Wordings of fewer words are too easily alike.
const FEWEST: usize = 4;

/// More pairs than this are not listed.
const MOST: usize = 500;

fn run(on: &Context<'_>, out: &mut Findings) {
    for (i, j) in alike(&on.risks) {
        let (Some(first), Some(second)) = (on.risks.get(i), on.risks.get(j)) else { continue };
        let evidence = format!("{} / {}", first.statement, second.statement);
        let message = "The two are worded much alike: are they one risk?";
        out.risk(first, message, evidence).field(RiskField::Description).and(second, None);
    }
}

/// The pairs that share enough, in the register's order. Each word knows who has it, so that only
/// risks with a word in common are ever counted together.
fn alike(risks: &[RiskView<'_>]) -> Vec<(usize, usize)> {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::default();
    let mut lengths = Vec::with_capacity(risks.len());
    let mut shared = vec![0_usize; risks.len()];
    let mut met = Vec::new();
    let mut pairs = Vec::new();
    for (j, risk) in risks.iter().enumerate() {
        let words = telling(risk);
        lengths.push(words.len());
        for word in &words {
            let holders = holders.entry(word).or_default();
            for &i in holders.iter() {
                if let Some(count) = shared.get_mut(i) {
                    if *count == 0 {
                        met.push(i);
                    }
                    *count += 1;
                }
            }
            holders.push(j);
        }
        for i in met.drain(..) {
            let Some(both) = shared.get_mut(i).map(std::mem::take) else { continue };
            let other = lengths.get(i).copied().unwrap_or(0);
            let (all, shorter) = (other + words.len() - both, other.min(words.len()));
            if both as f64 >= ALIKE * all as f64 || both as f64 >= WITHIN * shorter as f64 {
                pairs.push((i, j));
            }
        }
        if pairs.len() >= MOST {
            break;
        }
    }
    pairs.truncate(MOST);
    pairs.sort_unstable();
    pairs
}

/// The telling words of a risk, each once; none where there are too few.
fn telling<'a>(risk: &RiskView<'a>) -> Vec<&'a str> {
    let telling = |word: &&str| word.len() > 2 && !is_small(word);
    let mut words: Vec<&str> =
        risk.words().iter().copied().filter(telling).map(|word| stem(same(word))).collect();
    words.sort_unstable();
    words.dedup();
    if words.len() < FEWEST { vec![] } else { words }
}

/// A word without the ending of its form: "leaves", "leaving" and "leave" are "leav".
fn stem(word: &str) -> &str {
    const ENDINGS: &[&str] = &["ing", "ies", "es", "ed", "s", "e", "y"];
    const SHORTEST: usize = 4;
    let cut = ENDINGS.iter().find_map(|end| word.strip_suffix(end));
    cut.filter(|stem| stem.len() >= SHORTEST).unwrap_or(word)
}

/// One word for those that mean the same in registers.
fn same(word: &str) -> &str {
    match word {
        "workforce" | "employees" | "employee" | "personnel" => "staff",
        "lose" | "loses" | "lost" | "losing" | "losses" => "loss",
        "failure" | "failures" | "failing" => "fail",
        "financial" | "finances" | "budgets" | "budget" => "finance",
        "information" | "records" => "data",
        "fraudulent" => "fraud",
        "cybersecurity" => "cyber",
        "inability" => "unable",
        "block" | "premises" => "building",
        "held" | "keep" | "keeps" => "kept",
        "rubbish" | "refuse" | "bins" => "waste",
        _ => word,
    }
}

/// Whether a word tells nothing of what a risk is about.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "and"
            | "for"
            | "not"
            | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "that"
            | "this"
            | "with"
            | "from"
            | "due"
            | "its"
            | "their"
            | "they"
            | "may"
            | "can"
            | "could"
            | "will"
            | "would"
            | "does"
            | "being"
            | "been"
            | "any"
            | "all"
            | "into"
            | "which"
            | "who"
            | "because"
            | "risk"
            | "there"
            | "than"
            | "other"
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_two_in_nearly_the_same_words() {
        finds(
            &RULE,
            r"
            1 | Staff | Loss of trained drivers to rival firms | AB | 4x4 3x4 2x4
            2 | Staff | Trained drivers leave: loss to rival firms | AB | 4x4 3x4 2x4
            ",
            &["1+2"],
        );
    }

    #[test]
    fn finds_other_forms_of_the_words_and_one_wording_within_another() {
        finds(
            &RULE,
            r"
            1 | Staff | Losing skilled employees to rival firms | AB | 4x4 3x4 2x4
            2 | Staff | Loss of skilled staff to a rival firm, so routes are cut at the weekend | AB | 4x4 3x4 2x4
            ",
            &["1+2"],
        );
    }

    #[test]
    fn finds_words_that_mean_the_same() {
        finds(
            &RULE,
            r"
            1 | Mill | A fire in the flour building burns the winter grain | AB | 4x4 3x4 2x4
            2 | Mill | Fire in the flour block burns a season of grain | AB | 4x4 3x4 2x4
            3 | Mill | Foreign pigs held too near bring fever to the sty | AB | 4x4 3x4 2x4
            4 | Mill | Fever reaches the sty since foreign pigs are kept near | AB | 4x4 3x4 2x4
            ",
            &["1+2", "3+4"],
        );
    }

    #[test]
    fn silent_on_few_words_and_on_other_words() {
        finds(
            &RULE,
            r"
            1 | Staff | Loss of drivers | AB | 4x4 3x4 2x4
            2 | Staff | Loss of drivers | AB | 4x4 3x4 2x4
            3 | Staff | Trained drivers leave for rival firms | AB | 4x4 3x4 2x4
            4 | Staff | Rival firms undercut the price of every route | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
