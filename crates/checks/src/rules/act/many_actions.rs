//! # More than 8 actions
//!
//! ## What it finds
//!
//! A risk with more than eight actions. One finding for each risk.
//!
//! ## Why
//!
//! Nobody reads seventeen actions; those that matter drown. The risk may be two.
//!
//! ## Example
//!
//! Seventeen actions on one risk.
//!
//! ## What to do
//!
//! Split the risk, group the actions, or move those that are business as usual to the controls.
//!
//! ## Settings
//!
//! `most_actions`: how many are not too many (8).

use super::super::prelude::*;
use bellwether_domain::ActionField;

pub(crate) const RULE: Rule = Rule {
    id: "ACT-22",
    name: "many-actions",
    title: "More than 8 actions",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Split the risk, group the actions, or move business as usual to the controls.",
    source: include_str!("many_actions.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in on.risks.iter().filter(|r| r.actions.len() > on.settings.most_actions) {
        let message = format!(
            "The risk has {}, more than {}.",
            plural(risk.actions.len(), "action"),
            on.settings.most_actions,
        );
        out.risk(risk, message, "").field(ActionField::Description);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_nine() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - a | AB | Ongoing | A
            - b | AB | Ongoing | A
            - c | AB | Ongoing | A
            - d | AB | Ongoing | A
            - e | AB | Ongoing | A
            - f | AB | Ongoing | A
            - g | AB | Ongoing | A
            - h | AB | Ongoing | A
            - i | AB | Ongoing | A
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_on_eight() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - a | AB | Ongoing | A
            - b | AB | Ongoing | A
            - c | AB | Ongoing | A
            - d | AB | Ongoing | A
            - e | AB | Ongoing | A
            - f | AB | Ongoing | A
            - g | AB | Ongoing | A
            - h | AB | Ongoing | A
            ",
            &[],
        );
    }
}
