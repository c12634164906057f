//! What a file holds, in each way that its signs allow it to be divided.

use bellwether_domain::Register;
use bellwether_sheets::{FileFormat, Reading, delimited, is_even, recognise::Recogniser};

use crate::{
    IntakeError,
    locate::wrapped,
    loose,
    map::{heading, mended},
    sheet::{Document, Sheet},
};

/// What the bytes hold.
pub(crate) enum Content {
    /// The program's own document.
    Register(Box<Register>),
    /// Rows of cells.
    Sheets(FileFormat, Document),
    /// Text, and each way to divide it that its signs allow.
    Text(String, Readings),
}

/// A way to divide a text, in words, and what it comes to.
pub(crate) type Way = (&'static str, Document);

/// The ways to divide a text that its signs allow; the delimited reading first.
pub(crate) struct Readings {
    pub(crate) documents: Vec<Way>,
    /// Whether one mark divides every line alike, so that nothing else need be tried.
    pub(crate) is_even: bool,
}

/// Reads bytes of any supported kind. Words that a narrow cell broke in two are whole again.
pub(crate) fn read(eyes: &dyn Recogniser, bytes: &[u8]) -> Result<Content, IntakeError> {
    match bellwether_sheets::seen_by(eyes, bytes, heading::is_label)? {
        Reading::Json(text) => Register::from_json(&text)
            .map(|register| Content::Register(Box::new(register)))
            .map_err(|error| IntakeError::Document(error.to_string())),
        Reading::Sheets(format, mut document) => {
            if matches!(format, FileFormat::Pdf | FileFormat::Picture) {
                document.sheets.iter_mut().for_each(wrapped::join);
            }
            make_whole(&mut document);
            Ok(Content::Sheets(format, document))
        }
        Reading::Text(text) => {
            let mut readings = divided(&text)?;
            for (_, document) in &mut readings.documents {
                document.settle();
                make_whole(document);
            }
            Ok(Content::Text(text, readings))
        }
    }
}

/// The readings of a text that no mark divides.
pub(crate) fn undivided(text: &str) -> Vec<Way> {
    let mut documents = if loose::is_bounded(text) { loose::read(text) } else { vec![] };
    for (_, document) in &mut documents {
        document.settle();
        make_whole(document);
    }
    documents
}

fn divided(text: &str) -> Result<Readings, IntakeError> {
    // Whoever tries many ways keeps all of them at once: a text too large for that has the one.
    let is_tried = loose::is_bounded(text);
    // A drawn table is no delimited one, though bars divide its lines evenly.
    if is_tried && loose::is_drawn(text) {
        return Ok(Readings { documents: loose::read(text), is_even: true });
    }
    if let Some(ragged) = is_tried.then(|| loose::ragged(text)).flatten() {
        let documents = vec![("bars between cells that break their lines", ragged)];
        return Ok(Readings { documents, is_even: false });
    }
    let divided = delimited(text)?;
    let tabbed = is_tried.then(|| loose::tabbed(text)).flatten();
    let is_even = tabbed.is_none() && (!is_tried || is_even(&divided));
    let mut documents = if is_even { vec![] } else { loose::read(text) };
    documents.extend(tabbed.map(|it| ("tabs between cells that break their lines", it)));
    documents.insert(0, ("one mark between cells (a tab, a comma, a bar …)", divided));
    Ok(Readings { documents, is_even })
}

fn make_whole(document: &mut Document) {
    for sheet in &mut document.sheets {
        let printed = is_printed_frame(sheet);
        for cell in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if printed && is_nan(&cell.text) {
                cell.text.clear();
            }
            if let Some(whole) = mended(&cell.text) {
                cell.text = whole;
            }
        }
    }
}

/// Whether a sheet is a table as a program prints it, with "nan" in each cell that is empty.
fn is_printed_frame(sheet: &Sheet) -> bool {
    let cells = || sheet.rows.iter().flat_map(|row| &row.cells);
    let nothing = cells().filter(|cell| is_nan(&cell.text)).count();
    nothing >= 2 && nothing * 20 >= cells().filter(|cell| !cell.text.trim().is_empty()).count()
}

fn is_nan(text: &str) -> bool {
    matches!(text.trim(), "nan" | "NaN" | "<NA>" | "NaT")
}
