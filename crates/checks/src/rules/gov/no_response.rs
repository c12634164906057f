//! # No treatment choice
//!
//! ## What it finds
//!
//! A register no risk of which has a response: treat, tolerate, transfer, terminate (the 4 Ts)
//! or take the opportunity. One finding for the register.
//!
//! ## Why
//!
//! Without it nobody can tell a risk that is accepted from one that is forgotten (Orange Book
//! 2023, section D).
//!
//! ## Example
//!
//! Targets equal to current scores, and no word that the risk is tolerated.
//!
//! ## What to do
//!
//! Say for each risk which of the responses was chosen.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-03",
    name: "no-response",
    title: "No treatment choice",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: false,
    help: "Say for each risk whether it is treated, tolerated, transferred or terminated.",
    source: include_str!("no_response.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let chosen = on.risks.iter().any(|risk| risk.risk.response.is_some());
    if !on.risks.is_empty() && !chosen && !on.has_column(&["response", "treatment choice", "4 ts"])
    {
        out.register(
            "No risk says whether it is treated, tolerated, transferred or terminated.",
            "",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_risks_without_a_response() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_one() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            response Treat
            ",
            &[],
        );
    }
}
