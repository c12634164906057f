//! The register's main table, and what it shares with another: its headings, its fields, its risks.

use std::{cell::OnceCell, collections::HashSet, hash::Hash};

use bellwether_domain::Field;

use super::{Found, fit::cell};
use crate::{
    locate::Table,
    map::{Mapped, Mapping, heading},
    parse::squeeze,
    sheet::Sheet,
};

/// The fewest headings of a register that stands beside another.
const LEAST_HEADINGS: usize = 3;

/// The register's main table, to hold other tables against.
pub(super) struct Main<'a> {
    found: &'a Found<'a>,
    headings: HashSet<String>,
    fields: HashSet<Field>,
    /// The numbers and the wordings of its risks.
    risks: OnceCell<(HashSet<String>, HashSet<String>)>,
}

impl<'a> Main<'a> {
    pub(super) fn new(found: &'a Found<'a>) -> Self {
        let (headings, fields) = (headings(found), fields(found));
        Self { found, headings, fields, risks: OnceCell::new() }
    }

    /// Whether a table is a piece of the register: under mostly the same headings, or, in parts with
    /// headings of their own, with the same fields of other risks.
    pub(super) fn is_like(&self, other: &Found<'_>) -> bool {
        are_shared(&self.headings, &headings(other), 7)
            || other.mapping.worth() > 0
                && are_shared(&self.fields, &fields(other), 8)
                && self.has_other_risks(other)
    }

    /// Whether a register of its own stood beside this one on the same sheet.
    pub(super) fn is_beside(&self, other: &Found<'_>) -> bool {
        self.found.table.sheet != other.table.sheet
            && self.found.sheet.name == other.sheet.name
            && self.found.table.header == other.table.header
            && other.verdict.is_register()
            && headings(other).len() >= LEAST_HEADINGS
            && self.has_other_risks(other)
    }

    fn has_other_risks(&self, other: &Found<'_>) -> bool {
        let (numbers, wordings) = self.risks.get_or_init(|| risks(self.found).into_iter().unzip());
        // Numbers may begin anew in each part; codes do not.
        let is_known = |(number, wording): &&(String, String)| {
            wordings.contains(wording)
                || number.contains(char::is_alphabetic) && numbers.contains(number)
        };
        let theirs = risks(other);
        theirs.iter().filter(is_known).count() * 5 < theirs.len()
    }
}

/// The headings of its columns, folded.
fn headings(found: &Found<'_>) -> HashSet<String> {
    let words = found.table.columns.iter().map(|c| heading::words(&c.heading).join(" "));
    words.filter(|heading| !heading.is_empty()).collect()
}

/// The fields that its columns are read as.
pub(super) fn fields(found: &Found<'_>) -> HashSet<Field> {
    found.mapping.columns.iter().filter_map(Mapped::field).collect()
}

/// Whether so many tenths of the larger set are in both.
fn are_shared<T: Eq + Hash>(one: &HashSet<T>, other: &HashSet<T>, tenths: usize) -> bool {
    one.intersection(other).count() * 10 >= one.len().max(other.len()) * tenths
}

/// The number, if any, and the wording of each row that has a wording.
pub(super) fn risks(found: &Found<'_>) -> Vec<(String, String)> {
    risks_of(found.sheet, found.table, &found.mapping)
}

/// The same for a table on a sheet with its columns read.
pub(super) fn risks_of(sheet: &Sheet, table: &Table, mapping: &Mapping) -> Vec<(String, String)> {
    let Some(wording) = mapping.wording().next() else { return vec![] };
    let number = mapping.first(Field::Reference);
    let text = |column, row| squeeze(&cell(column, row)).to_lowercase();
    let rows = table.body.iter().filter_map(|row| sheet.rows.get(*row));
    rows.map(|row| (number.map(|number| text(number, row)).unwrap_or_default(), text(wording, row)))
        .filter(|(_, wording)| !wording.is_empty())
        .collect()
}
