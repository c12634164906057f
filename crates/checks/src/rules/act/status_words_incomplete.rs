//! # Status words incomplete
//!
//! ## What it finds
//!
//! A register whose actions have no status but red, amber and green: no word or colour for
//! complete, and none for not started. One finding for the register.
//!
//! ## Why
//!
//! Members debate what amber means. Without "complete" green must serve for both on track and
//! done; without "not started" amber serves for late and for later.
//!
//! ## Example
//!
//! 63 G, 123 A and 1 R, and no key.
//!
//! ## What to do
//!
//! Add "complete" and "not started", and print what each colour means.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionStatus::{Amber, Green, Red};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-24",
    name: "status-words-incomplete",
    title: "Status words incomplete",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Add “complete” and “not started”, and print what each colour means.",
    source: include_str!("status_words_incomplete.rs"),
    looks: &[(Sight::Register(Aspects::PROGRESS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let statuses: Vec<_> = on.actions().filter_map(|(_, action)| action.status).collect();
    if !statuses.is_empty() && statuses.iter().all(|s| matches!(s, Red | Amber | Green)) {
        let of = |status| statuses.iter().filter(|s| **s == status).count();
        let counts = format!("{} red, {} amber, {} green", of(Red), of(Amber), of(Green));
        out.register(
            "Every status is red, amber or green; none says complete or not started.",
            counts,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_colours_alone() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | R
            - Buy a spare | AB | Nov-17 | G
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_a_word_for_complete_or_without_statuses() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | R
            - Buy a spare | AB | Nov-17 | Complete
            ",
            &[],
        );
    }

    #[test]
    fn silent_without_statuses() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing
            ",
            &[],
        );
    }
}
