//! What a sheet's XML says beside its cells: hidden rows and columns, merges, conditions.
//!
//! The cells are most of the bytes and are read elsewhere, so they are stepped over here, as they are
//! unpacked: only what comes before and after them is parsed, and of the rows only those that
//! mention `hidden`.

use std::{collections::HashSet, io};

use memchr::memmem;
use quick_xml::events::BytesStart;

use super::{a1::block, conditional::xlsx::Written, grid::Block};
use crate::{
    ReadError,
    read::{
        limits::MOST_CELLS,
        package::Package,
        page,
        xml::{attribute, each_element, is_true, number},
    },
};

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
    /// The pages that it is printed on, in points.
    pub(super) size: Option<(f32, f32)>,
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
            "pageSetup" => self.size = page::of_excel(element),
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
}
