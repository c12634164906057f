//! Why a file could not be taken in: one sentence that says what is wrong and what to do.

use bellwether_sheets::ReadError;
use thiserror::Error;

/// A file that is declined. The message is for the person who chose the file.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum IntakeError {
    /// No reader could make sheets of cells of it; each says why and what to do.
    #[error(transparent)]
    File(#[from] ReadError),
    /// It was read, and there is no register in it.
    #[error(
        "No risk register was found in the file: {reason}. Check that it is the right file; a register needs a row of headings with a column for the risk itself."
    )]
    NoRegister {
        /// What was looked at and missed.
        reason: String,
    },
    /// The table that was asked for is not in it.
    #[error("There is no sheet or table “{name}” in the file: name one of {}, or all.", .names.join(", "))]
    NoTable {
        /// What was asked for.
        name: String,
        /// What there is.
        names: Vec<String>,
    },
    /// A register document (JSON) that does not follow its form.
    #[error("The register document could not be read: {0}")]
    Document(String),
}
