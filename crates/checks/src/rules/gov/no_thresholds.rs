//! # No RAG thresholds on the matrix
//!
//! ## What it finds
//!
//! A register that rates its risks, in figures or in words, and does not say from which score a
//! risk is amber or red: its matrix has no bands, or there is no matrix. One finding for the register.
//!
//! ## Why
//!
//! A score of 16 is red in one body and amber in the next. Without the thresholds nobody knows
//! when to escalate.
//!
//! ## Example
//!
//! A matrix of numbers without colours or words.
//!
//! ## What to do
//!
//! Print the bands on the matrix, and who has to act in each.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::Stage;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-11",
    name: "no-thresholds",
    title: "No RAG thresholds on the matrix",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Print the bands on the matrix, and what each asks for.",
    source: include_str!("no_thresholds.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let banded = on.register.scheme.as_ref().is_some_and(|scheme| !scheme.bands.is_empty());
    let rated = |risk: &RiskView<'_>| Stage::ALL.into_iter().any(|stage| risk.is_rated(stage));
    if on.risks.iter().any(rated) && !banded {
        out.register("Nothing says which scores are amber and which are red.", "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_scores_without_bands() {
        finds(
            &RULE,
            r"
            scale
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_without_scores() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB
            ",
            &[],
        );
    }
}
