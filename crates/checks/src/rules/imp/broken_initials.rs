//! # Malformed person token
//!
//! ## What it finds
//!
//! Initials that are in the key of owners only once a space inside them is removed. One finding
//! for each, whether they were put right when the document was read (`initials-broken`) or
//! still stand so.
//!
//! ## Why
//!
//! A search for the person, a filter and an e-mail to them all miss what is filed under a
//! broken name.
//!
//! ## Example
//!
//! "A B" in the owner's cell, where the key has "AB".
//!
//! ## What to do
//!
//! Close the gap. The fix does it where the register still has the broken form.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use super::{Key, noticed};
use bellwether_domain::{ActionField, RiskField};

pub(crate) const RULE: Rule = Rule {
    id: "IMP-06",
    name: "broken-initials",
    title: "Malformed person token",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: true,
    help: "Write the initials as the key of owners has them.",
    source: include_str!("broken_initials.rs"),
    looks: &[(Sight::Register(Aspects::WORDS.and(Aspects::OWNERS)), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    noticed(on, out, &["initials-broken"]);
    let key = Key::of(on.register);
    for risk in &on.risks {
        for owner in &risk.risk.owners {
            if let Some(whole) = key.closed_up(owner) {
                out.risk(risk, message(owner, &whole), owner.as_str())
                    .field(RiskField::Owners)
                    .fix("Close the gap", RiskField::Owners, owner, &whole);
            }
        }
    }
    for (risk, action) in on.actions() {
        for owner in &action.action.owners {
            if let Some(whole) = key.closed_up(owner) {
                out.action(risk, action, message(owner, &whole), owner.as_str())
                    .field(ActionField::Owners)
                    .fix("Close the gap", ActionField::Owners, owner, &whole);
            }
        }
    }
}

fn message(owner: &str, whole: &str) -> String {
    format!("“{owner}” is not in the key of owners; “{whole}” is.")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_initials_with_a_gap_at_the_risk_and_at_the_action() {
        finds(
            &RULE,
            r"
            key AB = A. Bee
            1 | Buildings | The boiler fails | A B | 4x4 3x3 2x2
            - Mend the boiler | A B | Apr-18 | A
            ",
            &["1", "1.1"],
        );
    }

    #[test]
    fn silent_on_names_and_on_initials_that_are_whole() {
        finds(
            &RULE,
            r"
            key AB = A Bee
            1 | Buildings | The boiler fails | AB / A Bee / Head of Buildings | 4x4 3x3 2x2
            - Mend the boiler | AB | Apr-18 | A
            ",
            &[],
        );
    }
}
