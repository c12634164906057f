//! # No previous score or direction of travel
//!
//! ## What it finds
//!
//! A register with no column of its own that says anything of an earlier score or the direction
//! of travel: none with something in it whose heading has a word or words beginning *previous,
//! prior, last quarter, direction, trend, travel, movement, change in*. Silent where earlier
//! issues of the register are at hand, from which movement is shown. One finding for the
//! register.
//!
//! ## Why
//!
//! The first question of every committee is what has moved. A register of one moment cannot
//! answer.
//!
//! ## Example
//!
//! A score with its date, and nothing to set it against.
//!
//! ## What to do
//!
//! Show the score at the last meeting and an arrow, or load the earlier issues.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::Stage;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-05",
    name: "no-direction",
    title: "No previous score or direction of travel",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Show the previous score and the direction, or bring in the earlier issues.",
    source: include_str!("no_direction.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if on.risks.iter().any(|risk| risk.is_rated(Stage::Current))
        && on.earlier.is_empty()
        && !on.has_column(&[
            "previous",
            "prior",
            "last quarter",
            "direction",
            "trend",
            "travel",
            "movement",
            "change in",
        ])
    {
        out.register("Neither a previous score nor a direction of travel is shown.", "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_register_without_such_a_column() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_the_column() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            + Direction of travel: up
            ",
            &[],
        );
    }
}
