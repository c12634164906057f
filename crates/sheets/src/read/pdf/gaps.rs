//! The white that parts the columns of a table without upright lines, told from all of its lines
//! together.

use super::gap::{Gap, column_at};
use super::pieces::Pieces;
use super::white::{
    MOST_WHITES, narrowed, parts_columns, remainder_of, white_at, whites, without_bullets,
};

/// Fewer columns than these are left to each page by itself: prose can look like them.
const LEAST_COLUMNS: usize = 4;
/// More are a drawing.
const MOST_COLUMNS: usize = 100;
/// Lines that must show the columns.
const LEAST_LINES: usize = 4;
/// White between two columns under a banner, in parts of the size of type.
const WHITE: f64 = 0.4;
/// The lines of headings and of values, and the words in each, of a table so short that a banner
/// hides its columns: in a longer one the banner is a small part of the lines.
const MOST_HEADS: usize = 8;
const MOST_VALUES: usize = 20;
const MOST_WORDS: usize = 200;
/// How near the beginning of a wrapped line must be to that of its cell, in points.
const ALIGNED: f64 = 1.5;

/// The white that parts the columns of the table most of these lines belong to; empty where they
/// show none.
pub(super) fn gaps(lines: &[&Pieces]) -> Vec<Gap> {
    let most = lines.iter().map(|line| line.parts()).max().unwrap_or(0);
    let rich: Vec<&Pieces> = lines
        .iter()
        .filter(|line| {
            let parts = line.parts();
            parts >= LEAST_COLUMNS && 2 * parts >= most
        })
        .copied()
        .collect();
    if rich.len() < LEAST_LINES {
        return vec![];
    }
    // Headings stand otherwise than the values under them: these alone tell where the white is.
    let values: Vec<&Pieces> = rich.iter().filter(|line| !line.line.bold()).copied().collect();
    let all = rich.clone();
    let rich = if values.len() < LEAST_LINES { rich } else { values };
    let size = rich.iter().map(|line| line.line.size()).fold(f64::MAX, f64::min);
    let mut gaps = valleys(&rich);
    if gaps.len() > MOST_WHITES {
        return vec![];
    }
    gaps.extend(under_banners(lines, &rich, &gaps));
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
    gaps.retain(|gap| parts_columns(gap, &rich, size) || parts_columns(gap, &all, size));
    if gaps.len() > MOST_COLUMNS {
        return vec![];
    }
    let starts = starts(&rich);
    gaps.retain(|gap| stands(gap, lines, &starts));
    let gaps = without_bullets(with_both_sides(gaps, lines), lines);
    let mut gaps = under_heads(gaps, &rich, &all);
    if gaps.len() + 1 < LEAST_COLUMNS {
        return vec![];
    }
    // The headings may reach further than the values under them.
    for line in &all {
        gaps = narrowed(&gaps, std::slice::from_ref(*line));
    }
    gaps
}

/// The white as it lies between the headings, too, where each column has one: numbers at the right
/// of their column leave white to both sides of a heading at its left.
fn under_heads(gaps: Vec<Gap>, values: &[&Pieces], rich: &[&Pieces]) -> Vec<Gap> {
    let heads: Vec<&Pieces> = rich.iter().filter(|line| line.line.bold()).copied().collect();
    let names = names(&heads);
    let strays =
        |(column, name): (usize, &Gap)| column_at(&gaps, f64::midpoint(name.0, name.1)) != column;
    if names.len() != gaps.len() + 1 || !names.iter().enumerate().any(strays) {
        return gaps;
    }
    let mut columns = names;
    let own = values.iter().filter(|line| !line.line.bold());
    for (from, to) in own.flat_map(|line| &line.ink) {
        if let Some(column) = columns.get_mut(column_at(&gaps, f64::midpoint(*from, *to))) {
            *column = (column.0.min(*from), column.1.max(*to));
        }
    }
    let between: Vec<Gap> = columns
        .windows(2)
        .filter_map(|pair| match pair {
            [left, right] if left.1 < right.0 => Some((left.1, right.0)),
            _ => None,
        })
        .collect();
    if between.len() == gaps.len() { between } else { gaps }
}

