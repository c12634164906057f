//! What a choice of findings leaves of their groups.

use std::borrow::Borrow;

use foldhash::HashSet;

use super::{FindingPlace, Group, new, places};
use crate::Finding;

/// The findings that a choice keeps, and what of the groups is left, by their places among these. A
/// message still counts the whole register, and says how much of that is shown.
pub fn choose<F: Borrow<Finding> + Clone>(
    findings: &[F],
    groups: &[Group],
    keep: impl Fn(&Group, &Finding) -> bool,
) -> (Vec<F>, Vec<Group>) {
    let mut places = vec![None; findings.len()];
    for group in groups {
        for number in &group.findings {
            let finding = findings.get(*number).map(Borrow::borrow);
            if let (Some(finding), Some(place)) = (finding, places.get_mut(*number))
                && keep(group, finding)
            {
                *place = Some(0);
            }
        }
    }
    let mut kept = Vec::new();
    for (finding, place) in findings.iter().zip(&mut places) {
        if place.is_some() {
            *place = Some(kept.len());
            kept.push(finding.clone());
        }
    }
    let left = groups.iter().filter_map(|group| rest(group, &kept, &places)).collect();
    (kept, left)
}

/// At how many places something is new since the issue before.
pub fn new_places<F: Borrow<Finding> + Clone>(findings: &[F], groups: &[Group]) -> usize {
    places(&choose(findings, groups, |_, finding| finding.new == Some(true)).1).all()
}

/// A group with the findings that are kept; `None` where none is.
fn rest<F: Borrow<Finding>>(group: &Group, kept: &[F], places: &[Option<usize>]) -> Option<Group> {
    let of = |numbers: &[usize]| -> Vec<usize> {
        numbers.iter().filter_map(|number| places.get(*number).copied().flatten()).collect()
    };
    let (findings, mut told) = (of(&group.findings), of(&group.told));
    if findings.is_empty() {
        return None;
    }
    let is_whole = told.len() == group.told.len();
    // Where what tells a fact is left out, what is left of it speaks.
    let place = |number: &usize| kept.get(*number).map(|finding| finding.borrow().order);
    let mut spoken: HashSet<_> = told.iter().filter_map(place).collect();
    let of_facts = findings.iter().filter(|_| !is_whole).copied();
    let silent = of_facts.filter(|number| place(number).is_some_and(|place| spoken.insert(place)));
    let silent: Vec<usize> = silent.collect();
    told.extend(silent);
    told.sort_unstable();
    let shown: Vec<&Finding> = told.iter().filter_map(|n| kept.get(*n)).map(F::borrow).collect();
    let all = findings.iter().filter_map(|n| kept.get(*n)).map(F::borrow);
    let new = new(&shown, all);
    let (places, message) = if is_whole {
        (group.places.clone(), group.message.clone())
    } else {
        let mut places = HashSet::default();
        let new = |place: &FindingPlace| places.insert(place.clone());
        let places = shown.iter().flat_map(|finding| finding.places()).filter(new).collect();
        let message = match shown.as_slice() {
            [one] => one.message.to_string(),
            some => format!("{}; {} of them here", group.message, some.len()),
        };
        (places, message)
    };
    let (title, severity, help) = (group.title, group.severity, group.help.clone());
    let Group { blocks, seen, elsewhere, .. } = *group;
    let rules = group.rules.clone();
    Some(Group {
        rules,
        severity,
        blocks,
        seen,
        new,
        title,
        message,
        help,
        places,
        elsewhere,
        findings,
        told,
    })
}

#[cfg(test)]
mod tests {
    use bellwether_domain::Date;

    use super::*;
    use crate::{Settings, Subject, check, group::group, testing};

    #[test]
    fn a_choice_still_counts_the_whole_register() {
        let register = testing::register(
            "
            1 | Mills | The mill wheel breaks | AB | 4x4 3x4 2x4
            - Mend the wheel | CD | Ongoing | A
            - Order a second wheel | EF | Ongoing | A
            2 | Mills | The race silts up | AB | 4x4 3x4 2x4
            - Dredge the race | EF | Ongoing | A
            ",
        );
        let subject = Subject::new(&register, Date::constant(2018, 3, 16));
        let findings = check(&subject, &Settings::default().only(&["ACT-01"]));
        let groups = group(&findings, &register, &Settings::default());
        let of = |owner: &str| {
            let own = |finding: &Finding| finding.answers(&register).iter().any(|own| own == owner);
            choose(&findings, &groups, |_, finding| own(finding))
        };
        let (kept, left) = of("EF");
        assert_eq!(
            left[0].message,
            "3 of 3 actions have “ongoing” as their only date; 2 of them here"
        );
        assert_eq!((kept.len(), left[0].places.len(), left[0].told.clone()), (2, 2, vec![0, 1]));
        let (kept, left) = of("CD");
        assert_eq!(left[0].message, kept[0].message);
        assert!(of("GH").1.is_empty());
    }
}
