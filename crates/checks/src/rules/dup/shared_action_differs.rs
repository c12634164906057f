//! # Shared action, different owner/date/status
//!
//! ## What it finds
//!
//! A wording of an action that stands on two risks or more with not the same owners (in any
//! order), target date or status everywhere; case and punctuation apart. One finding for each
//! wording, at the first action that has it, with the first that differs.
//!
//! ## Why
//!
//! One piece of work cannot be due in April and ongoing, or amber and green. One of the copies
//! was not updated.
//!
//! ## Example
//!
//! "Review of the fund" is due in September on risk 36 and "proposals to group" on risk 45.
//!
//! ## What to do
//!
//! Ask the owner which holds, and make the copies one.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

use super::shared;

pub(crate) const RULE: Rule = Rule {
    id: "DUP-04",
    name: "shared-action-differs",
    title: "Shared action, different owner/date/status",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Ask the owner which is right, and keep one copy.",
    source: include_str!("shared_action_differs.rs"),
    looks: &[(Sight::Register(Aspects::WORDS.and(Aspects::OWNERS).and(Aspects::PROGRESS)), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for places in shared(on) {
        let Some(((risk, action), copies)) = places.split_first() else { continue };
        let differs =
            copies.iter().find_map(|(other, copy)| Some((other, copy, differences(action, copy)?)));
        if let Some((other, copy, differences)) = differs {
            let message = format!(
                "The same action is listed under risk {} with a different {}.",
                other.name,
                list(&differences.iter().map(|(name, _)| *name).collect::<Vec<_>>()),
            );
            let evidence: Vec<&str> = differences.iter().map(|(_, d)| d.as_str()).collect();
            out.action(risk, action, message, evidence.join("; "))
                .field(ActionField::Description)
                .and(other, Some(copy));
        }
    }
}

/// What sets two copies apart, each with both texts.
fn differences(a: &ActionView<'_>, b: &ActionView<'_>) -> Option<Vec<(&'static str, String)>> {
    let owners = |action: &ActionView<'_>| {
        let mut owners: Vec<String> =
            action.action.owners.iter().map(|o| words::folded(o)).collect();
        owners.sort_unstable();
        owners
    };
    let status = |action: &ActionView<'_>| {
        action.action.status.as_ref().map_or(String::new(), |status| status.text.clone())
    };
    let both = |a: String, b: String| format!("{a} | {b}");
    let mut found = Vec::new();
    if owners(a) != owners(b) {
        found.push(("owner", both(a.action.owners.join(" / "), b.action.owners.join(" / "))));
    }
    if words::folded(a.due_text()) != words::folded(b.due_text()) {
        found.push(("date", both(a.due_text().to_owned(), b.due_text().to_owned())));
    }
    if words::folded(&status(a)) != words::folded(&status(b)) {
        found.push(("status", both(status(a), status(b))));
    }
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_copies_that_disagree_once_a_wording() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Train the staff | AB / CD | Ongoing | A
            - Test the alarm | AB | Apr-18 | A
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            - Train the staff | CD / AB | ongoing | A
            - Test the alarm | AB | Apr-18 | G
            3 | Buildings | The lift sticks | AB | 4x4 3x4 2x4
            - Train the staff | AB / CD | Apr-18 | A
            ",
            &["1.1+3.1", "1.2+2.2"],
        );
    }

    #[test]
    fn silent_on_copies_that_agree() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Train the staff | AB | Ongoing | A
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            - Train the staff | AB | Ongoing | A
            ",
            &[],
        );
    }
}
