//! # Unmeasurable word
//!
//! ## What it finds
//!
//! A statement with one of the words *effective, appropriate, comprehensive, coherent, proper,
//! general, modern, easy, supported, problematic*, or the adverb of one (*effectively*,
//! *properly*). Their opposites (*ineffective*) say that something is not so: those are TXT-01.
//! It goes by the word alone. One finding for each risk, naming the words.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! Reviewers call such statements broad and vague: nobody can say when "effective" is reached
//! or missed, so nobody can score it.
//!
//! ## Example
//!
//! "Records are not managed appropriately."
//!
//! ## What to do
//!
//! Put in place of the word what would be seen or counted.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-06",
    name: "unmeasurable-word",
    title: "Unmeasurable word",
    severity: Severity::Low,
    kind: Kind::Text,
    starred: false,
    help: "Put what can be seen or counted in place of the word.",
    source: include_str!("unmeasurable_word.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    for risk in &on.risks {
        let mut vague: Vec<&str> = Vec::new();
        let words = risk.words();
        for (at, word) in words.iter().copied().enumerate().filter(|(_, word)| is_vague(word)) {
            let next = words.get(at + 1).copied().unwrap_or_default();
            if !vague.contains(&word) && !is_a_name(word, next) {
                vague.push(word);
            }
        }
        if !vague.is_empty() {
            let message = format!("“{}” cannot be measured.", vague.join("”, “"));
            out.risk(risk, message, risk.statement).field(RiskField::Description);
        }
    }
}

/// "modern slavery", "supported living": the word is part of the name of a thing.
fn is_a_name(word: &str, next: &str) -> bool {
    match word {
        "modern" => matches!(next, "slavery" | "art" | "languages" | "history" | "apprenticeships"),
        "supported" => matches!(
            next,
            "living"
                | "housing"
                | "accommodation"
                | "employment"
                | "lodgings"
                | "internship"
                | "internships"
        ),
        "easy" => matches!(next, "read" | "access"),
        _ => false,
    }
}

fn is_vague(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "effective",
        "effectively",
        "appropriate",
        "appropriately",
        "comprehensive",
        "comprehensively",
        "coherent",
        "coherently",
        "properly",
        "generally",
        "modern",
        "easy",
        "easily",
        "supported",
        "problematic",
    ];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_vague_words_and_their_adverbs_once_a_risk() {
        finds(
            &RULE,
            r"
            1 | Records | Records are not managed appropriately or properly | AB | 4x4 3x4 2x4
            2 | Records | A modern store is not built | AB | 4x4 3x4 2x4
            ",
            &["1", "2"],
        );
    }

    #[test]
    fn silent_on_what_can_be_seen() {
        finds(
            &RULE,
            r"
            1 | Records | A third of the records are missing at audit | AB | 4x4 3x4 2x4
            2 | Records | Ineffective storage | AB | 4x4 3x4 2x4
            3 | Records | Modern languages end, and the supported lodgings close | AB | 4x4 3x4 2x4
            4 | Records | The easy-read leaflet is lost | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
