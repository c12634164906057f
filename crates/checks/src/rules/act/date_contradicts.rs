//! # Date contradicts itself or its text
//!
//! ## What it finds
//!
//! A question, not a verdict. An action whose date cell contradicts itself (done and ongoing at
//! once, done on a day still ahead), or whose one date has passed with nothing after it while
//! its description says that it *continues* or is *ongoing*. One finding for each action.
//!
//! ## Why
//!
//! One of the two is wrong, and only the owner knows which.
//!
//! ## Example
//!
//! "Complete - ongoing"; or "Apr-17" on "The trust continues to fund the bus".
//!
//! ## What to do
//!
//! Ask the owner: if it is finished, close it; if it goes on, make it a control or give it a
//! new date.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{
    ActionField,
    due::{Flag, Verdict},
};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-10",
    name: "date-contradicts",
    title: "Date contradicts itself or its text",
    severity: Severity::Medium,
    kind: Kind::Question,
    starred: true,
    help: "Ask the owner whether it is finished or goes on; then correct the date or the text.",
    source: include_str!("date_contradicts.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    const GOES_ON: &[&str] = &["continue", "continues", "continuing", "ongoing"];
    for (risk, action) in on.actions() {
        let past = matches!(action.verdict(), Verdict::Overdue | Verdict::PastGreen);
        if action.has_flag(Flag::Contradiction) {
            let message = "Does the date contradict itself?";
            out.action(risk, action, message, action.due_text()).field(ActionField::Due);
        } else if past && let Some(word) = words::first_phrase(action.words(), GOES_ON) {
            let message =
                format!("Its date has passed, yet its text says “{word}”: which is right?");
            let evidence = format!("{}; {}", action.due_text(), action.action.description);
            out.action(risk, action, message, evidence).field(ActionField::Due);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_date_against_itself_and_against_the_text() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Keep to the safety code | AB | Complete - ongoing | G
            - The trust continues to fund the spare | AB | Apr-17 | G
            ",
            &["1.1", "1.2"],
        );
    }

    #[test]
    fn silent_where_date_and_text_agree() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - The trust continues to fund the spare | AB | Apr-17 and ongoing | G
            - Mend the boiler | AB | Apr-17 | G
            ",
            &[],
        );
    }
}
