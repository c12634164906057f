//! # No appetite or tolerance
//!
//! ## What it finds
//!
//! A register with no column of its own that says anything of risk appetite or tolerance: none
//! with something in it whose heading has a word or words beginning *appetite, tolerance,
//! tolerable*. One finding for the register.
//!
//! ## Why
//!
//! Without it no score is too high and none is good enough (Government Finance Function, *Risk
//! Appetite Guidance Note*).
//!
//! ## Example
//!
//! Targets from 2 to 20, with nothing that says which is acceptable.
//!
//! ## What to do
//!
//! Set the appetite for each category, and show for each risk whether it is within.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-04",
    name: "no-appetite",
    title: "No appetite or tolerance",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Set an appetite for each category and show which risks are above it.",
    source: include_str!("no_appetite.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.risks.is_empty() && !on.has_column(&["appetite", "tolerance", "tolerable"]) {
        out.register("Nothing says how much risk the body will accept.", "");
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
            + Risk appetite: cautious
            ",
            &[],
        );
    }
}
