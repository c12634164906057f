//! Fixed width: cells that begin under their headings, two spaces or more between.

use bellwether_sheets::MOST_CELLS;

use super::row;
use crate::{map::heading::is_label, sheet::Row};

/// Reads lines by the places of the headings.
pub(super) fn read(lines: &[&str]) -> Option<Vec<Row>> {
    let lines: Vec<Vec<char>> =
        lines.iter().map(|line| line.chars().take(4000).collect()).collect();
    let header = lines.iter().take(400).position(|line| {
        let pieces = pieces(line);
        let labels = pieces.iter().filter(|(_, text)| is_label(text)).count();
        pieces.len() >= 3 && labels >= 2 && labels * 2 >= pieces.len()
    })?;
    let heads = pieces(lines.get(header)?);
    let body = lines.get(header + 1..)?;
    if body.len().saturating_mul(heads.len()) > MOST_CELLS {
        return None;
    }
    let cuts = cuts(&heads, body);
    // A line that runs across every cut is prose, not a row.
    let crosses = |line: &Vec<char>| {
        let within = cuts.iter().filter(|cut| **cut < line.len());
        let through = within
            .clone()
            .filter(|cut| {
                line.get(**cut).is_some_and(|c| *c != ' ')
                    && cut.checked_sub(1).and_then(|at| line.get(at)).is_some_and(|c| *c != ' ')
            })
            .count();
        through * 2 > within.count().max(1)
    };
    let widths = widths(&cuts, body.iter().filter(|line| !crosses(line)));
    let mut rows: Vec<Row> = Vec::new();
    // Whether the last row goes on over more than one line, and what its last line has.
    let (mut wrapped, mut above) = (false, Vec::new());
    for (number, line) in lines.iter().enumerate() {
        if number < header || line.iter().all(|c| c.is_whitespace()) || crosses(line) {
            rows.push(row(number, [line.iter().collect::<String>().trim().to_owned()]));
            continue;
        }
        let cells = slice(line, &cuts);
        let blank_before = number > 0
            && lines.get(number - 1).is_some_and(|line| line.iter().all(|c| c.is_whitespace()));
        let before = std::mem::replace(&mut above, cells.clone());
        match rows.last_mut().filter(|_| number > header + 1 && !blank_before) {
            Some(last)
                if goes_on(last, &cells)
                    || wrapped && ends(last, &cells)
                    || runs_over(last, &before, &cells, &widths) =>
            {
                wrapped = true;
                for (kept, cell) in
                    last.cells.iter_mut().zip(cells).filter(|(_, cell)| !cell.is_empty())
                {
                    if !kept.text.is_empty() {
                        kept.text.push('\n');
                    }
                    kept.text.push_str(&cell);
                }
            }
            _ => {
                wrapped = false;
                rows.push(row(number, cells));
            }
        }
    }
    (rows.iter().filter(|row| row.cells.len() > 2).count() >= 2).then_some(rows)
}

/// A line without its first cell, whose words all stand under words, is the line before, wrapped.
fn goes_on(last: &Row, cells: &[String]) -> bool {
    // Where the first column is one of words its cells may be wrapped as well.
    let first =
        cells.first().is_some_and(|cell| cell.is_empty() || cell.starts_with(char::is_lowercase));
    let under = cells.iter().zip(&last.cells).filter(|(cell, _)| !cell.is_empty());
    let (mut any, mut all) = (false, true);
    for (_, above) in under {
        any = true;
        all &= !above.text.is_empty();
    }
    first && any && all && last.cells.len() == cells.len()
}

/// A single word or two under words, right below a row that is wrapped already, are its end: the
/// name of a section would be in capitals or stand apart.
fn ends(last: &Row, cells: &[String]) -> bool {
    let mut said = cells.iter().zip(&last.cells).filter(|(cell, _)| !cell.is_empty());
    let (Some((cell, above)), None) = (said.next(), said.next()) else { return false };
    let loud = cell.chars().all(|c| !c.is_lowercase());
    !loud && !above.text.is_empty() && cell.split_whitespace().count() <= 2
}

/// The fewest letters that a column breaks its cells at.
const LEAST_WIDTH: usize = 12;

/// Words that found no more room on the line before are its end, whatever they begin with: each
/// under words after which its first would have been too long for the column.
fn runs_over(last: &Row, before: &[String], cells: &[String], widths: &[usize]) -> bool {
    let length = |text: &str| text.chars().count();
    let no_room = |((cell, before), width): &((&String, &String), &usize)| {
        let first = cell.split_whitespace().next().map_or(0, length);
        let loud = cell.chars().all(|c| !c.is_lowercase());
        **width >= LEAST_WIDTH
            && !before.is_empty()
            && !loud
            && length(before) + 1 + first > **width
    };
    let said = || cells.iter().zip(before).zip(widths).filter(|((cell, _), _)| !cell.is_empty());
    let filled = last.cells.iter().filter(|cell| !cell.text.is_empty()).count();
    said().next().is_some() && said().all(|each| no_room(&each)) && said().count() * 2 <= filled
}

/// How wide the widest cell of each column is.
fn widths<'a>(cuts: &[usize], lines: impl Iterator<Item = &'a Vec<char>>) -> Vec<usize> {
    let mut widths = vec![0; cuts.len() + 1];
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(slice(line, cuts)) {
            *width = (*width).max(cell.chars().count());
        }
    }
    widths
}

/// What stands between runs of two spaces or more, with where it begins.
fn pieces(line: &[char]) -> Vec<(usize, String)> {
    let mut pieces: Vec<(usize, String)> = Vec::new();
    let mut spaces = 2;
    for (at, c) in line.iter().enumerate() {
        if *c == ' ' || *c == '\t' {
            spaces += 1;
            continue;
        }
        match pieces.last_mut() {
            Some((_, text)) if spaces < 2 => {
                if spaces == 1 {
                    text.push(' ');
                }
                text.push(*c);
            }
            _ => pieces.push((at, c.to_string())),
        }
        spaces = 0;
    }
    pieces
}

/// Where to cut between two headings: the place most lines leave blank, nearest the second.
fn cuts(heads: &[(usize, String)], body: &[Vec<char>]) -> Vec<usize> {
    heads
        .windows(2)
        .filter_map(|pair| {
            let [(left, text), (right, _)] = pair else { return None };
            let end = left + text.chars().count();
            let filled = |at: usize| {
                body.iter().filter(|line| line.get(at).is_some_and(|c| *c != ' ')).count()
            };
            // The cut stands just after a blank place: that place must be blank in most lines.
            (end..*right).rev().min_by_key(|at| filled(*at)).map(|at| at + 1)
        })
        .collect()
}

fn slice(line: &[char], cuts: &[usize]) -> Vec<String> {
    let ends = cuts.iter().copied().chain([line.len().max(cuts.last().copied().unwrap_or(0))]);
    let mut from = 0;
    ends.map(|to| {
        let part = line.get(from.min(line.len())..to.min(line.len())).unwrap_or_default();
        from = to;
        part.iter().collect::<String>().trim().to_owned()
    })
    .collect()
}
