//! The scoring matrix: a block of numbers that rises along both axes, with the labels beside it.

use std::collections::HashSet;

use bellwether_domain::{
    Number, Scheme,
    scheme::{Drawn, Level},
};

use super::{
    filled,
    look::{Look, Memo},
    text, under,
};
use crate::{
    parse::{rating, squeeze},
    sheet::Sheet,
};

/// A matrix.
pub(crate) struct Found {
    pub(crate) scheme: Scheme,
    /// The rows that it takes.
    pub(crate) rows: HashSet<usize>,
    /// What stands on these right of it, by row: notes that nobody reads.
    pub(crate) beside: Vec<(usize, String)>,
}

/// Finds the matrix of a sheet.
pub(crate) fn find(sheet: &Sheet) -> Option<Found> {
    (0..sheet.rows.len()).find_map(|row| Block::at(sheet, row)).map(|block| block.read(sheet))
}

/// Rows of rising numbers.
struct Block {
    rows: Vec<usize>,
    /// The columns of the numbers.
    from: usize,
    size: usize,
    cells: Vec<Vec<Number>>,
}

impl Block {
    fn at(sheet: &Sheet, first: usize) -> Option<Self> {
        let (from, numbers) = run(sheet, first)?;
        let size = numbers.len();
        let mut block = Self { rows: vec![first], from, size, cells: vec![numbers] };
        for row in first + 1..sheet.rows.len() {
            let Some(found) = sheet.rows.get(row) else { break };
            if filled(found).next().is_none() {
                continue;
            }
            let numbers: Option<Vec<Number>> =
                (from..from + size).map(|column| rating::number(text(found, column))).collect();
            let Some(numbers) = numbers.filter(|numbers| rises(numbers)) else { break };
            if !block.agrees(&numbers) {
                break;
            }
            block.rows.push(row);
            block.cells.push(numbers);
        }
        // At least three by three, no bigger than any published matrix, and little beside it.
        let bare = block
            .rows
            .iter()
            .filter_map(|row| sheet.rows.get(*row))
            .all(|row| filled(row).count() <= size + 3);
        ((3..=12).contains(&block.rows.len()) && size <= 12 && bare && !block.is_scores())
            .then_some(block)
    }

    /// Whether the next row keeps every column strictly going the same way.
    fn agrees(&self, next: &[Number]) -> bool {
        let Some(last) = self.cells.last() else { return true };
        let falls = last.iter().zip(next).all(|(a, b)| a > b);
        let rises = last.iter().zip(next).all(|(a, b)| a < b);
        match (self.cells.first(), self.cells.len()) {
            (Some(first), 2..) => {
                let down = first.iter().zip(last).all(|(a, b)| a > b);
                if down { falls } else { rises }
            }
            _ => falls || rises,
        }
    }

    /// Whether the rows are likelihood, impact and score of risks that happen to rise.
    fn is_scores(&self) -> bool {
        self.cells.iter().all(|row| match row.as_slice() {
            [likelihood, impact, score] => likelihood.times(*impact) == Some(*score),
            _ => false,
        })
    }

    /// What the cells right of the block say on its rows and those of its labels.
    fn beside(&self, sheet: &Sheet, taken: &HashSet<usize>) -> Vec<(usize, String)> {
        let line = |row: &usize| {
            let cells = filled(sheet.rows.get(*row)?);
            let right = cells.filter(|(column, _)| *column >= self.from + self.size);
            let words: Vec<&str> = right.map(|(_, cell)| cell.text.trim()).collect();
            Some((*row, squeeze(&words.join(" "))))
        };
        let mut rows: Vec<usize> = taken.iter().copied().collect();
        rows.sort_unstable();
        rows.iter().filter_map(line).filter(|(_, words)| under::says(words)).collect()
    }

    fn read(self, sheet: &Sheet) -> Found {
        let mut taken: HashSet<usize> = self.rows.iter().copied().collect();
        let row_labels: Vec<String> =
            self.rows.iter().map(|row| self.row_label(sheet, *row)).collect();
        let (column_labels, label_row) = self.column_labels(sheet);
        taken.extend(label_row.iter().flat_map(|label_row| self.between(*label_row)));
        let names = label_row.and_then(|label_row| self.names_of_axes(sheet, label_row));
        taken.extend(names.iter().map(|(row, _)| *row));
        let mut cells = self.cells.clone();
        let mut rows = scale(&row_labels);
        let mut columns = scale(&column_labels);
        let highest_above =
            cells.first().zip(cells.last()).is_some_and(|(a, b)| a.first() > b.first());
        if highest_above {
            cells.reverse();
            rows = scale(&row_labels.iter().rev().cloned().collect::<Vec<_>>());
        }
        let highest_left = cells.first().is_some_and(|row| row.first() > row.last());
        if highest_left {
            for row in &mut cells {
                row.reverse();
            }
            columns = scale(&column_labels.iter().rev().cloned().collect::<Vec<_>>());
        }
        let axes = self.axes(sheet, label_row, names.map(|(_, words)| words));
        let rows_are_likelihood = axes.rows_are_likelihood(&row_labels, &column_labels);
        let drawn = Drawn::of(rows_are_likelihood, highest_left, !highest_above);
        let scheme = if rows_are_likelihood {
            let scores = transpose(&cells);
            Scheme { likelihood: rows, impact: columns, scores, bands: vec![], drawn }
        } else {
            Scheme { likelihood: columns, impact: rows, scores: cells, bands: vec![], drawn }
        };
        Found { scheme, beside: self.beside(sheet, &taken), rows: taken }
    }

