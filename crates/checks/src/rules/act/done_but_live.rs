//! # Done, but still listed live
//!
//! ## What it finds
//!
//! An action whose date cell says that it is done (and not merely begun, or waiting for somebody),
//! or whose description tells it in the past tense and which has no date ahead and does not recur,
//! while its status does not close it. The past tense goes by a list of verbs
//! (*held, produced, completed, taken, launched, implemented …*) that something was done to: not after
//! *is, are, be, being, to be*, not before *by* unless a month follows it, not as the first word unless
//! it stands alone or before *the, all* or a number, and not as an adjective before its noun; or any
//! participle after *was, were, has, have* or *we*, before *last spring* and the like, or as the last of a
//! few words; or by any participle with a month or a season before the date of the register soon after
//! it ("refitted in August 2017", "sent to all tenants in June 2017"), and by "now in place". It can
//! err. One finding for each action.
//!
//! ## Why
//!
//! Action logs remove completed items. Left in, they make the register longer each year, and
//! the work ahead look smaller.
//!
//! ## Example
//!
//! "Summit held in December 2017", amber.
//!
//! ## What to do
//!
//! Ask whether it is finished; then record it as done and take it off, or write what is left to
//! do.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use crate::deeds::{self, is_doing};
use bellwether_domain::{Date, Field, calendar::month_named, due::Verdict};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-09",
    name: "done-but-live",
    title: "Done, but still listed live",
    severity: Severity::Low,
    kind: Kind::Text,
    starred: true,
    help: "Ask whether it is finished; close it, or write what is left to do.",
    source: include_str!("done_but_live.rs"),
    looks: &[(Sight::Day, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (risk, action) in on.actions().filter(|(_, action)| !action.is_closed()) {
        let claimed = matches!(action.verdict(), Verdict::Done | Verdict::DoneContinuous);
        if claimed && is_live(action) {
            continue;
        }
        if claimed {
            let message = "Its date says that it is done, yet it is still listed as live.";
            out.action(risk, action, message, action.due_text()).field(Field::ActionDue);
        } else if let Some(verb) = told_as_past(action, on.as_at) {
            let message = format!(
                "Its text says that it has happened (“{verb}”), yet it is still listed as live."
            );
            let evidence = action.action.description.as_str();
            out.action(risk, action, message, evidence).field(Field::Action);
        }
    }
}

/// Whether more is to come of what the date cell says was done: it was begun, or waits for
/// somebody.
fn is_live(action: &ActionView<'_>) -> bool {
    let due = words::lowered(action.due_text());
    let words = words::words(&due);
    let begun = |word: &str| {
        matches!(
            word,
            "launched" | "started" | "begun" | "began" | "commenced" | "pilot" | "piloted"
        )
    };
    let waits = |word: &str| {
        word.starts_with("await") || matches!(word, "remainder" | "outstanding" | "pending")
    };
    let in_place = words::has_phrase(&words, "in place");
    in_place
        || words
            .iter()
            .any(|word| waits(word) || (action.verdict() == Verdict::DoneContinuous && begun(word)))
}

/// The verb that tells of something done.
fn told_as_past(action: &ActionView<'_>, as_at: Date) -> Option<String> {
    // What has a date ahead is still to be done; what is done each month is never finished.
    let recurs = action.verdict() == Verdict::Recurring
        || action.words().iter().any(|word| deeds::is_frequency(word) || word.starts_with("await"));
    if action.is_dated_ahead() || recurs {
        return None;
    }
    let past = |word: &&str| {
        matches!(*word, "took" | "went" | "post" | "been" | "place" | "wrote" | "gone" | "began")
            || LAID.contains(word)
            || word.ends_with("ed")
            || is_done(word)
    };
    if !action.words().iter().any(past) {
        return None;
    }
    words::lowered(&action.action.description).split(['.', ';', '!', '?']).find_map(|sentence| {
        let words = words::words(sentence);
        if words::has_phrase(&words, "took place") {
            return Some("took place".to_owned());
        }
        if words::has_phrase(&words, "to be") {
            return None;
        }
        let state = ["in place", "in post"].into_iter().find(|state| is_so(&words, state, as_at));
        if let Some(state) = state {
            return Some(state.to_owned());
        }
        let verb =
            begins_as_past(&words).or_else(|| was_done(&words)).or_else(|| ends_done(&words));
        if let Some(verb) = verb.or_else(|| has_done(&words)) {
            return Some(verb.to_owned());
        }
        words.iter().enumerate().find_map(|(i, word)| {
            let before = i.checked_sub(1).and_then(|i| words.get(i))?;
            let after = words.get(i + 1).copied();
            let told = (is_past(word) && after.is_none_or(ends_a_verb)
                || (*before == "been" && is_done(word) && after.is_none())
                || (*before == "been"
                    && matches!(*word, "set" | "put" | "built" | "held" | "written" | "bought"))
                || was_on_a_day(word, words.get(i + 1..).unwrap_or_default())
                || was_by_then(word, words.get(i + 1..).unwrap_or_default(), as_at))
                && !NOT_AFTER.contains(before);
            told.then(|| (*word).to_owned())
        })
    })
}

/// "The rota is now in place", "Deputy in post since July 2025".
fn is_so(words: &[&str], state: &str, as_at: Date) -> bool {
    words.windows(2).enumerate().any(|(at, pair)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
        let after = words.get(at + 2..).unwrap_or_default();
        pair.join(" ") == state
            && ((matches!(before, "now" | "already" | "are" | "is") && after.is_empty())
                || (after.first() == Some(&"since") && was_by_then("post", after, as_at)))
    })
}

