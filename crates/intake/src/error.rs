//! Why a file could not be taken in: one sentence that says what is wrong and what to do.

use bellwether_sheets::ReadError;
use thiserror::Error;

use crate::{
    FileFormat,
    sheet::Document,
    why::{Seen, Tried, Why},
};

/// A file that is declined. The message is for the person who chose the file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum IntakeError {
    /// No reader could make sheets of cells of it; each says why and what to do.
    #[error(transparent)]
    File(#[from] ReadError),
    /// It was read, and there is no register in it.
    #[error(
        "No risk register was found in the file: {reason}. Check that it is the right file; {}.",
        remedy(.wording.as_deref())
    )]
    NoRegister {
        /// What was looked at and missed.
        reason: String,
        /// The column that words the rows of the likeliest table and the field that it would be
        /// ("Task Name=title"), where there is one.
        wording: Option<String>,
        /// What was seen of it, where it came to rows of cells.
        seen: Option<Box<Seen>>,
    },
    /// The table that was asked for is not in it.
    #[error("There is no sheet or table “{name}” in the file: name one of {}, or all.", .names.join(", "))]
    NoTable {
        /// What was asked for.
        name: String,
        /// What there is.
        names: Vec<String>,
    },
    /// Declined by the process that read it; the sentence is one of the others.
    #[error("{sentence}")]
    Declined {
        /// Why, and what to do.
        sentence: String,
        /// What was seen of it, where it holds no register that was found.
        seen: Option<Box<Seen>>,
    },
    /// It cannot be read in the bounds of memory and time that are kept for it.
    #[error(
        "The file takes {0} to read, which is more than is allowed: split it, or remove what is not the register."
    )]
    TooMuch(String),
    /// As many others are being read, or wait to be, as may.
    #[error("Other files are being read just now: try again in a minute.")]
    Busy,
    /// The process that was to read it could not be asked.
    #[error(
        "The file could not be read here ({0}): try again, and tell whoever runs Bellwether if it stays so."
    )]
    NoReader(String),
    /// A register document (JSON) that does not follow its form.
    #[error("The register document could not be read: {0}")]
    Document(String),
}

impl IntakeError {
    /// A table of risks that is none, and the tables that were looked at.
    pub(crate) fn no_register(reason: String, wording: Option<String>, why: Why) -> Self {
        let (format, document) = (FileFormat::Text, Document::default());
        let seen = Seen { reason: reason.clone(), format, document, why };
        Self::NoRegister { reason, wording, seen: Some(Box::new(seen)) }
    }

    /// The same of this document.
    pub(crate) fn beside(mut self, format: FileFormat, document: Document) -> Self {
        if let Self::NoRegister { seen: Some(seen), .. } = &mut self {
            (seen.format, seen.document) = (format, document);
        }
        self
    }

    /// The same after these ways to divide the text were tried.
    pub(crate) fn after(mut self, ways: Vec<Tried>) -> Self {
        if let Self::NoRegister { seen: Some(seen), .. } = &mut self {
            seen.why.ways = ways;
        }
        self
    }

    /// What was seen of a document in which no register was found.
    pub fn seen(&self) -> Option<&Seen> {
        match self {
            Self::NoRegister { seen, .. } | Self::Declined { seen, .. } => seen.as_deref(),
            _ => None,
        }
    }
}

/// What to do with a file that does not look like a register.
fn remedy(wording: Option<&str>) -> String {
    wording.map_or_else(
        || "a register needs a row of headings with a column for the risk itself".to_owned(),
        |wording| {
            format!(
                "if its rows are risks, say on the command line which column words them: --map \"{wording}\""
            )
        },
    )
}
