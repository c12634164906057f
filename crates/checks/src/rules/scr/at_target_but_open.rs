//! # At target, but amber/red actions still open
//!
//! ## What it finds
//!
//! A risk whose current score is the target score or lower while an action of it is amber or
//! red and not done. One finding for each risk, naming the actions.
//!
//! ## Why
//!
//! Either the actions are needless, or the target is not the target. Risks that have matched
//! the appetite for two quarters are candidates to leave the register.
//!
//! ## Example
//!
//! Now 8, target 8; three amber actions.
//!
//! ## What to do
//!
//! Close the actions, take the risk down a level, or lower the target.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-11",
    name: "at-target-but-open",
    title: "At target, but amber/red actions still open",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Close the actions, take the risk down a level, or lower the target.",
    source: include_str!("at_target_but_open.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let (Some(now), Some(target)) = (risk.now, risk.target) else { continue };
        let at_target = matches!((now.score, target.score), (Some(n), Some(t)) if n <= t);
        let open: Vec<String> = risk
            .actions
            .iter()
            .filter(|action| action.is_amber_or_red() && !action.is_done())
            .map(|action| action.number.to_string())
            .collect();
        if at_target && !open.is_empty() {
            let message = format!(
                "The score is at its target ({}), yet {} still amber or red.",
                now.words(),
                match open.as_slice() {
                    [one] => format!("action {one} is"),
                    all => format!("actions {} are", list(all)),
                },
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
    fn finds_open_actions_at_the_target_and_below_it() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 2x4 2x4
            - Mend the boiler | AB | Ongoing | A
            2 | Buildings | The roof leaks | AB | 4x4 1x4 2x4
            - Mend the roof | AB | Ongoing | R
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_above_the_target_on_green_actions_and_on_an_amber_one_that_is_done() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            2 | Buildings | The roof leaks | AB | 4x4 2x4 2x4
            - Mend the roof | AB | Ongoing | G
            - Tell the tenants | AB | Letters sent and completed Sept 2017 | A
            ",
            &[],
        );
    }
}
