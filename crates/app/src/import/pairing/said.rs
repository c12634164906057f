//! What a reader said of pairs: which goes on as which, and what went into what.

use std::collections::HashSet;

use bellwether_domain::similar::Likeness;

use super::{Found, NONE, Pairing, sides::Sides};
use crate::import::question::{Decisions, Question};

/// What the reader said of pairs.
#[derive(Default)]
pub(super) struct Said {
    /// Theirs, and which of ours each is.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Those of ours that need no more looking for.
    pub(super) ours: HashSet<usize>,
    /// Those of theirs that need no more looking for.
    pub(super) theirs: HashSet<usize>,
    /// Ours that are not in the document any more, and which of theirs each went into.
    pub(super) into: Vec<(usize, usize)>,
}

impl Said {
    pub(super) fn is_empty(&self) -> bool {
        self.ours.is_empty() && self.theirs.is_empty()
    }

    pub(super) fn of(
        sides: &Sides<'_>,
        questions: &[Question],
        decisions: &Decisions,
        unknown: &mut Vec<String>,
    ) -> Self {
        let mut said = Self::default();
        let answered = questions.iter().filter_map(|question| {
            let option = question.answer(decisions)?;
            question.options.iter().find(|own| own.key == option)?.pair.clone()
        });
        for (old, new) in answered.chain(decisions.pairs().iter().cloned()) {
            let (ours, theirs) = (sides.our_place(&old), sides.their_place(&new));
            match (ours, theirs) {
                (Some(ours), Some(theirs)) => said.pairs.push((theirs, ours)),
                (Some(_), None) if new == NONE => {}
                (None, Some(_)) if old == NONE => {}
                _ => unknown.push(format!("{old}={new}")),
            }
            said.ours.extend(ours);
            said.theirs.extend(theirs);
        }
        let into = (0..sides.live).filter_map(|ours| {
            let name = decisions.goes_into(*sides.ids.get(ours)?)?;
            Some((ours, sides.their_place(name)?))
        });
        said.into = into.filter(|(ours, _)| !said.ours.contains(ours)).collect();
        said.ours.extend(said.into.iter().map(|(ours, _)| *ours));
        said
    }

    /// Pairs what was said to be the same. A risk goes on with one history: of several that were
    /// said to be one of theirs the first, and the others go into it; what else one of ours was
    /// said to be came out of it. Gives the kin.
    pub(super) fn take(&self, sides: &Sides<'_>, pairing: &mut Pairing) -> Vec<(usize, usize)> {
        let (mut ours_taken, mut theirs_taken) = (HashSet::new(), HashSet::new());
        let mut kin = Vec::new();
        // Those that go on come first, in whatever order the others were said.
        let goes_first = |(theirs, ours): &&(usize, usize)| {
            let free = !ours_taken.contains(ours) && !theirs_taken.contains(theirs);
            if free {
                ours_taken.insert(*ours);
                theirs_taken.insert(*theirs);
            }
            free
        };
        let (first, rest): (Vec<_>, Vec<_>) = self.pairs.iter().partition(goes_first);
        for (theirs, ours) in &first {
            goes_on(sides, pairing, *ours, *theirs);
        }
        for (theirs, ours) in rest.iter().filter(|pair| !first.contains(pair)) {
            if ours_taken.insert(*ours) {
                goes_into(sides, pairing, &mut kin, *ours, *theirs);
            } else if !kin.contains(&(*ours, *theirs)) {
                kin.push((*ours, *theirs));
            }
        }
        for (ours, theirs) in &self.into {
            if pairing.found.contains_key(theirs) {
                goes_into(sides, pairing, &mut kin, *ours, *theirs);
            } else {
                goes_on(sides, pairing, *ours, *theirs);
            }
        }
        kin
    }
}

/// One of ours goes on as one of theirs.
pub(super) fn goes_on(sides: &Sides<'_>, pairing: &mut Pairing, ours: usize, theirs: usize) {
    let why = Some(format!("It was {}, as you said.", sides.our_name(ours)));
    pairing.found.insert(theirs, Found { known: ours, likeness: Likeness::Renumbered, why });
}

/// One of ours goes into one of theirs that goes on with another history.
pub(super) fn goes_into(
    sides: &Sides<'_>,
    pairing: &mut Pairing,
    kin: &mut Vec<(usize, usize)>,
    ours: usize,
    theirs: usize,
) {
    kin.push((ours, theirs));
    let (own, other) = (sides.our_name(ours), sides.their_name(theirs));
    if let Some(found) = pairing.found.get_mut(&theirs) {
        let why = found.why.take().map(|why| format!("{why} ")).unwrap_or_default();
        found.why = Some(format!("{why}{own} goes into it."));
    }
    pairing.lacking.insert(ours, format!("It goes into {other}, as you said."));
    pairing.gone.push((ours, other));
}
