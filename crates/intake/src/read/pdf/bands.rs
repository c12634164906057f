//! The lines of a table without boxes → its rows.
//!
//! Rules and coloured bands part rows where there are any. Elsewhere a row begins where the short
//! columns (a number, a letter, a score) have a value, or where the step between lines is wide.

use super::canvas::{Fill, Ruling};
use super::cells;
use super::columns::{Gap, Pieces, column_at, piece_crosses};
use super::words::Word;
use crate::sheet::{Cell, Merged};

/// A step wider than this many times the usual one parts rows.
const WIDE_STEP: f64 = 1.3;
/// Text of this many characters at most is a number, a letter or a code.
const SHORT: usize = 6;
/// A rule or band must be this part of the table's width to part its rows.
const RULE_WIDTH: f64 = 0.55;
/// Fewer rules than this set off the heads and feet; they do not part every row.
const MANY_RULES: usize = 4;

/// The rows of a table whose columns are parted by `gaps`.
pub(super) fn rows(
    lines: Vec<Pieces>,
    gaps: &[Gap],
    rules: &[Ruling],
    fills: &[Fill],
) -> Vec<Vec<Cell>> {
    let edges = edges(&lines, rules, fills);
    let every_row = edges.len() >= MANY_RULES;
    let mut bands: Vec<Vec<Pieces>> = Vec::new();
    let mut last = usize::MAX;
    for line in lines {
        let centre = line.line.place().center().y;
        let band = edges.iter().filter(|edge| **edge < centre).count();
        match bands.last_mut() {
            Some(lines) if band == last => lines.push(line),
            _ => bands.push(vec![line]),
        }
        last = band;
    }
    let mut rows = Vec::new();
    for (index, band) in bands.into_iter().enumerate() {
        let whole =
            (every_row || index == 0 && !edges.is_empty()) && counted(&band, gaps).is_empty();
        let parts = if whole { vec![band] } else { split(band, gaps) };
        for part in parts {
            rows.extend(row(part, gaps, fills));
        }
    }
    rows
}

/// The heights at which rules, or the edges of coloured bands, part the lines.
fn edges(lines: &[Pieces], rules: &[Ruling], fills: &[Fill]) -> Vec<f64> {
    let places = || lines.iter().map(|line| line.line.place());
    let Some(area) = places().reduce(|a, b| a.union(b)) else { return vec![] };
    let wide =
        |from: f64, to: f64| to.min(area.x1) - from.max(area.x0) >= RULE_WIDTH * area.width();
    let mut edges: Vec<f64> = rules
        .iter()
        .filter(|rule| !rule.upright && wide(rule.from, rule.to))
        .map(|rule| rule.at)
        .chain(coloured(fills, &wide))
        .filter(|at| *at > area.y0 && *at < area.y1)
        .collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|a, b| *a - *b < 4.0);
    // An edge through the letters of a line parts nothing.
    edges.retain(|edge| {
        !places().any(|at| at.y0 + 0.3 * at.height() < *edge && *edge < at.y1 - 0.3 * at.height())
    });
    edges
}

/// The tops and bottoms of coloured bands, which may be painted cell by cell.
fn coloured(fills: &[Fill], wide: &dyn Fn(f64, f64) -> bool) -> Vec<f64> {
    let mut bands: Vec<(f64, f64, f64, f64)> = Vec::new();
    for fill in fills {
        let area = fill.area;
        let same = bands.iter_mut().rev().take(64).find(|(top, bottom, _, right)| {
            (*top - area.y0).abs() < 1.0
                && (*bottom - area.y1).abs() < 1.0
                && area.x0 - *right < 4.0
        });
        match same {
            Some((_, _, left, right)) => {
                (*left, *right) = (left.min(area.x0), right.max(area.x1));
            }
            None => bands.push((area.y0, area.y1, area.x0, area.x1)),
        }
    }
    bands
        .into_iter()
        .filter(|(_, _, left, right)| wide(*left, *right))
        .flat_map(|(top, bottom, _, _)| [top, bottom])
        .collect()
}

