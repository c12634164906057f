//! Why a file could not be taken in: one sentence that says what is wrong and what to do.

use thiserror::Error;

/// A file that is declined. The message is for the person who chose the file.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// Nothing in it.
    #[error("The file is empty: choose the file that holds the register.")]
    Empty,
    /// More than can be read in bounded memory.
    #[error(
        "The file is too large: it has {found} and the limit is {limit}. Split it, or remove what is not the register."
    )]
    TooLarge {
        /// What it has ("312 MB", "2,400 pages").
        found: String,
        /// The stated limit in the same unit.
        limit: String,
    },
    /// Bytes of a kind that no reader knows.
    #[error("This is {kind}, which cannot be read as a register: {remedy}.")]
    UnknownKind {
        /// What it looks like ("a JPEG picture", "a program or other binary file").
        kind: String,
        /// What to do about it ("unpack it and choose the register that is in it").
        remedy: &'static str,
    },
    /// The right kind, but broken off or damaged.
    #[error("The {kind} is damaged or incomplete ({detail}): fetch or save it again and retry.")]
    Damaged {
        /// What it claims to be ("Excel workbook").
        kind: &'static str,
        /// What the reader met.
        detail: String,
    },
    /// It opens only with a password.
    #[error("The {kind} is protected by a password: save a copy without one and try again.")]
    Protected {
        /// What it is ("PDF", "Excel workbook").
        kind: &'static str,
    },
    /// A picture of a register, with no text in it.
    #[error(
        "The PDF is a scan: its pages are pictures without text ({pages} in all). Ask for the original file, or run it through text recognition (OCR) first; where Tesseract is installed, Bellwether reads it."
    )]
    Scanned {
        /// How many pages it has.
        pages: usize,
    },
    /// A picture of a register whose words could not be recognised.
    #[error(
        "The words on its pictures could not be recognised ({0}): ask for the original file, or run it through text recognition (OCR) first."
    )]
    Unrecognised(String),
    /// Text that no known encoding explains.
    #[error(
        "The text is in an encoding that could not be recognised: save it as UTF-8 and try again."
    )]
    Encoding,
}
