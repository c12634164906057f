//! How a table fits its sheet: the width of each column, the size of its words, and how many lines
//! a cell takes. Measured by the kind of character alone, so that every format agrees; it reckons
//! with a broad sans serif, so that no real one needs more.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::paper::{Cell, Row, Table};

/// The sizes that the words of a table are set in, in points: the largest that fits is taken.
const SIZES: [f32; 6] = [9.0, 8.5, 8.0, 7.5, 7.0, 6.5];

/// What stands left and right of the words of a cell, together, in points.
pub const PADDING: f32 = 7.0;

/// No word claims more than this part of the sheet: what is longer is broken.
const LONGEST: f32 = 0.3;

/// How a table is set.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The size of its words, in points.
    pub size: f32,
    /// The width of each column, in points; together they are the width given.
    pub widths: Vec<f32>,
}

/// The columns of a table on a given width, in points: each as wide as its weight asks and its
/// longest word needs.
pub fn fit(table: &Table, width: f32) -> Fit {
    fit_by(table, width, 1.0)
}

/// The same for a document whose font each office has as it may: a reader's machine that lacks it
/// takes another, and none in common use is broader than this allows for.
pub fn fit_any_font(table: &Table, width: f32) -> Fit {
    fit_by(table, width, BROADEST)
}

/// How much broader the broadest sans serif in common use (DejaVu Sans, Verdana) sets its words.
const BROADEST: f32 = 1.17;

fn fit_by(table: &Table, width: f32, breadth: f32) -> Fit {
    let weights: Vec<f32> =
        table.columns.iter().map(|column| f32::from(column.weight.max(1))).collect();
    let words = longest_words(table);
    let needs = |size: f32| -> Vec<f32> {
        words.iter().map(|em| (em * breadth * size + PADDING).min(width * LONGEST)).collect()
    };
    let fits = |size: &f32| needs(*size).iter().sum::<f32>() <= width;
    let size = SIZES.into_iter().find(fits);
    let smallest = SIZES[SIZES.len() - 1];
    Fit {
        size: size.unwrap_or(smallest),
        widths: share(width, &weights, &needs(size.unwrap_or(smallest))),
    }
}

/// Shares a width by weights, so that each has at least what it needs; where the needs do not fit
/// together each gets its part of them.
fn share(width: f32, weights: &[f32], needs: &[f32]) -> Vec<f32> {
    let needed: f32 = needs.iter().sum();
    if needed >= width {
        return needs.iter().map(|need| need * width / needed).collect();
    }
    let mut fixed = vec![false; weights.len()];
    loop {
        let held: f32 = needs.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(n, _)| n).sum();
        let free: f32 = weights.iter().zip(&fixed).filter(|(_, f)| !**f).map(|(w, _)| w).sum();
        let each = |place: usize, weight: f32| {
            let need = needs.get(place).copied().unwrap_or_default();
            if fixed.get(place).copied().unwrap_or_default() {
                need
            } else {
                (width - held) * weight / free
            }
        };
        let widths: Vec<f32> = weights.iter().enumerate().map(|(at, w)| each(at, *w)).collect();
        let short: Vec<bool> = widths.iter().zip(needs).map(|(w, need)| w < need).collect();
        if !short.contains(&true) {
            return widths;
        }
        for (fixed, short) in fixed.iter_mut().zip(short) {
            *fixed |= short;
        }
    }
}

/// The longest word of each column, in ems; a cell over several columns asks nothing of them.
fn longest_words(table: &Table) -> Vec<f32> {
    let mut longest = vec![0.0_f32; table.columns.len()];
    let rows = table.head.iter().chain(table.groups.iter().flat_map(|group| &group.rows));
    for Placed { columns, cell, .. } in placed(rows, table.columns.len()) {
        if cell.across == 1
            && let Some(known) = longest.get_mut(columns.start)
        {
            let strong = cell.heads.is_some() || cell.text.iter().any(|span| span.strong);
            let words = cell.text.iter().flat_map(|span| pieces(&span.text));
            let widest = words.map(|word| width(word.trim_end())).fold(0.0, f32::max);
            *known = known.max(widest * if strong { 1.06 } else { 1.0 });
        }
    }
    longest
}

/// A cell where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<'a> {
    /// The row that it begins in, counted from 0.
    pub row: usize,
    /// The columns that it covers.
    pub columns: Range<usize>,
    /// The cell.
    pub cell: &'a Cell,
}

