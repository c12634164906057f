//! # Same action twice in one risk
//!
//! ## What it finds
//!
//! An action whose wording, without case and punctuation, is that of an earlier action of the
//! same risk. One finding for each later copy, naming the first.
//!
//! ## Why
//!
//! It is counted twice in every summary, and one of the two is updated while the other goes
//! stale.
//!
//! ## Example
//!
//! Actions 5 and 6 of a risk are "Report to the board".
//!
//! ## What to do
//!
//! Remove the copy, or say what sets the two apart.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;
use foldhash::HashMap;

pub(crate) const RULE: Rule = Rule {
    id: "DUP-02",
    name: "action-twice",
    title: "Same action twice in one risk",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Remove the copy, or say what sets the two apart.",
    source: include_str!("action_twice.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let mut first: HashMap<usize, &ActionView<'_>> = HashMap::default();
        for action in &risk.actions {
            let Some(wording) = action.wording else { continue };
            let earlier = *first.entry(wording).or_insert(action);
            if earlier.number != action.number {
                let message = format!("It says the same as action {}.", earlier.number);
                let evidence = action.action.description.as_str();
                let finding = out.action(risk, action, message, evidence);
                finding.field(ActionField::Description).and(risk, Some(earlier));
                // Where nothing else sets the two apart either, one of them is enough.
                let (own, first) = (action.action, earlier.action);
                if own.description == first.description
                    && (&own.owners, &own.due, &own.status)
                        == (&first.owners, &first.due, &first.status)
                {
                    finding.fix("Take out the copy", ActionField::Description, evidence, "");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_copy_whatever_its_case_owner_and_date() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            - Mend the Boiler. | CD | Apr-18 | G
            - Buy a spare | AB | Ongoing | A
            - Mend the boiler | AB | Ongoing | A
            ",
            &["1.2+1.1", "1.4+1.1"],
        );
    }

    #[test]
    fn silent_on_copies_in_other_risks() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            2 | Buildings | The boiler bursts | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            ",
            &[],
        );
    }
}
