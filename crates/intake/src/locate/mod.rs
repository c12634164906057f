//! Sheets → tables: where the headings are, which rows they rule, what stands around them.

pub(crate) mod aside;
pub(crate) mod bands;
pub(crate) mod columns;
mod flattened;
pub(crate) mod frame;
pub(crate) mod front;
pub(crate) mod header;
pub(crate) mod key;
mod look;
pub(crate) mod matrix;
mod preamble;
pub(crate) mod records;
pub(crate) mod under;
pub(crate) mod word_matrix;
pub(crate) mod wrapped;

use std::collections::HashSet;

use bellwether_domain::{Number, Person, Scheme, Source, scheme::Band};

use crate::{
    Heads,
    sheet::{Cell, Document, Merged, Row, Sheet},
};

pub(crate) use columns::Column;
pub(crate) use word_matrix::WordMatrix;

/// One table of the document: its headings and the rows under them.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Which sheet it stands on.
    pub(crate) sheet: usize,
    /// The rows of its (first) headings.
    pub(crate) header: Vec<usize>,
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    /// The rows under the headings, repeated headings left out.
    pub(crate) body: Vec<usize>,
    /// Where the headings are repeated: the first row of each repeat.
    pub(crate) repeats: Vec<usize>,
    /// Rows of group headings that stand elsewhere than over their columns.
    pub(crate) misaligned: Vec<usize>,
}

/// A line that nobody reads.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) sheet: usize,
    pub(crate) row: usize,
    pub(crate) line: String,
    /// Where it stands: "under the matrix".
    pub(crate) place: &'static str,
    /// The scores of the matrix that it leaves out, where it names bands.
    pub(crate) left_out: Vec<Number>,
}

/// Everything found in a document, before any column is read.
#[derive(Debug, Default)]
pub(crate) struct Located {
    pub(crate) tables: Vec<Table>,
    pub(crate) scheme: Option<Scheme>,
    /// The matrix, where it gives words or colours for scores.
    pub(crate) words: Option<WordMatrix>,
    /// The bands of scores that the document names, and the highest score they reach, where the last
    /// has an end.
    pub(crate) bands: Option<(Vec<Band>, Option<Number>)>,
    pub(crate) people: Vec<Person>,
    /// Running text: titles, notes, what stands before the first headings.
    pub(crate) front: Vec<String>,
    /// Lines under the matrix or a key, or beside the matrix, that nobody reads.
    pub(crate) unread: Vec<Line>,
    /// Rows that are the matrix or the key, by sheet and row.
    pub(crate) taken: HashSet<(usize, usize)>,
}

/// Finds the tables of a document and what stands around them; the one that begins with `heads`
/// where somebody says which that is.
pub(crate) fn locate(document: &Document, heads: Option<&Heads>) -> Located {
    let mut located = Located::default();
    for (index, sheet) in document.sheets.iter().enumerate() {
        if let Some(matrix::Found { scheme, rows, beside }) = matrix::find(sheet) {
            located.scheme.get_or_insert(scheme);
            let line = |(row, line)| Line {
                sheet: index,
                row,
                line,
                place: "beside the matrix",
                left_out: vec![],
            };
            located.unread.extend(beside.into_iter().map(line));
            located.taken.extend(rows.into_iter().map(|row| (index, row)));
        }
        if let Some((words, rows)) = word_matrix::find(sheet) {
            located.words.get_or_insert(words);
            located.taken.extend(rows.into_iter().map(|row| (index, row)));
        }
    }
    let matrix = located.taken.clone();
    for (index, sheet) in document.sheets.iter().enumerate() {
        let bands::Found { bands, refused } = bands::find(sheet, located.scheme.as_ref());
        let mut keys = HashSet::new();
        if let Some((bands, top, rows)) = bands {
            located.bands.get_or_insert((bands, top));
            located.taken.extend(rows.iter().map(|row| (index, *row)));
            // What reads as bands beside the matrix was read.
            located.unread.retain(|line| line.sheet != index || !rows.contains(&line.row));
            keys.extend(rows);
        }
        let (people, rows) = key::find(sheet);
        located.people.extend(people);
        if !matrix.iter().any(|(at, _)| *at == index) {
            keys.extend(rows.iter().copied());
        }
        located.taken.extend(rows.into_iter().map(|row| (index, row)));
        let on = |all: &HashSet<(usize, usize)>| -> HashSet<usize> {
            all.iter().filter(|(at, _)| *at == index).map(|(_, row)| *row).collect()
        };
        for (row, line, place) in under::find(sheet, &on(&matrix), &keys, &on(&located.taken)) {
            let left_out = refused.as_ref().filter(|(at, _)| *at == row);
            let left_out = left_out.map(|(_, scores)| scores.clone()).unwrap_or_default();
            located.unread.push(Line { sheet: index, row, line, place, left_out });
            located.taken.insert((index, row));
        }
    }
    let begins = heads.and_then(|heads| heads.find(document));
    let mut seen = HashSet::new();
    located.people.retain(|person| seen.insert(person.initials.clone()));
    for (index, sheet) in document.sheets.iter().enumerate() {
        let taken: HashSet<usize> =
            located.taken.iter().filter(|(at, _)| *at == index).map(|(_, row)| *row).collect();
        let tables = match (heads, begins) {
            (None, _) => header::tables(index, sheet, &taken),
            (Some(heads), Some((at, row))) if at == index => {
                vec![header::given(index, sheet, (row, usize::from(heads.column)), &taken)]
            }
            (Some(_), _) => vec![],
        };
        let first = tables.first().and_then(|table| table.header.first()).copied();
        front::gather(sheet, first.unwrap_or(sheet.rows.len()), &mut located.front);
        located.tables.extend(tables);
    }
    if located.tables.is_empty() && heads.is_none() {
        for (index, sheet) in document.sheets.iter().enumerate() {
            let taken: HashSet<usize> =
                located.taken.iter().filter(|(at, _)| *at == index).map(|(_, row)| *row).collect();
            located.tables.extend(header::unread_table(index, sheet, &taken));
        }
    }
    located
}

/// The text of a cell as it stands, or nothing beyond the row's end.
pub(crate) fn text(row: &Row, column: usize) -> &str {
    row.cells.get(column).map_or("", |cell| cell.text.trim())
}

/// Whether a cell stands for itself and says something.
pub(crate) fn says(cell: &Cell) -> bool {
    cell.merged == Merged::No && !cell.text.trim().is_empty()
}

/// The cells of a row that say something, with their columns.
pub(crate) fn filled(row: &Row) -> impl Iterator<Item = (usize, &Cell)> {
    row.cells.iter().enumerate().filter(|(_, cell)| says(cell))
}

/// Where a row stands, for a diagnostic.
pub(crate) fn source(sheet: &Sheet, row: &Row, page: Option<u32>) -> Source {
    Source {
        sheet: sheet.name.clone(),
        page: row.page.or(page),
        row: Some(row.number),
        column: None,
    }
}
