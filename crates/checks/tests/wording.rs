//! How often the rules of wording are right: risks and actions that were labelled by eye before the
//! rules were run on them. Precision is the share of findings that the labels have too, recall the share
//! of labels that are found.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{collections::BTreeMap, fmt::Write as _};

use bellwether_checks::{Settings, Subject, check};
use bellwether_domain::{Action, ActionStatus, Date, Reading, Register, Risk, due};

const AS_AT: Date = Date::constant(2025, 12, 12);

/// What was counted for one rule.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
}

type Scores = BTreeMap<&'static str, Score>;

const OF_RISKS: &[&str] = &["TXT-01", "TXT-02", "TXT-03", "TXT-04", "TXT-05"];
const OF_DEEDS: &[&str] = &["ACT-19"];
const OF_ACTIONS: &[&str] = &["ACT-09", "ACT-15", "ACT-16", "ACT-17", "ACT-18"];

impl Score {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    fn precision(self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn recall(self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }
}

/// A line of a file: its labels and its cells.
fn lines(text: &str) -> impl Iterator<Item = (Vec<&str>, Vec<&str>)> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut cells = line.split('|').map(str::trim);
        let labels = cells.next().unwrap_or_default().split(' ').filter(|label| *label != "-");
        (labels.collect(), cells.collect())
    })
}

fn risk(number: usize, wording: &str) -> Risk {
    Risk {
        reference: Some(number.to_string()),
        description: Some(wording.replace("\\n", "\n")),
        ..Risk::default()
    }
}

fn action(cells: &[&str]) -> Action {
    let cell = |n: usize| cells.get(n).copied().unwrap_or_default();
    let value = match cell(2) {
        "R" => ActionStatus::Red,
        "A" => ActionStatus::Amber,
        _ => ActionStatus::Green,
    };
    Action {
        id: None,
        description: cells[0].to_owned(),
        due: Some(due::read(cell(1), AS_AT)),
        status: Some(Reading::read(cell(2), value)),
        owners: vec![],
        source: None,
    }
}

/// Runs some rules on a register of one line a risk, and compares what they find with the labels.
fn score(rules: &[&'static str], register: &Register, labels: &[Vec<&str>]) -> Scores {
    let subject = Subject::new(register, AS_AT);
    let found = check(&subject, &Settings::default().only(rules));
    let mut scores = Scores::new();
    for (i, (risk, labels)) in register.risks.iter().zip(labels).enumerate() {
        let number = (i + 1).to_string();
        let own =
            |rule: &str| found.iter().any(|f| f.rule == rule && f.risk.as_ref() == Some(&number));
        let action = risk.actions.first().map(|action| action.description.as_str());
        let words = action.or(risk.description.as_deref()).unwrap_or_default();
        for rule in rules {
            let score = scores.entry(rule).or_default();
            match (own(rule), labels.contains(rule)) {
                (true, true) => score.right += 1,
                (true, false) => {
                    score.wrong += 1;
                    println!("{rule} wrong:  {words}");
                }
                (false, true) => {
                    score.missed += 1;
                    println!("{rule} missed: {words}");
                }
                (false, false) => {}
            }
        }
    }
    scores
}

fn table(scores: &Scores) -> String {
    let mut table = String::from(
        "| rule | right | wrong | missed | precision | recall |\n|---|---|---|---|---|---|\n",
    );
    for (rule, score) in scores {
        let Score { right, wrong, missed } = score;
        let (precision, recall) = (score.precision(), score.recall());
        writeln!(table, "| {rule} | {right} | {wrong} | {missed} | {precision:.2} | {recall:.2} |")
            .unwrap();
    }
    table
}

fn of_risks(text: &'static str, rules: &[&'static str]) -> Scores {
    let lines: Vec<_> = lines(text).collect();
    let risks = lines.iter().enumerate().map(|(i, (_, cells))| risk(i + 1, cells[0]));
    let risks = risks.map(Into::into).collect();
    let register = Register { as_at: Some(AS_AT), risks, ..Register::default() };
    let labels: Vec<_> = lines.iter().map(|(labels, _)| labels.clone()).collect();
    score(rules, &register, &labels)
}

fn of_actions(text: &'static str, rules: &[&'static str]) -> Scores {
    let lines: Vec<_> = lines(text).collect();
    let risks = lines.iter().enumerate().map(|(i, (_, cells))| Risk {
        actions: vec![action(cells)],
        ..risk(i + 1, "The pump fails because it is old, so the cellar floods and the shop closes")
    });
    let risks = risks.map(Into::into).collect();
    let register = Register { as_at: Some(AS_AT), risks, ..Register::default() };
    let labels: Vec<_> = lines.iter().map(|(labels, _)| labels.clone()).collect();
    score(rules, &register, &labels)
}

/// The sets that the rules were put right on since, and those that they were run on once.
const SEEN: &[Set] = &[
    (of_risks, OF_RISKS, include_str!("wording/risks.txt")),
    (of_risks, OF_RISKS, include_str!("wording/risks-by-sector.txt")),
    (of_risks, OF_RISKS, include_str!("wording/risks-by-shape.txt")),
    (of_risks, OF_RISKS, include_str!("wording/risks-by-joint.txt")),
    (of_risks, OF_RISKS, include_str!("wording/risks-by-voice.txt")),
    (of_risks, OF_RISKS, include_str!("wording/risks-fresh.txt")),
    (of_actions, OF_ACTIONS, include_str!("wording/actions.txt")),
    (of_actions, OF_ACTIONS, include_str!("wording/actions-by-sector.txt")),
    (of_actions, OF_ACTIONS, include_str!("wording/actions-by-shape.txt")),
    (of_actions, OF_ACTIONS, include_str!("wording/actions-by-joint.txt")),
    (of_actions, OF_ACTIONS, include_str!("wording/actions-by-voice.txt")),
    (of_actions, OF_ACTIONS, include_str!("wording/actions-fresh.txt")),
    (of_actions, OF_DEEDS, include_str!("wording/deeds.txt")),
];
const UNSEEN: &[Set] = &[
    (of_risks, OF_RISKS, include_str!("wording/risks-unseen.txt")),
    (of_actions, OF_ACTIONS, include_str!("wording/actions-unseen.txt")),
];

/// Sets that were written last of all; what comes out of so few is only counted.
const FRESH: &[Set] = &[
    (of_risks, OF_RISKS, include_str!("wording/risks-last.txt")),
    (of_actions, OF_ACTIONS, include_str!("wording/actions-last.txt")),
    (of_actions, OF_DEEDS, include_str!("wording/deeds-last.txt")),
];

/// How a set is judged, by which rules, and its lines.
type Set = (fn(&'static str, &[&'static str]) -> Scores, &'static [&'static str], &'static str);

/// Both tables stand in the guide as well: `UPDATE_DOCS=1` writes them.
#[test]
fn rules_of_wording_are_right_on_what_was_labelled() {
    for (file, sets) in [("table.md", SEEN), ("unseen.md", UNSEEN), ("fresh.md", FRESH)] {
        let mut all = Scores::new();
        for (judge, rules, text) in sets {
            for (rule, score) in judge(text, rules) {
                all.entry(rule).or_default().add(score);
            }
        }
        let table = table(&all);
        let path = format!("{}/tests/wording/{file}", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(&path, &table).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), table, "{file}");
        // Of a handful one is a tenth.
        for (rule, score) in all.iter().filter(|_| file != "fresh.md") {
            assert!(score.precision() >= 0.95, "{rule} is often wrong:\n{table}");
            assert!(score.recall() >= 0.7, "{rule} misses much:\n{table}");
        }
    }
}
