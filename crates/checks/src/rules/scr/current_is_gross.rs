//! # Current = gross
//!
//! ## What it finds
//!
//! A risk whose current likelihood and impact are both what they are before any control, in
//! figures or in words (where they are not given, whose scores are equal). **H** where the current score is severe. One
//! finding for each risk.
//!
//! ## Why
//!
//! The controls show no effect: either there are none, or they do not work, or the gross score
//! is not gross. Committee members ask whether the mitigating actions would ever change the
//! status.
//!
//! ## Example
//!
//! Gross 4 × 5 = 20, current 4 × 5 = 20.
//!
//! ## What to do
//!
//! Say what the controls have changed, or that there are none; then score again.
//!
//! ## Settings
//!
//! `severe`: the score from which the finding is high (15).

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Stage};

pub(crate) const RULE: Rule = Rule {
    id: "SCR-01",
    name: "current-is-gross",
    title: "Current = gross",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Say which control has which effect, or score the risk again.",
    source: include_str!("current_is_gross.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        if risk.same(Stage::Inherent, Stage::Current) {
            let message = format!(
                "“{}” is the same as “{}”: the controls show no effect.",
                on.stage(Stage::Current),
                on.stage(Stage::Inherent),
            );
            let finding =
                out.risk(risk, message, risk.rating(Stage::Current)).field(AssessmentPart::Score);
            if risk.now_reaches(on.settings.severe) {
                finding.severity(Severity::High);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_unchanged_ratings_whatever_the_target() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x2
            2 | Buildings | The roof leaks | AB | 3x3 3x3 3x3
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn finds_a_stage_by_its_heading_without_the_axis() {
        let found = finds(
            &RULE,
            r"
            label inherent Inherent likelihood
            label current Score now (16 March)
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x4
            ",
            &["1"],
        );
        assert!(found[0].message.starts_with("“Score now” is the same as “Inherent”"));
    }

    #[test]
    fn finds_the_same_words() {
        let found = finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | LikelyxMajor likelyxMajor RarexMajor
            2 | Buildings | The roof leaks | AB | LikelyxMajor PossiblexMajor RarexMajor
            ",
            &["1"],
        );
        assert_eq!(found[0].evidence, "likely × Major");
    }

    #[test]
    fn silent_where_either_axis_changed_or_a_stage_is_missing() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x3 3x4 2x2
            2 | Buildings | The roof leaks | AB | . 3x3 3x3
            ",
            &[],
        );
    }
}
