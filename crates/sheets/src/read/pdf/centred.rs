//! Rows without lines whose merged cells stand in the middle: the values of a row stand beside the
//! middle one of the rows that it is merged over, so that rows of it come before.

use super::gap::Gap;
use super::pieces::{Pieces, by_column};
use super::values::is_value;
use super::words::{self, Word};

/// By which part of its height a merged row may stand off the middle of the rows beside it.
const OFF: f64 = 0.2;

/// The most rows of headings.
const MOST_HEADS: usize = 3;

/// The rows, the cells of every merged row moved to the first of the rows that it is merged over,
/// where the whole table is set so.
pub(super) fn gathered(rows: Vec<Vec<Pieces>>, gaps: &[Gap]) -> Vec<Vec<Pieces>> {
    let texts: Vec<Vec<Vec<Word>>> = rows.iter().map(|row| by_column(row, gaps)).collect();
    let valued = valued(&texts, gaps.len() + 1);
    let heads = heads(&texts, &valued);
    let body = texts.get(heads..).unwrap_or_default();
    // Overleaf, without headings, it takes more rows to tell.
    let least = if heads > 0 { 2 } else { 4 };
    let Some(groups) = groups(body, &valued).filter(|groups| groups.len() >= least) else {
        return rows;
    };
    let mut out: Vec<Vec<Pieces>> = rows.iter().take(heads).cloned().collect();
    for (from, anchor, to) in groups {
        let group = body.get(from..to).unwrap_or_default();
        // What the other rows of the group leave open is merged.
        let merged: Vec<bool> = (0..=gaps.len())
            .map(|column| {
                let open = |(at, row): (usize, &Vec<Vec<Word>>)| {
                    from + at == anchor || row.get(column).is_none_or(Vec::is_empty)
                };
                group.iter().enumerate().all(open)
            })
            .collect();
        for (at, row) in group.iter().enumerate() {
            let own = |column: &usize| !merged.get(*column).copied().unwrap_or_default();
            let mut words: Vec<Word> = (0..=gaps.len())
                .filter(own)
                .filter_map(|column| row.get(column))
                .flatten()
                .cloned()
                .collect();
            if at == 0 {
                let given = body.get(anchor).into_iter().flat_map(|row| row.iter().zip(&merged));
                words.extend(
                    given.filter(|(_, merged)| **merged).flat_map(|(words, _)| words).cloned(),
                );
            }
            out.push(lines(words));
        }
    }
    out
}

/// Words as the lines of a row. The cells that were moved stand at another height than the rest,
/// which is nothing to the cells: each has its own lines.
fn lines(words: Vec<Word>) -> Vec<Pieces> {
    words::lines(words).into_iter().map(Pieces::new).collect()
}

/// The columns that hold numbers, letters and codes, but for their headings: the first, and those
/// with a value on the same rows.
fn valued(rows: &[Vec<Vec<Word>>], columns: usize) -> Vec<usize> {
    let values = |column: usize| -> Option<Vec<usize>> {
        let said =
            || rows.iter().enumerate().filter_map(move |(at, row)| Some((at, row.get(column)?)));
        let values: Vec<usize> =
            said().filter(|(_, words)| is_cell_of_value(words)).map(|(at, _)| at).collect();
        let all = said().filter(|(_, words)| !words.is_empty()).count();
        (values.len() >= 2 && all <= values.len() + MOST_HEADS).then_some(values)
    };
    let mut valued = (0..columns).filter_map(|column| Some((column, values(column)?)));
    let Some((first, rows)) = valued.next() else { return vec![] };
    // A short heading may be taken for a value.
    let body =
        |rows: &[usize]| rows.iter().copied().filter(|at| *at >= MOST_HEADS).collect::<Vec<_>>();
    let same = valued.filter(|(_, other)| body(other) == body(&rows)).map(|(column, _)| column);
    std::iter::once(first).chain(same).collect()
}

fn is_cell_of_value(words: &[Word]) -> bool {
    matches!(words, [word] if is_value(&word.text))
}

/// How many of the first rows are headings: those with words over values.
fn heads(rows: &[Vec<Vec<Word>>], valued: &[usize]) -> usize {
    let heads = |row: &Vec<Vec<Word>>| {
        let mut cells = valued.iter().filter_map(|column| row.get(*column));
        cells.any(|words| !words.is_empty() && !is_cell_of_value(words))
    };
    rows.iter().take(MOST_HEADS).rposition(heads).map_or(0, |last| last + 1)
}

/// Whether a cell of several lines begins on the line of the row's values, as cells at the top do.
fn begins(row: &[Vec<Word>], valued: &[usize]) -> bool {
    let place = |words: &Vec<Word>| words.iter().map(|word| word.place).reduce(|a, b| a.union(b));
    let value = valued.iter().filter_map(|column| row.get(*column)).find_map(place);
    let Some(value) = value else { return false };
    let mut cells = row.iter().filter_map(place);
    cells.any(|cell| {
        cell.height() > 1.5 * value.height() && (cell.y0 - value.y0).abs() < 0.2 * value.height()
    })
}

/// The rows of each merged row: from, which of them has its values, to. `None` where the table is
/// not set so: a row with values has to stand in the middle of its rows, and the first cannot
/// begin the table.
fn groups(body: &[Vec<Vec<Word>>], valued: &[usize]) -> Option<Vec<(usize, usize, usize)>> {
    let ink = |row: &Vec<Vec<Word>>| {
        row.iter().flatten().map(|word| word.place).reduce(|a, b| a.union(b))
    };
    let middle = |row: &Vec<Vec<Word>>| {
        let words = valued.iter().filter_map(|column| row.get(*column)).flatten();
        let place = words.map(|word| word.place).reduce(|a, b| a.union(b))?;
        Some(place.center().y)
    };
    let anchors: Vec<usize> =
        (0..body.len()).filter(|at| body.get(*at).and_then(middle).is_some()).collect();
    let at_the_top =
        anchors.iter().filter(|at| body.get(**at).is_some_and(|row| begins(row, valued)));
    if anchors.len() < 2
        || anchors.first() == Some(&0)
        || valued.len() < 2
        || at_the_top.count() * 2 > anchors.len()
    {
        return None;
    }
    let mut groups = Vec::new();
    let mut from = 0;
    for (place, anchor) in anchors.iter().enumerate() {
        let centre = body.get(*anchor).and_then(middle)?;
        let top = body.get(from).and_then(ink)?.y0;
        let foot = 2.0 * centre - top;
        let next = anchors.get(place + 1).copied().unwrap_or(body.len());
        let within =
            |at: &usize| body.get(*at).and_then(ink).is_some_and(|ink| ink.center().y < foot);
        let to = if next == body.len() {
            body.len()
        } else {
            (anchor + 1..next).take_while(within).last().unwrap_or(*anchor) + 1
        };
        let bottom = body.get(to.checked_sub(1)?).and_then(ink)?.y1;
        let off = (f64::midpoint(top, bottom) - centre).abs();
        if from > *anchor || off > OFF * (bottom - top) + 3.0 && next < body.len() {
            return None;
        }
        groups.push((from, *anchor, to));
        from = to;
    }
    Some(groups)
}
