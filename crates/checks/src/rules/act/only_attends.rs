//! # Only attends or engages
//!
//! ## What it finds
//!
//! A description that speaks of *engage, engagement, attend, attendance, chair, membership* or
//! *meeting(s)*, or begins with dialogue, liaison, consultation or relationships with somebody, is no
//! report (ACT-17), and names nothing else that is produced, arranged, developed, delivered, reviewed
//! or worked out, nor a deed that is met for. It goes by the words and can err. One finding for each
//! action.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! To sit on a board does not reduce a risk; what comes of it may.
//!
//! ## Example
//!
//! "Attend the regional board".
//!
//! ## What to do
//!
//! Say what the attendance is to achieve, and by when.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::ActionField;

use crate::{
    deeds::{self, is_attendance, is_small},
    verbs::VERBS,
    watching,
};

pub(crate) const RULE: Rule = Rule {
    id: "ACT-18",
    name: "only-attends",
    title: "Only attends or engages",
    severity: Severity::Medium,
    kind: Kind::Text,
    starred: false,
    help: "Say what the attendance is to achieve, and by when.",
    source: include_str!("only_attends.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    for (risk, action) in on.actions() {
        let attends = attends(action.words()) || keeps_in_touch(action.words());
        let only = attends && !deeds::goes_on_to_do(action.words());
        if only && !deeds::is_in_order_to_do(action.words()) && !watching::reports(action.words()) {
            let message = "Attending and engaging do not by themselves reduce the risk.";
            let evidence = action.action.description.as_str();
            out.action(risk, action, message, evidence).field(ActionField::Description);
        }
    }
}

fn attends(words: &[&str]) -> bool {
    const WORKED_OUT: &[&str] = &[
        "produce",
        "produc",
        "arrang",
        "develop",
        "deliver",
        "implement",
        "review",
        "creat",
        "design",
        "introduc",
        "establish",
        "commission",
        "scop",
        "minimis",
        "train",
        "publish",
        "build",
        "launch",
    ];
    let sits = words.iter().enumerate().any(|(i, word)| is_attendance(word) && sits(words, i));
    if !sits || begins_with_another_deed(words) {
        return false;
    }
    // A "review" that one engages with is another's; one that is done stands first in its sentence.
    let external = words::first_phrase(words, &["external review", "external reviews"]).is_some();
    let own = words
        .iter()
        .filter(|w| !w.starts_with("review") || **w == "reviewed")
        .filter(|w| w.starts_with("deliver") || !(w.ends_with("er") || w.ends_with("ers")))
        .any(|word| WORKED_OUT.iter().any(|b| word.starts_with(b)));
    let reviews = words.contains(&"review")
        && !external
        && words.len() > 12
        && !words.first().is_some_and(|first| first.starts_with("engag"));
    !own && !reviews
}

/// Whether a word of attendance speaks of attending, and not of a room, a post or a hiring.
fn sits(words: &[&str], at: usize) -> bool {
    let next = |n: usize| words.get(at + n).copied().unwrap_or_default();
    match words.get(at).copied().unwrap_or_default() {
        // "Meeting the backlog" is done, not attended.
        "meeting" if at == 0 && matches!(next(1), "the" | "our" | "all" | "demand" | "need") => {
            false
        }
        "meeting" => !matches!(next(1), "room" | "rooms" | "house" | "hall" | "space" | "free"),
        // "Meetings capped at half an hour".
        "meetings" => {
            const SAT: &[&str] = &[
                "arranged",
                "attended",
                "continued",
                "convened",
                "organised",
                "planned",
                "scheduled",
            ];
            !next(1).ends_with("ed") || SAT.contains(&next(1))
        }
        "chair" => next(1) != "to",
        "engage" | "engaging" | "engaged" => {
            const HIRED: &[&str] = &[
                "a",
                "an",
                "specialist",
                "external",
                "legal",
                "independent",
                "counsel",
                "solicitors",
                "lawyers",
                "consultants",
                "contractors",
                "architects",
                "engineers",
                "surveyors",
                "apprentices",
                "agency",
                "auditors",
                "carpenters",
                "guards",
                "interns",
                "lifeguards",
                "locums",
                "roofers",
                "stewards",
                "temps",
                "trainees",
            ];
            !HIRED.contains(&next(1)) && !deeds::is_number(next(1))
        }
        "engagement" => !matches!(
            next(1),
            "app" | "platform" | "tool" | "toolkit" | "officer" | "lead" | "survey"
        ),
        // "Attend to the repairs" is another thing.
        // To attend a fire is work, not a meeting.
        "attend" | "attending" => {
            const CALLED_TO: &[&str] = &[
                "call",
                "callouts",
                "calls",
                "emergencies",
                "fire",
                "fires",
                "incident",
                "incidents",
                "leaks",
                "scene",
                "spills",
            ];
            next(1) != "to" && !(1..=4).any(|n| CALLED_TO.contains(&next(n)))
        }
        "membership" => matches!(next(1), "" | "of" | "and"),
        // "Non-attendance at drills" is what is done about.
        "attendance" if at > 0 && words.get(at - 1) == Some(&"non") => false,
        "attendance" => matches!(next(1), "" | "at" | "on" | "of" | "in" | "by"),
        _ => true,
    }
}

