//! # Risk tied to no objective
//!
//! ## What it finds
//!
//! A register with risks that have no category or objective: an empty cell, *N/A*, *none*,
//! *TBC* or a dash. One finding for the register, naming the risks.
//!
//! ## Why
//!
//! A risk is a risk to an objective (Orange Book 2023, section A; Good Governance Institute).
//! What threatens none should not be on the register, or an objective is missing.
//!
//! ## Example
//!
//! Risk 35, category "N/A".
//!
//! ## What to do
//!
//! Name the objective, or take the risk off the register.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-20",
    name: "no-objective",
    title: "Risk tied to no objective",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Name the objective that each of these risks threatens, or take the risk off.",
    source: include_str!("no_objective.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let none = |category: &str| {
        matches!(words::folded(category).as_str(), "" | "n a" | "na" | "none" | "tbc" | "tbd")
    };
    let loose: Vec<&str> = on
        .risks
        .iter()
        .filter(|risk| risk.risk.category.as_deref().is_none_or(none))
        .map(|risk| risk.name.as_str())
        .collect();
    match loose.as_slice() {
        [] => {}
        [one] => {
            out.register(format!("Risk {one} is tied to no objective."), *one);
        }
        many => {
            let message = format!("{} risks are tied to no objective.", many.len());
            out.register(message, format!("Risks {}", many.join(", ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_gaps_and_dashes() {
        finds(
            &RULE,
            r"
            1 | N/A | The boiler fails | AB
            2 | | The roof leaks | AB
            3 | Buildings | The lift sticks | AB
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_where_each_has_one() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