    /// The row of the labels and what stands between it and the block.
    fn between(&self, label_row: usize) -> std::ops::RangeInclusive<usize> {
        let (first, last) = (self.rows.first(), self.rows.last());
        match (first, last) {
            (Some(first), _) if label_row < *first => label_row..=first - 1,
            (_, Some(last)) => last + 1..=label_row,
            _ => label_row..=label_row,
        }
    }

    /// The words, else the number, to the left of a row of the block.
    fn row_label(&self, sheet: &Sheet, row: usize) -> String {
        let Some(row) = sheet.rows.get(row) else { return String::new() };
        let left = row.cells.get(..self.from).unwrap_or_default();
        let nearest = left.iter().rev().map(|cell| cell.text.trim()).find(|text| !text.is_empty());
        nearest.map(squeeze).unwrap_or_default()
    }

    /// What stands left of the labels, and of the block's own rows.
    fn axes(&self, sheet: &Sheet, label_row: Option<usize>, names: Option<String>) -> Axes {
        let left = |row: usize| -> String {
            let cells = sheet.rows.get(row).and_then(|row| row.cells.get(..self.from));
            cells.unwrap_or_default().iter().map(|cell| cell.text.as_str()).collect()
        };
        Axes {
            corner: names.or_else(|| label_row.map(left)).unwrap_or_default(),
            side: self.rows.iter().map(|row| left(*row)).collect(),
        }
    }

    /// The row right over the labels where it names both axes and says nothing else, and its words:
    /// the axis of the rows first.
    fn names_of_axes(&self, sheet: &Sheet, label_row: usize) -> Option<(usize, String)> {
        let above = self.rows.first().is_some_and(|first| label_row < *first);
        let at = label_row.checked_sub(1).filter(|_| above)?;
        let said: Vec<(usize, &str)> =
            filled(sheet.rows.get(at)?).map(|(column, cell)| (column, cell.text.trim())).collect();
        match said.as_slice() {
            [(side, rows), (over, columns)]
                if *side < self.from && *over >= self.from && is_axis(rows) && is_axis(columns) =>
            {
                Some((at, format!("{rows} / {columns}")))
            }
            _ => None,
        }
    }

    /// The labels over or under the columns, and the row they stand in. The name of an axis may
    /// have a row of its own between them and the block.
    fn column_labels(&self, sheet: &Sheet) -> (Vec<String>, Option<usize>) {
        let below = self.rows.last().map(|row| row + 1);
        let above = self.rows.first().and_then(|row| row.checked_sub(1));
        let beyond = |row: Option<usize>, next: Option<usize>| {
            next.filter(|_| row.is_some_and(|row| self.names_an_axis(sheet, row)))
        };
        let places = [
            (below, false),
            (above, false),
            (beyond(below, below.map(|row| row + 1)), true),
            (beyond(above, above.and_then(|row| row.checked_sub(1))), true),
        ];
        for (row, is_beyond) in places {
            let Some(found) = row.and_then(|row| sheet.rows.get(row)) else { continue };
            // The headings of a register that stands right under the block, or over it.
            if Look::heading(found, &mut Memo::default()).is_some() {
                continue;
            }
            let labels: Vec<String> = (self.from..self.from + self.size)
                .map(|column| squeeze(text(found, column)))
                .collect();
            let is_label = |label: &String| {
                !label.is_empty() && label.len() <= 60 && (!is_beyond || rating::is_rating(label))
            };
            if labels.iter().all(is_label) {
                return (labels, row);
            }
        }
        (vec![String::new(); self.size], None)
    }

    /// Whether a row says nothing over the block, and an axis beside it.
    fn names_an_axis(&self, sheet: &Sheet, row: usize) -> bool {
        let Some(row) = sheet.rows.get(row) else { return false };
        let said: Vec<(usize, &str)> =
            filled(row).map(|(column, cell)| (column, cell.text.trim())).collect();
        matches!(said.as_slice(), [(column, words)] if *column < self.from && named(words).is_some())
    }
}

