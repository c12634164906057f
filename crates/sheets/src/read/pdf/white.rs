//! The white that lines share: what parts columns where there are no upright lines.

use std::collections::BTreeSet;

use super::gap::{Gap, column_at};
use super::pieces::{Piece, Pieces};
use super::words::Word;

/// The least white that parts two columns, in parts of the size of type.
const COLUMN_GAP: f64 = 0.33;
/// The white that at least one line must show between two columns.
const CLEAR_GAP: f64 = 0.8;
/// Or else the white that four lines or more share there.
const SHARED_GAP: f64 = 0.5;
/// The white beside which a column of four lines or more may begin, if all begin there.
const ALIGNED_GAP: f64 = 0.1;
/// A gap that is narrower than this, in points, may be touched from either side.
const NARROW_GAP: f64 = 2.0;
/// How far from a gap, in parts of the size of type, a word still belongs to the column beside it.
const NEAR_GAP: f64 = 2.0;
/// A line with this part of the most pieces that any line has shows the columns.
const RICH: f64 = 0.6;
/// Stretches of white that lines share; where they share more they are a drawing.
pub(super) const MOST_WHITES: usize = 200;

/// Marks of a list that stand for nothing else, as a dash or a tick may in a cell.
const BULLETS: [&str; 6] = ["•", "▪", "◦", "‣", "➢", "·"];

/// The gaps that the lines share: first those of the lines that show most columns, then less
/// what every line prints into them.
pub(super) fn gaps_of(lines: &[Pieces]) -> Vec<Gap> {
    let most = lines.iter().map(|line| line.pieces.len()).max().unwrap_or(0);
    if most < 2 {
        return vec![];
    }
    #[allow(clippy::cast_precision_loss, reason = "a few dozen pieces")]
    let is_rich = |line: &&Pieces| line.many() && line.pieces.len() as f64 >= RICH * most as f64;
    let rich: Vec<&Pieces> = lines.iter().filter(is_rich).collect();
    let size = rich.iter().map(|line| line.line.size()).fold(f64::MAX, f64::min);
    let mut gaps = whites(&rich, rich.len() / 12);
    if gaps.len() > MOST_WHITES {
        return vec![];
    }
    gaps.retain(|gap| parts_columns(gap, &rich, size));
    for line in lines {
        for gap in &mut gaps {
            // Ink across the whole gap is a spanning cell; ink into it is the column's true width.
            let best = remainder_of(*gap, line);
            let least = COLUMN_GAP.min((gap.1 - gap.0) / size) * size;
            *gap = best.filter(|part| part.1 - part.0 >= least).unwrap_or(*gap);
        }
    }
    gaps
}

/// Drops the white between the bullets of a list and its items: a column of nothing but bullets.
pub(super) fn without_bullets(mut gaps: Vec<Gap>, lines: &[&Pieces]) -> Vec<Gap> {
    let mut index = 0;
    while index < gaps.len() {
        let (mut bullets, mut others) = (0, 0);
        for word in lines.iter().flat_map(|line| &line.line.words) {
            // A heading over the list stands over its bullets, too.
            let own = column_at(&gaps, word.place.center().x) == index && !word.bold;
            let bullet = BULLETS.contains(&word.text.as_str());
            bullets += usize::from(own && bullet);
            others += usize::from(own && !bullet);
        }
        if bullets >= 2 && bullets > 10 * others {
            gaps.remove(index);
        } else {
            index += 1;
        }
    }
    gaps
}

/// Drops the gap between a heading and its values where these stand side by side, as a centred
/// heading does beside its left-aligned values: no line has text on both sides, and the lines on
/// one side all stand above those on the other.
pub(super) fn without_shifted_heads(mut gaps: Vec<Gap>, lines: &[Pieces]) -> Vec<Gap> {
    let mut index = 0;
    while index < gaps.len() {
        let (mut left, mut right) = ((usize::MAX, 0), (usize::MAX, 0));
        for (number, line) in lines.iter().enumerate() {
            for word in &line.line.words {
                let column = column_at(&gaps, word.place.center().x);
                let side = if column == index { &mut left } else { &mut right };
                if column == index || column == index + 1 {
                    *side = (side.0.min(number), side.1.max(number));
                }
            }
        }
        let used = left.0 <= left.1 && right.0 <= right.1;
        if used && (left.1 < right.0 || right.1 < left.0) && lines.len() > 2 {
            gaps.remove(index);
        } else {
            index += 1;
        }
    }
    gaps
}

/// Whether a stretch of white parts columns: lines have text on both sides of it, and it is clear
/// in some, or wide in many, or so many begin exactly beside it that it is no space between words.
pub(super) fn parts_columns(gap: &Gap, rich: &[&Pieces], size: f64) -> bool {
    let width = gap.1 - gap.0;
    let whites: Vec<f64> = rich.iter().filter_map(|line| white_at(line, gap)).collect();
    let clear = whites.iter().filter(|white| **white >= CLEAR_GAP * size).count();
    if width >= COLUMN_GAP * size {
        clear >= rich.len().div_ceil(4).min(2)
            || (whites.len() >= 4 && (width >= SHARED_GAP * size || begin_apart(gap, rich)))
    } else {
        begin_apart(gap, rich) || width >= ALIGNED_GAP * size && begin_beside(gap, rich, size)
    }
}

/// Whether the file begins strings exactly to the right of a gap on several lines, be it ever so
/// narrow.
fn begin_apart(gap: &Gap, rich: &[&Pieces]) -> bool {
    let begins = |line: &&&Pieces| {
        line.line.words.iter().any(|word| word.apart && (word.place.x0 - gap.1).abs() < 0.5)
    };
    rich.iter().filter(begins).count() >= 4
}

