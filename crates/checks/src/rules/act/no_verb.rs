//! # Noun phrase, no verb
//!
//! ## What it finds
//!
//! A description of six words or fewer that does not begin with a verb (an imperative or a form
//! in *-ing* from a list of verbs that actions use; a form in *-ing* before *of* is a noun) and does
//! show that it is a thing: it speaks of something *of* or *from* something, begins with *new, better,
//! additional* and the like, or its last noun is one of those that registers name (*plan, policy,
//! training, inspections*) or ends like *recruitment*.
//! A word that is on no list is a verb where what it acts on comes after it; what is done, or is to be,
//! further on in it is a verb too.
//! Words like *actively*, and *BAU* before a dash, are passed over. It goes by the lists and can
//! err. One finding for each action.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! It names a thing, not what is to be done with it: nobody can tell when it is finished.
//!
//! ## Example
//!
//! "Safer travel plan".
//!
//! ## What to do
//!
//! Begin with the verb: write, agree, test the plan.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

use crate::{
    deeds::{is_determiner, is_doing, is_number, is_small, may_be_a_verb},
    verbs::{NOUNS_TOO, VERBS},
};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-19",
    name: "no-verb",
    title: "Noun phrase, no verb",
    severity: Severity::Low,
    kind: Kind::Text,
    starred: false,
    help: "Begin with a verb: say what is to be done, so that it can be seen to be done.",
    source: include_str!("no_verb.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    const MOST: usize = 6;
    for (risk, action) in on.actions() {
        let count = words::counted(&action.action.description).take(MOST + 1).count();
        let words = action.words();
        let short = (1..=MOST).contains(&count);
        let hyphened = || begins_with_a_hyphened_verb(&action.action.description);
        if short
            && names_a_thing(words)
            && !leads_with_verb(words)
            && !has_a_verb(words)
            && !hyphened()
        {
            let message = "It names a thing, not what is to be done.";
            let evidence = action.action.description.as_str();
            out.action(risk, action, message, evidence).field(ActionField::Description);
        }
    }
}

/// "Safer travel plan", "Review of the fund", "New website": what it names is a thing, by its last noun
/// before a preposition, by a noun that is *of* something, or by the adjective that it begins with.
fn names_a_thing(words: &[&str]) -> bool {
    const ENDS: &[&str] =
        &["tion", "sion", "ment", "ance", "ence", "ship", "ness", "ity", "ology", "ism", "ing"];
    const FIRST: &[&str] = &[
        "additional",
        "annual",
        "better",
        "closer",
        "enhanced",
        "extra",
        "further",
        "greater",
        "improved",
        "increased",
        "joint",
        "monthly",
        "more",
        "new",
        "quarterly",
        "regular",
        "revised",
        "stronger",
        "updated",
        "weekly",
    ];
    let small = |word: &str| {
        matches!(
            word,
            "for"
                | "from"
                | "in"
                | "on"
                | "at"
                | "to"
                | "by"
                | "with"
                | "through"
                | "across"
                | "of"
        )
    };
    let end = words.iter().skip(1).position(|word| small(word)).map_or(words.len(), |at| at + 1);
    // "Gift-aid the legacy fund": what comes before *the* does something to it.
    if words.iter().take(end).skip(1).any(|word| is_determiner(word)) {
        return false;
    }
    let of = matches!(words.get(end), Some(&("of" | "from" | "with")));
    let is_thing = |word: &str| {
        let one = word.strip_suffix('s').unwrap_or(word);
        THINGS.binary_search(&word).is_ok()
            || THINGS.binary_search(&one).is_ok()
            || (one.len() > 6 && ENDS.iter().any(|end| one.ends_with(end)))
    };
    let first = words.iter().find(|word| **word != "bau").copied().unwrap_or_default();
    FIRST.contains(&first)
        || words.first() == Some(&"bau")
        || (of && end <= 3)
        || words.get(end - 1).is_some_and(|word| is_thing(word))
}

