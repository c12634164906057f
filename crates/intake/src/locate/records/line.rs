//! What a row of a sheet of blocks is: labels with their values, a heading, or cells.

use std::collections::HashSet;

use super::super::filled;
use crate::{
    map::{contents::is_code, heading, vocabulary::Concept},
    parse::{rating, squeeze, status},
    sheet::{Cell, Row},
};

/// A longer line between two blocks is prose.
pub(super) const MOST_HEADING: usize = 400;

/// Whether a line can stand over several blocks: a few words, and no field of its own.
pub(super) fn is_section(text: &str) -> bool {
    let text = text.trim_end_matches([':', ' ']);
    text.len() <= 80 && !text.contains(": ") && !text.ends_with('.')
}

/// What a row of a sheet of blocks is.
pub(super) enum Line<'a> {
    /// Labels with their values.
    Fields(Vec<(Cell, Cell)>),
    /// One cell that stands over a block.
    Heading(Cell),
    /// The headings of a small table inside the block.
    Columns(Vec<(usize, String)>),
    /// The stages of assessment side by side, over ratings whose names stand to the left.
    Stages(Vec<(usize, String)>),
    /// Anything else.
    Cells(&'a Row),
    Blank,
}

/// What a row is; `own` are labels that no vocabulary has and that the blocks repeat.
pub(super) fn line<'a>(row: &'a Row, own: &HashSet<String>) -> Line<'a> {
    let cells: Vec<(usize, &Cell)> = filled(row).collect();
    let label = |at: usize| {
        cells.get(at).is_some_and(|(_, cell)| {
            is_label(&cell.text) || coded(&cell.text).is_some() || own.contains(&name(&cell.text))
        })
    };
    // "Likely (4)", "In progress" beside a label are what it says, though words of labels.
    let says = |at: usize| {
        cells.get(at).is_some_and(|(_, cell)| {
            let text = cell.text.trim();
            rating::is_rating(text) || status::action_value(text).is_some()
        })
    };
    let value = |at: usize| !label(at) || says(at);
    if let Some(stages) = stages(&cells) {
        return Line::Stages(stages);
    }
    match cells.as_slice() {
        [] => Line::Blank,
        [(_, only)] => {
            let whole =
                || labelled(only, &only.text, own).map(|(label, value)| field(&label, &value));
            match lines(only, own).or_else(|| in_a_line(only, own)).or_else(whole) {
                Some(fields) => Line::Fields(fields),
                None => Line::Heading(part(&squeeze(&only.text), only)),
            }
        }
        [(0, first), (_, second)] if label(0) && value(1) => Line::Fields(field(first, second)),
        // Two or more labels side by side, each with its value.
        all @ [(0, _), ..]
            if all.len() >= 4
                && all.len() % 2 == 0
                && label(0)
                && (0..all.len()).skip(1).step_by(2).all(value)
                && all
                    .iter()
                    .enumerate()
                    .skip(2)
                    .step_by(2)
                    .all(|(at, (_, cell))| label(at) || could_label(&cell.text))
                && (all.len() == 4 || label(2) || label(4)) =>
        {
            let pairs = all.chunks_exact(2).filter_map(|pair| match pair {
                [(_, label), (_, value)] => Some(field(label, value)),
                _ => None,
            });
            Line::Fields(pairs.flatten().collect())
        }
        all if (2..=8).contains(&all.len())
            && label(all.len() - 1) | label(0)
            && (0..all.len()).filter(|at| label(*at)).count() * 3 >= all.len() * 2 =>
        {
            Line::Columns(all.iter().map(|(column, cell)| (*column, squeeze(&cell.text))).collect())
        }
        // "Likelihood: 3, Impact: 5", parted at the comma.
        all if all.iter().all(|(_, cell)| labelled(cell, &cell.text, own).is_some()) => {
            let fields = all.iter().filter_map(|(_, cell)| labelled(cell, &cell.text, own));
            Line::Fields(fields.flat_map(|(label, value)| field(&label, &value)).collect())
        }
        // "Label: a value, with the delimiter in it".
        [(0, first), rest @ ..] => match labelled(first, &first.text, own) {
            Some((label, mut value)) => {
                for (_, cell) in rest {
                    value.text.push_str(", ");
                    value.text.push_str(cell.text.trim());
                }
                Line::Fields(vec![(label, value)])
            }
            None => Line::Cells(row),
        },
        _ => Line::Cells(row),
    }
}

