//! The records of an XLS file that say how cells look and what is hidden ([MS-XLS] 2.4).

use std::collections::{HashMap, HashSet};

use super::{
    KIND,
    bytes::{long, short, text},
    references::{Gathered, SHEET},
};
use crate::{
    ReadError,
    read::spreadsheet::{
        conditional::xls::{Conditions, Shared},
        number_format::Shown,
        shown::Look,
    },
};

/// The record of a sheet that claims its first and last row and column.
const DIMENSIONS: u16 = 0x0200;
/// A cell without a value, a formula, and the text that the formula before it comes to.
const BLANK: u16 = 0x0201;
/// See [`BLANK`].
const FORMULA: u16 = 0x0006;
/// A cell whose text is one of those that the workbook shares.
const SHARED_TEXT: u16 = 0x00FD;
/// See [`BLANK`].
const FORMULA_TEXT: u16 = 0x0207;
/// A record (who wrote the file) that means nothing in a sheet.
const WRITE_ACCESS: u16 = 0x005C;
/// How often the sheets may cover the stream: a sound file's do so once at most.
const MOST_OVERLAP: usize = 4;

/// What the workbook's styles make of its cells, and its sheets.
#[derive(Debug, Default)]
pub(super) struct Book {
    looks: Vec<Look>,
    plain: Look,
    /// In the order in which the workbook lists them.
    pub(super) sheets: Vec<Layout>,
}

/// One sheet.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Row, column and style of each cell that is there, blank ones too.
    pub(super) cells: Vec<(u16, u16, u16)>,
    /// Characters of the shared texts in its cells.
    pub(super) text: usize,
    /// Row and column of the upper left and the lower right corner of all that hold a value.
    values: Option<((u16, u16), (u16, u16))>,
    pub(super) hidden_rows: HashSet<u16>,
    pub(super) hidden_columns: Vec<u32>,
    pub(super) hides_zeros: bool,
    /// Whether it claims a first and last row and column.
    pub(super) claims_dimensions: bool,
    pub(super) conditions: Conditions,
}

impl Layout {
    /// How many cells there are from the first to the last that holds a value, those between
    /// included.
    pub(super) fn area(&self) -> u64 {
        self.values.map_or(0, |((top, left), (bottom, right))| {
            (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
        })
    }

    /// Takes note of a cell that holds a value.
    fn reach(&mut self, (row, column): (u16, u16)) {
        let ((top, left), (bottom, right)) = self.values.unwrap_or(((row, column), (row, column)));
        let first = (top.min(row), left.min(column));
        self.values = Some((first, (bottom.max(row), right.max(column))));
    }
}

impl Book {
    /// Reads the workbook's stream.
    pub(super) fn read(stream: &[u8]) -> Result<Self, ReadError> {
        let globals = Globals::read(stream)?;
        let lengths = lengths(&shared(stream));
        let sheet = |at: &u32| {
            let records = stream.get(*at as usize..).unwrap_or_default();
            sheet_layout(records, &lengths, &globals.shared)
        };
        let sheets = globals.sheets.iter().map(sheet).collect();
        Ok(Self { sheets, looks: globals.looks(), plain: Look::default() })
    }

