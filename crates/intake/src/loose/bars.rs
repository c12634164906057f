//! Bars between the cells, some of which break their lines: a row ends where it has as many bars
//! as the headings.

use super::row;
use crate::{map::heading::is_label, sheet::Row};

/// A longer row is none.
const LONGEST: usize = 20_000;

/// Reads lines with bars, where rows reach over several of them.
pub(super) fn read(lines: &[&str]) -> Option<Vec<Row>> {
    let labels = |line: &str| line.split('|').filter(|cell| is_label(cell)).count();
    let heads = |line: &&str| bars(line) >= 3 && labels(line) >= 2;
    let head = lines.iter().take(400).position(heads)?;
    let width = bars(lines.get(head)?);
    let closed = lines.get(head)?.trim_end().ends_with('|');
    let mut rows: Vec<Row> = Vec::with_capacity(lines.len());
    rows.extend(lines.iter().take(head).enumerate().map(|(at, line)| whole(at, line)));
    rows.push(divided(head, lines.get(head)?));
    let (mut full, mut broken) = (0, 0);
    let mut open: Option<(usize, String)> = None;
    for (at, line) in lines.iter().enumerate().skip(head + 1) {
        let next = lines.get(at + 1).map_or(0, |next| bars(next));
        match &mut open {
            None if line.trim().is_empty() => continue,
            None if bars(line) == 0 && full > 0 && !closed => {
                let last = rows.last_mut().and_then(|row| row.cells.last_mut());
                if let Some(cell) = last {
                    cell.text.push('\n');
                    cell.text.push_str(line.trim());
                    broken += 1;
                }
                continue;
            }
            None if bars(line) == 0 && next == width && !goes_on(lines.get(at + 1)) => {
                rows.push(whole(at, line));
                continue;
            }
            None => open = Some((at, (*line).to_owned())),
            Some((_, text)) => {
                text.push('\n');
                text.push_str(line);
                broken += 1;
            }
        }
        let Some((_, text)) = &open else { continue };
        if bars(text) > width || text.len() > LONGEST {
            return None;
        }
        if bars(text) == width
            && let Some((at, text)) = open.take()
        {
            full += 1;
            rows.push(divided(at, &text));
        }
    }
    if let Some((at, rest)) = open {
        rows.extend(rest.lines().enumerate().map(|(after, line)| whole(at + after, line)));
    }
    (full >= 2 && broken > 0).then_some(rows)
}

/// Whether a line begins in mid-sentence.
fn goes_on(line: Option<&&str>) -> bool {
    line.is_some_and(|line| line.trim_start().starts_with(char::is_lowercase))
}

fn bars(text: &str) -> usize {
    text.matches('|').count()
}

fn whole(at: usize, line: &str) -> Row {
    row(at, [line.trim().to_owned()])
}

fn divided(at: usize, text: &str) -> Row {
    row(at, text.split('|').map(|cell| cell.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Option<Vec<Vec<String>>> {
        let lines: Vec<&str> = text.lines().collect();
        let texts = |row: Row| row.cells.into_iter().map(|cell| cell.text).collect();
        read(&lines).map(|rows| rows.into_iter().map(texts).collect())
    }

    #[test]
    fn a_row_ends_with_its_last_bar() {
        let text = "Risk | Owner | Impact |\nThe mill burns\nor floods | AB | 3 |\nTrade\nWeeds | CD | 2 |\n";
        let read = cells(text).unwrap();
        assert_eq!(read[1], ["The mill burns\nor floods", "AB", "3", ""]);
        assert_eq!((&read[2], &read[3][0]), (&vec!["Trade".to_owned()], &"Weeds".to_owned()));
    }

    #[test]
    fn without_a_last_bar_the_last_cell_goes_on() {
        let text = "Risk | Owner | Impact | Action\nFire | AB | 3 | Buy sand\nand a bucket\nWeeds | CD | 2 | Hoe\n";
        assert_eq!(cells(text).unwrap()[1][3], "Buy sand\nand a bucket");
    }

    #[test]
    fn whole_lines_are_left_to_the_delimited_reading() {
        assert_eq!(cells("Risk | Owner | Impact |\nFire | AB | 3 |\nWeeds | CD | 2 |\n"), None);
    }
}
