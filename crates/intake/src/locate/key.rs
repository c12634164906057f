//! The key of owners: "AB = A. Bee", one a line, or initials and names in two columns.

use std::collections::HashSet;

use bellwether_domain::Person;

use super::filled;
use crate::{
    parse::{owners, squeeze},
    sheet::Sheet,
};

/// Finds the people a sheet's key names, and the rows it takes.
pub(crate) fn find(sheet: &Sheet) -> (Vec<Person>, HashSet<usize>) {
    let mut people = Vec::new();
    let mut rows = HashSet::new();
    let mut pending: Vec<(usize, Vec<Person>)> = Vec::new();
    let mut headed = false;
    for (index, row) in sheet.rows.iter().enumerate() {
        let texts: Vec<&str> = filled(row).map(|(_, cell)| cell.text.trim()).take(5).collect();
        if texts.is_empty() {
            continue;
        }
        let found = match texts.as_slice() {
            [line] => line_people(line),
            // Two columns are a key only under words that say so.
            [initials, name] | [initials, name, _] if headed || !pending.is_empty() => {
                let role = texts.get(2).map(|role| squeeze(role));
                pair(initials, name).map(|person| Person { role, ..person }).into_iter().collect()
            }
            _ => vec![],
        };
        if found.is_empty() {
            settle(&mut pending, headed, &mut people, &mut rows);
            headed = texts.len() <= 3 && texts.iter().any(|text| heads_key(text));
        } else {
            pending.push((index, found));
        }
    }
    settle(&mut pending, headed, &mut people, &mut rows);
    (people, rows)
}

/// One line alone is a key only where a heading says so; two in a row always are.
fn settle(
    pending: &mut Vec<(usize, Vec<Person>)>,
    headed: bool,
    people: &mut Vec<Person>,
    rows: &mut HashSet<usize>,
) {
    let count: usize = pending.iter().map(|(_, found)| found.len()).sum();
    if count >= 2 || (headed && count == 1) {
        for (row, found) in pending.drain(..) {
            rows.insert(row);
            people.extend(found);
        }
    }
    pending.clear();
}

pub(crate) fn heads_key(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() <= 60
        && (lower.contains("initials")
            || ((lower.contains("key") || lower.contains("list of"))
                && (lower.contains("owner") || lower.contains("people") || lower.contains("lead"))))
}

/// "AB = A. Bee", or several with commas or semicolons between.
fn line_people(line: &str) -> Vec<Person> {
    if line.len() > 600 || !line.contains(['=', '–', '-', ':']) {
        return vec![];
    }
    for separator in ["=", ":", " – ", " - "] {
        let parts: Vec<&str> =
            line.split([';', ',', '\n', '|']).filter(|part| !part.trim().is_empty()).collect();
        let found: Vec<Person> = parts
            .iter()
            .filter_map(|part| {
                part.split_once(separator).and_then(|(initials, name)| pair(initials, name))
            })
            .collect();
        if !found.is_empty() && found.len() == parts.len() {
            return found;
        }
        if let Some(person) =
            line.split_once(separator).and_then(|(initials, name)| pair(initials, name))
        {
            return vec![person];
        }
    }
    vec![]
}

fn pair(initials: &str, name: &str) -> Option<Person> {
    let (initials, name) = (squeeze(initials), squeeze(name));
    let (name, role) = match name.split_once(',').or_else(|| name.split_once('(')) {
        Some((name, role)) => {
            (name.trim().to_owned(), Some(role.trim().trim_end_matches(')').to_owned()))
        }
        None => (name, None),
    };
    let known = owners::is_initials(&initials)
        && initials.chars().all(char::is_alphanumeric)
        && name.len() <= 60
        && (owners::is_person(&name) || owners::is_post(&name));
    known.then_some(Person { initials, name, role })
}
