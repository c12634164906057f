//! The seam between the one SQL text and the engines that run it.
//!
//! SQL is written with `?1` placeholders, integers are 64 bits, times are integers or text, and
//! truth is 0 or 1; everything in which the engines differ is in this folder and in the twinned
//! migrations.

mod address;
mod columns;
mod connection;
mod pool;
mod postgres;
mod sqlite;
pub(crate) mod survey;

use std::path::Path;

use crate::{Fault, Location, OpenError, OrganisationId, ReadError, Remark};

pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;
use survey::Survey;

/// A value handed to a statement.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Param<'a> {
    Null,
    Integer(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
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

/// A query and what is handed to it.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) sql: &'static str,
    pub(crate) params: Row,
}

/// A transaction under way.
pub(crate) trait Session {
    /// Runs a statement. A server may be sent it together with what follows, and so may refuse it
    /// only then: at the latest when the transaction ends.
    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<(), Fault>;

    /// Runs an `INSERT … VALUES (…)` once for each row, as [`Session::execute`] does: a server gets
    /// one message for all. The kinds of the first row's values are those of every row, and none
    /// is missing.
    fn execute_each(&mut self, sql: &'static str, rows: Vec<Row>) -> Result<(), Fault>;

    /// Runs a query and brings its rows.
    fn query(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<Vec<Row>, Fault>;

    /// Runs queries that do not wait for one another's answers: a server gets them all at once.
    fn query_all(&mut self, queries: &[Query]) -> Result<Vec<Vec<Row>>, Fault>;
}

/// Brings the records in a database up to date, within the transaction that brings its tables up to
/// date: the engines know tables, and nothing of what stands in them.
pub(crate) trait Upgrader {
    /// Is told in words what is being done.
    fn tell(&self, words: &str);

    /// The organisations whose records there are.
    fn organisations(&self, session: &mut dyn Session) -> Result<Vec<OrganisationId>, ReadError>;

    /// Takes signing keys out of tables that still hold them, before the tables go.
    fn take_keys_out(&self, session: &mut dyn Session) -> Result<(), ReadError>;

    /// Brings one organisation's record to the form of this program, unless it is of that already.
    fn bring(
        &self,
        session: &mut dyn Session,
        organisation: &OrganisationId,
    ) -> Result<(), ReadError>;
}

/// An open database.
pub(crate) enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl From<&Param<'_>> for Value {
    fn from(param: &Param<'_>) -> Self {
        match *param {
            Param::Null => Self::Null,
            Param::Integer(number) => Self::Integer(number),
            Param::Text(text) => Self::Text(text.to_owned()),
            Param::Bytes(bytes) => Self::Bytes(bytes.to_owned()),
        }
    }
}

impl Engine {
    /// Opens the place, making it where there is none; what is older is brought up to date where
    /// that is asked for.
    pub(crate) fn open(
        location: &Location,
        upgrader: Option<&dyn Upgrader>,
    ) -> Result<Self, OpenError> {
        match location {
            Location::Sqlite(path) => Sqlite::open(path, upgrader).map(Self::Sqlite),
            Location::Postgres(address) => Postgres::open(address, upgrader).map(Self::Postgres),
        }
    }

    /// Opens a place that must be there, to read: brought up to date where it can be written to.
    pub(crate) fn open_to_read(
        location: &Location,
        upgrader: Option<&dyn Upgrader>,
    ) -> Result<Self, OpenError> {
        match location {
            Location::Sqlite(path) => Sqlite::open_to_read(path, upgrader).map(Self::Sqlite),
            Location::Postgres(address) => Postgres::open(address, upgrader).map(Self::Postgres),
        }
    }

    /// Opens a SQLite file to read it only.
    pub(crate) fn examine(path: &Path) -> Result<Self, OpenError> {
        Sqlite::examine(path).map(Self::Sqlite)
    }

    /// A database that lives no longer than it is open.
    pub(crate) fn in_memory() -> Result<Self, OpenError> {
        Sqlite::in_memory().map(Self::Sqlite)
    }

    /// The folder of a SQLite file.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(sqlite) => sqlite.folder(),
            Self::Postgres(_) => None,
        }
    }

    /// Looks at the database as a whole, beside the records in it; as the owner of its tables where
    /// their address is given.
    pub(crate) fn survey(&self, owner: Option<&str>) -> Result<Survey, Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.survey(),
            Self::Postgres(postgres) => postgres.survey(owner),
        }
    }

    /// Leaves nothing in a SQLite file, nor in its log, of what was taken out of it. A server sees to
    /// that in its own time.
    pub(crate) fn overwrite(&self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.overwrite(),
            Self::Postgres(_) => Ok(()),
        }
    }

    /// What there is to say of the engine itself.
    pub(crate) fn condition(&self, survey: &Survey) -> Result<Vec<Remark>, Fault> {
        match self {
            Self::Sqlite(sqlite) => Ok(sqlite.condition(survey)),
            Self::Postgres(postgres) => postgres.condition(),
        }
    }

    /// Runs `work` on one unchanging state of an organisation's data.
    pub(crate) fn read<T, E: From<Fault>>(
        &self,
        organisation: &OrganisationId,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        match self {
            Self::Sqlite(sqlite) => sqlite.read(work),
            Self::Postgres(postgres) => postgres.read(organisation.as_str(), work),
        }
    }

    /// Runs `work` where the organisations can be listed; nothing of theirs can be read.
    pub(crate) fn list<T, E: From<Fault>>(
        &self,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        match self {
            Self::Sqlite(sqlite) => sqlite.read(work),
            Self::Postgres(postgres) => postgres.read("*", work),
        }
    }

    /// Runs `work` on an organisation's data, as its only writer; all of it is kept, durably, or
    /// none.
    pub(crate) fn write<T, E: From<Fault>>(
        &self,
        organisation: &OrganisationId,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        match self {
            Self::Sqlite(sqlite) => sqlite.write(work),
            Self::Postgres(postgres) => postgres.write(organisation, work),
        }
    }

    /// Whether there may be anything that waits.
    pub(crate) fn may_wait(&self) -> bool {
        match self {
            Self::Sqlite(sqlite) => sqlite.may_wait(),
            Self::Postgres(_) => true,
        }
    }

    /// Runs `work` on what waits and was not accepted: apart from the record, so that neither holds up
    /// the other.
    pub(crate) fn waiting<T, E: From<Fault>>(
        &self,
        organisation: &OrganisationId,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        match self {
            Self::Sqlite(sqlite) => sqlite.waiting(work),
            Self::Postgres(postgres) => postgres.waiting(organisation, work),
        }
    }
}