/// "Safe codes changed": nothing but what was done, and to what. "Keep doors locked" is a command.
fn ends_done<'a>(words: &[&'a str]) -> Option<&'a str> {
    const MOST: usize = 6;
    let [first, .., before, last] = words else { return None };
    let told = words.len() <= MOST
        && !matches!(*last, "set" | "made" | "met")
        && is_done(last)
        && !is_doing(first)
        && !NOT_AFTER.contains(before)
        && !before.ends_with("ly");
    told.then_some(last)
}

/// "We wrote to all lodgers", "Both stokers have passed the test".
fn has_done<'a>(words: &[&'a str]) -> Option<&'a str> {
    let past = |word: &str| {
        (is_done(word) && word != "set") || matches!(word, "wrote" | "gone" | "met" | "began")
    };
    match words {
        ["we", verb, ..] => past(verb).then_some(*verb),
        _ => words.windows(2).take(8).skip(1).find_map(|pair| match pair {
            ["has" | "have", verb] if past(verb) => Some(*verb),
            _ => None,
        }),
    }
}

/// "Completed.", "Screened all patients", "Delivered the course to 120 managers": a sentence that begins
/// with what was done. "Improved signs" are a thing.
fn begins_as_past<'a>(words: &[&'a str]) -> Option<&'a str> {
    const DETERMINERS: &[&str] = &["the", "a", "an", "all", "each", "every", "both", "our", "its"];
    let [first, rest @ ..] = words else { return None };
    let on =
        |next: &&str| DETERMINERS.contains(next) || next.starts_with(|c: char| c.is_ascii_digit());
    let told = rest.first().is_none_or(on)
        || (matches!(*first, "carried" | "sent" | "rolled") && rest.first() == Some(&"out"));
    // "Set a ceiling" is a command.
    let plainly =
        first.ends_with("ed") || matches!(*first, "held" | "sent" | "bought" | "sold" | "built");
    (plainly && is_done(first) && told).then_some(first)
}

/// What was done in the last of these is done.
const UNITS: &[&str] =
    &["week", "month", "quarter", "term", "year", "spring", "summer", "autumn", "winter"];

/// "Rules were updated", "Plan approved by the board in June", "Leaflets sent out last month".
fn was_done<'a>(words: &[&'a str]) -> Option<&'a str> {
    const RELATIVE: &[&str] =
        &["that", "which", "who", "whose", "where", "if", "when", "once", "until"];
    let word = |i: usize| words.get(i).copied().unwrap_or_default();
    let then = |i: usize| {
        (word(i) == "in" && month_named(word(i + 1)).is_some())
            || (word(i) == "last" && UNITS.contains(&word(i + 1)))
    };
    (1..words.len()).find_map(|i| {
        let before = words.get(..i).unwrap_or_default();
        if !is_done(word(i)) || before.iter().any(|word| RELATIVE.contains(word)) {
            return None;
        }
        let was = matches!(word(i - 1), "was" | "were");
        // "Mandate changed with the bank last spring".
        let last = !NOT_AFTER.contains(&word(i - 1))
            && (i + 1..i + 8).any(|at| word(at) == "last" && UNITS.contains(&word(at + 1)));
        let by_then =
            word(i + 1) == "by" && !NOT_AFTER.contains(&word(i - 1)) && (i + 2..i + 8).any(then);
        (was || last || by_then).then(|| word(i))
    })
}

/// Whether a word ends like a verb in the past and a month or a year of it follows: "refitted in
/// August 2025".
fn was_on_a_day(word: &str, after: &[&str]) -> bool {
    let day = |word: &str| month_named(word).is_some() || word.starts_with("20");
    word.ends_with("ed")
        && word.len() > 4
        && matches!(after, ["in" | "on", day_or_month, rest @ ..]
            if day(day_or_month) || (day_or_month.starts_with(|c: char| c.is_ascii_digit())
                && rest.first().is_some_and(|word| day(word))))
}

