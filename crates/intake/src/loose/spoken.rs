//! A row a line with nothing between the cells: the arithmetic likelihood × impact = score, the
//! order of the headings and the repeated words are the handholds.

use std::collections::HashMap;

use super::{ends, row};
use crate::{
    map::{contents::is_code, heading, vocabulary::Concept},
    parse::rating,
    sheet::Row,
};

/// Reads lines that begin with a code and hold a product.
pub(super) fn read(lines: &[&str]) -> Option<Vec<Row>> {
    let header = lines.iter().take(400).position(|line| order(line).len() >= 4)?;
    let order = order(lines.get(header)?);
    let places = |concept: Concept| order.iter().position(|(known, _)| *known == concept);
    let likelihood = places(Concept::Likelihood)?;
    let impact = places(Concept::Impact)?;
    let ratings = likelihood.min(impact);
    let mut parsed: Vec<(usize, Parsed)> = Vec::new();
    for (number, line) in lines.iter().enumerate().skip(header + 1) {
        match parse(line) {
            Some(found) => parsed.push((number, found)),
            // A line without ratings carries on the words of the one before.
            None if !line.trim().is_empty() && parsed.is_empty() => {}
            None => {}
        }
    }
    if parsed.len() < 3 {
        return None;
    }
    let categories =
        (places(Concept::Category) == Some(1) && ratings > 2).then(|| repeated(&parsed));
    let mut rows: Vec<Row> = lines
        .iter()
        .take(header)
        .enumerate()
        .map(|(at, line)| row(at, [(*line).to_owned()]))
        .collect();
    rows.push(row(header, order.iter().map(|(_, words)| words.clone())));
    for (number, found) in parsed {
        let mut cells = vec![found.code];
        if let Some(categories) = &categories {
            let length = known_prefix(&found.words, categories);
            cells.push(found.words.get(..length).unwrap_or_default().join(" "));
            cells.push(found.words.get(length..).unwrap_or_default().join(" "));
        } else {
            cells.push(found.words.join(" "));
        }
        let last = order.get(..ratings).and_then(<[_]>::last);
        if last.is_some_and(|(concept, _)| ends::is_owner(*concept)) && ratings > cells.len() {
            let wording: Vec<String> =
                cells.pop().unwrap_or_default().split(' ').map(str::to_owned).collect();
            let (risk, owner) = wording.split_at(wording.len() - ends::named_last(&wording));
            cells.push(risk.join(" "));
            cells.resize(ratings - 1, String::new());
            cells.push(owner.join(" "));
        }
        cells.resize(ratings.max(cells.len()), String::new());
        cells.extend(found.ratings);
        let columns: Vec<Concept> =
            order.iter().skip(cells.len()).map(|(concept, _)| *concept).collect();
        cells.extend(ends::after(&found.rest, &columns));
        rows.push(row(number, cells));
    }
    Some(rows)
}

/// The headings of a line of words, longest phrases first.
fn order(line: &str) -> Vec<(Concept, String)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() > 40 {
        return vec![];
    }
    let mut order: Vec<(Concept, String)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let found = (1..=3).rev().find_map(|take| {
            let text = words.get(at..at + take)?.join(" ");
            let found = heading::best(&text).filter(|found| found.score >= 0.95)?;
            // "Impact Score" side by side are two columns, an impact and a score.
            let rating =
                matches!(found.concept, Concept::Likelihood | Concept::Impact | Concept::Score);
            if take > 1 && rating && text.split(' ').all(heading::is_label) {
                return None;
            }
            // "Score Existing controls" is a score beside the controls that exist.
            if let (Some((first, last)), Some(next)) = (text.rsplit_once(' '), words.get(at + take))
                && heading::is_stage(last)
                && heading::is_label(first)
                && heading::is_label(&format!("{last} {next}"))
            {
                return None;
            }
            Some((take, found.concept, text))
        });
        let Some((take, concept, text)) = found else { return vec![] };
        order.push((concept, text));
        at += take;
    }
    use Concept::{Action, Control, Description, Event, Title, Wording};
    part(&mut order, &[Description, Event, Title, Wording]);
    part(&mut order, &[Action, Control]);
    order
}

