//! A table of all risks over a section for each of some: the table adds the risks that have no
//! section, and what the sections leave out.

use super::line::{is_label, plain};
use crate::{
    locate::filled,
    map::{heading, vocabulary::Concept},
    parse::squeeze,
    sheet::{Cell, Row, Sheet},
};

/// The table over the blocks of a sheet: its headings and its rows.
struct Summary<'a> {
    columns: Vec<(usize, &'a Cell, Concept)>,
    rows: Vec<&'a Row>,
}

/// Adds what the table over the blocks of a sheet says to the rows that they were laid out in.
pub(super) fn add(original: &Sheet, laid: &mut Sheet) {
    let Some(summary) = Summary::of(original) else { return };
    let Some(at) = laid.rows.iter().position(|row| row.cells.iter().any(|c| is_label(&c.text)))
    else {
        return;
    };
    // What the reader left standing before the blocks is now told by them.
    let taken: Vec<u32> = summary.rows.iter().map(|row| row.number).collect();
    let Some(head) = laid.rows.get(at).map(|row| row.cells.clone()) else { return };
    let mut concepts: Vec<Option<Concept>> =
        head.iter().map(|cell| heading::best(&cell.text).map(|found| found.concept)).collect();
    let named = |concepts: &[Option<Concept>], wanted: Concept| {
        concepts.iter().position(|concept| *concept == Some(wanted))
    };
    let number = named(&concepts, Concept::Reference);
    let title = named(&concepts, Concept::Title).or_else(|| named(&concepts, Concept::Description));
    let (Some(number), Some(title)) = (number, title) else { return };
    let text = |row: &Row, column: usize| {
        row.cells.get(column).map(|cell| squeeze(&cell.text).to_lowercase()).unwrap_or_default()
    };
    let (mut places, mut added) = (Vec::new(), Vec::new());
    for (column, cell, concept) in &summary.columns {
        let place = match concept {
            Concept::Reference => Some(number),
            Concept::Description | Concept::Title | Concept::Event => Some(title),
            _ => named(&concepts, *concept),
        };
        let place = place.unwrap_or_else(|| {
            concepts.push(Some(*concept));
            added.push((*cell).clone());
            concepts.len() - 1
        });
        places.push((*column, place));
    }
    // A table that speaks of other things than the blocks do is none over them.
    let known = |row: &&&Row| {
        laid.rows.iter().skip(at + 1).any(|known| {
            places.iter().any(|(column, place)| {
                let own = text(row, *column);
                (*place == number || *place == title)
                    && !own.is_empty()
                    && own == text(known, *place)
            })
        })
    };
    let blocks = laid.rows.len() - at - 1;
    if summary.rows.iter().filter(known).count() * 2 < summary.rows.len().min(blocks) {
        return;
    }
    if let Some(row) = laid.rows.get_mut(at) {
        row.cells.extend(added);
    }
    for row in &summary.rows {
        let of = |target: usize| places.iter().find(|(_, place)| *place == target);
        let own = |target: usize| of(target).map(|(column, _)| text(row, *column));
        let is_same = |known: &&mut Row| {
            let same =
                |at: usize| own(at).is_some_and(|own| !own.is_empty() && own == text(known, at));
            same(number) || same(title)
        };
        let known = laid.rows.iter_mut().skip(at + 1).find(is_same);
        let mut fresh =
            Row { page: row.page, number: row.number, table: Some(0), ..Row::default() };
        let is_new = known.is_none();
        let target = known.unwrap_or(&mut fresh);
        target.cells.resize_with(concepts.len(), || plain(""));
        for (column, place) in &places {
            let said = row.cells.get(*column).filter(|cell| !cell.text.trim().is_empty());
            if let (Some(cell), Some(slot)) = (said, target.cells.get_mut(*place))
                && slot.text.trim().is_empty()
            {
                *slot = cell.clone();
            }
        }
        if is_new {
            laid.rows.push(fresh);
        }
    }
    let first = laid.rows.get(..at).unwrap_or_default().to_vec();
    let left = |row: &Row| row.table.is_none() || !taken.contains(&row.number);
    let rest = laid.rows.split_off(at);
    laid.rows = first.into_iter().filter(left).chain(rest).collect();
}

impl<'a> Summary<'a> {
    /// The first marked table whose headings number and word risks, with a code in each row.
    fn of(sheet: &'a Sheet) -> Option<Self> {
        let begins = |at: &usize| {
            let table = |at: usize| sheet.rows.get(at).and_then(|row| row.table);
            table(*at).is_some() && (*at == 0 || table(at - 1) != table(*at))
        };
        (0..sheet.rows.len()).filter(begins).find_map(|at| {
            let head = sheet.rows.get(at)?;
            let columns: Vec<(usize, &Cell, Concept)> = filled(head)
                .filter_map(|(column, cell)| {
                    Some((column, cell, heading::best(&cell.text)?.concept))
                })
                .collect();
            let has =
                |wanted: &[Concept]| columns.iter().any(|(_, _, concept)| wanted.contains(concept));
            let wording = [Concept::Description, Concept::Title, Concept::Event];
            let rows: Vec<&Row> = sheet
                .rows
                .iter()
                .skip(at + 1)
                .take_while(|row| row.table == head.table)
                .filter(|row| filled(row).next().is_some())
                .collect();
            let is_whole = columns.len() >= 3 && has(&[Concept::Reference]) && has(&wording);
            let is_even = rows.iter().all(|row| filled(row).count() * 2 > columns.len());
            (is_whole && is_even && rows.len() >= 2).then_some(Self { columns, rows })
        })
    }
}