/// The lines of a band between two rules that begin a row of their own, where the first column
/// counts up line by line and there are values beside each number; none where the band is a row.
pub(super) fn counted(band: &[Pieces], gaps: &[Gap]) -> Vec<usize> {
    let first: Vec<(usize, String)> = band
        .iter()
        .enumerate()
        .filter_map(|(at, line)| {
            texts(line, gaps)
                .into_iter()
                .find(|(column, _)| *column == 0)
                .map(|(_, text)| (at, text))
        })
        .collect();
    let numbers: Vec<(String, u32)> =
        first.iter().filter_map(|(_, text)| prefixed_number(text)).collect();
    let counts_up = numbers.len() == first.len()
        && numbers.len() >= 3
        && numbers.windows(2).all(|pair| match pair {
            [a, b] => a.0 == b.0 && b.1 > a.1 && b.1 <= a.1 + 9,
            _ => false,
        });
    let beside = |at: usize| band.get(at).is_some_and(|line| texts(line, gaps).len() >= 3);
    if counts_up && first.iter().all(|(at, _)| beside(*at)) {
        first.into_iter().map(|(at, _)| at).collect()
    } else {
        vec![]
    }
}

/// "R12" as "R" and 12.
fn prefixed_number(text: &str) -> Option<(String, u32)> {
    let text = text.trim_end_matches(['.', ')']);
    let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (prefix, number) = text.split_at_checked(text.len() - digits)?;
    (prefix.chars().count() <= SHORT).then_some(())?;
    Some((prefix.to_owned(), number.parse().ok()?))
}

/// The lines that begin, or sit in the middle of, a row: those with a value in most of the columns
/// that never hold more than a few characters.
fn anchors(lines: &[Pieces], gaps: &[Gap]) -> Vec<usize> {
    let columns = gaps.len() + 1;
    let mut longest = vec![0_usize; columns];
    let mut filled = vec![Vec::new(); columns];
    for (index, line) in lines.iter().enumerate() {
        for (column, text) in texts(line, gaps) {
            if let (Some(longest), Some(filled)) = (longest.get_mut(column), filled.get_mut(column))
            {
                // Headings may be longer than the values under them.
                let words = text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
                let length = if line.line.bold() { words.min(SHORT) } else { text.chars().count() };
                *longest = (*longest).max(length);
                filled.push(index);
            }
        }
    }
    let shorter = |least: usize| -> Vec<&Vec<usize>> {
        let short = longest.iter().zip(&filled);
        short
            .filter(|(longest, filled)| **longest <= SHORT && filled.len() >= least)
            .map(|(_, filled)| filled)
            .collect()
    };
    // A page may hold one row alone.
    let short = Some(shorter(2)).filter(|short| !short.is_empty()).unwrap_or_else(|| shorter(1));
    if short.is_empty() {
        return vec![];
    }
    let most = (0..lines.len())
        .map(|line| short.iter().filter(|filled| filled.contains(&line)).count())
        .max()
        .unwrap_or(0);
    (0..lines.len())
        .filter(|line| {
            2 * short.iter().filter(|filled| filled.contains(line)).count() >= most.max(1)
        })
        .collect()
}

/// The text of a line, column by column.
fn texts(line: &Pieces, gaps: &[Gap]) -> Vec<(usize, String)> {
    let mut texts: Vec<(usize, String)> = Vec::new();
    for word in &line.line.words {
        let column = column_at(gaps, word.place.center().x);
        match texts.last_mut() {
            Some((last, text)) if *last == column => {
                text.push(' ');
                text.push_str(&word.text);
            }
            _ => texts.push((column, word.text.clone())),
        }
    }
    texts
}

