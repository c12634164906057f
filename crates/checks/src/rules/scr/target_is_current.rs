//! # Target = current
//!
//! ## What it finds
//!
//! A risk whose target likelihood and impact are both what they are now, in figures or in words
//! (where they are not given, whose scores are equal). One finding for each risk.
//!
//! ## Why
//!
//! Nothing more is planned. Then the risk is accepted, and somebody should have said so; or the
//! target lacks ambition.
//!
//! ## Example
//!
//! Current 3 × 4 = 12, target 3 × 4 = 12.
//!
//! ## What to do
//!
//! Accept the risk formally, or set a target that the actions lead to.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Stage};

pub(crate) const RULE: Rule = Rule {
    id: "SCR-02",
    name: "target-is-current",
    title: "Target = current",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Accept the risk formally at this score, or set a lower target and plan for it.",
    source: include_str!("target_is_current.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        if risk.same(Stage::Current, Stage::Target) {
            let message = format!(
                "“{}” is the same as “{}”: nothing more is planned.",
                on.stage(Stage::Target),
                on.stage(Stage::Current),
            );
            out.risk(risk, message, risk.rating(Stage::Target)).field(AssessmentPart::Score);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_target_that_is_reached_already() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 2x2 2x2
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_where_the_target_is_elsewhere_or_not_set() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 2x3 3x2
            2 | Buildings | The roof leaks | AB | 3x3 3x3 .
            ",
            &[],
        );
    }
}