/// "Inherent | Current | Target", with or without a name of the ratings before them.
fn stages(cells: &[(usize, &Cell)]) -> Option<Vec<(usize, String)>> {
    let names = |cell: &Cell| cell.text.len() <= 40 && heading::stage(&cell.text).is_some();
    let after = match cells {
        [(0, first), rest @ ..] if !names(first) || first.text.trim().ends_with(':') => rest,
        all => all,
    };
    let all_named = (2..=4).contains(&after.len()) && after.iter().all(|(_, cell)| names(cell));
    let bare =
        |cell: &Cell| !heading::best(&cell.text).is_some_and(|found| is_rated(found.concept));
    (all_named && after.iter().all(|(column, cell)| *column > 0 && bare(cell)))
        .then(|| after.iter().map(|(column, cell)| (*column, squeeze(&cell.text))).collect())
}

/// Whether a concept is a part of an assessment by itself; "target risk score" may stand over all.
fn is_rated(concept: Concept) -> bool {
    matches!(concept, Concept::Likelihood | Concept::Impact)
}

/// Whether a label names a part of an assessment.
pub(super) fn rates(label: &str) -> bool {
    heading::best(label).is_some_and(|found| {
        is_rated(found.concept)
            || matches!(found.concept, Concept::Score | Concept::Level | Concept::Consequence)
    })
}

/// Whether a label alone on its row stands over its value on the next.
pub(super) fn stands_over(text: &str) -> bool {
    is_label(text)
        && heading::best(text).is_some_and(|found| {
            use Concept::{
                Action, Cause, Consequence, Control, Description, Event, Fallback, Other,
            };
            found.score >= 0.9
                && matches!(
                    found.concept,
                    Action | Cause | Consequence | Control | Description | Event | Fallback | Other
                )
        })
}

/// Whether a text is short enough, and in words, to head what stands beside it.
fn could_label(text: &str) -> bool {
    let text = text.trim();
    text.split_whitespace().count() <= 4
        && text.chars().any(char::is_alphabetic)
        && !text.contains(|c: char| c.is_ascii_digit())
        && !rating::is_rating(text)
}

/// Several labels with their values in one line of one cell: "Likelihood: 3; Impact: 5".
fn in_a_line(cell: &Cell, own: &HashSet<String>) -> Option<Vec<(Cell, Cell)>> {
    let marked = [", ", "; ", " | "].iter().find_map(|mark| {
        let parts = cell.text.split(mark).map(|text| labelled(cell, text, own));
        let parts = parts.collect::<Option<Vec<_>>>().filter(|parts| parts.len() >= 2)?;
        Some(parts.iter().flat_map(|(label, value)| field(label, value)).collect())
    });
    marked.or_else(|| run_on(cell, &cell.text, own))
}

