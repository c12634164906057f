//! What an event does to something else, told by a verb and what it acts on: "theft of cable cuts the
//! power", "contamination adds £900k".

use super::Token;

/// Whether an event, or a state of things, acts on something.
pub(super) fn is_told(tokens: &[Token<'_>]) -> bool {
    const SUBJECT: usize = 4;
    let event = tokens.iter().take(SUBJECT).position(|token| is_event(token.word));
    event.is_some_and(|event| (event + 1..tokens.len()).any(|at| acts(tokens, at)))
}

/// Whether a word names something that happens, or how things stand.
fn is_event(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "tion", "sion", "ment", "ance", "ence", "ity", "age", "ages", "ure", "ures", "ness", "ing",
    ];
    const EVENTS: &[&str] = &[
        "attack", "breach", "change", "cut", "cuts", "death", "delay", "delays", "demand",
        "dispute", "error", "errors", "fall", "fault", "fire", "flood", "fraud", "growth",
        "illness", "lack", "leak", "loss", "outbreak", "rise", "storm", "strike", "surge", "theft",
        "turnover",
    ];
    (word.len() > 5 && ENDS.iter().any(|end| word.ends_with(end))) || EVENTS.contains(&word)
}

/// Whether a word is a verb with an object: it ends in *s*, and what comes after it is determined or
/// goes on to another preposition: "adds £900k", "cuts power to the laundry".
fn acts(tokens: &[Token<'_>], at: usize) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.word);
    let (before, verb, next) = (word(at - 1), word(at), word(at + 1));
    let parted = |i: usize| tokens.get(i).is_none_or(Token::parted);
    let is_time = |word: &str| matches!(word, "day" | "week" | "month" | "year");
    if !verb.ends_with('s')
        || verb.ends_with("ss")
        || verb.len() < 4
        || parted(at)
        || parted(at + 1)
        || is_before_a_noun(before)
        || is_time(word(at + 2))
    {
        return false;
    }
    let determined = matches!(
        next,
        "the"
            | "a"
            | "an"
            | "its"
            | "their"
            | "our"
            | "his"
            | "her"
            | "all"
            | "every"
            | "each"
            | "us"
            | "them"
            | "people"
            | "half"
            | "up"
            | "down"
            | "out"
            | "off"
            | "back"
    ) || next.starts_with(|c: char| c.is_ascii_digit());
    determined
        || (!super::joints::follows_a_noun(next) && word(at + 2) == "to" && !next.ends_with("ed"))
}

/// Words after which a noun follows and no verb.
fn is_before_a_noun(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "its"
            | "their"
            | "our"
            | "of"
            | "in"
            | "to"
            | "for"
            | "on"
            | "by"
            | "from"
            | "with"
            | "and"
            | "or"
            | "at"
            | "all"
            | "some"
            | "many"
            | "few"
            | "other"
            | "these"
            | "those"
    ) || word.starts_with(|c: char| c.is_ascii_digit())
}
