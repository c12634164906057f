//! The lines of a table without boxes → its rows: rules and coloured bands part them where there
//! are any; elsewhere [`starts`] tells where a row begins.

use std::collections::BTreeSet;

use super::breaks::Setting;
use super::cells;
use super::centred;
use super::gap::Gap;
use super::marks::{Fill, Ruling};
use super::pieces::{Pieces, by_column};
use super::reaching;
use super::row;
use super::starts;
use super::values;
use super::within;
use super::words::Line;
use crate::sheet::Cell;

/// A rule or band must be this part of the table's width to part its rows.
const RULE_WIDTH: f64 = 0.55;
/// Fewer rules than this set off the heads and feet; they do not part every row.
const MANY_RULES: usize = 4;

/// The rows of a table whose columns are parted by `gaps`.
pub(super) fn rows(
    lines: Vec<Pieces>,
    gaps: &[Gap],
    rules: &[Ruling],
    fills: &[Fill],
) -> Vec<Vec<Cell>> {
    let area = lines.iter().map(|line| line.line.place()).reduce(|a, b| a.union(b));
    let (mut all, ruled) = match area.and_then(|area| reaching::rows(&lines, gaps, area, rules)) {
        Some(rows) => (rows, true),
        None => parts(lines, gaps, rules, fills),
    };
    let mut rows = Vec::new();
    if let ([first, second, ..], Some(area)) = (all.as_slice(), area)
        && let Some(line) = names_groups(first, second, gaps)
        && let Some(cells) = row::groups(&line, gaps, area, fills)
    {
        rows.push(cells);
        all.remove(0);
    }
    let parts = if ruled { all } else { centred::gathered(within::divided(all, gaps), gaps) };
    let setting = setting(&parts, gaps);
    rows.extend(parts.into_iter().filter_map(|part| row::cells(part, gaps, fills, &setting)));
    rows
}

/// The lines row by row, and whether it is rules that part them.
fn parts(
    lines: Vec<Pieces>,
    gaps: &[Gap],
    rules: &[Ruling],
    fills: &[Fill],
) -> (Vec<Vec<Pieces>>, bool) {
    let (edges, ruled) = edges(&lines, rules, fills);
    let every_row = edges.len() >= MANY_RULES;
    let mut bands: Vec<Vec<Pieces>> = Vec::new();
    let mut last = usize::MAX;
    for line in lines {
        let centre = line.line.place().center().y;
        let band = edges.iter().filter(|edge| **edge < centre).count();
        match bands.last_mut() {
            Some(lines) if band == last => lines.push(line),
            _ => bands.push(vec![line]),
        }
        last = band;
    }
    let mut all: Vec<Vec<Pieces>> = Vec::new();
    for (index, mut band) in bands.into_iter().enumerate() {
        let whole = (every_row || index == 0 && !edges.is_empty())
            && values::counted(&band, gaps).is_empty();
        if whole && index == 0 && ruled {
            // No rule need part the headings from the first row.
            let after = band.split_off(starts::heading_end(&band).unwrap_or(0));
            let heads = std::mem::replace(&mut band, after);
            all.extend((!heads.is_empty()).then_some(heads));
        }
        let parts = if !whole {
            starts::split(band, gaps)
        } else if ruled {
            vec![band]
        } else {
            coloured_band(band, gaps)
        };
        all.extend(parts);
    }
    (all, ruled)
}

/// How the text of the rows is set.
fn setting(rows: &[Vec<Pieces>], gaps: &[Gap]) -> Setting {
    let cells: Vec<(usize, Vec<Line>)> = rows
        .iter()
        .flat_map(|row| by_column(row, gaps).into_iter().enumerate())
        .map(|(column, words)| (column, cells::level_lines(&words)))
        .collect();
    Setting::of(gaps.len() + 1, cells.iter().map(|(column, lines)| (*column, lines.as_slice())))
}

/// The first row as one line, where it names groups of the columns that the second row heads.
fn names_groups(first: &[Pieces], second: &[Pieces], gaps: &[Gap]) -> Option<Pieces> {
    let [line, wrapped @ ..] = first else { return None };
    let mut line = line.clone();
    for piece in wrapped.iter().flat_map(|line| &line.pieces) {
        let mut over = line.pieces.iter_mut();
        let over = over.find(|over| piece.from < over.to && over.from < piece.to)?;
        (over.from, over.to) = (over.from.min(piece.from), over.to.max(piece.to));
        over.words.extend(piece.words.iter().cloned());
    }
    let fewer = (2..=gaps.len().div_ceil(2)).contains(&line.pieces.len());
    let bold = first.iter().chain(second).all(|head| head.line.bold());
    let heads = second.iter().any(|head| head.pieces.len() > line.pieces.len());
    (fewer && bold && heads).then_some(line)
}

