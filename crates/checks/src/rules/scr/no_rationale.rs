//! # No rationale for a score
//!
//! ## What it finds
//!
//! The register scores its risks and has no column that says why: none whose heading speaks of
//! a rationale, justification, reason, basis or explanation and that has something in it. One
//! finding for the register.
//!
//! ## Why
//!
//! Members ask for the reasons behind a change of score. Without them nobody can challenge a
//! figure, or repeat it next quarter.
//!
//! ## Example
//!
//! Three scores a risk, and no words to them.
//!
//! ## What to do
//!
//! Keep a sentence with each score: what it rests on, and why it changed.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::Stage;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-18",
    name: "no-rationale",
    title: "No rationale for a score",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Record a sentence with each score: what it rests on and why it changed.",
    source: include_str!("no_rationale.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    const SAID: &[&str] = &["rationale", "justification", "reason", "basis", "explanation"];
    if on.risks.iter().any(|risk| risk.is_rated(Stage::Current)) && !on.has_column(SAID) {
        out.register("No score has a reason beside it.", "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_scores_without_words() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_a_column_of_reasons_or_without_scores() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            + Rationale for score: two failures last winter
            ",
            &[],
        );
    }

    #[test]
    fn silent_where_nothing_is_scored() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB
            ",
            &[],
        );
    }
}
