//! Why a record could not leave the house, or be taken in.

use std::io;

use thiserror::Error;

use crate::{Broken, Fault, OpenError, OrganisationId, ReadError};

/// Why an export could not be written.
#[derive(Debug, Error)]
pub enum ExportError {
    /// Nobody of that name.
    #[error("there is no organisation {0} in this database")]
    NoSuchOrganisation(OrganisationId),
    /// The output failed.
    #[error("the export could not be written: {0}")]
    Io(#[from] io::Error),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<Fault> for ExportError {
    fn from(fault: Fault) -> Self {
        Self::Read(fault.into())
    }
}

/// Why an export could not be taken in. Nothing of it was kept.
#[derive(Debug, Error)]
pub enum LoadError {
    /// Some other file.
    #[error("this is not an export (bellwether.export/1): give a file that was exported")]
    NotAnExport,
    /// Part of it is missing.
    #[error("the export is cut short: nothing was taken in; export it again")]
    CutShort,
    /// A line that cannot be read.
    #[error("line {number} of the export cannot be read ({problem}): nothing was taken in")]
    Line {
        /// Its number, from one.
        number: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// The organisation has a journal already.
    #[error("{0} has a journal in this database already: take the export into another database")]
    Taken(OrganisationId),
    /// The record was changed.
    #[error(
        "entry {} of the export does not hold ({}): nothing was taken in", .0.seq, .0.problem
    )]
    Broken(Broken),
    /// There is no place to take it in.
    #[error(transparent)]
    Open(OpenError),
    /// The input failed.
    #[error("the export could not be read: {0}")]
    Io(#[from] io::Error),
    /// The store failed.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<Fault> for LoadError {
    fn from(fault: Fault) -> Self {
        Self::Read(fault.into())
    }
}