/// Whether a word says that something was done, and a month or a season that is past follows in the
/// same sentence: "sent to all landlords in June 2025", "in post since July 2025".
fn was_by_then(word: &str, after: &[&str], as_at: Date) -> bool {
    const FARTHEST: usize = 9;
    let said = is_done(word)
        || LAID.contains(&word)
        || word == "went"
        || (word == "post" && after.first() == Some(&"since"));
    let past = |pair: &[&str]| {
        let [when, year] = pair else { return false };
        let last = match *when {
            "spring" => Some(5),
            "summer" => Some(8),
            "autumn" => Some(11),
            _ => month_named(when),
        };
        let year = year.parse::<i16>().ok().filter(|year| (1990..2100).contains(year));
        last.zip(year).is_some_and(|(month, year)| (year, month) < (as_at.year(), as_at.month()))
    };
    let near = after.get(..after.len().min(FARTHEST)).unwrap_or_default();
    said && near.windows(2).any(past)
}

/// Participles that are commands as well, or nouns.
const LAID: &[&str] = &["cut", "dug", "fed", "hung", "laid", "let", "lit", "put", "shut", "split"];

/// Whether a word is a participle: in *-ed*, or one of those that end otherwise. What was *started* or
/// *launched* may go on.
fn is_done(word: &str) -> bool {
    let begun =
        matches!(word, "started" | "launched" | "commenced" | "piloted" | "planned" | "dated");
    let other = matches!(
        word,
        "sent"
            | "set"
            | "bought"
            | "sold"
            | "made"
            | "given"
            | "drawn"
            | "written"
            | "found"
            | "paid"
            | "rewritten"
            | "won"
            | "met"
            | "rebuilt"
    );
    !begun && (other || is_past(word) || (word.ends_with("ed") && word.len() > 4))
}

/// Whether a word is a verb in the past, or a participle that tells of it.
fn is_past(word: &str) -> bool {
    matches!(
        word,
        "held"
            | "produced"
            | "completed"
            | "taken"
            | "launched"
            | "implemented"
            | "included"
            | "delivered"
            | "published"
            | "appointed"
            | "approved"
            | "undertaken"
            | "established"
            | "introduced"
            | "recruited"
            | "signed"
            | "presented"
            | "achieved"
            | "finalised"
            | "submitted"
            | "issued"
            | "installed"
            | "adopted"
            | "created"
            | "reviewed"
            | "agreed"
            | "commissioned"
            | "finished"
            | "concluded"
            | "carried"
            | "upgraded"
            | "trained"
            | "replaced"
            | "repaired"
            | "refurbished"
            | "built"
            | "opened"
            | "moved"
            | "updated"
            | "revised"
            | "purchased"
    )
}

/// Words that make of a participle something present, future or conditional, or an adjective.
const NOT_AFTER: &[&str] = &[
    "is", "are", "be", "being", "to", "the", "a", "an", "all", "any", "if", "once", "when",
    "until", "as", "not", "already", "newly", "recently",
];

/// Whether a word may follow a verb in the past; what else follows is the noun of an adjective.
fn ends_a_verb(word: &str) -> bool {
    const AFTER: &[&str] = &[
        "in", "at", "to", "on", "and", "for", "from", "with", "during", "out", "a", "an", "the",
        "its", "their", "spring", "summer", "autumn", "winter",
    ];
    AFTER.contains(&word)
        || month_named(word).is_some()
        || word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_claimed_in_the_date_cell_or_told_as_past() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Tell the tenants | AB | Letter taken to print Sept 17 then ongoing | A
            - Build the shed | AB | Building started Sept 2017 | G
            - Fair held in December 2017 | AB | Ongoing | A
            - Review of tanks completed. | AB | Ongoing | G
            - Completed. | AB | Sept 2017 | A
            - Drained all tanks in June | AB | Sept 2017 | A
            - Tank rules were rewritten | AB | Sept 2017 | A
            - Tank rules agreed by the stokers in June | AB | Sept 2017 | A
            - Yard codes changed | AB | Ongoing | A
            - Deputy stoker in post since May 2017 | AB | Ongoing | A
            - Rails altered with the bank last spring | AB | Ongoing | A
            - Second stoker has passed the test | AB | Ongoing | A
            - We wrote to all stokers | AB | Ongoing | A
            ",
            &[
                "1.1", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11", "1.12",
                "1.13",
            ],
        );
    }

    #[test]
    fn silent_on_what_is_to_be_done_on_adjectives_and_on_what_is_closed() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Study to be submitted to board and then implemented | AB | Ongoing | A
            - Commissioned works: tiles that are taken to site | AB | Ongoing | A
            - Project delivered by the college, once completed a report | AB | Ongoing | A
            - Implement agreed protocol | AB | Apr-18 | A
            - Improved signs at the yard | AB | Sept 2017 | A
            - Find the tanks that were drained | AB | Sept 2017 | A
            - Rules to be agreed by the stokers in June | AB | Sept 2017 | A
            - Fair held in December 2017 | AB | Dec-17 | Complete
            - Rota reviewed each month | AB | Monthly | G
            - Keep the yard gate locked | AB | Ongoing | G
            - Pilot of the pump | AB | Pilot started Nov 2017 and ongoing | A
            - Write to the maker | AB | Letter sent Dec 2017, awaiting reply | A
            ",
            &[],
        );
    }
}
