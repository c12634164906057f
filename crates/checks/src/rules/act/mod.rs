//! Actions.

pub(super) mod all_undated;
pub(super) mod amber_by_default;
pub(super) mod business_as_usual;
pub(super) mod date_contradicts;
pub(super) mod date_moved_twice;
pub(super) mod date_to_be_decided;
pub(super) mod done_but_live;
pub(super) mod due_soon;
pub(super) mod earlier_milestone_passed;
pub(super) mod false_day_precision;
pub(super) mod many_actions;
pub(super) mod no_such_day;
pub(super) mod no_verb;
pub(super) mod note_in_date;
pub(super) mod occurrence_unconfirmed;
pub(super) mod off_track_undated;
pub(super) mod one_action;
pub(super) mod ongoing_only;
pub(super) mod only_attends;
pub(super) mod only_reports;
pub(super) mod overdue;
pub(super) mod passed_then_ongoing;
pub(super) mod past_and_green;
pub(super) mod past_year_quoted;
pub(super) mod red_without_recovery;
pub(super) mod severe_without_milestone;
pub(super) mod status_words_incomplete;
pub(super) mod text_date_differs;

use crate::words;

/// Whether a word is a verb that actions begin with, as an imperative or in *-ing*.
fn is_doing(word: &str) -> bool {
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
fn goes_on_to_do(words: &[&str]) -> bool {
    let does = |verb: &str| {
        !only_reports::is_report(verb)
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
    }) || is_to_be_made(words)
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

/// "within four hours": what has to be done by then.
fn has_a_limit(words: &[&str]) -> bool {
    words.windows(3).any(|three| {
        matches!(three, ["within", _, unit] if matches!(*unit, "hours" | "hour" | "days" | "day" | "minutes"))
    })
}

/// "Weekly meeting to redeploy staff", "Board given power to stop payments": what it is for is a deed.
fn is_in_order_to_do(words: &[&str]) -> bool {
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
            && !only_reports::AUDIENCES.contains(&verb)
            && !is_attendance(verb)
            && !only_reports::is_report(verb)
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
fn is_attendance(word: &str) -> bool {
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
fn may_be_a_verb(word: &str) -> bool {
    word.len() > 2
        && !is_determiner(word)
        && !is_small(word)
        && !["s", "ing", "ed", "ly"].iter().any(|end| word.ends_with(end))
}

fn is_determiner(word: &str) -> bool {
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
        "prepared",
        "presented",
        "produced",
        "provided",
        "received",
        "reported",
        "reviewed",
        "scrutinised",
        "sent",
        "shared",
        "submitted",
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

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(
            word,
            "one"
                | "two"
                | "three"
                | "four"
                | "five"
                | "six"
                | "seven"
                | "eight"
                | "nine"
                | "ten"
                | "twelve"
                | "twenty"
                | "more"
                | "several"
        )
}

/// Whether a word says how often: what is done each month is never finished.
fn is_frequency(word: &str) -> bool {
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
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "a" | "an" | "the" | "and" | "of" | "or" | "for" | "to" | "on" | "in" | "as" | "bi"
    )
}

/// In the order of the alphabet, to be searched.
const VERBS: &[&str] = &[
    "achieve",
    "acquire",
    "act",
    "adapt",
    "add",
    "address",
    "adopt",
    "advise",
    "agree",
    "align",
    "allocate",
    "amend",
    "analyse",
    "analyze",
    "apply",
    "appoint",
    "appraise",
    "approve",
    "arrange",
    "ascertain",
    "assess",
    "assign",
    "assist",
    "attend",
    "audit",
    "avoid",
    "ban",
    "be",
    "begin",
    "benchmark",
    "book",
    "bore",
    "brief",
    "bring",
    "build",
    "buy",
    "calculate",
    "call",
    "capture",
    "carry",
    "centralise",
    "chair",
    "challenge",
    "change",
    "check",
    "choose",
    "clarify",
    "clean",
    "clear",
    "close",
    "collaborate",
    "collate",
    "collect",
    "commission",
    "communicate",
    "compile",
    "complete",
    "comply",
    "conduct",
    "confirm",
    "consider",
    "consult",
    "continue",
    "contribute",
    "convene",
    "convert",
    "cooperate",
    "coordinate",
    "create",
    "cut",
    "deal",
    "debug",
    "decide",
    "define",
    "delegate",
    "deliver",
    "demolish",
    "demonstrate",
    "deploy",
    "design",
    "detect",
    "determine",
    "develop",
    "devise",
    "dig",
    "discuss",
    "diversify",
    "divert",
    "document",
    "double",
    "draft",
    "draw",
    "dredge",
    "drill",
    "drive",
    "educate",
    "eliminate",
    "embed",
    "employ",
    "empty",
    "enable",
    "encourage",
    "encrypt",
    "enforce",
    "engage",
    "enhance",
    "ensure",
    "erect",
    "escalate",
    "establish",
    "evaluate",
    "evict",
    "examine",
    "execute",
    "expand",
    "explore",
    "extend",
    "feed",
    "file",
    "finalise",
    "find",
    "finish",
    "fit",
    "fix",
    "follow",
    "formalise",
    "formalize",
    "formulate",
    "fund",
    "gather",
    "generate",
    "get",
    "give",
    "grow",
    "hand",
    "handle",
    "hang",
    "harden",
    "help",
    "hire",
    "hold",
    "identify",
    "implement",
    "improve",
    "include",
    "increase",
    "inform",
    "initiate",
    "inspect",
    "install",
    "insure",
    "integrate",
    "introduce",
    "invest",
    "investigate",
    "invite",
    "isolate",
    "issue",
    "join",
    "keep",
    "launch",
    "lead",
    "learn",
    "let",
    "liaise",
    "limit",
    "link",
    "lobby",
    "lock",
    "log",
    "look",
    "maintain",
    "make",
    "manage",
    "map",
    "maximise",
    "maximize",
    "measure",
    "meet",
    "mend",
    "migrate",
    "minimise",
    "minimize",
    "mitigate",
    "monitor",
    "motivate",
    "move",
    "negotiate",
    "notify",
    "obtain",
    "offer",
    "open",
    "operate",
    "optimise",
    "optimize",
    "order",
    "organise",
    "organize",
    "outsource",
    "oversee",
    "participate",
    "pay",
    "perform",
    "pilot",
    "plan",
    "prepare",
    "present",
    "prevent",
    "prioritise",
    "prioritize",
    "procure",
    "produce",
    "progress",
    "prohibit",
    "promote",
    "protect",
    "prototype",
    "provide",
    "publish",
    "purchase",
    "pursue",
    "put",
    "quantify",
    "raise",
    "realign",
    "reallocate",
    "reassign",
    "rebuild",
    "receive",
    "recommend",
    "reconcile",
    "record",
    "recruit",
    "redeploy",
    "redesign",
    "reduce",
    "refer",
    "refine",
    "refresh",
    "reinforce",
    "release",
    "relet",
    "relocate",
    "rely",
    "remind",
    "remove",
    "renew",
    "rent",
    "reopen",
    "repair",
    "repay",
    "replace",
    "reply",
    "report",
    "request",
    "require",
    "reschedule",
    "research",
    "resolve",
    "respond",
    "restore",
    "restrict",
    "restructure",
    "retain",
    "retender",
    "retest",
    "retrain",
    "review",
    "revise",
    "rewire",
    "roll",
    "rotate",
    "run",
    "safeguard",
    "schedule",
    "scope",
    "scrutinise",
    "secure",
    "seek",
    "select",
    "sell",
    "send",
    "separate",
    "set",
    "settle",
    "share",
    "show",
    "sign",
    "simplify",
    "simulate",
    "sink",
    "solve",
    "source",
    "standardise",
    "standardize",
    "start",
    "stockpile",
    "stop",
    "streamline",
    "strengthen",
    "submit",
    "supervise",
    "supply",
    "support",
    "survey",
    "switch",
    "take",
    "target",
    "teach",
    "tell",
    "tender",
    "test",
    "tighten",
    "top",
    "track",
    "train",
    "transfer",
    "transition",
    "treat",
    "trial",
    "try",
    "understand",
    "undertake",
    "update",
    "upgrade",
    "use",
    "utilise",
    "utilize",
    "vaccinate",
    "validate",
    "vary",
    "verify",
    "visit",
    "watch",
    "withhold",
    "work",
    "write",
];

/// Verbs that are spelt like nouns: which they are is told by what comes after them.
const NOUNS_TOO: &[&str] = &[
    "bid",
    "buoy",
    "contract",
    "cost",
    "cover",
    "discharge",
    "name",
    "place",
    "pump",
    "reserve",
    "second",
    "wire",
];

#[cfg(test)]
mod tests {
    #[test]
    fn verbs_are_in_the_order_of_the_alphabet() {
        assert!(super::VERBS.is_sorted());
    }
}
