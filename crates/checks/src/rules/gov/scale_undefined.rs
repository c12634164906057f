//! # Scale words without definitions
//!
//! ## What it finds
//!
//! A register whose scales or ratings are words ("Likely", "High") none of which carries a
//! definition: a number, a percentage or a frequency in figures, or five words or more. Numbers
//! alone are not words. One finding for the register.
//!
//! ## Why
//!
//! "Likely" means 20% to one owner and 90% to another. Scores by undefined words cannot be
//! compared.
//!
//! ## Example
//!
//! A matrix with UNLIKELY and HIGH (H), and no page that says what they are.
//!
//! ## What to do
//!
//! Define each step: a range of probability; money, harm or days for impact.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-10",
    name: "scale-undefined",
    title: "Scale words without definitions",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Define each step of the scales: a range of probability; money, harm or days.",
    source: include_str!("scale_undefined.rs"),
    looks: &[(Sight::Register(Aspects::SCORES), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    let mut labels: Vec<&str> = Vec::new();
    if let Some(scheme) = &on.register.scheme {
        labels.extend(scheme.likelihood.iter().chain(&scheme.impact).map(|l| l.label.as_str()));
    }
    for risk in &on.risks {
        for stage in bellwether_domain::Stage::ALL {
            let Some(assessment) = risk.risk.assessments.get(stage) else { continue };
            labels.extend(assessment.likelihood.iter().map(|rating| rating.text.as_str()));
            labels.extend(assessment.impact.iter().map(|rating| rating.text.as_str()));
        }
    }
    let is_word = |label: &&&str| label.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let words: Vec<&str> = labels.iter().filter(is_word).copied().collect();
    let defined = words
        .iter()
        .any(|label| label.chars().any(|c| c.is_ascii_digit()) || words::count(label) >= 5);
    if !words.is_empty() && !defined {
        let mut shown: Vec<&str> = Vec::new();
        for word in words {
            if !shown.contains(&word) {
                shown.push(word);
            }
        }
        out.register("The words of the scales have no definitions.", list(&shown));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_words_alone() {
        finds(
            &RULE,
            r"
            scale Rare, Unlikely, Possible, Likely, Certain
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_on_numbers() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }

    #[test]
    fn silent_on_words_with_their_range() {
        finds(
            &RULE,
            r"
            scale Rare (up to 5%), Unlikely, Likely
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