/// "Dual-source chlorine", "Spot-check timesheets": after the hyphen stands a verb.
fn begins_with_a_hyphened_verb(description: &str) -> bool {
    let first = words::lowered(description.split_whitespace().next().unwrap_or_default());
    first
        .split_once('-')
        .is_some_and(|(_, verb)| VERBS.binary_search(&verb).is_ok() || NOUNS_TOO.contains(&verb))
}

fn leads_with_verb(words: &[&str]) -> bool {
    let passed_over = |word: &&str| {
        matches!(*word, "bau" | "re" | "never" | "always" | "not" | "don't")
            || (word.ends_with("ly") && !is_doing(word))
    };
    let mut words = words.iter().copied().skip_while(passed_over);
    let (Some(first), next) = (words.next(), words.next()) else {
        return false;
    };
    // "Review of the fund", "Report to board": nouns that are spelt like verbs.
    let noun = next == Some("of") || matches!(first, "report" | "reporting");
    let after = words.next();
    let particle = |word: Option<&str>| {
        word.is_some_and(|word| {
            matches!(word, "out" | "off" | "up" | "down" | "back" | "against" | "away" | "over")
        })
    };
    (is_doing(first) && !noun)
        || (after.is_some() && particle(next) && may_be_a_verb(first))
        || (next.is_some_and(|next| VERBS.binary_search(&next).is_ok())
            && after.is_some_and(|word| is_determiner(word) || is_number(word)))
        || (NOUNS_TOO.contains(&first) && acts(next, after))
        || (!noun && commands(first, next, after))
}

/// What registers name where they mean that something is to be done with it, in the order of the alphabet.
const THINGS: &[&str] = &[
    "agreement",
    "analysis",
    "app",
    "arrangement",
    "assessment",
    "audit",
    "authentication",
    "board",
    "budget",
    "campaign",
    "check",
    "checklist",
    "code",
    "commission",
    "committee",
    "contract",
    "course",
    "cover",
    "dashboard",
    "database",
    "device",
    "drill",
    "exercise",
    "forum",
    "framework",
    "fund",
    "group",
    "guidance",
    "guide",
    "guideline",
    "handbook",
    "helpline",
    "index",
    "initiative",
    "insurance",
    "lead",
    "line",
    "lock",
    "log",
    "management",
    "manual",
    "map",
    "meeting",
    "model",
    "network",
    "oversight",
    "paper",
    "partnership",
    "patrol",
    "plan",
    "policies",
    "policy",
    "procedure",
    "process",
    "processes",
    "programme",
    "project",
    "protocol",
    "register",
    "report",
    "reserve",
    "review",
    "role",
    "rota",
    "rule",
    "schedule",
    "scheme",
    "service",
    "shelter",
    "sign",
    "signage",
    "site",
    "software",
    "standard",
    "store",
    "strategies",
    "strategy",
    "survey",
    "system",
    "team",
    "test",
    "tool",
    "toolkit",
    "unit",
    "video",
    "website",
    "workshop",
];

/// Whether a word that is on no list is a verb by what comes after it: "Rehang the gallery", "Fence off the
/// yard", "Cross-train six hands", "Chlorinate tanks".
fn commands(first: &str, next: Option<&str>, after: Option<&str>) -> bool {
    const VERBS_END: &[&str] = &["ise", "ize", "ify", "inate", "ulate", "icate"];
    const NOUNS_END: &[&str] = &["tion", "ment", "ness", "ity", "ance", "ence", "ship", "ery"];
    const PARTICLES: &[&str] = &["off", "up", "out", "down", "back", "over", "away"];
    const BEFORE: &[&str] =
        &["co", "cross", "de", "dis", "double", "dual", "pre", "re", "ring", "un", "spot"];
    let determined =
        |word: Option<&str>| word.is_some_and(|word| is_determiner(word) || is_number(word));
    let may = may_be_a_verb(first) && !NOUNS_END.iter().any(|end| first.ends_with(end));
    let is_many =
        |word: Option<&str>| word.is_some_and(|word| word.ends_with('s') && !word.ends_with("ss"));
    may && (determined(next)
        || (next.is_some_and(|next| PARTICLES.contains(&next)) && determined(after))
        || (BEFORE.contains(&first) && determined(after))
        || (VERBS_END.iter().any(|end| first.ends_with(end)) && is_many(next)))
        || (first.len() > 1 && BEFORE.contains(&first) && determined(after))
}

