//! # Steep fall planned, nothing dated
//!
//! ## What it finds
//!
//! What SCR-07 finds, where the likelihood is to fall by two steps or more, or the score to
//! half or less. One finding for each risk, beside that of SCR-07; it counts as medium where the
//! fall is of one step on one axis.
//!
//! ## Why
//!
//! A fall of that size takes a programme of work with dates, not a hope.
//!
//! ## Example
//!
//! Now 3 × 4 = 12, target 1 × 4 = 4; every action "Ongoing".
//!
//! ## What to do
//!
//! Lay the fall out in steps, each with its action and date, or set a target within reach.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{Field, Number};

use crate::Score;

use super::target_without_milestone::applies;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-08",
    name: "steep-fall",
    title: "Steep fall planned, nothing dated",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Lay the fall out in dated steps, or set a target within reach.",
    source: include_str!("steep_fall.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in on.risks.iter().filter(|risk| applies(risk)) {
        let (Some(now), Some(target)) = (risk.now, risk.target) else { continue };
        let steps = fall(now.likelihood, target.likelihood);
        let halved = matches!(
            (now.score, target.score),
            (Some(now), Some(target)) if target.get() * 2.0 <= now.get()
        );
        if steps.is_some_and(|steps| steps >= 2.0) || halved {
            let message = "The target is far below the score now, and no action with a date ahead leads to it.";
            let finding = out.risk(risk, message, format!("{} → {}", now.words(), target.words()));
            finding.field(Field::ActionDue);
            if is_one_step(now, target) {
                finding.severity(Severity::Medium);
            }
        }
    }
}

/// Whether it is a fall of one step on one axis, which on a low row halves the score all the same.
fn is_one_step(now: Score, target: Score) -> bool {
    let steps = |now, target| fall(now, target).map(|steps| steps.abs());
    let axes = [steps(now.likelihood, target.likelihood), steps(now.impact, target.impact)];
    matches!(axes, [Some(a), Some(b)] if a + b <= 1.0)
}

fn fall(now: Option<Number>, target: Option<Number>) -> Option<f64> {
    Some(now?.get() - target?.get())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::{Severity, testing::finds};

    #[test]
    fn finds_two_steps_or_a_half() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 5x4 5x4 3x4
            - Mend the boiler | AB | Ongoing | A
            2 | Buildings | The roof leaks | AB | 4x4 2x4 1x4
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn one_step_on_one_axis_does_not_block_a_sign_off() {
        let found = finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 2x4 1x4
            2 | Buildings | The roof leaks | AB | 4x4 3x4 1x4
            ",
            &["1", "2"],
        );
        let of = |risk: &str| found.iter().find(|f| f.risk.as_deref() == Some(risk));
        assert_eq!(of("1").map(|finding| finding.severity), Some(Severity::Medium));
        assert_eq!(of("2").map(|finding| finding.severity), Some(Severity::High));
    }

    #[test]
    fn silent_on_a_small_fall_and_on_a_steep_one_with_a_date_ahead() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 4x4 3x4
            2 | Buildings | The roof leaks | AB | 4x4 4x4 1x4
            - Mend the roof | AB | June 2018 | A
            ",
            &[],
        );
    }
}
