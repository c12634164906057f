//! The risks that we know and those of a document: how each is called, and how like two are.

use std::collections::HashSet;

use bellwether_domain::{
    Risk,
    similar::{Wording, folded},
};
use bellwether_history::RiskId;

/// Words must agree this far for the same number to mean the same risk.
const SAME_NUMBER: f64 = 0.5;
/// Words must agree this far to recognise a risk under another number.
const NO_NUMBER: f64 = 0.7;
/// Words that agree this far are worth naming beside the one that was taken.
pub(super) const LIKE: f64 = 0.6;
/// What the same number counts for beside the words.
const NUMBER: f64 = 0.2;

/// What both sides are called and say.
pub(super) struct Sides<'a> {
    pub(super) ours: Vec<&'a Risk>,
    pub(super) theirs: Vec<&'a Risk>,
    pub(super) ids: Vec<RiskId>,
    /// How many of ours, from the first, are on the register at the document's date.
    pub(super) live: usize,
    /// Those of ours that only come on to the register later.
    pub(super) comes_later: HashSet<usize>,
}

impl Sides<'_> {
    /// How one of ours is named: by its number, where no other that stands has it.
    pub(super) fn our_name(&self, place: usize) -> String {
        let number = self.ours.get(place).and_then(|risk| risk.reference.as_deref());
        let standing = self.ours.iter().take(self.live.max(place + 1));
        let only = |number: &&str| {
            standing.clone().filter(|risk| risk.reference.as_deref() == Some(number)).count() == 1
        };
        let id = || self.ids.get(place).map(ToString::to_string).unwrap_or_default();
        number.filter(only).map_or_else(id, str::to_owned)
    }

    /// How one of theirs is named: by its number, where no other has it; else by its place.
    pub(super) fn their_name(&self, place: usize) -> String {
        let number = self.theirs.get(place).and_then(|risk| risk.reference.as_deref());
        let only = |number: &&str| {
            self.theirs.iter().filter(|risk| risk.reference.as_deref() == Some(number)).count() == 1
        };
        number.filter(only).map_or_else(|| format!("#{}", place + 1), str::to_owned)
    }

    pub(super) fn our_place(&self, name: &str) -> Option<usize> {
        (0..self.ours.len()).find(|place| {
            self.our_name(*place) == name
                || self.ids.get(*place).is_some_and(|id| id.to_string() == name)
        })
    }

    pub(super) fn their_place(&self, name: &str) -> Option<usize> {
        (0..self.theirs.len()).find(|place| self.their_name(*place) == name)
    }
}

/// One of ours and one of theirs that are alike.
#[derive(Clone, Copy)]
pub(super) struct Alike {
    pub(super) ours: usize,
    pub(super) theirs: usize,
    /// The share of words, from 0 to 1.
    pub(super) share: f64,
    pub(super) same_number: bool,
    /// Whether nearly all that one says the other says too.
    pub(super) is_part: bool,
}

impl Alike {
    pub(super) fn score(self) -> f64 {
        self.share + if self.same_number { NUMBER } else { 0.0 }
    }

    /// Whether one of another number may have come out of the other, or gone into it.
    pub(super) fn may_be_kin(self) -> bool {
        !self.same_number && (self.is_part || self.share >= NO_NUMBER)
    }

    /// Whether they may be the same risk without anybody's word.
    pub(super) fn may_be_taken(self) -> bool {
        self.share >= if self.same_number { SAME_NUMBER } else { NO_NUMBER }
    }

    pub(super) fn percent(self) -> String {
        let words = if self.is_part && self.share < LIKE {
            ", and nearly all its words are there"
        } else {
            ""
        };
        format!("{:.0} % alike{words}", self.share * 100.0)
    }
}

/// Each of ours against each of theirs.
pub(super) fn compared(sides: &Sides<'_>, ours: &[usize], theirs: &[usize]) -> Vec<Alike> {
    let read = |places: &[usize], all: &[&Risk]| -> Vec<(usize, Wording, Option<String>)> {
        let risk = |place: &usize| {
            let risk = all.get(*place)?;
            Some((*place, Wording::of(risk), number(Some(risk))))
        };
        places.iter().filter_map(risk).collect()
    };
    let (ours, theirs) = (read(ours, &sides.ours), read(theirs, &sides.theirs));
    let mut compared = Vec::new();
    for (our, our_words, our_number) in &ours {
        for (their, their_words, their_number) in &theirs {
            compared.push(Alike {
                ours: *our,
                theirs: *their,
                share: our_words.likeness(their_words),
                same_number: our_number.is_some() && our_number == their_number,
                is_part: our_words.is_part(their_words),
            });
        }
    }
    compared
}

pub(super) fn number(risk: Option<&&Risk>) -> Option<String> {
    risk.and_then(|risk| risk.reference.as_deref()).map(folded)
}

/// Whether a risk of the same number but quite other words is still the same risk: it stands
/// under the same category with an owner in common. Otherwise the number was used again.
pub(super) fn corroborated(before: &Risk, after: &Risk) -> bool {
    let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => folded(a) == folded(b),
        _ => false,
    };
    same(&before.category, &after.category)
        && before.owners.iter().any(|owner| after.owners.contains(owner))
}
