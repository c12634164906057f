//! Which item of a list is which on the other sides of a merge, and in what order all of them stand.

use super::{Item, Sides};

/// One item, by its position on each side that has it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slot {
    pub(super) base: Option<usize>,
    mine: Option<usize>,
    theirs: Option<usize>,
}

impl Slot {
    /// Every item of the three sides once, in the order that the merged list has them.
    pub(super) fn all<T: Item>(sides: Sides<'_, [T]>) -> Vec<Self> {
        let mut slots: Vec<Self> =
            (0..sides.base.len()).map(|i| Self { base: Some(i), ..Self::default() }).collect();
        for j in Self::place(&mut slots, sides.base, sides.mine, |slot| &mut slot.mine) {
            slots.push(Self { mine: Some(j), ..Self::default() });
        }
        for k in Self::place(&mut slots, sides.base, sides.theirs, |slot| &mut slot.theirs) {
            // Both added the same: it is one.
            let twin = slots.iter_mut().find(|slot| {
                slot.base.is_none()
                    && slot.theirs.is_none()
                    && slot
                        .mine
                        .and_then(|j| sides.mine.get(j))
                        .zip(sides.theirs.get(k))
                        .is_some_and(|(mine, theirs)| mine.line() == theirs.line())
            });
            match twin {
                Some(twin) => twin.theirs = Some(k),
                None => slots.push(Self { theirs: Some(k), ..Self::default() }),
            }
        }
        Self::in_order(&slots)
    }

    /// Notes in the slots where each item of `base` is on a side; gives what the side added.
    fn place<T: Item>(
        slots: &mut [Self],
        base: &[T],
        side: &[T],
        position: fn(&mut Self) -> &mut Option<usize>,
    ) -> Vec<usize> {
        let mut added: Vec<usize> = (0..side.len()).collect();
        for pair in T::pair(base, side) {
            if let Some(slot) = slots.get_mut(pair.before) {
                *position(slot) = Some(pair.after);
                added.retain(|&j| j != pair.after);
            }
        }
        added
    }

    /// The order of the side that moved things about (mine, where both did); what the other side
    /// added comes after what it comes after there.
    fn in_order(slots: &[Self]) -> Vec<Self> {
        let sequence = |position: fn(&Self) -> Option<usize>| -> Vec<usize> {
            let mut places: Vec<(usize, usize)> = slots
                .iter()
                .enumerate()
                .filter_map(|(place, slot)| Some((position(slot)?, place)))
                .collect();
            places.sort_unstable();
            places.into_iter().map(|(_, place)| place).collect()
        };
        let (mine, theirs) = (sequence(|slot| slot.mine), sequence(|slot| slot.theirs));
        let known = |place: &&usize| slots.get(**place).is_some_and(|slot| slot.base.is_some());
        let i_moved_none = mine.iter().filter(known).is_sorted();
        let (mut order, other) = if i_moved_none { (theirs, mine) } else { (mine, theirs) };
        let mut after = 0;
        for place in other {
            after = match order.iter().position(|&known| known == place) {
                Some(there) => there + 1,
                None => {
                    order.insert(after, place);
                    after + 1
                }
            };
        }
        order.into_iter().filter_map(|place| slots.get(place).copied()).collect()
    }

    /// The item itself on each side.
    pub(super) fn of<'a, T>(
        self,
        sides: Sides<'a, [T]>,
    ) -> (Option<&'a T>, Option<&'a T>, Option<&'a T>) {
        let get = |side: &'a [T], place: Option<usize>| place.and_then(|i| side.get(i));
        (get(sides.base, self.base), get(sides.mine, self.mine), get(sides.theirs, self.theirs))
    }
}