/// Lines without rules between them, cut into rows.
pub(super) fn split(lines: Vec<Pieces>, gaps: &[Gap]) -> Vec<Vec<Pieces>> {
    if lines.len() < 2 {
        return vec![lines];
    }
    let anchors = anchors(&lines, gaps);
    let steps: Vec<f64> = lines
        .windows(2)
        .map(|pair| match pair {
            [a, b] => b.line.baseline() - a.line.baseline(),
            _ => 0.0,
        })
        .collect();
    let wide = wide_steps(&steps);
    let count =
        |from: usize, to: usize| anchors.iter().filter(|at| (from..to).contains(*at)).count();
    let groups: Vec<(usize, usize)> = spans(&wide, lines.len());
    let single = groups.iter().filter(|(from, to)| count(*from, *to) == 1).count();
    let several = groups.iter().filter(|(from, to)| count(*from, *to) > 1).count();
    let mut starts: Vec<usize> = if keyed(&lines, gaps) {
        (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| leads(line, gaps))).collect()
    } else if anchors.len() < 2 {
        match anchors.first() {
            // One row alone, whose cells stand on its foot.
            Some(at) if *at + 1 == lines.len() => vec![],
            _ if wide.is_empty() => full_lines(&lines, gaps),
            _ => wide,
        }
    } else if several == 0 && 10 * single >= 6 * groups.len() {
        // Each group has one value in the short columns: rows set apart by white. A group without
        // is a further paragraph of the row above, unless it speaks from the first column.
        groups
            .iter()
            .filter(|(from, to)| {
                count(*from, *to) > 0 || lines.get(*from).is_some_and(|line| leads(line, gaps))
            })
            .map(|(from, _)| *from)
            .collect()
    } else {
        let body = heading_end(&lines, &anchors).unwrap_or(0);
        let values: Vec<usize> = anchors.iter().copied().filter(|at| *at >= body).collect();
        match (values.first(), values.last()) {
            (Some(first), _) if *first == body => anchors.clone(),
            // Nothing under the last value: the cells stand on the feet of their rows.
            (_, Some(last)) if *last + 1 == lines.len() => values.iter().map(|at| at + 1).collect(),
            _ => centred(body, &values, lines.len()),
        }
    };
    starts.extend(heading_end(&lines, &anchors));
    starts.extend(
        lines
            .iter()
            .enumerate()
            .filter(|(_, line)| spanning(line, gaps))
            .flat_map(|(at, _)| [at, at + 1]),
    );
    starts.sort_unstable();
    starts.dedup();
    cut(lines, &starts)
}

/// The first lines after a step that is wider than the usual one; none where all are alike.
fn wide_steps(steps: &[f64]) -> Vec<usize> {
    let mut sorted = steps.to_vec();
    sorted.sort_by(f64::total_cmp);
    let usual = sorted.get(sorted.len() / 8).copied().unwrap_or(0.0);
    let wide = |step: f64| step > WIDE_STEP * usual && step - usual > 1.5;
    steps.iter().enumerate().filter(|(_, step)| wide(**step)).map(|(at, _)| at + 1).collect()
}

/// The stretches between starts.
fn spans(starts: &[usize], length: usize) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut from = 0;
    for start in starts.iter().copied().chain([length]) {
        if start > from {
            spans.push((from, start));
            from = start;
        }
    }
    spans
}

/// Where nothing else tells: a line that fills at least as many columns as most begins a row, if
/// it fills the first.
fn full_lines(lines: &[Pieces], gaps: &[Gap]) -> Vec<usize> {
    lines
        .iter()
        .enumerate()
        .filter(|(_, line)| leads(line, gaps) && line.many_pieces())
        .map(|(at, _)| at)
        .collect()
}

/// Whether a line has text in the first column.
fn leads(line: &Pieces, gaps: &[Gap]) -> bool {
    line.line.words.first().is_some_and(|word| column_at(gaps, word.place.x0) == 0)
}

/// Whether the lines are keys and values: two columns, the first of them bold or ending in colons.
fn keyed(lines: &[Pieces], gaps: &[Gap]) -> bool {
    let is_key = |line: &&Pieces| {
        let words = |column: usize| {
            line.line
                .words
                .iter()
                .filter(move |word| column_at(gaps, word.place.center().x) == column)
        };
        words(0).next_back().is_some_and(|word| word.text.ends_with(':'))
            || words(0).all(|word| word.bold) && words(1).any(|word| !word.bold)
    };
    let leading = lines.iter().filter(|line| leads(line, gaps));
    gaps.len() == 1 && 10 * leading.clone().filter(is_key).count() >= 7 * leading.count()
}

