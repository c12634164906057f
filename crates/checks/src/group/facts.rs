//! Which findings tell one fact, and which rules ask for one and the same thing.

use std::{iter::successors, sync::LazyLock};

use foldhash::{HashMap, HashMapExt as _};

use crate::{Finding, RULES, Rule, Severity};

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

/// For each rule, by its place in the catalogue, those that tell its fact more fully.
type Fuller = Vec<Vec<usize>>;

static FULLER: LazyLock<Fuller> = LazyLock::new(|| by_rule(&[ONE_FACT]));
static FULLER_OR_BEFORE: LazyLock<Fuller> = LazyLock::new(|| by_rule(&[ONE_FACT, ADVICE]));
static PLACES: LazyLock<HashMap<&'static str, usize>> =
    LazyLock::new(|| RULES.iter().enumerate().map(|(place, rule)| (rule.id, place)).collect());
static KEYS: LazyLock<Vec<usize>> = LazyLock::new(|| {
    let lead = |rule: &&Rule| family(rule.id).and_then(|family| family.rules.first());
    let own = |(place, rule)| lead(rule).map_or(place, |lead| place_of(lead));
    RULES.iter().enumerate().map(own).collect()
});

fn by_rule(pairs: &[&[(&'static str, &'static str)]]) -> Fuller {
    let mut fuller = vec![Vec::new(); RULES.len()];
    for (own, lesser) in pairs.iter().copied().flatten() {
        let slot = fuller.get_mut(place_of(lesser));
        slot.into_iter().for_each(|slot| slot.push(place_of(own)));
    }
    fuller
}

/// The place of a rule in the catalogue.
pub(crate) fn place_of(rule: &str) -> usize {
    PLACES.get(rule).copied().unwrap_or(RULES.len())
}

/// The rules that tell the fact of another more fully, or give the advice that goes before it.
pub(super) fn fuller_or_before(place: usize) -> &'static [usize] {
    FULLER_OR_BEFORE.get(place).map(Vec::as_slice).unwrap_or_default()
}

/// How many groups there can be.
pub(super) fn keys() -> usize {
    2 * RULES.len()
}

/// What is one group: the rule that leads, by its place, and whether it is only good to know.
pub(super) fn key(place: usize, severity: Severity) -> usize {
    2 * KEYS.get(place).copied().unwrap_or(place) + usize::from(severity == Severity::Info)
}

/// The rule that leads a group.
pub(super) fn lead(key: usize) -> &'static str {
    RULES.get(key / 2).map_or("", |rule| rule.id)
}

/// The family of a rule.
pub(super) fn family(rule: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.rules.contains(&rule))
}

/// For each finding the others that tell its fact: those that do so more fully, and those of rules that
/// ask for the same thing at the same place.
pub(crate) fn fuller_facts(findings: &[&Finding]) -> Vec<Vec<usize>> {
    let mut at = HashMap::new();
    for (number, finding) in findings.iter().enumerate() {
        at.entry((finding.rule, finding.order)).or_insert(number);
    }
    let next = |number: &usize| {
        let finding = findings.get(*number).filter(|finding| finding.order.0 > 0)?;
        let mut fuller =
            FULLER.get(place_of(finding.rule))?.iter().filter_map(|own| RULES.get(*own));
        fuller.find_map(|rule| at.get(&(rule.id, finding.order)).copied())
    };
    // The pairs make no circle.
    let fuller = |number: usize| successors(next(&number), next);
    let of_family = |number: usize| {
        let finding = findings.get(number).filter(|finding| finding.order.0 > 0);
        let rules = finding.and_then(|finding| family(finding.rule)).map(|family| family.rules);
        let rules = rules.unwrap_or_default();
        let own = |rule: &&'static str| at.get(&(*rule, finding?.order)).copied();
        rules.iter().filter_map(own).collect::<Vec<_>>()
    };
    let all = |number| fuller(number).chain(of_family(number)).filter(move |n| *n != number);
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
