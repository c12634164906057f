//! Findings gathered by what is to be done about them.
//!
//! A rule finds one thing at many places, and several rules may find one fact. A group is what a
//! reader is told once: the rules, the places, and what to do. `findings[]` stays as the catalogue
//! counts it; each finding goes into one group.

mod choose;
mod facts;
mod gather;
mod owners;
mod said;
mod stand;
mod standing;
mod sums;

use std::{
    borrow::{Borrow, Cow},
    fmt, iter,
    sync::Arc,
};

use bellwether_domain::Register;
use foldhash::HashSet;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::{Counts, Finding, Settings, Severity};

pub use choose::{choose, new_places};
pub(crate) use facts::{fuller_facts, place_of};
use gather::{Gathering, Names, Seat};
pub use owners::OwnersOwn;
use stand::Stand;
pub use standing::{Gathered, Headline, Listed, Standing};
use sums::Sums;

/// How many groups a short list holds.
const SHORT: usize = 10;

/// What some findings say together.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Group {
    /// The rules that found it, the one that it is told by first.
    pub rules: Vec<&'static str>,
    /// How much it matters: what the gravest of the rules says.
    pub severity: Severity,
    /// Whether it blocks a sign-off, by what the body has set.
    pub blocks: bool,
    /// Whether it only repeats what was remarked when the document was read, and who accepted the
    /// import has seen; left out where not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub seen: bool,
    /// How many of its places were not there at the issue before; left out where nothing is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<usize>,
    /// What it is called: the first rule's title, or that of several rules that ask for one thing.
    pub title: &'static str,
    /// What is wrong, and how often: a number counts all places of its rules, here or elsewhere.
    pub message: String,
    /// What to do about it.
    pub help: Cow<'static, str>,
    /// Where it stands, each place once; empty where it speaks of the register as a whole.
    pub places: Vec<FindingPlace>,
    /// How many more its message counts, since another group tells of them something graver; left out
    /// where none.
    #[serde(default, skip_serializing_if = "is_none")]
    pub elsewhere: usize,
    /// The findings that say it, by their place in `findings[]`, from nought.
    pub findings: Vec<usize>,
    /// Those of these that are told, each fact once.
    #[serde(skip)]
    pub told: Vec<usize>,
}

impl Group {
    /// "new", or "3 new" of more: at how many places it was not there at the issue before; `None` where
    /// nothing is compared, or nothing is new.
    pub fn news(&self) -> Option<String> {
        match self.new? {
            0 => None,
            all if all >= self.told.len() => Some("new".to_owned()),
            some => Some(format!("{some} new")),
        }
    }
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct FindingPlace {
    /// The risk, as findings name it.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub risk: Arc<str>,
    /// The action of the risk, counted from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<usize>,
}

fn as_text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

impl fmt::Display for FindingPlace {
    /// "Risk 18", "Risk 18, action 2".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Risk {}", self.risk)?;
        self.action.map_or(Ok(()), |action| write!(f, ", action {action}"))
    }
}

/// Gathers findings of a register; the first are those that matter most. What blocks a sign-off is as
/// the settings say. A message counts what these findings hold: give it all that a rule finds.
pub fn group<F: Borrow<Finding>>(
    findings: &[F],
    register: &Register,
    settings: &Settings,
) -> Vec<Group> {
    let mut at: Vec<Vec<usize>> = vec![Vec::new(); register.risks.len() + 1];
    for (number, finding) in findings.iter().enumerate() {
        if let Some(at) = at.get_mut(finding.borrow().order.0) {
            at.push(number);
        }
    }
    let of = |number: &usize| findings.get(*number).map(Borrow::borrow);
    let risks = register.risks.iter().enumerate().map(|(position, risk)| (position, &**risk));
    let risks = iter::once(None).chain(risks.map(Some));
    let stands = risks.zip(&at).map(|(risk, at)| Stand::of(risk, at.iter().filter_map(of)));
    let stands: Vec<Stand> = stands.collect();
    let number = |seat: Seat| at.get(seat.stand())?.get(seat.at()).copied();
    let finding = |seat| of(&number(seat)?);
    let all: Vec<&Stand> = stands.iter().collect();
    let sums = Sums::of(all.iter().copied());
    let (gathering, gathered) = Gathering::of(&all, &sums);
    let mut groups = gathering.groups(gathered, &sums, &mut Names::of(&all), finding, settings);
    // The findings may have been given in another order.
    let numbers: Vec<usize> = gathering.seats.into_iter().filter_map(number).collect();
    for group in &mut groups {
        for numbered in group.findings.iter_mut().chain(&mut group.told) {
            *numbered = numbers.get(*numbered).copied().unwrap_or_default();
        }
    }
    groups
}

/// The ten that matter most, of groups in order: what is merely good to know or was seen at the
/// import is none of them.
pub fn short_list(groups: &[Group]) -> impl Iterator<Item = &Group> {
    groups.iter().filter(|group| group.severity < Severity::Info && !group.seen).take(SHORT)
}

