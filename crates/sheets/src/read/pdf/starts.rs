//! Where the rows of a table without rules begin: where the white between two lines is wide, or
//! where the columns whose values are never wrapped (a number, a letter, a code) have one.

use std::collections::BTreeMap;

mod stand;

use self::stand::Set;
use super::gap::{Gap, column_at};
use super::pieces::{Piece, Pieces};
use super::values::{is_value, texts};
use super::white::piece_crosses;

/// White higher than the usual by this part of the usual step parts rows.
const WIDE_STEP: f64 = 0.3;
/// The first lines, among which headings may stand.
const HEADS: usize = 6;

/// Lines without rules between them, cut into rows.
pub(super) fn split(lines: Vec<Pieces>, gaps: &[Gap]) -> Vec<Vec<Pieces>> {
    if lines.len() < 2 {
        return vec![lines];
    }
    let mut body = 0;
    let mut starts = if keyed(&lines, gaps) {
        (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| leads(line, gaps))).collect()
    } else {
        let table = Table::new(&lines, gaps);
        body = table.body;
        let mut starts = table.starts();
        starts.extend([table.body, table.banner_end()]);
        starts.extend(table.sections().flat_map(|at| [at, at + 1]));
        starts
    };
    starts.extend(
        lines
            .iter()
            .enumerate()
            // Headings may reach over the edge of a narrow column.
            .filter(|(at, line)| *at >= body && spanning(line, gaps))
            .flat_map(|(at, _)| [at, at + 1]),
    );
    starts.sort_unstable();
    starts.dedup();
    cut(lines, &starts)
}

/// Lines with what stands in each of their columns.
struct Table<'a> {
    lines: &'a [Pieces],
    gaps: &'a [Gap],
    /// For each line the columns in which it has text.
    filled: Vec<Vec<bool>>,
    /// The lines with a value in a column whose values are never wrapped.
    anchors: Vec<usize>,
    /// The first line after the headings.
    body: usize,
    /// The lines with wide white above them.
    wide: Vec<usize>,
}

