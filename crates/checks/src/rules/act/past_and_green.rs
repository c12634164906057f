//! # Past date, green, completion not evidenced
//!
//! ## What it finds
//!
//! A green action with nothing after its last date, whose period ended before the day, and that
//! is not recorded as done. One finding for each action.
//!
//! ## Why
//!
//! Green is not "complete". Either it is done, and nobody wrote so; or it is late, and the
//! colour is wrong.
//!
//! ## Example
//!
//! "Mar-17", green, as at 16 March 2018.
//!
//! ## What to do
//!
//! Record it as done with its evidence, or change the colour.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, calendar::long_date, due::Verdict};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-05",
    name: "past-and-green",
    title: "Past date, green, completion not evidenced",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Record it as done with its evidence, or correct the status.",
    source: include_str!("past_and_green.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, a)| a.verdict() == Verdict::PastGreen) {
        let since = action.late_since().map(long_date).unwrap_or_default();
        let message = format!("It was due by {since} and is green, not recorded as done.");
        out.action(risk, action, message, action.due_text()).field(ActionField::Status);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_green_after_its_date() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Mar-17 | G
            ",
            &["1.1"],
        );
    }

    #[test]
    fn silent_on_amber_on_done_on_dates_ahead() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Mar-17 | A
            - Buy a spare | AB | Completed Mar-17 | G
            - Train the staff | AB | Mar-18 | G
            ",
            &[],
        );
    }
}
