//! # Business as usual, not an action
//!
//! ## What it finds
//!
//! A description with *BAU* or *business as usual*. It goes by the words. One finding for each
//! action.
//!
//! ## Why
//!
//! What is done anyway is a control, not a treatment: it is in the score already. Auditors ask
//! for controls and actions to be kept apart.
//!
//! ## Example
//!
//! "BAU - regional meeting".
//!
//! ## What to do
//!
//! Move it to the controls of the risk.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

pub(crate) const RULE: Rule = Rule {
    id: "ACT-16",
    name: "business-as-usual",
    title: "Business as usual, not an action",
    severity: Severity::Medium,
    kind: Kind::Text,
    starred: false,
    help: "Move it to the controls of the risk.",
    source: include_str!("business_as_usual.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions() {
        let said = words::first_phrase(action.words(), &["bau", "business as usual"]);
        if said.is_some() {
            let message = "It calls itself business as usual: a control, not an action.";
            let evidence = action.action.description.as_str();
            out.action(risk, action, message, evidence).field(ActionField::Description);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_both_ways_of_saying_it() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - BAU - watch the boiler | AB | Ongoing | A
            - Business-as-usual checks | AB | Ongoing | A
            ",
            &["1.1", "1.2"],
        );
    }

    #[test]
    fn silent_on_an_action() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler as soon as usual | AB | BAU | A
            ",
            &[],
        );
    }
}
