//! # Amber by default
//!
//! ## What it finds
//!
//! A register of which more than 60% of the actions are amber. Exactly 60%
//! is not more. One finding for the register.
//!
//! ## Why
//!
//! Where most is amber, amber says nothing: owners choose the colour that asks no questions.
//!
//! ## Example
//!
//! 123 of 187 actions amber.
//!
//! ## What to do
//!
//! Define amber, then have each action judged by the definition.
//!
//! ## Settings
//!
//! `amber_share`: the share above which it is said (0.6).

use super::super::prelude::*;
use bellwether_domain::ActionStatus;

pub(crate) const RULE: Rule = Rule {
    id: "ACT-25",
    name: "amber-by-default",
    title: "Amber by default",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Define amber, and have each action judged by the definition.",
    source: include_str!("amber_by_default.rs"),
    looks: &[(Sight::Register(Aspects::PROGRESS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let all = on.actions().count();
    let amber = on.actions().filter(|(_, a)| a.status == Some(ActionStatus::Amber)).count();
    if amber as f64 > all as f64 * on.settings.amber_share {
        out.register(format!("{amber} of {} are amber.", plural(all, "action")), "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_two_of_three() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            - Buy a spare | AB | Nov-17 | A
            - Train the staff | AB | Nov-17 | G
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_on_three_of_five() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            - Buy a spare | AB | Nov-17 | A
            - Train the staff | AB | Nov-17 | A
            - Test the alarm | AB | Nov-17 | G
            - Clean the tank | AB | Nov-17 | G
            ",
            &[],
        );
    }
}
