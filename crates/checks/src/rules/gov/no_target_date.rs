//! # No date for the target score
//!
//! ## What it finds
//!
//! A register with target scores and no column that says by when they are to be reached, such
//! as *target date*, *target score by*, *date for target*. The dates of actions are not it. One
//! finding for the register.
//!
//! ## Why
//!
//! Committees take the target for next quarter's score; the owner meant three years. A target
//! without a date cannot be missed.
//!
//! ## Example
//!
//! Target 8, and nothing that says when.
//!
//! ## What to do
//!
//! Give each target score its date.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::Stage;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-07",
    name: "no-target-date",
    title: "No date for the target score",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Give each target score the date by which it is to be reached.",
    source: include_str!("no_target_date.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    const SAID: &[&str] = &[
        "target date",
        "target risk date",
        "target score date",
        "target score by",
        "target by",
        "date for target",
        "date to reach target",
        "date target",
    ];
    if on.risks.iter().any(|risk| risk.is_rated(Stage::Target)) && !on.has_column(SAID) {
        out.register("Nothing says by when each target score is to be reached.", "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_targets_without_a_date() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_their_date() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            + Target date: March 2019
            ",
            &[],
        );
    }

    #[test]
    fn silent_without_targets() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 .
            ",
            &[],
        );
    }
}
