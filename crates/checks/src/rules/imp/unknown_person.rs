//! # Person not in the key
//!
//! ## What it finds
//!
//! An owner of a risk or an action whom the register's own key of owners does not name, by
//! initials, name or post, gaps in initials apart. One finding for each such person, at the
//! first place they stand. Silent where the register has no key.
//!
//! ## Why
//!
//! Nobody knows who answers. It may be somebody who has left, or a slip of the hand.
//!
//! ## Example
//!
//! "XB" owns three actions; the key has AB, CD and EF.
//!
//! ## What to do
//!
//! Add the person to the key, or correct the initials.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use std::collections::BTreeMap;

use bellwether_domain::{ActionField, RiskField};
use foldhash::HashMap;

use super::Key;

pub(crate) const RULE: Rule = Rule {
    id: "IMP-13",
    name: "unknown-person",
    title: "Person not in the key",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Add the person to the key of owners, or correct the name.",
    source: include_str!("unknown_person.rs"),
    looks: &[(Sight::Register(Aspects::WORDS.and(Aspects::OWNERS)), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if on.register.people.is_empty() {
        return;
    }
    let key = Key::of(on.register);
    let mut unknown: BTreeMap<&str, Vec<(&RiskView<'_>, Option<&ActionView<'_>>)>> =
        BTreeMap::new();
    // Few people own much: each is looked up once.
    let mut known: HashMap<&str, bool> = HashMap::default();
    for risk in &on.risks {
        let of_risk = risk.risk.owners.iter().map(|owner| (owner, None));
        let of_actions = risk
            .actions
            .iter()
            .flat_map(|action| action.action.owners.iter().map(move |o| (o, Some(action))));
        for (owner, action) in of_risk.chain(of_actions) {
            let is_known = *known
                .entry(owner)
                .or_insert_with(|| key.knows(owner) || key.closed_up(owner).is_some());
            if !is_known {
                unknown.entry(owner).or_default().push((risk, action));
            }
        }
    }
    for (owner, places) in unknown {
        let Some(&(risk, action)) = places.first() else { continue };
        let message = match places.len() {
            1 => format!("“{owner}” is not in the key of owners."),
            times => format!("“{owner}” is not in the key of owners; named {times} times."),
        };
        match action {
            Some(action) => {
                out.action(risk, action, message, owner).field(ActionField::Owners);
            }
            None => {
                out.risk(risk, message, owner).field(RiskField::Owners);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_stranger_once() {
        finds(
            &RULE,
            r"
            key AB = A. Bee
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | AB / XB | Apr-18 | A
            - Buy a spare | XB | Apr-18 | A
            2 | Buildings | The roof leaks | Parish council | 4x4 3x3 2x2
            ",
            &["1.1", "2"],
        );
    }

    #[test]
    fn silent_on_the_key_s_initials_names_and_posts_and_on_broken_initials() {
        finds(
            &RULE,
            r"
            key AB = A. Bee, Head of Buildings
            1 | Buildings | The boiler fails | AB / A. Bee / Head of buildings | 4x4 3x3 2x2
            - Mend the boiler | A B | Apr-18 | A
            ",
            &[],
        );
    }

    #[test]
    fn silent_without_a_key() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | XY | 4x4 3x3 2x2
            ",
            &[],
        );
    }
}
