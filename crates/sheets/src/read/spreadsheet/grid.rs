//! Cells at places → rows of a sheet: gaps filled, merges marked, blank edges trimmed.
//!
//! The dimension a file claims is never believed; only cells that are there make rows.

use crate::{
    ReadError,
    read::limits::{
        MOST_BLANK_ROWS, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, TEXT_OF_A_CELL, too_far_out,
        too_many_cells,
    },
    sheet::{Cell, Merged, Row, Sheet},
};

/// A block of merged cells, by row and column from zero, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// A sheet in the making.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    rows: Vec<Sparse>,
    cells: usize,
    /// How far to the right its texts reach.
    width: u32,
    pub(crate) blocks: Vec<Block>,
    pub(crate) hidden_columns: Vec<u32>,
}

/// A row with the cells it has and the columns they stand in: apart, so that a row without gaps,
/// as most are, need not be copied.
#[derive(Debug)]
struct Sparse {
    row: u32,
    hidden: bool,
    columns: Vec<u32>,
    cells: Vec<Cell>,
    /// Cells that its long texts count as.
    long: usize,
    has_text: bool,
}

impl Grid {
    /// Puts a cell at a row and column from zero; rows come in ascending order, as files have them.
    pub(crate) fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), ReadError> {
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(too_far_out());
        }
        let long = cell.text.len() / TEXT_OF_A_CELL;
        self.cells += 1 + long;
        if self.cells > MOST_CELLS {
            return Err(too_many_cells());
        }
        if self.rows.last().is_none_or(|last| last.row != row) {
            // Rows of a table are of one length.
            let length = self.rows.last().map_or(8, |last| last.cells.len());
            let (columns, cells) = (Vec::with_capacity(length), Vec::with_capacity(length));
            let (hidden, has_text) = (false, false);
            self.rows.push(Sparse { row, hidden, columns, cells, long: 0, has_text });
        }
        if let Some(last) = self.rows.last_mut() {
            if !cell.text.is_empty() {
                self.width = self.width.max(column + 1);
                last.has_text = true;
            }
            last.long += long;
            last.columns.push(column);
            last.cells.push(cell);
        }
        Ok(())
    }

    /// Marks the rows for which the file says so as hidden.
    pub(crate) fn hide_rows(&mut self, hidden: impl Fn(u32) -> bool) {
        for row in &mut self.rows {
            row.hidden = hidden(row.row);
        }
    }

    /// The rows, from the first of the sheet to the last with text in it.
    ///
    /// `budget` is how many cells the whole document may still have; what is used is taken off.
    pub(crate) fn finish(mut self, budget: &mut usize) -> Result<Sheet, ReadError> {
        // A file may repeat or disorder its rows; a stable sort puts them right.
        if !self.rows.is_sorted_by_key(|row| row.row) {
            self.rows.sort_by_key(|row| row.row);
        }
        let used = self.rows.iter().rposition(|row| row.has_text).map_or(0, |last| last + 1);
        self.rows.truncate(used);
        let width = self.width;

        let mut rows: Vec<Row> = Vec::with_capacity(self.rows.len());
        let mut next = 0;
        for sparse in self.rows {
            let first_blank = next.max(sparse.row.saturating_sub(MOST_BLANK_ROWS));
            rows.extend((first_blank..sparse.row).map(blank));
            next = sparse.row.saturating_add(1);
            let row = sparse.dense(width, budget)?;
            match rows.last_mut() {
                Some(last) if last.number == row.number => last.cells.extend(row.cells),
                _ => rows.push(row),
            }
        }
        for block in &self.blocks {
            merge(&mut rows, *block, width, budget)?;
        }
        let hidden_columns = self.hidden_columns.into_iter().filter(|at| *at < width).collect();
        Ok(Sheet { rows, hidden_columns, ..Sheet::default() })
    }
}

fn blank(row: u32) -> Row {
    Row { number: row.saturating_add(1), table: Some(0), ..Row::default() }
}

/// A cell that stands alone.
pub(crate) fn lone(text: String) -> Cell {
    Cell { text, columns: 1, rows: 1, ..Cell::default() }
}

impl Sparse {
    /// Its cells up to a width, without gaps.
    fn dense(mut self, width: u32, budget: &mut usize) -> Result<Row, ReadError> {
        let long = self.long;
        let spend = |length, budget: &mut usize| {
            *budget = budget.checked_sub(length).ok_or_else(too_many_cells)?;
            Ok(())
        };
        if (0..).zip(&self.columns).all(|(place, column)| place == *column) {
            self.cells.truncate(width as usize);
            spend(self.cells.len() + long, budget)?;
            return Ok(Row { hidden: self.hidden, cells: self.cells, ..blank(self.row) });
        }
        let placed = self.columns.into_iter().zip(self.cells);
        let mut placed: Vec<(u32, Cell)> = placed.filter(|(column, _)| *column < width).collect();
        placed.sort_by_key(|(column, _)| *column);
        let length = placed.last().map_or(0, |(column, _)| *column as usize + 1);
        spend(length + long, budget)?;
        let mut cells = Vec::with_capacity(length);
        for (column, cell) in placed {
            cells.resize_with((column as usize).max(cells.len()), || lone(String::new()));
            cells.push(cell);
        }
        Ok(Row { hidden: self.hidden, cells, ..blank(self.row) })
    }
}

