//! The lines of a table without boxes → its rows: rules and coloured bands part them where there
//! are any; elsewhere [`starts`] tells where a row begins.

use super::marks::{Fill, Ruling};
use super::pieces::Pieces;
use super::row;
use super::starts;
use super::values;
use super::white::Gap;
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
    let edges = edges(&lines, rules, fills);
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
    let mut rows = Vec::new();
    for (index, band) in bands.into_iter().enumerate() {
        let whole = (every_row || index == 0 && !edges.is_empty())
            && values::counted(&band, gaps).is_empty();
        let parts = if whole { vec![band] } else { starts::split(band, gaps) };
        for part in parts {
            rows.extend(row::cells(part, gaps, fills));
        }
    }
    rows
}

/// The heights at which rules, or the edges of coloured bands, part the lines.
fn edges(lines: &[Pieces], rules: &[Ruling], fills: &[Fill]) -> Vec<f64> {
    let places = || lines.iter().map(|line| line.line.place());
    let Some(area) = places().reduce(|a, b| a.union(b)) else { return vec![] };
    let wide =
        |from: f64, to: f64| to.min(area.x1) - from.max(area.x0) >= RULE_WIDTH * area.width();
    let mut edges: Vec<f64> = rules
        .iter()
        .filter(|rule| !rule.upright && wide(rule.from, rule.to))
        .map(|rule| rule.at)
        .chain(coloured(fills, &wide))
        .filter(|at| *at > area.y0 && *at < area.y1)
        .collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|a, b| *a - *b < 4.0);
    // An edge through the letters of a line parts nothing.
    edges.retain(|edge| {
        !places().any(|at| at.y0 + 0.3 * at.height() < *edge && *edge < at.y1 - 0.3 * at.height())
    });
    edges
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