/// The cells of rows where they stand, row by row: those that reach down from a row above take
/// their places in the next.
pub fn placed<'a>(rows: impl IntoIterator<Item = &'a Row>, columns: usize) -> Vec<Placed<'a>> {
    let mut placed = vec![];
    let mut taken = vec![0_u16; columns];
    for (row_number, row) in rows.into_iter().enumerate() {
        let mut at = 0;
        for cell in &row.cells {
            while taken.get(at).is_some_and(|rows| *rows > 0) {
                at += 1;
            }
            let end = (at + usize::from(cell.across.max(1))).min(columns);
            placed.push(Placed { row: row_number, columns: at..end, cell });
            taken.iter_mut().take(end).skip(at).for_each(|rows| *rows = cell.down.max(1));
            at = end;
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
    placed
}

/// How many lines the words of a cell take on a width, in ems.
pub fn lines(cell: &Cell, ems: f32) -> usize {
    let words = cell.words();
    words.split('\n').map(|line| lines_of(line, ems)).sum()
}

fn lines_of(text: &str, ems: f32) -> usize {
    let (mut lines, mut used) = (1, 0.0);
    for piece in pieces(text) {
        let needed = width(piece.trim_end());
        if used > 0.0 && used + needed > ems {
            lines += 1;
            used = 0.0;
        }
        used += width(piece);
        while used > ems + 0.01 && needed > ems {
            lines += 1;
            used -= ems;
        }
    }
    lines
}

/// The pieces between which a line may break, each with the space behind it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '/' | '–' | '—' | '\u{200b}')
    })
}

/// The width of a text on one line, in ems.
pub fn width(text: &str) -> f32 {
    text.chars().map(advance).sum()
}

/// The width of a character, in ems.
pub fn advance(c: char) -> f32 {
    match c {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' => 0.28,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | 'I' => 0.35,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.9,
        c if c.is_uppercase() => 0.69,
        c if c.is_ascii() => 0.56,
        c => match c.width() {
            Some(0) => 0.0,
            Some(2) => 1.0,
            _ => 0.62,
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

    use super::*;
    use crate::paper::{Align, Column, Group};

    fn table(weights: &[u16], rows: &[&[&str]]) -> Table {
        let column = |weight: &u16| Column { weight: *weight, align: Align::Start };
        let row =
            |row: &&[&str]| Row { cells: row.iter().map(|text| Cell::plain(*text)).collect() };
        Table {
            columns: weights.iter().map(column).collect(),
            groups: rows.iter().map(|each| Group { rows: vec![row(each)] }).collect(),
            ..Table::default()
        }
    }

    #[test]
    fn a_column_is_as_wide_as_its_longest_word_and_the_rest_goes_by_weight() {
        let table = table(&[1, 10, 10], &[&["Infrastructure", "a b", "c d"]]);
        let Fit { size, widths } = fit(&table, 400.0);
        assert!(widths[0] >= width("Infrastructure") * size, "{widths:?}");
        assert!((widths[1] - widths[2]).abs() < 0.01);
        assert!((widths.iter().sum::<f32>() - 400.0).abs() < 0.01);
    }

    #[test]
    fn words_are_set_smaller_before_they_are_broken() {
        let words: Vec<&str> = vec!["Responsibilities"; 9];
        let roomy = fit(&table(&[1; 9], &[&words]), 900.0);
        let narrow = fit(&table(&[1; 9], &[&words]), 620.0);
        assert_eq!(roomy.size, 9.0);
        assert!(narrow.size < roomy.size);
        let hopeless = fit(&table(&[1; 9], &[&words]), 100.0);
        assert!((hopeless.widths.iter().sum::<f32>() - 100.0).abs() < 0.01);
    }

    #[test]
    fn a_word_longer_than_a_line_takes_as_many_lines_as_it_needs() {
        assert_eq!(lines(&Cell::plain("x".repeat(100)), 5.6), 10);
        assert_eq!(lines(&Cell::plain("one two\nthree"), 50.0), 2);
        assert_eq!(lines(&Cell::plain(""), 50.0), 1);
    }

    #[test]
    fn cells_stand_beside_those_that_reach_down_to_their_row() {
        let tall = Cell { down: 2, ..Cell::plain("risk") };
        let rows = [
            Row { cells: vec![tall, Cell::plain("a")] },
            Row { cells: vec![Cell::plain("b")] },
            Row { cells: vec![Cell { across: 2, ..Cell::plain("all") }] },
        ];
        let places: Vec<_> = placed(&rows, 2)
            .into_iter()
            .map(|each| (each.row, each.columns, each.cell.words()))
            .collect();
        let expected = [(0, 0..1, "risk"), (0, 1..2, "a"), (1, 1..2, "b"), (2, 0..2, "all")];
        assert_eq!(places, expected.map(|(row, columns, words)| (row, columns, words.to_owned())));
    }
}
