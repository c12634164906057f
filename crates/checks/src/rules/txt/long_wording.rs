//! # Title over 25 words
//!
//! ## What it finds
//!
//! A risk whose title, or whose wording where it has no title, has more than 25 words: runs
//! between white space with a letter or a digit in them. One finding for each risk.
//!
//! ## Why
//!
//! Reviewers find that such titles are not clear: the reader of a heat map cannot hold them,
//! and they mostly hold more than one risk.
//!
//! ## Example
//!
//! Two sentences joined by "and", each with a verb of its own.
//!
//! ## What to do
//!
//! Keep the event in the title; move cause and consequence to places of their own, and a second
//! risk to its own row.
//!
//! ## Settings
//!
//! `most_words`: how many words are not too many (25).

use super::super::prelude::*;
use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-09",
    name: "long-wording",
    title: "Title over 25 words",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: false,
    help: "Keep what causes it, what happens and what follows, in as few words as they need; move the rest elsewhere.",
    source: include_str!("long_wording.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in on.risks.iter().filter(|risk| risk.length() > on.settings.most_words) {
        let message = format!(
            "The wording has {} words, more than {}.",
            risk.length(),
            on.settings.most_words,
        );
        out.risk(risk, message, risk.risk.wording()).field(RiskField::Description);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_twenty_six_words() {
        finds(
            &RULE,
            r"
            1 | Money | one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty one two three four five six | AB | 4x4 3x4 2x4
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_on_twenty_five() {
        finds(
            &RULE,
            r"
            1 | Money | one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty one two three four five | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