/// What stands beside the numbers: in the corner, and along the side.
pub(super) struct Axes {
    pub(super) corner: String,
    pub(super) side: String,
}

impl Axes {
    /// Which axis is which: by the words that name the axes, else by the words of the labels.
    pub(super) fn rows_are_likelihood(&self, rows: &[String], columns: &[String]) -> bool {
        if let Some(order) = axes(&self.corner) {
            return order;
        }
        match named(&self.side) {
            Some(Axis::Likelihood) => return true,
            Some(Axis::Impact) => return false,
            None => {}
        }
        let likely =
            |labels: &[String]| labels.iter().filter(|label| speaks_of_chance(label)).count();
        likely(rows) > likely(columns)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Axis {
    Likelihood,
    Impact,
}

/// "IMPACT / LIKELIHOOD": the first named is the rows' axis.
fn axes(corner: &str) -> Option<bool> {
    let folded = fold(corner);
    let likelihood =
        ["likelihood", "probability", "tebygolrwydd"].iter().filter_map(|w| folded.find(w)).min();
    let impact = ["impact", "severity", "consequence", "effaith"]
        .iter()
        .filter_map(|w| folded.find(w))
        .min();
    match (likelihood, impact) {
        (Some(l), Some(i)) => Some(l < i),
        _ => None,
    }
}

/// Whether words name an axis and say nothing else.
fn is_axis(words: &str) -> bool {
    named(words).is_some() && words.split_whitespace().count() <= 3
}

fn named(text: &str) -> Option<Axis> {
    let folded = fold(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if has(&["likelihood", "probability", "frequency", "tebygolrwydd"]) {
        Some(Axis::Likelihood)
    } else if has(&["impact", "severity", "consequence", "effaith"]) {
        Some(Axis::Impact)
    } else {
        None
    }
}

/// Lower case with the spaces out: an axis may be named one letter a line.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic() || *c == '/').flat_map(char::to_lowercase).collect()
}

fn speaks_of_chance(label: &str) -> bool {
    let lower = label.to_lowercase();
    ["rare", "likely", "possible", "certain", "probable", "remote", "frequent", "expected"]
        .iter()
        .any(|word| lower.contains(word))
}

/// The longest run of rising numbers that ends a row's numbers.
fn run(sheet: &Sheet, row: usize) -> Option<(usize, Vec<Number>)> {
    let row = sheet.rows.get(row)?;
    let mut best: Option<(usize, Vec<Number>)> = None;
    let mut from = 0;
    let mut numbers: Vec<Number> = Vec::new();
    for (column, cell) in row.cells.iter().enumerate() {
        match rating::number(&cell.text) {
            Some(number) => {
                let goes_on = match numbers.as_slice() {
                    [] | [_] => numbers.last().is_none_or(|last| *last != number),
                    [.., a, b] => (a < b) == (*b < number) && *b != number,
                };
                if !goes_on {
                    numbers.clear();
                }
                if numbers.is_empty() {
                    from = column;
                }
                numbers.push(number);
            }
            None => numbers.clear(),
        }
        if numbers.len() >= 3 && best.as_ref().is_none_or(|(_, kept)| numbers.len() > kept.len()) {
            best = Some((from, numbers.clone()));
        }
    }
    best
}

fn rises(numbers: &[Number]) -> bool {
    let pairs = || numbers.iter().zip(numbers.iter().skip(1));
    pairs().all(|(a, b)| a < b) || pairs().all(|(a, b)| a > b)
}

pub(super) fn transpose<T: Clone>(cells: &[Vec<T>]) -> Vec<Vec<T>> {
    let width = cells.first().map_or(0, Vec::len);
    (0..width)
        .map(|column| cells.iter().filter_map(|row| row.get(column).cloned()).collect())
        .collect()
}

/// Labels in ascending order → levels: by their own numbers where they have them, else 1, 2, 3 …
pub(super) fn scale(labels: &[String]) -> Vec<Level> {
    let own: Option<Vec<Number>> = labels.iter().map(|label| rating::value(label)).collect();
    let own = own.filter(|numbers| numbers.iter().zip(numbers.iter().skip(1)).all(|(a, b)| a < b));
    labels
        .iter()
        .enumerate()
        .map(|(place, label)| {
            let step = i32::try_from(place + 1).map_or(Number::from(0), Number::from);
            let value = own.as_ref().and_then(|own| own.get(place).copied()).unwrap_or(step);
            let bare = rating::number(label).is_some();
            Level { value, label: if bare { String::new() } else { label.clone() } }
        })
        .collect()
}
