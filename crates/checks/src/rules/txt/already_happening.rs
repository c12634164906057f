//! # Worded as already happening
//!
//! ## What it finds
//!
//! A statement whose main clause has *continue* or *continues*, with no *not, to, may* or the like
//! right before; or which says, with nothing that leaves it open (*may, could, there is a risk that*),
//! that it is so *currently, already, presently, at present, now* or *still*, *has been* so *since* or
//! for years, *has collapsed, broken down, worsened* or the like, *has a* deficit, backlog or shortage,
//! *remains* vacant, difficult, high or the like, or is *ongoing*. "Already thin ice" says how things
//! stand, and is none. It goes by these words and can err.
//! One finding for each risk.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! What goes on already is an issue, not a risk: it has no likelihood, and it needs somebody to
//! deal with it today (Institute of Internal Auditors).
//!
//! ## Example
//!
//! "Vans continue to break down."
//!
//! ## What to do
//!
//! Run it as an issue; keep as the risk what it might yet lead to.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::Field;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-05",
    name: "already-happening",
    title: "Worded as already happening",
    severity: Severity::High,
    kind: Kind::Text,
    starred: true,
    help: "Run it as an issue, and word the risk as what it might yet lead to.",
    source: include_str!("already_happening.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    for risk in &on.risks {
        let Some(word) = &risk.telling().goes_on else { continue };
        let message =
            format!("It is worded as happening already (“{word}”): an issue, not a risk.");
        out.risk(risk, message, risk.statement).field(Field::Description);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_what_continues() {
        finds(
            &RULE,
            r"
            1 | Vans | Vans continue to break down | AB | 4x4 3x4 2x4
            2 | Vans | Theft of fuel continues | AB | 4x4 3x4 2x4
            3 | Vans | Half of the vans are currently off the road | AB | 4x4 3x4 2x4
            4 | Vans | Two vans have broken down and crews are walking | AB | 4x4 3x4 2x4
            5 | Vans | Hiring of drivers remains difficult, leading to late rounds | AB | 4x4 3x4 2x4
            ",
            &["1", "2", "3", "4", "5"],
        );
    }

    #[test]
    fn silent_on_what_might_not_continue() {
        finds(
            &RULE,
            r"
            1 | Vans | The lease of the vans does not continue | AB | 4x4 3x4 2x4
            2 | Vans | The lease doesn't continue, discontinued by the owner | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
