//! Why a database could not be opened, a backup made or put back.

use std::io;

use thiserror::Error;

use crate::{Broken, Fault, OrganisationId, ReadError};

/// Why a store could not be opened. Nothing was changed.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The folder is not there.
    #[error("there is no folder {0} to keep the database in: make it, or give another path")]
    NoFolder(String),
    /// The file is not there.
    #[error("there is no database {0}: give the path of one")]
    Missing(String),
    /// Not allowed to read.
    #[error("{place} could not be read ({source}): allow this user to read it")]
    Unreadable {
        /// Which file.
        place: String,
        /// What went wrong.
        source: io::Error,
    },
    /// The newest changes cannot be read.
    #[error(
        "{place} has changes that still stand in {log}, which can only be read where this user may \
         write: allow that in their folder, or copy both to one where it is"
    )]
    Unfinished {
        /// Which database.
        place: String,
        /// The log beside it.
        log: String,
    },
    /// The path is a folder.
    #[error("{0} is a folder: give the path of a file in it, such as {0}/bellwether.db")]
    Folder(String),
    /// No file at all.
    #[error("{0} is a pipe or a device, not a file: give the path of a file")]
    Odd(String),
    /// Some other file.
    #[error("{0} is not a database: give the path of a Bellwether database, or of a new file")]
    NotADatabase(String),
    /// Somebody else's data.
    #[error(
        "{0} is the database of another program and was left alone: give the path of a \
         Bellwether database, or of a new file"
    )]
    AnotherProgram(String),
    /// Written by a later version.
    #[error(
        "{place} was written by a newer Bellwether (its schema is {found}, this program knows up \
         to {known}) and was left alone: use the newer program"
    )]
    Newer {
        /// Which database.
        place: String,
        /// Its schema.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// Written by an earlier version, and not to be brought up to date.
    #[error(
        "{place} was written by an older Bellwether (its schema is {found}, this program's is \
         {known}): open it with a command that may bring it up to date"
    )]
    Older {
        /// Which database.
        place: String,
        /// Its schema.
        found: i64,
        /// This program's schema.
        known: i64,
    },
    /// There is no room for a copy and for what is written anew.
    #[error(
        "{place} is to be brought up to date, and there is not room enough beside it: {needed} \
         MiB are needed, {free} MiB are free. It was left as it was"
    )]
    NoRoom {
        /// Which database.
        place: String,
        /// How much is needed, in mebibytes.
        needed: u64,
        /// How much there is, in mebibytes.
        free: u64,
    },
    /// A migration failed and was taken back.
    #[error("{place} could not be brought up to date and was left as it was: {problem}")]
    Migration {
        /// Which database.
        place: String,
        /// What went wrong.
        problem: Box<ReadError>,
    },
    /// The address cannot be read.
    #[error(
        "the address of the database cannot be read ({0}): write it as \
         postgres://user@host/name, or give the path of a file"
    )]
    Address(String),
    /// The engine failed.
    #[error("{place} could not be opened: {fault}")]
    Fault {
        /// Which database.
        place: String,
        /// What went wrong.
        fault: Fault,
    },
}

/// Why a backup could not be made or put back.
#[derive(Debug, Error)]
pub enum BackupError {
    /// Something is there already.
    #[error("{0} is there already and was left alone: give a path where there is nothing")]
    Exists(String),
    /// The folder is not there.
    #[error("there is no folder {0}: make it, or give another path")]
    NoFolder(String),
    /// A server has its own.
    #[error("back a PostgreSQL database up with pg_dump, or export its organisations")]
    Server,
    /// The backup is not whole.
    #[error(
        "the backup does not hold: entry {} of {organisation} ({}); nothing was put back",
        .broken.seq, .broken.problem
    )]
    Broken {
        /// Whose journal.
        organisation: OrganisationId,
        /// The first entry that does not hold.
        broken: Broken,
    },
    /// Something stands in the backup that is no part of a record, or is missing beside the records.
    #[error("the backup does not hold: in it {0}; nothing was put back")]
    Altered(String),
    /// The backup cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A file could not be written or read.
    #[error("{place} could not be written or read: {source}")]
    Io {
        /// Which file.
        place: String,
        /// What went wrong.
        source: io::Error,
    },
    /// The engine failed.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The backup could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}
