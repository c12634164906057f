//! A paragraph per risk, with labels inside it: "Risk 4 – Cyber attack. Owner: AB. Likelihood 3,
//! impact 4." Each paragraph becomes a heading and a row for each label with its value.

use super::row;
use crate::{
    map::{
        heading::{self, is_label},
        vocabulary::Concept,
    },
    parse::{rating, squeeze},
    sheet::Row,
};

/// Labels that a paragraph must have to be a risk, and how many such paragraphs there must be.
const LABELS: usize = 3;
const PARAGRAPHS: usize = 2;
/// The most words of a label.
const MOST_WORDS: usize = 4;
/// A shorter line is a field of its own.
const LEAST: usize = 40;
/// A longer paragraph is no risk, and a longer stretch no label, in bytes.
const MOST: usize = 4_000;
const MOST_LABEL: usize = 60;

/// Reads paragraphs of labelled sentences.
pub(super) fn read(lines: &[&str]) -> Option<Vec<Row>> {
    let divided = lines.iter().filter(|line| line.contains('\t')).count();
    if divided * 3 > lines.len() {
        return None;
    }
    let mut rows = Vec::new();
    let mut found = 0;
    for (number, paragraph) in paragraphs(lines) {
        let signs = paragraph.bytes().filter(|byte| *byte == b':' || byte.is_ascii_digit()).count();
        let may = (LEAST..=MOST).contains(&paragraph.len()) && signs >= LABELS;
        let parts = if may { parts(&paragraph) } else { vec![] };
        if parts.len() < LABELS {
            rows.push(row(number, [paragraph]));
            continue;
        }
        found += 1;
        let first = parts.first().map_or(0, |part| part.from);
        let head = paragraph.get(..first).map(trimmed).unwrap_or_default();
        if !head.is_empty() {
            rows.push(row(number, [head]));
        }
        let ends = parts.iter().skip(1).map(|part| part.from).chain([paragraph.len()]);
        for (part, end) in parts.iter().zip(ends) {
            let value = paragraph.get(part.value..end).map(trimmed).unwrap_or_default();
            rows.push(row(number, [part.label.clone(), value]));
        }
    }
    (found >= PARAGRAPHS).then_some(rows)
}

/// Lines joined up to the next blank one, or the next that begins with a capital after a full stop.
fn paragraphs(lines: &[&str]) -> Vec<(usize, String)> {
    let mut paragraphs: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (number, line) in lines.iter().enumerate() {
        // The marks of bold type in Markdown are no words.
        let line = squeeze(&line.replace("**", ""));
        if line.is_empty() {
            open = false;
            continue;
        }
        // A line that was broken where it was full goes on, and so does one before a label.
        let goes_on = |text: &String| {
            open && text.len() + line.len() < MOST
                && !is_whole(&line)
                && (!text.ends_with(['.', ':', ';'])
                    || line.starts_with(char::is_lowercase)
                    || label_at(&line, true).is_some())
        };
        match paragraphs.last_mut() {
            Some((_, text)) if goes_on(text) => {
                text.push(' ');
                text.push_str(&line);
            }
            _ => paragraphs.push((number, line)),
        }
        open = true;
    }
    paragraphs
}

/// Whether a line is a risk by itself: it is numbered, or has the labels of one.
fn is_whole(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..=3).contains(&(line.len() - number.len()))
        && number.starts_with(['.', ')'])
        && number.contains(' ');
    numbered || parts(line).len() >= LABELS
}

/// A label in a paragraph: where it and its value begin.
struct Part {
    from: usize,
    value: usize,
    label: String,
}

/// The labels of a paragraph in order.
fn parts(text: &str) -> Vec<Part> {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices([' ', '(']).map(|(at, _)| at + 1))
        .filter(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(char::is_alphabetic)))
        .collect();
    let mut parts: Vec<Part> = Vec::new();
    for from in starts {
        let taken = parts.last().map_or(0, |part| part.value);
        let fresh = from == 0 || begins(text.get(..from).unwrap_or_default());
        let Some(rest) = text.get(from..).filter(|_| from >= taken) else { continue };
        if let Some((length, label)) = label_at(rest, fresh) {
            parts.push(Part { from, value: from + length, label });
        }
    }
    parts
}

