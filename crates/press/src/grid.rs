//! A table as a grid, for formats that want every place of a row: a cell, the cells that it covers
//! to the right within it, and what a cell above it reaches down to.

use std::ops::Range;

use bellwether_papers::{
    fit,
    paper::{Cell, Row},
};

/// One place of a row, over one column or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    /// The columns that it takes.
    pub(crate) columns: Range<usize>,
    /// Whose place it is.
    pub(crate) what: What<'a>,
}

/// What stands in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What<'a> {
    /// A cell begins here, and takes so many rows.
    Cell(&'a Cell, usize),
    /// A cell of a row above reaches down to here.
    Covered,
    /// Nothing: the row is short.
    Nothing,
}

/// The places of each row, from the left, without a gap.
pub(crate) fn grid(rows: &[Row], columns: usize) -> Vec<Vec<Place<'_>>> {
    let mut grid: Vec<Vec<Place<'_>>> = vec![vec![]; rows.len()];
    for placed in fit::placed(rows, columns) {
        let end = rows.len().min(placed.row + usize::from(placed.cell.down.max(1)));
        for (row, places) in grid.iter_mut().enumerate().take(end).skip(placed.row) {
            let what = match row == placed.row {
                true => What::Cell(placed.cell, end - placed.row),
                false => What::Covered,
            };
            places.push(Place { columns: placed.columns.clone(), what });
        }
    }
    for places in &mut grid {
        places.retain(|place| !place.columns.is_empty());
        places.sort_by_key(|place| place.columns.start);
        let mut full = vec![];
        let mut at = 0;
        for place in places.drain(..) {
            if place.columns.start > at {
                full.push(Place { columns: at..place.columns.start, what: What::Nothing });
            }
            at = place.columns.end;
            full.push(place);
        }
        if at < columns {
            full.push(Place { columns: at..columns, what: What::Nothing });
        }
        *places = full;
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_every_place_once() {
        let tall = Cell { down: 9, ..Cell::plain("risk") };
        let rows = [
            Row { cells: vec![Cell::plain("x"), tall.clone()] },
            Row { cells: vec![Cell::plain("y")] },
            Row { cells: vec![] },
        ];
        let grid = grid(&rows, 3);
        let columns =
            |row: &[Place<'_>]| row.iter().map(|place| place.columns.clone()).collect::<Vec<_>>();
        assert_eq!(
            grid.iter().map(|row| columns(row)).collect::<Vec<_>>(),
            vec![vec![0..1, 1..2, 2..3]; 3]
        );
        let down = grid.iter().map(|row| row.iter().map(|place| place.what.clone()).nth(1));
        let expected = [What::Cell(&tall, 3), What::Covered, What::Covered];
        assert_eq!(down.flatten().collect::<Vec<_>>(), expected);
    }
}