    /// How cells of a style look.
    pub(super) fn look(&self, style: u16) -> &Look {
        self.looks.get(usize::from(style)).unwrap_or(&self.plain)
    }
}

/// The records of the list of shared texts.
fn shared(stream: &[u8]) -> Vec<&[u8]> {
    let from_list = records(stream).take_while(|(kind, _)| *kind != 0x000A);
    let mut from_list = from_list.skip_while(|(kind, _)| *kind != 0x00FC);
    let first = from_list.next();
    let further = from_list.take_while(|(kind, _)| *kind == 0x003C);
    first.into_iter().chain(further).map(|(_, data)| data).collect()
}

/// How long each shared text is, in characters. The list goes on over further records, inside a
/// text too; there the text says again how wide its characters are ([MS-XLS] 2.4.265, 2.5.293).
fn lengths(parts: &[&[u8]]) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut parts = parts.iter().copied();
    let mut rest = parts.next().and_then(|first| first.get(8..)).unwrap_or_default();
    loop {
        while rest.is_empty() {
            let Some(next) = parts.next() else { return lengths };
            rest = next;
        }
        let (Some(length), Some(flags)) = (short(rest, 0), rest.get(2)) else { return lengths };
        let (rich, extended) = (flags & 8 != 0, flags & 4 != 0);
        let runs = if rich { short(rest, 3).map_or(0, usize::from) } else { 0 };
        let at = if rich { 5 } else { 3 };
        let more = if extended { long(rest, at).map_or(0, |size| size as usize) } else { 0 };
        let mut wide = flags & 1 != 0;
        rest = rest.get(at + if extended { 4 } else { 0 }..).unwrap_or_default();
        lengths.push(usize::from(length));
        let mut left = usize::from(length);
        loop {
            let size = if wide { 2 } else { 1 };
            let here = left.min(rest.len() / size);
            rest = rest.get(here * size..).unwrap_or_default();
            left -= here;
            if left == 0 {
                break;
            }
            let Some([flags, next @ ..]) = parts.next() else { return lengths };
            (wide, rest) = (flags & 1 != 0, next);
        }
        let mut skipped = (4 * runs).saturating_add(more);
        while skipped > rest.len() {
            skipped -= rest.len();
            let Some(next) = parts.next() else { return lengths };
            rest = next;
        }
        rest = rest.get(skipped..).unwrap_or_default();
    }
}

/// The workbook's own records.
#[derive(Debug, Default)]
struct Globals {
    sheets: Vec<u32>,
    /// Of each font whether it is bold and whether it strikes through.
    fonts: Vec<(bool, bool)>,
    formats: HashMap<u16, String>,
    /// Font, format, fill pattern, fill colour.
    styles: Vec<(u16, u16, u8, u16)>,
    shared: Shared,
    gathered: Gathered,
}

impl Globals {
    fn read(stream: &[u8]) -> Result<Self, ReadError> {
        let mut globals = Self::default();
        for (kind, data) in records(stream) {
            match kind {
                0x002F => return Err(ReadError::Protected { kind: KIND }),
                0x000A => break,
                _ => globals.take(kind, data),
            }
        }
        Ok(globals)
    }

    fn take(&mut self, kind: u16, data: &[u8]) {
        self.gathered.take(kind, data, &mut self.shared.references);
        match kind {
            SHEET => self.sheets.extend(long(data, 0)),
            0x0031 => self.fonts.push((
                short(data, 6).is_some_and(|weight| weight >= 600),
                short(data, 2).is_some_and(|signs| signs & 0x0008 != 0),
            )),
            0x041E => {
                if let (Some(id), Some(code)) = (short(data, 0), data.get(2..).and_then(text)) {
                    self.formats.insert(id, code);
                }
            }
            0x0092 => self.shared.palette.replace(data.get(2..).unwrap_or_default()),
            0x00E0 => {
                let pattern = long(data, 14).map_or(0, |bits| (bits >> 26) as u8);
                let colour = short(data, 18).map_or(0, |bits| bits & 0x7F);
                let (font, format) = (short(data, 0), short(data, 2));
                self.styles.push((font.unwrap_or(0), format.unwrap_or(0), pattern, colour));
            }
            _ => {}
        }
    }

    fn looks(&self) -> Vec<Look> {
        let look = |&(font, format, pattern, colour): &(u16, u16, u8, u16)| {
            // There is no font of number 4.
            let font = if font > 4 { font - 1 } else { font };
            let (bold, struck) = self.fonts.get(usize::from(font)).copied().unwrap_or_default();
            let own = self.formats.get(&format).map(String::as_str);
            let code = own.or_else(|| ssfmt::format_code_from_id(u32::from(format)));
            Look {
                shown: code.map(Shown::by_code).unwrap_or_default(),
                fill: (pattern != 0).then(|| self.shared.palette.colour(colour)).flatten(),
                bold,
                struck,
            }
        };
        self.styles.iter().map(look).collect()
    }
}

