//! # Mostly green actions, score not moved
//!
//! ## What it finds
//!
//! A risk at least half of whose actions are green while its current likelihood and impact are
//! the gross ones. One finding for each risk.
//!
//! ## Why
//!
//! Green says that the actions go well. If they do and the score does not move, they do not act
//! on the risk.
//!
//! ## Example
//!
//! Four of six actions green; gross 25, now 25.
//!
//! ## What to do
//!
//! Ask which action was to move which figure, and by when.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, ActionStatus, Stage};

pub(crate) const RULE: Rule = Rule {
    id: "SCR-15",
    name: "green-without-effect",
    title: "Mostly green actions, score not moved",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: false,
    help: "Ask which of the green actions was to move the score, and when.",
    source: include_str!("green_without_effect.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let all = risk.actions.len();
        let green = risk.actions.iter().filter(|a| a.status == Some(ActionStatus::Green)).count();
        if all > 0 && green * 2 >= all && risk.same(Stage::Inherent, Stage::Current) {
            let message =
                format!("{green} of {} green, yet the score has not moved.", plural(all, "action"));
            out.risk(risk, message, risk.rating(Stage::Current)).field(ActionField::Status);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_half_of_the_actions_green() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x2
            - Mend the boiler | AB | Apr-18 | G
            - Buy a spare | AB | Apr-18 | A
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_where_the_score_moved_less_is_green_or_nothing_is_done() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x2
            - Mend the boiler | AB | Apr-18 | G
            2 | Buildings | The roof leaks | AB | 4x4 4x4 2x2
            - Mend the roof | AB | Apr-18 | A
            3 | Buildings | The lift sticks | AB | 4x4 4x4 2x2
            ",
            &[],
        );
    }
}
