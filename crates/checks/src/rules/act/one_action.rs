//! # One action only on a serious risk
//!
//! ## What it finds
//!
//! A risk with a current score of 12 or more and exactly one action. One finding for each risk.
//!
//! ## Why
//!
//! Members ask about the lack of mitigation: a serious risk seldom has one cause and one cure.
//!
//! ## Example
//!
//! Now 16, one action.
//!
//! ## What to do
//!
//! Ask what else is done; list the controls; add what is missing.
//!
//! ## Settings
//!
//! `serious`: the score from which one action is not enough (12).

use super::super::prelude::*;
use bellwether_domain::ActionField;

pub(crate) const RULE: Rule = Rule {
    id: "ACT-20",
    name: "one-action",
    title: "One action only on a serious risk",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Ask what else is done or needed, and write it down.",
    source: include_str!("one_action.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        if let [only] = risk.actions.as_slice()
            && risk.now_reaches(on.settings.serious)
        {
            let score = risk.now.map(|now| now.words()).unwrap_or_default();
            let message = format!("It has only one action, at a score of {score}.");
            let evidence = only.action.description.as_str();
            out.risk(risk, message, evidence).field(ActionField::Description);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_one_action_at_twelve() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_on_two_actions_on_none_and_below_twelve() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            - Buy a spare | AB | Ongoing | A
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            3 | Buildings | The lift sticks | AB | 4x4 2x4 2x4
            - Mend the lift | AB | Ongoing | A
            ",
            &[],
        );
    }
}