/// The stream with every sheet's claim of its dimensions made a record without meaning: calamine
/// makes room for all that is claimed, and a request for gigabytes ends the program.
///
/// # Errors
///
/// Where the sheets lie over each other so often that reading them would take for ever.
pub(super) fn without_dimensions(mut stream: Vec<u8>) -> Result<Vec<u8>, ReadError> {
    let mut budget = MOST_OVERLAP * stream.len();
    for begin in Globals::read(&stream)?.sheets.into_iter().map(|at| at as usize) {
        let mut claims = Vec::new();
        for (_, at, kind, data) in sheet_records(stream.get(begin..).unwrap_or_default()) {
            budget = budget.checked_sub(4 + data.len()).ok_or_else(overlapping)?;
            if kind == DIMENSIONS {
                claims.push(begin + at);
            }
        }
        for at in claims {
            if let Some(kind) = stream.get_mut(at..at + 2) {
                kind.copy_from_slice(&WRITE_ACCESS.to_le_bytes());
            }
        }
    }
    Ok(stream)
}

/// What is said of a workbook whose sheets lie over each other.
pub(super) fn overlapping() -> ReadError {
    ReadError::Damaged { kind: KIND, detail: "its sheets overlap".to_owned() }
}

/// The records of a sheet: whether each is its own or that of a chart inside it, and its place.
fn sheet_records(sheet: &[u8]) -> impl Iterator<Item = (bool, usize, u16, &[u8])> {
    // Each has its own beginning and end.
    let mut depth = 0_usize;
    let mut next = 0;
    let mut ended = false;
    records(sheet).map_while(move |(kind, data)| {
        let at = next;
        next += 4 + data.len();
        let own = depth <= 1;
        match kind {
            _ if ended => return None,
            0x0809 => depth += 1,
            0x000A if own => ended = true,
            0x000A => depth -= 1,
            _ => {}
        }
        Some((own, at, kind, data))
    })
}

fn sheet_layout(stream: &[u8], lengths: &[usize], shared: &Shared) -> Layout {
    let mut layout = Layout::default();
    // A text that a formula comes to follows it; without one it goes to the first cell.
    let mut formula = (0, 0);
    for (_, _, kind, data) in sheet_records(stream).filter(|(own, ..)| *own) {
        match kind {
            0x0208 if short(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                layout.hidden_rows.extend(short(data, 0));
            }
            0x007D => {
                if let (Some(first), Some(last), Some(1)) =
                    (short(data, 0), short(data, 2), short(data, 8).map(|flags| flags & 1))
                {
                    layout.hidden_columns.extend((first..=last.min(255)).map(u32::from));
                }
            }
            DIMENSIONS => layout.claims_dimensions = true,
            0x023E => layout.hides_zeros = short(data, 0).is_some_and(|flags| flags & 0x10 == 0),
            FORMULA | 0x00D6 | SHARED_TEXT | BLANK | 0x0203 | 0x0204 | 0x0205 | 0x027E => {
                if let (Some(row), Some(column), Some(style)) =
                    (short(data, 0), short(data, 2), short(data, 4))
                {
                    layout.cells.push((row, column, style));
                    if kind != BLANK {
                        layout.reach((row, column));
                    }
                    if kind == SHARED_TEXT {
                        let text = long(data, 6).and_then(|at| lengths.get(at as usize));
                        layout.text += text.copied().unwrap_or_default();
                    }
                    if kind == FORMULA {
                        formula = (row, column);
                    }
                }
            }
            FORMULA_TEXT => layout.reach(formula),
            0x00BD => {
                let before = layout.cells.len();
                run(data, 6, &mut layout.cells);
                let added = layout.cells.get(before..).unwrap_or_default();
                let ends = [added.first(), added.last()].map(|cell| cell.copied());
                ends.into_iter().flatten().for_each(|(row, column, _)| layout.reach((row, column)));
            }
            0x00BE => run(data, 2, &mut layout.cells),
            _ => layout.conditions.take(kind, data, shared),
        }
    }
    layout
}

/// A record of several cells beside each other, each of `size` bytes that begin with its style.
fn run(data: &[u8], size: usize, cells: &mut Vec<(u16, u16, u16)>) {
    let (Some(row), Some(first)) = (short(data, 0), short(data, 2)) else { return };
    let styles = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
    for (column, cell) in (first..).zip(styles.chunks_exact(size)) {
        cells.extend(short(cell, 0).map(|style| (row, column, style)));
    }
}

/// The records of a stream, until it breaks off.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (short(rest, 0)?, usize::from(short(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = rest.get(4 + length..)?;
        Some((kind, data))
    })
}