impl<'a> Table<'a> {
    fn new(lines: &'a [Pieces], gaps: &'a [Gap]) -> Self {
        let columns = gaps.len() + 1;
        let mut filled = vec![vec![false; columns]; lines.len()];
        let mut values: Vec<Vec<(usize, bool)>> = vec![Vec::new(); columns];
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !spanning(line, gaps)) {
            for (column, text) in texts(line, gaps) {
                if let Some(slot) = filled.get_mut(at).and_then(|line| line.get_mut(column)) {
                    *slot = true;
                }
                if let Some(values) = values.get_mut(column) {
                    values.push((at, is_value(&text)));
                }
            }
        }
        let heads = lines.len() <= HEADS && lines.iter().all(|line| line.line.bold());
        let bold = if heads { lines.len() } else { heading_end(lines).unwrap_or(0) };
        let of_body = |values: &[(usize, bool)]| -> Vec<(usize, bool)> {
            values.iter().filter(|(at, _)| *at >= bold).copied().collect()
        };
        let mut body: Vec<usize> = Vec::new();
        let mut anchors: Vec<Vec<usize>> = Vec::new();
        for values in values.iter().map(|values| of_body(values)) {
            // Headings that are not bold stand over their values.
            let heads = values.iter().filter(|(_, short)| !short).map(|(at, _)| at + 1);
            let heads = heads.max().unwrap_or(bold);
            let under: Vec<usize> =
                values.iter().map(|(at, _)| *at).filter(|at| *at >= heads).collect();
            if heads <= HEADS.max(bold) && under.len() >= 2 {
                body.push(heads);
                anchors.push(under);
            }
        }
        let anchors = without_wrapped(&anchors);
        body.sort_unstable();
        let body = body.get(body.len() / 2).copied().unwrap_or(bold).max(bold);
        let mut anchors: Vec<usize> =
            anchors.into_iter().flatten().filter(|at| *at >= body).collect();
        anchors.sort_unstable();
        anchors.dedup();
        Self { lines, gaps, filled, anchors, body, wide: wide(lines, gaps) }
    }

    fn starts(&self) -> Vec<usize> {
        let groups = spans(&self.wide, self.lines.len());
        let count = |from: usize, to: usize| {
            self.anchors.iter().filter(|at| (from..to).contains(*at)).count()
        };
        let several = groups.iter().filter(|(from, to)| count(*from, *to) > 1).count();
        if several == 0 && groups.len() > 1 {
            // Rows set apart by white. A group without a value in the short columns is a further
            // paragraph of a cell where it fills but one column, unless it speaks from the first.
            return groups
                .iter()
                .filter(|(from, to)| {
                    *from < self.body
                        || count(*from, *to) > 0
                        || self.columns(*from, *to) > 1
                        || self.lines.get(*from).is_some_and(|line| leads(line, self.gaps))
                })
                .map(|(from, _)| *from)
                .collect();
        }
        match self.anchors.as_slice() {
            // Headings by themselves.
            [] if self.lines.iter().all(|line| line.line.bold()) => self.wide.clone(),
            [] => full_lines(self.lines, self.gaps),
            // One row alone, whose cells stand on its foot.
            [at] if *at + 1 == self.lines.len() => vec![],
            _ => {
                let mut starts: Vec<usize> =
                    self.wide.iter().copied().filter(|at| *at <= self.body).collect();
                match self.set() {
                    Set::Top => {
                        starts.extend(&self.anchors);
                        starts.extend((self.body..self.lines.len()).filter(|at| self.anew(*at)));
                    }
                    Set::Bottom => starts.extend(self.anchors.iter().map(|at| at + 1)),
                    Set::Middle => starts.extend(self.centred()),
                }
                starts
            }
        }
    }

    fn has(&self, line: usize, column: usize) -> bool {
        self.filled.get(line).and_then(|line| line.get(column)).copied().unwrap_or_default()
    }

    /// Whether a line has words in a column, those of a piece that lies across columns included.
    fn named(&self, line: usize, column: usize) -> bool {
        let line = self.lines.get(line);
        line.is_some_and(|line| texts(line, self.gaps).iter().any(|(own, _)| *own == column))
    }

    /// How many columns have text in these lines.
    fn columns(&self, from: usize, to: usize) -> usize {
        (0..=self.gaps.len())
            .filter(|column| (from..to).any(|line| self.has(line, *column)))
            .count()
    }

    /// Whether several columns begin anew on a line: each had text before, and none on the line
    /// above.
    fn anew(&self, line: usize) -> bool {
        line > self.body
            && (0..=self.gaps.len())
                .filter(|column| self.has(line, *column) && !self.has(line - 1, *column))
                .count()
                >= 2
    }

    /// The line after a banner at the head of the headings: text that stands over several columns,
    /// so that it keeps to no edge and no middle of the heading under it. 0 where there is none.
    fn banner_end(&self) -> usize {
        let heads = self.lines.get(..self.body).unwrap_or_default();
        let Some(first) = heads.first() else { return 0 };
        // The names of groups may wrap, too.
        let wraps = |pair: &&[Pieces]| matches!(pair, [above, line] if lies_under(line, above));
        let rest = heads.len().saturating_sub(2);
        let own = 1 + heads.windows(2).take(rest).take_while(wraps).count();
        let under = heads.get(own..).unwrap_or_default();
        let size = first.line.size();
        let apart = |piece: &Piece| {
            let middle = f64::midpoint(piece.from, piece.to);
            let column = column_at(self.gaps, middle);
            let words = || {
                let words = under.iter().flat_map(|line| &line.line.words);
                words.filter(|word| column_at(self.gaps, word.place.center().x) == column)
            };
            let from = words().map(|word| word.place.x0).reduce(f64::min);
            let to = words().map(|word| word.place.x1).reduce(f64::max);
            from.zip(to).is_some_and(|(from, to)| {
                (f64::midpoint(from, to) - middle).abs() > size
                    && (from - piece.from).abs() > 0.3 * size
                    && (to - piece.to).abs() > 0.3 * size
            })
        };
        let banner = spanning(first, self.gaps) || first.pieces.iter().any(apart);
        // Headings that merely wrap go on under words of their own.
        let parted = (0..=self.gaps.len()).any(|column| {
            !(0..own).any(|line| self.named(line, column))
                && (own..self.body).any(|line| self.named(line, column))
        });
        if banner && parted { own } else { 0 }
    }

    /// The lines of one cell alone over the numbers of the rows: the names of sections.
    fn sections(&self) -> impl Iterator<Item = usize> {
        let first = |at: usize| {
            let texts = self.lines.get(at).map(|line| texts(line, self.gaps)).unwrap_or_default();
            let alone = texts.len() == 1;
            texts.into_iter().find(|(column, _)| *column == 0).map(|(_, text)| (text, alone))
        };
        let said: Vec<(usize, String, bool)> = (self.body..self.lines.len())
            .filter_map(|at| first(at).map(|(text, alone)| (at, text, alone)))
            .collect();
        let values = said.iter().filter(|(_, text, _)| is_value(text)).count();
        let numbered = values >= 2 && values * 2 > said.len();
        let name =
            |text: &str| !is_value(text) && text.chars().filter(|c| c.is_alphabetic()).count() > 3;
        said.into_iter()
            .filter(move |(_, text, alone)| numbered && *alone && name(text))
            .map(|(at, ..)| at)
    }
}

