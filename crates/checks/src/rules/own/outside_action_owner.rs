//! # Action owner is none of the risk owners
//!
//! ## What it finds
//!
//! An action all of whose owners are other people than the risk's owners. One finding for each
//! action; silent where either has no owner.
//!
//! ## Why
//!
//! It is normal, but the person must be asked separately: they do not see the risk among their
//! own.
//!
//! ## Example
//!
//! The risk is AB's, the action CD's.
//!
//! ## What to do
//!
//! Ask the action's owner when the risk is reviewed.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

pub(crate) const RULE: Rule = Rule {
    id: "OWN-05",
    name: "outside-action-owner",
    title: "Action owner is none of the risk owners",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Ask the action's owner separately at each review.",
    source: include_str!("outside_action_owner.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions() {
        let (owners, doers) = (&risk.risk.owners, &action.action.owners);
        if !owners.is_empty() && !doers.is_empty() && !doers.iter().any(|d| owners.contains(d)) {
            let message = format!(
                "The action belongs to {}, who {} not own the risk.",
                list(doers),
                if doers.len() == 1 { "does" } else { "do" }
            );
            out.action(risk, action, message, doers.join(" / ")).field(ActionField::Owners);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_an_action_of_somebody_else() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | AB / CD | Apr-18 | A
            - Buy a spare | CD | Apr-18 | A
            ",
            &["1.2"],
        );
    }

    #[test]
    fn silent_where_an_owner_is_shared_or_missing() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | AB / CD | Apr-18 | A
            - Buy a spare | | Apr-18 | A
            ",
            &[],
        );
    }
}
