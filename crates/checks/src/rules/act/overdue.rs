//! # Overdue
//!
//! ## What it finds
//!
//! An action with nothing after its last date, whose period ended before the day, that is not
//! green and not recorded as done. A period is due at its last day and overdue the day after:
//! "Mar-18" is overdue from 1 April 2018. One finding for each action.
//!
//! ## Why
//!
//! Auditors report that many due dates had passed; slippage needs an explanation and a new date
//! that somebody agreed to.
//!
//! ## Example
//!
//! "Nov-17", amber, as at 16 March 2018.
//!
//! ## What to do
//!
//! Record it as done with its evidence; or explain the slippage and agree a new date.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, calendar::long_date, due::Verdict};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-04",
    name: "overdue",
    title: "Overdue",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Record it as done, or explain the slippage and agree a new date.",
    source: include_str!("overdue.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, a)| a.verdict() == Verdict::Overdue) {
        let message = match action.late_since() {
            Some(since) => format!("It was due by {}.", long_date(since)),
            None => "It is said to be overdue.".to_owned(),
        };
        out.action(risk, action, message, action.due_text()).field(ActionField::Due);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_what_has_passed_from_the_day_after() {
        finds(
            &RULE,
            r"
            as at 2018-04-01
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Mar-18 | A
            - Buy a spare | AB | Apr-18 | A
            - Train the staff | AB | Nov-17 | R
            ",
            &["1.1", "1.3"],
        );
    }

    #[test]
    fn silent_on_the_last_day_on_green_on_done_and_on_what_goes_on() {
        finds(
            &RULE,
            r"
            as at 2018-03-31
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Mar-18 | A
            - Buy a spare | AB | Nov-17 | G
            - Train the staff | AB | Nov-17 | Complete
            - Check it | AB | Nov-17 and ongoing | A
            ",
            &[],
        );
    }
}
