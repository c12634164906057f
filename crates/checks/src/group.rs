//! Findings gathered by what is to be done about them.
//!
//! A rule finds one thing at many places, and several rules may find one fact. A group is what a
//! reader is told once: the rules, the places, and what to do. `findings[]` stays as the catalogue
//! counts it; each finding goes into one group.

use std::{
    borrow::{Borrow, Cow},
    cmp::Reverse,
    fmt,
    sync::Arc,
};

use bellwether_domain::{Number, Register, Risk, Stage};
use foldhash::{HashMap, HashMapExt as _};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Counts, Finding, Settings, Severity, context, many, rule, words::plural};

/// How many groups a short list holds.
const SHORT: usize = 10;

/// What some findings say together.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Group {
    /// The rules that found it; the first gives it its title.
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
    /// The first rule's title.
    pub title: &'static str,
    /// What is wrong, and how often.
    pub message: String,
    /// What to do about it.
    pub help: Cow<'static, str>,
    /// Where it stands, each place once; empty where it speaks of the register as a whole.
    pub places: Vec<FindingPlace>,
    /// The findings that say it, by their place in `findings[]`, from nought.
    pub findings: Vec<usize>,
    /// How many of these are of its first rule: each place once.
    #[serde(skip)]
    pub heads: usize,
}

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct FindingPlace {
    /// The risk, as findings name it.
    pub risk: String,
    /// The action of the risk, counted from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<usize>,
}

impl fmt::Display for FindingPlace {
    /// "Risk 18", "Risk 18, action 2".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Risk {}", self.risk)?;
        self.action.map_or(Ok(()), |action| write!(f, ", action {action}"))
    }
}

/// Pairs of rules that tell one fact where both speak of the same place: the first tells it in full,
/// or gives the advice that goes before the other's.
const ONE_FACT: &[(&str, &str)] = &[
    // Red without a recovery date; late; with no date at all.
    ("ACT-23", "ACT-04"),
    ("ACT-23", "ACT-02"),
    ("ACT-23", "ACT-03"),
    ("ACT-02", "ACT-03"),
    ("ACT-03", "ACT-01"),
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
    ("SCR-20", "SCR-19"),
    ("SCR-19", "SCR-21"),
    // Owners of the risk and of its actions.
    ("OWN-06", "OWN-05"),
    ("OWN-06", "OWN-04"),
    ("DUP-04", "DUP-03"),
    // What is asked for makes a wording longer: its length is no fault as well.
    ("TXT-02", "TXT-09"),
    ("TXT-03", "TXT-09"),
    ("TXT-03", "TXT-08"),
    ("TXT-02", "TXT-08"),
    // Only reports, only attends, is business as usual, names no deed.
    ("ACT-16", "ACT-17"),
    ("ACT-16", "ACT-18"),
    ("ACT-17", "ACT-19"),
    ("ACT-18", "ACT-19"),
    ("ACT-16", "ACT-19"),
];

