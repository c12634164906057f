//! The lines of one row → its cells.

use super::cells::{colour, text};
use super::marks::Fill;
use super::pieces::Pieces;
use super::sketch;
use super::white::{Gap, column_at, piece_crosses};
use super::words::Word;
use crate::sheet::{Cell, Merged};

/// The cells of a row.
pub(super) fn cells(lines: Vec<Pieces>, gaps: &[Gap], fills: &[Fill]) -> Option<Vec<Cell>> {
    let columns = gaps.len() + 1;
    let mut words: Vec<Vec<Word>> = vec![Vec::new(); columns];
    let mut reach = vec![1_usize; columns];
    for piece in lines.into_iter().flat_map(|line| line.pieces) {
        let crossed: Vec<usize> = gaps
            .iter()
            .enumerate()
            .filter(|(_, gap)| piece_crosses(&piece, gap))
            .map(|(index, _)| index)
            .collect();
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
    for (words, reach) in words.into_iter().zip(reach) {
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
        let (text, bold) = text(&words);
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
