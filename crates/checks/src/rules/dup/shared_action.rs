//! # Same action text on several risks
//!
//! ## What it finds
//!
//! A wording of an action, without case and punctuation, that stands on two risks or more. One
//! finding for each wording, at the first action that has it.
//!
//! ## Why
//!
//! It is one piece of work kept in several places; each copy has to be updated, and one will
//! not be.
//!
//! ## Example
//!
//! "Annual report to board" on risks 37, 38 and 39.
//!
//! ## What to do
//!
//! Keep it once, as a shared action that names the risks it serves.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

use super::shared;

pub(crate) const RULE: Rule = Rule {
    id: "DUP-03",
    name: "shared-action",
    title: "Same action text on several risks",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: false,
    help: "Keep it once, as an action shared by these risks.",
    source: include_str!("shared_action.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for places in shared(on) {
        let [(risk, action), .., (last, copy)] = places.as_slice() else { continue };
        let mut names: Vec<&str> = places.iter().map(|(risk, _)| risk.name.as_str()).collect();
        names.dedup();
        let message = format!("The same action is listed under risks {}.", list(&names));
        out.action(risk, action, message, action.action.description.as_str())
            .field(ActionField::Description)
            .and(last, Some(copy));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_wording_on_two_risks_or_more() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Train the staff | AB | Ongoing | A
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            - Train the staff! | AB | Ongoing | A
            3 | Buildings | The lift sticks | AB | 4x4 3x4 2x4
            - TRAIN the staff | AB | Ongoing | A
            ",
            &["1.1+3.1"],
        );
    }

    #[test]
    fn silent_on_a_copy_in_one_risk_only() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Train the staff | AB | Ongoing | A
            - Train the staff | AB | Ongoing | A
            ",
            &[],
        );
    }
}