/// Several labels in a line with nothing but spaces between them: "Likelihood: 3  Impact: 5".
fn run_on(cell: &Cell, text: &str, own: &HashSet<String>) -> Option<Vec<(Cell, Cell)>> {
    let text = text.trim();
    let mut starts: Vec<usize> = vec![0];
    for (colon, _) in text.match_indices(':').skip(1) {
        let before = text.get(..colon)?;
        let from = starts.last().copied().unwrap_or_default();
        // The longest label that ends at the colon, of up to four words.
        let words =
            before.get(from..)?.match_indices(' ').rev().take(4).map(|(at, _)| from + at + 1);
        let begins = |at: &usize| {
            let label = before.get(*at..).unwrap_or_default();
            label.starts_with(char::is_uppercase)
                && (heading::best(label).is_some_and(|found| found.score >= 0.9)
                    || own.contains(&name(label)))
        };
        starts.extend(words.filter(begins).last());
    }
    if starts.len() < 2 {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = starts.iter().zip(ends).map(|(from, to)| labelled(cell, text.get(*from..to)?, own));
    let parts = parts.collect::<Option<Vec<_>>>()?;
    Some(parts.iter().flat_map(|(label, value)| field(label, value)).collect())
}

/// Labels with their values in one cell, a line each.
fn lines(cell: &Cell, own: &HashSet<String>) -> Option<Vec<(Cell, Cell)>> {
    let mut parts = cell.text.lines();
    if parts.clone().count() == 1 {
        return None;
    }
    let one = |text| labelled(cell, text, own).map(|(label, value)| field(&label, &value));
    let each = parts.by_ref().map(|text| run_on(cell, text, own).or_else(|| one(text)));
    let fields: Option<Vec<_>> = each.collect();
    fields.map(|fields| fields.concat()).filter(|fields| !fields.is_empty())
}

/// A label and its value; "Principal risk BAF3" numbers the risk as well.
fn field(label: &Cell, value: &Cell) -> Vec<(Cell, Cell)> {
    match coded(&label.text) {
        Some((words, code)) => {
            vec![(part(&words, label), value.clone()), (part("Ref", label), part(&code, label))]
        }
        None => vec![(label_of(label), value.clone())],
    }
}

/// A label for the risk itself that ends in its number.
fn coded(label: &str) -> Option<(String, String)> {
    let label = name(label);
    let (words, code) = label.rsplit_once(' ')?;
    let risk = heading::best(words).filter(|found| found.score >= 0.8).is_some_and(|found| {
        matches!(found.concept, Concept::Description | Concept::Title | Concept::Event)
    });
    (risk && is_code(code)).then(|| (words.to_owned(), code.to_owned()))
}

fn label_of(cell: &Cell) -> Cell {
    part(&name(&cell.text), cell)
}

pub(super) fn name(text: &str) -> String {
    squeeze(text).trim_end_matches([':', ' ']).to_owned()
}

/// "Likelihood: High" in one cell, or in one line of it.
fn labelled(cell: &Cell, text: &str, own: &HashSet<String>) -> Option<(Cell, Cell)> {
    let text = text.trim().trim_start_matches(['•', '-', '*', '·']).trim();
    let (label, value) = text.split_once(':')?;
    let short = label.split_whitespace().count() <= 6 && !value.trim().is_empty();
    let known = short && (is_label(label) || own.contains(&name(label)));
    known.then(|| (part(&name(label), cell), part(value.trim(), cell)))
}

/// Words that stand in a cell among others.
fn part(text: &str, of: &Cell) -> Cell {
    Cell { origin: of.origin, ..plain(text) }
}

/// A label that no vocabulary has, where a row looks like one with its value: "Zone: North".
pub(super) fn unknown_label(row: &Row) -> Option<String> {
    let mut cells = filled(row);
    let label = match (cells.next()?, cells.next(), cells.next()) {
        ((_, only), None, None) => only.text.split_once(": ").map(|(label, _)| label)?,
        ((0, label), Some(_), None) => label.text.as_str(),
        _ => return None,
    };
    let unknown = could_label(label) && !heading::is_stage(label);
    unknown.then(|| name(label))
}

pub(super) fn plain(text: &str) -> Cell {
    Cell { text: text.to_owned(), columns: 1, rows: 1, ..Cell::default() }
}

/// Whether a text by itself is a label of a field.
pub(super) fn is_label(text: &str) -> bool {
    let text = text.trim().trim_end_matches(':');
    text.len() <= 60 && heading::best(text).is_some_and(|found| found.score >= 0.8)
}
