//! Rows whose cells say where they end → a table of columns: RTF writes no spans.

use std::rc::Rc;

use crate::{
    read::blocks::{Body, Table, TableCell, TableRow},
    sheet::Rgb,
};

/// How far apart (in twentieths of a point) two edges are that stand for one.
const APART: i32 = 60;

/// Columns of a table.
const MOST_COLUMNS: usize = 256;

/// What a row says of one of its cells before their text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shape {
    pub(super) right: i32,
    pub(super) fill: Option<Rgb>,
    pub(super) continues: bool,
    pub(super) joins_left: bool,
}

/// What a row says of itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Shapes {
    pub(super) left: i32,
    pub(super) cells: Vec<Shape>,
    /// The cell in the making.
    pub(super) next: Shape,
}

impl Shapes {
    /// The cell in the making ends at a place.
    pub(super) fn end_cell(&mut self, right: i32) {
        if self.cells.len() < MOST_COLUMNS {
            self.cells.push(Shape { right, ..std::mem::take(&mut self.next) });
        }
    }
}

/// A table as its rows come.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    rows: Vec<(Rc<Shapes>, Vec<Body>, Option<u32>)>,
}

impl Gathered {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn push(&mut self, shapes: Rc<Shapes>, cells: Vec<Body>, page: Option<u32>) {
        self.rows.push((shapes, cells, page));
    }

    /// The table: each cell spans the columns that lie between its edges.
    pub(super) fn table(self) -> Table {
        // Rows that say nothing of themselves are as the one before.
        let mut told: Vec<&Rc<Shapes>> = self.rows.iter().map(|(shapes, ..)| shapes).collect();
        told.dedup_by(|a, b| Rc::ptr_eq(a, b));
        let edges = edges(told.into_iter().map(Rc::as_ref));
        let rows = self.rows.into_iter().map(|(shapes, cells, page)| {
            let mut from = place(&edges, shapes.left);
            let indent = u16::try_from(from).ok().filter(|columns| *columns > 0);
            let indent = indent.map(|columns| TableCell { columns, ..TableCell::default() });
            let mut placed: Vec<TableCell> = indent.into_iter().collect();
            for (at, body) in cells.into_iter().enumerate() {
                let shape = shapes.cells.get(at).copied();
                let to = shape.map_or(from + 1, |shape| place(&edges, shape.right)).max(from + 1);
                let shape = shape.unwrap_or_default();
                placed.push(TableCell {
                    body,
                    columns: u16::try_from(to - from).unwrap_or(1),
                    fill: shape.fill,
                    continues: shape.continues,
                    joins_left: shape.joins_left,
                    ..TableCell::default()
                });
                from = to;
            }
            TableRow { cells: placed, page, hidden: false }
        });
        Table { rows: rows.collect() }
    }
}

/// The edges that the columns of a table have, from left to right.
fn edges<'a>(rows: impl Iterator<Item = &'a Shapes>) -> Vec<i32> {
    let mut all: Vec<i32> = rows
        .flat_map(|shapes| {
            std::iter::once(shapes.left).chain(shapes.cells.iter().map(|shape| shape.right))
        })
        .collect();
    all.sort_unstable();
    let mut edges: Vec<i32> = Vec::new();
    for edge in all {
        if edges.last().is_none_or(|last| edge.saturating_sub(*last) > APART) {
            edges.push(edge);
        }
    }
    edges.truncate(MOST_COLUMNS);
    edges
}

/// Which edge a place is: the last one that does not lie beyond it.
fn place(edges: &[i32], at: i32) -> usize {
    edges.partition_point(|edge| *edge <= at.saturating_add(APART / 2)).saturating_sub(1)
}
