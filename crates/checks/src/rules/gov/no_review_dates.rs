//! # No date raised, last reviewed, next review
//!
//! ## What it finds
//!
//! A register that lacks a column for when a risk was raised, one for when it was last
//! reviewed, or one for when it is next. They are known by headings such as *date raised,
//! identified, opened*; *last review, reviewed, updated*; *next review, review due*; a bare
//! *review date* serves for either review. One finding for the register, naming what is
//! missing.
//!
//! ## Why
//!
//! Auditors have found registers not updated in the year; members have asked for the date a
//! risk was created.
//!
//! ## Example
//!
//! Forty-five risks and no date but that of the whole.
//!
//! ## What to do
//!
//! Keep the three dates for each risk.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-06",
    name: "no-review-dates",
    title: "No date raised, last reviewed, next review",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Keep for each risk when it was raised, last reviewed, and is next to be reviewed.",
    source: include_str!("no_review_dates.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    const EITHER: &str = "review date";
    let dates: [(&str, &[&str]); 3] = [
        ("was raised", &["raised", "identified", "opened", "created", "date added", "date logged"]),
        (
            "was last reviewed",
            &["last review", "reviewed", "date reviewed", "updated", "last update", EITHER],
        ),
        (
            "is next to be reviewed",
            &["next review", "review due", "review by", "date of next", EITHER],
        ),
    ];
    let missing: Vec<&str> =
        dates.iter().filter(|(_, said)| !on.has_column(said)).map(|(name, _)| *name).collect();
    if !on.risks.is_empty() && !missing.is_empty() {
        out.register(format!("Nothing shows when a risk {}.", either(&missing)), "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_register_with_one_of_the_three() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            + Date raised: May 2017
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_all_three() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            + Date raised: May 2017
            + Review date: June 2018
            ",
            &[],
        );
    }
}
