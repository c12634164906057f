//! # More than one action owner
//!
//! ## What it finds
//!
//! An action with two owners or more, as the register writes them. One finding for each action.
//!
//! ## Why
//!
//! An action that two people own is chased with neither. Accountability cannot be shared; work
//! can.
//!
//! ## Example
//!
//! "AB / CD" under "Action owner".
//!
//! ## What to do
//!
//! Name the one person who reports on the action.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

pub(crate) const RULE: Rule = Rule {
    id: "OWN-02",
    name: "several-action-owners",
    title: "More than one action owner",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Name the one person who answers for the action.",
    source: include_str!("several_action_owners.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, action)| action.action.owners.len() > 1) {
        let owners = &action.action.owners;
        let message = format!("The action has {} owners: {}.", owners.len(), list(owners));
        out.action(risk, action, message, owners.join(" / ")).field(ActionField::Owners);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_an_action_with_two_owners() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | AB | Apr-18 | A
            - Buy a spare | AB / CD | Apr-18 | A
            ",
            &["1.2"],
        );
    }

    #[test]
    fn silent_where_every_action_has_one() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB / CD | 4x4 3x3 2x2
            - Mend the boiler | AB | Apr-18 | A
            ",
            &[],
        );
    }
}
