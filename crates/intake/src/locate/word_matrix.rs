//! A scoring matrix whose cells are words or colours: "Low", "M", red. Its axes are the steps of
//! two scales, in words or numbers.

use std::collections::HashSet;

use bellwether_domain::scheme::{Drawn, Level};

use super::{
    filled,
    matrix::{Axes, scale, transpose},
    text,
};
use crate::{
    map::heading,
    parse::{rating, squeeze},
    sheet::{Cell, Merged, Rgb, Row, Sheet},
    words,
};

/// What a matrix says of likelihoods and impacts without giving scores.
#[derive(Debug)]
pub(crate) struct WordMatrix {
    pub(crate) likelihood: Vec<Level>,
    pub(crate) impact: Vec<Level>,
    /// Rows by impact ascending, columns by likelihood ascending.
    pub(crate) cells: Vec<Vec<Verdict>>,
    pub(crate) drawn: Drawn,
}

/// What a cell of the matrix says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) word: String,
    pub(crate) fill: Option<Rgb>,
}

/// The least and the most steps of an axis.
const STEPS: std::ops::RangeInclusive<usize> = 3..=7;

/// The most cells of its rows: the steps, and what names the axes.
const MOST_CELLS: usize = 10;

/// So many rows over a label are looked at for headings.
const MOST_ABOVE: usize = 200;

/// Finds such a matrix and the rows that it takes.
pub(crate) fn find(sheet: &Sheet) -> Option<(WordMatrix, HashSet<usize>)> {
    (0..sheet.rows.len()).find_map(|row| {
        let heads = steps(sheet.rows.get(row)?)?;
        if is_under_headings(sheet, row, &heads) {
            return None;
        }
        below(sheet, row, &heads).or_else(|| above(sheet, row, &heads))
    })
}

/// The labels along the top or foot: the steps of a scale side by side, at the row's end.
fn steps(row: &Row) -> Option<Vec<(usize, String)>> {
    // Most rows have far more cells.
    if filled(row).nth(MOST_CELLS).is_some() {
        return None;
    }
    let said: Vec<(usize, &Cell)> = filled(row).collect();
    // What names the axes may stand before the steps, and nothing after.
    let is_step = |cell: &Cell| cell.text.len() <= 40 && rating::is_rating(&cell.text);
    let first = said.iter().rposition(|(_, cell)| !is_step(cell)).map_or(0, |at| at + 1);
    let steps = said.get(first..)?;
    let side_by_side = steps.windows(2).all(|pair| match pair {
        [(one, cell), (other, _)] => one + usize::from(cell.columns.max(1)) == *other,
        _ => false,
    });
    let labels: Vec<(usize, String)> =
        steps.iter().map(|(column, cell)| (*column, squeeze(&cell.text))).collect();
    let distinct: HashSet<&String> = labels.iter().map(|(_, label)| label).collect();
    (STEPS.contains(&labels.len()) && side_by_side && distinct.len() == labels.len() && first <= 3)
        .then_some(labels)
}

/// Whether the labels are cells of a table whose headings stand over them: "High | Low | Medium"
/// under "Likelihood | Impact | Rating" rates a risk.
fn is_under_headings(sheet: &Sheet, head: usize, heads: &[(usize, String)]) -> bool {
    let table = sheet.rows.get(head).and_then(|row| row.table);
    let above = sheet.rows.get(..head).unwrap_or_default().iter().rev();
    let above = above.take_while(|row| row.table == table && filled(row).next().is_some());
    let is_headed = |row: &Row| {
        let over = || heads.iter().map(|(at, _)| text(row, *at));
        // "L" heads a column of likelihoods and is a rating, too.
        over().all(heading::is_label) && !over().all(rating::is_rating)
    };
    above.take(MOST_ABOVE).any(is_headed)
}

/// The rows under the labels.
fn below(
    sheet: &Sheet,
    head: usize,
    heads: &[(usize, String)],
) -> Option<(WordMatrix, HashSet<usize>)> {
    let after = (head + 1..sheet.rows.len()).filter(|row| said(sheet, *row));
    let rows: Vec<usize> =
        after.map_while(|row| verdicts(sheet, row, heads).map(|_| row)).collect();
    read(sheet, head, &rows, heads)
}

/// The rows over the labels.
fn above(
    sheet: &Sheet,
    head: usize,
    heads: &[(usize, String)],
) -> Option<(WordMatrix, HashSet<usize>)> {
    let before = (0..head).rev().filter(|row| said(sheet, *row));
    let mut rows: Vec<usize> =
        before.map_while(|row| verdicts(sheet, row, heads).map(|_| row)).collect();
    rows.reverse();
    read(sheet, head, &rows, heads)
}

