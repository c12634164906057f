//! What a sheet's XML says beside its cells: hidden rows and columns, merges, conditions.
//!
//! The cells are most of the bytes and are read elsewhere, so they are stepped over here: only
//! what comes before and after them is parsed, and of the rows only those that mention `hidden`.

use std::collections::HashSet;

use memchr::memmem;
use quick_xml::events::BytesStart;

use super::{
    conditional::{self, Names, xlsx::Written},
    grid::Block,
};
use crate::{
    IntakeError,
    read::{
        limits::{MOST_CELLS, MOST_SHEETS, too_many_sheets},
        package::Package,
        relations::relations,
        xml::{attribute, each_element, number},
    },
};

/// Where the parts of a workbook lie.
pub(super) struct Parts {
    /// Each sheet's name and path, in the workbook's order.
    pub(super) sheets: Vec<(String, String)>,
    pub(super) styles: Option<String>,
    pub(super) theme: Option<String>,
    /// What the workbook has names for.
    pub(super) names: Names,
}

impl Parts {
    /// Follows the package's relationships to the workbook and from there to its sheets.
    pub(super) fn find(package: &mut Package<'_>) -> Result<Self, IntakeError> {
        let root = relations(package, "_rels/.rels", "")?;
        let workbook = root.values().find(|(kind, _)| kind.ends_with("/officeDocument"));
        let workbook = workbook.map_or("xl/workbook.xml", |(_, path)| path.as_str()).to_owned();
        let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let related = relations(package, &format!("{folder}/_rels/{file}.rels"), folder)?;
        let Some(text) = package.text(&workbook)? else {
            return Err(IntakeError::Damaged {
                kind: package.kind(),
                detail: "its list of sheets is missing".to_owned(),
            });
        };
        let mut sheets = Vec::new();
        each_element(&text, |element| {
            if element.local_name().as_ref() == "sheet"
                && let (Some(name), Some(id)) =
                    (attribute(element, "name"), attribute(element, "id"))
                && let Some((_, path)) = related.get(id.as_ref())
            {
                sheets.push((name.into_owned(), path.clone()));
            }
        });
        if sheets.len() > MOST_SHEETS {
            return Err(too_many_sheets(sheets.len()));
        }
        let part = |wanted: &str| {
            let found = related.values().find(|(kind, _)| kind.ends_with(wanted));
            found.map(|(_, path)| path.clone())
        };
        let names = conditional::xlsx::names(&text, &sheets);
        Ok(Self { sheets, styles: part("/styles"), theme: part("/theme"), names })
    }
}

/// How one sheet is laid out; rows and columns from zero.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) hidden_rows: HashSet<u32>,
    pub(super) hidden_columns: Vec<u32>,
    pub(super) blocks: Vec<Block>,
    /// Whether the sheet shows nothing where a cell holds nought.
    pub(super) hides_zeros: bool,
    /// Its conditional formats.
    pub(super) conditions: Written,
}

impl Layout {
    /// Reads the layout of the sheet at a path.
    pub(super) fn read(package: &mut Package<'_>, path: &str) -> Result<Self, IntakeError> {
        let bytes = package.bytes(path)?.unwrap_or_default();
        let mut layout = Self::default();
        let start = memmem::find(&bytes, b"sheetData").unwrap_or(bytes.len());
        let end = memmem::rfind(&bytes, b"sheetData").unwrap_or(start);
        let (head, rest) = bytes.split_at(start);
        let (rows, tail) = rest.split_at(end - start);
        each_element(&String::from_utf8_lossy(head), |element| layout.look(element));
        layout.find_hidden_rows(rows);
        each_element(&String::from_utf8_lossy(tail), |element| layout.look(element));
        layout.conditions = Written::keep(tail);
        Ok(layout)
    }

    fn look(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "sheetView" => {
                self.hides_zeros |= attribute(element, "showZeros").is_some_and(|v| !is_true(&v));
            }
            "col" if attribute(element, "hidden").is_some_and(|v| is_true(&v)) => {
                let first: u32 = number(element, "min").unwrap_or(1);
                let last: u32 = number(element, "max").unwrap_or(first);
                let last = last.min(16_384);
                self.hidden_columns.extend((first..=last).map(|at| at.saturating_sub(1)));
                self.hidden_columns.truncate(16_384);
            }
            "mergeCell" if self.blocks.len() < MOST_CELLS => {
                self.blocks.extend(attribute(element, "ref").and_then(|text| block(&text)));
            }
            _ => {}
        }
    }

    fn find_hidden_rows(&mut self, rows: &[u8]) {
        let mut seen = 0;
        for at in memmem::find_iter(rows, b"hidden=") {
            if at < seen {
                continue;
            }
            let (before, after) = rows.split_at(at);
            let Some(from) = memchr::memrchr(b'<', before) else { continue };
            let Some(to) = memchr::memchr(b'>', after) else { break };
            seen = at + to;
            let tag = rows.get(from..=at + to).unwrap_or_default();
            each_element(&String::from_utf8_lossy(tag), |element| {
                if element.local_name().as_ref() == "row"
                    && attribute(element, "hidden").is_some_and(|v| is_true(&v))
                    && let Some(row) = number::<u32>(element, "r")
                {
                    self.hidden_rows.insert(row.saturating_sub(1));
                }
            });
        }
    }
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// "B2:D4" as a block.
fn block(text: &str) -> Option<Block> {
    let (from, to) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(from)?, place(to)?);
    Some(Block { top, left, bottom, right })
}

/// "B2:D4" or "B2" as a block.
pub(super) fn area(text: &str) -> Option<Block> {
    block(text).or_else(|| {
        let (row, column) = place(text)?;
        Some(Block { top: row, left: column, bottom: row, right: column })
    })
}

/// "$B$2" as row and column from zero.
fn place(text: &str) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut row = 0_u32;
    for c in text.chars() {
        match c {
            'A'..='Z' | 'a'..='z' => {
                let letter = c.to_ascii_uppercase() as u32 - 'A' as u32 + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            '0'..='9' => row = row.checked_mul(10)?.checked_add(c as u32 - '0' as u32)?,
            '$' => {}
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_read() {
        assert_eq!(block("B2:$AA$10"), Some(Block { top: 1, left: 1, bottom: 9, right: 26 }));
        assert_eq!(block("B2"), None);
        assert_eq!(block("B:C"), None);
        assert_eq!(block("ZZZZZZZZZZ1:A99999999999"), None);
    }
}
