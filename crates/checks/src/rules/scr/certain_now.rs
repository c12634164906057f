//! # Likelihood at the top of the scale now
//!
//! ## What it finds
//!
//! A risk whose current likelihood is the highest step of the register's scale (5, where the
//! document states none and rates nothing higher). One finding for each risk.
//!
//! ## Why
//!
//! What is certain, or has happened, is an issue and not a risk (Institute of Internal
//! Auditors): it needs an owner today, not a likelihood.
//!
//! ## Example
//!
//! Likelihood 5 of 5 in "Score now".
//!
//! ## What to do
//!
//! Ask whether it is happening already. If so, run it as an issue; if not, score it lower.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::AssessmentPart;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-10",
    name: "certain-now",
    title: "Likelihood at the top of the scale now",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Ask whether it is happening already; if so, run it as an issue.",
    source: include_str!("certain_now.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let Some(top) = on.top_likelihood() else { return };
    for risk in &on.risks {
        let Some(now) = risk.now else { continue };
        if now.likelihood == Some(top) {
            let message = "The likelihood is as high as the scale goes: is it a risk or an issue?";
            out.risk(risk, message, now.words()).field(AssessmentPart::Likelihood);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_five() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 5x4 5x3 2x2
            2 | Buildings | The roof leaks | AB | 5x4 4x5 2x2
            ",
            &["1"],
        );
    }

    #[test]
    fn silent_on_a_four_of_five_and_a_five_of_six() {
        finds(
            &RULE,
            r"
            scale A, B, C, D, E, F
            1 | Buildings | The boiler fails | AB | 5x4 5x3 2x2
            2 | Buildings | The roof leaks | AB | 5x4 4x5 2x2
            ",
            &[],
        );
    }
}
