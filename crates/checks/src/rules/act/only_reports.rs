//! # Only reports or monitors
//!
//! ## What it finds
//!
//! A description that begins with *report(s), reporting, monitor* or *monitoring*, or has it
//! after one or two words that qualify it and are no verb of doing and no attendance (ACT-18):
//! "Annual report to board", "HR and performance reports". Small words like *and* are not
//! counted. It goes by the first words and can err. One finding for each action.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! To watch a risk does not reduce it. Reports are assurance; they belong beside the controls
//! they report on.
//!
//! ## Example
//!
//! "Quarterly report to the board".
//!
//! ## What to do
//!
//! Say what is done about what the report shows; keep the report as a source of assurance.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

use super::{is_doing, is_small, only_attends::is_attendance};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-17",
    name: "only-reports",
    title: "Only reports or monitors",
    severity: Severity::Medium,
    kind: Kind::Text,
    starred: false,
    help: "Say what is done about what the report shows; list the report as assurance.",
    source: include_str!("only_reports.rs"),
    run,
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    for (risk, action) in on.actions() {
        if reports(&action.words) && !super::goes_on_to_do(&action.words) {
            let message = "Reporting and monitoring do not by themselves reduce the risk.";
            let evidence = action.action.description.as_str();
            out.action(risk, action, message, evidence).field(ActionField::Description);
        }
    }
}

pub(super) fn reports(words: &[&str]) -> bool {
    let first: Vec<&str> = words.iter().copied().filter(|word| !is_small(word)).take(3).collect();
    let Some(at) = first.iter().position(|word| is_report(word)) else { return false };
    let (before, after) = (first.get(..at).unwrap_or_default(), first.get(at + 1));
    // "Update report", "Continue to monitor": the word before qualifies it, and does nothing.
    let qualifies = |word: &&str| matches!(*word, "update" | "progress" | "continue" | "close");
    let other = |word: &str| is_doing(word) || is_attendance(word);
    // "Monitoring equipment" is a thing; "propping and monitoring" is done.
    let is_thing = first.get(at).is_some_and(|word| *word == "monitoring")
        && after.is_some_and(|word| MONITORING_THINGS.contains(word));
    let beside = words.windows(3).any(|three| {
        matches!(three, [done, "and", watched]
            if done.ends_with("ing") && !is_report(done) && !is_attendance(done)
                && watched.starts_with("monitor"))
    });
    let does = match before.split_last() {
        Some((last, rest)) => (other(last) && !qualifies(last)) || rest.iter().any(|w| other(w)),
        None => false,
    };
    !does && !is_thing && !beside
}

const MONITORING_THINGS: &[&str] = &[
    "programme",
    "programmes",
    "equipment",
    "system",
    "systems",
    "arrangements",
    "station",
    "stations",
    "device",
    "devices",
    "tool",
    "tools",
    "software",
    "unit",
    "network",
    "sensors",
    "service",
];

pub(super) fn is_report(word: &str) -> bool {
    matches!(word, "report" | "reports" | "reporting" | "monitor" | "monitors" | "monitoring")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_reports_with_up_to_two_words_before() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Reports to board on boilers | AB | Ongoing | A
            - Annual report to board | AB | Ongoing | A
            - HR and performance reports to board | AB | Ongoing | A
            - Monitoring of pressure | AB | Ongoing | A
            ",
            &["1.1", "1.2", "1.3", "1.4"],
        );
    }

    #[test]
    fn silent_where_something_is_done_first() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler and report to board | AB | Ongoing | A
            - Act on annual report | AB | Ongoing | A
            - Review monitoring arrangements | AB | Ongoing | A
            ",
            &[],
        );
    }
}
