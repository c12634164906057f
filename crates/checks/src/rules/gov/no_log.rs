//! # No log of new and closed risks
//!
//! ## What it finds
//!
//! A register in which no risk is a draft or closed, with no column that speaks of closing or
//! of when a risk was added, and with no earlier issue at hand. One finding for the register.
//!
//! ## Why
//!
//! Members want to see what came and what went, and who agreed. A register that only ever shows
//! what is open forgets its own history.
//!
//! ## Example
//!
//! Forty-five open risks, none ever closed.
//!
//! ## What to do
//!
//! Keep the closed risks, with date and reason, and mark the new ones.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-08",
    name: "no-log",
    title: "No log of new and closed risks",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: false,
    help: "Keep closed risks with date and reason, and mark the new ones.",
    source: include_str!("no_log.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    use bellwether_domain::RiskState::{Closed, Draft, Materialised};
    let logged = on.register.risks.iter().any(|risk| {
        let state = risk.status.as_ref().and_then(|status| status.value);
        matches!(state, Some(Closed | Draft | Materialised))
    });
    const SAID: &[&str] = &["closed", "closure", "date added", "raised", "opened", "new risk"];
    if !on.risks.is_empty() && !logged && on.earlier.is_empty() && !on.has_column(SAID) {
        out.register("Nothing shows which risks are new and which were closed.", "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_open_risks_alone() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_a_closed_risk() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB
            status Closed
            ",
            &[],
        );
    }

    #[test]
    fn silent_with_an_earlier_issue() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ====
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