/// The label that a text begins with, and its length; one with a colon only where a sentence begins.
fn label_at(rest: &str, fresh: bool) -> Option<(usize, String)> {
    let known = if fresh { colon(rest) } else { None };
    known.or_else(|| rated(rest))
}

/// Whether a sentence or clause begins after a text.
fn begins(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(['.', ';', ',', ')', '|', '–', '—', '-', '•', '/', '('])
        || before.rsplit(' ').next().is_some_and(rating::is_rating)
}

/// "Risk owner: …": the length of the label with its colon, and the label.
fn colon(rest: &str) -> Option<(usize, String)> {
    let at = rest.bytes().take(MOST_LABEL).position(|byte| byte == b':')?;
    let label = rest.get(..at)?;
    let known = label.split_whitespace().count() <= MOST_WORDS && is_label(label);
    known.then(|| (label.len() + 1, label.trim().to_owned()))
}

/// "Likelihood 4": the label of a rating with the rating after it.
fn rated(rest: &str) -> Option<(usize, String)> {
    let words: Vec<&str> = rest.split(' ').take(MOST_WORDS).collect();
    (1..words.len()).rev().find_map(|take| {
        let value = words.get(take)?.trim_end_matches(['.', ',', ';', ')']);
        if !rating::is_rating(value) {
            return None;
        }
        let label = words.get(..take)?.join(" ");
        let label = label.trim_end_matches(['=', ' ', '-', '–']);
        let found = heading::best(label).filter(|found| found.score >= 0.85)?;
        let rates = matches!(
            found.concept,
            Concept::Likelihood | Concept::Impact | Concept::Score | Concept::Level
        );
        let length: usize = words.get(..take)?.iter().map(|word| word.len() + 1).sum();
        (rates && label.len() > 1 && rating::is_rating(value)).then(|| (length, label.to_owned()))
    })
}

fn trimmed(text: &str) -> String {
    squeeze(text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ';' | ',' | '|' | '–' | '—' | '•' | '/' | '(' | ')')
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_inside_a_paragraph() {
        let text = "Risk 4 – The pump fails. Owner: Site lead. Likelihood 3 Impact 4 Score 12.\nActions: buy a spare, and test it: twice.\n\nRisk 5 – Frost. Owner: AB; Likelihood: Low; Impact: High; Controls: lagging\n";
        let lines: Vec<&str> = text.lines().collect();
        let cells = |row: Row| row.cells.into_iter().map(|cell| cell.text).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = read(&lines).unwrap().into_iter().map(cells).collect();
        assert_eq!(rows[0], ["Risk 4 – The pump fails"]);
        assert_eq!(rows[1], ["Owner", "Site lead"]);
        assert_eq!(rows[2..5], [["Likelihood", "3"], ["Impact", "4"], ["Score", "12"]]);
        assert_eq!(rows[5], ["Actions", "buy a spare, and test it: twice"]);
        assert_eq!(rows[8], ["Likelihood", "Low"]);
    }

    #[test]
    fn a_line_with_labels_is_a_risk_by_itself() {
        let lines = [
            "Risks of the mill (May)",
            "1. **The wheel breaks** (Likelihood: High, Impact: Low). Owner: AB.",
            "2. The race silts up (Likelihood: Low, Impact: Low). Owner: CD.",
            "Risk: Timber is stolen. Owner: EF. Likelihood: 2. Impact: 3.",
            "Risk: The miller falls ill. Owner: GH. Likelihood: 1. Impact: 4.",
        ];
        let cells = |row: Row| row.cells.into_iter().map(|cell| cell.text).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = read(&lines).unwrap().into_iter().map(cells).collect();
        assert_eq!(rows[1], ["1. The wheel breaks"]);
        assert_eq!(rows[2..5], [["Likelihood", "High"], ["Impact", "Low"], ["Owner", "AB"]]);
        assert_eq!(rows[9], ["Risk", "Timber is stolen"]);
        assert_eq!(rows[13], ["Risk", "The miller falls ill"]);
    }

    #[test]
    fn prose_without_labels_is_left() {
        assert!(
            read(&["The likelihood is 4. The impact is high.", "", "More prose follows."])
                .is_none()
        );
    }
}
