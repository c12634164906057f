//! # Date moved more than once
//!
//! ## What it finds
//!
//! An action whose last date was another in two or more of the steps from one issue of the
//! register to the next; a move that the date cell itself tells of ("31/12/18, was 30/9/18") in
//! the first issue counts as one. Months and days are compared by their last day. It needs
//! earlier issues; an action is known again by its words. One finding for each action.
//!
//! ## Why
//!
//! Committees let a date change once, with a reason. A date that moves each quarter is no date.
//!
//! ## Example
//!
//! "Sept 2017" in June, "Dec 2017" in September, "Mar 2018" in December.
//!
//! ## What to do
//!
//! Ask what has to change for the date to hold; have the new date agreed by whoever approved
//! the first.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{
    Action, ActionField, Date,
    calendar::short_date,
    due::{Flag, MilestoneState, Tail},
};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-27",
    name: "date-moved-twice",
    title: "Date moved more than once",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Ask what has to change for the date to hold, and have it agreed.",
    source: include_str!("date_moved_twice.rs"),
    looks: &[(Sight::Past, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if on.earlier.is_empty() {
        return;
    }
    let trail = on.trail();
    for risk in &on.risks {
        let before = trail.of_actions(risk.position, &risk.risk.actions);
        for (action, earlier) in risk.actions.iter().zip(before) {
            // The latest first: the action itself, then what it was.
            let mut ends: Vec<Date> = std::iter::once(action.action)
                .chain(earlier.iter().copied())
                .filter_map(end)
                .collect();
            let first = earlier.last().copied().unwrap_or(action.action);
            ends.extend(slipped_from(first));
            ends.dedup();
            let moves = ends.len().saturating_sub(1);
            if moves > 1 {
                let dates: Vec<String> = ends.iter().rev().map(|d| short_date(*d)).collect();
                let message = format!("Its date has moved {moves} times.");
                out.action(risk, action, message, dates.join(" → ")).field(ActionField::Due);
            }
        }
    }
}

/// The last day that an action is promised for. The next occurrence of what recurs is no new
/// promise, and neither is the day on which something was done.
fn end(action: &Action) -> Option<Date> {
    let due = action.due.as_ref()?;
    let until = match due.tail {
        Tail::Until(day) => Some(day),
        Tail::Recurring(_) => return None,
        _ => None,
    };
    let ahead = due.milestones.iter().filter(|milestone| milestone.state != MilestoneState::Done);
    ahead.map(|milestone| milestone.to).chain(until).max()
}

fn slipped_from(action: &Action) -> Option<Date> {
    action.due.as_ref()?.flags.iter().find_map(|flag| match flag {
        Flag::Slipped(from) => *from,
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_two_moves_over_three_issues() {
        finds(
            &RULE,
            r"
            as at 2017-06-30
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Sept 2017 | A
            - Buy a spare | AB | Sept 2017 | A
            ====
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Mar 2018 | A
            - Buy a spare | AB | Mar 2018 | A
            ====
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | June 2018 | A
            - Buy a spare | AB | 31/03/2018 | A
            ",
            &["1.1"],
        );
    }

    #[test]
    fn silent_on_the_next_occurrence_and_on_the_day_it_was_done() {
        finds(
            &RULE,
            r"
            as at 2017-06-30
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Service the boiler | AB | Feb 2017 then each year | A
            - Buy a spare | AB | Sept 2017 | A
            ====
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Service the boiler | AB | Feb 2018 then each year | A
            - Buy a spare | AB | Dec 2017 | A
            ====
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Service the boiler | AB | Feb 2019 then each year | A
            - Buy a spare | AB | Completed 14 January 2018 | A
            ",
            &[],
        );
    }

    #[test]
    fn silent_on_one_issue_and_on_one_move() {
        finds(
            &RULE,
            r"
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Mar 2018 | A
            ====
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | June 2018 | A
            ",
            &[],
        );
    }
}
