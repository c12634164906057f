//! # More than one risk owner
//!
//! ## What it finds
//!
//! A risk with two owners or more, as the register writes them. One finding for each risk.
//!
//! ## Why
//!
//! A risk needs one named owner who answers for it (Orange Book 2023, section C: a risk owner
//! is assigned to each risk). Where two are named each may think that the other acts.
//!
//! ## Example
//!
//! Owners "AB / CD / EF".
//!
//! ## What to do
//!
//! Name one owner; the others can own actions.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "OWN-01",
    name: "several-risk-owners",
    title: "More than one risk owner",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Name one owner for the risk; let the others own actions.",
    source: include_str!("several_risk_owners.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in on.risks.iter().filter(|risk| risk.risk.owners.len() > 1) {
        let owners = &risk.risk.owners;
        let message = format!("The risk has {} owners: {}.", owners.len(), list(owners));
        out.risk(risk, message, owners.join(" / ")).field(RiskField::Owners);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_risk_with_two_owners() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            2 | Buildings | The roof leaks | AB / CD | 4x4 3x3 2x2
            ",
            &["2"],
        );
    }

    #[test]
    fn silent_on_one_owner_and_on_none_and_on_closed_risks() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            2 | Buildings | The roof leaks | | 4x4 3x3 2x2
            3 | Buildings | The lift sticks | AB / CD | 4x4 3x3 2x2
            status Closed
            ",
            &[],
        );
    }
}
