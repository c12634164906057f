//! # No proximity or velocity
//!
//! ## What it finds
//!
//! A register with no column of its own that says anything of proximity or velocity: none with
//! something in it whose heading has a word or words beginning *proximity, velocity, timescale,
//! timeframe, time to impact, when might*. One finding for the register.
//!
//! ## Why
//!
//! A risk of next week and one of the next decade ask for different things (Management of Risk,
//! MoR).
//!
//! ## Example
//!
//! Scores alone.
//!
//! ## What to do
//!
//! Say of each risk when it might happen, and how fast it would be felt.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-16",
    name: "no-proximity",
    title: "No proximity or velocity",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Say when each risk might happen, and how fast it would be felt.",
    source: include_str!("no_proximity.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.risks.is_empty()
        && !on.has_column(&[
            "proximity",
            "velocity",
            "timescale",
            "timeframe",
            "time to impact",
            "when might",
        ])
    {
        out.register("Nothing says when a risk might happen or how fast it would be felt.", "");
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
            + Proximity: within 3 months
            ",
            &[],
        );
    }
}
