//! # Current < gross but no completed action or control
//!
//! ## What it finds
//!
//! A risk whose current score is below the gross one, with no control in the register and no
//! action recorded as done, by its status or by its date cell. Green is not done. One finding
//! for each risk.
//!
//! ## Why
//!
//! Something must have brought the score down. Where nothing that exists is written beside it,
//! the reduction is not evidenced.
//!
//! ## Example
//!
//! Gross 20, current 12; four actions, all ongoing; no controls.
//!
//! ## What to do
//!
//! Write down the control that works, or the action that was completed; else restore the score.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::AssessmentPart;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-06",
    name: "fall-not-evidenced",
    title: "Current < gross but no completed action or control",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Name the control or the completed action that brought the score down, or restore it.",
    source: include_str!("fall_not_evidenced.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let (Some(gross), Some(now)) = (risk.gross, risk.now) else { continue };
        let evidenced =
            !risk.risk.controls.is_empty() || risk.actions.iter().any(ActionView::is_done);
        if now.below(&gross) && !evidenced {
            let message = "The score has fallen, yet no control or completed action shows why.";
            out.risk(risk, message, format!("{} → {}", gross.words(), now.words()))
                .field(AssessmentPart::Score);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_fall_without_a_cause_green_or_not() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | G
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_with_a_control_a_completed_action_or_no_fall() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            = A yearly service
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            - Mend the roof | AB | Completed Sept 2017 | G
            3 | Buildings | The lift sticks | AB | 4x4 3x4 2x4
            - Mend the lift | AB | Ongoing | Complete
            4 | Buildings | The door jams | AB | 4x4 4x4 2x4
            ",
            &[],
        );
    }
}
