//! Tables drawn with characters: rules of dashes between rows, bars between cells.

use super::row;
use crate::sheet::Row;

/// Reads the lines between rules as one row each.
pub(super) fn read(lines: &[&str]) -> Option<Vec<Row>> {
    if lines.iter().filter(|line| is_rule(line)).count() < 3 {
        return None;
    }
    let mut rows = Vec::new();
    let mut open: Option<(usize, Vec<String>)> = None;
    for (number, line) in lines.iter().enumerate() {
        let line = line.trim();
        if line.starts_with(['|', '│']) && !is_rule(line) {
            let inner = line.trim_matches(['|', '│']);
            let cells = inner.split(['|', '│']).map(|cell| cell.trim().to_owned());
            match &mut open {
                Some((_, kept)) => join(kept, cells),
                None => open = Some((number, cells.collect())),
            }
            continue;
        }
        if let Some((began, cells)) = open.take() {
            rows.push(row(began, cells));
        }
        if !is_rule(line) {
            rows.push(row(number, [line.to_owned()]));
        }
    }
    rows.extend(open.map(|(began, cells)| row(began, cells)));
    Some(rows)
}

fn join(kept: &mut [String], cells: impl Iterator<Item = String>) {
    for (kept, cell) in kept.iter_mut().zip(cells) {
        if !cell.is_empty() {
            if !kept.is_empty() {
                kept.push('\n');
            }
            kept.push_str(&cell);
        }
    }
}

/// "+-----+-----+", "├─────┼─────┤".
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() >= 5
        && line.starts_with(['+', '├', '┌', '└', '╞'])
        && line
            .chars()
            .all(|c| matches!(c, '+' | '-' | '=' | '|') || ('\u{2500}'..='\u{257f}').contains(&c))
}
