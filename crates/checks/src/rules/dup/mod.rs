//! Duplication.

pub(super) mod action_twice;
pub(super) mod boilerplate;
pub(super) mod same_actions;
pub(super) mod shared_action;
pub(super) mod shared_action_differs;

use std::collections::HashMap;

use crate::{ActionView, Context, RiskView};

type Place<'c, 'a> = (&'c RiskView<'a>, &'c ActionView<'a>);

/// The wordings of actions that stand on two risks or more: each with its places, in the order of
/// the register.
fn shared<'c, 'a>(on: &'c Context<'a>) -> Vec<Vec<Place<'c, 'a>>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut wordings: Vec<Vec<Place<'_, '_>>> = Vec::new();
    for (risk, action) in on.actions().filter(|(_, action)| !action.folded.is_empty()) {
        let place = *places.entry(&action.folded).or_insert(wordings.len());
        match wordings.get_mut(place) {
            Some(known) => known.push((risk, action)),
            None => wordings.push(vec![(risk, action)]),
        }
    }
    wordings.retain(|places| {
        let mut risks = places.iter().map(|(risk, _)| risk.position);
        let first = risks.next();
        risks.any(|risk| Some(risk) != first)
    });
    wordings
}
