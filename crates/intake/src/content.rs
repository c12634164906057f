//! What a file holds, in each way that its signs allow it to be divided.

use bellwether_domain::Register;
use bellwether_sheets::{FileFormat, Reading, delimited, is_even};

use crate::{IntakeError, locate::wrapped, loose, map::mended, sheet::Document};

/// What the bytes hold.
pub(crate) enum Content {
    /// The program's own document.
    Register(Box<Register>),
    /// Rows of cells.
    Sheets(FileFormat, Document),
    /// Text, and each way to divide it that its signs allow.
    Text(String, Readings),
}

/// The ways to divide a text that its signs allow; the delimited reading first.
pub(crate) struct Readings {
    pub(crate) documents: Vec<Document>,
    /// Whether one mark divides every line alike, so that nothing else need be tried.
    pub(crate) is_even: bool,
}

/// Reads bytes of any supported kind. Words that a narrow cell broke in two are whole again.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, IntakeError> {
    match bellwether_sheets::read(bytes, loose::is_label)? {
        Reading::Json(text) => Register::from_json(&text)
            .map(|register| Content::Register(Box::new(register)))
            .map_err(|error| IntakeError::Document(error.to_string())),
        Reading::Sheets(format, mut document) => {
            if format == FileFormat::Pdf {
                document.sheets.iter_mut().for_each(wrapped::join);
            }
            make_whole(&mut document);
            Ok(Content::Sheets(format, document))
        }
        Reading::Text(text) => {
            let mut readings = divided(&text)?;
            for document in &mut readings.documents {
                document.settle();
                make_whole(document);
            }
            Ok(Content::Text(text, readings))
        }
    }
}

fn divided(text: &str) -> Result<Readings, IntakeError> {
    // Whoever tries many ways keeps all of them at once: a text too large for that has the one.
    let is_tried = loose::is_bounded(text);
    // A drawn table is no delimited one, though bars divide its lines evenly.
    if is_tried && loose::is_drawn(text) {
        return Ok(Readings { documents: loose::read(text), is_even: true });
    }
    if let Some(ragged) = is_tried.then(|| loose::ragged(text)).flatten() {
        return Ok(Readings { documents: vec![ragged], is_even: false });
    }
    let divided = delimited(text)?;
    let is_even = !is_tried || is_even(&divided);
    let mut documents = if is_even { vec![] } else { loose::read(text) };
    documents.insert(0, divided);
    Ok(Readings { documents, is_even })
}

fn make_whole(document: &mut Document) {
    let rows = document.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
    for cell in rows.flat_map(|row| &mut row.cells) {
        if let Some(whole) = mended(&cell.text) {
            cell.text = whole;
        }
    }
}
