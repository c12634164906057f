//! Duplication.

pub(super) mod action_twice;
pub(super) mod boilerplate;
pub(super) mod same_actions;
pub(super) mod shared_action;
pub(super) mod shared_action_differs;
pub(super) mod titles_alike;

use crate::{ActionView, Context, RiskView};

type Place<'c, 'a> = (&'c RiskView<'a>, &'c ActionView<'a>);

/// The wordings of actions that stand on two risks or more: each with its places, in the order of
/// the register.
fn shared<'c, 'a>(on: &'c Context<'a>) -> Vec<Vec<Place<'c, 'a>>> {
    let mut wordings: Vec<Vec<Place<'_, '_>>> = Vec::new();
    for (risk, action) in on.actions() {
        let Some(number) = action.wording else { continue };
        // Wordings are numbered as they come.
        match wordings.get_mut(number) {
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
