//! A clause that stands beside the event, joined to it by a comma or a mere *and*.

use super::Token;

/// The words of the clause after an *and* or an *or*, where it and the one before have a subject and
/// a verb each.
pub(super) fn of(tokens: &[Token<'_>]) -> Option<String> {
    const SHORTEST: usize = 2;
    tokens.iter().enumerate().find_map(|(at, token)| {
        if !matches!(token.word, "and" | "or") {
            return None;
        }
        let (before, after) = (tokens.get(..at)?, tokens.get(at + 1..)?);
        let long = before.len() >= SHORTEST && after.len() >= SHORTEST;
        let apart = long && has_subject_and_verb(before) && has_subject_and_verb(after);
        let words: Vec<&str> = after.iter().map(|token| token.word).collect();
        apart.then(|| words.join(" "))
    })
}

/// Whether a clause follows after a semicolon, or after a comma where it has a verb.
pub(super) fn clause_follows(tokens: &[Token<'_>]) -> bool {
    const SHORTEST: usize = 4;
    tokens.iter().enumerate().skip(2).any(|(at, token)| {
        let rest = tokens.get(at..).unwrap_or_default();
        match token.mark {
            Some(';') => rest.len() + 1 >= SHORTEST,
            Some(',') => {
                rest.len() >= SHORTEST && rest.iter().skip(1).any(|token| is_verb(token.word))
            }
            // "…, and the whole site is dark", "… and dies".
            _ => {
                let after = rest.get(1..).unwrap_or_default();
                token.word == "and"
                    && after.len() >= SHORTEST
                    && (has_subject_and_verb(after)
                        || after.first().is_some_and(|token| ends_badly(token.word)))
            }
        }
    })
}

/// Verbs of what somebody comes to.
fn ends_badly(word: &str) -> bool {
    matches!(
        word,
        "die" | "dies" | "drown" | "drowns" | "collapse" | "collapses" | "fall" | "falls"
    )
}

/// Whether a word is most likely a verb.
fn is_verb(word: &str) -> bool {
    is_finite(word)
        || matches!(word, "can" | "could" | "may" | "might" | "must" | "be" | "had")
        || (word.ends_with("ed") && word.len() > 4)
}

/// Whether a clause has a verb that tells something of what stands before it.
fn has_subject_and_verb(clause: &[Token<'_>]) -> bool {
    const FARTHEST: usize = 8;
    let word = |i: usize| clause.get(i).map_or("", |token| token.word);
    let refers = matches!(word(0), "it" | "they" | "this" | "that" | "these" | "which" | "who");
    let verb = (1..clause.len().min(FARTHEST)).find(|at| is_finite(word(*at)));
    // A verb that itself begins the clause goes on with the subject of the one before.
    verb.is_some()
        && !refers
        && !is_finite(word(0))
        && !word(0).ends_with("ly")
        && !matches!(word(0), "not" | "to" | "does" | "do" | "never")
}

/// Whether a word is a verb that ends the subject.
pub(super) fn is_finite(word: &str) -> bool {
    const AUXILIARIES: &[&str] =
        &["is", "are", "was", "were", "has", "have", "does", "do", "cannot", "will", "would"];
    const VERBS: &[&str] = &[
        "break",
        "burn",
        "close",
        "collapse",
        "continue",
        "crash",
        "decline",
        "deteriorate",
        "die",
        "expire",
        "fail",
        "fall",
        "flood",
        "grow",
        "increase",
        "leak",
        "leave",
        "resign",
        "retire",
        "rise",
        "stop",
        "strike",
        "withdraw",
        "worsen",
    ];
    AUXILIARIES.contains(&word)
        || VERBS.contains(&word)
        || word.strip_suffix('s').is_some_and(|stem| VERBS.contains(&stem))
}
