//! # Impact reduced
//!
//! ## What it finds
//!
//! An impact that falls from one assessment to the next, unless a control of the risk speaks of
//! what acts on impact: a continuity, contingency, recovery, response or evacuation plan,
//! insurance, back-up or reserve. One finding for each risk.
//!
//! ## Why
//!
//! Prevention makes an event less likely, not less bad. A lower impact needs a control that
//! works after the event.
//!
//! ## Example
//!
//! Impact 5 gross and 4 now, while all controls are training and checks.
//!
//! ## What to do
//!
//! Name the control that limits the damage, or leave the impact as it was.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Stage};

pub(crate) const RULE: Rule = Rule {
    id: "SCR-09",
    name: "impact-reduced",
    title: "Impact reduced",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Name the plan, insurance or recovery that limits the damage, or restore the impact.",
    source: include_str!("impact_reduced.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let impacts: Vec<(Stage, bellwether_domain::Number)> = Stage::ALL
            .into_iter()
            .filter_map(|stage| Some((stage, risk.score(stage)?.impact?)))
            .collect();
        let falls: Vec<String> = impacts
            .windows(2)
            .filter_map(|pair| match pair {
                [(from, before), (to, after)] if after < before => {
                    let (from, to) = (on.stage(*from), on.stage(*to));
                    Some(format!("impact {before} ({from}) → {after} ({to})"))
                }
                _ => None,
            })
            .collect();
        if !falls.is_empty() && !limits_damage(risk) {
            let message = "The impact falls: is there a control that works after the event?";
            out.risk(risk, message, falls.join("; ")).field(AssessmentPart::Impact);
        }
    }
}

fn limits_damage(risk: &RiskView<'_>) -> bool {
    const SAID: &[&str] = &[
        "continuity",
        "contingency",
        "recovery",
        "insurance",
        "insured",
        "backup",
        "back up",
        "response plan",
        "evacuation",
        "reserve",
        "reserves",
    ];
    risk.risk.controls.iter().any(|control| {
        words::first_phrase(&words::words(&words::lowered(&control.description)), SAID).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_fall_now_or_at_target() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 4x3 2x3
            2 | Buildings | The roof leaks | AB | 4x4 3x4 3x2
            = Regular checks
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_where_likelihood_falls_and_where_a_control_limits_the_damage() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 3x4 3x2
            = Business continuity plan
            ",
            &[],
        );
    }
}
