//! Pages of blocks → numbered rows; tables that go on over a page keep their number.

use super::canvas::Canvas;
use super::gap::Gap;
use super::layout::{self, Block, Edges};
use super::pieces::Pieces;
use super::{running, shared};
use crate::ReadError;
use crate::read::limits::{MOST_CELLS, too_many_cells};
use crate::sheet::{Cell, Page, Row};

/// How far the edges of a column may move from page to page, in points.
const SAME_EDGE: f64 = 4.0;

/// The rows of all pages in reading order, and what the pages look like.
///
/// # Errors
/// When the tables of all pages have more than [`MOST_CELLS`] cells.
pub(super) fn rows(canvases: Vec<Canvas>) -> Result<(Vec<Row>, Vec<Page>), ReadError> {
    let mut pages: Vec<layout::Page> = Vec::with_capacity(canvases.len());
    let mut ruled = MOST_CELLS;
    for canvas in canvases {
        let page = layout::page(canvas);
        ruled = ruled.checked_sub(page.boxes()).ok_or_else(too_many_cells)?;
        pages.push(page);
    }
    let sketches = pages.iter_mut().map(|page| std::mem::take(&mut page.sketch)).collect();
    let running = running::mark(&pages);
    let parts = shared::columns(&pages.iter().zip(&running).map(open_lines).collect::<Vec<_>>());
    let mut rows = Vec::new();
    let mut left = MOST_CELLS;
    let mut tables = 0;
    let mut above: Option<(Edges, u32)> = None;
    for (((number, page), marks), parts) in (1..).zip(pages).zip(running).zip(parts) {
        let mut on_page = OnPage { page: number, rows: 0, out: &mut rows, left: &mut left };
        let mut first = true;
        let prior = match &above {
            Some((Edges::White(gaps), _)) => Some(gaps.clone()),
            _ => None,
        };
        for block in page.blocks(&marks, &parts, prior.as_deref()) {
            match block {
                Block::Running(cell) => on_page.push(None, vec![cell])?,
                Block::Text(cell) => {
                    // A heading or a paragraph between two tables ends the first.
                    first = false;
                    on_page.push(None, vec![cell])?;
                }
                Block::Table { edges, rows } => {
                    let goes_on =
                        above.as_ref().filter(|(before, _)| first && same(before, &edges));
                    let table = goes_on.map_or(tables, |(_, table)| *table);
                    if goes_on.is_none() {
                        tables += 1;
                    }
                    for cells in rows {
                        on_page.push(Some(table), cells)?;
                    }
                    above = Some((edges, table));
                    first = false;
                }
            }
        }
    }
    Ok((rows, sketches))
}

/// The lines of a page outside its grids, without its running heads and feet.
fn open_lines((page, running): (&layout::Page, &Vec<bool>)) -> Vec<Pieces> {
    let kept = page.lines.iter().zip(running).filter(|(_, running)| !**running);
    kept.map(|(line, _)| Pieces::new(line.clone())).collect()
}

struct OnPage<'a> {
    page: u32,
    rows: u32,
    out: &'a mut Vec<Row>,
    /// How many cells the document may still have.
    left: &'a mut usize,
}

impl OnPage<'_> {
    fn push(&mut self, table: Option<u32>, cells: Vec<Cell>) -> Result<(), ReadError> {
        *self.left = self.left.checked_sub(cells.len()).ok_or_else(too_many_cells)?;
        self.rows += 1;
        self.out.push(Row {
            page: Some(self.page),
            number: self.rows,
            table,
            cells,
            ..Row::default()
        });
        Ok(())
    }
}

/// Whether two tables have the same columns. Lines may stand further left or right on the other
/// page as a whole; white need only overlap, since how wide it is depends on the text.
fn same(a: &Edges, b: &Edges) -> bool {
    match (a, b) {
        (Edges::Ruled(a), Edges::Ruled(b)) => {
            let (Some(left), Some(other)) = (a.first(), b.first()) else { return false };
            a.len() == b.len()
                && a.iter().zip(b).all(|(x, y)| ((x - left) - (y - other)).abs() <= SAME_EDGE)
        }
        (Edges::White(a), Edges::White(b)) => {
            let meet = |a: &Gap, b: &Gap| a.0 <= b.1 + SAME_EDGE && b.0 <= a.1 + SAME_EDGE;
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| meet(a, b))
        }
        _ => false,
    }
}
