//! # Milestone passed, tail "ongoing", outcome unknown
//!
//! ## What it finds
//!
//! An action whose last milestone has passed as at the day, with nothing that says whether it
//! was met, and that goes on. One finding for each action, of any colour.
//!
//! ## Why
//!
//! "Ongoing" hides slippage: nobody can see whether the report was made in September or never.
//!
//! ## Example
//!
//! "Sept 2017 then ongoing".
//!
//! ## What to do
//!
//! Record what became of the milestone; then give the rest a date of review.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, calendar::long_date, due::Verdict};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-06",
    name: "passed-then-ongoing",
    title: "Milestone passed, tail \"ongoing\", outcome unknown",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Record whether the milestone was met, and set the next one.",
    source: include_str!("passed_then_ongoing.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, a)| a.verdict() == Verdict::PassedContinuous) {
        let since = action.late_since().map(long_date).unwrap_or_default();
        let message = format!("Its milestone passed on {since}; nothing says whether it was met.");
        out.action(risk, action, message, action.due_text()).field(ActionField::Due);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_passed_and_ongoing_of_any_colour() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Sept 2017 then ongoing | A
            - Buy a spare | AB | March 2017 ongoing | G
            ",
            &["1.1", "1.2"],
        );
    }

    #[test]
    fn silent_on_milestones_ahead_or_claimed_done() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | April 2018 and ongoing | A
            - Buy a spare | AB | Report taken to board Sept 17 then ongoing | A
            ",
            &[],
        );
    }
}
