//! What of the findings is whose to answer.

use std::{
    borrow::{Borrow, Cow},
    collections::BTreeMap,
};

use bellwether_domain::Register;

use crate::{Finding, words::folded};

/// What one owner is to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The owner, as the register first writes it.
    pub owner: String,
    /// The findings, by their places in the list, in its order.
    pub findings: Vec<usize>,
}

/// Findings by who is to answer; one that several are to answer stands with each. Those with most
/// to answer come first.
pub fn by_owner<F: Borrow<Finding>>(findings: &[F], register: &Register) -> Vec<Own> {
    let mut all: Vec<Own> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (number, finding) in findings.iter().enumerate() {
        for owner in finding.borrow().answers(register) {
            let place = *known.entry(owner).or_insert_with(|| {
                *places.entry(folded(owner)).or_insert_with(|| {
                    all.push(Own { owner: owner.clone(), findings: Vec::new() });
                    all.len() - 1
                })
            });
            if let Some(own) = all.get_mut(place)
                && own.findings.last() != Some(&number)
            {
                own.findings.push(number);
            }
        }
    }
    all.sort_by(|a, b| b.findings.len().cmp(&a.findings.len()).then_with(|| a.owner.cmp(&b.owner)));
    all
}

/// Who is to answer for some findings, each once, as the register first writes them.
pub fn answering<'r, F: Borrow<Finding>>(findings: &[F], register: &'r Register) -> Vec<&'r str> {
    let mut owners: Vec<&str> = Vec::new();
    for owner in findings.iter().flat_map(|finding| finding.borrow().answers(register)) {
        let same = |known: &&str| *known == owner || folded(known) == folded(owner);
        if !owners.iter().any(same) {
            owners.push(owner);
        }
    }
    owners
}

/// "To answer: AB (Ann Bee), CD and 3 more": the first few; `None` where nobody is to.
pub fn to_answer<F: Borrow<Finding>>(findings: &[F], register: &Register) -> Option<String> {
    const NAMED: usize = 3;
    let owners = answering(findings, register);
    let named: Vec<Cow<'_, str>> =
        owners.iter().take(NAMED).map(|owner| named(owner, register)).collect();
    let more = match owners.len().saturating_sub(NAMED) {
        0 => String::new(),
        some => format!(" and {some} more"),
    };
    (!named.is_empty()).then(|| format!("{}{more}", named.join(", ")))
}

/// An owner with the name that the key gives: "AB (Ann Bee)".
fn named<'r>(owner: &'r str, register: &'r Register) -> Cow<'r, str> {
    match register.person(owner.trim()) {
        Some(person) if person.name != owner => format!("{owner} ({})", person.name).into(),
        _ => owner.into(),
    }
}

#[cfg(test)]
mod tests {
    use bellwether_domain::Date;

    use super::*;
    use crate::{Settings, Subject, check, testing};

    #[test]
    fn who_acts_answers_for_the_action_and_who_owns_for_the_rest() {
        let register = testing::register(
            r"
            1 | Boiler | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | CD | Jan-18 | A
            - Order parts | | Feb-18 | A
            - Ask the maker | cd | Jan-18 | A
            ",
        );
        let subject = Subject::new(&register, Date::constant(2018, 3, 16));
        let findings = check(&subject, &Settings::default().only(&["ACT-04"]));
        let own = by_owner(&findings, &register);
        let told: Vec<(&str, usize)> =
            own.iter().map(|own| (own.owner.as_str(), own.findings.len())).collect();
        assert_eq!(told, [("CD", 2), ("AB", 1)]);
        assert_eq!(answering(&findings, &register), ["CD", "AB"]);
        assert_eq!(to_answer(&findings, &register).as_deref(), Some("CD, AB"));
        assert_eq!(
            findings.first().and_then(|finding| finding.words(&register)).as_deref(),
            Some("The boiler fails – Mend the boiler")
        );
    }
}
