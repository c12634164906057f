//! # A day that does not exist
//!
//! ## What it finds
//!
//! A target date on a day that its month does not have. The 31st of a shorter month ("31 June 2026")
//! is read as its last day; a day that no month has, or a month that there is not ("32 June 2026",
//! "2026-13-01"), is not read at all. One finding for each action.
//!
//! ## Why
//!
//! Nobody can say whether the end of June or the 1st of July was meant, and what cannot be kept
//! was hardly agreed.
//!
//! ## Example
//!
//! "31 June 2026" on a new lock.
//!
//! ## What to do
//!
//! Ask the action's owner which day was meant, and correct the date.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{Due, Field, due::Flag};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-28",
    name: "no-such-day",
    title: "A day that does not exist",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: false,
    help: "Ask the action’s owner which day was meant, and correct the date.",
    source: include_str!("no_such_day.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, a)| a.has_flag(Flag::NoSuchDay)) {
        let is_unread = action.action.due.as_ref().is_some_and(Due::says_no_day);
        let message = if is_unread {
            "There is no such day, so it was not read as a date."
        } else {
            "The month has no such day; its last day was taken."
        };
        out.action(risk, action, message, action.due_text()).field(Field::ActionDue);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_days_that_no_month_has() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | 31 June 2019 | A
            - Buy a spare | AB | 30/02/2019 | A
            - Train a stoker | AB | 32 June 2019 | A
            - Sweep the flue | AB | 2019-13-01 | A
            ",
            &["1.1", "1.2", "1.3", "1.4"],
        );
    }

    #[test]
    fn silent_on_days_that_are_there() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | 30 June 2019 | A
            - Buy a spare | AB | 29/02/2020 | A
            ",
            &[],
        );
    }
}
