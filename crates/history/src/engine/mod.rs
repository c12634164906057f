//! The seam between the one SQL text and the engines that run it.
//!
//! SQL is written with `?1` placeholders, integers are 64 bits, times are integers or text, and
//! truth is 0 or 1; everything in which the engines differ is in this folder and in the twinned
//! migrations.

mod sqlite;

use std::path::Path;

use crate::{CommitError, Fault, OpenError, OrganisationId, ReadError};

pub(crate) use sqlite::Sqlite;

/// A value handed to a statement.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Param<'a> {
    Integer(i64),
    Text(&'a str),
}

/// A value that a statement gave back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// A row that a statement gave back, with the kinds of its values still to be checked.
pub(crate) type Row = Vec<Value>;

/// A transaction under way.
pub(crate) trait Session {
    /// Runs a statement and says how many rows it changed.
    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64, Fault>;

    /// Runs a query and brings its rows.
    fn query(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<Vec<Row>, Fault>;
}

/// An open database.
pub(crate) enum Engine {
    Sqlite(Sqlite),
}

impl Engine {
    /// Opens the SQLite file, making it where there is none, and brings it up to date.
    pub(crate) fn sqlite(path: &Path) -> Result<Self, OpenError> {
        Ok(Self::Sqlite(Sqlite::open(path)?))
    }

    /// Runs `work` on one unchanging state of the database.
    pub(crate) fn read<T>(
        &self,
        _organisation: &OrganisationId,
        work: impl FnOnce(&mut dyn Session) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.read(work),
        }
    }

    /// Runs `work` as the only writer of the organisation; all of it is kept, durably, or none.
    pub(crate) fn write<T>(
        &self,
        _organisation: &OrganisationId,
        work: impl FnOnce(&mut dyn Session) -> Result<T, CommitError>,
    ) -> Result<T, CommitError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.write(work),
        }
    }
}
