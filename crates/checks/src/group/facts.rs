//! Which findings tell one fact, and which rules ask for one and the same thing.

use std::iter::successors;

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::Whole;
use crate::{Finding, Severity};

/// Pairs of rules that tell one fact where both speak of the same place: the first tells it in full,
/// or gives the advice that goes before the other's.
const ONE_FACT: &[(&str, &str)] = &[
    // Red without a recovery date; late; with no date at all.
    ("ACT-23", "ACT-04"),
    ("ACT-23", "ACT-02"),
    ("ACT-23", "ACT-03"),
    ("ACT-02", "ACT-03"),
    ("ACT-03", "ACT-01"),
    // Past its date, and told in the past tense: one question, whether it was done.
    ("ACT-04", "ACT-09"),
    ("ACT-05", "ACT-09"),
    ("ACT-06", "ACT-09"),
    ("ACT-07", "ACT-09"),
    ("ACT-08", "ACT-09"),
    // No milestone ahead.
    ("ACT-26", "SCR-08"),
    ("SCR-08", "SCR-07"),
    ("ACT-26", "SCR-07"),
    ("ACT-26", "ACT-21"),
    ("ACT-21", "SCR-07"),
    // Scores that do not move from stage to stage, or from issue to issue.
    ("SCR-03", "SCR-01"),
    ("SCR-03", "SCR-02"),
    ("SCR-05", "SCR-02"),
    ("SCR-21", "SCR-19"),
    // Owners of the risk and of its actions.
    ("OWN-06", "OWN-05"),
    ("OWN-06", "OWN-04"),
    ("DUP-04", "DUP-03"),
    // What happens already is no objective turned round as well.
    ("TXT-05", "TXT-01"),
    // Only reports, only attends, is business as usual, names no deed.
    ("ACT-16", "ACT-17"),
    ("ACT-16", "ACT-18"),
    ("ACT-17", "ACT-19"),
    ("ACT-18", "ACT-19"),
    ("ACT-16", "ACT-19"),
];

/// Pairs of rules of which the first asks for what the other would speak against, or asks for as
/// well: what is missing makes a wording longer, so that its length is no fault beside it.
const ADVICE: &[(&str, &str)] =
    &[("TXT-02", "TXT-09"), ("TXT-03", "TXT-09"), ("TXT-03", "TXT-08"), ("TXT-02", "TXT-08")];

/// Rules that ask for one and the same thing to be done: they are one group.
pub(super) struct Family {
    /// The rules; the first leads.
    rules: &'static [&'static str],
    /// What they find, as a title.
    pub(super) title: &'static str,
    /// The words that go on from the number of risks or actions.
    pub(super) said: &'static str,
    /// What to do.
    pub(super) help: &'static str,
}

const FAMILIES: &[Family] = &[
    Family {
        rules: &["SCR-07", "SCR-08"],
        title: "Target lower, with no dated milestone ahead",
        said: "aim lower, with no dated milestone ahead",
        help: "Give the action that should bring the score down a date, or raise the target.",
    },
    Family {
        rules: &["ACT-05", "ACT-06", "ACT-07", "ACT-08"],
        title: "A date passed, and nothing says what came of it",
        said: "passed a date, and nothing says what came of it",
        help: "Record what was done by then, with what shows it; set the next date where it goes on.",
    },
];

/// As few places are no third of a register, however small it is.
const FEW: usize = 3;

/// What is one group: the rule that leads, and whether it is only good to know.
type Key = (&'static str, bool);

fn key(finding: &Finding) -> Key {
    let lead = family(finding.rule).and_then(|family| family.rules.first());
    (lead.copied().unwrap_or(finding.rule), finding.severity == Severity::Info)
}

/// The family of a rule.
fn family(rule: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.rules.contains(&rule))
}

/// By which rule findings are told; their family, where they are of several rules.
fn led_by(
    lead: &'static str,
    mut rules: impl Iterator<Item = &'static str>,
) -> (&'static str, Option<&'static Family>) {
    let first = rules.next().unwrap_or(lead);
    match rules.all(|rule| rule == first) {
        true => (first, None),
        false => (lead, family(lead)),
    }
}

/// What goes into one group, by numbers of findings.
pub(super) struct Gathered {
    /// The rule that it is told by.
    pub(super) lead: &'static str,
    /// The family of its rules, where they are several.
    pub(super) family: Option<&'static Family>,
    /// All that its rules find, here or in another group.
    pub(super) members: Vec<usize>,
    /// What goes into it.
    pub(super) findings: Vec<usize>,
    /// What of it is told, each fact once.
    pub(super) told: Vec<usize>,
}