/// Whether a line goes on with some of the texts of the line close above it.
fn lies_under(line: &Pieces, above: &Pieces) -> bool {
    const CLOSE: f64 = 1.35;
    let step = line.line.baseline() - above.line.baseline();
    let under = |piece: &Piece| {
        above.pieces.iter().any(|over| piece.from < over.to && over.from < piece.to)
    };
    step <= CLOSE * above.line.size()
        && line.pieces.len() < above.pieces.len()
        && line.pieces.iter().all(under)
}

/// Leaves out columns so narrow that their values are broken after all ("SR0", "1"): many of their
/// lines follow upon another one, with no value beside them in the other columns.
fn without_wrapped(columns: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut values = BTreeMap::<usize, usize>::new();
    for at in columns.iter().flatten() {
        *values.entry(*at).or_default() += 1;
    }
    let alone = |at: &usize| values.get(at) == Some(&1);
    let wrapped = |lines: &[usize]| {
        let pairs = lines.windows(2).filter(|pair| matches!(pair, [a, b] if b - a == 1));
        let broken = pairs.filter(|pair| pair.last().is_some_and(alone)).count();
        columns.len() > 1 && 4 * broken > lines.len()
    };
    columns.iter().filter(|lines| !wrapped(lines)).cloned().collect()
}

/// The first lines below wide white. The white is measured from the lowest ink above: in rows whose
/// cells stand in their middle, lines of different cells overlap.
fn wide(lines: &[Pieces], gaps: &[Gap]) -> Vec<usize> {
    let place = |line: &Pieces| line.line.place();
    let mut lowest = f64::MIN;
    let mut whites = Vec::with_capacity(lines.len());
    for line in lines {
        whites.push(if lowest == f64::MIN { 0.0 } else { place(line).y0 - lowest });
        lowest = lowest.max(place(line).y1);
    }
    let Some((usual, step)) = usual(lines, gaps) else { return vec![] };
    let wide = |white: f64| white - usual > (WIDE_STEP * step).max(1.5);
    whites
        .iter()
        .enumerate()
        .filter(|(at, white)| *at > 0 && wide(**white))
        .map(|(at, _)| at)
        .collect()
}

/// The white between two lines of a cell, and the step from the one to the other: the least that
/// is common.
fn usual(lines: &[Pieces], gaps: &[Gap]) -> Option<(f64, f64)> {
    let mut last: Vec<Option<(f64, f64)>> = vec![None; gaps.len() + 1];
    let mut steps = Vec::new();
    for line in lines {
        let place = line.line.place();
        for (column, _) in texts(line, gaps) {
            if let Some(last) = last.get_mut(column)
                && let Some((y0, y1)) = last.replace((place.y0, place.y1))
            {
                steps.push((place.y0 - y1, place.y0 - y0));
            }
        }
    }
    steps.sort_by(|a, b| a.1.total_cmp(&b.1));
    steps.get(steps.len() / 8).copied()
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
        .filter(|(_, line)| leads(line, gaps) && line.many())
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

/// The line after a bold heading whose values are not bold.
pub(super) fn heading_end(lines: &[Pieces]) -> Option<usize> {
    let bold = lines.iter().take_while(|line| line.line.bold()).count();
    let body = lines.iter().skip(bold).filter(|line| line.line.bold()).count();
    (bold > 0 && bold < lines.len() && 2 * body < lines.len() - bold).then_some(bold)
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
