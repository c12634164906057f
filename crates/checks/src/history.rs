//! What a risk and its actions were in earlier issues of the register.

use std::{ptr, sync::Arc};

use bellwether_domain::{
    Action, Register, Risk,
    similar::{Likeness, pair_actions, pair_risks},
};
use foldhash::HashMap;

/// For each issue, the latest first, which risk each risk of the register was in it.
#[derive(Debug)]
pub(crate) struct Trail<'a> {
    steps: Vec<(&'a Register, Vec<Option<usize>>)>,
    /// What some risks were, where these alone are asked about.
    known: HashMap<usize, Vec<&'a Arc<Risk>>>,
}

impl<'a> Trail<'a> {
    /// Follows every risk back from issue to issue. A number that was used again for quite other
    /// words is not the same risk.
    pub(crate) fn of(register: &'a Register, issues: &[&'a Register]) -> Self {
        let mut places: Vec<Option<usize>> = (0..register.risks.len()).map(Some).collect();
        let mut later = register;
        let mut steps = Vec::new();
        for &earlier in issues.iter().rev() {
            let before: Vec<&Risk> = earlier.risks.iter().map(AsRef::as_ref).collect();
            let after: Vec<&Risk> = later.risks.iter().map(AsRef::as_ref).collect();
            let mut was = vec![None; after.len()];
            for pair in pair_risks(&before, &after) {
                if let (true, Some(place)) =
                    (pair.likeness != Likeness::Doubtful, was.get_mut(pair.after))
                {
                    *place = Some(pair.before);
                }
            }
            for place in &mut places {
                *place = place.and_then(|place| was.get(place).copied().flatten());
            }
            steps.push((earlier, places.clone()));
            later = earlier;
        }
        Self { steps, known: HashMap::default() }
    }

    /// The trail of some risks, by their places, whose past is known.
    pub(crate) fn known(known: HashMap<usize, Vec<&'a Arc<Risk>>>) -> Self {
        Self { steps: Vec::new(), known }
    }

    /// What the risk at a place was in each issue, the latest first, for as far as it goes back.
    pub(crate) fn of_risk(&self, position: usize) -> impl Iterator<Item = &'a Risk> {
        self.shared(position).map(AsRef::as_ref)
    }

    /// The same as the issues hold them.
    pub(crate) fn shared(&self, position: usize) -> impl Iterator<Item = &'a Arc<Risk>> {
        let known = self.known.get(&position).into_iter().flatten().copied();
        known.chain(self.steps.iter().map_while(move |(register, places)| {
            register.risks.get(places.get(position).copied().flatten()?)
        }))
    }

    /// What each action of a risk was in each issue, the latest first.
    pub(crate) fn of_actions(
        &self,
        position: usize,
        actions: &'a [Action],
    ) -> Vec<Vec<&'a Action>> {
        let mut trails: Vec<Vec<&Action>> = vec![Vec::new(); actions.len()];
        let mut places: Vec<Option<usize>> = (0..actions.len()).map(Some).collect();
        let mut later = actions;
        for risk in self.of_risk(position) {
            // A version that several issues share is the same in all of them.
            if !ptr::eq(risk.actions.as_slice(), later) {
                let mut was = vec![None; later.len()];
                for pair in pair_actions(&risk.actions, later) {
                    if let Some(place) = was.get_mut(pair.after) {
                        *place = Some(pair.before);
                    }
                }
                for place in &mut places {
                    *place = place.and_then(|place| was.get(place).copied().flatten());
                }
            }
            for (place, trail) in places.iter().zip(&mut trails) {
                trail.extend(place.and_then(|place| risk.actions.get(place)));
            }
            later = &risk.actions;
        }
        trails
    }
}
