//! # Target < current but no dated milestone ahead
//!
//! ## What it finds
//!
//! A risk whose target score is below the current one while none of its actions has a milestone
//! ahead, as at the date. "Ongoing", "ASAP", passed dates and the next of a yearly series
//! are no milestones ahead; "until" a day ahead is one. **H** where the current score is severe. One
//! finding for each risk.
//!
//! ## Why
//!
//! Audit committees doubt the realism of such targets, and the optimism of future scores:
//! nothing is due that could bring the score down.
//!
//! ## Example
//!
//! Now 16, target 8; every action "Ongoing".
//!
//! ## What to do
//!
//! Give the action that is to bring the score down its date.
//!
//! ## Settings
//!
//! `severe`: the score from which the finding is high (15).

use super::super::prelude::*;
use bellwether_domain::ActionField;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-07",
    name: "target-without-milestone",
    title: "Target < current but no dated milestone ahead",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Give the action that should bring the score down a date, or raise the target.",
    source: include_str!("target_without_milestone.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in on.risks.iter().filter(|risk| applies(risk)) {
        let (Some(now), Some(target)) = (risk.now, risk.target) else { continue };
        let message =
            "The target is below the score now, and no action with a date ahead leads to it.";
        let finding = out
            .risk(risk, message, format!("{} → {}", now.words(), target.words()))
            .field(ActionField::Due);
        if now.reaches(on.settings.severe) {
            finding.severity(Severity::High);
        }
    }
}

/// Whether the score is to fall with nothing dated ahead.
pub(super) fn applies(risk: &RiskView<'_>) -> bool {
    let falls = matches!((risk.now, risk.target), (Some(now), Some(target)) if target.below(&now));
    falls && !risk.has_milestone_ahead()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{ONLY_URGENT, finds};

    #[test]
    fn finds_where_it_is_only_urgent() {
        finds(&RULE, ONLY_URGENT, &["1"]);
    }

    #[test]
    fn finds_where_nothing_is_dated_ahead() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x4
            - Mend the boiler | AB | Ongoing | A
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            - Mend the roof | AB | Sept 2017 | A
            3 | Buildings | The lift sticks | AB | 4x4 3x4 2x4
            ",
            &["1", "2", "3"],
        );
    }

    #[test]
    fn silent_with_a_milestone_ahead_or_no_fall_planned() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x4
            - Mend the boiler | AB | Ongoing | A
            - Buy a spare | AB | Sept 2017 then May 2018 | A
            2 | Buildings | The roof leaks | AB | 4x4 3x4 3x4
            3 | Buildings | The lift sticks | AB | 4x4 3x4 2x4
            - Mend the lift | AB | March 2018 then ongoing | A
            ",
            &[],
        );
    }
}
