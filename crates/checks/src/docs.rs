//! The pages of the rules, as the guide and the program show them.

use std::fmt::Write as _;

use crate::{RULES, Rule, Severity};

/// The sections of the catalogue: the letters of their ids and their titles.
pub const SECTIONS: &[(&str, &str)] = &[
    ("IMP", "Import and structure"),
    ("TXT", "Risk statement"),
    ("OWN", "Ownership"),
    ("SCR", "Scores"),
    ("ACT", "Actions"),
    ("DUP", "Duplication"),
    ("GOV", "Controls, assurance, governance"),
];

/// The headings that every rule's page has, in this order.
pub const HEADINGS: &[&str] =
    &["## What it finds", "## Why", "## Example", "## What to do", "## Settings"];

/// The page of a rule in Markdown.
pub fn page(rule: &Rule) -> String {
    let docs = rule.docs();
    let (title, rest) = docs.split_once('\n').unwrap_or((&docs, ""));
    format!(
        "{title}\n\n`{}` · `{}` · severity {} ({}) · {}\n{rest}",
        rule.id,
        rule.name,
        rule.severity.letter(),
        rule.severity.meaning(),
        rule.kind,
    )
}

/// Where a rule's page stands under `docs/checks/`.
pub fn file_name(rule: &Rule) -> String {
    format!("{}-{}.md", rule.id, rule.name)
}

/// The index of all rules in Markdown.
pub fn index() -> String {
    let mut text = String::from(
        "# Checks\n\nWhat an auditor would say of a register, before the auditor does. A register is judged *as \
         at* a date.\nA risk that the register calls closed is left out, except where a page says otherwise. ★ marks the rules that matter first.\n\n",
    );
    for severity in Severity::ALL {
        let _ = writeln!(text, "- **{}**: {}", severity.letter(), severity.meaning());
    }
    for (letters, title) in SECTIONS {
        let _ = write!(
            text,
            "\n## {title} ({letters})\n\n| id | | check | severity | decided |\n|---|---|---|---|---|\n"
        );
        for rule in RULES.iter().filter(|rule| rule.section() == *letters) {
            let _ = writeln!(
                text,
                "| [{}]({}) | {} | {} | {} | {} |",
                rule.id,
                file_name(rule),
                if rule.starred { "★" } else { "" },
                rule.title,
                rule.severity.letter(),
                rule.kind,
            );
        }
    }
    text.push_str(RIGHT);
    text.push_str(include_str!("../tests/wording/unseen.md"));
    text.push_str(RIGHT_FRESH);
    text.push_str(include_str!("../tests/wording/fresh.md"));
    text.push_str(RIGHT_SINCE);
    text.push_str(include_str!("../tests/wording/table.md"));
    text
}

const RIGHT: &str = "\n## How often the rules of wording are right\n\nCounted on risks and actions of made-up bodies, \
    half of them well worded, each labelled by eye before the rules were run (`crates/checks/tests/wording`).\n\
    Precision is the share of what a rule finds that is right; recall the share of what is there that it \
    finds.\n\nOn 91 risks and 69 actions that the rules were run on once, and not put right on since. Actions \
    written to be hard gave ACT-17 and ACT-18 a precision of 0.80 to 1.00 when they were run on first: expect \
    that of them where wordings are of a kind that nobody here has seen.\n\n";

const RIGHT_FRESH: &str = "\nOn 64 risks and 70 actions of bodies of other kinds, written last, labelled before the rules were run, \
    and not put right on since. Few say little of one rule: TXT-04, TXT-05, ACT-15 and ACT-16 have one to three there. \
    Run first on 248 risks and 179 actions of other kinds, before it was mended for them, TXT-01 had a precision of 0.95, \
    TXT-02 and TXT-03 of 0.97, ACT-17 of 0.95, ACT-18 of 0.92 and ACT-09 of 1.00, with a recall of 0.50; readers who \
    were no part of this found TXT-01 to TXT-03 to be right in 0.80 to 0.91. Expect that of wordings that nobody here \
    has seen.\n\n";

const RIGHT_SINCE: &str = "\nOn 963 risks and 1,042 actions on which they were put right since, as far as what they missed \
    or found wrongly was of a kind:\n\n";
