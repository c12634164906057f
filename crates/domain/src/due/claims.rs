//! What the words of a clause claim or deny of its date: was it the day of the deed, or the day set?

use super::MilestoneState;
use super::clauses::{Place, Point, claimed};
use super::parse::{Item, Role};
use super::reader::Dates;
use super::vocabulary::Word;

/// "Completed (was due 30/04/18)": the date is not that of the completion, which has none.
pub(super) fn was_due(point: &Point, items: &[Item], dates: &Dates<'_, '_>) -> bool {
    let before = &items[point.clause.0..point.item];
    let completes = claimed(before) == Some((MilestoneState::Done, true));
    completes && names_what_was_due(before, dates) && !rest_is_due(before, dates)
}

/// "Completed - final draft due 30/04/18", "done; next due 30/04/18": what is due is named apart from
/// what was completed.
pub(super) fn rest_is_due(before: &[Item], dates: &Dates<'_, '_>) -> bool {
    let claim = before.iter().rposition(|item| matches!(item.role, Role::Done { .. }));
    let behind = claim.map_or(&[][..], |claim| &before[claim + 1..]);
    let is_named =
        |item: &Item| item.role == Role::Label || dates.word(item.first) == Some(Word::Next);
    names_what_was_due(behind, dates) && behind.iter().any(is_named)
}

/// Whether "was", "due" or the like stands right before the date that ends these items.
fn names_what_was_due(before: &[Item], dates: &Dates<'_, '_>) -> bool {
    let word = |item: &Item| ["due", "target", "deadline"].iter().any(|w| dates.is(item.first, w));
    let due = before.iter().rev().take_while(|item| item.role == Role::Filler).any(word);
    due || before.iter().rev().take(2).any(|item| item.role == Role::Old)
}

/// "Started, due June 2018": the date is not that of the start.
pub(super) fn falls_due(clause: &[Item], dates: &Dates<'_, '_>) -> bool {
    let started = clause.iter().position(|item| item.role == Role::Started).unwrap_or(0);
    let due = ["due", "target", "completion", "finish", "complete", "deadline", "expected"];
    clause[started..].iter().take_while(|item| !matches!(item.role, Role::When(_))).any(|item| {
        item.role == Role::By
            || (item.role == Role::Filler && due.iter().any(|word| dates.is(item.first, word)))
    })
}

/// "On hold until June", "unable to start until June": it waits until then, and does not go on.
/// Whether the words say so.
pub(super) fn hold_until(points: &mut [Point], items: &[Item], dates: &Dates<'_, '_>) -> bool {
    let starts = ["start", "begin", "commence", "progress", "proceed", "action", "work"];
    let mut held = false;
    for point in points.iter_mut().filter(|point| point.part == Place::Until) {
        let before = &items[..point.item];
        let denies = |item: &Item| {
            dates.word(item.first) == Some(Word::Not)
                && matches!(item.role, Role::Denied | Role::NotYet)
        };
        let waits = before.iter().any(|item| item.role == Role::Held);
        let denied = before.iter().rposition(denies).map_or(&[][..], |denied| &before[denied..]);
        if waits || !denied.is_empty() {
            point.part = Place::Due;
        }
        held |=
            waits || denied.iter().any(|item| starts.iter().any(|word| dates.is(item.first, word)));
    }
    held || items.iter().any(|item| item.role == Role::Held)
}
