//! # Gross = current = target
//!
//! ## What it finds
//!
//! A risk whose three assessments are the same in likelihood and impact, in figures or in words
//! (where they are not given, in score). One finding for each risk, beside those of SCR-01 and SCR-02.
//!
//! ## Why
//!
//! By the register's own figures nothing that has been done or is planned makes any difference.
//!
//! ## Example
//!
//! 3 × 4 = 12 three times.
//!
//! ## What to do
//!
//! Score each stage on its own, or take the risk to the board for acceptance.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Stage};

pub(crate) const RULE: Rule = Rule {
    id: "SCR-03",
    name: "never-moves",
    title: "Gross = current = target",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Score each stage on its own evidence, or take the risk for acceptance.",
    source: include_str!("never_moves.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        if risk.same(Stage::Inherent, Stage::Current) && risk.same(Stage::Current, Stage::Target) {
            let message =
                "All three assessments are the same: nothing done or planned makes a difference.";
            out.risk(risk, message, risk.rating(Stage::Current)).field(AssessmentPart::Score);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_three_equal_assessments() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 3x4 3x4 3x4
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_where_one_differs_though_the_score_be_the_same() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 3x4 3x4 4x3
            2 | Buildings | The roof leaks | AB | 3x3 3x3 .
            ",
            &[],
        );
    }
}