/// Whether a piece of the line lies across several columns.
fn spanning(line: &Pieces, gaps: &[Gap]) -> bool {
    line.pieces.iter().any(|piece| gaps.iter().any(|gap| piece_crosses(piece, gap)))
}

/// Rows whose values stand in the middle of their height, without white between the rows: a row
/// reaches as far below its value as above it.
fn centred(body: usize, anchors: &[usize], length: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut from = body;
    for (index, anchor) in anchors.iter().enumerate() {
        starts.push(from);
        let above = anchor.saturating_sub(from);
        let next = anchors.get(index + 1).copied().unwrap_or(length);
        from = (anchor + above + 1).min(next);
    }
    starts
}

/// The line after a bold heading whose values are not bold.
fn heading_end(lines: &[Pieces], anchors: &[usize]) -> Option<usize> {
    let bold = lines.iter().take_while(|line| line.line.bold()).count();
    let body = lines.iter().skip(bold).filter(|line| line.line.bold()).count();
    let heads = anchors.iter().filter(|at| **at < bold).count();
    (bold > 0 && bold < lines.len() && 2 * body < lines.len() - bold && heads <= 1).then_some(bold)
}

fn cut(lines: Vec<Pieces>, starts: &[usize]) -> Vec<Vec<Pieces>> {
    let mut parts: Vec<Vec<Pieces>> = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        match parts.last_mut() {
            Some(part) if !starts.contains(&index) => part.push(line),
            _ => parts.push(vec![line]),
        }
    }
    parts
}

impl Pieces {
    fn many_pieces(&self) -> bool {
        self.pieces.len() >= 2
    }
}

/// The cells of a row.
pub(super) fn row(lines: Vec<Pieces>, gaps: &[Gap], fills: &[Fill]) -> Option<Vec<Cell>> {
    let columns = gaps.len() + 1;
    let mut words: Vec<Vec<Word>> = vec![Vec::new(); columns];
    let mut reach = vec![1_usize; columns];
    for piece in lines.into_iter().flat_map(|line| line.pieces) {
        let crossed: Vec<usize> = gaps
            .iter()
            .enumerate()
            .filter(|(_, gap)| piece_crosses(&piece, gap))
            .map(|(index, _)| index)
            .collect();
        if let (Some(first), Some(last)) = (crossed.first(), crossed.last()) {
            if let (Some(cell), Some(reach)) = (words.get_mut(*first), reach.get_mut(*first)) {
                cell.extend(piece.words);
                *reach = (*reach).max(last + 2 - first);
            }
            continue;
        }
        for word in piece.words {
            let column = column_at(gaps, word.place.center().x);
            if let Some(cell) = words.get_mut(column) {
                cell.push(word);
            }
        }
    }
    if words.iter().all(Vec::is_empty) {
        return None;
    }
    let mut cells = Vec::with_capacity(columns);
    let mut covered = 0;
    for (words, reach) in words.into_iter().zip(reach) {
        if covered > 0 && words.is_empty() {
            covered -= 1;
            cells.push(Cell { merged: Merged::FromLeft, columns: 1, rows: 1, ..Cell::default() });
            continue;
        }
        covered = reach - 1;
        let area = words.iter().map(Word::area).reduce(|a, b| a.union(b)).unwrap_or_default();
        let near: Vec<&Fill> =
            fills.iter().filter(|fill| fill.area.intersect(area).area() > 1.0).collect();
        let fill = cells::colour(&near, area, &words);
        let (text, bold) = cells::text(&words);
        cells.push(Cell { text, fill, bold, columns: 1, rows: 1, ..Cell::default() });
    }
    spread(&mut cells);
    Some(cells)
}

/// Sets each cell's span to the covered cells after it.
fn spread(cells: &mut [Cell]) {
    let mut span = 1;
    for cell in cells.iter_mut().rev() {
        if cell.merged == Merged::FromLeft {
            span += 1;
        } else {
            cell.columns = span;
            span = 1;
        }
    }
}