/// The rows of a coloured band. A band may take several rows together: those of every second risk.
fn coloured_band(band: Vec<Pieces>, gaps: &[Gap]) -> Vec<Vec<Pieces>> {
    let parts = starts::split(band.clone(), gaps);
    let filled = |part: &Vec<Pieces>| {
        let columns = part.iter().flat_map(|line| values::texts(line, gaps));
        columns.map(|(column, _)| column).collect::<BTreeSet<_>>().len()
    };
    let begin = |pair: &[Vec<Pieces>]| matches!(pair, [above, below] if apart(above, below, gaps));
    let rows = parts.iter().all(|part| filled(part) >= 2)
        && (each_has_a_value(&parts, gaps) || parts.windows(2).all(begin));
    if rows { parts } else { vec![band] }
}

/// Whether a column holds a number, a letter or a code in every one of these parts.
fn each_has_a_value(parts: &[Vec<Pieces>], gaps: &[Gap]) -> bool {
    let has = |part: &Vec<Pieces>, column: usize| {
        let mut texts = part.iter().flat_map(|line| values::texts(line, gaps));
        texts.any(|(own, text)| own == column && values::is_value(&text))
    };
    (0..=gaps.len()).any(|column| parts.iter().all(|part| has(part, column)))
}

/// Whether more columns begin anew between two parts of a band than run on.
fn apart(above: &[Pieces], below: &[Pieces], gaps: &[Gap]) -> bool {
    const WIDE: f64 = 0.55;
    let (above, below) = (by_column(above, gaps), by_column(below, gaps));
    let whites: Vec<f64> = (above.iter().zip(&below))
        .filter_map(|(above, below)| {
            let bottom = above.iter().map(|word| word.place.y1).reduce(f64::max)?;
            let first = below.iter().min_by(|a, b| a.place.y0.total_cmp(&b.place.y0))?;
            Some((first.place.y0 - bottom) / first.size)
        })
        .collect();
    2 * whites.iter().filter(|white| **white > WIDE).count() > whites.len()
}

/// The heights at which rules, or the edges of coloured bands, part the lines; whether rules do.
fn edges(lines: &[Pieces], rules: &[Ruling], fills: &[Fill]) -> (Vec<f64>, bool) {
    let places = || lines.iter().map(|line| line.line.place());
    let Some(area) = places().reduce(|a, b| a.union(b)) else { return (vec![], false) };
    let wide =
        |from: f64, to: f64| to.min(area.x1) - from.max(area.x0) >= RULE_WIDTH * area.width();
    let inside = |at: &f64| *at > area.y0 && *at < area.y1;
    let rules = rules.iter().filter(|rule| !rule.upright && wide(rule.from, rule.to));
    let mut edges: Vec<f64> = rules.map(|rule| rule.at).filter(inside).collect();
    let ruled = edges.len() >= MANY_RULES;
    edges.extend(coloured(fills, &wide).into_iter().filter(inside));
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|a, b| *a - *b < 4.0);
    // An edge through the letters of a line parts nothing.
    edges.retain(|edge| {
        !places().any(|at| at.y0 + 0.3 * at.height() < *edge && *edge < at.y1 - 0.3 * at.height())
    });
    (edges, ruled)
}

/// The tops and bottoms of coloured bands, which may be painted cell by cell.
fn coloured(fills: &[Fill], wide: &dyn Fn(f64, f64) -> bool) -> Vec<f64> {
    let mut bands: Vec<(f64, f64, f64, f64)> = Vec::new();
    for fill in fills {
        let area = fill.area;
        let same = bands.iter_mut().rev().take(64).find(|(top, bottom, _, right)| {
            (*top - area.y0).abs() < 1.0
                && (*bottom - area.y1).abs() < 1.0
                && area.x0 - *right < 4.0
        });
        match same {
            Some((_, _, left, right)) => {
                (*left, *right) = (left.min(area.x0), right.max(area.x1));
            }
            None => bands.push((area.y0, area.y1, area.x0, area.x1)),
        }
    }
    bands
        .into_iter()
        .filter(|(_, _, left, right)| wide(*left, *right))
        .flat_map(|(top, bottom, _, _)| [top, bottom])
        .collect()
}
