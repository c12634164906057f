//! # Named risk owner has no action on that risk
//!
//! ## What it finds
//!
//! An owner of a risk who owns none of its actions, a risk without actions included. One
//! finding for each owner and risk. Where the register names no action owner at all it stays
//! silent: that is IMP-12.
//!
//! ## Why
//!
//! It is ownership in name only: the person has nothing to do for what they answer for.
//!
//! ## Example
//!
//! Owners "AB / CD"; all four actions are AB's.
//!
//! ## What to do
//!
//! Give the owner an action, or take the name off the risk.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "OWN-04",
    name: "owner-without-action",
    title: "Named risk owner has no action on that risk",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Give the owner an action on the risk, or take the name off it.",
    source: include_str!("owner_without_action.rs"),
    looks: &[(Sight::Register(Aspects::OWNERS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if on.actions().all(|(_, action)| action.action.owners.is_empty()) {
        return;
    }
    for risk in &on.risks {
        for (i, owner) in risk.risk.owners.iter().enumerate() {
            let twice = risk.risk.owners.iter().take(i).any(|earlier| earlier == owner);
            let acts = risk.actions.iter().any(|action| action.action.owners.contains(owner));
            if !twice && !acts {
                let message = format!("{owner} owns the risk and none of its actions.");
                out.risk(risk, message, risk.risk.owners.join(" / ")).field(RiskField::Owners);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_owner_who_does_nothing() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB / CD | 4x4 3x3 2x2
            - Mend the boiler | AB | Apr-18 | A
            2 | Buildings | The roof leaks | AB | 4x4 3x3 2x2
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_where_every_owner_acts() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB / CD | 4x4 3x3 2x2
            - Mend the boiler | AB | Apr-18 | A
            - Buy a spare | EF / CD | Apr-18 | A
            ",
            &[],
        );
    }

    #[test]
    fn silent_where_no_action_owner_is_named_anywhere() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler
            ",
            &[],
        );
    }
}
