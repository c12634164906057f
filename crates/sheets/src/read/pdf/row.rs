//! The lines of one row → its cells.

use std::iter;

use hayro_interpret::kurbo::Rect;

use super::breaks::Setting;
use super::cells::{colour, text};
use super::dots;
use super::gap::{Gap, column_at};
use super::marks::Fill;
use super::pieces::{Piece, Pieces};
use super::sketch;
use super::white::piece_crosses;
use super::words::Word;
use crate::sheet::{Cell, Merged};

/// What a column without a name over it costs, in points, when names are given their columns.
const UNNAMED: f64 = 4.0;
/// What a name at the left of its columns costs beside one in their middle, in points.
const LEFT: f64 = 2.0;
/// The part of the width of its columns that a name may stand off their middle.
const FAR: f64 = 0.3;

/// The cells of a row.
pub(super) fn cells(
    lines: Vec<Pieces>,
    gaps: &[Gap],
    fills: &[Fill],
    setting: &Setting,
) -> Option<Vec<Cell>> {
    let columns = gaps.len() + 1;
    let mut words: Vec<Vec<Word>> = vec![Vec::new(); columns];
    let mut reach = vec![1_usize; columns];
    let wrapped = lines.len() > 1;
    for piece in lines.into_iter().flat_map(|line| line.pieces) {
        let crossed: Vec<usize> = gaps
            .iter()
            .enumerate()
            .filter(|(_, gap)| piece_crosses(&piece, gap))
            .map(|(index, _)| index)
            .collect();
        // One word of a wrapped heading may reach over the edge of its column.
        let crossed =
            if wrapped && crossed.len() == 1 && piece.words.len() == 1 { vec![] } else { crossed };
        if let (Some(first), Some(last)) = (crossed.first(), crossed.last()) {
            if let (Some(cell), Some(reach)) = (words.get_mut(*first), reach.get_mut(*first)) {
                cell.extend(piece.words);
                *reach = (*reach).max(last + 2 - first);
            }
            continue;
        }
        for word in piece.words {
            let column = column_at(gaps, word.place.center().x);
            if let Some(cell) = words.get_mut(column) {
                cell.push(word);
            }
        }
    }
    if words.iter().all(Vec::is_empty) {
        return None;
    }
    let mut cells = Vec::with_capacity(columns);
    let mut covered = 0;
    for (column, (words, reach)) in words.into_iter().zip(reach).enumerate() {
        if covered > 0 && words.is_empty() {
            covered -= 1;
            cells.push(Cell { merged: Merged::FromLeft, columns: 1, rows: 1, ..Cell::default() });
            continue;
        }
        covered = reach - 1;
        let area = words.iter().map(Word::area).reduce(|a, b| a.union(b)).unwrap_or_default();
        let near: Vec<&Fill> =
            fills.iter().filter(|fill| fill.area.intersect(area).area() > 1.0).collect();
        let fill = colour(&near, area, &words);
        let (text, bold) = text(&words, setting, column);
        let text = dots::without_lights(text, fill);
        let area = sketch::cell_area(area);
        cells.push(Cell { text, fill, bold, area, columns: 1, rows: 1, ..Cell::default() });
    }
    spread(&mut cells);
    Some(cells)
}

/// Sets each cell's span to the covered cells after it.
fn spread(cells: &mut [Cell]) {
    let mut span = 1;
    for cell in cells.iter_mut().rev() {
        if cell.merged == Merged::FromLeft {
            span += 1;
        } else {
            cell.columns = span;
            span = 1;
        }
    }
}

/// The cells of a row of names over groups of columns, each spanning its group: a name stands in
/// the middle of its columns, or at their left. `None` where the names fit no columns.
pub(super) fn groups(line: &Pieces, gaps: &[Gap], area: Rect, fills: &[Fill]) -> Option<Vec<Cell>> {
    let names = &line.pieces;
    let columns = gaps.len() + 1;
    let inner = gaps.iter().map(|gap| f64::midpoint(gap.0, gap.1));
    let edges: Vec<f64> = iter::once(area.x0).chain(inner).chain([area.x1]).collect();
    let edge = |at: usize| edges.get(at).copied().unwrap_or_default();
    let left = |at: usize| {
        at.checked_sub(1).and_then(|before| gaps.get(before)).map_or(area.x0, |gap| gap.1)
    };
    let off = |name: &Piece, from: usize, to: usize| {
        let middle = f64::midpoint(name.from, name.to) - f64::midpoint(edge(from), edge(to));
        middle.abs().min((name.from - left(from)).abs() + LEFT)
    };
    // The least that the first names cost over the first columns, and the columns of the last.
    let mut best = vec![vec![(f64::INFINITY, 0, 0); columns + 1]; names.len() + 1];
    for (count, slot) in best.first_mut()?.iter_mut().enumerate() {
        *slot = (UNNAMED * f64::from(u16::try_from(count).ok()?), 0, 0);
    }
    for (index, name) in names.iter().enumerate() {
        for to in 1..=columns {
            let skipped = best.get(index + 1)?.get(to - 1)?;
            let mut least = (skipped.0 + UNNAMED, skipped.1, skipped.2);
            for from in 0..to {
                let cost = best.get(index)?.get(from)?.0 + off(name, from, to);
                if cost < least.0 {
                    least = (cost, from, to);
                }
            }
            *best.get_mut(index + 1)?.get_mut(to)? = least;
        }
    }
    let mut cells = vec![Cell { columns: 1, rows: 1, ..Cell::default() }; columns];
    let mut end = columns;
    for (index, name) in names.iter().enumerate().rev() {
        let (_, from, to) = *best.get(index + 1)?.get(end)?;
        if to == 0 || off(name, from, to) > FAR * (edge(to) - edge(from)) {
            return None;
        }
        let place = Rect::new(name.from, line.line.place().y0, name.to, line.line.place().y1);
        let near: Vec<&Fill> =
            fills.iter().filter(|fill| fill.area.intersect(place).area() > 1.0).collect();
        let (text, bold) = text(&name.words, &Setting::default(), 0);
        let fill = colour(&near, place, &name.words);
        let span = u16::try_from(to - from).ok()?;
        for (at, cell) in cells.iter_mut().enumerate().take(to).skip(from) {
            *cell = if at == from {
                Cell { text: text.clone(), bold, fill, columns: span, rows: 1, ..Cell::default() }
            } else {
                Cell { merged: Merged::FromLeft, fill, columns: 1, rows: 1, ..Cell::default() }
            };
        }
        end = from;
    }
    Some(cells)
}
