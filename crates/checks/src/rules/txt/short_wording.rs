//! # Title under 8 words
//!
//! ## What it finds
//!
//! A risk whose title, or whose wording where it has no title, has fewer than eight words: runs
//! between white space with a letter or a digit in them. A risk without words has none to
//! count. One finding for each risk.
//!
//! A wording in parts (cause, event, effect) has the words of all of them.
//!
//! ## Why
//!
//! One-word risks ("Funding") mean something else to each reader, and are scored so.
//!
//! ## Example
//!
//! "Loss of key staff".
//!
//! ## What to do
//!
//! Say who or what is concerned, and what might happen to it.
//!
//! ## Settings
//!
//! `fewest_words`: how many words are enough (8).

use super::super::prelude::*;
use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-08",
    name: "short-wording",
    title: "Title under 8 words",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: false,
    help: "Say in full what might happen, to what, and from what cause.",
    source: include_str!("short_wording.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let few = 1..on.settings.fewest_words;
    for (risk, length) in on.risks.iter().map(|risk| (risk, length(risk))) {
        if !few.contains(&length) {
            continue;
        }
        let message = format!("The wording has only {}.", plural(length, "word"));
        out.risk(risk, message, risk.risk.wording()).field(RiskField::Description);
    }
}

/// How many words it has; where it is told in parts alone, all of them together.
fn length(risk: &RiskView<'_>) -> usize {
    let of = risk.risk;
    let in_parts = of.title.is_none() && of.description.is_none() && of.event.is_some();
    let parts = [&of.cause, &of.consequence].into_iter().flatten();
    risk.length() + if in_parts { parts.map(|part| words::count(part)).sum() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_seven_words() {
        finds(
            &RULE,
            r"
            1 | Money | The grant ends in March – and early | AB | 4x4 3x4 2x4
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_on_eight_words_and_on_none() {
        finds(
            &RULE,
            r"
            1 | Money | The grant ends in March and too early | AB | 4x4 3x4 2x4
            2 | Money | | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
