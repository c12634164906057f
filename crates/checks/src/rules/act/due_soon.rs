//! # Due soon
//!
//! ## What it finds
//!
//! An action that is not closed and whose next milestone or occurrence ends on the day or
//! within the 45 days after it, also where it recurs or an earlier date has passed. One finding
//! for each action.
//!
//! ## Why
//!
//! A watch list: what can still be asked after before it is late.
//!
//! ## Example
//!
//! "Apr-18", as at 16 March 2018: due by 30 April, in 45 days.
//!
//! ## What to do
//!
//! Ask the owner whether it will be done in time.
//!
//! ## Settings
//!
//! `soon_days`: how many days ahead (45). The pages count what is due soon by the same number.

use super::super::prelude::*;
use bellwether_domain::{ActionField, calendar::long_date};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-11",
    name: "due-soon",
    title: "Due soon",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: true,
    help: "Ask the owner whether it will be done in time.",
    source: include_str!("due_soon.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, action)| !action.is_closed()) {
        let Some(next) = action.next_due().filter(|_| action.is_soon()) else { continue };
        let message = match next.duration_since(on.as_at).as_hours() / 24 {
            0 => format!("Due today, {}.", long_date(next)),
            days => format!("Due by {}, in {}.", long_date(next), days_in_words(days)),
        };
        out.action(risk, action, message, action.due_text()).field(ActionField::Due);
    }
}

fn days_in_words(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_from_today_to_the_forty_fifth_day() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | 16/03/2018 | A
            - Buy a spare | AB | Apr-18 | G
            - Train the staff | AB | March 2018 then ongoing | A
            ",
            &["1.1", "1.2", "1.3"],
        );
    }

    #[test]
    fn silent_before_after_and_on_what_is_closed() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | 15/03/2018 | A
            - Buy a spare | AB | May-18 | A
            - Train the staff | AB | Apr-18 | Complete
            ",
            &[],
        );
    }
}
