//! What groups say is counted a second way, from the findings: on the sample and, where it is at hand, on
//! a real register. How many groups the sample has was counted by hand, by what is to be done.

#![allow(clippy::expect_used, reason = "a test that cannot read its input should say where")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use bellwether_checks::{Finding, Group, Settings, Subject, check, group::group};
use bellwether_domain::Register;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../sample/northshire/2025-q4.txt");
const REAL: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/registers/west-midlands-2018/input.txt");

fn judged(path: &str) -> Option<(Register, Vec<Finding>, Vec<Group>)> {
    let bytes = fs::read(path).ok()?;
    let read = bellwether_intake::read(&bytes, &bellwether_intake::Options::default());
    let register = read.expect("it is read").register;
    let as_at = register.as_at.expect("it says its date");
    let findings = check(&Subject::new(&register, as_at), &Settings::default());
    let groups = group(&findings, &register, &Settings::default());
    Some((register, findings, groups))
}

/// What a rule's findings come to: distinct actions where all are of actions, else distinct risks; pairs.
fn counted(findings: &[&Finding]) -> usize {
    if findings.iter().all(|finding| finding.other_risk.is_some()) {
        return findings.len();
    }
    let actions = findings.iter().all(|finding| finding.action.is_some());
    let place = |f: &&Finding| (f.risk.clone(), f.action.filter(|_| actions));
    findings.iter().map(place).collect::<BTreeSet<_>>().len()
}

/// The rules that a group counts: its first, and those that ask for the same thing.
fn counts(group: &Group) -> Vec<&'static str> {
    const ALIKE: [&[&str]; 2] = [&["SCR-07", "SCR-08"], &["ACT-05", "ACT-06", "ACT-07", "ACT-08"]];
    let first = group.rules[0];
    let alike = ALIKE.iter().find(|rules| rules.contains(&first) && group.title.contains(" no"));
    alike.map_or_else(|| vec![first], |rules| rules.to_vec())
}

#[test]
fn a_number_in_a_message_counts_what_its_rules_find() {
    for path in [SAMPLE, REAL] {
        let Some((register, findings, groups)) = judged(path) else { continue };
        let (mut numbers, mut at) = (0, BTreeMap::<usize, usize>::new());
        for group in &groups {
            for finding in &group.findings {
                *at.entry(*finding).or_default() += 1;
            }
            let Some((number, rest)) = group.message.split_once(" of ") else { continue };
            let (Ok(number), true) = (
                number.rsplit(' ').next().unwrap_or_default().parse::<usize>(),
                group.told.len() > 1,
            ) else {
                continue;
            };
            numbers += 1;
            let rules = counts(group);
            let info = group.severity == bellwether_checks::Severity::Info;
            let of_rules = |f: &&Finding| {
                rules.contains(&f.rule) && (f.severity == bellwether_checks::Severity::Info) == info
            };
            let all: Vec<&Finding> = findings.iter().filter(of_rules).collect();
            assert_eq!(number, counted(&all), "{}", group.message);
            let told: Vec<&Finding> = group.told.iter().map(|n| &findings[*n]).collect();
            assert_eq!(number - group.elsewhere, counted(&told), "{}", group.message);
            let actions: usize = register.risks.iter().map(|risk| risk.actions.len()).sum();
            let (risks, actions) =
                (format!("{} risks", register.risks.len()), format!("{actions} actions"));
            assert!(rest.starts_with(&risks) || rest.starts_with(&actions), "{}", group.message);
        }
        assert!(numbers > 10, "many say how often: {numbers}");
        assert!(at.len() == findings.len() && at.values().all(|times| *times == 1));
    }
}

#[test]
fn what_hits_a_third_of_the_register_is_one_finding() {
    for path in [SAMPLE, REAL] {
        let Some((register, findings, groups)) = judged(path) else { continue };
        let actions: usize = register.risks.iter().map(|risk| risk.actions.len()).sum();
        let rules: BTreeSet<&str> = findings.iter().map(|finding| finding.rule).collect();
        for rule in rules {
            let own: Vec<&Finding> = findings.iter().filter(|f| f.rule == rule).collect();
            let of_actions = own.iter().all(|finding| finding.action.is_some());
            let whole = if of_actions { actions } else { register.risks.len() };
            if counted(&own) * 3 > whole {
                let with: Vec<&str> = groups
                    .iter()
                    .filter(|group| group.rules.contains(&rule))
                    .map(|group| group.message.as_str())
                    .collect();
                assert_eq!(with.len(), 1, "{rule}: {with:#?}");
            }
        }
    }
}

/// What there is to do on the sample, by the rule that each is told by.
const TO_DO: &str = "
    ACT-01 ACT-03 ACT-05 ACT-09 ACT-10 ACT-11 ACT-12 ACT-13 ACT-17 ACT-18 ACT-19 ACT-23
    DUP-02 DUP-03 DUP-04
    GOV-01 GOV-02 GOV-03 GOV-04 GOV-05 GOV-06 GOV-07 GOV-08 GOV-09 GOV-10 GOV-14 GOV-15 GOV-16
    GOV-17 GOV-18 GOV-20
    IMP-01 IMP-02 IMP-03 IMP-04 IMP-05 IMP-06 IMP-07 IMP-08 IMP-09 IMP-11 IMP-12
    OWN-01 OWN-02 OWN-04 OWN-05
    SCR-01 SCR-02 SCR-03 SCR-04 SCR-06 SCR-07 SCR-09 SCR-10 SCR-11 SCR-12 SCR-13 SCR-15 SCR-16
    SCR-18
    TXT-01 TXT-02 TXT-03 TXT-05 TXT-06 TXT-09 TXT-10 TXT-11";

#[test]
fn the_sample_has_as_many_findings_as_there_are_things_to_do() {
    let (_, _, groups) = judged(SAMPLE).expect("the sample");
    let mut found: Vec<&str> = groups.iter().map(|group| group.rules[0]).collect();
    found.sort_unstable();
    let by_hand: Vec<&str> = TO_DO.split_whitespace().collect();
    assert_eq!(found, by_hand);
    assert_eq!(by_hand.len(), 68);
}
