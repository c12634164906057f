//! # False day precision
//!
//! ## What it finds
//!
//! A target date given as the first of a month in figures (01/mm/yyyy). It is read as the
//! month, due at its end. One finding for each action.
//!
//! ## Why
//!
//! Spreadsheets turn "Dec 2017" into 01/12/2017. Read as a day it would make the action late a
//! month too soon.
//!
//! ## Example
//!
//! "01/12/2017" on a fair in December 2017.
//!
//! ## What to do
//!
//! Confirm the month, or the day if the first was meant.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, due::Flag};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-12",
    name: "false-day-precision",
    title: "False day precision",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: true,
    help: "Confirm whether the month is meant or that very day.",
    source: include_str!("false_day_precision.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, a)| a.has_flag(Flag::FalseDayPrecision)) {
        let message = "A date on the first of a month is read as the whole month.";
        out.action(risk, action, message, action.due_text()).field(ActionField::Due);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_the_first_of_a_month_in_figures() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | 01/12/2018 and ongoing | A
            ",
            &["1.1"],
        );
    }

    #[test]
    fn silent_on_other_days_and_on_months() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | 02/12/2018 | A
            - Buy a spare | AB | Dec 2018 | A
            ",
            &[],
        );
    }
}
