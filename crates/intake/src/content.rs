//! What a file holds, in each way that its signs allow it to be divided.

use bellwether_domain::Register;
use bellwether_sheets::{FileFormat, Reading, delimited, is_even};

use crate::{IntakeError, loose, map::mended, sheet::Document};

/// What the bytes hold.
pub(crate) enum Content {
    /// The program's own document.
    Register(Box<Register>),
    /// Rows of cells.
    Sheets(FileFormat, Document),
    /// Text, and each way to divide it that its signs allow; the delimited reading first.
    Text(String, Vec<Document>),
}

/// Reads bytes of any supported kind. Words that a narrow cell broke in two are whole again.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, IntakeError> {
    match bellwether_sheets::read(bytes, loose::is_label)? {
        Reading::Json(text) => Register::from_json(&text)
            .map(|register| Content::Register(Box::new(register)))
            .map_err(|error| IntakeError::Document(error.to_string())),
        Reading::Sheets(format, mut document) => {
            make_whole(&mut document);
            Ok(Content::Sheets(format, document))
        }
        Reading::Text(text) => {
            let mut readings = divided(&text)?;
            for document in &mut readings {
                document.settle();
                make_whole(document);
            }
            Ok(Content::Text(text, readings))
        }
    }
}

fn divided(text: &str) -> Result<Vec<Document>, IntakeError> {
    // Whoever tries many ways keeps all of them at once: a text too large for that has the one.
    let is_tried = loose::is_bounded(text);
    // A drawn table is no delimited one, though bars divide its lines evenly.
    if is_tried && loose::is_drawn(text) {
        return Ok(loose::read(text));
    }
    if let Some(ragged) = is_tried.then(|| loose::ragged(text)).flatten() {
        return Ok(vec![ragged]);
    }
    let divided = delimited(text)?;
    let is_done = !is_tried || is_even(&divided);
    let mut readings = if is_done { vec![] } else { loose::read(text) };
    readings.insert(0, divided);
    Ok(readings)
}

fn make_whole(document: &mut Document) {
    let rows = document.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
    for cell in rows.flat_map(|row| &mut row.cells) {
        if let Some(whole) = mended(&cell.text) {
            cell.text = whole;
        }
    }
}
