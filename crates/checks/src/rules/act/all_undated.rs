//! # Every action undated
//!
//! ## What it finds
//!
//! A risk with one action at least, none of which has a date: each is ongoing, to be decided,
//! hanging on an event, no more than "ASAP" or "urgent", or has an empty cell. **H** where the current score is severe. One
//! finding for each risk.
//!
//! ## Why
//!
//! Nothing about the risk can ever be late, so nothing will ever be asked.
//!
//! ## Example
//!
//! Five actions, all "Ongoing".
//!
//! ## What to do
//!
//! Date the action that matters most.
//!
//! ## Settings
//!
//! `severe`: the score from which the finding is high (15).

use super::super::prelude::*;
use bellwether_domain::ActionField;

pub(crate) const RULE: Rule = Rule {
    id: "ACT-21",
    name: "all-undated",
    title: "Every action undated",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Date the action that matters most.",
    source: include_str!("all_undated.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        if risk.actions.is_empty() || !risk.actions.iter().all(ActionView::is_undated) {
            continue;
        }
        let message = match risk.actions.len() {
            1 => "Its only action has no date.".to_owned(),
            all => format!("None of its {all} actions has a date."),
        };
        let finding = out.risk(risk, message, "").field(ActionField::Due);
        if risk.now_reaches(on.settings.severe) {
            finding.severity(Severity::High);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{ONLY_URGENT, finds};

    #[test]
    fn finds_where_it_is_only_urgent() {
        finds(&RULE, ONLY_URGENT, &["1"]);
    }

    #[test]
    fn finds_a_risk_without_a_date() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            - Buy a spare | AB | TBD | A
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_with_one_date_passed_or_not_and_without_actions() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            - Buy a spare | AB | Nov-17 | A
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
