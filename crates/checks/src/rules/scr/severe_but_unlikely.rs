//! # Severe but unlikely
//!
//! ## What it finds
//!
//! A risk whose current impact is the highest step of the scale (5, where the document states
//! none and rates nothing higher) and whose likelihood is 2 or less. One finding for each risk.
//!
//! ## Why
//!
//! The product hides it: 2 × 5 stands among the ambers although it could end the body. Boards
//! should see such risks by name.
//!
//! ## Example
//!
//! Current 2 × 5 = 10.
//!
//! ## What to do
//!
//! Show it to the board beside the red risks; test the plan for the day it happens.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Number};

pub(crate) const RULE: Rule = Rule {
    id: "SCR-12",
    name: "severe-but-unlikely",
    title: "Severe but unlikely",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: true,
    help: "Show the risk to the board beside the red ones, and test the plan for the day it happens.",
    source: include_str!("severe_but_unlikely.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let Some(top) = on.top_impact() else { return };
    for risk in &on.risks {
        let Some((now, (likelihood, impact))) = risk.now.and_then(|n| Some((n, n.cell()?))) else {
            continue;
        };
        if impact == top && likelihood <= Number::from(2) {
            let message =
                "The impact is the worst on the scale; a low likelihood keeps the score down.";
            out.risk(risk, message, now.words()).field(AssessmentPart::Impact);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_twos_and_ones_by_five() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 5x5 2x5 2x2
            2 | Buildings | The roof leaks | AB | 5x5 1x5 2x2
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_on_three_by_five_and_two_by_four() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 5x5 3x5 2x2
            2 | Buildings | The roof leaks | AB | 2x5 2x4 2x2
            ",
            &[],
        );
    }
}
