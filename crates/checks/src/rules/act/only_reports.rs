//! # Only reports or monitors
//!
//! ## What it finds
//!
//! A description that begins with *report(s), reporting, monitor* or *monitoring*, or has it
//! after one or two words that qualify it and are no verb of doing and no attendance (ACT-18):
//! "Annual report to board", "HR and performance reports". Small words like *and* are not
//! counted. So does one that is a review again and again ("Weekly review of the position", "Keep
//! under review", "Track progress"), or a paper for those who watch ("Regular updates to Senate"). It
//! goes by the first words and can err. One finding for each action.
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

use super::{is_doing, is_frequency, is_small, only_attends::is_attendance};

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

/// Whether all that it begins with is to report, to watch or to review again and again.
pub(super) fn reports(words: &[&str]) -> bool {
    if words.iter().any(|word| matches!(*word, "installed" | "fitted" | "replaced" | "introduced"))
    {
        return false;
    }
    let first: Vec<&str> = words.iter().copied().filter(|word| !is_small(word)).take(3).collect();
    first_reports(&first, words) || reviews(&first, words) || informs(&first, words)
}

fn first_reports(first: &[&str], words: &[&str]) -> bool {
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

/// "Weekly review of the position", "Review weekly", "Keep under review", "Track progress", "Monitored
/// at committee": it is looked at again and again.
fn reviews(first: &[&str], words: &[&str]) -> bool {
    let again = |word: &&str| {
        is_frequency(word)
            || matches!(
                *word,
                "regular" | "ongoing" | "continue" | "continued" | "routine" | "termly"
            )
    };
    let often = first.first().is_some_and(again) || words.last().is_some_and(again);
    match first {
        ["keep" | "kept", ..] if words::has_phrase(words, "under review") => true,
        ["monitored" | "reviewed" | "reported" | "scrutinised" | "discussed", next, ..] => {
            matches!(words.get(1), Some(&("at" | "by" | "through" | "in" | "via" | "to")))
                || again(next)
        }
        ["be", "monitored" | "reviewed", ..] => true,
        ["track", "progress" | "performance", ..] => true,
        ["review", ..] => often,
        ["oversight" | "scrutiny", ..] => true,
        ["close", "oversight" | "scrutiny", ..] => true,
        [one, "review" | "reviews" | "oversight" | "scrutiny", ..] => again(one),
        _ => false,
    }
}

/// "Regular updates to Senate", "Management accounts to trustees": papers for those who watch.
fn informs(first: &[&str], words: &[&str]) -> bool {
    const AUDIENCES: &[&str] = &[
        "board",
        "committee",
        "cabinet",
        "council",
        "senate",
        "trustees",
        "governors",
        "members",
        "executive",
        "panel",
        "scrutiny",
        "directors",
        "commissioner",
    ];
    const PAPERS: &[&str] = &[
        "updates",
        "accounts",
        "dashboard",
        "dashboards",
        "briefings",
        "briefing",
        "data",
        "figures",
        "performance",
    ];
    let paper = first.iter().position(|word| PAPERS.contains(word));
    paper.is_some_and(|at| {
        let before = first.get(..at).unwrap_or_default();
        let told = words.windows(2).any(|pair| {
            matches!(pair, [a, "to" | "at"] if PAPERS.contains(a) || *a == "presented" || *a == "reported")
        });
        let heard = words.iter().skip(2).any(|word| AUDIENCES.contains(word));
        told && heard && !before.iter().any(|word| is_doing(word))
    })
}

const MONITORING_THINGS: &[&str] = &[
    "programme",
    "programmes",
    "equipment",
    "system",
    "systems",
    "arrangements",
    "officer",
    "officers",
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
            - Weekly review of the pressure | AB | Weekly | A
            - Keep the pressure under review | AB | Ongoing | A
            - Monthly figures to trustees | AB | Monthly | G
            ",
            &["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"],
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
            - Review the contract | AB | Apr-18 | A
            - Monitoring of pressure fitted to all tanks | AB | Apr-18 | A
            ",
            &[],
        );
    }
}
