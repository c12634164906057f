//! Which rows of a table stay together on a page. A row breaks only where it is so long that it
//! might not fit a page by itself; a group of rows stays together while that wastes little.

use bellwether_papers::{
    fit::{self, Fit, Placed},
    paper::{Block, Group, PageSetup, PageSize, Paper},
};

/// The margins of a page, in points.
pub(crate) const MARGIN: Margin = Margin { side: 40.0, top: 72.0, bottom: 52.0 };

/// How much of a page is left white.
pub(crate) struct Margin {
    /// On the left, and on the right.
    pub(crate) side: f32,
    /// Above.
    pub(crate) top: f32,
    /// Below.
    pub(crate) bottom: f32,
}

/// The part of a page that a group may take and still be moved to the next one whole.
const GROUP: f32 = 0.8;

/// The part of a page that a row may take and still be moved whole.
const ROW: f32 = 0.6;

/// The height of a line, in its size, and what stands above and below the words of a cell, in points.
const LINE: f32 = 1.3;
const PADDING: f32 = 7.0;

/// The width and height of a sheet, in points.
pub(crate) fn sheet(page: PageSetup) -> (f32, f32) {
    let (short, long) = match page.size {
        PageSize::A4 => (595.3, 841.9),
        PageSize::A3 => (841.9, 1190.6),
    };
    if page.landscape { (long, short) } else { (short, long) }
}

/// The width and height that a page has for what it says, in points.
pub(crate) fn room(page: PageSetup) -> (f32, f32) {
    let (across, down) = sheet(page);
    (across - 2.0 * MARGIN.side, down - MARGIN.top - MARGIN.bottom)
}

/// The size that the words of tables have: that of the table that needs the smallest, in points.
pub(crate) fn table_size(paper: &Paper) -> f32 {
    let across = room(paper.page).0;
    let tables = paper.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(fit::fit_any_font(table, across).size),
        _ => None,
    });
    tables.fold(9.0, f32::min)
}

/// How each row of a group keeps together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// With all the rows of its group.
    Group,
    /// By itself.
    Row,
    /// It is too long: it breaks between lines.
    Free,
}

/// How the rows of a group keep together on pages of a height in points.
pub(crate) fn keeps(group: &Group, fitted: &Fit, height: f32) -> Vec<Keep> {
    let heights = heights(group, fitted);
    if heights.iter().sum::<f32>() <= height * GROUP {
        return vec![Keep::Group; heights.len()];
    }
    let keep = |row: f32| if row <= height * ROW { Keep::Row } else { Keep::Free };
    heights.into_iter().map(keep).collect()
}

/// The height of each row; what a cell over several rows needs more than they have goes to the last.
fn heights(group: &Group, fitted: &Fit) -> Vec<f32> {
    let needed = |placed: &Placed<'_>| {
        let width: f32 = fitted.widths.get(placed.columns.clone()).unwrap_or_default().iter().sum();
        let ems = ((width - fit::PADDING) / fitted.size).max(1.0);
        fit::lines(placed.cell, ems) as f32 * fitted.size * LINE + PADDING
    };
    let mut heights = vec![0.0_f32; group.rows.len()];
    let (tall, flat): (Vec<_>, Vec<_>) = fit::placed(&group.rows, fitted.widths.len())
        .into_iter()
        .partition(|placed| placed.cell.down > 1);
    for placed in flat {
        if let Some(height) = heights.get_mut(placed.row) {
            *height = height.max(needed(&placed));
        }
    }
    for placed in tall {
        let rows = placed.row..heights.len().min(placed.row + usize::from(placed.cell.down));
        let had: f32 = heights.get(rows.clone()).unwrap_or_default().iter().sum();
        if let Some(last) = heights.get_mut(rows).and_then(<[f32]>::last_mut) {
            *last += (needed(&placed) - had).max(0.0);
        }
    }
    heights
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

    use bellwether_papers::paper::{Cell, Row};

    use super::*;

    fn group(rows: &[Vec<Cell>]) -> Group {
        Group { rows: rows.iter().map(|cells| Row { cells: cells.clone() }).collect() }
    }

    fn fitted() -> Fit {
        Fit { size: 8.0, widths: vec![200.0, 200.0] }
    }

    #[test]
    fn a_short_group_keeps_together_and_a_long_one_by_its_rows() {
        let risk = |down| Cell { down, ..Cell::plain("Storms close the harbour") };
        let short = group(&[vec![risk(2), Cell::plain("a")], vec![Cell::plain("b")]]);
        assert_eq!(keeps(&short, &fitted(), 470.0), [Keep::Group; 2]);
        let mut rows = vec![vec![Cell::plain("a"); 1]; 40];
        rows[0].insert(0, risk(40));
        assert_eq!(keeps(&group(&rows), &fitted(), 470.0), [Keep::Row; 40]);
    }

    #[test]
    fn a_row_that_no_page_holds_breaks_between_lines() {
        let essay = Cell::plain("a word and another ".repeat(1000));
        let long = group(&[vec![Cell::plain("1"), essay.clone()]]);
        assert_eq!(keeps(&long, &fitted(), 470.0), [Keep::Free]);
        // What the risk needs more than its actions have is the last row's.
        let tall = Cell { down: 2, ..essay };
        let tall = group(&[vec![tall, Cell::plain("a")], vec![Cell::plain("b")]]);
        assert_eq!(keeps(&tall, &fitted(), 470.0), [Keep::Row, Keep::Free]);
    }
}
