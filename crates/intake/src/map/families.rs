//! Columns tied by a number: "Action 1 | Action 1 owner | Action 1 due | Action 2 | …".

use super::{draft::Draft, heading, vocabulary::Concept};

const WHO: [&str; 8] =
    ["owner", "lead", "responsible", "officer", "assignee", "who", "manager", "holder"];
const WHEN: [&str; 8] =
    ["due", "date", "deadline", "target", "when", "completion", "timescale", "by"];
const STATE: [&str; 5] = ["status", "progress", "rag", "complete", "state"];

/// A heading with a number in it: the words before that name a thing, the number, and what else of
/// the thing it is.
struct Member {
    thing: Vec<String>,
    number: u8,
    role: Option<Concept>,
}

/// Ties the owners, dates and statuses of numbered actions to these; those of numbered controls are
/// kept under their own headings.
pub(super) fn families(drafts: &mut [Draft]) {
    let members: Vec<Option<Member>> = drafts.iter().map(member).collect();
    let thing_of = |member: &Member| {
        let is_it = |(place, other): (usize, &Option<Member>)| {
            let other = other.as_ref()?;
            let same = other.number == member.number
                && other.role.is_none()
                && (member.thing.is_empty() || member.thing == other.thing);
            let concept = drafts.get(place)?.concept;
            let may = matches!(concept, Concept::Action | Concept::Control | Concept::Fallback);
            (same && may).then_some((place, concept))
        };
        members.iter().enumerate().find_map(is_it)
    };
    let tied: Vec<(usize, usize, Concept, u8)> = members
        .iter()
        .enumerate()
        .filter_map(|(place, member)| {
            let member = member.as_ref()?;
            let (thing, concept) = thing_of(member)?;
            let role = member.role?;
            let concept = if concept == Concept::Control { Concept::Other } else { role };
            Some((place, thing, concept, member.number))
        })
        .collect();
    for (place, thing, concept, number) in tied {
        if let Some(draft) = drafts.get_mut(place) {
            draft.become_(concept, 0.9, "its heading has the number of another");
            draft.family = Some(number).filter(|_| concept != Concept::Other);
        }
        if let Some(draft) = drafts.get_mut(thing).filter(|draft| draft.concept != Concept::Control)
        {
            draft.become_(Concept::Action, 0.9, "others have its number");
            draft.family = Some(number);
        }
    }
}

fn member(draft: &Draft) -> Option<Member> {
    let words = heading::words(&draft.column.heading);
    let at = words.iter().position(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let number = words.get(at)?.parse().ok()?;
    let role = |word: &String| {
        let of = |words: &[&str]| words.contains(&word.as_str());
        if of(&WHO) {
            Some(Concept::ActionOwner)
        } else if of(&WHEN) {
            Some(Concept::Due)
        } else if of(&STATE) {
            Some(Concept::ActionStatus)
        } else {
            None
        }
    };
    let (before, after) = (words.get(..at)?, words.get(at + 1..)?);
    let role_of = before.iter().chain(after).find_map(role);
    let is_known = after.iter().all(|word| role(word).is_some());
    let thing = before.iter().filter(|word| role(word).is_none()).cloned().collect();
    is_known.then_some(Member { thing, number, role: role_of })
}
