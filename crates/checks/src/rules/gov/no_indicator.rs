//! # No indicator or early warning
//!
//! ## What it finds
//!
//! A register with no column of its own that says anything of indicators or early warnings:
//! none with something in it whose heading has a word or words beginning *indicator, kri, early
//! warning, trigger, metric*. One finding for the register.
//!
//! ## Why
//!
//! A score changes once a quarter, by judgement. An indicator tells in between, by fact.
//!
//! ## Example
//!
//! No figure that the owner watches.
//!
//! ## What to do
//!
//! Name for each severe risk one figure that would move first.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-15",
    name: "no-indicator",
    title: "No indicator or early warning",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: false,
    help: "Name for each severe risk a figure that would move first.",
    source: include_str!("no_indicator.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.risks.is_empty()
        && !on.has_column(&["indicator", "kri", "early warning", "trigger", "metric"])
    {
        out.register("Nothing says what would show that a risk is growing.", "");
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
            + Key risk indicator: calls unanswered
            ",
            &[],
        );
    }
}