/// Gathers findings of a register; the first are those that matter most. What blocks a sign-off is as
/// the settings say.
pub fn group<F: Borrow<Finding>>(
    findings: &[F],
    register: &Register,
    settings: &Settings,
) -> Vec<Group> {
    let findings: Vec<&Finding> = findings.iter().map(Borrow::borrow).collect();
    let findings = findings.as_slice();
    let heads = heads(findings);
    let mut members: Vec<(&'static str, Severity, Vec<usize>)> = Vec::new();
    let mut known: HashMap<(&str, Severity), usize> = HashMap::new();
    for (number, head) in heads.iter().enumerate() {
        let Some(of) = findings.get(*head) else { continue };
        let place = *known.entry((of.rule, of.severity)).or_insert_with(|| {
            members.push((of.rule, of.severity, Vec::new()));
            members.len() - 1
        });
        if let Some((.., all)) = members.get_mut(place) {
            all.push(number);
        }
    }
    let whole = Whole::of(register);
    let made = |(rule, severity, numbers)| {
        let (group, (severity, _, score, hard, places, id)) =
            made(findings, &whole, rule, severity, numbers);
        let blocks = group.rules.iter().any(|rule| settings.blocks(rule));
        (Group { blocks, ..group }, (severity, !blocks, score, hard, places, id))
    };
    let mut groups: Vec<(Group, Rank)> = members.into_iter().map(made).collect();
    groups.sort_by_key(|(_, rank)| *rank);
    groups.into_iter().map(|(group, _)| group).collect()
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

/// For each finding the one that tells the fact in full: itself, where none does.
fn heads(findings: &[&Finding]) -> Vec<usize> {
    let mut at: HashMap<(&str, (usize, usize)), usize> = HashMap::with_capacity(findings.len());
    for (number, finding) in findings.iter().enumerate() {
        at.entry((finding.rule, finding.order)).or_insert(number);
    }
    let fuller = |number: usize| {
        let finding = findings.get(number)?;
        let on_risk = |rule| at.get(&(rule, finding.order)).copied();
        ONE_FACT
            .iter()
            .filter(|(_, lesser)| *lesser == finding.rule && finding.order.0 > 0)
            .find_map(|(rule, _)| on_risk(rule))
    };
    let mut heads: Vec<usize> = (0..findings.len()).collect();
    for (number, head) in heads.iter_mut().enumerate() {
        let mut next = number;
        // As many steps as there are pairs: the table has no circle, and none could hold this up.
        for _ in ONE_FACT {
            let Some(found) = fuller(next) else { break };
            next = found;
        }
        *head = next;
    }
    heads
}

/// How many risks and actions there are, and how the risks are scored now.
struct Whole {
    risks: usize,
    actions: usize,
    scores: Vec<Option<Number>>,
}

impl Whole {
    fn of(register: &Register) -> Self {
        let live = || register.risks.iter().filter(|risk| !context::is_closed(risk));
        let score = |risk: &Arc<Risk>| risk.assessments.get(Stage::Current)?.score_value();
        Self {
            risks: live().count(),
            actions: live().map(|risk| risk.actions.len()).sum(),
            scores: register.risks.iter().map(score).collect(),
        }
    }
}

/// What a group is ordered by: severity, whether it blocks a sign-off, the score of the gravest risk, how
/// easily it is put right, at how many places, and the order of the rules.
type Rank = (Severity, bool, Reverse<Option<Number>>, bool, Reverse<usize>, &'static str);

fn made(
    findings: &[&Finding],
    whole: &Whole,
    id: &'static str,
    severity: Severity,
    numbers: Vec<usize>,
) -> (Group, Rank) {
    let all = || numbers.iter().filter_map(|number| findings.get(*number).copied());
    let heads: Vec<&Finding> = all().filter(|finding| finding.rule == id).collect();
    let mut rules = vec![id];
    let mut places: Vec<FindingPlace> = Vec::new();
    for finding in all() {
        if !rules.contains(&finding.rule) {
            rules.push(finding.rule);
        }
    }
    for finding in &heads {
        if let Some(risk) = &finding.risk {
            places.push(FindingPlace { risk: risk.clone(), action: finding.action });
        }
    }
    let about = rule(id);
    let title = about.map_or(id, |rule| rule.title);
    let message = match heads.as_slice() {
        [one] => one.message.to_string(),
        _ => {
            let number = how_often(&heads, whole);
            // "1 of 31 risks", at several of its places.
            match many::said(id).filter(|_| !number.starts_with("1 ")) {
                Some(said) => format!("{number} {said}"),
                None => format!("{title}: {number}"),
            }
        }
    };
    let same_help = heads.windows(2).all(|pair| matches!(pair, [a, b] if a.help == b.help));
    let help = match (heads.first(), about) {
        (Some(first), _) if same_help => first.help.clone(),
        (_, Some(rule)) => rule.help.into(),
        (Some(first), None) => first.help.clone(),
        (None, None) => Cow::default(),
    };
    let score = heads.iter().flat_map(|finding| finding.positions());
    let score = score.filter_map(|position| whole.scores.get(position).copied().flatten()).max();
    let hard = !heads.iter().any(|finding| finding.fix.is_some());
    let rank = (severity, false, Reverse(score), hard, Reverse(heads.len()), id);
    let new = heads.iter().filter_map(|finding| finding.new);
    let new = new.map(usize::from).reduce(|all, one| all + one);
    let (findings, heads) = (numbers, heads.len());
    let (blocks, seen) = (false, false);
    let group =
        Group { rules, severity, blocks, seen, new, title, message, help, places, findings, heads };
    (group, rank)
}

/// "77 of 187 actions", "25 of 31 risks", "7 pairs of risks".
fn how_often(heads: &[&Finding], whole: &Whole) -> String {
    let count = heads.len();
    if heads.iter().all(|finding| finding.other_risk.is_some()) {
        let (one, many) = if heads.iter().all(|finding| finding.action.is_some()) {
            ("pair of actions", "pairs of actions")
        } else {
            ("pair of risks", "pairs of risks")
        };
        return format!("{count} {}", if count == 1 { one } else { many });
    }
    if heads.iter().all(|finding| finding.action.is_some()) {
        return format!("{count} of {}", plural(whole.actions.max(count), "action"));
    }
    let mut risks: Vec<&str> = heads.iter().filter_map(|f| f.risk.as_deref()).collect();
    risks.sort_unstable();
    risks.dedup();
    match risks.len() {
        0 => plural(count, "place"),
        some => format!("{some} of {}", plural(whole.risks.max(some), "risk")),
    }
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
        let places: Vec<_> = group.places.iter().map(|p| (p.risk.as_str(), p.action)).collect();
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

    #[test]
    fn no_pair_leads_back_to_itself() {
        for (graver, _) in ONE_FACT {
            let (mut at, mut steps) = (vec![*graver], 0);
            while !at.is_empty() {
                let next = ONE_FACT.iter().filter(|(_, lesser)| at.contains(lesser));
                at = next.map(|(graver, _)| *graver).collect();
                steps += 1;
                assert!(steps <= ONE_FACT.len(), "{graver} is graver than itself");
            }
        }
    }
}
