//! Bytes → rows of cells: the kind of file is told from its first bytes, never from its name.

mod blocks;
mod colour;
mod delimited;
mod docx;
mod guard;
mod html;
mod limits;
mod loose;
mod markdown;
mod odt;
mod office;
mod package;
pub(crate) mod pdf;
mod relations;
mod rtf;
mod spreadsheet;
mod strangers;
mod text;
pub(crate) mod unsaid;
mod xml;

use std::fmt;

pub use guard::panics_are_caught;

use bellwether_domain::Register;

use crate::{IntakeError, map::mended, sheet::Document};

/// The most bytes a file may have.
pub(crate) const MOST_BYTES: usize = 100 * 1024 * 1024;

/// What kind of file it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names of the formats speak for themselves")]
#[non_exhaustive]
pub enum FileFormat {
    Register,
    Spreadsheet,
    Docx,
    Odt,
    Rtf,
    Pdf,
    Html,
    Markdown,
    Text,
}

impl fmt::Display for FileFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Register => "register document",
            Self::Spreadsheet => "spreadsheet",
            Self::Docx => "Word document",
            Self::Odt => "OpenDocument text",
            Self::Rtf => "Rich Text document",
            Self::Pdf => "PDF",
            Self::Html => "web page",
            Self::Markdown => "Markdown",
            Self::Text => "text",
        })
    }
}

/// What the bytes hold.
pub(crate) enum Content {
    /// The program's own document.
    Register(Box<Register>),
    /// Rows of cells.
    Sheets(FileFormat, Document),
    /// Text, in each way that its signs allow it to be divided; the delimited reading first.
    Text(Vec<Document>),
}

/// Reads a file of any supported kind into rows of cells, without looking for a register in it.
///
/// A register document has no cells: its rows are empty.
///
/// # Errors
/// When the file is empty, too large, damaged or of a kind that is not read.
pub fn read_cells(bytes: &[u8]) -> Result<(FileFormat, Document), IntakeError> {
    Ok(match read(bytes)? {
        Content::Register(_) => (FileFormat::Register, Document::default()),
        Content::Sheets(format, document) => (format, document),
        Content::Text(readings) => {
            (FileFormat::Text, readings.into_iter().next().unwrap_or_default())
        }
    })
}

/// Reads bytes of any supported kind. Words that a narrow cell broke in two are whole again.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, IntakeError> {
    let mut content = divided(bytes)?;
    let (documents, is_mended) = match &mut content {
        Content::Register(_) => return Ok(content),
        // A workbook's reader has each text at hand, and may have a million of them.
        Content::Sheets(FileFormat::Spreadsheet, document) => {
            (std::slice::from_mut(document), true)
        }
        Content::Sheets(_, document) => (std::slice::from_mut(document), false),
        Content::Text(readings) => (readings.as_mut_slice(), false),
    };
    for document in documents {
        unsaid::settle(document);
        let rows = document.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
        for cell in rows.flat_map(|row| &mut row.cells).filter(|_| !is_mended) {
            if let Some(whole) = mended(&cell.text) {
                cell.text = whole;
            }
        }
    }
    Ok(content)
}

fn divided(bytes: &[u8]) -> Result<Content, IntakeError> {
    if bytes.len() > MOST_BYTES {
        return Err(IntakeError::TooLarge {
            found: format!("{} MB", bytes.len() / (1024 * 1024)),
            limit: format!("{} MB", MOST_BYTES / (1024 * 1024)),
        });
    }
    if let Some(refusal) = strangers::by_first_bytes(bytes) {
        return Err(refusal);
    }
    if pdf::is_pdf(bytes) {
        return Ok(Content::Sheets(FileFormat::Pdf, pdf::read(bytes)?));
    }
    if office::is_office(bytes) {
        let (format, document) = office::read(bytes)?;
        return Ok(Content::Sheets(format, document));
    }
    if rtf::is_rtf(bytes) {
        return Ok(Content::Sheets(FileFormat::Rtf, rtf::read(bytes)?));
    }
    let text = text::decode(bytes)?;
    if text.trim().is_empty() {
        return Err(IntakeError::Empty);
    }
    if let Some(read) = office::read_flat(&text) {
        let (format, document) = read?;
        return Ok(Content::Sheets(format, document));
    }
    if let Some(refusal) = strangers::text(&text) {
        return Err(refusal);
    }
    // A wiki's table begins with a brace as well.
    if text.trim_start().starts_with('{') && !text.trim_start().starts_with("{|") {
        return Register::from_json(&text)
            .map(|register| Content::Register(Box::new(register)))
            .map_err(|error| IntakeError::Document(error.to_string()));
    }
    if html::looks_like(&text) {
        return Ok(Content::Sheets(FileFormat::Html, html::read(&text)?));
    }
    if markdown::looks_like(&text) {
        return Ok(Content::Sheets(FileFormat::Markdown, markdown::read(&text)?));
    }
    // A drawn table is no delimited one, though bars divide its lines evenly.
    if loose::is_drawn(&text) {
        return Ok(Content::Text(loose::read(&text)));
    }
    if let Some(ragged) = loose::ragged(&text) {
        return Ok(Content::Text(vec![ragged]));
    }
    let divided = delimited::read(&text);
    let mut readings = if delimited::is_even(&divided) { vec![] } else { loose::read(&text) };
    readings.insert(0, divided);
    Ok(Content::Text(readings))
}
