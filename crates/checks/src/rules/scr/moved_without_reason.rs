//! # Score moved without a reason
//!
//! ## What it finds
//!
//! A risk whose current likelihood, impact or score is another than in the issue of the
//! register before this one, with no new reason beside it: no column whose heading speaks of a
//! rationale, justification, reason, basis or explanation, or the same words in it as before.
//! It needs an earlier issue. One finding for each risk.
//!
//! ## Why
//!
//! Members ask for the reason of every change of score. A fall without one looks like a wish.
//!
//! ## Example
//!
//! 16 in December, 12 in March, and not a word.
//!
//! ## What to do
//!
//! Write down what changed, and what shows it.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{AssessmentPart, Risk};

use super::current_numbers;

pub(crate) const RULE: Rule = Rule {
    id: "SCR-20",
    name: "moved-without-reason",
    title: "Score moved without a reason",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: false,
    help: "Write down what changed, and what shows it.",
    source: include_str!("moved_without_reason.rs"),
    looks: &[(Sight::Past, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if on.earlier.is_empty() {
        return;
    }
    let trail = on.trail();
    for risk in &on.risks {
        let Some(before) = trail.of_risk(risk.position).next() else { continue };
        let (Some(was), Some(is)) = (current_numbers(before), current_numbers(risk.risk)) else {
            continue;
        };
        let reason = reason(risk.risk);
        if was != is && (reason.is_none() || reason == self::reason(before)) {
            let now = risk.now.map(|now| now.words()).unwrap_or_default();
            let score = |numbers: [Option<bellwether_domain::Number>; 3]| {
                let text = |n: Option<bellwether_domain::Number>| {
                    n.map_or_else(|| "?".to_owned(), |n| n.to_string())
                };
                {
                    let [likelihood, impact, _] = numbers;
                    format!("{} × {}", text(likelihood), text(impact))
                }
            };
            let message = "The score has moved since the last issue, and no reason is given.";
            out.risk(risk, message, format!("{} → {now}", score(was))).field(AssessmentPart::Score);
        }
    }
}

/// The words of the columns that give reasons.
fn reason(risk: &Risk) -> Option<String> {
    const SAID: [&str; 5] = ["rationale", "justification", "reason", "basis", "explanation"];
    let words: Vec<&str> = risk
        .extra
        .iter()
        .filter(|(heading, text)| {
            let heading = words::folded(heading);
            !text.trim().is_empty() && SAID.iter().any(|said| heading.contains(said))
        })
        .map(|(_, text)| text.as_str())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_move_without_words_or_with_the_old_ones() {
        finds(
            &RULE,
            r"
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 4x4 2x4
            + Rationale: it leaked twice
            ====
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 5x4 2x4
            + Rationale: it leaked twice
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_with_a_new_reason_and_where_nothing_moved() {
        finds(
            &RULE,
            r"
            as at 2017-12-31
            1 | Buildings | The boiler fails | AB | 4x4 4x4 2x4
            2 | Buildings | The roof leaks | AB | 4x4 4x4 2x4
            + Rationale: it leaked twice
            ====
            1 | Buildings | The boiler fails | AB | 4x4 4x4 1x4
            2 | Buildings | The roof leaks | AB | 4x4 3x4 2x4
            + Rationale: new tiles in May
            ",
            &[],
        );
    }
}
