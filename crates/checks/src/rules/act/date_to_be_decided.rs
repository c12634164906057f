//! # TBD/TBC
//!
//! ## What it finds
//!
//! An action whose target date says that it is still to be decided: *TBD*, *TBC*, *TBA*, *not
//! set*, *?*. An empty cell is IMP-12. One finding for each action.
//!
//! ## Why
//!
//! An action without a date is an intention. What is to be confirmed this quarter is to be
//! confirmed the next.
//!
//! ## Example
//!
//! "TBD".
//!
//! ## What to do
//!
//! Have the owner set a date, or a date on which the date will be set.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, due::Verdict};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-02",
    name: "date-to-be-decided",
    title: "TBD/TBC",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Have the owner set a date.",
    source: include_str!("date_to_be_decided.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions() {
        if action.verdict() == Verdict::Undecided && !action.due_text().trim().is_empty() {
            out.action(risk, action, "The date is still to be decided.", action.due_text())
                .field(ActionField::Due);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_to_be_decided() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | TBD | A
            - Buy a spare | AB | tbc | G
            ",
            &["1.1", "1.2"],
        );
    }

    #[test]
    fn silent_on_dates_on_ongoing_and_on_an_empty_cell() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Apr-18 | A
            - Buy a spare | AB | | G
            - Watch it | AB | Ongoing | G
            ",
            &[],
        );
    }
}
