//! # More than one risk in one entry
//!
//! ## What it finds
//!
//! A question, not a verdict. A risk told in two sentences or more, of which a later one does not
//! go on from the one before: it has no *may, could, would* or the like, and begins with none of *this, these, that, it, they, such, as, if,
//! leading, resulting, due, because, consequence, impact* and the like. A sentence of fewer than
//! four words is passed over. At severity I, a sentence in which *and* or *or* joins two clauses,
//! each with a subject and a verb of its own, and nothing tells that one comes of the other. It goes
//! by words: what is joined by a mere *and* may be a consequence. One finding for each risk.
//!
//! ## Why
//!
//! One score cannot fit two events. Members have asked for two risks in one entry to be kept
//! apart.
//!
//! ## Example
//!
//! "The boiler fails in winter. Volunteers leave for other charities."
//!
//! ## What to do
//!
//! If each sentence could happen without the other, make it a risk of its own.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::RiskField;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-04",
    name: "several-risks",
    title: "More than one risk in one entry",
    severity: Severity::Medium,
    kind: Kind::Question,
    starred: false,
    help: "If each could happen without the other, make them two risks with a score each.",
    source: include_str!("several_risks.rs"),
    looks: &[(Sight::Risk, run)],
};

/// With fewer words it is no sentence of its own.
const FEWEST: usize = 4;

/// Within so many words of its beginning stands what leaves a sentence open.
const OPEN_WITHIN: usize = 10;

/// "A week's outage would close the school" says what may come of the sentence before.
fn leaves_open(word: &str) -> bool {
    matches!(word, "may" | "might" | "could" | "would" | "will" | "should" | "cannot")
}

fn run(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        let apart = sentences(risk.statement).skip(1).find(|sentence| {
            let lowered = words::lowered(sentence);
            let words = words::words(&lowered);
            let may_follow = words.iter().take(OPEN_WITHIN).any(|word| leaves_open(word));
            words.len() >= FEWEST
                && !may_follow
                && words.first().is_some_and(|first| !goes_on(first))
        });
        if let Some(apart) = apart {
            let message = format!("Is “{}” a risk of its own?", apart.trim());
            out.risk(risk, message, risk.statement).field(RiskField::Description);
        } else if let Some(beside) = risk.telling().beside.as_deref() {
            let message = format!("Is “{beside}” a risk of its own, or what comes of the rest?");
            let finding = out.risk(risk, message, risk.statement);
            finding.severity(Severity::Info).field(RiskField::Description);
        }
    }
}

/// A text by its sentences: a full stop ends one before a space and a capital. Fewer than two
/// letters before it ("e.g.", "A. Bee") end none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.match_indices(['.', '!', '?']).find_map(|(i, mark)| {
            let next = i + mark.len();
            let (before, after) = (text.get(..i)?, text.get(next..)?);
            let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let capital = after.trim_start().starts_with(char::is_uppercase);
            let ends = after.starts_with(char::is_whitespace);
            (ends && capital && last.chars().count() > 2).then_some(next)
        });
        match end {
            Some(end) => {
                rest = text.get(end..);
                text.get(..end)
            }
            None => rest.take(),
        }
    })
}

fn goes_on(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "this",
        "these",
        "that",
        "those",
        "it",
        "its",
        "they",
        "their",
        "such",
        "as",
        "if",
        "when",
        "where",
        "which",
        "due",
        "because",
        "therefore",
        "thus",
        "hence",
        "so",
        "also",
        "however",
        "but",
        "and",
        "or",
        "the",
        "there",
        "note",
        "event",
        "risk",
        "see",
        "for",
        "in",
        "with",
        "without",
        "from",
    ];
    const BEGUN: &[&str] = &["lead", "result", "caus", "consequen", "impact", "effect", "affect"];
    WORDS.contains(&word) || BEGUN.iter().any(|begun| word.starts_with(begun))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_sentence_that_stands_alone() {
        let found = finds(
            &RULE,
            r"
            1 | Staff | The boiler fails in winter. Volunteers leave for other charities. | AB | 4x4 3x4 2x4
            ",
            &["1"],
        );
        assert_eq!(
            found[0].message,
            "Is “Volunteers leave for other charities.” a risk of its own?"
        );
    }

    #[test]
    fn asks_about_a_second_clause() {
        let found = finds(
            &RULE,
            r"
            1 | Staff | The boiler fails in winter and volunteers are not paid | AB | 4x4 3x4 2x4
            ",
            &["1"],
        );
        assert_eq!(
            found[0].message,
            "Is “volunteers are not paid” a risk of its own, or what comes of the rest?"
        );
        assert_eq!(found[0].severity, crate::Severity::Info);
    }

    #[test]
    fn silent_on_one_event_and_what_follows_from_it() {
        finds(
            &RULE,
            r"
            1 | Staff | The boiler fails in winter. This would close the school. | AB | 4x4 3x4 2x4
            2 | Staff | Goods (e.g. Gas) from A. Bee are late | AB | 4x4 3x4 2x4
            3 | Staff | The boiler fails in winter. Resulting in closure of the school | AB | 4x4 3x4 2x4
            4 | Staff | The boiler fails. Again and again. | AB | 4x4 3x4 2x4
            ",
            &[],
        );
    }
}