/// Gives the block's first cell its spans and marks the others as covered. What a covered cell
/// holds of its own does not show, so it goes.
fn merge(rows: &mut [Row], block: Block, width: u32, budget: &mut usize) -> Result<(), ReadError> {
    let Block { top, left, bottom, right } = block;
    if top > bottom || left > right || left >= width {
        return Ok(());
    }
    let from = rows.partition_point(|row| row.number <= top);
    let to = rows.partition_point(|row| row.number <= bottom.saturating_add(1));
    let (left_at, end) = (left as usize, right.saturating_add(1).min(width) as usize);
    let fill = {
        let Some(first) = rows.get_mut(from).filter(|row| row.number == top + 1) else {
            return Ok(());
        };
        pad(first, left_at + 1, budget)?;
        let Some(cell) = first.cells.get_mut(left_at) else { return Ok(()) };
        cell.columns = span(left, right);
        cell.rows = span(top, bottom);
        cell.fill
    };
    for row in rows.get_mut(from..to).unwrap_or_default() {
        pad(row, end, budget)?;
        // Marking costs time even where no cell is added, and blocks may overlap.
        *budget = budget.checked_sub(1).ok_or_else(too_many_cells)?;
        let above = row.number != top + 1;
        for (at, cell) in row.cells.iter_mut().enumerate().take(end).skip(left_at) {
            if above || at > left_at {
                let merged = if above { Merged::FromAbove } else { Merged::FromLeft };
                *cell = Cell { fill, merged, ..lone(String::new()) };
            }
        }
    }
    Ok(())
}

fn pad(row: &mut Row, length: usize, budget: &mut usize) -> Result<(), ReadError> {
    let missing = length.saturating_sub(row.cells.len());
    *budget = budget.checked_sub(missing).ok_or_else(too_many_cells)?;
    row.cells.extend((0..missing).map(|_| lone(String::new())));
    Ok(())
}

fn span(from: u32, to: u32) -> u16 {
    u16::try_from(to.saturating_sub(from).saturating_add(1)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sheet: &Sheet) -> Vec<Vec<&str>> {
        let row = |row: &'_ Row| row.cells.len();
        assert!(sheet.rows.iter().all(|r| row(r) < 100));
        let rows = sheet.rows.iter();
        rows.map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_long_text_counts_as_many_cells() {
        let of = |length: usize| {
            let mut grid = Grid::default();
            grid.put(0, 0, lone("x".repeat(length))).unwrap();
            grid.finish(&mut 10).err()
        };
        assert_eq!(of(TEXT_OF_A_CELL), None);
        assert_eq!(of(TEXT_OF_A_CELL * 10), Some(too_many_cells()));
    }

    #[test]
    fn gaps_are_filled_and_edges_trimmed() {
        let mut grid = Grid::default();
        let red = Some(crate::sheet::Rgb { red: 255, green: 0, blue: 0 });
        grid.put(1, 2, lone("b".into())).unwrap();
        grid.put(1, 0, lone("a".into())).unwrap();
        grid.put(1, 9, Cell { fill: red, ..lone(String::new()) }).unwrap();
        grid.put(3, 1, Cell { fill: red, ..lone(String::new()) }).unwrap();
        grid.put(4, 0, lone("c".into())).unwrap();
        grid.put(1_000_000, 0, Cell { fill: red, ..lone(String::new()) }).unwrap();
        let sheet = grid.finish(&mut 100).unwrap();
        assert_eq!(texts(&sheet), [vec![], vec!["a", "", "b"], vec![], vec!["", ""], vec!["c"]]);
        assert_eq!(sheet.rows[3].cells[1].fill, red);
        assert_eq!(sheet.rows[4].number, 5);
    }

    #[test]
    fn a_far_cell_costs_no_rows_between() {
        let mut grid = Grid::default();
        grid.put(0, 0, lone("a".into())).unwrap();
        grid.put(1_048_575, 0, lone("z".into())).unwrap();
        let sheet = grid.finish(&mut 100).unwrap();
        assert_eq!(sheet.rows.len(), 2 + MOST_BLANK_ROWS as usize);
        assert_eq!(sheet.rows.last().unwrap().number, 1_048_576);
    }

    #[test]
    fn a_merge_marks_what_it_covers() {
        let mut grid = Grid::default();
        grid.put(0, 0, lone("head".into())).unwrap();
        grid.put(1, 1, lone("not shown".into())).unwrap();
        grid.put(3, 2, lone("end".into())).unwrap();
        grid.blocks.push(Block { top: 0, left: 0, bottom: 2, right: 1 });
        grid.blocks.push(Block { top: 2, left: 2, bottom: 900_000, right: 16_000 });
        let sheet = grid.finish(&mut 100).unwrap();
        let head = &sheet.rows[0].cells[0];
        assert_eq!((head.columns, head.rows, head.merged), (2, 3, Merged::No));
        assert_eq!(sheet.rows[0].cells[1].merged, Merged::FromLeft);
        assert_eq!(sheet.rows[1].cells[1].merged, Merged::FromAbove);
        assert_eq!(sheet.rows[1].cells[1].text, "");
        assert_eq!(sheet.rows[2].cells[0].merged, Merged::FromAbove);
        assert_eq!(sheet.rows[2].cells[2].columns, 15_999);
    }

    #[test]
    fn too_many_cells_are_refused() {
        let mut grid = Grid::default();
        for row in 0..200 {
            grid.put(row, 16_000, lone("x".into())).unwrap();
        }
        let mut budget = MOST_CELLS;
        assert_eq!(grid.finish(&mut budget).err(), Some(too_many_cells()));
    }
}
