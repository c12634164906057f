//! # Amber or red with no date
//!
//! ## What it finds
//!
//! An amber or red action with no date: ongoing, to be decided, hanging on an event, with an empty
//! cell, or with no more than "ASAP", "urgent" or "immediate", which never comes. One finding for each action, beside that of ACT-01 or ACT-02.
//!
//! ## Why
//!
//! It is off track, and there is no track: such an action is not specific and time-bound
//! (SMART).
//!
//! ## Example
//!
//! Amber, "Ongoing".
//!
//! ## What to do
//!
//! Set the date by which it is to be green or done.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

pub(crate) const RULE: Rule = Rule {
    id: "ACT-03",
    name: "off-track-undated",
    title: "Amber or red with no date",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Set the date by which the action is to be back on track or done.",
    source: include_str!("off_track_undated.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, a)| a.is_amber_or_red() && a.is_undated()) {
        let status = action.status.map_or("amber or red", |status| status.name());
        out.action(risk, action, format!("It is {status} and has no date."), action.due_text())
            .field(ActionField::Due);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_amber_and_red_ones_without_a_date() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Watch the boiler | AB | Ongoing | A
            - Buy a spare | AB | TBC | R
            - Train the staff | AB | | A
            - Drain the tank | AB | ASAP | A
            - Ring the maker | AB | Urgent | R
            - Shut the valve | AB | Immediate | R
            - Move the coal | AB | As soon as possible | A
            ",
            &["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"],
        );
    }

    #[test]
    fn silent_on_green_ones_and_on_dates() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Watch the boiler | AB | Ongoing | G
            - Buy a spare | AB | Sept 2017 | R
            - Drain the tank | AB | ASAP, by 30 June 2030 | A
            - Ring the maker | AB | ASAP | G
            ",
            &[],
        );
    }
}
