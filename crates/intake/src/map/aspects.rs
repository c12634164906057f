//! A rating that is given for each aspect by itself ("C impact", "I impact", "A impact", of what is
//! secret, sound and at hand): the highest counts, and each is kept.

use super::{heading, vocabulary::Concept};
use crate::{
    locate::{Column, text},
    parse::rating,
    sheet::Sheet,
};

/// Adds before each run of such columns the one that takes the highest of them.
pub(super) fn join(columns: Vec<Column>, sheet: &Sheet, body: &[usize]) -> Vec<Column> {
    let mut joined: Vec<Column> = Vec::with_capacity(columns.len());
    let mut rest = columns.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut run = vec![first];
        while let Some(next) = rest.next_if(|next| goes_on(&run, next, sheet, body)) {
            run.push(next);
        }
        if let [first, _, ..] = run.as_slice()
            && let Some((at, _)) = letter(first)
        {
            let words = first.heading.split_whitespace().enumerate();
            let words: Vec<&str> =
                words.filter(|(place, _)| *place != at).map(|(_, w)| w).collect();
            joined.push(Column {
                heading: words.join(" "),
                highest: run.iter().map(|column| column.index).collect(),
                ..first.clone()
            });
            run.iter_mut().for_each(|column| column.is_aspect = true);
        }
        joined.append(&mut run);
    }
    triads(&mut joined);
    joined
}

/// "C | I | A" side by side are how much each of the three aspects matters of what the risk is to,
/// and no likelihood or impact.
fn triads(columns: &mut [Column]) {
    for place in 2..columns.len() {
        let Some(three) = columns.get_mut(place - 2..=place) else { continue };
        // "C value | I value | A value" as well.
        let heads: Vec<Vec<String>> = three
            .iter()
            .map(|column| column.heading.split_whitespace().map(str::to_lowercase).collect())
            .collect();
        let [c, i, a] = heads.as_slice() else { continue };
        let first = [c, i, a].map(|words| words.first().map(String::as_str));
        let rest = |words: &Vec<String>| words.get(1..).map(<[String]>::to_vec);
        let alike = c.len() <= 2 && rest(c) == rest(i) && rest(i) == rest(a);
        if alike && first == [Some("c"), Some("i"), Some("a")] {
            three.iter_mut().for_each(|column| column.is_aspect = true);
        }
    }
}

/// Whether a column rates another aspect of what a run of columns rates.
fn goes_on(run: &[Column], next: &Column, sheet: &Sheet, body: &[usize]) -> bool {
    let Some((at, words)) = letter(next) else { return false };
    let beside = run.last().is_some_and(|last| last.index + 1 == next.index);
    let alike = run.iter().all(|column| {
        let same = letter(column).is_some_and(|(place, other)| {
            place == at
                && other.len() == words.len()
                && other.iter().zip(&words).enumerate().all(|(n, (a, b))| (a == b) != (n == at))
        });
        same && column.groups == next.groups
    });
    beside && alike && run.iter().chain([next]).all(|column| is_numbers(column, sheet, body))
}

/// Where the one letter stands among the words of a heading that speaks of a rating.
fn letter(column: &Column) -> Option<(usize, Vec<String>)> {
    let words: Vec<String> =
        column.heading.split_whitespace().map(|word| word.to_lowercase()).collect();
    let at = words.iter().position(|word| matches!(word.as_str(), "c" | "i" | "a"))?;
    let others: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(place, _)| *place != at)
        .map(|(_, w)| w.as_str())
        .collect();
    let rates = heading::best(&others.join(" ")).is_some_and(|found| {
        matches!(
            found.concept,
            Concept::Impact
                | Concept::Likelihood
                | Concept::Score
                | Concept::Level
                | Concept::Description
        )
    });
    rates.then_some((at, words))
}

/// Whether what the cells say are numbers.
fn is_numbers(column: &Column, sheet: &Sheet, body: &[usize]) -> bool {
    let rows = body.iter().filter_map(|row| sheet.rows.get(*row));
    let mut said =
        rows.map(|row| text(row, column.index)).filter(|text| !text.is_empty()).peekable();
    said.peek().is_some() && said.all(|text| rating::number(text).is_some())
}
