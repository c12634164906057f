//! What an event does to something else, told by a verb and what it acts on: "theft of cable cuts the
//! power", "contamination adds £900k".

use super::{Token, joints, words::WANTING};
use crate::words;

/// Whether an event, or a state of things, acts on something.
pub(super) fn is_told(tokens: &[Token<'_>]) -> bool {
    const SUBJECT: usize = 4;
    let event = tokens.iter().take(SUBJECT).position(|token| is_event(token.word));
    event.is_some_and(|event| (event + 1..tokens.len()).any(|at| acts(tokens, at)))
}

/// Whether what is amiss, or something that happens, does something to something else: "inadequate
/// shoring buries two volunteers", "the merger distracts managers". The subject is the cause, and what
/// the verb tells is what comes of it. That we fail to do our part is no cause.
pub(super) fn of_a_cause(tokens: &[Token<'_>]) -> bool {
    const SHORTEST: usize = 7;
    const SUBJECT: usize = 4;
    const OURS: &[&str] = &["failure", "failures", "failing", "inability", "unable", "ineffective"];
    let word = |i: usize| tokens.get(i).map_or("", |token| token.word);
    let ends = |token: &Token<'_>| matches!(token.mark, Some(';' | '.' | ':' | '-'));
    let end = tokens.iter().skip(2).position(ends).map_or(tokens.len(), |at| at + 2);
    let told = tokens.get(..end).unwrap_or_default();
    let first = word(0);
    let is_ours = OURS.contains(&first) && matches!(word(1), "" | "to");
    let amiss = is_amiss(first) || first == "non";
    let event = || told.iter().take(SUBJECT).position(|token| is_event(token.word));
    let Some(subject) = amiss.then_some(0).or_else(event) else { return false };
    told.len() >= SHORTEST
        && !is_ours
        && (subject + 1..told.len()).any(|at| {
            let means = matches!(word(at), "means" | "mean") && !is_before_a_noun(word(at - 1));
            means || (!joints::is_vague(word(at)) && acts_on_things(told, at))
        })
}

/// Whether a word begins the telling of something that is not there, or not as it should be.
fn is_amiss(word: &str) -> bool {
    const AMISS: &[&str] = &[
        "absence",
        "blocked",
        "corroded",
        "cracked",
        "failing",
        "faulty",
        "insufficient",
        "lack",
        "leaking",
        "loose",
        "missing",
        "rotten",
        "rusted",
        "scarce",
        "shortage",
        "shortages",
    ];
    AMISS.contains(&word) || WANTING.iter().any(|begun| word.starts_with(begun))
}

/// Whether a word is a verb that does something to what comes after it, in more forms than `acts`
/// knows: "stops cremations", "sends bricks onto the path", "poisons two apprentices", "rotten joists
/// send a cub through the floor".
fn acts_on_things(tokens: &[Token<'_>], at: usize) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.word);
    let (before, verb, next) = (word(at - 1), word(at), word(at + 1));
    let apart = |i: usize| tokens.get(i).is_none_or(Token::parted);
    if apart(at) || apart(at + 1) || is_before_a_noun(before) || is_relative(before) {
        return false;
    }
    if BARE.contains(&verb) {
        return is_determined(next) && !matches!(next, "up" | "down" | "out" | "off" | "back");
    }
    if NO_VERBS.contains(&verb) || verb.ends_with("us") || verb.ends_with("is") {
        return false;
    }
    let is_plural = |word: &str| {
        word.len() > 4
            && word.ends_with('s')
            && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
    };
    let is_verb = verb.len() > 3 && verb.ends_with('s') && !verb.ends_with("ss");
    let is_noun = || NOUN_ENDS.iter().any(|end| verb.ends_with(end));
    acts(tokens, at)
        || (is_verb
            && (is_number(next)
                || (!is_noun() && is_plural(next))
                || (!is_noun()
                    && !joints::follows_a_noun(next)
                    && matches!(word(at + 2), "into" | "onto"))))
}

/// Verbs of many that do something, as they stand.
const BARE: &[&str] = &[
    "break", "bring", "burn", "bury", "cause", "cost", "crush", "cut", "drive", "drop", "drown",
    "flood", "give", "hit", "kill", "knock", "let", "make", "pour", "push", "put", "send", "set",
    "shut", "silence", "stop", "strand", "strike", "take", "throw", "tip", "trap",
];

/// Words in *s* that are no verbs.
const NO_VERBS: &[&str] = &[
    "accounts",
    "always",
    "besides",
    "does",
    "goods",
    "its",
    "perhaps",
    "plus",
    "resources",
    "sales",
    "services",
    "sometimes",
    "sports",
    "systems",
    "this",
    "towards",
    "unless",
    "various",
    "whereas",
    "works",
];

/// What names of many things end in, which may stand before another such name: "operations managers".
const NOUN_ENDS: &[&str] = &[
    "ances", "ences", "ers", "ists", "ments", "ors", "savings", "sions", "tions", "ities", "ures",
];

fn is_relative(word: &str) -> bool {
    matches!(word, "that" | "which" | "who" | "whose")
}

fn is_number(word: &str) -> bool {
    words::is_number(word)
        || matches!(word, "hundreds" | "thousands" | "dozens" | "many" | "most" | "both")
}

/// Whether a word names something that happens, or how things stand.
fn is_event(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "tion", "sion", "ment", "ance", "ence", "ity", "age", "ages", "ure", "ures", "ness", "ing",
    ];
    const EVENTS: &[&str] = &[
        "attack",
        "breach",
        "change",
        "cut",
        "cuts",
        "death",
        "delay",
        "delays",
        "demand",
        "dispute",
        "error",
        "errors",
        "fall",
        "fault",
        "fire",
        "flood",
        "fraud",
        "growth",
        "illness",
        "lack",
        "leak",
        "loss",
        "merger",
        "move",
        "outbreak",
        "refusal",
        "removal",
        "rise",
        "storm",
        "strike",
        "surge",
        "switch",
        "takeover",
        "theft",
        "turnover",
        "withdrawal",
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
    is_determined(next)
        || (!joints::follows_a_noun(next)
            && word(at + 2) == "to"
            && !next.ends_with("ed")
            && !super::beside::is_finite(next))
}

/// Whether a word begins what a verb acts on.
fn is_determined(word: &str) -> bool {
    matches!(
        word,
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
    ) || is_number(word)
        || word.starts_with(|c: char| c.is_ascii_digit())
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
            | "across"
            | "between"
            | "within"
            | "through"
            | "under"
            | "into"
            | "during"
    ) || word.starts_with(|c: char| c.is_ascii_digit())
}
