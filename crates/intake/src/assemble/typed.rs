//! How the document is typed: marks in headings that no note explains, and owners who are parted in
//! several ways.

use bellwether_domain::{Diagnostic, Field, Source};

use super::{Found, fit};
use crate::{
    locate::{Column, filled, source},
    note,
    parse::{owners, squeeze},
    sheet::Document,
};

/// What stands at the end of a word that a note explains.
const MARKS: &[char] = &['*', '†', '‡', '§', '¹', '²', '³'];

/// Marks in headings to which no note belongs, each once.
pub(super) fn marks(document: &Document, found: &[Found<'_>]) -> Vec<Diagnostic> {
    let mut seen: Vec<&str> = Vec::new();
    let mut notes = Vec::new();
    for each in found {
        for column in each.mapping.columns.iter().map(|mapped| &mapped.column) {
            for heading in column.groups.iter().chain([&column.heading]) {
                let Some(mark) = mark_of(heading).filter(|mark| !seen.contains(mark)) else {
                    continue;
                };
                seen.push(mark);
                if is_noted(document, found, mark) {
                    continue;
                }
                notes.push(note::info(
                    "mark-without-note",
                    format!("The heading “{heading}” has a mark ({mark}) that no note explains."),
                    "Add the note, or take the mark out of the heading.",
                    place(each, column),
                ));
            }
        }
    }
    notes
}

/// The mark at the end of a heading: "Score *", "Rating†".
fn mark_of(heading: &str) -> Option<&str> {
    let words = heading.trim_end_matches(MARKS);
    let mark = heading.get(words.len()..).unwrap_or_default();
    let is_bold = words.trim_start().starts_with(MARKS);
    (!mark.is_empty() && !is_bold && words.chars().any(char::is_alphabetic)).then_some(mark)
}

/// Whether some line begins with the mark, or says what it is: "* without weighting", "Score * = …".
/// In a row of the register it marks a point of a list.
fn is_noted(document: &Document, found: &[Found<'_>], mark: &str) -> bool {
    let in_register = |sheet: usize, row: usize| {
        let mut tables = found.iter().map(|each| each.table).filter(|table| table.sheet == sheet);
        tables.any(|table| table.body.contains(&row))
    };
    let says = |text: &str| {
        let text = text.trim();
        let rest = text.strip_prefix(mark).unwrap_or_default();
        let begins = !rest.starts_with(MARKS) && rest.chars().any(char::is_alphabetic);
        begins || text.contains(&format!("{mark} =")) || text.contains(&format!("{mark}="))
    };
    document.sheets.iter().enumerate().any(|(sheet, all)| {
        all.rows.iter().enumerate().any(|(at, row)| {
            row.cells.iter().any(|cell| says(&cell.text))
                && !(filled(row).count() > 1 && in_register(sheet, at))
        })
    })
}

/// Owners who are parted now in one way and now in another, a column once.
pub(super) fn separators(found: &[Found<'_>], known: &owners::Known) -> Vec<Diagnostic> {
    let mut ways: Vec<(String, Vec<Way>, Option<Source>)> = Vec::new();
    for each in found {
        let columns = [Field::Owners, Field::ActionOwners];
        for column in columns.iter().flat_map(|field| each.mapping.of(*field)) {
            let heading = column.own_heading();
            let at = ways.iter().position(|(known, ..)| *known == heading).unwrap_or_else(|| {
                ways.push((heading, Vec::new(), place(each, &column.column)));
                ways.len() - 1
            });
            let Some((_, ways, _)) = ways.get_mut(at) else { continue };
            for row in each.table.body.iter().filter_map(|row| each.sheet.rows.get(*row)) {
                let text = fit::cell(column, row);
                let Some(parted) = parted(&text) else { continue };
                if ways.iter().any(|way| way.parted == parted)
                    || owners::read(&text, known).names.len() < 2
                {
                    continue;
                }
                ways.push(Way { parted, example: squeeze(&text) });
            }
        }
    }
    let several = ways.into_iter().filter(|(_, ways, _)| ways.len() > 1);
    several
        .map(|(heading, ways, place)| {
            let examples: Vec<String> =
                ways.iter().take(3).map(|way| note::quote(&way.example)).collect();
            note::info(
                "owners-parted-differently",
                format!(
                    "Owners under “{heading}” are parted in {} ways: {}.",
                    ways.len(),
                    examples.join(", ")
                ),
                "Part them in one way.",
                place,
            )
        })
        .collect()
}

/// A way to part owners, and a cell that does it so.
struct Way {
    parted: String,
    example: String,
}

/// What parts the owners of a cell, with the space about it: " / ", "/", "; ". A cell that breaks its
/// lines may break them anywhere.
fn parted(text: &str) -> Option<String> {
    const PARTS: &[char] = &['/', ';', '|', '+', ','];
    if text.contains('\n') {
        return None;
    }
    let text = text.trim();
    let at = text.find(PARTS)?;
    let (before, rest) = text.split_at(at);
    let mut rest = rest.chars();
    let separator = rest.next()?;
    let space = |is: bool| if is { " " } else { "" };
    let (left, right) = (before.ends_with(' '), rest.as_str().starts_with(' '));
    Some(format!("{}{separator}{}", space(left), space(right)))
}

/// Where the heading of a column stands.
fn place(found: &Found<'_>, column: &Column) -> Option<Source> {
    let row = found.table.header.last().and_then(|row| found.sheet.rows.get(*row))?;
    let number = u32::try_from(column.index + 1).ok();
    Some(Source { column: number, ..source(found.sheet, row, None) })
}

#[cfg(test)]
mod tests {
    use crate::{Options, read};

    fn said(text: &str) -> Vec<(String, String)> {
        let register = read(text.as_bytes(), &Options::default()).unwrap().register;
        let codes = ["mark-without-note", "owners-parted-differently"];
        let of = register.diagnostics.into_iter().filter(|d| codes.contains(&d.code.as_ref()));
        of.map(|d| (d.code.to_string(), d.message)).collect()
    }

    const ROWS: &str = "R1,The quay floods at spring tide,AB / CD,2,3,6\n\
        R2,The lamp fails in winter fog,EF,2,3,6\n\
        R3,The crane drops a sling of timber,GH / EF,2,3,6\n";

    #[test]
    fn a_mark_that_no_note_explains_is_said_once() {
        let heads = "Ref,Risk,Owner,Likelihood *,Impact *,Score *\n";
        let found = said(&format!("{heads}{ROWS}"));
        let message = "The heading “Likelihood *” has a mark (*) that no note explains.";
        assert_eq!(found, [("mark-without-note".to_owned(), message.to_owned())]);
    }

    #[test]
    fn a_mark_with_its_note_is_none() {
        let heads = "Ref,Risk,Owner,Likelihood,Impact,Score *\n";
        for noted in ["* Before any control", "Score * = likelihood times impact"] {
            assert_eq!(said(&format!("{heads}{ROWS}\n{noted}\n")), []);
            assert_eq!(said(&format!("{noted}\n\n{heads}{ROWS}")), []);
        }
    }

    #[test]
    fn owners_that_are_parted_in_two_ways_are_said_once_a_column() {
        let heads = "Ref,Risk,Owner,Likelihood,Impact,Score\n";
        assert_eq!(said(&format!("{heads}{ROWS}")), []);
        let other = ROWS.replace("GH / EF", "GH/EF");
        let found = said(&format!("{heads}{other}"));
        let message = "Owners under “Owner” are parted in 2 ways: “AB / CD”, “GH/EF”.";
        assert_eq!(found, [("owners-parted-differently".to_owned(), message.to_owned())]);
    }
}