fn said(sheet: &Sheet, row: usize) -> bool {
    sheet.rows.get(row).is_some_and(|row| {
        row.cells.iter().any(|cell| !cell.text.trim().is_empty() || cell.fill.is_some())
    })
}

/// The label of a row and what its cells say, where every cell says something and no more stands
/// beside them than a name of the axis and a number.
fn verdicts(
    sheet: &Sheet,
    row: usize,
    heads: &[(usize, String)],
) -> Option<(String, Vec<Verdict>)> {
    let row = sheet.rows.get(row)?;
    let (first, last) = (heads.first()?.0, heads.last()?.0);
    let cells: Option<Vec<Verdict>> =
        heads.iter().map(|(at, _)| verdict(row.cells.get(*at)?)).collect();
    let left = row.cells.get(..first)?.iter().filter(|cell| cell.merged == Merged::No);
    let left: Vec<String> =
        left.map(|cell| squeeze(&cell.text)).filter(|text| !text.is_empty()).collect();
    let beside = row.cells.get(last + 1..).unwrap_or_default();
    let label = left.iter().rev().find(|text| text.len() <= 40 && rating::is_rating(text))?;
    let bare = left.len() <= 3 && beside.iter().all(|cell| cell.text.trim().is_empty());
    bare.then_some((label.clone(), cells?))
}

fn verdict(cell: &Cell) -> Option<Verdict> {
    let word = squeeze(&cell.text);
    let says = if word.is_empty() {
        cell.fill.is_some()
    } else {
        word.len() <= 24 && rating::is_word(&word) && rating::number(&word).is_none()
    };
    says.then_some(Verdict { word, fill: cell.fill })
}

fn read(
    sheet: &Sheet,
    head: usize,
    rows: &[usize],
    heads: &[(usize, String)],
) -> Option<(WordMatrix, HashSet<usize>)> {
    if !STEPS.contains(&rows.len()) {
        return None;
    }
    let (labels, mut cells): (Vec<String>, Vec<Vec<Verdict>>) =
        rows.iter().filter_map(|row| verdicts(sheet, *row, heads)).unzip();
    let distinct: HashSet<&String> = labels.iter().collect();
    let kinds: HashSet<(&String, Option<Rgb>)> =
        cells.iter().flatten().map(|verdict| (&verdict.word, verdict.fill)).collect();
    if distinct.len() != labels.len() || !(2..=labels.len() * 2).contains(&kinds.len()) {
        return None;
    }
    let columns: Vec<String> = heads.iter().map(|(_, label)| label.clone()).collect();
    let axes = Axes {
        corner: text_before(sheet, head, heads),
        side: rows.iter().map(|row| text_before(sheet, *row, heads)).collect(),
    };
    let likelihood_down = axes.rows_are_likelihood(&labels, &columns);
    let drawn = Drawn::of(likelihood_down, falls(&columns), !falls(&labels));
    let (mut down, mut across) = (scale(&labels), scale(&columns));
    if falls(&labels) {
        cells.reverse();
        down = scale(&labels.into_iter().rev().collect::<Vec<_>>());
    }
    if falls(&columns) {
        cells.iter_mut().for_each(|row| row.reverse());
        across = scale(&columns.into_iter().rev().collect::<Vec<_>>());
    }
    let matrix = if likelihood_down {
        WordMatrix { likelihood: down, impact: across, cells: transpose(&cells), drawn }
    } else {
        WordMatrix { likelihood: across, impact: down, cells, drawn }
    };
    let mut taken: HashSet<usize> = rows.iter().copied().collect();
    taken.insert(head);
    Some((matrix, taken))
}

fn text_before(sheet: &Sheet, row: usize, heads: &[(usize, String)]) -> String {
    let first = heads.first().map_or(0, |(at, _)| *at);
    let cells = sheet.rows.get(row).and_then(|row| row.cells.get(..first)).unwrap_or_default();
    cells.iter().map(|cell| cell.text.as_str()).collect()
}

/// Whether the steps run from the highest down: by their numbers, else by their words.
fn falls(labels: &[String]) -> bool {
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return false };
    match rating::value(first).zip(rating::value(last)) {
        Some((first, last)) => first > last,
        None => {
            let is = |list: &str, label: &String| {
                let folded = words::fold(label);
                words::list(list).iter().any(|word| *word == folded)
            };
            is("rating high", first) || is("rating low", last)
        }
    }
}
