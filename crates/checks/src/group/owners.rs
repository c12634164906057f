//! How much is whose to answer, counted by the places of the groups.

use foldhash::HashMap;

use super::{
    Group,
    gather::{Names, Seat},
    stand::Stand,
};
use crate::words::folded;

/// How much of what was found is one owner's own to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnersOwn {
    /// The owner, as the register writes it.
    pub owner: String,
    /// At how many places.
    pub places: usize,
    /// How many of them block a sign-off.
    pub blocking: usize,
    /// How many of them are new since the issue before.
    pub new: usize,
}

/// What one owner is to answer of what is told: by the group and the number of the finding, and how the
/// owner is written there.
type Own<'s> = Vec<(usize, usize, &'s str)>;

/// How much is each owner's own to answer of what is told, those with most first; what several are to
/// answer is each one's own.
pub(super) fn owners(stands: &[&Stand], seats: &[Seat], groups: &[Group]) -> Vec<OwnersOwn> {
    let (mut names, mut new_names) = (Names::of(stands), Names::of(stands));
    let seat = |number: &usize| seats.get(*number).copied().unwrap_or_default();
    let count = |mut own: Own<'_>| {
        own.sort_unstable_by_key(|(group, number, _)| (*group, *number));
        let owner = own.first().map_or("", |(.., owner)| owner).to_owned();
        let mut counted = OwnersOwn { owner, places: 0, blocking: 0, new: 0 };
        for of_group in own.chunk_by(|(a, ..), (b, ..)| a == b) {
            let group = of_group.first().and_then(|(group, ..)| groups.get(*group));
            let told = || of_group.iter().map(|(_, number, _)| seat(number));
            let places = names.count(told().flat_map(|seat| seat.places(stands)));
            let new = told().filter(|seat| seat.is_new());
            counted.places += places;
            counted.blocking += if group.is_some_and(|group| group.blocks) { places } else { 0 };
            counted.new += new_names.count(new.flat_map(|seat| seat.places(stands)));
        }
        (own.len(), counted)
    };
    let mut all: Vec<(usize, OwnersOwn)> =
        told(stands, seats, groups).into_iter().map(count).collect();
    all.sort_by(|(a, own), (b, other)| b.cmp(a).then_with(|| own.owner.cmp(&other.owner)));
    all.into_iter().map(|(_, own)| own).collect()
}

/// What is told of the groups by who is to answer. It is looked for stand by stand, since what stands at
/// one lies together.
fn told<'s>(stands: &[&'s Stand], seats: &[Seat], groups: &[Group]) -> Vec<Own<'s>> {
    let mut of_group: Vec<Option<usize>> = vec![None; seats.len()];
    for (group, told) in groups.iter().enumerate().map(|(n, group)| (n, &group.told)) {
        for number in told {
            of_group.get_mut(*number).into_iter().for_each(|slot| *slot = Some(group));
        }
    }
    // Findings are numbered by slot, and of one slot from stand to stand.
    let mut next: HashMap<usize, usize> = HashMap::default();
    for (number, seat) in seats.iter().enumerate() {
        next.entry(seat.slot()).or_insert(number);
    }
    let mut known: HashMap<&str, usize> = HashMap::default();
    let mut folds: HashMap<String, usize> = HashMap::default();
    let mut all: Vec<Own<'s>> = Vec::new();
    for stand in stands {
        for entry in &stand.entries {
            let Some(next) = next.get_mut(&usize::from(entry.slot)) else { continue };
            let number = *next;
            *next += 1;
            let Some(group) = of_group.get(number).copied().flatten() else { continue };
            for owner in stand.answer(entry) {
                let own = *known.entry(owner).or_insert_with(|| {
                    *folds.entry(folded(owner)).or_insert_with(|| {
                        all.push(Own::new());
                        all.len() - 1
                    })
                });
                // One owner may be written in two ways.
                let is_told = |own: &&mut Own<'_>| own.last().is_some_and(|own| own.1 == number);
                if let Some(own) = all.get_mut(own).filter(|own| !is_told(own)) {
                    own.push((group, number, owner));
                }
            }
        }
    }
    all
}
