//! # No overlap at all between risk and action owners
//!
//! ## What it finds
//!
//! A risk with owners and with action owners, none of whom is the same person. One finding for
//! each risk.
//!
//! ## Why
//!
//! Whoever answers for the risk does nothing about it, and whoever acts does not answer for it.
//!
//! ## Example
//!
//! The risk is AB's; its three actions are CD's and EF's.
//!
//! ## What to do
//!
//! Make the person who drives the actions the owner, or give the owner an action.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "OWN-06",
    name: "no-shared-owner",
    title: "No overlap at all between risk and action owners",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: false,
    help: "Give the risk's owner an action, or make the person who acts the owner.",
    source: include_str!("no_shared_owner.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let owners = &risk.risk.owners;
        let doers = || risk.actions.iter().flat_map(|action| &action.action.owners);
        let acts = |owner: &String| doers().any(|doer| doer == owner);
        if !owners.is_empty() && doers().next().is_some() && !owners.iter().any(acts) {
            let mut doers: Vec<&String> = doers().collect();
            doers.sort_unstable();
            doers.dedup();
            let message = format!(
                "The risk is owned by {}, its actions by {}: nobody owns both.",
                list(owners),
                list(&doers),
            );
            out.risk(risk, message, owners.join(" / ")).field(RiskField::Owners);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_risk_whose_owners_do_none_of_it() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | CD | Apr-18 | A
            - Buy a spare | EF | Apr-18 | A
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_on_one_shared_owner_and_where_nobody_acts() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | CD / AB | Apr-18 | A
            2 | Buildings | The roof leaks | AB | 4x4 3x3 2x2
            ",
            &[],
        );
    }
}
