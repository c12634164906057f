//! # No consequence stated
//!
//! ## What it finds
//!
//! A statement that no word joins to what follows (*so, so that, leading to, resulting in, as a
//! result, causing, leaving, which …, with a risk to*, “Effect:”, a comma and a verb in *-ing*, a verb of
//! harm and what it harms: *delays the opening*), and which, in ten words or more, does not go on with
//! another clause and tells of no event that acts on something ("theft of cable cuts the power"). A telling of
//! fourteen words or more that has a verb is taken to say what follows, unless it is an aim turned round. In
//! seven words or more, what is amiss or happens and does something to something else tells what
//! follows, too ("the merger distracts managers"); so does "is fined" with a cause. Silent in a register that keeps a consequence apart for the risk. It goes by
//! words and can err. One finding for each risk.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! Without the consequence the impact cannot be scored, nor the plan for the day after be made.
//!
//! ## Example
//!
//! "The store floods."
//!
//! ## What to do
//!
//! Add what would follow: "The store floods, leading to the loss of records".
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-03",
    name: "no-consequence",
    title: "No consequence stated",
    severity: Severity::Medium,
    kind: Kind::Text,
    starred: true,
    help: "Add what would follow: “… leading to …”.",
    source: include_str!("no_consequence.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    for risk in &on.risks {
        let apart = risk.risk.consequence.as_deref().is_some_and(|c| !c.trim().is_empty());
        if !apart && !risk.telling().consequence {
            out.risk(risk, "The wording names no consequence.", risk.statement)
                .field(RiskField::Description);
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
            1 | Records | The store floods | AB | 4x4 3x4 2x4
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_on_a_consequence_in_the_wording_or_apart() {
        finds(
            &RULE,
            r"
            1 | Records | The store floods, leading to loss of records | AB | 4x4 3x4 2x4
            2 | Records | The store floods and as a result records are lost | AB | 4x4 3x4 2x4
            3 | Records | The store floods | AB | 4x4 3x4 2x4
            consequence Records are lost
            ",
            &[],
        );
    }
}
