//! # Target never approached
//!
//! ## What it finds
//!
//! A risk above its target whose current score is no nearer to it than it was in any of the
//! last two issues of the register before this one: in each of them it was as low or lower. It
//! needs as many earlier issues. One finding for each risk.
//!
//! ## Why
//!
//! A target that nothing moves towards is a decoration. Boards ask when it will be reached, and
//! are told the same each quarter.
//!
//! ## Example
//!
//! Target 8; 12 in June, 12 in September, 16 in December.
//!
//! ## What to do
//!
//! Ask what has to change for the score to fall, or raise the target to what is meant.
//!
//! ## Settings
//!
//! `static_reviews`: how many earlier issues (2).

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Number};

use super::current_numbers;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-21",
    name: "target-not-approached",
    title: "Target never approached",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: false,
    help: "Ask what has to change for the score to fall, or set the target that is meant.",
    source: include_str!("target_not_approached.rs"),
    looks: &[(Sight::Past, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let reviews = on.settings.static_reviews;
    if reviews == 0 || on.earlier.len() < reviews {
        return;
    }
    let trail = on.trail();
    for risk in &on.risks {
        let (Some(now), Some(target)) = (risk.now, risk.target) else { continue };
        let Some(score) = now.score.filter(|_| target.below(&now)) else { continue };
        let earlier: Vec<Number> = trail
            .of_risk(risk.position)
            .take(reviews)
            .filter_map(|before| {
                let [likelihood, impact, score] = current_numbers(before)?;
                score.or_else(|| likelihood?.times(impact?))
            })
            .collect();
        if earlier.len() == reviews && earlier.iter().all(|before| *before <= score) {
            let message = format!(
                "It is no nearer to its target ({}) than {} ago.",
                target.words(),
                plural(reviews, "review"),
            );
            out.risk(risk, message, now.words()).field(AssessmentPart::Score);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_score_that_stays_or_rises_above_its_target() {
        finds(
            &RULE,
            r"
            as at 2017-09-30
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            ====
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            ====
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 4x4 2x4
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_where_it_fell_once_and_at_the_target() {
        finds(
            &RULE,
            r"
            as at 2017-09-30
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 2x4 2x4
            ====
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 2x4 2x4
            ====
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 2x4 2x4
            ",
            &[],
        );
    }
}
