//! # "Ongoing" as the only date
//!
//! ## What it finds
//!
//! An action whose target date says only that it goes on: *ongoing*, *continuous*, *business as
//! usual*, *permanent*. One finding for each action.
//!
//! ## Why
//!
//! Auditors find target dates of future controls the weak spot of registers. What goes on for
//! ever is a control, or an action that nobody can finish.
//!
//! ## Example
//!
//! "Ongoing".
//!
//! ## What to do
//!
//! Give the action a date by which its effect is reviewed; if it is business as usual, move it
//! to the controls.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, due::Verdict};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-01",
    name: "ongoing-only",
    title: "\"Ongoing\" as the only date",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Set a date, or at least a date to review it; if it is business as usual, make it a control.",
    source: include_str!("ongoing_only.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, a)| a.verdict() == Verdict::Continuous) {
        out.action(risk, action, "The action goes on without a date.", action.due_text())
            .field(ActionField::Due);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_that_is_only_ongoing() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Watch the boiler | AB | Ongoing | A
            - Watch the pipes | AB | on-going | G
            ",
            &["1.1", "1.2"],
        );
    }

    #[test]
    fn silent_where_a_date_stands_beside_the_word() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Watch the boiler | AB | June 2018 then ongoing | A
            - Watch the pipes | AB | TBC | G
            - Watch the tank | AB | | G
            ",
            &[],
        );
    }
}
