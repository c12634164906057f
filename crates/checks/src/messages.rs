//! What each rule says, read in one place: the registers of its own tests, and every message that it
//! gives on them.

use crate::{RULES, Rule, Settings, Subject, check, testing};

/// The registers that the tests of a rule are written on.
fn registers(rule: &Rule) -> Vec<&'static str> {
    let tests = rule.source.split("#[cfg(test)]").nth(1).unwrap_or_default();
    let plain = tests.split("r\"\n").skip(1).filter_map(|rest| rest.split('"').next());
    let hashed = tests.split("r#\"\n").skip(1).filter_map(|rest| rest.split("\"#").next());
    plain.chain(hashed).filter(|text| text.contains(" | ")).collect()
}

fn messages(rule: &Rule) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for text in registers(rule) {
        let issues: Vec<_> = text.split("====").map(testing::register).collect();
        let (last, earlier) = issues.split_last().unwrap();
        let earlier: Vec<_> = earlier.iter().collect();
        let subject = Subject::new(last, last.as_at.unwrap()).with_earlier(&earlier);
        for finding in check(&subject, &Settings::default().only(&[rule.id])) {
            let said = format!("{} → {}", finding.message, finding.help);
            if !all.contains(&said) {
                all.push(said);
            }
        }
    }
    all
}

#[test]
fn every_rule_says_what_is_wrong_and_what_to_do() {
    let mut text = String::new();
    let mut silent = Vec::new();
    for rule in RULES {
        let said = messages(rule);
        if said.is_empty() {
            silent.push(rule.id);
        }
        for said in said {
            text.push_str(&format!("{} {said}\n", rule.id));
        }
    }
    assert!(silent.is_empty(), "no test makes these say anything: {silent:?}");
    insta::assert_snapshot!(text);
}
