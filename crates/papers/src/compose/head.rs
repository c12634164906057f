//! The heading rows of a table: each column's own heading under the groups that it belongs to.

use crate::{
    columns::Column,
    paper::{Cell, Row},
};

/// The heading rows of these columns, outermost groups first. What stands over neighbours stands
/// once over all of them; a heading with less over it than others reaches down from above.
pub(super) fn head(columns: &[Column]) -> Vec<Row> {
    let layers: Vec<Vec<&str>> = columns.iter().map(layers).collect();
    let depth = layers.iter().map(Vec::len).max().unwrap_or(1);
    (0..depth).map(|level| row(&layers, level, depth)).collect()
}

/// The headings over a column and its own.
fn layers(column: &Column) -> Vec<&str> {
    let mut layers: Vec<&str> = column.groups.iter().map(String::as_str).collect();
    // A column without a heading of its own is headed by what stands over it.
    if !column.own.is_empty() || layers.is_empty() {
        layers.push(&column.own);
    }
    layers
}

fn row(layers: &[Vec<&str>], level: usize, depth: usize) -> Row {
    let mut cells: Vec<Cell> = vec![];
    let mut at = 0;
    while let Some(own) = layers.get(at) {
        let Some(words) = own.get(level) else {
            at += 1;
            continue;
        };
        let is_own = level + 1 == own.len();
        let joins = |other: &&Vec<&str>| {
            !is_own && level + 1 < other.len() && other.get(..=level) == own.get(..=level)
        };
        let more = layers.iter().skip(at + 1).take_while(joins).count();
        let down = if is_own { depth - level } else { 1 };
        let (across, down) = (u16::try_from(more + 1), u16::try_from(down));
        cells.push(Cell::heading(*words, across.unwrap_or(u16::MAX), down.unwrap_or(1)));
        at += more + 1;
    }
    Row { cells }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Content;

    fn column(path: &str) -> Column {
        let mut groups: Vec<String> = path.split(" / ").map(str::to_owned).collect();
        let own = groups.pop().unwrap_or_default();
        Column { heading: path.to_owned(), own, groups, content: Content::Controls }
    }

    fn told(paths: &[&str]) -> Vec<Vec<(String, u16, u16)>> {
        let columns: Vec<Column> = paths.iter().map(|path| column(path)).collect();
        let rows = head(&columns).into_iter().map(|row| {
            row.cells.into_iter().map(|cell| (cell.words(), cell.across, cell.down)).collect()
        });
        rows.collect()
    }

    #[test]
    fn neighbours_share_what_stands_over_them() {
        let rows = told(&["Ref", "Gross / L", "Gross / I", "Actions / What", "Gross / S"]);
        let cell = |words: &str, across, down| (words.to_owned(), across, down);
        assert_eq!(
            rows,
            [
                vec![
                    cell("Ref", 1, 2),
                    cell("Gross", 2, 1),
                    cell("Actions", 1, 1),
                    cell("Gross", 1, 1)
                ],
                vec![cell("L", 1, 1), cell("I", 1, 1), cell("What", 1, 1), cell("S", 1, 1)],
            ]
        );
    }

    #[test]
    fn without_groups_there_is_one_row() {
        assert_eq!(told(&["Ref", "Risk"]).len(), 1);
    }
}