/// Divides "Risk Owner" into a risk and an owner where nothing else in the line is the risk, and
/// "Action Due" likewise.
fn part(order: &mut Vec<(Concept, String)>, wanted: &[Concept]) {
    if order.iter().any(|(concept, _)| wanted.contains(concept)) {
        return;
    }
    let parts = |(_, text): &(Concept, String)| {
        let (first, rest) = text.split_once(' ')?;
        let (one, other) = (heading::best(first)?.concept, heading::best(rest)?.concept);
        wanted.contains(&one).then(|| [(one, first.to_owned()), (other, rest.to_owned())])
    };
    let found = order.iter().enumerate().find_map(|(at, entry)| Some((at, parts(entry)?)));
    if let Some((at, parts)) = found {
        order.splice(at..=at, parts);
    }
}

struct Parsed {
    code: String,
    words: Vec<String>,
    ratings: [String; 3],
    rest: Vec<String>,
}

/// A code, words, three numbers of which the third is the product (or nearly the last such), rest.
fn parse(line: &str) -> Option<Parsed> {
    let tokens: Vec<&str> = line.split_whitespace().collect();
    let code = tokens.first().filter(|token| is_code(token))?;
    let number = |at: usize| {
        tokens.get(at).and_then(|token| rating::number(token)).map(bellwether_domain::Number::get)
    };
    let small = |value: f64| (0.0..=10.0).contains(&value);
    let triple = |at: &usize| match (number(*at), number(at + 1), number(at + 2)) {
        (Some(a), Some(b), Some(c)) => small(a) && small(b) && c <= 100.0,
        _ => false,
    };
    let exact = |at: &usize| match (number(*at), number(at + 1), number(at + 2)) {
        (Some(a), Some(b), Some(c)) => a * b == c,
        _ => false,
    };
    let places: Vec<usize> = (1..tokens.len()).filter(triple).collect();
    let at = places.iter().copied().find(exact).or_else(|| places.first().copied())?;
    let owned =
        |tokens: &[&str]| tokens.iter().map(|token| (*token).to_owned()).collect::<Vec<_>>();
    let cell = |at: usize| tokens.get(at).map_or(String::new(), |token| (*token).to_owned());
    Some(Parsed {
        code: (*code).to_owned(),
        words: owned(tokens.get(1..at)?),
        ratings: [cell(at), cell(at + 1), cell(at + 2)],
        rest: owned(tokens.get(at + 3..)?),
    })
}

/// Openings that several lines share, word by word: the categories.
fn repeated(parsed: &[(usize, Parsed)]) -> HashMap<Vec<String>, usize> {
    let mut counts = HashMap::<Vec<String>, usize>::new();
    for (_, found) in parsed {
        for length in 1..=found.words.len().min(8) {
            let opening: Vec<String> =
                found.words.iter().take(length).map(|word| word.to_lowercase()).collect();
            *counts.entry(opening).or_default() += 1;
        }
    }
    counts
}

/// The length of a line's category: the longest opening that is shared and after which the lines
/// part and begin afresh with a capital.
fn known_prefix(words: &[String], counts: &HashMap<Vec<String>, usize>) -> usize {
    let count = |length: usize| {
        let opening: Vec<String> =
            words.iter().take(length).map(|word| word.to_lowercase()).collect();
        counts.get(&opening).copied().unwrap_or(0)
    };
    let afresh =
        |length: usize| words.get(length).is_some_and(|word| word.starts_with(char::is_uppercase));
    let mut best = 0;
    for length in 1..words.len().min(8) {
        // More lines share this opening than the one a word longer, and the risk begins here.
        if count(length) >= 2 && count(length) > count(length + 1) && afresh(length) {
            let better = best == 0 || count(length) * 2 > count(best);
            if better {
                best = length;
            }
        }
    }
    if best == 0 {
        // A category met once: the words before the next capital.
        best = (1..words.len().min(6)).find(|length| afresh(*length)).unwrap_or(0);
    }
    best
}
