//! # Inspection-recommendation tracker named, not linked
//!
//! ## What it finds
//!
//! A register one of whose statements, controls or actions names a *tracker* (of
//! recommendations or of actions) and gives no address with it (*http*, *www*). One finding for
//! the register.
//!
//! ## Why
//!
//! What is in the tracker is not before the board: a reader cannot see which recommendations
//! are open for this risk.
//!
//! ## Example
//!
//! "The tracker of recommendations monitors progress."
//!
//! ## What to do
//!
//! Link the tracker, or list the open recommendations beside the risk.
//!
//! ## Settings
//!
//! None.

use std::iter;

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-19",
    name: "tracker-not-linked",
    title: "Inspection-recommendation tracker named, not linked",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Link the tracker, or list the open recommendations beside the risk.",
    source: include_str!("tracker_not_linked.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let statement = (risk.statement, risk.text);
        let actions = risk.actions.iter().map(|a| (a.action.description.as_str(), a.text));
        let controls = risk.risk.controls.iter().map(|control| control.description.as_str());
        let texts = iter::once(statement).chain(actions).chain(controls.zip(risk.controls));
        let mut named = texts.filter(|(_, read)| read.folded.contains("tracker"));
        if let Some((text, _)) = named.find(|(text, _)| is_not_linked(text)) {
            let message = format!("Risk {} names a tracker and gives no link to it.", risk.name);
            out.register(message, text);
            return;
        }
    }
}

fn is_not_linked(text: &str) -> bool {
    let lower = words::lowered(text);
    let named = words::words(&lower).iter().any(|w| matches!(*w, "tracker" | "trackers"));
    named && !lower.contains("http") && !lower.contains("www.")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_tracker_without_an_address() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Keep the recommendations tracker | AB | Ongoing | A
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_its_address_and_without_one() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Keep the tracker at www.example.org/tracker | AB | Ongoing | A
            ",
            &[],
        );
    }
}
