//! Rows inside a row: where no lines are drawn, cells that are merged over several rows show only
//! in that other columns begin anew beside them, several at one height.

use super::gap::Gap;
use super::pieces::{Pieces, by_column};
use super::words::{self, Line, Word};

/// White higher than the usual by this part of the usual step parts cells of one column.
const WIDE_STEP: f64 = 0.3;
/// And by this much at least, in points.
const LEAST: f64 = 1.5;
/// So many columns have to begin anew at one height.
const AGREE: usize = 2;

/// The words of a row, column by column and line by line.
type Columns = Vec<Vec<Line>>;

/// A stretch of white between two lines of a column.
type White = (f64, f64);

/// The rows, each divided where columns begin anew inside it.
pub(super) fn divided(rows: Vec<Vec<Pieces>>, gaps: &[Gap]) -> Vec<Vec<Pieces>> {
    let columns: Vec<Columns> = rows.iter().map(|row| columns(row, gaps)).collect();
    let Some((usual, step)) = usual(&columns) else { return rows };
    let wide = usual + (WIDE_STEP * step).max(LEAST);
    let mut whole: Vec<(Vec<Pieces>, Columns)> = Vec::with_capacity(rows.len());
    for (row, columns) in rows.into_iter().zip(columns) {
        match whole.last_mut() {
            Some((lines, above)) if goes_on(above, &columns, wide) => {
                lines.extend(row);
                above.iter_mut().zip(columns).for_each(|(above, own)| above.extend(own));
            }
            _ => whole.push((row, columns)),
        }
    }
    let each = whole.into_iter();
    each.flat_map(|(row, columns)| {
        let bold = row.iter().all(|line| line.line.bold());
        let heights = if bold { vec![] } else { heights(&columns, wide) };
        if heights.is_empty() { vec![row] } else { parts(columns, &heights, wide) }
    })
    .collect()
}

fn columns(row: &[Pieces], gaps: &[Gap]) -> Columns {
    by_column(row, gaps).into_iter().map(words::lines).collect()
}

/// Whether a column runs on from one row into the next while others begin anew between them: the
/// rows are inside one.
fn goes_on(above: &Columns, below: &Columns, wide: f64) -> bool {
    let pairs = above.iter().zip(below);
    let whites: Vec<f64> = pairs
        .filter_map(|(above, below)| Some(below.first()?.place().y0 - above.last()?.place().y1))
        .collect();
    let anew = whites.iter().filter(|white| **white > wide).count();
    // What speaks in the first column is a row of its own, even where its cells stand at its foot.
    let led = below.first().is_some_and(|lines| !lines.is_empty());
    !led && anew >= AGREE && anew < whites.len()
}

/// The white between two lines of a cell, and the step from the one to the other: the least that
/// is common.
fn usual(rows: &[Columns]) -> Option<(f64, f64)> {
    let pairs = rows.iter().flatten().flat_map(|lines| lines.windows(2));
    let mut steps: Vec<(f64, f64)> = pairs
        .filter_map(|pair| match pair {
            [above, below] => {
                let (above, below) = (above.place(), below.place());
                Some((below.y0 - above.y1, below.y0 - above.y0))
            }
            _ => None,
        })
        .collect();
    steps.sort_by(|a, b| a.1.total_cmp(&b.1));
    steps.get(steps.len() / 8).copied()
}

/// The wide white in a column.
fn whites(lines: &[Line], wide: f64) -> impl Iterator<Item = White> {
    lines.windows(2).filter_map(move |pair| match pair {
        [above, below] => {
            let white = (above.place().y1, below.place().y0);
            (white.1 - white.0 > wide).then_some(white)
        }
        _ => None,
    })
}

/// The heights at which enough columns have wide white.
fn heights(columns: &Columns, wide: f64) -> Vec<f64> {
    let mut whites: Vec<White> = columns.iter().flat_map(|lines| whites(lines, wide)).collect();
    whites.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut heights = Vec::new();
    let mut last = f64::MIN;
    // The first white to end shares its end with all that it overlaps.
    for (at, (from, to)) in whites.iter().enumerate() {
        if *from < last {
            continue;
        }
        let shared: Vec<f64> =
            whites.iter().skip(at).map(|white| white.0).filter(|from| from < to).collect();
        let begins = shared.iter().copied().fold(*from, f64::max);
        if shared.len() >= AGREE && begins < *to {
            heights.push(f64::midpoint(begins, *to));
            last = *to;
        }
    }
    heights
}

/// The row in parts. A column that does not begin anew at a height goes on from above it.
fn parts(columns: Columns, heights: &[f64], wide: f64) -> Vec<Vec<Pieces>> {
    let mut parts: Vec<Vec<Word>> = vec![Vec::new(); heights.len() + 1];
    let top = columns.iter().flatten().map(|line| line.place().y0).fold(f64::MAX, f64::min);
    for lines in columns {
        let whites: Vec<White> = whites(&lines, wide).collect();
        let first = lines.first().map_or(top, |line| line.place().y0);
        for line in lines {
            let middle = line.place().center().y;
            let passed = |height: &&f64| {
                **height < middle
                    && (**height < first && !whites.is_empty()
                        || whites.iter().any(|(from, to)| from < *height && *height < to))
            };
            // What begins anew below a height goes into the part below the last such.
            let below = heights.iter().rposition(|height| passed(&height)).map_or(0, |at| at + 1);
            if let Some(part) = parts.get_mut(below) {
                part.extend(line.words);
            }
        }
    }
    let pieces = |words: Vec<Word>| words::lines(words).into_iter().map(Pieces::new).collect();
    parts.into_iter().filter(|words| !words.is_empty()).map(pieces).collect()
}
