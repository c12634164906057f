//! Bytes → rows of cells: the kind of file is told from its first bytes, never from its name.

mod blocks;
mod colour;
mod delimited;
mod docx;
pub(crate) mod guard;
pub(crate) mod html;
mod limits;
mod markdown;
mod odt;
mod office;
pub(crate) mod package;
mod page;
pub(crate) mod pdf;
mod picture;
mod relations;
pub(crate) mod rtf;
mod spreadsheet;
mod strangers;
pub(crate) mod text;
pub(crate) mod unsaid;
mod xml;

use std::fmt;

pub use delimited::is_even;
pub use guard::panics_are_caught;
pub use limits::MOST_CELLS;

use serde::{Deserialize, Serialize};

use crate::{
    ReadError,
    recognise::{Nobody, Recogniser},
    sheet::Document,
};

/// The most bytes a file may have.
pub(crate) const MOST_BYTES: usize = 100 * 1024 * 1024;

/// What kind of file it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names of the formats speak for themselves")]
#[non_exhaustive]
pub enum FileFormat {
    Json,
    Spreadsheet,
    Docx,
    Odt,
    Rtf,
    Pdf,
    Picture,
    Html,
    Markdown,
    Text,
}

impl fmt::Display for FileFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json => "JSON document",
            Self::Spreadsheet => "spreadsheet",
            Self::Docx => "Word document",
            Self::Odt => "OpenDocument text",
            Self::Rtf => "Rich Text document",
            Self::Pdf => "PDF",
            Self::Picture => "picture",
            Self::Html => "web page",
            Self::Markdown => "Markdown",
            Self::Text => "text",
        })
    }
}

/// What the bytes hold.
#[derive(Debug)]
pub enum Reading {
    /// Rows of cells.
    Sheets(FileFormat, Document),
    /// Text, not yet divided into cells: [`delimited`] is one way, and whoever knows what is sought
    /// in it may have others.
    Text(String),
    /// Text that begins as a JSON document does.
    Json(String),
}

/// Reads a file of any supported kind into rows of cells, a text by its delimiter. JSON has none.
///
/// # Errors
/// When the file is empty, too large, damaged or of a kind that is not read.
pub fn cells(bytes: &[u8]) -> Result<(FileFormat, Document), ReadError> {
    Ok(match read(bytes, |_| false)? {
        Reading::Sheets(format, document) => (format, document),
        Reading::Text(text) => {
            let mut document = delimited(&text)?;
            document.settle();
            (FileFormat::Text, document)
        }
        Reading::Json(_) => (FileFormat::Json, Document::default()),
    })
}

/// The rows of a text by the delimiter that divides it most evenly; not yet settled.
///
/// # Errors
/// When it has more cells than are kept.
pub fn delimited(text: &str) -> Result<Document, ReadError> {
    delimited::read(text)
}

/// Whether a text names a field of what is sought ("Owner"): prose in which such a label stands
/// before a colon is divided there.
pub type IsLabel = fn(&str) -> bool;

/// Reads bytes of any supported kind. What has no text, but pictures of it, is declined.
///
/// # Errors
/// When the file is empty, too large, damaged or of a kind that is not read.
pub fn read(bytes: &[u8], is_label: IsLabel) -> Result<Reading, ReadError> {
    seen_by(&Nobody, bytes, is_label)
}

/// The same; pages that are pictures are read by `eyes`.
///
/// # Errors
/// When the file is empty, too large, damaged or of a kind that is not read.
pub fn seen_by(
    eyes: &dyn Recogniser,
    bytes: &[u8],
    is_label: IsLabel,
) -> Result<Reading, ReadError> {
    let mut reading = divided(eyes, bytes, is_label)?;
    if let Reading::Sheets(_, document) = &mut reading {
        document.settle();
    }
    Ok(reading)
}

fn divided(eyes: &dyn Recogniser, bytes: &[u8], is_label: IsLabel) -> Result<Reading, ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge {
            found: format!("{} MB", bytes.len() / (1024 * 1024)),
            limit: format!("{} MB", MOST_BYTES / (1024 * 1024)),
        });
    }
    if picture::is_picture(bytes) {
        let pages = picture::pages(bytes)?;
        if eyes.is_there() {
            return Ok(Reading::Sheets(FileFormat::Picture, pdf::seen(&pages, eyes)?));
        }
    }
    if let Some(refusal) = strangers::by_first_bytes(bytes) {
        return Err(refusal);
    }
    if pdf::is_pdf(bytes) {
        return Ok(Reading::Sheets(FileFormat::Pdf, pdf::read(bytes, eyes)?));
    }
    if office::is_office(bytes) {
        let (format, document) = office::read(bytes)?;
        return Ok(Reading::Sheets(format, document));
    }
    if rtf::is_rtf(bytes) {
        return Ok(Reading::Sheets(FileFormat::Rtf, rtf::read(bytes)?));
    }
    let text = text::decode(bytes)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some(read) = office::read_flat(&text) {
        let (format, document) = read?;
        return Ok(Reading::Sheets(format, document));
    }
    if let Some(refusal) = strangers::text(&text) {
        return Err(refusal);
    }
    // A wiki's table begins with a brace as well.
    if text.trim_start().starts_with('{') && !text.trim_start().starts_with("{|") {
        return Ok(Reading::Json(text));
    }
    if html::looks_like(&text) {
        return Ok(Reading::Sheets(FileFormat::Html, html::read(&text)?));
    }
    if markdown::looks_like(&text) || html::has_table(&text) {
        return Ok(Reading::Sheets(FileFormat::Markdown, markdown::read(&text, is_label)?));
    }
    Ok(Reading::Text(text))
}
