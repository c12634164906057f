//! # An axis gets worse between stages
//!
//! ## What it finds
//!
//! A likelihood or an impact that rises from one assessment to the next (gross, current,
//! target; a missing one is passed over), although the score may fall. One finding for each
//! risk.
//!
//! ## Why
//!
//! Controls and actions do not make a risk more likely or worse. One of the two figures is
//! wrong.
//!
//! ## Example
//!
//! Impact 4 now and 5 at target, while the score falls from 12 to 10.
//!
//! ## What to do
//!
//! Ask the owner which of the two figures is meant.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Number, Stage};

pub(crate) const RULE: Rule = Rule {
    id: "SCR-04",
    name: "axis-worsens",
    title: "An axis gets worse between stages",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Ask the owner which figure is right and correct the other.",
    source: include_str!("axis_worsens.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let scores: Vec<(Stage, crate::Score)> =
            Stage::ALL.into_iter().filter_map(|stage| Some((stage, risk.score(stage)?))).collect();
        let mut worse = Vec::new();
        for pair in scores.windows(2) {
            let [(from, before), (to, after)] = pair else { continue };
            let axes = [
                ("likelihood", before.likelihood, after.likelihood),
                ("impact", before.impact, after.impact),
            ];
            for (axis, before, after) in axes {
                if let Some((before, after)) = rise(before, after) {
                    let (from, to) = (on.stage(*from), on.stage(*to));
                    worse.push(format!("{axis} {before} ({from}) → {after} ({to})"));
                }
            }
        }
        if !worse.is_empty() {
            let message = "A rating gets worse from one assessment to the next.";
            out.risk(risk, message, worse.join("; ")).field(AssessmentPart::Score);
        }
    }
}

fn rise(before: Option<Number>, after: Option<Number>) -> Option<(Number, Number)> {
    let (before, after) = (before?, after?);
    (after > before).then_some((before, after))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_rise_between_any_two_stages_once_a_risk() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 3x5 3x4 2x5
            2 | Buildings | The roof leaks | AB | 2x3 3x4 4x2
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_where_every_step_falls_or_stays() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 3x2
            2 | Buildings | The roof leaks | AB | . 3x4 3x4
            ",
            &[],
        );
    }
}
