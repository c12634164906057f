//! # Controls not told apart from actions
//!
//! ## What it finds
//!
//! A register that has actions and no controls: everything is in one column. One finding for
//! the register.
//!
//! ## Why
//!
//! What exists holds the risk where it is; what is planned brings it down (Orange Book 2023,
//! section D). In one column neither the current score nor the target can be judged. Auditors
//! ask for controls and actions to be separate.
//!
//! ## Example
//!
//! A single column "Actions / mitigations", half of it business as usual.
//!
//! ## What to do
//!
//! Keep a column of controls that exist now, and one of actions with owner and date.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-01",
    name: "controls-not-apart",
    title: "Controls not told apart from actions",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Keep what exists (controls) apart from what is planned (actions).",
    source: include_str!("controls_not_apart.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let actions = on.actions().count();
    if actions > 0 && on.risks.iter().all(|risk| risk.risk.controls.is_empty()) {
        let message = format!("The register lists {} and no controls.", plural(actions, "action"));
        out.register(message, "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_actions_alone() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_a_control() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            = A yearly service
            - Mend the boiler | AB | Ongoing | A
            ",
            &[],
        );
    }

    #[test]
    fn silent_without_either() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
