//! # Threats only, no opportunities
//!
//! ## What it finds
//!
//! A register no risk of which takes an opportunity, and in which no category, wording or
//! heading of its own speaks of one. One finding for the register.
//!
//! ## Why
//!
//! Risk is the effect of uncertainty on objectives, for better or worse (ISO 31000; Orange Book
//! 2023).
//!
//! ## Example
//!
//! Forty-five risks, all of them threats.
//!
//! ## What to do
//!
//! Ask at the next review what might go better than planned, and who would take it.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-14",
    name: "no-opportunities",
    title: "Threats only, no opportunities",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Ask at the next review which uncertainties might be to the good.",
    source: include_str!("no_opportunities.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let speaks = |text: &str| text.to_lowercase().contains("opportunit");
    let any = on.register.risks.iter().any(|risk| {
        risk.response.as_ref().and_then(|r| r.value) == Some(bellwether_domain::Response::Take)
            || risk.category.as_deref().is_some_and(speaks)
            || speaks(risk.wording())
            || risk.extra.keys().any(|heading| speaks(heading))
    });
    if !on.risks.is_empty() && !any {
        out.register("Every risk is a threat; none is an opportunity.", "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_threats_alone() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_an_opportunity() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            response Take
            ",
            &[],
        );
    }
}
