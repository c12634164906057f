//! # No cause stated
//!
//! ## What it finds
//!
//! A statement that no word joins to a cause (*due to, because, caused by, through, since, given,
//! following, after, as …*, “Cause:”), that does not go on to a consequence with *so*, *so that* or
//! *if* (in "X, so Y" X is the cause), in which no storm, crime, fault or decision of somebody else
//! brings the consequence about, in which nothing that is amiss or happens does something to something
//! else ("inadequate fencing drowns a child", "the merger distracts managers"), no words beside it tell
//! the reason (", having lost its licence,"), and which is short: a telling of twelve words or more from which
//! something follows (of ten, where no such word joins it) tells how it comes about, and so does one of
//! fourteen words or more that has a verb, unless it is an aim turned round. Silent in a register
//! that keeps a cause apart for the risk. It goes by words and can err. One finding for each risk.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! A risk is told as cause, event and consequence. Without the cause nobody knows what an
//! action should prevent.
//!
//! ## Example
//!
//! "Records are lost."
//!
//! ## What to do
//!
//! Add what it might come from: "Records are lost because the store floods".
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::Field;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-02",
    name: "no-cause",
    title: "No cause stated",
    severity: Severity::Medium,
    kind: Kind::Text,
    starred: true,
    help: "Add what would cause it: “… because …”.",
    source: include_str!("no_cause.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    for risk in &on.risks {
        let apart = risk.risk.cause.as_deref().is_some_and(|cause| !cause.trim().is_empty());
        if !apart && !risk.telling().cause {
            out.risk(risk, "The wording names no cause.", risk.statement).field(Field::Description);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_bare_event() {
        finds(
            &RULE,
            r"
            1 | Records | Records are lost | AB | 4x4 3x4 2x4
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_on_a_cause_in_the_wording_or_apart() {
        finds(
            &RULE,
            r"
            1 | Records | Records are lost because the store floods | AB | 4x4 3x4 2x4
            2 | Records | Records are lost due to fire | AB | 4x4 3x4 2x4
            3 | Records | Records are lost | AB | 4x4 3x4 2x4
            cause The store floods
            ",
            &[],
        );
    }
}
