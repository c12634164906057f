//! # Unchanged for several reviews
//!
//! ## What it finds
//!
//! A risk whose current likelihood, impact and score are the same in two issues of the register in
//! a row, this one and the one before. Closed risks are left out. One finding for each risk. With
//! no earlier issue it stays silent. A risk is known again by its number and its words. It is to be
//! answered for where the score is above its target and was the same in one issue more; else it is
//! good to know.
//!
//! ## Why
//!
//! Committees call such registers relatively static: risks red for years. Either the actions do
//! not work, or nobody looks.
//!
//! ## Example
//!
//! 16 in September, 16 in December.
//!
//! ## What to do
//!
//! Ask at the next review what would have to happen for the score to move.
//!
//! ## Settings
//!
//! `static_reviews`: how many issues in a row, this one counted, must have the same score (2).

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Risk};

use super::current_numbers;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-19",
    name: "static-score",
    title: "Unchanged for several reviews",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Ask what would have to happen for the score to move, and by when.",
    source: include_str!("static_score.rs"),
    looks: &[(Sight::Past, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let reviews = on.settings.static_reviews;
    let before = reviews.saturating_sub(1);
    if before == 0 || on.earlier.len() < before {
        return;
    }
    let trail = on.trail();
    for risk in on.risks.iter().filter(|risk| risk.now.is_some()) {
        let now = current_numbers(risk.risk);
        let same = |then: &&Risk| current_numbers(then) == now;
        let earlier = trail.of_risk(risk.position).take(reviews).take_while(same).count();
        if earlier < before {
            continue;
        }
        let in_a_row = plural(earlier + 1, "review");
        let words = risk.now.map(|now| now.words()).unwrap_or_default();
        let message = format!("The score was the same in {in_a_row} in a row.");
        let finding = out.risk(risk, message, words).field(AssessmentPart::Score);
        if earlier == before || is_at_target(risk) {
            finding.severity(Severity::Info);
        }
    }
}

fn is_at_target(risk: &RiskView<'_>) -> bool {
    matches!((risk.now, risk.target), (Some(now), Some(target)) if !target.below(&now))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_the_same_score_twice_under_another_number_too() {
        finds(
            &RULE,
            r"
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks in heavy rain | AB | 4x4 3x4 2x4
            4 | Buildings | The lift sticks | AB | 4x4 4x4 2x4
            ====
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            3 | Buildings | The roof leaks in heavy rain | AB | 4x4 3x4 1x4
            4 | Buildings | The lift sticks | AB | 4x4 3x4 2x4
            ",
            &["1", "3"],
        );
    }

    #[test]
    fn only_what_stays_above_its_target_for_longer_is_to_be_answered_for() {
        let found = finds(
            &RULE,
            r"
            as at 2017-09-30
            1 | Mill | The mill wheel breaks | AB | 4x4 3x4 2x4
            2 | Mill | The race silts up | AB | 4x4 3x4 3x4
            3 | Mill | The miller retires early | AB | 4x4 4x4 2x4
            ====
            as at 2017-12-31
            1 | Mill | The mill wheel breaks | AB | 4x4 3x4 2x4
            2 | Mill | The race silts up | AB | 4x4 3x4 3x4
            3 | Mill | The miller retires early | AB | 4x4 3x4 2x4
            ====
            1 | Mill | The mill wheel breaks | AB | 4x4 3x4 2x4
            2 | Mill | The race silts up | AB | 4x4 3x4 3x4
            3 | Mill | The miller retires early | AB | 4x4 3x4 2x4
            ",
            &["1", "2", "3"],
        );
        let grave = |risk: &str| {
            found
                .iter()
                .any(|f| f.risk.as_deref() == Some(risk) && f.severity == crate::Severity::Medium)
        };
        assert_eq!([grave("1"), grave("2"), grave("3")], [true, false, false]);
    }

    #[test]
    fn silent_in_the_first_issue_and_on_a_risk_that_is_new_or_moved() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &[],
        );
        finds(
            &RULE,
            r"
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ====
            1 | Buildings | The boiler fails | AB | 4x4 4x3 2x4
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
