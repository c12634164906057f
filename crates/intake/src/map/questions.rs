//! Headings in a body's own turns of speech, which no list of phrases has whole: "What are we already
//! doing?", "What more will we do", "How do we manage it". What they ask for is told by a few words.

use super::{lexicon::Match, vocabulary::Concept};

/// How sure such a heading is: less than a phrase that is known, enough to be a heading.
const SURE: f32 = 0.81;

/// What a heading that asks a question asks for; the words are folded.
pub(super) fn asked(words: &[String]) -> Option<Match> {
    if !(3..=14).contains(&words.len()) {
        return None;
    }
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    let pair = |one: &str, two: &str| {
        words.windows(2).any(|p| matches!(p, [a, b] if a == one && b == two))
    };
    let first = words.first().map_or("", String::as_str);
    let now = has(&["already", "now", "currently", "today", "existing", "presently"])
        || pair("in", "place")
        || pair("so", "far")
        || pair("at", "present");
    let later = has(&[
        "next",
        "more",
        "else",
        "further",
        "additional",
        "will",
        "should",
        "planned",
        "still",
    ]);
    let done = has(&[
        "do",
        "doing",
        "done",
        "manage",
        "managed",
        "control",
        "controlled",
        "reduce",
        "reduced",
        "prevent",
        "mitigate",
        "mitigated",
        "address",
        "deal",
        "tackle",
        "take",
        "taking",
        "taken",
        "have",
        "need",
        "needed",
    ]);
    let happens = has(&[
        "happen", "happened", "go", "affect", "affected", "mean", "harmed", "cost", "result",
        "effect",
    ]);
    let (concept, phrase) = match first {
        "what" | "how" if done && now && !happens => (Concept::Control, "what is done already"),
        "what" | "how" if done && later && !happens => (Concept::Action, "what will be done"),
        "how" if done && !happens => (Concept::Control, "how it is managed"),
        "how" if has(&["likely", "often", "probable"]) => (Concept::Likelihood, "how likely"),
        "how" if has(&["bad", "serious", "severe", "big", "badly", "seriously"]) => {
            (Concept::Impact, "how bad")
        }
        "what" if happens && has(&["would", "effect", "mean", "result"]) => {
            (Concept::Consequence, "what it would mean")
        }
        "what" if has(&["wrong"]) && has(&["could", "might", "may", "can", "would"]) => {
            (Concept::Description, "what could go wrong")
        }
        "why" if has(&["happen", "could", "might", "would"]) => {
            (Concept::Cause, "why it could happen")
        }
        _ => return None,
    };
    Some(Match { concept, score: SURE, phrase, span: (0, words.len()) })
}

/// What a heading that is not known hints at, where its cells are sentences.
pub(super) fn hinted(words: &[String]) -> Option<Concept> {
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    if has(&["planned", "proposed", "future", "further", "next", "improvement", "outstanding"]) {
        return Some(Concept::Action);
    }
    has(&["existing", "already", "current", "currently", "arrangement", "protection"])
        .then_some(Concept::Control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::folded::words;

    #[test]
    fn what_a_heading_asks_for() {
        for (text, concept) in [
            ("What are you already doing?", Some(Concept::Control)),
            ("What we have in place", Some(Concept::Control)),
            ("How we manage it", Some(Concept::Control)),
            ("What we will do next", Some(Concept::Action)),
            ("What else do we need to do?", Some(Concept::Action)),
            ("How likely is it?", Some(Concept::Likelihood)),
            ("What would it mean for us?", Some(Concept::Consequence)),
            ("Why might it happen?", Some(Concept::Cause)),
            ("The boiler is out of order now", None),
            ("What might go wrong for us?", Some(Concept::Description)),
            ("What went wrong", None),
            ("What happened", None),
        ] {
            assert_eq!(asked(&words(text)).map(|found| found.concept), concept, "{text}");
        }
    }
}
