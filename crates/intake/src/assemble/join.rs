//! Tables of the same risks → one table: "identification", "assessment" and "response" are
//! published apart, each with the risk's number or name.

use std::collections::{BTreeMap, HashMap, HashSet};

use bellwether_domain::Field;

use super::{Found, fit::cell, main_table::Main};
use crate::{
    map::{Mapped, heading},
    parse::squeeze,
    sheet::{Cell, Document, Merged, Row},
};

/// The document with the columns of a further table set beside those of the register; `None`
/// where no other table speaks of the same risks.
pub(super) fn join(document: &Document, found: &[Found<'_>], best: usize) -> Option<Document> {
    let register = found.get(best)?;
    let main = Main::new(register);
    found
        .iter()
        .enumerate()
        .filter(|(place, other)| *place != best && !other.sheet.hidden && !main.is_like(other))
        .find_map(|(_, other)| Pair::of(register, other))
        .map(|pair| pair.beside(document))
}

/// The register and another table of its risks.
struct Pair<'a> {
    register: &'a Found<'a>,
    other: &'a Found<'a>,
    /// The row of the register and that of the other table, for each risk.
    rows: Vec<(usize, usize)>,
    /// The other table's columns that say something new.
    columns: Vec<&'a Mapped>,
}

impl<'a> Pair<'a> {
    fn of(register: &'a Found<'a>, other: &'a Found<'a>) -> Option<Self> {
        let (rows, key) = [Field::Reference, Field::Title, Field::Description]
            .iter()
            .find_map(|field| matched(register, other, *field))
            .or_else(|| Some((overleaf(register, other)?, usize::MAX)))?;
        let columns: Vec<&Mapped> = other
            .mapping
            .columns
            .iter()
            .filter(|column| column.column.index != key && column.contents.said > 0)
            .filter(|column| !repeats(register, other, column, &rows))
            .collect();
        let tells = columns.iter().any(|column| column.field().is_some());
        tells.then_some(Self { register, other, rows, columns })
    }

    fn beside(&self, document: &Document) -> Document {
        let mut joined = document.clone();
        let width = self.register.sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        if let Some(sheet) = joined.sheets.get_mut(self.register.table.sheet) {
            for row in self.register.table.header.iter().chain(&self.register.table.repeats) {
                let heads = self.columns.iter().map(|column| head(&column.column.path()));
                append(sheet.rows.get_mut(*row), width, heads);
            }
            for (row, from) in &self.rows {
                let Some(from) = self.other.sheet.rows.get(*from) else { continue };
                let cells = self.columns.iter().map(|column| plain(from, column));
                append(sheet.rows.get_mut(*row), width, cells);
            }
        }
        let taken = self.other.table.header.iter().copied();
        let taken: HashSet<usize> = taken.chain(self.rows.iter().map(|(_, row)| *row)).collect();
        if let Some(sheet) = joined.sheets.get_mut(self.other.table.sheet) {
            for row in taken {
                // What was set beside the register's rows stays where both are on one sheet.
                if let Some(row) = sheet.rows.get_mut(row) {
                    row.cells.clear();
                }
            }
        }
        joined
    }
}

/// Which rows of two tables are of the same risks, by a field that both have, and that column.
fn matched(
    register: &Found<'_>,
    other: &Found<'_>,
    field: Field,
) -> Option<(Vec<(usize, usize)>, usize)> {
    let (ours, theirs) = (register.mapping.first(field)?, other.mapping.first(field)?);
    let keys = |found: &Found<'_>, column: &Mapped| -> Vec<(String, usize)> {
        let rows = found.table.body.iter().filter_map(|at| Some((*at, found.sheet.rows.get(*at)?)));
        rows.map(|(at, row)| (squeeze(&cell(column, row)).to_lowercase(), at))
            .filter(|(key, _)| !key.is_empty())
            .collect()
    };
    let known: HashMap<String, usize> = keys(register, ours).into_iter().collect();
    let named = keys(other, theirs);
    let once = named.iter().map(|(key, _)| key).collect::<HashSet<_>>().len() == named.len();
    let rows: Vec<(usize, usize)> =
        named.iter().filter_map(|(key, at)| Some((*known.get(key)?, *at))).collect();
    let most = rows.len() * 10 >= named.len() * 8 && rows.len() * 2 >= known.len();
    (once && most && rows.len() >= 2).then_some((rows, theirs.column.index))
}

/// The rows of a wide sheet that is printed with its further columns on pages of their own: as many
/// rows on as many pages after those of the register, and none of them names a risk.
fn overleaf(register: &Found<'_>, other: &Found<'_>) -> Option<Vec<(usize, usize)>> {
    let named =
        other.mapping.first(Field::Reference).is_some() || other.mapping.wording().next().is_some();
    let (ours, theirs) = (pages(register), pages(other));
    let after = ours.keys().next_back()? < theirs.keys().next()?;
    let even = ours.len() == theirs.len()
        && ours.values().zip(theirs.values()).all(|(ours, theirs)| ours.len() == theirs.len());
    if named || !after || !even || other.table.body.len() < 3 {
        return None;
    }
    let body: HashSet<usize> = other.table.body.iter().copied().collect();
    let rows = ours.into_values().flatten().zip(theirs.into_values().flatten());
    Some(rows.filter(|(_, theirs)| body.contains(theirs)).collect())
}

/// The rows of tables on the pages that a table lies on, headings and blank rows included.
fn pages(found: &Found<'_>) -> BTreeMap<u32, Vec<usize>> {
    let page = |row: &usize| found.sheet.rows.get(*row)?.page;
    let mut pages: BTreeMap<u32, Vec<usize>> =
        found.table.body.iter().filter_map(page).map(|page| (page, vec![])).collect();
    for (at, row) in found.sheet.rows.iter().enumerate().filter(|(_, row)| row.table.is_some()) {
        if let Some(rows) = row.page.and_then(|page| pages.get_mut(&page)) {
            rows.push(at);
        }
    }
    pages
}

/// Whether a column says what one of the register's already says under the same heading.
fn repeats(
    register: &Found<'_>,
    other: &Found<'_>,
    column: &Mapped,
    rows: &[(usize, usize)],
) -> bool {
    let named = heading::words(&column.column.heading);
    let same = |known: &&Mapped| heading::words(&known.column.heading) == named;
    let Some(known) = register.mapping.columns.iter().find(same) else { return false };
    let text = |found: &Found<'_>, column: &Mapped, at: usize| {
        found.sheet.rows.get(at).map(|row| squeeze(&cell(column, row)))
    };
    rows.iter().all(|(ours, theirs)| text(register, known, *ours) == text(other, column, *theirs))
}

fn append(row: Option<&mut Row>, width: usize, cells: impl Iterator<Item = Cell>) {
    let Some(row) = row else { return };
    row.cells.resize_with(width, || Cell { columns: 1, rows: 1, ..Cell::default() });
    row.cells.extend(cells);
}

fn head(text: &str) -> Cell {
    Cell { text: text.to_owned(), columns: 1, rows: 1, ..Cell::default() }
}

/// A column's cell, standing for itself.
fn plain(row: &Row, column: &Mapped) -> Cell {
    let kept = row.cells.get(column.column.index).cloned().unwrap_or_default();
    let text = cell(column, row).into_owned();
    Cell { text, columns: 1, rows: 1, merged: Merged::No, ..kept }
}