/// Gathers findings by rule over the whole register; then what another rule tells of the same place
/// goes to that rule's group. What speaks of more than a third of the register is not broken up so.
pub(super) fn gather(findings: &[&Finding], whole: &Whole) -> Vec<Gathered> {
    let keys: Vec<Key> = findings.iter().map(|finding| key(finding)).collect();
    let mut members: HashMap<Key, Vec<usize>> = HashMap::new();
    for (number, key) in keys.iter().enumerate() {
        members.entry(*key).or_default().push(number);
    }
    let facts = Facts::of(findings, &[ONE_FACT, ADVICE]);
    let leaves = |number: usize| {
        let own = keys.get(number);
        facts.fuller(number).map(|number| keys.get(number)).find(|key| *key != own).flatten()
    };
    // Where one other group tells of all its places, that is one group too.
    let stays = |all: &Vec<usize>| {
        let mut to = all.iter().map(|number| leaves(*number));
        let first = to.next().flatten();
        first.is_none() || to.any(|key| key != first)
    };
    let kept: HashSet<Key> = members
        .iter()
        .filter(|(_, all)| is_wide(findings, all, whole) && stays(all))
        .map(|(key, _)| *key)
        .collect();
    let head = |number: usize| {
        let mut own = number;
        for next in facts.fuller(number) {
            match (keys.get(own), keys.get(next)) {
                (Some(key), Some(other)) if key != other && kept.contains(key) => break,
                _ => own = next,
            }
        }
        own
    };
    let (mut order, mut all): (Vec<Key>, HashMap<Key, Gathered>) = (Vec::new(), HashMap::new());
    for number in 0..findings.len() {
        let head = head(number);
        let Some(key) = keys.get(head) else { continue };
        let group = all.entry(*key).or_insert_with(|| {
            order.push(*key);
            let members = members.get(key).cloned().unwrap_or_default();
            let rules = members.iter().filter_map(|number| Some(findings.get(*number)?.rule));
            let (lead, family) = led_by(key.0, rules);
            Gathered { lead, family, members, findings: Vec::new(), told: Vec::new() }
        });
        group.findings.push(number);
        if head == number {
            group.told.push(number);
        }
    }
    order.iter().filter_map(|key| all.remove(key)).collect()
}

/// Whether findings speak of more than a third of the register.
fn is_wide(findings: &[&Finding], numbers: &[usize], whole: &Whole) -> bool {
    if numbers.len() <= FEW {
        return false;
    }
    let all = || numbers.iter().filter_map(|number| findings.get(*number));
    let of_actions = all().all(|finding| finding.action.is_some());
    let place =
        |finding: &&Finding| (finding.order.0, if of_actions { finding.order.1 } else { 0 });
    let places: HashSet<(usize, usize)> = all().map(place).filter(|place| place.0 > 0).collect();
    places.len() > FEW && places.len() * 3 > if of_actions { whole.actions } else { whole.risks }
}

/// Findings by where they stand, and by which rules their facts are told more fully.
struct Facts<'f> {
    findings: &'f [&'f Finding],
    at: HashMap<(&'static str, (usize, usize)), usize>,
    fuller: HashMap<&'static str, Vec<&'static str>>,
}

impl<'f> Facts<'f> {
    fn of(findings: &'f [&'f Finding], pairs: &[&[(&'static str, &'static str)]]) -> Self {
        let mut fuller: HashMap<_, Vec<_>> = HashMap::new();
        for (own, lesser) in pairs.iter().copied().flatten() {
            fuller.entry(*lesser).or_default().push(*own);
        }
        let mut at = HashMap::new();
        for (number, finding) in findings.iter().enumerate() {
            at.entry((finding.rule, finding.order)).or_insert(number);
        }
        Self { findings, at, fuller }
    }

    /// The findings that tell the fact of one more and more fully. The pairs make no circle.
    fn fuller(&self, number: usize) -> impl Iterator<Item = usize> {
        let next = |number: &usize| {
            let finding = self.findings.get(*number).filter(|finding| finding.order.0 > 0)?;
            let fuller = self.fuller.get(finding.rule)?;
            fuller.iter().find_map(|rule| self.at.get(&(*rule, finding.order)).copied())
        };
        successors(next(&number), next)
    }
}

/// For each finding the others that tell its fact: those that do so more fully, and those of rules that
/// ask for the same thing at the same place.
pub(crate) fn fuller_facts(findings: &[&Finding]) -> Vec<Vec<usize>> {
    let facts = Facts::of(findings, &[ONE_FACT]);
    let of_family = |number: usize| {
        let finding = findings.get(number).filter(|finding| finding.order.0 > 0);
        let rules = finding.and_then(|finding| family(finding.rule)).map(|family| family.rules);
        let rules = rules.unwrap_or_default();
        let at = |rule: &&'static str| facts.at.get(&(*rule, finding?.order)).copied();
        rules.iter().filter_map(at).collect::<Vec<_>>()
    };
    let all = |number| facts.fuller(number).chain(of_family(number)).filter(move |n| *n != number);
    (0..findings.len()).map(|number| all(number).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule;

    #[test]
    fn no_pair_leads_back_to_itself() {
        let pairs = || ONE_FACT.iter().chain(ADVICE);
        for (graver, _) in pairs() {
            let (mut at, mut steps) = (vec![*graver], 0);
            while !at.is_empty() {
                let next = pairs().filter(|(_, lesser)| at.contains(lesser));
                at = next.map(|(graver, _)| *graver).collect();
                steps += 1;
                assert!(steps <= pairs().count(), "{graver} is graver than itself");
            }
        }
    }

    #[test]
    fn tables_speak_of_rules_of_the_catalogue() {
        let of_pairs = ONE_FACT.iter().chain(ADVICE).flat_map(|(a, b)| [*a, *b]);
        let of_families = FAMILIES.iter().flat_map(|family| family.rules).copied();
        for id in of_pairs.chain(of_families) {
            assert!(rule(id).is_some(), "{id}");
        }
    }
}
