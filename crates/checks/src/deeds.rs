//! Whether the words of an action tell of a deed: a verb that does something, a limit, a purpose.

use crate::{
    verbs::{NOUNS_TOO, VERBS},
    watching, words,
};

/// Whether a word is a verb that actions begin with, as an imperative or in *-ing*.
pub(crate) fn is_doing(word: &str) -> bool {
    let known = |verb: &str| VERBS.binary_search(&verb).is_ok();
    if known(word) {
        return true;
    }
    let Some(stem) = word.strip_suffix("ing") else { return false };
    // "chairing", "operating", "running".
    let doubled = || {
        let mut letters = stem.chars().rev();
        letters.next().is_some_and(|last| letters.next() == Some(last))
            && stem.get(..stem.len() - 1).is_some_and(known)
    };
    known(stem)
        || VERBS.iter().any(|verb| verb.strip_suffix('e') == Some(stem))
        || (stem.is_ascii() && doubled())
}

/// Whether an action goes on, beyond what it begins with, to something that is done: "…, and close
/// the gate". Reporting, watching and attending are not counted.
pub(crate) fn goes_on_to_do(words: &[&str]) -> bool {
    let does = |verb: &str| {
        !watching::is_report(verb)
            && !is_attendance(verb)
            && !matches!(verb, "progress" | "support" | "work" | "review" | "plan" | "audit")
    };
    words.windows(2).skip(1).enumerate().any(|(at, pair)| {
        let [joint, verb] = pair else { return false };
        let object = || words.get(at + 3).copied().unwrap_or_default();
        matches!(*joint, "and" | "then" | "now")
            && does(verb)
            && (VERBS.binary_search(verb).is_ok()
                || (may_be_a_verb(verb)
                    && (is_determiner(object())
                        || depends(words.get(at + 3..).unwrap_or_default()))))
    }) || somebody_acts_on_it(words)
        || is_to_be_made(words)
        || is_followed(words)
        || has_a_limit(words)
}

/// "… samples when they exceed 48 hours", "… machines above £400": what is done to something depends on
/// what is seen.
fn depends(object: &[&str]) -> bool {
    const NOTHING: &[&str] =
        &["appropriate", "applicable", "necessary", "needed", "possible", "required"];
    let on = |word: &str| {
        matches!(
            word,
            "when" | "whenever" | "where" | "if" | "once" | "above" | "below" | "over" | "until"
        )
    };
    let joins = |word: &str| {
        is_small(word) || on(word) || matches!(word, "against" | "with" | "by" | "at" | "from")
    };
    object.first().is_some_and(|first| !joins(first))
        && object
            .windows(2)
            .skip(1)
            .any(|pair| matches!(pair, [word, next] if on(word) && !NOTHING.contains(next)))
}

/// "… to the panel, which serves notice": who hears it does something.
fn somebody_acts_on_it(words: &[&str]) -> bool {
    const NO_DEEDS: &[&str] = &[
        "considers",
        "covers",
        "discusses",
        "gives",
        "includes",
        "meets",
        "monitors",
        "notes",
        "oversees",
        "provides",
        "receives",
        "reports",
        "reviews",
        "sets",
        "shows",
        "tracks",
        "was",
    ];
    words.windows(2).skip(2).any(|pair| {
        matches!(pair, ["which" | "who", verb] if verb.len() > 3
            && verb.ends_with('s')
            && !NO_DEEDS.contains(verb))
    })
}

/// "within four hours": what has to be done by then.
fn has_a_limit(words: &[&str]) -> bool {
    words.windows(3).any(|three| {
        matches!(three, ["within", _, unit] if matches!(*unit, "hours" | "hour" | "days" | "day" | "minutes"))
    })
}

