//! What a sheet's XML says beside its cells: hidden rows and columns, merges, conditions.
//!
//! The cells are most of the bytes and are read elsewhere, so they are stepped over here, as they are
//! unpacked: only what comes before and after them is parsed, and of the rows only those that
//! mention `hidden`.

use std::{collections::HashSet, io};

use memchr::memmem;
use quick_xml::events::BytesStart;

use super::{
    conditional::{self, Names, xlsx::Written},
    grid::Block,
};
use crate::{
    ReadError,
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
    /// Whether its formulas are to be reckoned when it is opened: it asks for that, or it lacks the
    /// order that programs which reckon leave in it.
    pub(super) recalculates: bool,
}

impl Parts {
    /// Follows the package's relationships to the workbook and from there to its sheets.
    pub(super) fn find(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let root = relations(package, "_rels/.rels", "")?;
        let workbook = root.values().find(|(kind, _)| kind.ends_with("/officeDocument"));
        let workbook = workbook.map_or("xl/workbook.xml", |(_, path)| path.as_str()).to_owned();
        let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let related = relations(package, &format!("{folder}/_rels/{file}.rels"), folder)?;
        let Some(text) = package.text(&workbook)? else {
            return Err(ReadError::Damaged {
                kind: package.kind(),
                detail: "its list of sheets is missing".to_owned(),
            });
        };
        let mut sheets = Vec::new();
        let mut recalculates = !related.values().any(|(kind, _)| kind.ends_with("/calcChain"));
        each_element(&text, |element| {
            if element.local_name().as_ref() == "calcPr" {
                recalculates |= attribute(element, "fullCalcOnLoad").is_some_and(|v| is_true(&v));
            }
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
        Ok(Self { sheets, styles: part("/styles"), theme: part("/theme"), names, recalculates })
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
    /// Whether any of its texts may be struck through.
    pub(super) strikes: bool,
    pub(super) formulas: Formulas,
}

/// The formulas of a sheet by what is stored of them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Formulas {
    /// A result other than nought.
    pub(super) told: usize,
    /// Nought.
    pub(super) zero: usize,
    /// Nothing.
    pub(super) open: usize,
}

impl Formulas {
    /// Counts those of a stretch of rows.
    fn count(&mut self, rows: &[u8]) {
        for at in memmem::find_iter(rows, b"<f") {
            let (before, own) = rows.split_at(at);
            if !matches!(own.get(2), Some(b'>' | b' ' | b'/')) {
                continue;
            }
            let Some(tag) = memchr::memchr(b'>', own) else { break };
            let alone = tag.checked_sub(1).and_then(|last| own.get(last)) == Some(&b'/');
            let end = if alone {
                Some(tag + 1)
            } else {
                memmem::find(own, b"</f>").map(|end| end + b"</f>".len())
            };
            let Some(rest) = end.and_then(|end| own.get(end..)).filter(|rest| !rest.is_empty())
            else {
                break;
            };
            let value = match rest.strip_prefix(b"<v>") {
                // What breaks off here goes on in the next stretch.
                Some(value) => match memchr::memchr(b'<', value) {
                    Some(end) => value.get(..end).unwrap_or_default(),
                    None => break,
                },
                None => b"",
            };
            // A text may be empty.
            let cell = memchr::memrchr(b'<', before).and_then(|tag| before.get(tag..));
            let text = || cell.is_some_and(|cell| memmem::find(cell, b"t=\"str\"").is_some());
            match value {
                b"0" => self.zero += 1,
                b"" if !text() => self.open += 1,
                _ => self.told += 1,
            }
        }
    }
}

impl Layout {
    /// Reads the layout of the sheet at a path.
    pub(super) fn read(package: &mut Package<'_>, path: &str) -> Result<Self, ReadError> {
        let mut scan = Scan::default();
        package.pour(path, &mut scan)?;
        Ok(scan.finish())
    }

    fn look_at(&mut self, xml: &[u8]) {
        each_element(&String::from_utf8_lossy(xml), |element| self.look(element));
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

    fn look_at_rows(&mut self, rows: &[u8]) {
        self.find_hidden_rows(rows);
        self.strikes |= memmem::find(rows, b"strike").is_some();
        self.formulas.count(rows);
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

/// What a sheet's XML names its rows together, in their first tag and in their last.
const ROWS: &[u8] = b"sheetData";
/// Bytes that are looked through at once.
const AT_ONCE: usize = 64 * 1024;

/// A sheet's XML as it is unpacked: its rows are looked through and let go, so that a sheet of any
/// length takes little room.
#[derive(Default)]
struct Scan {
    layout: Layout,
    part: Part,
    kept: Vec<u8>,
    /// How many of the bytes that are kept were looked through before.
    seen: usize,
}

/// Where in the XML.
#[derive(Clone, Copy, Default, PartialEq)]
enum Part {
    #[default]
    Head,
    Rows,
    Tail,
}

impl io::Write for Scan {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.kept.extend_from_slice(bytes);
        if self.kept.len() - self.seen >= AT_ONCE {
            self.advance();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Scan {
    fn finish(mut self) -> Layout {
        self.advance();
        let Self { mut layout, part, kept, .. } = self;
        match part {
            Part::Rows => layout.look_at_rows(&kept),
            Part::Head | Part::Tail => layout.look_at(&kept),
        }
        if part == Part::Tail {
            layout.conditions = Written::keep(&kept);
        }
        layout
    }

    /// Looks through what has come since.
    fn advance(&mut self) {
        if self.part == Part::Head && !self.pass_head() {
            return;
        }
        // The name of the rows may have come in two pieces.
        let new = self.seen.saturating_sub(ROWS.len());
        let end = memmem::rfind(self.kept.get(new..).unwrap_or_default(), ROWS).map(|at| new + at);
        // Before the last tag that has begun all tags are whole.
        let cut = match (end, self.part) {
            (None, Part::Rows) => memchr::memrchr(b'<', self.unseen()).map(|at| self.seen + at),
            _ => end,
        };
        if end.is_some() {
            self.part = Part::Tail;
        }
        if let Some(cut) = cut {
            self.layout.look_at_rows(self.kept.get(..cut).unwrap_or_default());
            self.kept.drain(..cut);
        }
        self.seen = self.kept.len();
    }

    fn unseen(&self) -> &[u8] {
        self.kept.get(self.seen..).unwrap_or_default()
    }

    /// Whether the first tag of the rows has come; what stands before it is then looked at.
    fn pass_head(&mut self) -> bool {
        let new = self.seen.saturating_sub(ROWS.len());
        let begin = memmem::find(self.kept.get(new..).unwrap_or_default(), ROWS);
        let Some(begin) = begin.map(|at| new + at) else {
            self.seen = self.kept.len();
            return false;
        };
        let tag = self.kept.get(begin..).unwrap_or_default();
        let Some(end) = memchr::memchr(b'>', tag) else { return false };
        // A sheet without rows has but one tag.
        let is_whole = tag.get(..end).is_some_and(|tag| tag.ends_with(b"/"));
        self.part = if is_whole { Part::Tail } else { Part::Rows };
        self.layout.look_at(self.kept.get(..begin).unwrap_or_default());
        self.kept.drain(..begin + end);
        self.seen = 0;
        true
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
pub(super) fn place(text: &str) -> Option<(u32, u32)> {
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
    use std::io::Write;

    use super::*;

    /// The layout of XML that comes in pieces of a size.
    fn layout(xml: &str, size: usize) -> Layout {
        let mut scan = Scan::default();
        for piece in xml.as_bytes().chunks(size) {
            scan.write_all(piece).unwrap();
            scan.advance();
        }
        scan.finish()
    }

    #[test]
    fn pieces_of_any_size_say_the_same() {
        let head = r#"<worksheet><sheetViews><sheetView showZeros="0"/></sheetViews><cols><col min="2" max="3" hidden="1"/></cols>"#;
        let rows = r#"<x:sheetData><row r="1"><c><is><t>hidden="1" sheetData &lt;</t></is></c></row><row r="2" ht="9" hidden="1"><c/></row><row hidden="true" r="4"/></x:sheetData>"#;
        let tail = r#"<mergeCells><mergeCell ref="A1:B2"/></mergeCells><conditionalFormatting><cfRule/></conditionalFormatting></worksheet>"#;
        let xml = [head, rows, tail].concat();
        for size in [1, 2, 7, 50, 10_000] {
            let found = layout(&xml, size);
            assert!(found.hides_zeros, "{size}");
            assert_eq!(found.hidden_columns, [1, 2], "{size}");
            assert_eq!(found.hidden_rows, HashSet::from([1, 3]), "{size}");
            assert_eq!(found.blocks.len(), 1, "{size}");
            assert!(!found.conditions.is_empty(), "{size}");
        }
        let bare = layout(&[head, "<sheetData />", tail].concat(), 5);
        assert_eq!((bare.blocks.len(), bare.hidden_columns.len()), (1, 2));
        assert!(layout(r#"<row r="2" hidden="1"/>"#, 3).hidden_rows.is_empty());
    }

    #[test]
    fn formulas_are_told_by_what_is_stored_of_them() {
        let rows = r#"<row><c r="A1"><f>B1*C1</f><v>0</v></c><c r="A2"><f>B2</f><v></v></c><c r="A3"><f>B3</f></c>
            <c r="A4" t="str"><f>""</f><v></v></c><c r="A5"><f t="shared" si="0"/><v>12</v></c><c r="A6"><f>x</f><v/></c><c><fx/></c></row>"#;
        let found = layout(&["<sheetData>", rows, "</sheetData>"].concat(), 10_000);
        assert_eq!(found.formulas, Formulas { told: 2, zero: 1, open: 3 });
        assert!(!found.strikes);
    }

    #[test]
    fn a_block_is_read() {
        assert_eq!(block("B2:$AA$10"), Some(Block { top: 1, left: 1, bottom: 9, right: 26 }));
        assert_eq!(block("B2"), None);
        assert_eq!(block("B:C"), None);
        assert_eq!(block("ZZZZZZZZZZ1:A99999999999"), None);
    }
}