/// Whether somewhere in it something is done, or is to be: "Wall survey completed", "Trustees to receive
/// accounts", "The clerk attends the panel".
fn has_a_verb(words: &[&str]) -> bool {
    let is_done = |word: &str| word.len() > 4 && word.ends_with("ed");
    let time = |word: &str| {
        matches!(word, "by" | "in" | "on" | "at" | "since" | "for" | "to" | "from")
            || bellwether_domain::calendar::month_named(word).is_some()
    };
    words.windows(2).enumerate().any(|(at, pair)| {
        let [a, b] = pair else { return false };
        let last = at + 2 == words.len();
        (at > 0 && matches!(*a, "is" | "are" | "will"))
            || (*a == "to" && at > 0 && (*b == "be" || is_doing(b)))
            || (at > 0 && is_done(a) && time(b))
            || (last && is_done(b))
            || (at > 0
                && a.strip_suffix('s').is_some_and(|verb| VERBS.binary_search(&verb).is_ok())
                && is_determiner(b))
    })
}

/// "Name a deputy", "Contract external markers", "Reserve rooms", but not "Contract management".
fn acts(next: Option<&str>, after: Option<&str>) -> bool {
    let is_object = |word: &str| {
        is_determiner(word) || is_number(word) || (word.ends_with('s') && !word.ends_with("ss"))
    };
    let at = |word: &str| matches!(word, "at" | "in" | "on" | "for" | "with");
    next.is_some_and(is_object)
        || (next.is_some_and(|next| !is_small(next))
            && after.is_some_and(|after| is_object(after) || at(after)))
}

#[cfg(test)]
mod tests {
    use super::{RULE, THINGS};
    use crate::testing::finds;

    #[test]
    fn things_are_in_the_order_of_the_alphabet() {
        assert!(THINGS.is_sorted());
    }

    #[test]
    fn finds_things_and_nouns_spelt_like_verbs() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Boiler safety plan | AB | Ongoing | A
            - Review of the fund | AB | Ongoing | A
            - BAU - boilers | AB | Ongoing | A
            - Contract management | AB | Ongoing | A
            - Insurance for the stokers | AB | Ongoing | A
            - Locked coal store | AB | Ongoing | A
            ",
            &["1.1", "1.2", "1.3", "1.4", "1.5", "1.6"],
        );
    }

    #[test]
    fn silent_on_verbs_and_on_longer_texts() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            - Actively apply for grants | AB | Ongoing | A
            - BAU - chairing the boiler board | AB | Ongoing | A
            - Name a stoker | AB | Ongoing | A
            - Encrypt the log | AB | Ongoing | A
            - Re-cover the boiler | AB | Ongoing | A
            - Reserve coal at the depot | AB | Ongoing | A
            - Grease the bearings | AB | Ongoing | A
            - Rope off the loft | AB | Ongoing | A
            - Cross-train two stokers | AB | Ongoing | A
            - Galvanise railings | AB | Ongoing | A
            - Flue survey completed | AB | Ongoing | A
            - Stokers to receive goggles | AB | Ongoing | A
            - Ash pit emptied in May | AB | Ongoing | A
            - Boiler safety plan for all of the houses | AB | Ongoing | A
            - Geofence the yard | AB | Ongoing | A
            - Hot-swap failed valves | AB | Ongoing | A
            - Opt out of the coal scheme | AB | Ongoing | A
            - Never lend keys | AB | Ongoing | A
            - Bait rats weekly | AB | Ongoing | A
            ",
            &[],
        );
    }
}
