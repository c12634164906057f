//! Text outside of grids: tables whose columns are parted by white, and running text.

use super::canvas::{Fill, Ruling};
use super::layout::{Block, text_cell};
use super::words::Line;

/// The blocks of a stretch of lines, each with its top.
pub(super) fn blocks(lines: Vec<Line>, rules: &[Ruling], fills: &[Fill]) -> Vec<(f64, Block)> {
    let _ = (rules, fills);
    lines.into_iter().map(|line| (line.place().y0, Block::Text(text_cell(&[line])))).collect()
}