/// Whether most lines that go on close to the right of a gap begin a word exactly beside it. The
/// words must differ on both sides: the same phrase in every row leaves aligned spaces, too.
fn begin_beside(gap: &Gap, rich: &[&Pieces], size: f64) -> bool {
    let close: Vec<(&str, &str, f64)> = rich
        .iter()
        .flat_map(|line| line.line.words.windows(2))
        .filter_map(|pair| match pair {
            [a, b] if a.place.x1 <= gap.1 + 0.5 && b.place.x0 >= gap.1 - 0.5 => {
                Some((a.text.as_str(), b.text.as_str(), b.place.x0 - gap.1))
            }
            _ => None,
        })
        .filter(|(.., off)| *off <= NEAR_GAP * size)
        .collect();
    let beside = || close.iter().filter(|(.., off)| off.abs() < 0.5);
    let differ = |side: fn(&(&str, &str, f64)) -> String| {
        beside().map(side).collect::<BTreeSet<_>>().len() >= 3
    };
    beside().count() >= 4
        && 5 * beside().count() >= 4 * close.len()
        && differ(|pair| pair.0.to_owned())
        && differ(|pair| pair.1.to_owned())
}

/// The stretches of white inside the lines' width that at most `tolerance` lines print into.
pub(super) fn whites(lines: &[&Pieces], tolerance: usize) -> Vec<Gap> {
    let mut events: Vec<(f64, i32)> = Vec::new();
    for line in lines {
        for (from, to) in &line.ink {
            events.push((*from, 1));
            events.push((*to, -1));
        }
    }
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let allowed = i32::try_from(tolerance).unwrap_or(i32::MAX);
    let mut gaps = Vec::new();
    let (mut depth, mut open, mut begun) = (0, 0.0, false);
    for (at, change) in events {
        let before = depth;
        depth += change;
        if before <= allowed && depth > allowed {
            if begun {
                gaps.push((open, at));
            }
            begun = true;
        } else if before > allowed && depth <= allowed {
            open = at;
        }
    }
    gaps
}

/// The white of one line around the middle of a gap; `None` where it has no text on both sides,
/// or text across.
pub(super) fn white_at(line: &Pieces, gap: &Gap) -> Option<f64> {
    let middle = f64::midpoint(gap.0, gap.1);
    let ink = &line.ink;
    if ink.iter().any(|(from, to)| *from < middle && middle < *to) {
        return None;
    }
    let left = ink.iter().map(|(_, to)| *to).filter(|x| *x <= middle).reduce(f64::max)?;
    let right = ink.iter().map(|(from, _)| *from).filter(|x| *x >= middle).reduce(f64::min)?;
    Some(right - left)
}

/// The widest stretch that is left of a gap beside the words of a line.
pub(super) fn remainder_of(gap: Gap, line: &Pieces) -> Option<Gap> {
    remainder(gap, line).into_iter().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
}

/// What is left of a gap beside the words of a line.
fn remainder(gap: Gap, line: &Pieces) -> Vec<Gap> {
    let mut parts = vec![gap];
    for (from, to) in line.ink.iter().filter(|ink| ink.0 < gap.1 && gap.0 < ink.1) {
        parts = parts
            .into_iter()
            .flat_map(|part| [(part.0, part.1.min(*from)), (part.0.max(*to), part.1)])
            .filter(|part| part.1 > part.0)
            .collect();
    }
    parts.sort_by(|a, b| a.0.total_cmp(&b.0));
    parts.dedup();
    parts
}

/// The gaps less the ink of further lines, where enough white is left.
pub(super) fn narrowed(gaps: &[Gap], lines: &[Pieces]) -> Vec<Gap> {
    let mut gaps = gaps.to_vec();
    for line in lines {
        for gap in &mut gaps {
            let best = remainder_of(*gap, line);
            let least = ALIGNED_GAP * line.line.size();
            *gap = best.filter(|part| part.1 - part.0 >= least).unwrap_or(*gap);
        }
    }
    gaps
}

/// Whether a piece reaches over a gap from the text on one side to the text on the other.
pub(super) fn piece_crosses(piece: &Piece, gap: &Gap) -> bool {
    let parted = |pair: &[Word]| match pair {
        // White between two words within the gap: the piece is two cells set close.
        [a, b] => {
            let (from, to) = (a.place.x1.max(gap.0 - 1.0), b.place.x0.min(gap.1 + 1.0));
            to - from >= 0.9 * (gap.1 - gap.0)
        }
        _ => false,
    };
    // Ink that only touches the far side of a narrow gap does not cross it.
    let slack = if gap.1 - gap.0 < NARROW_GAP { -0.8 } else { 0.5 };
    piece.from < gap.0 + slack && piece.to > gap.1 - slack && !piece.words.windows(2).any(parted)
}

/// Whether ink lies across a gap.
pub(super) fn crosses(line: &Pieces, gaps: &[Gap]) -> bool {
    line.pieces.iter().any(|piece| gaps.iter().any(|gap| piece_crosses(piece, gap)))
}

/// Whether a line keeps to the columns. A line that fills many of them may set two close.
pub(super) fn fits(line: &Pieces, gaps: &[Gap]) -> bool {
    let crossed =
        gaps.iter().filter(|gap| line.pieces.iter().any(|piece| piece_crosses(piece, gap))).count();
    crossed == 0 || (crossed == 1 && 2 * line.pieces.len() > gaps.len())
}