/// "Weekly meeting to redeploy staff", "Board given power to stop payments": what it is for is a deed.
pub(crate) fn is_in_order_to_do(words: &[&str]) -> bool {
    const TALK: &[&str] = &[
        "be",
        "brief",
        "consider",
        "demonstrate",
        "discuss",
        "ensure",
        "give",
        "help",
        "identify",
        "include",
        "inform",
        "liaise",
        "meet",
        "network",
        "note",
        "oversee",
        "progress",
        "provide",
        "raise",
        "receive",
        "report",
        "review",
        "share",
        "show",
        "support",
        "track",
        "understand",
        "update",
    ];
    let begin = usize::from(words.first().is_some_and(|first| first.starts_with("continu")));
    let is_deed = |verb: &str| {
        !TALK.contains(&verb)
            && verb != "audit"
            && !watching::AUDIENCES.contains(&verb)
            && !is_attendance(verb)
            && !watching::is_report(verb)
    };
    words.windows(3).skip(1 + begin).any(|three| {
        matches!(three, ["to", verb, object] if is_deed(verb)
            && (VERBS.binary_search(verb).is_ok()
                || NOUNS_TOO.contains(verb)
                || (may_be_a_verb(verb) && is_determiner(object))))
    }) || HAS_POWER.iter().any(|phrase| words::has_phrase(words, phrase))
        || matches!(words, [_, .., "to", verb] if VERBS.binary_search(verb).is_ok() && is_deed(verb) && words.len() > 2 + begin)
}

/// Who attends so may do what has to be done: "with a mandate to settle at 3%".
const HAS_POWER: &[&str] =
    &["a mandate to", "the mandate to", "authority to", "the power to", "instructions to"];

/// Whether a word is of being there: "attend", "engagement", "chair".
pub(crate) fn is_attendance(word: &str) -> bool {
    word.starts_with("engag")
        || word.starts_with("attend")
        || word.starts_with("chairing")
        || matches!(word, "chair" | "chairs" | "membership" | "meeting" | "meetings")
}

/// "Consultation, then a decision": something comes of it.
fn is_followed(words: &[&str]) -> bool {
    words.windows(2).any(|pair| matches!(pair, ["then", "a" | "an" | "the"]))
}

/// Whether a word may be a verb as it stands in a command: "recall any patient".
pub(crate) fn may_be_a_verb(word: &str) -> bool {
    word.len() > 2
        && !is_determiner(word)
        && !is_small(word)
        && !["s", "ing", "ed", "ly"].iter().any(|end| word.ends_with(end))
}

pub(crate) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "any"
            | "all"
            | "each"
            | "every"
            | "those"
            | "these"
            | "them"
            | "it"
            | "its"
            | "their"
            | "our"
            | "his"
            | "her"
    ) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// "App for potholes to be rebuilt": something is to be made, and more than papers and talk.
fn is_to_be_made(words: &[&str]) -> bool {
    const TALK: &[&str] = &[
        "attended",
        "circulated",
        "considered",
        "consulted",
        "discussed",
        "engaged",
        "held",
        "issued",
        "kept",
        "made",
        "monitored",
        "noted",
        "prepared",
        "presented",
        "produced",
        "provided",
        "published",
        "received",
        "reported",
        "reviewed",
        "scrutinised",
        "sent",
        "shared",
        "submitted",
        "tabled",
        "taken",
        "tracked",
        "updated",
    ];
    words.windows(3).skip(1).any(|three| {
        matches!(three, ["to", "be", done]
            if !TALK.contains(done) && (done.ends_with("ed") || done.ends_with("en")
                || matches!(*done, "bought" | "built" | "rebuilt" | "sold" | "let" | "put" | "set" | "cut" | "found")))
    })
}

/// Whether a word says how many there are.
pub(crate) fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || word == "more" || words::is_number(word)
}

/// Whether a word says how often: what is done each month is never finished.
pub(crate) fn is_frequency(word: &str) -> bool {
    matches!(
        word,
        "daily"
            | "weekly"
            | "fortnightly"
            | "monthly"
            | "quarterly"
            | "annual"
            | "annually"
            | "yearly"
            | "each"
            | "every"
            | "regularly"
            | "kept"
            | "continually"
    )
}

/// Whether a word joins others and tells nothing itself.
pub(crate) fn is_small(word: &str) -> bool {
    matches!(
        word,
        "a" | "an" | "the" | "and" | "of" | "or" | "for" | "to" | "on" | "in" | "as" | "bi"
    )
}
