//! Why something could not be read.

use thiserror::Error;

use crate::{Digest, Fault, KeysError};

/// Why something could not be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The engine failed.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// Stored data is not what it should be. It is never guessed at.
    #[error(
        "the stored {table} {key} cannot be read ({problem}): it was changed from outside; \
         restore the last backup"
    )]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row.
        key: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The signing keys cannot be had.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// An upload that waits is not what was sent.
    #[error("the file that waited is no longer the one that was sent: choose the file again")]
    Upload,
    /// A later program wrote it.
    #[error("{0} was written by a newer Bellwether: use the newer program")]
    Newer(String),
    /// The bytes lie outside the database, in a place that the program was not given.
    #[error(
        "the attachment {sha256} lies at {place}, which this program was not given: say that \
         attachments are there"
    )]
    Elsewhere {
        /// Which bytes.
        sha256: Digest,
        /// Where they were put.
        place: String,
    },
    /// The bytes are not where they should be.
    #[error("the attachment {sha256} is missing at {place}: put it back there from a backup")]
    Missing {
        /// Which bytes.
        sha256: Digest,
        /// Where they should be.
        place: String,
    },
    /// Other bytes stand in their place.
    #[error(
        "the attachment {sha256} at {place} is not what was kept: it was changed from outside; \
         put it back there from a backup"
    )]
    Altered {
        /// Which bytes.
        sha256: Digest,
        /// Where.
        place: String,
    },
}
