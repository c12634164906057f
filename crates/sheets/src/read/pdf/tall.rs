//! A table with rules between its columns and none between its rows: one tall box a column, whose
//! rows only the white between their lines tells apart.

use super::grid::{Grid, GridBox};
use super::turn::Turn;
use super::words::Word;

/// Fewer columns may be anything.
const LEAST_COLUMNS: usize = 3;
/// Each column of a whole table has the headings and two rows.
const LEAST_LINES: usize = 3;
/// Baselines nearer than this are one line.
const SAME: f64 = 2.0;
/// So much more than the leading stands between the lines of two rows.
const WIDER: f64 = 1.3;

/// A line across all columns.
struct Across {
    baseline: f64,
    top: f64,
    /// By column, whether it has words there.
    said: Vec<bool>,
}

/// Cuts the one row of a grid into the rows that its lines make.
pub(super) fn cut(grid: &mut Grid, boxes: &mut Vec<Vec<Word>>) {
    let columns = grid.columns();
    if grid.rows() != 1 || columns < LEAST_COLUMNS || grid.boxes.len() != columns {
        return;
    }
    if boxes.iter().flatten().any(|word| word.turn != Turn::Level) {
        return;
    }
    let lines = lines(boxes);
    let of = |column: usize| lines.iter().filter(move |line| line.said.get(column) == Some(&true));
    if (0..columns).any(|column| of(column).count() < LEAST_LINES) {
        return;
    }
    let breaks = breaks(&lines);
    if breaks.len() + 1 < LEAST_LINES || !are_rows(&lines, &breaks) {
        return;
    }
    let edges: Vec<f64> = breaks.iter().filter_map(|at| edge(&lines, *at)).collect();
    let row_of = |word: &Word| {
        let middle = word.area().center().y;
        edges.iter().filter(|edge| **edge < middle).count()
    };
    let rows = edges.len() + 1;
    let mut cut = vec![Vec::new(); rows * columns];
    for (column, words) in boxes.drain(..).enumerate() {
        for word in words {
            if let Some(own) = cut.get_mut(row_of(&word) * columns + column) {
                own.push(word);
            }
        }
    }
    *boxes = cut;
    let at = |index: usize| GridBox {
        row: index / columns,
        column: index % columns,
        rows: 1,
        columns: 1,
    };
    grid.boxes = (0..rows * columns).map(at).collect();
    grid.ys.splice(1..1, edges);
}

fn lines(boxes: &[Vec<Word>]) -> Vec<Across> {
    let mut words: Vec<(usize, f64, f64)> = boxes
        .iter()
        .enumerate()
        .flat_map(|(column, words)| {
            words.iter().map(move |word| (column, word.area().y1, word.area().y0))
        })
        .collect();
    words.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut lines: Vec<Across> = Vec::new();
    for (column, baseline, top) in words {
        match lines.last_mut().filter(|line| baseline - line.baseline < SAME) {
            Some(line) => {
                line.top = line.top.min(top);
                if let Some(said) = line.said.get_mut(column) {
                    *said = true;
                }
            }
            None => {
                let said = (0..boxes.len()).map(|own| own == column).collect();
                lines.push(Across { baseline, top, said });
            }
        }
    }
    lines
}

/// The lines that begin a row below another: those after more white than lines of a cell have; all
/// where each line has words in most columns.
fn breaks(lines: &[Across]) -> Vec<usize> {
    let steps: Vec<f64> = lines
        .windows(2)
        .map(|pair| match pair {
            [above, below] => below.baseline - above.baseline,
            _ => 0.0,
        })
        .collect();
    let leading = steps.iter().copied().fold(f64::MAX, f64::min);
    let wide = |(at, step): (usize, &f64)| (*step > leading * WIDER).then_some(at + 1);
    let found: Vec<usize> = steps.iter().enumerate().filter_map(wide).collect();
    if found.is_empty() { (1..lines.len()).collect() } else { found }
}

/// Whether most rows have words in most columns.
fn are_rows(lines: &[Across], breaks: &[usize]) -> bool {
    let columns = lines.first().map_or(0, |line| line.said.len());
    let ends = breaks.iter().copied().chain([lines.len()]);
    let rows: Vec<&[Across]> = [0]
        .into_iter()
        .chain(breaks.iter().copied())
        .zip(ends)
        .filter_map(|(from, to)| lines.get(from..to))
        .collect();
    let filled = |row: &&&[Across]| {
        let said = (0..columns)
            .filter(|column| row.iter().any(|line| line.said.get(*column) == Some(&true)))
            .count();
        said * 3 >= columns * 2
    };
    rows.iter().filter(filled).count() * 5 >= rows.len() * 4
}

/// Where the row of a line begins: between it and the line above.
fn edge(lines: &[Across], at: usize) -> Option<f64> {
    let above = lines.get(at.checked_sub(1)?)?;
    Some((above.baseline + lines.get(at)?.top.max(above.baseline)) / 2.0)
}
