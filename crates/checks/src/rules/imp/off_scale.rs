//! # L or I outside the scale
//!
//! ## What it finds
//!
//! A likelihood or an impact that is not a step of the register's own scale. Where the document
//! states no scale it can only be said that naught and less are outside. One finding for each
//! risk.
//!
//! ## Why
//!
//! A figure off the scale has no meaning that readers share, and no place on the matrix.
//!
//! ## Example
//!
//! A likelihood of 6 where the matrix runs from 1 to 5.
//!
//! ## What to do
//!
//! Correct the figure, or state the scale that it belongs to.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Number, Stage, scheme::Level};

pub(crate) const RULE: Rule = Rule {
    id: "IMP-10",
    name: "off-scale",
    title: "L or I outside the scale",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Correct the figure so that it is a step of the scale.",
    source: include_str!("off_scale.rs"),
    run,
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let scheme = on.register.scheme.as_ref();
    for risk in &on.risks {
        let mut off = Vec::new();
        for stage in Stage::ALL {
            let Some(score) = risk.score(stage) else { continue };
            let axes = [
                (score.likelihood, scheme.map(|s| s.likelihood.as_slice()), "likelihood"),
                (score.impact, scheme.map(|s| s.impact.as_slice()), "impact"),
            ];
            for (value, scale, axis) in axes {
                if let Some(value) = value.filter(|value| !is_on(*value, scale.unwrap_or(&[]))) {
                    off.push(format!("{}: {axis} {value}", on.stage(stage)));
                }
            }
        }
        if !off.is_empty() {
            let axis = if off.iter().any(|o| o.contains(": impact")) {
                AssessmentPart::Impact
            } else {
                AssessmentPart::Likelihood
            };
            out.risk(risk, "A rating is outside the register's own scale.", off.join("; "))
                .field(axis);
        }
    }
}

/// Whether a value is on a scale: a step of it, or between two of its steps where it is no whole
/// number.
fn is_on(value: Number, scale: &[Level]) -> bool {
    match (scale.first(), scale.last()) {
        (Some(lowest), Some(highest)) if value.whole().is_none() => {
            lowest.value <= value && value <= highest.value
        }
        (Some(_), Some(_)) => scale.iter().any(|level| level.value == value),
        _ => value.get() > 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_six_and_a_naught_on_a_scale_of_five() {
        finds(
            &RULE,
            r"
            scale
            1 | Buildings | The boiler fails | AB | 6x4 6x3 2x2
            2 | Buildings | The roof leaks | AB | 4x4 3x0 2x2
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_on_the_scale_and_above_five_where_no_scale_is_stated() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 9x4 5x3 2x2
            ",
            &[],
        );
    }
}
