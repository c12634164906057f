//! Which control and which action of a risk is which of an earlier version: by its id where it
//! carries one, else as an import recognises it.

use std::{collections::HashSet, hash::Hash};

use crate::{Action, Control, Risk, similar::pair_actions};

/// Gives each control and action that carries no id the one of the control or action before that
/// it is recognised as.
pub fn carry(before: &Risk, after: &mut Risk) {
    let ids: Vec<_> = before.actions.iter().map(|action| action.id).collect();
    let own: Vec<_> = after.actions.iter().map(|action| action.id).collect();
    for (place, id) in carried(&before.actions, &ids, &after.actions, &own) {
        if let Some(action) = after.actions.get_mut(place) {
            action.id = Some(id);
        }
    }
    let ids: Vec<_> = before.controls.iter().map(|control| control.id).collect();
    let own: Vec<_> = after.controls.iter().map(|control| control.id).collect();
    let (was, is) = (as_actions(&before.controls), as_actions(&after.controls));
    for (place, id) in carried(&was, &ids, &is, &own) {
        if let Some(control) = after.controls.get_mut(place) {
            control.id = Some(id);
        }
    }
}

/// Takes away the ids that none before has: whoever changes a version cannot bring others in.
pub fn keep_known(before: &Risk, after: &mut Risk) {
    let known: HashSet<_> = before.actions.iter().filter_map(|action| action.id).collect();
    for action in &mut after.actions {
        action.id = action.id.filter(|id| known.contains(id));
    }
    let known: HashSet<_> = before.controls.iter().filter_map(|control| control.id).collect();
    for control in &mut after.controls {
        control.id = control.id.filter(|id| known.contains(id));
    }
}

/// Takes all ids away: what a risk says, whoever keeps it.
pub fn forget(risk: &mut Risk) {
    risk.id = None;
    risk.actions.iter_mut().for_each(|action| action.id = None);
    risk.controls.iter_mut().for_each(|control| control.id = None);
}

/// Gives each control and action that has no id a new one, from random bytes; of two with the same
/// id, the second.
pub fn complete(risk: &mut Risk, mut random: impl FnMut() -> [u8; 16]) {
    let mut seen = HashSet::new();
    for action in &mut risk.actions {
        if action.id.is_none_or(|id| !seen.insert(id)) {
            action.id = Some(crate::ActionId::from_random(random()));
        }
    }
    let mut seen = HashSet::new();
    for control in &mut risk.controls {
        if control.id.is_none_or(|id| !seen.insert(id)) {
            control.id = Some(crate::ControlId::from_random(random()));
        }
    }
}

/// Whether every control and action has an id of its own.
pub fn is_complete(risk: &Risk) -> bool {
    fn apart<T: Eq + Hash>(mut ids: impl Iterator<Item = Option<T>>) -> bool {
        let mut seen = HashSet::new();
        ids.all(|id| id.is_some_and(|id| seen.insert(id)))
    }
    apart(risk.actions.iter().map(|action| action.id))
        && apart(risk.controls.iter().map(|control| control.id))
}

/// The ids that those after without one take over, by their places.
fn carried<T: Copy + Eq + Hash>(
    before: &[Action],
    ids: &[Option<T>],
    after: &[Action],
    own: &[Option<T>],
) -> Vec<(usize, T)> {
    let taken: HashSet<T> = own.iter().flatten().copied().collect();
    let free =
        |place: &usize| ids.get(*place).copied().flatten().is_some_and(|id| !taken.contains(&id));
    let was: Vec<usize> = (0..before.len()).filter(free).collect();
    let is: Vec<usize> = (0..after.len()).filter(|place| own.get(*place) == Some(&None)).collect();
    let of = |all: &[Action], places: &[usize]| -> Vec<Action> {
        places.iter().filter_map(|place| all.get(*place).cloned()).collect()
    };
    pair_actions(&of(before, &was), &of(after, &is))
        .into_iter()
        .filter_map(|pair| Some((*is.get(pair.after)?, ids.get(*was.get(pair.before)?).copied()??)))
        .collect()
}

fn as_actions(controls: &[Control]) -> Vec<Action> {
    let action = |control: &Control| Action {
        description: control.description.clone(),
        ..Action::default()
    };
    controls.iter().map(action).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn risk(actions: &[&str], controls: &[&str]) -> Risk {
        let action =
            |words: &&str| Action { description: (*words).to_owned(), ..Action::default() };
        Risk {
            actions: actions.iter().map(action).collect(),
            controls: controls.iter().map(|words| Control::new(*words)).collect(),
            ..Risk::default()
        }
    }

    fn completed(mut risk: Risk, from: u8) -> Risk {
        let mut next = from;
        complete(&mut risk, || {
            next += 1;
            [next; 16]
        });
        risk
    }

    #[test]
    fn an_id_goes_with_the_words_however_they_are_ordered_and_mended() {
        let before = completed(
            risk(&["Mend the sluice gear", "Train two keepers"], &["Weekly greasing", "Spare"]),
            0,
        );
        let mut after = risk(
            &["Buy a winch", "Train three keepers", "Mend the sluice gear"],
            &["Spare", "Greasing each week"],
        );
        carry(&before, &mut after);
        let ids = |risk: &Risk| risk.actions.iter().map(|action| action.id).collect::<Vec<_>>();
        let [mend, train] = ids(&before)[..] else { panic!() };
        assert_eq!(ids(&after), [None, train, mend]);
        assert_eq!(after.controls[0].id, before.controls[1].id);
        let after = completed(after, 100);
        assert!(is_complete(&after));
        assert_eq!(ids(&after)[1..], [train, mend]);
    }

    #[test]
    fn an_id_that_is_carried_goes_before_the_words() {
        let before = completed(risk(&["Mend the gear", "Train two keepers"], &[]), 0);
        let mut after = risk(&["Train two keepers", "Mend the gear"], &[]);
        after.actions[0].id = before.actions[0].id;
        carry(&before, &mut after);
        assert_eq!(after.actions[0].id, before.actions[0].id);
        assert_eq!(after.actions[1].id, None, "its words are those of one that is taken");
    }

    #[test]
    fn an_id_given_twice_is_given_once() {
        let mut twice = completed(risk(&["Mend the gear", "Mend the gear"], &[]), 0);
        twice.actions[1].id = twice.actions[0].id;
        assert!(!is_complete(&twice));
        let apart = completed(twice.clone(), 50);
        assert_eq!(apart.actions[0].id, twice.actions[0].id);
        assert!(is_complete(&apart));
    }
}
