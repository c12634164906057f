//! Which tables of a document hold the register, and which its actions.

use std::{borrow::Cow, collections::HashSet};

use bellwether_domain::Field;

use super::{Found, actions::ActionTable, fit::cell, join};
use crate::{
    IntakeError, Options,
    locate::{self, Located},
    map::{self, heading},
    parse::{date, squeeze},
    sheet::Document,
};

/// The most tables that one register is published in.
const MOST_TABLES: usize = 6;

/// The document with further tables of the same risks set beside the register, and what was
/// found in it.
pub(super) fn joined<'a>(
    document: &'a Document,
    options: &Options,
) -> (Cow<'a, Document>, Located) {
    let mut document = Cow::Borrowed(document);
    let mut located = locate::locate(&document);
    for _ in 1..MOST_TABLES {
        if located.tables.len() < 2 {
            break;
        }
        let found = read(&document, &located, options);
        let wider = best(&found).and_then(|best| join::join(&document, &found, best));
        let Some(wider) = wider else { break };
        located = locate::locate(&wider);
        document = Cow::Owned(wider);
    }
    (document, located)
}

/// The tables of a document with their columns read.
fn read<'a>(document: &'a Document, located: &'a Located, options: &Options) -> Vec<Found<'a>> {
    let tables = located.tables.iter().filter(|table| !table.body.is_empty());
    tables
        .filter_map(|table| {
            let sheet = document.sheets.get(table.sheet)?;
            Some(Found { sheet, table, mapping: map::map(table, sheet, &options.map) })
        })
        .collect()
}

/// The table that makes the most of a register.
fn best(found: &[Found<'_>]) -> Option<usize> {
    let weight = |found: &Found<'_>| {
        let rows = found.mapping.wording().map(|column| column.contents.said).max().unwrap_or(0);
        // A list of names and notes is no register beside one that rates or manages.
        let kept = [Field::Likelihood, Field::Impact, Field::Score, Field::Level, Field::Action];
        let managed = kept.iter().any(|field| found.mapping.first(*field).is_some());
        let managed = usize::from(managed) * 80;
        found.mapping.worth() * 10
            + rows.min(60) * 2
            + managed
            + usize::from(!found.sheet.hidden) * 5
    };
    (0..found.len())
        .filter(|place| found.get(*place).is_some_and(|found| found.mapping.worth() > 0))
        .max_by_key(|place| (found.get(*place).map(weight), std::cmp::Reverse(*place)))
}

/// Whether two tables have mostly the same headings: one register in pieces.
pub(super) fn is_alike(one: &Found<'_>, other: &Found<'_>) -> bool {
    let signature = |found: &Found<'_>| -> Vec<String> {
        let words = found.table.columns.iter().map(|c| heading::words(&c.heading).join(" "));
        words.filter(|heading| !heading.is_empty()).collect()
    };
    let (ours, theirs) = (signature(one), signature(other));
    let common = ours.iter().filter(|heading| theirs.contains(heading)).count();
    common * 10 >= ours.len().max(theirs.len()) * 7
}

/// What of a document holds the register.
pub(super) struct Chosen<'a> {
    pub(super) register: Vec<Found<'a>>,
    pub(super) actions: Vec<ActionTable<'a>>,
    /// The sheets of earlier issues of the same register.
    pub(super) superseded: Vec<String>,
}

/// The tables that hold the register: the best one, and those headed as it is.
pub(super) fn choose<'a>(
    document: &'a Document,
    located: &'a Located,
    options: &Options,
) -> Result<Chosen<'a>, IntakeError> {
    let found = read(document, located, options);
    let Some(best) = best(&found) else {
        return Err(IntakeError::NoRegister {
            reason: "no row of headings names a risk beside its scores, owners, causes or actions"
                .to_owned(),
        });
    };
    let alike: Vec<bool> = found
        .iter()
        .map(|each| {
            let same = found.get(best).is_some_and(|best| is_alike(best, each));
            same && !each.sheet.hidden && each.mapping.worth() > 0
        })
        .collect();
    let mut chosen = Vec::new();
    let mut actions = Vec::new();
    for (place, (each, alike)) in found.into_iter().zip(alike).enumerate() {
        if place == best || alike {
            chosen.push(each);
        } else {
            actions.extend(ActionTable::of(each.sheet, each.table, &each.mapping));
        }
    }
    let (register, superseded) = latest_issues(chosen);
    Ok(Chosen { register, actions, superseded })
}

/// Of sheets that hold the same risks (one a quarter) the latest issue, and the names of the others.
fn latest_issues(tables: Vec<Found<'_>>) -> (Vec<Found<'_>>, Vec<String>) {
    let mut kept: Vec<Found<'_>> = Vec::with_capacity(tables.len());
    let mut older = Vec::new();
    for table in tables {
        let same = |known: &&mut Found<'_>| {
            known.table.sheet != table.table.sheet && is_reissue(known, &table)
        };
        match kept.iter_mut().find(same) {
            Some(known) => {
                let name = |found: &Found<'_>| found.sheet.name.clone().unwrap_or_default();
                let later = period(&name(&table)) > period(&name(known));
                let left = if later { std::mem::replace(known, table) } else { table };
                older.push(name(&left));
            }
            None => kept.push(table),
        }
    }
    (kept, older)
}

/// Whether two tables hold mostly the same risks, by number and wording.
fn is_reissue(one: &Found<'_>, other: &Found<'_>) -> bool {
    let risks = |found: &Found<'_>| -> HashSet<(String, String)> {
        let columns = (found.mapping.first(Field::Reference), found.mapping.wording().next());
        let (Some(number), Some(wording)) = columns else { return HashSet::new() };
        let text = |column, row| squeeze(&cell(column, row)).to_lowercase();
        let rows = found.table.body.iter().filter_map(|row| found.sheet.rows.get(*row));
        rows.map(|row| (text(number, row), text(wording, row)))
            .filter(|(number, wording)| !number.is_empty() && !wording.is_empty())
            .collect()
    };
    let (ours, theirs) = (risks(one), risks(other));
    let fewer = ours.len().min(theirs.len());
    let common = ours.intersection(&theirs).count();
    fewer >= 2 && common * 10 >= fewer * 6
}

/// The year and month that a sheet's name speaks of: "Q2 2025", "March 2025".
fn period(name: &str) -> Option<(i16, i8)> {
    if let Some(date) = date::find(name) {
        return Some((date.year(), date.month()));
    }
    let words = heading::words(name);
    let year = words.iter().find(|word| word.len() == 4 && word.starts_with("20"))?.parse().ok()?;
    let quarter = words.iter().find_map(|word| word.strip_prefix('q')?.parse::<i8>().ok());
    Some((year, quarter.map_or(0, |quarter| quarter.clamp(1, 4) * 3)))
}
