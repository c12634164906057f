//! Several tables without rules on one page: the parts of a page that show columns of their own,
//! such as the descriptors of the scores over a register or its key under it.

use std::collections::{BTreeMap, BTreeSet};

use super::gap::{Gap, column_at};
use super::gaps::gaps;
use super::pieces::Pieces;
use super::white::fits;

/// A page with more headings than these is one table with many sections.
const MOST_HEADINGS: usize = 16;
/// A page of more lines has one table, or is a drawing: to try its parts would take long.
const MOST_LINES: usize = 300;
/// A line this much larger than the one under it heads what follows.
const LARGER: f64 = 1.15;
/// How far, in points, a heading may stand from where it stood over the table above.
const SAME_PLACE: f64 = 4.0;
/// A table has headings and two rows at least.
const LEAST_ROWS: usize = 3;

/// The lines of a page, cut where another table begins.
pub(super) fn parts(lines: &[Pieces]) -> Vec<&[Pieces]> {
    let mut starts = if lines.len() > MOST_LINES { vec![] } else { headings(lines) };
    if starts.len() > MOST_HEADINGS {
        starts.clear();
    }
    let mut parts = Vec::new();
    let mut from = 0;
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    for (start, end) in starts.iter().copied().zip(ends) {
        let (above, below) = (lines.get(from..start), lines.get(start..end));
        if let (Some(above), Some(below)) = (above, below)
            && differ(above, below)
        {
            parts.push(above);
            from = start;
        }
    }
    parts.extend(lines.get(from..));
    parts
}

/// The lines at which a table may begin: headings that are bold under lines that are not, or the
/// larger line over a table; with such a line over bold headings.
fn headings(lines: &[Pieces]) -> Vec<usize> {
    let line = |at: usize| lines.get(at);
    let named = |at: usize| {
        let (own, below) = (line(at)?, line(at + 1)?);
        let larger = own.line.size() > LARGER * below.line.size();
        Some(!own.many() && (own.line.bold() || larger))
    };
    let heads = |at: usize| line(at).is_some_and(is_head);
    let mut starts = Vec::new();
    for (at, own) in lines.iter().enumerate() {
        let above = at.checked_sub(1);
        let first = heads(at) && !above.is_some_and(heads);
        let below = lines.get(at + 1);
        let larger = !own.many()
            && below
                .is_some_and(|below| own.line.size() > LARGER * below.line.size() && below.many());
        if !first && !larger {
            continue;
        }
        let mut start = at;
        while let Some(above) = start.checked_sub(1)
            && named(above) == Some(true)
        {
            start = above;
        }
        // Headings in several lines, some of one word, begin once.
        let within = start.checked_sub(1).is_some_and(heads);
        if start > 0 && !within && starts.last().is_none_or(|last| *last < start) {
            starts.push(start);
        }
    }
    starts
}

fn is_head(line: &Pieces) -> bool {
    line.line.bold() && line.many()
}

/// The words of the first bold headings, and where each begins.
fn heads(lines: &[Pieces]) -> BTreeMap<String, f64> {
    let words = lines.iter().skip_while(|line| !is_head(line)).take_while(|line| is_head(line));
    let words = words.flat_map(|line| &line.line.words);
    words.map(|word| (word.text.to_lowercase(), word.place.x0)).collect()
}

/// Whether a table has a name over it and other headings than the one above, or the same ones at
/// other places.
fn headed_anew(above: &[Pieces], below: &[Pieces]) -> bool {
    let (first, second) = (heads(above), heads(below));
    let named = below.first().is_some_and(|line| !line.many());
    let common: Vec<f64> =
        first.iter().filter_map(|(word, place)| Some((place - second.get(word)?).abs())).collect();
    let placed = common.iter().filter(|off| **off < SAME_PLACE).count();
    named
        && !first.is_empty()
        && !second.is_empty()
        && (10 * common.len() < 7 * first.len().max(second.len()) || 2 * placed < common.len())
}

/// Whether both begin with headings, and these are others.
pub(super) fn headed_otherwise(above: &[Pieces], below: &[Pieces]) -> bool {
    let (first, second) = (heads(above), heads(below));
    let common = first.keys().filter(|word| second.contains_key(*word)).count();
    !first.is_empty() && !second.is_empty() && 10 * common < 5 * first.len().max(second.len())
}

/// Whether lines belong to different tables: they have other headings, each shows columns of its
/// own, or the one that shows none is a table that does not keep to those of the other.
fn differ(above: &[Pieces], below: &[Pieces]) -> bool {
    if headed_anew(above, below) {
        return true;
    }
    let of = |lines: &[Pieces]| gaps(&lines.iter().collect::<Vec<_>>());
    let (first, second) = (of(above), of(below));
    match (first.is_empty(), second.is_empty()) {
        (true, true) => false,
        (true, false) => !keeps(above, &second),
        (false, true) => !keeps(below, &first),
        (false, false) => {
            let together = gaps(&above.iter().chain(below).collect::<Vec<_>>());
            10 * together.len() < 7 * first.len().max(second.len())
                || !keeps(above, &together)
                || !keeps(below, &together)
        }
    }
}

/// Whether lines keep to columns: few print across the white between them, and the table that
/// they make takes most of the columns.
fn keeps(lines: &[Pieces], gaps: &[Gap]) -> bool {
    let rows: Vec<&Pieces> = lines.iter().filter(|line| line.many()).collect();
    if rows.len() < LEAST_ROWS {
        return true;
    }
    let across = rows.iter().filter(|line| !fits(line, gaps)).count();
    let headed = rows.first().is_some_and(|line| line.line.bold());
    let taken: BTreeSet<usize> = rows
        .iter()
        .flat_map(|line| &line.line.words)
        .map(|word| column_at(gaps, word.place.center().x))
        .collect();
    3 * across <= rows.len() && (!headed || 10 * taken.len() >= 6 * (gaps.len() + 1))
}
