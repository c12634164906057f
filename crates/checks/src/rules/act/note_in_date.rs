//! # Progress note inside the date cell
//!
//! ## What it finds
//!
//! A date cell that holds words beside its dates which are neither a date nor how it goes on:
//! "report to board", "pilot". One finding for each action.
//!
//! ## Why
//!
//! Notes in the date cell are lost when the cell is read as a date, and keep it from being
//! sorted.
//!
//! ## Example
//!
//! "Sept 2017 report to group, then ongoing".
//!
//! ## What to do
//!
//! Move the words to the action's description or its progress notes.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, due::Flag};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-13",
    name: "note-in-date",
    title: "Progress note inside the date cell",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: false,
    help: "Move the words to the description or the progress notes.",
    source: include_str!("note_in_date.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions() {
        let Some(due) = &action.action.due else { continue };
        let labels: Vec<String> = due
            .milestones
            .iter()
            .filter(|milestone| milestone.label.chars().any(char::is_alphanumeric))
            .map(|milestone| format!("“{}”", milestone.label))
            .collect();
        if !labels.is_empty() || action.has_flag(Flag::Residue) {
            let message = match labels.as_slice() {
                [] => "The date cell holds more than a date.".to_owned(),
                labels => format!("The date cell holds more than a date: {}.", list(labels)),
            };
            out.action(risk, action, message, action.due_text()).field(ActionField::Due);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_words_beside_the_date() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Sept 2017 report to group, then ongoing | A
            ",
            &["1.1"],
        );
    }

    #[test]
    fn silent_on_dates_and_how_they_go_on() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Sept 2017 then ongoing | A
            - Buy a spare | AB | 01/02/2017 then each year | A
            - Train the staff | AB | TBC | A
            ",
            &[],
        );
    }
}
