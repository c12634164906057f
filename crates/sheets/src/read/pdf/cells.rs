//! Words and fills → the cells of a grid.

use hayro_interpret::kurbo::{Point, Rect};

use super::breaks::Setting;
use super::dots;
use super::grid::Grid;
use super::marks::Fill;
use super::turn::Turn;
use super::words::{Line, Word, lines};
use crate::sheet::{Cell, Merged, Rgb};

/// White between two lines beyond this many times the usual leading parts paragraphs.
const PARAGRAPH: f64 = 1.45;
/// A channel from here on counts as white.
const WHITE: u8 = 250;

/// The rows of a grid: every row has one cell a column, covered ones marked.
pub(super) fn rows(grid: &Grid, words: Vec<Vec<Word>>, fills: &[Fill]) -> Vec<Vec<Cell>> {
    let mut table =
        vec![vec![Cell { columns: 1, rows: 1, ..Cell::default() }; grid.columns()]; grid.rows()];
    let setting = setting(grid, &words);
    for (at, words) in grid.boxes.iter().zip(words) {
        let area = grid.box_area(at);
        let near: Vec<&Fill> =
            fills.iter().filter(|fill| fill.area.intersect(area).area() > 1.0).collect();
        let fill = colour(&near, area, &words);
        let (text, bold) = text(&words, &setting, at.column);
        let text = dots::without_lights(text, fill);
        for row in at.row..at.row + at.rows {
            for column in at.column..at.column + at.columns {
                let Some(cell) = table.get_mut(row).and_then(|cells| cells.get_mut(column)) else {
                    continue;
                };
                cell.fill = fill;
                cell.merged = if column > at.column {
                    Merged::FromLeft
                } else if row > at.row {
                    Merged::FromAbove
                } else {
                    Merged::No
                };
            }
        }
        if let Some(cell) = table.get_mut(at.row).and_then(|cells| cells.get_mut(at.column)) {
            cell.text = text;
            cell.bold = bold;
            cell.area = super::sketch::cell_area(area);
            cell.columns = u16::try_from(at.columns).unwrap_or(u16::MAX);
            cell.rows = u16::try_from(at.rows).unwrap_or(u16::MAX);
        }
    }
    table
}

/// How the cells of a grid that lie in one column are set.
fn setting(grid: &Grid, words: &[Vec<Word>]) -> Setting {
    let cells: Vec<(usize, Vec<Line>)> = (grid.boxes.iter().zip(words))
        .filter(|(at, _)| at.columns == 1)
        .map(|(at, words)| (at.column, level_lines(words)))
        .collect();
    Setting::of(grid.columns(), cells.iter().map(|(column, lines)| (*column, lines.as_slice())))
}

pub(super) fn level_lines(words: &[Word]) -> Vec<Line> {
    lines(words.iter().filter(|word| word.turn == Turn::Level).cloned().collect())
}

/// The text of a cell, line by line, and whether all of it is bold. Each direction of text is
/// read by itself, the level one first.
pub(super) fn text(words: &[Word], setting: &Setting, column: usize) -> (String, bool) {
    let mut parts = Vec::new();
    let mut bold = !words.is_empty();
    for turn in [Turn::Level, Turn::Up, Turn::Down, Turn::Over] {
        let lines = lines(words.iter().filter(|word| word.turn == turn).cloned().collect());
        bold &= lines.iter().all(Line::bold);
        if !lines.is_empty() {
            let breaks = if turn == Turn::Level { setting.breaks(column, &lines) } else { vec![] };
            parts.push(joined(&lines, &breaks));
        }
    }
    (parts.join("\n"), bold)
}

/// Lines joined by breaks; by a blank line where the white between them parts paragraphs, or where
/// `breaks` says of the line after the first that it begins one.
pub(super) fn joined(lines: &[Line], breaks: &[bool]) -> String {
    let steps: Vec<f64> = lines
        .windows(2)
        .map(|pair| match pair {
            [a, b] => (b.baseline() - a.baseline()) / a.size().max(b.size()).max(1.0),
            _ => 0.0,
        })
        .collect();
    let usual = steps.iter().copied().fold(f64::MAX, f64::min).clamp(1.1, 1.6);
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(before) = index.checked_sub(1) {
            let wide = steps.get(before).is_some_and(|step| *step > PARAGRAPH * usual);
            let begins = breaks.get(before).copied().unwrap_or_default();
            text.push_str(if wide || begins { "\n\n" } else { "\n" });
        }
        text.push_str(&line.text());
    }
    text
}

/// The colour behind a cell: behind its words where these have one, else behind most of it.
pub(super) fn colour(fills: &[&Fill], area: Rect, words: &[Word]) -> Option<Rgb> {
    if fills.is_empty() {
        return None;
    }
    let behind = words.iter().map(|word| word.area().center()).collect::<Vec<_>>();
    if let Some(colour) = majority(fills, &behind) {
        return Some(colour);
    }
    let spread: Vec<Point> = (1..6)
        .flat_map(|column| (1..4).map(move |row| (f64::from(column) / 6.0, f64::from(row) / 4.0)))
        .map(|(x, y)| Point::new(area.x0 + x * area.width(), area.y0 + y * area.height()))
        .collect();
    majority(fills, &spread)
}

/// The colour, not white, that is on top at more than half of the points.
fn majority(fills: &[&Fill], points: &[Point]) -> Option<Rgb> {
    let on_top: Vec<Rgb> = points
        .iter()
        .filter_map(|point| fills.iter().rev().find(|fill| fill.area.contains(*point)))
        .map(|fill| fill.colour)
        .collect();
    let count = |colour: &Rgb| on_top.iter().filter(|other| *other == colour).count();
    let best = on_top.iter().max_by_key(|colour| count(colour))?;
    let white = best.red >= WHITE && best.green >= WHITE && best.blue >= WHITE;
    (!white && 2 * count(best) > points.len()).then_some(*best)
}
