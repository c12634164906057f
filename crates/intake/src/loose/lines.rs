//! One cell a line: a run of headings, then the cells of each risk in the same order.

use super::row;
use crate::{
    map::{contents::is_code, heading::is_label},
    parse::rating,
    sheet::Row,
};

/// Reads cycles of lines as rows.
pub(super) fn read(lines: &[&str]) -> Option<Vec<Row>> {
    let said: Vec<(usize, &str)> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| (at, line.trim()))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    let (start, width) = headings(&said)?;
    let texts = |from: usize, to: usize| said.get(from..to).unwrap_or_default();
    let mut rows: Vec<Row> =
        texts(0, start).iter().map(|(at, text)| row(*at, [(*text).to_owned()])).collect();
    let heads = texts(start, start + width);
    rows.push(row(heads.first()?.0, heads.iter().map(|(_, text)| (*text).to_owned())));
    let body = texts(start + width, said.len());
    for group in groups(body, width) {
        let Some((at, _)) = group.first() else { continue };
        if group.iter().zip(heads).all(|((_, cell), (_, head))| cell == head) {
            continue;
        }
        rows.push(row(*at, fit(group, heads)));
    }
    (rows.len() >= start + 3).then_some(rows)
}

/// The longest run of headings: where it begins and how many.
fn headings(said: &[(usize, &str)]) -> Option<(usize, usize)> {
    let labels: Vec<bool> = said.iter().take(400).map(|(_, line)| is_label(line)).collect();
    let mut best: Option<(usize, usize)> = None;
    let mut from = 0;
    while from < labels.len() {
        let run = labels.iter().skip(from).take_while(|label| **label).count();
        if run >= 4 && best.is_none_or(|(_, kept)| run > kept) {
            best = Some((from, run));
        }
        from += run + 1;
    }
    best
}

/// The lines of each risk: from one code to the next where the first column holds codes, else by
/// count.
fn groups<'a, 'b>(body: &'b [(usize, &'a str)], width: usize) -> Vec<&'b [(usize, &'a str)]> {
    let shape = |text: &str| -> String {
        let mut shape = String::new();
        for c in text.chars() {
            let kind = if c.is_ascii_digit() { '0' } else { c };
            if !(kind == '0' && shape.ends_with('0')) {
                shape.push(kind);
            }
        }
        shape
    };
    let Some((_, first)) = body.first() else { return vec![] };
    let coded = is_code(first) && rating::number(first).is_none();
    if !coded {
        return body.chunks(width).collect();
    }
    let wanted = shape(first);
    let starts: Vec<usize> = body
        .iter()
        .enumerate()
        .filter(|(_, (_, text))| shape(text) == wanted)
        .map(|(at, _)| at)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    starts.iter().zip(ends).filter_map(|(from, to)| body.get(*from..to)).collect()
}

/// Fits the lines of one risk to the headings: lines too many belong to the wording, found by
/// where the ratings stand; lines too few leave the last cells empty.
fn fit(group: &[(usize, &str)], heads: &[(usize, &str)]) -> Vec<String> {
    let cells: Vec<String> = group.iter().map(|(_, text)| (*text).to_owned()).collect();
    if cells.len() <= heads.len() {
        return cells;
    }
    let surplus = cells.len() - heads.len();
    let rated = |index: usize| cells.get(index).is_some_and(|cell| rating::number(cell).is_some());
    let first_rating = (1..cells.len()).find(|at| rated(*at)).unwrap_or(2);
    let wording = first_rating.saturating_sub(surplus + 1);
    let mut fitted = cells.get(..wording).unwrap_or_default().to_vec();
    fitted.push(cells.get(wording..=wording + surplus).unwrap_or_default().join(" "));
    fitted.extend(cells.get(wording + surplus + 1..).unwrap_or_default().iter().cloned());
    fitted
}
