//! Who is like whom, and which pairs are taken for it.

use std::collections::{HashMap, HashSet};

use bellwether_domain::{
    Risk,
    similar::{Likeness, same_risks},
};

use super::{
    Found, Pairing,
    said::Said,
    sides::{Alike, LIKE, Sides, compared, corroborated, number},
};

/// Each is compared with each; beyond so many comparisons only what is the same is recognised.
const MOST_COMPARISONS: usize = 1_000_000;
/// So many new risks may be chosen from where one is lacking.
const MOST_OFFERED: usize = 9;

/// Who is like whom, of those that are not taken yet.
pub(super) struct Work<'a> {
    pub(super) sides: &'a Sides<'a>,
    /// The same words: theirs and ours.
    pub(super) same: Vec<(usize, usize)>,
    /// The others that are alike at all, the likest first.
    pub(super) alike: Vec<Alike>,
    /// The same number and nothing else in common.
    pub(super) numbers: Vec<Alike>,
}

impl<'a> Work<'a> {
    pub(super) fn of(
        sides: &'a Sides<'a>,
        no_ours: &HashSet<usize>,
        no_theirs: &HashSet<usize>,
    ) -> Self {
        let ours: Vec<usize> = (0..sides.ours.len()).filter(|i| !no_ours.contains(i)).collect();
        let theirs: Vec<usize> =
            (0..sides.theirs.len()).filter(|j| !no_theirs.contains(j)).collect();
        let risks = |places: &[usize], all: &[&'a Risk]| -> Vec<&'a Risk> {
            places.iter().filter_map(|place| all.get(*place).copied()).collect()
        };
        let same: Vec<(usize, usize)> =
            same_risks(&risks(&ours, &sides.ours), &risks(&theirs, &sides.theirs))
                .into_iter()
                .filter_map(|pair| Some((*theirs.get(pair.after)?, *ours.get(pair.before)?)))
                .collect();
        let left = |all: Vec<usize>, taken: HashSet<usize>| -> Vec<usize> {
            all.into_iter().filter(|place| !taken.contains(place)).collect()
        };
        let ours = left(ours, same.iter().map(|(_, ours)| *ours).collect());
        let theirs = left(theirs, same.iter().map(|(theirs, _)| *theirs).collect());
        let (mut alike, mut numbers) = (vec![], vec![]);
        if ours.len().saturating_mul(theirs.len()) <= MOST_COMPARISONS {
            for each in compared(sides, &ours, &theirs) {
                if each.share >= LIKE || each.is_part || each.may_be_taken() {
                    alike.push(each);
                } else if each.same_number {
                    numbers.push(each);
                }
            }
        }
        let order = |a: &Alike, b: &Alike| {
            b.score().total_cmp(&a.score()).then((a.ours, a.theirs).cmp(&(b.ours, b.theirs)))
        };
        alike.sort_by(order);
        Self { sides, same, alike, numbers }
    }

    /// Takes the likest first, each once.
    pub(super) fn assign(&self, pairing: &mut Pairing) {
        let sides = self.sides;
        for (theirs, ours) in &self.same {
            let moved = number(sides.ours.get(*ours)) != number(sides.theirs.get(*theirs));
            let why = moved.then(|| format!("It was {}: the same words.", sides.our_name(*ours)));
            let found = Found { known: *ours, likeness: Likeness::Same, why };
            pairing.found.insert(*theirs, found);
        }
        let mut taken: HashMap<usize, usize> = HashMap::new();
        for each in self.alike.iter().filter(|each| each.may_be_taken()) {
            if taken.contains_key(&each.ours) || pairing.found.contains_key(&each.theirs) {
                continue;
            }
            let likeness = if each.same_number { Likeness::Alike } else { Likeness::Renumbered };
            let why = (!each.same_number).then(|| self.renumbered(*each));
            taken.insert(each.ours, each.theirs);
            pairing.found.insert(each.theirs, Found { known: each.ours, likeness, why });
        }
        for each in &self.numbers {
            let both = sides.ours.get(each.ours).zip(sides.theirs.get(each.theirs));
            let stands = (each.ours < sides.live || sides.comes_later.contains(&each.ours))
                && both.is_some_and(|(ours, theirs)| corroborated(ours, theirs));
            if !stands || taken.contains_key(&each.ours) || pairing.found.contains_key(&each.theirs)
            {
                continue;
            }
            let why = format!(
                "The same number with other words ({}), under the same category and owner: taken \
                 as reworded.",
                each.percent()
            );
            taken.insert(each.ours, each.theirs);
            let found = Found { known: each.ours, likeness: Likeness::Doubtful, why: Some(why) };
            pairing.found.insert(each.theirs, found);
        }
    }

    /// What one of ours that is lacking may have gone into: what is new in the document or has a new
    /// number, where that is not too much to choose from, and what somebody said one went into.
    pub(super) fn new_ones(&self, pairing: &Pairing, said: &Said) -> Vec<(String, String)> {
        let theirs = 0..self.sides.theirs.len();
        let is_named = |place: &usize| {
            said.into.iter().any(|(_, theirs)| theirs == place)
                || said.pairs.iter().any(|(theirs, _)| theirs == place)
        };
        let is_new = |place: &usize| {
            let found = pairing.found.get(place);
            found.is_none_or(|found| found.likeness == Likeness::Renumbered)
        };
        let few = theirs.clone().filter(is_new).count() <= MOST_OFFERED;
        let offered = theirs.filter(|place| is_named(place) || few && is_new(place));
        let words = |place: usize| {
            let risk = self.sides.theirs.get(place);
            (
                self.sides.their_name(place),
                risk.map(|risk| risk.wording()).unwrap_or_default().to_owned(),
            )
        };
        offered.map(words).collect()
    }

    /// Says of what is new, and of what is lacking, what it is like.
    pub(super) fn name_the_rest(&self, pairing: &mut Pairing) {
        let taken: HashMap<usize, usize> =
            pairing.found.iter().map(|(theirs, found)| (found.known, *theirs)).collect();
        let same = self.same.iter().map(|(theirs, ours)| (*ours, *theirs));
        let is_left = |pair: &(usize, usize)| {
            !pairing.found.contains_key(&pair.1) || !taken.contains_key(&pair.0)
        };
        pairing.likes = same.filter(is_left).collect();
        for each in self.alike.iter().filter(|each| each.ours < self.sides.live) {
            let (ours, theirs) =
                (self.sides.our_name(each.ours), self.sides.their_name(each.theirs));
            if !pairing.found.contains_key(&each.theirs) || !taken.contains_key(&each.ours) {
                pairing.likes.push((each.ours, each.theirs));
            }
            if !pairing.found.contains_key(&each.theirs) {
                let fate = match taken.get(&each.ours) {
                    Some(on) => format!("which goes on as {}", self.sides.their_name(*on)),
                    None => "which is not in the document".to_owned(),
                };
                pairing
                    .like
                    .entry(each.theirs)
                    .or_insert_with(|| format!("Like {ours} ({}), {fate}.", each.percent()));
            }
            if !taken.contains_key(&each.ours) {
                pairing.lacking.entry(each.ours).or_insert_with(|| {
                    format!("Like {theirs} of the document ({}).", each.percent())
                });
            }
        }
    }

    /// "It was R1 (88 % alike). Also like it: R1a (84 % alike)."
    pub(super) fn renumbered(&self, each: Alike) -> String {
        let others: Vec<String> = self
            .alike
            .iter()
            .filter(|other| other.ours == each.ours && other.theirs != each.theirs)
            .map(|other| format!("{} ({})", self.sides.their_name(other.theirs), other.percent()))
            .collect();
        let also = if others.is_empty() {
            String::new()
        } else {
            format!(" Also like it: {}.", others.join(", "))
        };
        format!("It was {} ({}).{also}", self.sides.our_name(each.ours), each.percent())
    }
}