/// How many groups block a sign-off.
pub fn blocking(groups: &[Group]) -> usize {
    groups.iter().filter(|group| group.blocks).count()
}

/// How many groups there are of each severity.
pub fn counts(groups: &[Group]) -> Counts {
    Counts::of_severities(groups.iter().map(|group| group.severity))
}

/// At how many places they stand, by severity; the register as a whole is one place.
pub fn places(groups: &[Group]) -> Counts {
    let mut places = Counts::default();
    for group in groups {
        places.add(group.severity, group.places.len().max(1));
    }
    places
}

/// At how many places something is new, of what is told there or goes with it; `None` where nothing is
/// compared.
fn new<'f>(told: &[&Finding], all: impl Iterator<Item = &'f Finding>) -> Option<usize> {
    told.iter().find_map(|finding| finding.new)?;
    let is_new = |finding: &&&Finding| finding.new == Some(true);
    let new = told.iter().filter(is_new);
    let mut places: HashSet<_> = new.clone().map(|finding| finding.order).collect();
    let more = all.filter(|finding| finding.new == Some(true) && places.insert(finding.order));
    Some(new.count() + more.count())
}

#[cfg(test)]
mod tests {
    use bellwether_domain::Date;

    use super::*;
    use crate::{Subject, check, testing};

    fn grouped(text: &str, rules: &[&str]) -> (Vec<Finding>, Vec<Group>) {
        let register = testing::register(text);
        let subject = Subject::new(&register, Date::constant(2018, 3, 16));
        let findings = check(&subject, &Settings::default().only(rules));
        let groups = group(&findings, &register, &Settings::default());
        (findings, groups)
    }

    const BOILERS: &str = "
        1 | Buildings | The boiler fails in the winter | AB | 5x5 5x5 4x4
        - Mend the boiler | AB | Ongoing | A
        - Buy a spare | AB | TBD | R
        - Call the maker | AB | Ongoing | G
        2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
        - Mend the roof | AB | Nov-17 | A
        - Paint the roof | AB | Ongoing | R
        ";

    #[test]
    fn one_thing_to_do_is_one_group_at_all_its_places() {
        let (findings, groups) = grouped(BOILERS, &["ACT-01"]);
        let [group] = groups.as_slice() else { panic!("{groups:#?}") };
        assert_eq!(group.message, "3 of 5 actions have “ongoing” as their only date");
        let places: Vec<_> = group.places.iter().map(|p| (&*p.risk, p.action)).collect();
        assert_eq!(places, [("1", Some(1)), ("1", Some(3)), ("2", Some(2))]);
        assert_eq!(group.findings.len(), findings.len());
    }

    #[test]
    fn one_fact_under_two_rules_is_told_once_at_its_worst() {
        let (findings, groups) = grouped(BOILERS, &["ACT-01", "ACT-02", "ACT-03", "ACT-23"]);
        let said: Vec<(Vec<&str>, usize)> =
            groups.iter().map(|group| (group.rules.clone(), group.places.len())).collect();
        assert_eq!(
            said,
            [
                (vec!["ACT-23", "ACT-02", "ACT-03", "ACT-01"], 2),
                (vec!["ACT-03", "ACT-01"], 1),
                (vec!["ACT-01"], 1),
            ],
            "{groups:#?}"
        );
        let mut all: Vec<usize> = groups.iter().flat_map(|group| group.findings.clone()).collect();
        all.sort_unstable();
        assert_eq!(all, (0..findings.len()).collect::<Vec<_>>(), "each finding in one group");
    }

    #[test]
    fn what_blocks_a_sign_off_is_as_the_settings_say() {
        let (findings, groups) = grouped(BOILERS, &["ACT-01", "ACT-04"]);
        let blocks = |groups: &[Group]| -> Vec<&str> {
            groups.iter().filter(|group| group.blocks).map(|group| group.rules[0]).collect()
        };
        assert_eq!(blocks(&groups), ["ACT-04"]);
        let settings = Settings { blocking: ["ACT-01".to_owned()].into(), ..Settings::default() };
        let register = testing::register(BOILERS);
        let groups = group(&findings, &register, &settings);
        assert_eq!((blocks(&groups), blocking(&groups)), (vec!["ACT-01"], 1));
    }

    #[test]
    fn a_single_finding_speaks_for_itself() {
        let (findings, groups) = grouped(BOILERS, &["ACT-04"]);
        assert_eq!(groups[0].message, findings[0].message);
    }

    #[test]
    fn what_blocks_comes_first_and_then_the_gravest_risk() {
        let (_, groups) = grouped(
            "
            1 | Roofs | The roof leaks | AB | 4x4 2x2 2x2
            - Mend the roof | AB | Nov-17 | A
            - Paint the roof | AB | Ongoing | A
            2 | Boilers | The boiler fails | AB | 5x5 5x5 4x4
            - Mend it | AB | TBD | G
            ",
            &["ACT-02", "ACT-03", "ACT-04"],
        );
        let rules: Vec<&str> = groups.iter().map(|group| group.rules[0]).collect();
        assert_eq!(rules, ["ACT-04", "ACT-02", "ACT-03"]);
    }
}
