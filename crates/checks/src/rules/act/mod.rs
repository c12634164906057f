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

/// Whether a word joins others and tells nothing itself.
fn is_small(word: &str) -> bool {
    matches!(word, "a" | "an" | "the" | "and" | "of" | "or" | "for" | "to" | "on" | "in" | "as")
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
    "apply",
    "appoint",
    "appraise",
    "approve",
    "arrange",
    "assess",
    "assign",
    "assist",
    "attend",
    "audit",
    "be",
    "begin",
    "benchmark",
    "brief",
    "bring",
    "build",
    "buy",
    "carry",
    "chair",
    "challenge",
    "change",
    "check",
    "clarify",
    "clean",
    "close",
    "collaborate",
    "collate",
    "collect",
    "commission",
    "communicate",
    "complete",
    "conduct",
    "confirm",
    "consider",
    "consult",
    "continue",
    "contribute",
    "convene",
    "coordinate",
    "create",
    "cut",
    "deal",
    "decide",
    "define",
    "deliver",
    "deploy",
    "design",
    "determine",
    "develop",
    "devise",
    "discuss",
    "document",
    "draft",
    "draw",
    "drive",
    "educate",
    "embed",
    "enable",
    "encourage",
    "enforce",
    "engage",
    "enhance",
    "ensure",
    "escalate",
    "establish",
    "evaluate",
    "examine",
    "expand",
    "explore",
    "extend",
    "feed",
    "finalise",
    "find",
    "finish",
    "fit",
    "follow",
    "formalise",
    "formulate",
    "fund",
    "gather",
    "get",
    "give",
    "grow",
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
    "integrate",
    "introduce",
    "invest",
    "investigate",
    "invite",
    "issue",
    "join",
    "keep",
    "launch",
    "lead",
    "learn",
    "let",
    "liaise",
    "link",
    "lobby",
    "look",
    "maintain",
    "make",
    "manage",
    "map",
    "maximise",
    "meet",
    "mend",
    "migrate",
    "minimise",
    "mitigate",
    "monitor",
    "move",
    "negotiate",
    "obtain",
    "offer",
    "open",
    "operate",
    "order",
    "organise",
    "oversee",
    "participate",
    "pilot",
    "plan",
    "prepare",
    "present",
    "prevent",
    "prioritise",
    "procure",
    "produce",
    "progress",
    "promote",
    "protect",
    "provide",
    "publish",
    "purchase",
    "pursue",
    "put",
    "raise",
    "realign",
    "receive",
    "recommend",
    "record",
    "recruit",
    "redesign",
    "reduce",
    "refine",
    "refresh",
    "renew",
    "repair",
    "replace",
    "report",
    "request",
    "require",
    "research",
    "resolve",
    "respond",
    "restructure",
    "retain",
    "retest",
    "review",
    "revise",
    "roll",
    "run",
    "schedule",
    "scope",
    "scrutinise",
    "secure",
    "seek",
    "sell",
    "send",
    "set",
    "share",
    "sign",
    "simplify",
    "start",
    "stop",
    "strengthen",
    "submit",
    "supply",
    "support",
    "survey",
    "take",
    "target",
    "tell",
    "tender",
    "test",
    "track",
    "train",
    "transfer",
    "transition",
    "trial",
    "undertake",
    "update",
    "upgrade",
    "use",
    "utilise",
    "validate",
    "verify",
    "visit",
    "watch",
    "work",
    "write",
];

#[cfg(test)]
mod tests {
    #[test]
    fn verbs_are_in_the_order_of_the_alphabet() {
        assert!(super::VERBS.is_sorted());
    }
}
