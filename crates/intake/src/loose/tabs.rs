//! Tabs between the cells, as a table is copied out of Word: a cell of several paragraphs breaks its
//! row over as many lines, headings too.

use super::row;
use crate::sheet::Row;

/// The fewest cells of a row.
const LEAST: usize = 4;
/// The most lines that a row is broken over.
const MOST_LINES: usize = 60;

/// Reads the rows where every line with a tab is a row, or a part of one whose cells add up.
pub(super) fn read(lines: &[&str]) -> Option<Vec<Row>> {
    let count = |line: &&str| line.matches('\t').count() + 1;
    let mut widths: Vec<usize> = lines.iter().map(count).filter(|count| *count >= LEAST).collect();
    widths.sort_unstable_by(|a, b| b.cmp(a));
    widths.dedup();
    widths.into_iter().take(6).find_map(|width| joined(lines, width))
}

/// The rows of so many cells; nothing where none is broken, or the cells do not come to that.
fn joined(lines: &[&str], width: usize) -> Option<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut whole, mut broken) = (0_usize, 0_usize);
    let mut open: Option<(usize, Vec<String>)> = None;
    for (at, line) in lines.iter().enumerate() {
        let Some((from, cells)) = open.take() else {
            let cells: Vec<String> = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
            match cells.len() {
                1 => rows.push(row(at, cells)),
                count if count < width => open = Some((at, cells)),
                count if count == width => {
                    whole += 1;
                    rows.push(row(at, cells));
                }
                _ => return None,
            }
            continue;
        };
        let cells = gone_on(cells, line);
        match cells.len() {
            count if count > width || at - from > MOST_LINES => return None,
            count if count == width => {
                broken += 1;
                rows.push(row(from, cells));
            }
            _ => open = Some((from, cells)),
        }
    }
    (open.is_none() && broken > 0 && whole + broken >= 3).then_some(rows)
}

/// A row with the next of its lines: the first cell of that goes on with the last before it.
fn gone_on(mut cells: Vec<String>, line: &str) -> Vec<String> {
    let mut parts = line.split('\t').map(str::trim);
    if let (Some(last), Some(first)) = (cells.last_mut(), parts.next())
        && !first.is_empty()
    {
        if !last.is_empty() {
            last.push('\n');
        }
        last.push_str(first);
    }
    cells.extend(parts.map(str::to_owned));
    cells
}
