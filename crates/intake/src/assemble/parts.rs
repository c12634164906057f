//! Several registers in one document: told by numbers that stand for other risks.

use std::collections::HashMap;

use bellwether_domain::similar::likeness;

use super::{
    Found,
    main_table::{risks, risks_of},
};
use crate::{IntakeError, Options, Part, locate::Table, map, sheet::Document};

/// The name by which all tables of a document are taken for one register.
pub(super) const ALL: &str = "all";

/// Below this two wordings are of different risks.
const OTHER: f64 = 0.5;

/// The tables, each cut where its headings begin anew and its numbers do, too, for other risks:
/// what stands below is a register of its own.
pub(super) fn apart(document: &Document, tables: Vec<Table>, options: &Options) -> Vec<Table> {
    let mut all = Vec::with_capacity(tables.len());
    for table in tables {
        let Some(sheet) = document.sheets.get(table.sheet).filter(|_| !table.repeats.is_empty())
        else {
            all.push(table);
            continue;
        };
        let mapping = map::map(&table, sheet, &options.map);
        let mut part = Table { body: vec![], repeats: vec![], ..table.clone() };
        let mut above: Vec<(String, String)> = vec![];
        let starts = table.repeats.iter().copied().map(Some).chain([None]);
        let mut from = None;
        for until in starts {
            let stands = |row: &usize| {
                from.is_none_or(|from| *row > from) && until.is_none_or(|until| *row < until)
            };
            let body: Vec<usize> = table.body.iter().copied().filter(stands).collect();
            let rows = Table { body: body.clone(), ..part.clone() };
            let below = risks_of(sheet, &rows, &mapping);
            if are_others(&above, &below, false) {
                all.push(std::mem::replace(
                    &mut part,
                    Table { body: vec![], repeats: vec![], ..table.clone() },
                ));
                above.clear();
            } else {
                part.repeats.extend(from);
            }
            part.body.extend(body);
            above.extend(below);
            from = until;
        }
        all.push(part);
    }
    all
}

/// The tables that a reader means by a name: those of a sheet, or one by its place ("table 2").
pub(super) fn named<'a>(
    found: Vec<Found<'a>>,
    name: Option<&str>,
) -> Result<Vec<Found<'a>>, IntakeError> {
    let Some(name) = name.filter(|name| !map::means(name, [ALL])) else { return Ok(found) };
    let names: Vec<String> = names(&found);
    let is_meant = |place: usize, found: &Found<'_>| {
        let sheet = found.sheet.name.as_deref().unwrap_or_default();
        map::means(name, [sheet, &by_place(place)]) || sheet == name
    };
    let meant: Vec<bool> =
        found.iter().enumerate().map(|(place, each)| is_meant(place, each)).collect();
    if !meant.contains(&true) {
        return Err(IntakeError::NoTable { name: name.to_owned(), names });
    }
    Ok(found.into_iter().zip(meant).filter_map(|(each, meant)| meant.then_some(each)).collect())
}

/// What each table is called: by its sheet, or by its place where sheets do not tell them apart.
fn names(found: &[Found<'_>]) -> Vec<String> {
    let sheets: Vec<&str> =
        found.iter().map(|each| each.sheet.name.as_deref().unwrap_or_default()).collect();
    let only = |name: &str| sheets.iter().filter(|own| **own == name).count() == 1;
    let name = |(place, sheet): (usize, &&str)| {
        if sheet.is_empty() || !only(sheet) { by_place(place) } else { (*sheet).to_owned() }
    };
    sheets.iter().enumerate().map(name).collect()
}

fn by_place(place: usize) -> String {
    format!("table {}", place + 1)
}

/// The registers that the chosen tables are, where they are several.
pub(super) fn several(chosen: &[Found<'_>], names: &Names) -> Vec<Part> {
    let numbered: Vec<Vec<(String, String)>> = chosen.iter().map(risks).collect();
    let mut collide = false;
    for (place, ours) in numbered.iter().enumerate() {
        for (other, theirs) in numbered.iter().enumerate().skip(place + 1) {
            let apart = chosen.get(place).map(|each| each.table.sheet)
                != chosen.get(other).map(|each| each.table.sheet);
            collide |= are_others(ours, theirs, apart);
        }
    }
    if !collide {
        return vec![];
    }
    let part = |found: &Found<'_>| {
        Some(Part { name: names.get(&place(found))?.clone(), risks: risks(found).len() })
    };
    chosen.iter().filter_map(part).collect()
}

/// Whether two tables give the same numbers to other risks. In parts on one sheet plain numbers
/// may begin anew; codes do not.
fn are_others(ours: &[(String, String)], theirs: &[(String, String)], apart: bool) -> bool {
    let usable =
        |number: &str| !number.is_empty() && (apart || number.contains(char::is_alphabetic));
    let ours: HashMap<&str, &str> = ours
        .iter()
        .filter(|(number, _)| usable(number))
        .map(|(number, words)| (number.as_str(), words.as_str()))
        .collect();
    let shared: Vec<bool> = theirs
        .iter()
        .filter_map(|(number, words)| Some(likeness(ours.get(number.as_str())?, words) < OTHER))
        .collect();
    let others = shared.iter().filter(|other| **other).count();
    let fewer = ours.len().min(theirs.len());
    others * 2 >= fewer && others >= fewer.min(2) && others > 0
}

/// What the tables of a document are called, by sheet and first row.
pub(super) type Names = HashMap<(usize, Option<usize>), String>;

pub(super) fn places(found: &[Found<'_>]) -> Names {
    found.iter().zip(names(found)).map(|(each, name)| (place(each), name)).collect()
}

fn place(found: &Found<'_>) -> (usize, Option<usize>) {
    (found.table.sheet, found.table.body.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[(&str, &str)]) -> Vec<(String, String)> {
        rows.iter().map(|(number, words)| ((*number).to_owned(), (*words).to_owned())).collect()
    }

    #[test]
    fn the_same_numbers_for_other_risks_are_another_register() {
        let fleet = rows(&[("r1", "a ferry founders"), ("r2", "fuel doubles in price")]);
        let works = rows(&[("r1", "the slip is late"), ("r2", "welders are short")]);
        assert!(are_others(&fleet, &works, true) && are_others(&fleet, &works, false));
        assert!(!are_others(&fleet, &fleet, true), "the same risks again");
    }

    #[test]
    fn parts_on_one_sheet_may_begin_their_numbers_anew() {
        let fleet = rows(&[("1", "a ferry founders"), ("2", "fuel doubles in price")]);
        let works = rows(&[("1", "the slip is late"), ("2", "welders are short")]);
        assert!(!are_others(&fleet, &works, false));
        assert!(are_others(&fleet, &works, true), "on sheets of their own they are asked about");
    }
}