/// Whether it begins with a verb of something else that is done; the meeting is where it is done.
fn begins_with_another_deed(words: &[&str]) -> bool {
    const WITH_OTHERS: &[&str] = &[
        "work",
        "be",
        "continue",
        "participate",
        "support",
        "liaise",
        "meet",
        "hold",
        "join",
        "ensure",
        "encourage",
        "close",
        "include",
        "lead",
        "link",
        "watch",
        "help",
        "arrange",
        "plan",
        "schedule",
        "set",
        "organise",
        "use",
        "operate",
        "monitor",
        "report",
        "take",
    ];
    let first = words.iter().copied().find(|word| !word.ends_with("ly"));
    first.is_some_and(|first| {
        VERBS.binary_search(&first).is_ok()
            && !is_attendance(first)
            && !WITH_OTHERS.contains(&first)
    })
}

/// "Liaise with the agency", "Ongoing dialogue with owners", "Keep in touch": it talks, whoever with.
fn keeps_in_touch(words: &[&str]) -> bool {
    let first: Vec<&str> = words.iter().copied().filter(|word| !is_small(word)).take(4).collect();
    let other = |word: &&str| {
        VERBS.binary_search(word).is_ok() && !matches!(*word, "continue" | "hold" | "maintain")
    };
    let talks = first.iter().position(|word| {
        matches!(
            *word,
            "dialogue"
                | "liaison"
                | "liaise"
                | "liaising"
                | "catch"
                | "consultation"
                | "discussions"
                | "networking"
                | "participate"
                | "participation"
                | "represent"
                | "represented"
                | "representation"
                | "collaborate"
                | "collaborating"
                | "collaboration"
                | "contact"
                | "conversations"
                | "talks"
                | "communication"
                | "communications"
                | "meet"
                | "relationship"
                | "relationships"
                | "links"
                | "sits"
        )
    });
    let plainly = [
        "keep in touch",
        "talk to",
        "work closely with",
        "working closely with",
        "close working with",
        "joint working with",
        "partnership working with",
        "collaborative working with",
    ];
    let begins = |phrase: &&str| words::has_phrase(words.get(..5).unwrap_or(words), phrase);
    let few = words.len() <= 6;
    let works = matches!(
        words,
        ["work" | "working", "with", ..]
            | ["partnership", "working", ..]
            | ["continue", "working", "with", ..]
            | ["continue", "to", "work", "with", ..]
    );
    let works = works
        || matches!(
            words,
            [
                "sustain"
                    | "maintain"
                    | "strengthen"
                    | "develop"
                    | "promote"
                    | "build"
                    | "continue",
                "partnership" | "joint" | "collaborative" | "close",
                "working",
                ..
            ] | ["discuss" | "talk" | "network" | "consult" | "confer", "with" | "to", ..]
        );
    let informs = matches!(words, ["keep", .., "informed" | "engaged"]);
    let purpose = words.iter().skip(2).any(|word| *word == "to");
    if (works || informs) && few && !purpose {
        return true;
    }
    if plainly.iter().any(begins) || (begins(&"member of") && words.len() <= 12) {
        return true;
    }
    let Some(at) = talks else { return false };
    if words.iter().any(|word| matches!(*word, "concluded" | "closed" | "completed" | "ended")) {
        return false;
    }
    let kept = matches!(first.get(at), Some(&("relationship" | "relationships" | "links")));
    let before = first.get(..at).unwrap_or_default();
    let next = first.get(at + 1).copied().unwrap_or_default();
    let fits = match first.get(at).copied().unwrap_or_default() {
        "catch" => next.starts_with("up"),
        // "Meet the target" is another thing.
        "meet" => matches!(next, "regularly" | "with" | "weekly" | "monthly" | "quarterly"),
        "links" => next == "with",
        "sits" => words::has_phrase(words, "sits on"),
        "consultation" | "discussions" | "collaboration" | "collaborate" => words.contains(&"with"),
        "contact" | "conversations" | "talks" | "communication" | "communications" => {
            next == "with"
        }
        "represent" | "represented" | "representation" => {
            words::first_phrase(words, &["on the", "at the", "on", "at"]).is_some()
        }
        _ => true,
    };
    fits && (kept || !before.iter().any(other))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_attendance_in_all_its_forms() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Attend the boiler board | AB | Ongoing | A
            - Engagement with tenants | AB | Ongoing | A
            - Quarterly meetings with the maker | AB | Ongoing | A
            - Membership of the group monitoring boilers | AB | Ongoing | A
            - Engagement in the recruitment of stokers | AB | Ongoing | A
            - Liaise with the maker | AB | Ongoing | A
            - Maintain good relationships with stokers | AB | Ongoing | A
            - Foreman to liaise with the pit | AB | Ongoing | A
            - Strengthen joint working | AB | Ongoing | A
            - Discuss with other stokers | AB | Ongoing | A
            - Network with other mills | AB | Ongoing | A
            ",
            &["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11"],
        );
    }

    #[test]
    fn silent_where_something_comes_of_it() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            - Mend the boiler | AB | Ongoing | A
            - Meetings with the maker to develop a spare | AB | Ongoing | A
            - Tests to ensure that the boiler meets its standard | AB | Ongoing | A
            - Weekly meeting with the maker to replace worn parts | AB | Weekly | A
            - Meet the pressure standard | AB | Apr-18 | A
            - Attend all flue fires with a second crew | AB | Ongoing | A
            - Engage trainees in the ash yard | AB | Apr-18 | A
            - Non-attendance of stokers at drills told to the foreman | AB | Ongoing | A
            - Attend the yard each dawn to place stokers on shifts | AB | Daily | A
            - Attend the auction with a mandate to bid up to £900 | AB | Apr-18 | A
            - Met the union in June; now pay the new rate | AB | Apr-18 | A
            - Meetings limited to stokers on shift | AB | Ongoing | A
            ",
            &[],
        );
    }
}
