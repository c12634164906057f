//! # Noun phrase, no verb
//!
//! ## What it finds
//!
//! A description of six words or fewer that does not begin with a verb: an imperative or a form
//! in *-ing* from a list of verbs that actions use (a form in *-ing* before *of* is a noun).
//! A word that is on no list is a verb where what it acts on comes after it; what is done, or is to be,
//! further on in it is a verb too.
//! Words like *actively*, and *BAU* before a dash, are passed over. It goes by the list and can
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

use super::{NOUNS_TOO, is_determiner, is_doing, is_number, is_small, may_be_a_verb};

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
        if (1..=MOST).contains(&count) && !leads_with_verb(words) && !has_a_verb(words) {
            let message = "It names a thing, not what is to be done.";
            let evidence = action.action.description.as_str();
            out.action(risk, action, message, evidence).field(ActionField::Description);
        }
    }
}

fn leads_with_verb(words: &[&str]) -> bool {
    let passed_over =
        |word: &&str| matches!(*word, "bau" | "re") || (word.ends_with("ly") && !is_doing(word));
    let mut words = words.iter().copied().skip_while(passed_over);
    let (Some(first), next) = (words.next(), words.next()) else {
        return false;
    };
    // "Review of the fund", "Report to board": nouns that are spelt like verbs.
    let noun = next == Some("of") || matches!(first, "report" | "reporting");
    let after = words.next();
    (is_doing(first) && !noun)
        || (NOUNS_TOO.contains(&first) && acts(next, after))
        || (!noun && commands(first, next, after))
}

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
        (*a == "to" && at > 0 && (*b == "be" || is_doing(b)))
            || (at > 0 && is_done(a) && time(b))
            || (last && is_done(b))
            || (at > 0
                && a.strip_suffix('s')
                    .is_some_and(|verb| super::VERBS.binary_search(&verb).is_ok())
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
    use super::RULE;
    use crate::testing::finds;

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
            ",
            &[],
        );
    }
}
