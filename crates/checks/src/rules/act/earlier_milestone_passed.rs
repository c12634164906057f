//! # Several milestones, an earlier one passed unconfirmed
//!
//! ## What it finds
//!
//! An action with milestones before and after the day, one of which has passed with nothing
//! that says whether it was met. When the last has passed too, it is ACT-04, ACT-05 or ACT-06.
//! One finding for each action.
//!
//! ## Why
//!
//! The date ahead hides the one that was missed.
//!
//! ## Example
//!
//! "May-17 launch strategy, review May 2018", as at 16 March 2018.
//!
//! ## What to do
//!
//! Record what became of the earlier milestone; better, make each an action of its own.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, calendar::long_date, due::Verdict};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-08",
    name: "earlier-milestone-passed",
    title: "Several milestones, an earlier one passed unconfirmed",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Record whether the earlier milestone was met; make each milestone an action of its own.",
    source: include_str!("earlier_milestone_passed.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, a)| a.verdict() == Verdict::Mixed) {
        let since = action.late_since().map(long_date).unwrap_or_default();
        let message =
            format!("An earlier milestone passed on {since}; nothing says whether it was met.");
        out.action(risk, action, message, action.due_text()).field(ActionField::Due);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_one_passed_and_one_ahead() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | May-17 survey, repair May 2018 | A
            ",
            &["1.1"],
        );
    }

    #[test]
    fn silent_on_all_ahead_all_passed_and_a_first_one_that_is_done() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | May-18 survey, repair July 2018 | A
            - Buy a spare | AB | May-17 survey, repair July 2017 | A
            ",
            &[],
        );
    }
}
