//! # Word clash: "Residual" here means target
//!
//! ## What it finds
//!
//! A register whose own heading over the target assessment has the word *residual*, while it
//! has a current assessment too. One finding for the register.
//!
//! ## Why
//!
//! Residual mostly means what is left with the controls that exist now (Orange Book 2023, Annex
//! 3). Members have had to ask what residual and inherent mean in the paper before them.
//!
//! ## Example
//!
//! "Residual risk following implementation of actions".
//!
//! ## What to do
//!
//! Head it "Target", and print what each of the three means.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-13",
    name: "residual-means-target",
    title: "Word clash: \"Residual\" here means target",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Head it “Target”, and print what each assessment means.",
    source: include_str!("residual_means_target.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let label = on.heading(bellwether_domain::Stage::Target).unwrap_or_default();
    let now = on.risks.iter().any(|risk| risk.is_rated(bellwether_domain::Stage::Current));
    if now && words::words(&words::lowered(label)).contains(&"residual") {
        out.register("“Residual” here means the score after the planned actions; elsewhere it mostly means the score now.", label);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_residual_over_the_target() {
        finds(
            &RULE,
            r"
            label target Residual risk after actions
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_on_target() {
        finds(
            &RULE,
            r"
            label target Target risk
            label current Residual risk
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
