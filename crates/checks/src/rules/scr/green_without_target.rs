//! # All actions green, target not reached
//!
//! ## What it finds
//!
//! A risk all of whose actions are green (it has one at least) while its current score is above
//! the target. One finding for each risk.
//!
//! ## Why
//!
//! If everything planned is on track or done, what else will bring the score down?
//!
//! ## Example
//!
//! Now 12, target 8, three actions, all green.
//!
//! ## What to do
//!
//! Say when the green actions take effect, or plan another.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, ActionStatus};

pub(crate) const RULE: Rule = Rule {
    id: "SCR-16",
    name: "green-without-target",
    title: "All actions green, target not reached",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: false,
    help: "Say when the green actions take effect, or add the action that reaches the target.",
    source: include_str!("green_without_target.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let (Some(now), Some(target)) = (risk.now, risk.target) else { continue };
        let green = |action: &ActionView<'_>| action.status == Some(ActionStatus::Green);
        if !risk.actions.is_empty() && risk.actions.iter().all(green) && target.below(&now) {
            let message = format!(
                "Every action is green, yet the score ({}) is above its target ({}).",
                now.words(),
                target.words(),
            );
            out.risk(risk, message, "").field(ActionField::Status);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_all_green_above_the_target() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x2
            - Mend the boiler | AB | Apr-18 | G
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_at_the_target_with_an_amber_one_or_without_actions() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 3x4
            - Mend the boiler | AB | Apr-18 | G
            2 | Buildings | The roof leaks | AB | 4x4 4x4 2x2
            - Mend the roof | AB | Apr-18 | G
            - Buy tiles | AB | Apr-18 | A
            3 | Buildings | The lift sticks | AB | 4x4 4x4 2x2
            ",
            &[],
        );
    }
}