/// Where the headings stand, each a stretch over all of its lines.
fn names(heads: &[&Pieces]) -> Vec<Gap> {
    let mut names: Vec<Gap> = Vec::new();
    for piece in heads.iter().flat_map(|line| &line.pieces) {
        let mut open = false;
        for word in &piece.words {
            match names.last_mut() {
                Some(name) if open && !word.apart => name.1 = name.1.max(word.place.x1),
                _ => names.push((word.place.x0, word.place.x1)),
            }
            open = true;
        }
    }
    names.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut whole: Vec<Gap> = Vec::new();
    for name in names {
        match whole.last_mut() {
            Some(last) if name.0 < last.1 => last.1 = last.1.max(name.1),
            _ => whole.push(name),
        }
    }
    whole
}

/// White under a banner that stands over several headings of a short table: every value beside it
/// begins where the heading over it begins.
fn under_banners(lines: &[&Pieces], rich: &[&Pieces], known: &[Gap]) -> Vec<Gap> {
    let heads: Vec<&Pieces> =
        lines.iter().filter(|line| line.line.bold() && line.many()).copied().collect();
    let values: Vec<&Pieces> = rich.iter().filter(|line| !line.line.bold()).copied().collect();
    let few = |lines: &[&Pieces]| lines.iter().all(|line| line.line.words.len() <= MOST_WORDS);
    let short = (LEAST_LINES - 1..=MOST_VALUES).contains(&values.len());
    if !(2..=MOST_HEADS).contains(&heads.len()) || !short || !few(&heads) || !few(&values) {
        return vec![];
    }
    let ends = |line: &Pieces, at: f64| {
        let mut pairs = line.line.words.windows(2);
        pairs.find_map(|pair| match pair {
            [left, right] if (right.place.x0 - at).abs() <= ALIGNED => Some(left.place.x1),
            _ => None,
        })
    };
    let mut gaps: Vec<Gap> = Vec::new();
    for pair in heads.iter().flat_map(|line| line.line.words.windows(2)) {
        let [left, right] = pair else { continue };
        let at = right.place.x0;
        let beside =
            values.iter().try_fold(left.place.x1, |from, line| Some(ends(line, at)?.max(from)));
        let apart =
            |gap: &Gap| known.iter().chain(&gaps).all(|other| other.1 <= gap.0 || gap.1 <= other.0);
        if let Some(gap) = beside.map(|from| (from, at - ALIGNED))
            && gap.1 - gap.0 >= WHITE * right.size
            && apart(&gap)
        {
            gaps.push(gap);
        }
    }
    gaps
}

/// Stretches that no line prints into; and those that few do, where these lie by themselves.
fn valleys(rich: &[&Pieces]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for tolerance in 0..=rich.len() / 20 {
        for gap in whites(rich, tolerance) {
            if !gaps.iter().any(|known| known.0 <= gap.1 && gap.0 <= known.1) {
                gaps.push(gap);
            }
        }
    }
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
    gaps
}

/// Whether the white holds in the other lines, too: the further lines of a cell, which begin where
/// its first one does, print across white that is there by chance.
fn stands(gap: &Gap, lines: &[&Pieces], starts: &[f64]) -> bool {
    let begins = |x: f64| {
        let at = starts.partition_point(|start| *start < x - ALIGNED);
        starts.get(at).is_some_and(|start| *start <= x + ALIGNED)
    };
    let (mut open, mut crossed) = (0, 0);
    for line in lines {
        if white_at(line, gap).is_some() {
            open += 1;
        } else if line.pieces.len() < LEAST_COLUMNS
            && line.pieces.iter().any(|piece| begins(piece.from) && piece.to > gap.1)
            && remainder_of(*gap, line).is_none()
        {
            crossed += 1;
        }
    }
    open > 3 * crossed
}

/// Where pieces begin, from left to right, but for those at the left edge of all.
fn starts(rich: &[&Pieces]) -> Vec<f64> {
    let mut starts: Vec<f64> =
        rich.iter().flat_map(|line| &line.pieces).map(|piece| piece.from).collect();
    starts.sort_by(f64::total_cmp);
    let left = starts.first().copied().unwrap_or(0.0);
    starts.retain(|start| *start > left + ALIGNED);
    starts
}

/// Leaves out white that has no line with text in both of the columns beside it, such as that
/// between a centred heading and values at the left of its column.
fn with_both_sides(mut gaps: Vec<Gap>, lines: &[&Pieces]) -> Vec<Gap> {
    let mut index = 0;
    while index < gaps.len() {
        let beside = lines.iter().any(|line| {
            let has = |column: usize| {
                line.ink
                    .iter()
                    .any(|(from, to)| column_at(&gaps, f64::midpoint(*from, *to)) == column)
            };
            has(index) && has(index + 1)
        });
        if beside {
            index += 1;
        } else {
            gaps.remove(index);
        }
    }
    gaps
}
