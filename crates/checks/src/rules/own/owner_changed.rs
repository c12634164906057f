//! # Owner changed since the last issue
//!
//! ## What it finds
//!
//! A risk whose owners, in any order, are not those it had in the issue of the register before
//! this one. It needs an earlier issue; a risk is known again by its number and its words. One
//! finding for each risk.
//!
//! ## Why
//!
//! With a new owner a risk is most likely to be forgotten: auditors ask for a consistent owner,
//! and for the handover.
//!
//! ## Example
//!
//! AB in December, CD in March.
//!
//! ## What to do
//!
//! Have the new owner confirm the scores and the actions.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use std::collections::BTreeSet;

use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "OWN-09",
    name: "owner-changed",
    title: "Owner changed since the last issue",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Have the new owner confirm the scores and the actions.",
    source: include_str!("owner_changed.rs"),
    looks: &[(Sight::Past, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if on.earlier.is_empty() {
        return;
    }
    let trail = on.trail();
    for risk in &on.risks {
        let Some(before) = trail.of_risk(risk.position).next() else { continue };
        let was: BTreeSet<&String> = before.owners.iter().collect();
        let is: BTreeSet<&String> = risk.risk.owners.iter().collect();
        if was != is {
            let named = |owners: &[String]| match owners {
                [] => "nobody".to_owned(),
                owners => owners.join(" / "),
            };
            let message = "Its owner is another than in the last issue.";
            let change = format!("{} → {}", named(&before.owners), named(&risk.risk.owners));
            out.risk(risk, message, change).field(RiskField::Owners);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_another_owner_and_one_more() {
        finds(
            &RULE,
            r"
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            ====
            1 | Buildings | The boiler fails | CD | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB / CD | 4x4 3x4 2x4
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_on_another_order_on_a_new_risk_and_without_an_earlier_issue() {
        finds(
            &RULE,
            r"
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB / CD | 4x4 3x4 2x4
            ====
            1 | Buildings | The boiler fails | CD / AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
