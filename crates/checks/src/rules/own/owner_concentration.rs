//! # Owner concentration
//!
//! ## What it finds
//!
//! One person who owns more than a third of the risks or more than a third of the actions,
//! alone or with others. A share of exactly a third is not more, and one risk or one action is no
//! concentration. One finding for each such person.
//!
//! ## Why
//!
//! One person cannot attend to all of it, and when that person leaves, so does the knowledge:
//! key-person risk.
//!
//! ## Example
//!
//! Of 45 risks, 34 name the same person.
//!
//! ## What to do
//!
//! Spread the ownership, or say why it must lie with one person and who stands in.
//!
//! ## Settings
//!
//! `owner_share`: the share above which it is said (⅓).

use super::super::prelude::*;
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    id: "OWN-03",
    name: "owner-concentration",
    title: "Owner concentration",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Spread the ownership, or record why it lies with one person and who stands in.",
    source: include_str!("owner_concentration.rs"),
    looks: &[(Sight::Register(Aspects::OWNERS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let mut shares: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for risk in &on.risks {
        for owner in each_once(&risk.risk.owners) {
            shares.entry(owner).or_default().0 += 1;
        }
        for owner in risk.actions.iter().flat_map(|action| each_once(&action.action.owners)) {
            shares.entry(owner).or_default().1 += 1;
        }
    }
    let (risks, actions) = (on.risks.len(), on.actions().count());
    let too_many =
        |count: usize, of: usize| count > 1 && count as f64 > of as f64 * on.settings.owner_share;
    for (owner, (own_risks, own_actions)) in shares {
        if too_many(own_risks, risks) || too_many(own_actions, actions) {
            out.register(
                format!(
                    "{owner} owns {own_risks} of {} and {own_actions} of {}.",
                    plural(risks, "risk"),
                    plural(actions, "action"),
                ),
                owner,
            );
        }
    }
}

fn each_once(owners: &[String]) -> impl Iterator<Item = &String> {
    let first = |(i, owner): &(usize, &String)| !owners.iter().take(*i).any(|o| o == *owner);
    owners.iter().enumerate().filter(first).map(|(_, owner)| owner)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_who_has_more_than_a_third_of_the_risks_or_of_the_actions() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | EF | Apr-18 | A
            2 | Buildings | The roof leaks | AB / CD | 4x4 3x3 2x2
            - Mend the roof | EF | Apr-18 | A
            3 | Buildings | The lift sticks | CX | 4x4 3x3 2x2
            4 | Buildings | The door jams | CD / GH | 4x4 3x3 2x2
            - Mend the door | GH | Apr-18 | A
            5 | Buildings | The floor gives | GH | 4x4 3x3 2x2
            - Mend the floor | IJ | Apr-18 | A
            - Lay a carpet | IJ | Apr-18 | A
            6 | Buildings | The wall falls | XY / AB | 4x4 3x3 2x2
            - Mend the wall | KL | Apr-18 | A
            - Paint the wall | EF | Apr-18 | A
            ",
            &["*", "*"],
        );
    }

    #[test]
    fn silent_on_exactly_a_third() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            2 | Buildings | The roof leaks | CD | 4x4 3x3 2x2
            3 | Buildings | The lift sticks | EF | 4x4 3x3 2x2
            ",
            &[],
        );
    }
}
