//! # Recurring, last occurrence unconfirmed
//!
//! ## What it finds
//!
//! An action that comes round again and again, whose last occurrence has passed as at the day
//! with nothing that says it took place. A rule without a first date ("quarterly") has no
//! occurrence that could be named, and is left alone. One finding for each action.
//!
//! ## Why
//!
//! A yearly report that was not made last year is late, although the next is a year ahead.
//!
//! ## Example
//!
//! "01/02/2017 then each year", as at 16 March 2018: February 2018 is unconfirmed.
//!
//! ## What to do
//!
//! Confirm the last occurrence, with its date.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, calendar::long_date, due::Verdict};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-07",
    name: "occurrence-unconfirmed",
    title: "Recurring, last occurrence unconfirmed",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Confirm that the last occurrence took place, with its date.",
    source: include_str!("occurrence_unconfirmed.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, a)| a.verdict() == Verdict::Recurring) {
        let Some(since) = action.late_since() else { continue };
        let message = format!("It recurs; nothing confirms the one due by {}.", long_date(since));
        out.action(risk, action, message, action.due_text()).field(ActionField::Due);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_series_whose_last_one_is_not_confirmed() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Service the boiler | AB | 01/02/2017 then each year | G
            ",
            &["1.1"],
        );
    }

    #[test]
    fn silent_on_a_series_not_begun_or_with_no_date_to_count_from() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Service the boiler | AB | June 2018 then each year | G
            - Check the gauge | AB | monthly | G
            ",
            &[],
        );
    }
}
