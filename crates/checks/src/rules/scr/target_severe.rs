//! # Target still severe with no acceptance decision
//!
//! ## What it finds
//!
//! A risk whose target score is severe (15 or more) and for which the register records no
//! decision to accept it: no response that tolerates it, and nothing in a column whose heading
//! speaks of acceptance. One finding for each risk.
//!
//! ## Why
//!
//! Committees ask what is required for risks that stay red after mitigation. Above appetite,
//! somebody with the authority must have decided to live with it (Orange Book 2023, section D).
//!
//! ## Example
//!
//! Target 4 × 4 = 16; no column for a decision.
//!
//! ## What to do
//!
//! Plan further, or have the risk accepted by name, date and reason.
//!
//! ## Settings
//!
//! `severe`: the score from which a target is severe (15).

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Response, Stage};

pub(crate) const RULE: Rule = Rule {
    id: "SCR-05",
    name: "target-severe",
    title: "Target still severe with no acceptance decision",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Plan further action, or record who accepts the risk at this score, when and why.",
    source: include_str!("target_severe.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let Some(target) = risk.target else { continue };
        if target.reaches(on.settings.severe) && !is_accepted(risk) {
            let message = format!(
                "The {} score is still severe, and nobody is recorded as accepting it.",
                Stage::Target
            );
            out.risk(risk, message, target.words()).field(AssessmentPart::Score);
        }
    }
}

fn is_accepted(risk: &RiskView<'_>) -> bool {
    let tolerated = risk.risk.response.as_ref().and_then(|r| r.value) == Some(Response::Tolerate);
    let no =
        |text: &str| matches!(words::folded(text).as_str(), "" | "no" | "none" | "n a" | "tbc");
    tolerated
        || risk.risk.extra.iter().any(|(heading, text)| {
            let heading = words::folded(heading);
            (heading.contains("accepted") || heading.contains("acceptance")) && !no(text)
        })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_severe_target() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 5x5 5x4 5x3
            2 | Buildings | The roof leaks | AB | 5x5 5x4 2x7
            3 | Buildings | The lift sticks | AB | 5x5 5x4 5x4
            + Accepted by: no
            ",
            &["1", "3"],
        );
    }

    #[test]
    fn silent_where_it_is_accepted() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 5x5 5x4 5x3
            response Tolerate
            2 | Buildings | The roof leaks | AB | 5x5 5x4 5x3
            + Accepted by: Board, 3 March
            ",
            &[],
        );
    }
}
