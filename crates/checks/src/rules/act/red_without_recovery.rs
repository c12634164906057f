//! # Red action with no recovery date
//!
//! ## What it finds
//!
//! A red action with no milestone or occurrence ahead, as at the day ("ASAP" is none). One finding for each
//! action.
//!
//! ## Why
//!
//! Red says that it is off track; without a date ahead nobody has said when it will be back on
//! it.
//!
//! ## Example
//!
//! Red, "Ongoing".
//!
//! ## What to do
//!
//! Agree the date by which it recovers, and what it takes.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, ActionStatus};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-23",
    name: "red-without-recovery",
    title: "Red action with no recovery date",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Agree the date by which it is back on track, and what that takes.",
    source: include_str!("red_without_recovery.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions() {
        if action.status == Some(ActionStatus::Red)
            && action.next_due().is_none()
            && !action.is_done()
        {
            let message = "It is red, and no date ahead says when it will be back on track.";
            out.action(risk, action, message, action.due_text()).field(ActionField::Due);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_red_without_a_date_ahead() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | R
            - Buy a spare | AB | Nov-17 | R
            ",
            &["1.1", "1.2"],
        );
    }

    #[test]
    fn silent_on_a_date_ahead_and_on_amber() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | May-18 | R
            - Buy a spare | AB | Ongoing | A
            ",
            &[],
        );
    }
}
