//! Rows ruled level where some rules reach over a few columns only: the cells of the others go on
//! below them, as those of a risk do beside the rows of its actions.

use hayro_interpret::kurbo::Rect;

use super::gap::{Gap, column_at};
use super::marks::Ruling;
use super::pieces::Pieces;
use super::words::{self, Word};

/// Rules nearer than this to each other are one, in points.
const SAME: f64 = 4.0;
/// The part of a column that a rule must reach over.
const OVER: f64 = 0.6;
/// Rules over all columns, and over some, that a table so ruled has at least.
const LEAST_WHOLE: usize = 2;
const LEAST_PARTIAL: usize = 2;

/// A rule, and which columns it reaches over.
struct Edge {
    at: f64,
    over: Vec<bool>,
}

impl Edge {
    fn is_whole(&self) -> bool {
        self.over.iter().all(|over| *over)
    }
}

/// The rows of a table so ruled; `None` for any other.
pub(super) fn rows(
    lines: &[Pieces],
    gaps: &[Gap],
    area: Rect,
    rules: &[Ruling],
) -> Option<Vec<Vec<Pieces>>> {
    let words: Vec<(usize, &Word)> = lines
        .iter()
        .flat_map(|line| &line.line.words)
        .map(|word| (column_at(gaps, word.place.center().x), word))
        .collect();
    let edges = edges(gaps, area, rules, &words);
    let whole = edges.iter().filter(|edge| edge.is_whole()).count();
    if whole < LEAST_WHOLE || edges.len() - whole < LEAST_PARTIAL {
        return None;
    }
    let mut rows: Vec<Vec<Word>> = vec![Vec::new(); edges.len() + 1];
    for (column, word) in words {
        let centre = word.place.center().y;
        let parts =
            |edge: &Edge| edge.at < centre && edge.over.get(column).copied().unwrap_or_default();
        let row = edges.iter().rposition(parts).map_or(0, |at| at + 1);
        rows.get_mut(row)?.push(word.clone());
    }
    let pieces = |words: Vec<Word>| {
        let lines = words::lines(words).into_iter();
        lines.map(|line| Pieces::new(line).cut_at(gaps)).collect()
    };
    Some(rows.into_iter().filter(|words| !words.is_empty()).map(pieces).collect())
}

/// The rules inside the table from top to bottom, but for those that reach over one column or run
/// through the letters of one that they reach over.
fn edges(gaps: &[Gap], area: Rect, rules: &[Ruling], words: &[(usize, &Word)]) -> Vec<Edge> {
    let mut level: Vec<&Ruling> = rules
        .iter()
        .filter(|rule| !rule.upright && rule.at > area.y0 && rule.at < area.y1)
        .collect();
    level.sort_by(|a, b| a.at.total_cmp(&b.at));
    let column = |index: usize| {
        let left = index.checked_sub(1).and_then(|at| gaps.get(at)).map_or(area.x0, |gap| gap.1);
        (left, gaps.get(index).map_or(area.x1, |gap| gap.0))
    };
    let mut edges: Vec<Edge> = Vec::new();
    for rule in level {
        let over = (0..=gaps.len()).map(|index| {
            let (from, to) = column(index);
            rule.to.min(to) - rule.from.max(from) >= OVER * (to - from)
        });
        match edges.last_mut() {
            Some(edge) if rule.at - edge.at < SAME => {
                edge.over.iter_mut().zip(over).for_each(|(own, over)| *own |= over);
            }
            _ => edges.push(Edge { at: rule.at, over: over.collect() }),
        }
    }
    edges.retain(|edge| {
        let through = |(column, word): &(usize, &Word)| {
            let (place, slack) = (word.place, 0.3 * word.place.height());
            edge.over.get(*column).copied().unwrap_or_default()
                && place.y0 + slack < edge.at
                && edge.at < place.y1 - slack
        };
        edge.over.iter().filter(|over| **over).count() >= 2 && !words.iter().any(through)
    });
    edges
}
