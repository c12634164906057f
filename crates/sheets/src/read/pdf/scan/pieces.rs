//! The pieces of a page: print side by side without a wide gap, as in one line of one cell.

use super::ink::INK;
use crate::recognise::Picture;

/// More letters than these are no page of a register, but speckles.
const MOST_LETTERS: usize = 30_000;
/// White wider than this parts pieces, in parts of the size of type.
const GAP: f64 = 0.62;
/// Less ink than this is a speckle, in points.
const SPECKLE: usize = 9;

/// A box on the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Box {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
}

impl Box {
    pub(super) fn width(&self) -> usize {
        self.right - self.left
    }

    pub(super) fn height(&self) -> usize {
        self.bottom - self.top
    }

    fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// The pieces of a page from top to bottom, and the size of its type in points of the picture.
pub(super) struct Pieces {
    pub(super) boxes: Vec<Box>,
    pub(super) size: f64,
}

/// Finds the pieces; `None` where there is no print, or more than there can be.
pub(super) fn pieces(picture: &Picture) -> Option<Pieces> {
    let mut letters = letters(picture)?;
    letters.retain(|letter| {
        letter.height() <= picture.height / 8 && letter.width() <= picture.width / 4
    });
    let mut heights: Vec<usize> =
        letters.iter().map(Box::height).filter(|height| *height >= 9).collect();
    heights.sort_unstable();
    // Most letters are as high as an x, some as a capital: three quarters of the way up is near
    // the latter.
    let capital = *heights.get(heights.len() * 3 / 4)?;
    let size = capital as f64 / 0.7;
    let boxes = joined(&letters, size);
    Some(Pieces { boxes, size })
}

/// What hangs together on the picture.
fn letters(picture: &Picture) -> Option<Vec<Box>> {
    let mut sets = Sets::default();
    let mut above: Vec<(usize, usize, usize)> = Vec::new();
    for y in 0..picture.height {
        let mut own = Vec::new();
        let row = picture.row(y);
        let mut x = 0;
        while x < row.len() {
            let rest = row.get(x..).unwrap_or_default();
            let Some(start) = rest.iter().position(|point| *point < INK) else { break };
            let ink = rest.iter().skip(start).take_while(|point| **point < INK).count();
            let (from, to) = (x + start, x + start + ink);
            let set = sets.add(Box { left: from, top: y, right: to, bottom: y + 1 }, ink);
            let touching = above.iter().filter(|(left, right, _)| *left <= to && from <= *right);
            for (.., other) in touching {
                sets.join(set, *other);
            }
            own.push((from, to, set));
            x = to;
        }
        above = own;
        if sets.parents.len() > 40 * MOST_LETTERS {
            return None;
        }
    }
    let boxes: Vec<Box> = sets.boxes(SPECKLE);
    (boxes.len() <= MOST_LETTERS).then_some(boxes)
}

/// Letters that stand side by side, and dots with what they stand over.
fn joined(letters: &[Box], size: f64) -> Vec<Box> {
    let mut letters: Vec<Box> = letters.to_vec();
    letters.sort_by_key(|letter| letter.left);
    let mut sets = Sets::default();
    let places: Vec<usize> =
        letters.iter().map(|letter| sets.add(*letter, letter.width() * letter.height())).collect();
    let reach = (GAP * size) as usize;
    let widest = letters.iter().map(Box::width).max().unwrap_or_default();
    for (at, letter) in letters.iter().enumerate() {
        // Those before it that may reach as far.
        let before = letters.iter().enumerate().take(at).rev();
        for (other, known) in
            before.take_while(|(_, known)| known.left + widest + reach >= letter.left)
        {
            if known.right + reach >= letter.left
                && beside(known, letter, size)
                && let (Some(a), Some(b)) = (places.get(other), places.get(at))
            {
                sets.join(*a, *b);
            }
        }
    }
    let least = (0.02 * size * size) as usize;
    let mut boxes = sets.boxes(least);
    boxes.retain(|piece| piece.height() as f64 >= 0.3 * size);
    boxes.sort_by_key(|piece| (piece.top, piece.left));
    boxes
}

/// Whether two letters stand in one line: side by side, or one as a dot over the other.
fn beside(a: &Box, b: &Box, size: f64) -> bool {
    let overlap = a.bottom.min(b.bottom).saturating_sub(a.top.max(b.top));
    let lower = a.height().min(b.height());
    if 5 * overlap >= 2 * lower && overlap > 0 {
        return true;
    }
    let small = |letter: &Box| (letter.height() as f64) < 0.35 * size;
    if !small(a) && !small(b) {
        return false;
    }
    let gap = a.top.max(b.top).saturating_sub(a.bottom.min(b.bottom)) as f64;
    let over = a.left <= b.right && b.left <= a.right;
    // A dot over its letter, a comma below its line, a hyphen beside it.
    gap <= 0.22 * size && (over || b.left.saturating_sub(a.right) as f64 <= 0.2 * size)
}

/// Sets of boxes that are joined one by one.
#[derive(Default)]
struct Sets {
    parents: Vec<usize>,
    own: Vec<(Box, usize)>,
}

impl Sets {
    fn add(&mut self, own: Box, ink: usize) -> usize {
        self.parents.push(self.parents.len());
        self.own.push((own, ink));
        self.parents.len() - 1
    }

    fn first(&mut self, mut at: usize) -> usize {
        while let Some(parent) = self.parents.get(at).copied().filter(|parent| *parent != at) {
            let over = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.parents.get_mut(at) {
                *slot = over;
            }
            at = parent;
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        if a == b {
            return;
        }
        let (keep, go) = (a.min(b), a.max(b));
        if let Some(parent) = self.parents.get_mut(go) {
            *parent = keep;
        }
        let gone = self.own.get(go).copied();
        if let (Some((own, ink)), Some((other, more))) = (self.own.get_mut(keep), gone) {
            *own = own.union(&other);
            *ink += more;
        }
    }

    /// The box of each set that has so much ink.
    fn boxes(&self, least: usize) -> Vec<Box> {
        let firsts = self.parents.iter().enumerate().filter(|(at, parent)| at == *parent);
        let own = firsts.filter_map(|(at, _)| self.own.get(at));
        own.filter(|(_, ink)| *ink >= least).map(|(own, _)| *own).collect()
    }
}
