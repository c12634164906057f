//! The counts of a real register, made by hand and by an independent script from its text before
//! the program was run on it. They are exact for rules that are decided exactly; for rules that go
//! by wording the tolerance is that of the catalogue.
//!
//! It runs where the shared material is at hand, and says so where it is not; where `CI` is set it
//! has to be.

#![allow(clippy::expect_used, reason = "a test that cannot read its input should say where")]

use std::{collections::BTreeMap, fs};

use bellwether_checks::{Finding, Settings, Severity, Subject, check};
use bellwether_domain::{
    Action, ActionStatus, Assessment, Date, Number, Person, Reading, Register, Risk, Scheme,
    Source, Stage, due,
};
use serde_json::Value;

const EXPECTED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/registers/west-midlands-2018/expected.json"
);
const AS_AT: Date = Date::constant(2018, 3, 16);

fn register() -> Option<Register> {
    let Ok(text) = fs::read_to_string(EXPECTED) else {
        assert!(std::env::var_os("CI").is_none(), "the shared registers are not here");
        println!("not run: the shared registers are not here");
        return None;
    };
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let texts = |value: &Value| value.as_array().expect("a list").iter().map(text).collect();
    let source = |value: &Value| {
        let row = value["line"].as_u64().and_then(|line| u32::try_from(line).ok());
        Some(Source { row, ..Source::default() })
    };
    let action = |value: &Value| Action {
        id: None,
        description: text(&value["description_full"]),
        owners: texts(&value["owners"]),
        due: Some(due::read(&text(&value["target"]), AS_AT)),
        status: Some(Reading::read(
            text(&value["status"]),
            match value["status"].as_str() {
                Some("G") => ActionStatus::Green,
                Some("A") => ActionStatus::Amber,
                _ => ActionStatus::Red,
            },
        )),
        source: source(value),
    };
    let rating = |value: &Value| {
        let number = value.as_f64().and_then(Number::new).expect("a number");
        Some(Reading::read(number.to_string(), number))
    };
    let risk = |value: &Value| {
        let mut risk = Risk {
            reference: Some(text(&value["ref"])),
            category: Some(text(&value["category"])),
            description: Some(text(&value["risk_full"])),
            owners: texts(&value["owners"]),
            actions: value["actions"].as_array().expect("actions").iter().map(action).collect(),
            source: source(value),
            ..Risk::default()
        };
        let stages = [
            (Stage::Inherent, "gross", "Gross Risk"),
            (Stage::Current, "current", "Score Now"),
            (Stage::Target, "residual", "Residual Risk"),
        ];
        for (stage, name, label) in stages {
            *risk.assessments.slot(stage) = Some(Assessment {
                label: Some(label.to_owned()),
                likelihood: rating(&value[name]["likelihood"]),
                impact: rating(&value[name]["impact"]),
                score: rating(&value[name]["score"]),
                level: None,
            });
        }
        risk
    };
    let person = |(initials, name): (&String, &Value)| Person {
        initials: initials.clone(),
        name: text(name),
        role: None,
    };
    let mut scheme = Scheme::product(5);
    for (axis, levels) in [("likelihood", &mut scheme.likelihood), ("impact", &mut scheme.impact)] {
        for (level, label) in
            levels.iter_mut().zip(document["matrix"][axis].as_array().expect("labels"))
        {
            level.label = text(label);
        }
    }
    Some(Register {
        title: Some(text(&document["title"])),
        organisation: Some(text(&document["organisation"])),
        as_at: Some(AS_AT),
        scheme: Some(scheme),
        people: document["owners_key"].as_object().expect("a key").iter().map(person).collect(),
        risks: document["risks"]
            .as_array()
            .expect("risks")
            .iter()
            .map(risk)
            .map(Into::into)
            .collect(),
        ..Register::default()
    })
}

