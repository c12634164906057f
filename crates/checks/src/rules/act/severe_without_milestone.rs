//! # Severe now and no dated milestone ahead
//!
//! ## What it finds
//!
//! A risk with a current score of 15 or more, none of whose actions has a milestone ahead as at
//! the day; one without actions too. "Ongoing", "ASAP", passed dates and the next of a yearly
//! series are no milestones ahead. One finding for each risk.
//!
//! ## Why
//!
//! The gravest risks need a next step with a date, whatever the target is.
//!
//! ## Example
//!
//! Now 20; six actions "Ongoing" or "TBD".
//!
//! ## What to do
//!
//! Agree the next step and its date with the owner before the register goes to the board.
//!
//! ## Settings
//!
//! `severe`: the score from which a milestone is wanted (15).

use super::super::prelude::*;
use bellwether_domain::ActionField;

pub(crate) const RULE: Rule = Rule {
    id: "ACT-26",
    name: "severe-without-milestone",
    title: "Severe now and no dated milestone ahead",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Agree the next step and its date.",
    source: include_str!("severe_without_milestone.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        if risk.now_reaches(on.settings.severe) && !risk.has_milestone_ahead() {
            let score = risk.now.map(|now| now.words()).unwrap_or_default();
            let message = format!("No action has a date ahead, at a score of {score}.");
            out.risk(risk, message, "").field(ActionField::Due);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{ONLY_URGENT, finds};

    #[test]
    fn finds_where_it_is_only_urgent() {
        finds(&RULE, ONLY_URGENT, &["1"]);
    }

    #[test]
    fn finds_severe_with_nothing_ahead() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x4
            - Mend the boiler | AB | Sept 2017 then ongoing | A
            2 | Buildings | The roof leaks | AB | 4x4 3x5 3x5
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_with_a_date_ahead_or_below_fifteen() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x4
            - Mend the boiler | AB | Ongoing | A
            - Buy a spare | AB | Apr-18 | A
            2 | Buildings | The roof leaks | AB | 4x4 3x4 3x4
            ",
            &[],
        );
    }
}
