//! What is said of a document beside its risks: what was noticed, kept apart, doubted or left out.

use std::collections::HashSet;

use bellwether_domain::{Diagnostic, Field, Register, Source};

use super::{DOUBTFUL, Found};
use crate::{
    Options, Target,
    locate::{front, source},
    map, note,
    parse::squeeze,
    remark,
    sheet::Document,
};

/// What was noticed as the document was read, and the struck rows that are none of the register's.
pub(super) fn remarks(
    original: &Document,
    document: &Document,
    found: &[Found<'_>],
) -> Vec<Diagnostic> {
    let known: HashSet<(usize, usize)> = found
        .iter()
        .flat_map(|each| each.table.body.iter().map(|row| (each.table.sheet, *row)))
        .collect();
    let mut remarks: Vec<Diagnostic> = Vec::new();
    for sheet in &original.sheets {
        let name = sheet.name.as_deref();
        remarks.extend(sheet.remarks.iter().map(|each| remark::worded(name, each)));
    }
    for (index, sheet) in document.sheets.iter().enumerate() {
        for (at, row) in sheet.rows.iter().enumerate() {
            let words = row.struck.as_ref().filter(|_| !known.contains(&(index, at)));
            remarks.extend(words.map(|words| {
                let said: Vec<&str> = words.iter().map(|text| text.trim()).collect();
                remark::left_out(said.join(" ").trim(), source(sheet, row, None))
            }));
        }
    }
    remarks
}

pub(super) fn misaligned(found: &Found<'_>) -> Option<Diagnostic> {
    let row = found.table.misaligned.first().and_then(|row| found.sheet.rows.get(*row))?;
    let page = found
        .table
        .repeats
        .iter()
        .position(|repeat| found.table.misaligned.first() == Some(repeat));
    let page = page.and_then(|place| u32::try_from(place + 2).ok());
    let count = found.table.misaligned.len();
    let plural = if count == 1 { "page" } else { "pages" };
    Some(note::info(
        "banner-misaligned",
        format!(
            "On {count} {plural} the group headings stand over other columns than on the first; columns were read by their own headings and order, not by the groups."
        ),
        "Check that gross, current and target scores are the right way round.",
        Some(source(found.sheet, row, page)),
    ))
}

/// Cells beyond the last heading that are too few to make a column.
pub(super) fn beyond(found: &Found<'_>) -> Option<Diagnostic> {
    let last = found
        .mapping
        .columns
        .iter()
        .flat_map(|mapped| {
            let own = &mapped.column;
            let ticks = own.ticks.iter().map(|(index, _)| *index);
            ticks.chain(own.highest.iter().copied()).chain([own.index])
        })
        .max()?;
    let rows = found.table.body.iter().filter_map(|row| found.sheet.rows.get(*row));
    let mut left = rows.filter_map(|row| {
        let cell = row.cells.iter().skip(last + 1).find(|cell| !cell.text.trim().is_empty())?;
        Some((row, squeeze(&cell.text)))
    });
    let (row, words) = left.next()?;
    let count = 1 + left.count();
    let rows = if count == 1 { "1 row goes".to_owned() } else { format!("{count} rows go") };
    Some(note::warning(
        "cells-beyond-headings",
        format!(
            "{rows} on beyond the last heading; what stands there ({}) belongs to no column and was left out.",
            note::quote(&words)
        ),
        "Give the column a heading, or move the words to where they belong.",
        Some(source(found.sheet, row, None)),
    ))
}

/// Columns kept under their own heading because no field fits them for certain.
pub(super) fn unmapped(found: &Found<'_>) -> Vec<Diagnostic> {
    let row = found.table.header.last().and_then(|row| found.sheet.rows.get(*row));
    let place = |column: u32| {
        row.map(|row| Source { column: Some(column), ..source(found.sheet, row, None) })
    };
    let mut notes = Vec::new();
    for column in found.mapping.columns.iter().filter(|column| column.contents.said > 0) {
        let number = u32::try_from(column.column.index + 1).unwrap_or(u32::MAX);
        let heading = match column.column.path() {
            empty if empty.is_empty() => format!("Column {number}"),
            path => path,
        };
        if column.target == Target::Extra {
            notes.push(note::info(
                "column-unmapped",
                format!("The column “{heading}” fits no field of a register and is kept under its own heading."),
                "Choose a field for it if it has one.",
                place(number),
            ));
        } else if column.confidence < DOUBTFUL {
            notes.push(note::warning(
                "column-doubtful",
                format!(
                    "The column “{heading}” was read as {}, which is not certain.",
                    column.target
                ),
                "Confirm the field, or choose another.",
                place(number),
            ));
        }
    }
    notes
}

/// Readings that the reader gave for a column that the register does not have.
pub(super) fn unused(found: &[Found<'_>], options: &Options) -> Vec<Diagnostic> {
    let columns = || found.iter().flat_map(|each| &each.mapping.columns);
    let given = options.map.iter().filter(|(name, _)| !columns().any(|own| own.is_named(name)));
    let note = |(name, target): &(String, Target)| {
        let headings: Vec<String> = columns()
            .map(|column| column.column.path())
            .filter(|heading| !heading.is_empty())
            .map(|heading| format!("“{heading}”"))
            .collect();
        note::warning(
            "map-unused",
            format!("No column is headed “{name}”, so nothing was read as {target} by that word."),
            &format!(
                "Name a column by its heading ({}) or by its place (“column 3”).",
                headings.join(", ")
            ),
            None,
        )
    };
    given.map(note).collect()
}

/// Columns about actions of a register that has none: their cells stay with the risks. One that the
/// reader gave deserves a look.
pub(super) fn idle<'a>(
    found: &'a [Found<'a>],
    register: &Register,
    options: &Options,
) -> Vec<Diagnostic> {
    if register.risks.iter().any(|risk| !risk.actions.is_empty()) {
        return vec![];
    }
    let of_action = [Field::ActionDue, Field::ActionOwners, Field::ActionStatus];
    let is_idle = |column: &&map::Mapped| {
        column.contents.said > 0 && column.field().is_some_and(|field| of_action.contains(&field))
    };
    let note = |each: &Found<'_>, column: &map::Mapped| {
        let head = each.table.header.last().and_then(|row| each.sheet.rows.get(*row));
        let is_given = options.map.iter().any(|(name, _)| column.is_named(name));
        let say = if is_given { note::warning } else { note::info };
        let help = match column.field() {
            Some(Field::ActionDue) => {
                "Say which column holds the actions, if one does; or choose the target date for this one, and each is an action by its heading."
            }
            _ => "Say which column holds the actions, if one does.",
        };
        say(
            "column-without-actions",
            format!(
                "The column {} was read as {}, but no column says what is to be done: it is kept under its own heading.",
                note::quote(&column.own_heading()),
                column.target
            ),
            help,
            head.map(|row| Source {
                column: u32::try_from(column.column.index + 1).ok(),
                ..source(each.sheet, row, None)
            }),
        )
    };
    let columns =
        found.iter().flat_map(|each| each.mapping.columns.iter().map(move |own| (each, own)));
    columns.filter(|(_, own)| is_idle(own)).map(|(each, own)| note(each, own)).collect()
}

/// What is said of the date that the register speaks of.
pub(super) fn dated(said: &front::AsAt, options: &Options) -> Option<Diagnostic> {
    let Some((date, words)) = &said.date else {
        return options.as_at.is_none().then(|| {
            note::info(
                "as-at-missing",
                "The document does not say which date it speaks of.".to_owned(),
                "Give the date, so that target dates can be judged against it.",
                None,
            )
        });
    };
    if said.differ.len() < 2 {
        return Some(note::info(
            "as-at-read",
            format!("The register speaks of {date}, from {}.", note::quote(words)),
            "Give another date if this is not the one.",
            None,
        ));
    }
    let each = said.differ.iter().map(|(date, words)| format!("{date} ({})", note::quote(words)));
    Some(note::warning(
        "as-at-ambiguous",
        format!(
            "The document says that it speaks of {}; {date} was taken.",
            each.collect::<Vec<_>>().join(" and of ")
        ),
        "Give the date that it speaks of.",
        None,
    ))
}
