//! # Description quotes a past year
//!
//! ## What it finds
//!
//! A description with a year before that of the day: four figures from 1900 on that stand by
//! themselves, or the first half of a year like 2016/17. One finding for each action, naming
//! the years.
//!
//! ## Why
//!
//! The text is stale: what was to happen that year has happened or not, and the register should
//! say which.
//!
//! ## Example
//!
//! "Take part in the review due in 2017", as at 2018.
//!
//! ## What to do
//!
//! Write what became of it and what is left.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

pub(crate) const RULE: Rule = Rule {
    id: "ACT-14",
    name: "past-year-quoted",
    title: "Description quotes a past year",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: false,
    help: "Bring the text up to date: what became of it, and what is left.",
    source: include_str!("past_year_quoted.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, action)| action.text.has_figures) {
        let mut years: Vec<&str> = Vec::new();
        for word in action.action.description.split(|c: char| !c.is_alphanumeric()) {
            if is_past_year(word, on.as_at.year()) && !years.contains(&word) {
                years.push(word);
            }
        }
        if !years.is_empty() {
            let message = format!("The text still speaks of {}.", list(&years));
            let evidence = action.action.description.as_str();
            out.action(risk, action, message, evidence).field(ActionField::Description);
        }
    }
}

fn is_past_year(word: &str, now: i16) -> bool {
    let figures = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    figures && word.parse::<i16>().is_ok_and(|year| (1900..now).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_years_before_that_of_the_day() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Carry out the survey of 2017 | AB | Ongoing | A
            - Spend the 2016/17 grant | AB | Ongoing | A
            ",
            &["1.1", "1.2"],
        );
    }

    #[test]
    fn silent_on_this_year_on_years_ahead_and_on_figures_that_are_no_year() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Carry out the survey of 2018 and PLAN2017 | AB | 2017 | A
            - Raise 1500 pounds by 2020 | AB | Ongoing | A
            ",
            &[],
        );
    }
}