fn counts(findings: &[Finding]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

/// Every count that differs, at once.
fn compare(found: &[Finding], expected: &[(&str, usize, usize)]) {
    let counts = counts(found);
    let wrong: Vec<String> = expected
        .iter()
        .filter_map(|&(rule, wanted, tolerance)| {
            let count = counts.get(rule).copied().unwrap_or(0);
            (count.abs_diff(wanted) > tolerance)
                .then(|| format!("{rule}: {count}, by hand {wanted} ± {tolerance}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn counts_agree_with_those_made_by_hand() {
    let Some(register) = register() else { return };
    let found = check(&Subject::new(&register, AS_AT), &Settings::default());
    let exact = [
        ("IMP-07", 2),
        ("IMP-09", 0),
        ("IMP-10", 0),
        ("IMP-11", 0),
        ("IMP-12", 0),
        ("IMP-13", 0),
        ("TXT-05", 2),
        ("TXT-08", 4),
        ("TXT-09", 3),
        ("OWN-01", 14),
        ("OWN-02", 10),
        ("OWN-03", 1),
        ("OWN-04", 2),
        ("OWN-05", 22),
        ("OWN-06", 0),
        ("OWN-07", 1),
        ("SCR-01", 21),
        ("SCR-02", 7),
        ("SCR-03", 1),
        ("SCR-04", 1),
        ("SCR-05", 5),
        ("SCR-06", 19),
        ("SCR-07", 24),
        ("SCR-08", 5),
        ("SCR-09", 21),
        ("SCR-10", 5),
        ("SCR-11", 7),
        ("SCR-12", 4),
        ("SCR-13", 1),
        ("SCR-15", 3),
        ("SCR-16", 4),
        ("SCR-17", 1),
        ("SCR-18", 1),
        ("SCR-19", 0),
        ("ACT-01", 123),
        ("ACT-02", 5),
        ("ACT-03", 77),
        ("ACT-04", 7),
        ("ACT-05", 4),
        ("ACT-06", 15),
        ("ACT-07", 2),
        ("ACT-08", 1),
        ("ACT-10", 2),
        ("ACT-11", 17),
        ("ACT-12", 7),
        ("ACT-13", 14),
        ("ACT-14", 10),
        ("ACT-16", 24),
        ("ACT-20", 6),
        ("ACT-21", 18),
        ("ACT-22", 3),
        ("ACT-23", 1),
        ("ACT-24", 1),
        ("ACT-25", 1),
        ("ACT-26", 5),
        ("ACT-27", 0),
        ("DUP-01", 7),
        ("DUP-02", 1),
        ("DUP-03", 16),
        ("DUP-04", 4),
        ("DUP-05", 2),
    ];
    let by_wording = [
        ("TXT-01", 43, 1),
        ("TXT-02", 44, 1),
        ("TXT-03", 38, 2),
        ("TXT-06", 17, 2),
        ("TXT-07", 11, 2),
        ("TXT-11", 25, 3),
        ("ACT-09", 15, 2),
        ("ACT-17", 33, 3),
        ("ACT-18", 35, 4),
        ("ACT-19", 54, 4),
    ];
    // The paper has categories, a matrix with words and owners by name; of all else nothing.
    let governance = (1..=20).map(|n| (format!("GOV-{n:02}"), 1, 0));
    let governance: Vec<(String, usize, usize)> = governance.collect();
    let governance = governance.iter().map(|(rule, count, plus)| (rule.as_str(), *count, *plus));
    let exact = exact.iter().map(|&(rule, count)| (rule, count, 0));
    let expected: Vec<_> = exact.chain(by_wording).chain(governance).collect();
    compare(&found, &expected);

    let high = |rule: &str| {
        found.iter().filter(|f| f.rule == rule && f.severity == Severity::High).count()
    };
    assert_eq!([high("SCR-01"), high("SCR-07"), high("ACT-21")], [9, 5, 2]);
}

/// As at later days: the same paper, left as it was.
#[rstest::rstest]
#[case("2018-04-01", [77, 9, 4, 16, 2, 1, 14, 18, 1, 5, 25, 5])]
#[case("2018-05-01", [77, 20, 4, 19, 2, 1, 1, 18, 1, 7, 33, 9])]
#[case("2018-06-01", [77, 21, 4, 19, 2, 0, 2, 18, 1, 8, 34, 9])]
#[case("2018-06-30", [77, 21, 4, 19, 2, 0, 4, 18, 1, 8, 34, 9])]
#[case("2018-08-01", [77, 23, 4, 21, 2, 0, 0, 18, 1, 10, 37, 9])]
#[case("2019-03-01", [77, 24, 4, 21, 2, 0, 0, 18, 1, 11, 38, 9])]
#[case("2019-03-31", [77, 24, 4, 21, 2, 0, 0, 18, 1, 11, 38, 9])]
fn counts_move_with_the_date(#[case] as_at: Date, #[case] counts: [usize; 12]) {
    const RULES: [&str; 12] = [
        "ACT-03", "ACT-04", "ACT-05", "ACT-06", "ACT-07", "ACT-08", "ACT-11", "ACT-21", "ACT-23",
        "ACT-26", "SCR-07", "SCR-08",
    ];
    let Some(register) = register() else { return };
    let found = check(&Subject::new(&register, as_at), &Settings::default());
    let expected: Vec<_> = RULES.into_iter().zip(counts).map(|(r, count)| (r, count, 0)).collect();
    compare(&found, &expected);
}
