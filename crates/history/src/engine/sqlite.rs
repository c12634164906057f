//! SQLite: one file, one writer at a time, readers beside it that never wait.

mod copies;
mod examine;
mod own;
mod room;
mod survey;
mod waiting;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{
    Connection, ErrorCode, OpenFlags, ToSql, TransactionBehavior,
    config::DbConfig,
    params_from_iter,
    types::{ToSqlOutput, ValueRef},
};

use self::{own::Own, waiting::Waiting};
use super::{Param, Query, Row, Session, Upgrader, Value, survey::Survey};
use crate::{Fault, OpenError, ReadError, Remark, file::is_odd, migrate};

/// “Bell”: marks the file as ours (`PRAGMA application_id`).
const APPLICATION_ID: i64 = 0x4265_6c6c;

/// How long a statement waits for another process to finish writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many idle readers are kept for the next to use.
const IDLE_READERS: usize = 8;

/// How many prepared statements a connection keeps: more than there are.
const STATEMENTS: usize = 64;

/// An open SQLite file.
pub(crate) struct Sqlite {
    /// The file, for more connections to it; `None` where there is but the one.
    path: Option<PathBuf>,
    /// The file that was opened under it.
    own: Option<Own>,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    /// A file that is read as one that nobody writes to.
    still: Option<examine::Still>,
    waiting: Box<Waiting>,
}

impl Sqlite {
    /// Opens the file, making it where there is none. A file that was made here and could not be
    /// made a store, on a full disk say, is removed again.
    pub(crate) fn open(path: &Path, upgrader: Option<&dyn Upgrader>) -> Result<Self, OpenError> {
        // Made here and nowhere else, or else left to SQLite, which says what is the matter.
        let made = File::create_new(path).is_ok();
        let opened = Self::open_file(path, upgrader);
        // By now our connection is closed; on a full disk it leaves its log behind.
        if made && opened.is_err() && is_blank(path) {
            for ending in ["-journal", "-wal", "-shm", ""] {
                // Whatever there is of it; what cannot be removed holds nothing.
                let _ = fs::remove_file(beside(path, ending));
            }
        }
        opened
    }

    /// The folder of the file.
    pub(super) fn folder(&self) -> Option<&Path> {
        let folder = self.path.as_deref()?.parent()?;
        Some(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
    }

    fn open_file(path: &Path, upgrader: Option<&dyn Upgrader>) -> Result<Self, OpenError> {
        let place = path.display().to_string();
        if path.is_dir() {
            return Err(OpenError::Folder(place));
        } else if is_odd(path) {
            return Err(OpenError::Odd(place));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(OpenError::NoFolder(folder.display().to_string()));
        }
        let open = || -> Result<_, rusqlite::Error> {
            let writer = Connection::open_with_flags(
                path,
                OpenFlags::SQLITE_OPEN_READ_WRITE
                    | OpenFlags::SQLITE_OPEN_CREATE
                    | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            )?;
            writer.busy_timeout(PATIENCE)?;
            if writer.is_readonly("main")? {
                return Ok(None);
            }
            // Before anything is written to a file that may not be ours.
            let mark: i64 = writer.query_row("PRAGMA application_id", [], |row| row.get(0))?;
            let tables: i64 =
                writer.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            let schema = schema_of(&writer)?;
            Ok(Some((writer, mark, tables, schema)))
        };
        let opened = open().map_err(|error| refusal(&place, &error))?;
        let Some((mut writer, mark, tables, schema)) = opened else {
            return Err(OpenError::Fault { place, fault: Fault::ReadOnly });
        };
        let fresh = mark == 0 && tables == 0 && schema == 0;
        if !fresh && mark != APPLICATION_ID {
            return Err(OpenError::AnotherProgram(place));
        }
        let known = migrate::latest();
        if schema > known {
            return Err(OpenError::Newer { place, found: schema, known });
        }
        if !fresh && schema < known && upgrader.is_none() {
            return Err(OpenError::Older { place, found: schema, known });
        }
        settle(&writer).map_err(|error| refusal(&place, &error))?;
        if schema < known {
            if let (Some(upgrader), false) = (upgrader, fresh) {
                copies::keep(&writer, path, schema, &|words| upgrader.tell(words))?;
            }
            migrate(&mut writer, upgrader).map_err(|error| match error {
                ReadError::Fault(fault @ (Fault::Full | Fault::ReadOnly | Fault::Busy)) => {
                    OpenError::Fault { place, fault }
                }
                problem => OpenError::Migration { place, problem: Box::new(problem) },
            })?;
        }
        Ok(Self {
            path: Some(path.to_owned()),
            own: Some(Own::of(path)),
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            still: None,
            waiting: Box::new(Waiting::beside(path)),
        })
    }

    /// Whether there is a file of what waits.
    pub(super) fn may_wait(&self) -> bool {
        self.waiting.is_there()
    }

    /// Runs `work` on what waits and was not accepted, while others write.
    pub(super) fn waiting<T, E: From<Fault>>(
        &self,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        self.waiting.run(work)
    }

    pub(super) fn read<T, E: From<Fault>>(
        &self,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        self.reading(|transaction| work(&mut Transaction(transaction)))
    }

    fn reading<T, E: From<Fault>>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(path) = &self.path else {
            let mut only = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = only.transaction().map_err(|error| fault(&error))?;
            let result = work(&transaction)?;
            return match &self.still {
                Some(still) if still.has_moved() => Err(Fault::Busy.into()),
                _ => Ok(result),
            };
        };
        self.stands()?;
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => reader(path).map_err(|error| fault(&error))?,
        };
        let transaction = reader.transaction().map_err(|error| fault(&error))?;
        let result = work(&transaction)?;
        transaction.finish().map_err(|error| fault(&error))?;
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < IDLE_READERS {
            readers.push(reader);
        }
        Ok(result)
    }

    pub(super) fn write<T, E: From<Fault>>(
        &self,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        self.stands()?;
        // A writer that panicked left no transaction behind: dropping one takes it back.
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| fault(&error))?;
        let schema = schema_of(&transaction).map_err(|error| fault(&error))?;
        if schema != migrate::latest() {
            return Err(Fault::Upgraded.into());
        }
        let result = work(&mut Transaction(&transaction))?;
        transaction.commit().map_err(|error| fault(&error))?;
        Ok(result)
    }

    /// Whether the file is still the one that was opened.
    fn stands(&self) -> Result<(), Fault> {
        match (&self.path, self.own) {
            (Some(path), Some(own)) => own.stands(path),
            _ => Ok(()),
        }
    }

    /// A database that lives no longer than it is open.
    pub(crate) fn in_memory() -> Result<Self, OpenError> {
        let open = || {
            let mut writer = Connection::open_in_memory()?;
            settle(&writer)?;
            steps(&mut writer)?;
            Ok(writer)
        };
        let writer = open().map_err(|error| refusal("memory", &error))?;
        Ok(Self::alone(writer, None))
    }

    /// What has but the one connection.
    fn alone(only: Connection, still: Option<examine::Still>) -> Self {
        Self {
            path: None,
            own: None,
            writer: Mutex::new(only),
            readers: Mutex::new(Vec::new()),
            still,
            waiting: Box::new(Waiting::in_memory()),
        }
    }

    /// Writes a copy of one unchanging state to a new file, while others read and write.
    pub(crate) fn copy_to(&self, to: &Path) -> Result<(), Fault> {
        let copy = |from: &Connection| from.execute("VACUUM INTO ?1", [to.to_string_lossy()]);
        let copied = match &self.path {
            Some(path) => Connection::open(path).and_then(|connection| {
                connection.busy_timeout(PATIENCE)?;
                copy(&connection)
            }),
            None => copy(&self.writer.lock().unwrap_or_else(PoisonError::into_inner)),
        };
        copied.map_err(|error| fault(&error))?;
        match &self.still {
            Some(still) if still.has_moved() => Err(Fault::Busy),
            _ => Ok(()),
        }
    }

    /// Leaves nothing in the file of what was taken out of it, nor in its log.
    pub(super) fn overwrite(&self) -> Result<(), Fault> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        match overwrite(&writer) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Fault::Busy),
            Err(error) => Err(fault(&error)),
        }
    }

    /// What there is to say of the file itself.
    pub(super) fn condition(&self, survey: &Survey) -> Vec<Remark> {
        let sound = if survey.damaged.is_empty() {
            Remark::sound("The file is sound (SQLite).")
        } else {
            let problems = survey.damaged.join("; ");
            Remark::unsound(format!("The file is damaged: {problems}. Restore the last backup."))
        };
        vec![sound, room::remark(self.path.as_deref())]
    }
}

/// Whether a file that was just made holds nothing: of a database that another process has
/// meanwhile made of it, the tables are in it or in the log beside it.
/// See <https://www.sqlite.org/fileformat.html>.
fn is_blank(path: &Path) -> bool {
    let Ok(header) = fs::read(path) else { return false };
    let log = fs::read(beside(path, "-wal")).unwrap_or_default();
    // One page, and no schema of ours (`user_version`).
    let bare = number(&header, 28) == Some(1) && number(&header, 60) == Some(0);
    (header.is_empty() || bare) && !has_commit(&log)
}

/// Whether a write-ahead log holds a transaction that was finished: a frame with a length of the
/// database in it.
fn has_commit(log: &[u8]) -> bool {
    let Some(page) = number(log, 8).and_then(|page| usize::try_from(page).ok()) else {
        return false;
    };
    (32..).step_by(page.saturating_add(24)).map_while(|at| number(log, at + 4)).any(|end| end != 0)
}

/// The number at a place.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn reader(path: &Path) -> Result<Connection, rusqlite::Error> {
    // Not opened read-only: the last reader to close tidies the write-ahead log.
    let reader = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    reader.busy_timeout(PATIENCE)?;
    reader.pragma_update(None, "query_only", true)?;
    plan_once(&reader)?;
    reader.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(reader)
}

/// Readers beside the writer; a commit is on the disk before it is acknowledged.
fn settle(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is taken away is overwritten.
    connection.pragma_update(None, "secure_delete", true)?;
    plan_once(connection)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

/// A statement is planned once, and not again for each new value that is handed to it: that took a
/// fifth of an update.
fn plan_once(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

fn schema_of(connection: &Connection) -> Result<i64, rusqlite::Error> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings schema and record up to date in one transaction; another process may have done so
/// meanwhile.
fn migrate(writer: &mut Connection, upgrader: Option<&dyn Upgrader>) -> Result<(), ReadError> {
    let begun = writer.transaction_with_behavior(TransactionBehavior::Immediate);
    let transaction = begun.map_err(|error| fault(&error))?;
    let schema = schema_of(&transaction).map_err(|error| fault(&error))?;
    let session = &mut Transaction(&transaction);
    if let Some(upgrader) = upgrader.filter(|_| migrate::holds_keys(schema)) {
        upgrader.take_keys_out(session)?;
    }
    take(&transaction).map_err(|error| fault(&error))?;
    if let Some(upgrader) = upgrader {
        for organisation in upgrader.organisations(session)? {
            upgrader.bring(session, &organisation)?;
        }
    }
    transaction.commit().map_err(|error| fault(&error))?;
    if schema > 0 {
        // Keys, and what waited to be accepted.
        overwrite(writer).map_err(|error| fault(&error))?;
    }
    Ok(())
}

/// Leaves nothing in the file of what was taken out of it, nor in its log; `false` where somebody
/// still reads what stood there before.
fn overwrite(writer: &Connection) -> Result<bool, rusqlite::Error> {
    writer.execute("VACUUM", [])?;
    let busy = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
    Ok(writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], busy)? == 0)
}

/// Brings the schema alone up to date.
fn steps(writer: &mut Connection) -> Result<(), rusqlite::Error> {
    let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
    take(&transaction)?;
    transaction.commit()
}

/// Takes the steps that are still to be taken.
fn take(transaction: &rusqlite::Transaction<'_>) -> Result<(), rusqlite::Error> {
    let schema = schema_of(transaction)?;
    for migration in migrate::since(schema) {
        transaction.execute_batch(migration.sqlite)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", migrate::latest().max(schema))
}

struct Transaction<'a>(&'a rusqlite::Transaction<'a>);

impl Transaction<'_> {
    fn rows(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Row>, Fault> {
        let run = || -> Result<_, rusqlite::Error> {
            let mut statement = self.0.prepare_cached(sql)?;
            let columns = statement.column_count();
            let mut found = statement.query(params)?;
            let mut rows = Vec::new();
            while let Some(row) = found.next()? {
                let values = (0..columns).map(|column| row.get_ref(column).map(Value::from));
                rows.push(values.collect::<Result<Row, _>>()?);
            }
            Ok(rows)
        };
        run().map_err(|error| fault(&error))
    }
}

impl Session for Transaction<'_> {
    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<(), Fault> {
        let run = || self.0.prepare_cached(sql)?.execute(params_from_iter(params));
        run().map(drop).map_err(|error| fault(&error))
    }

    fn execute_each(&mut self, sql: &'static str, rows: Vec<Row>) -> Result<(), Fault> {
        let run = || {
            let mut statement = self.0.prepare_cached(sql)?;
            rows.iter().try_for_each(|row| statement.execute(params_from_iter(row)).map(drop))
        };
        if rows.is_empty() { Ok(()) } else { run().map_err(|error| fault(&error)) }
    }

    fn query(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<Vec<Row>, Fault> {
        self.rows(sql, params_from_iter(params))
    }

    fn query_all(&mut self, queries: &[Query]) -> Result<Vec<Vec<Row>>, Fault> {
        queries.iter().map(|query| self.rows(query.sql, params_from_iter(&query.params))).collect()
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::from(rusqlite::types::Null),
            Self::Integer(number) => ToSqlOutput::from(*number),
            Self::Text(text) => ToSqlOutput::from(*text),
            Self::Bytes(bytes) => ToSqlOutput::from(*bytes),
        })
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::from(rusqlite::types::Null),
            Self::Integer(number) => ToSqlOutput::from(*number),
            Self::Text(text) => ToSqlOutput::from(text.as_str()),
            Self::Bytes(bytes) => ToSqlOutput::from(bytes.as_slice()),
        })
    }
}

impl From<ValueRef<'_>> for Value {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            // What is not UTF-8, or a fraction, is none of ours: kept as bytes, it is reported
            // where it is read.
            ValueRef::Real(number) => Self::Bytes(number.to_string().into_bytes()),
            ValueRef::Text(text) => match std::str::from_utf8(text) {
                Ok(text) => Self::Text(text.to_owned()),
                Err(_) => Self::Bytes(text.to_owned()),
            },
            ValueRef::Blob(bytes) => Self::Bytes(bytes.to_owned()),
        }
    }
}

fn refusal(place: &str, error: &rusqlite::Error) -> OpenError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::NotADatabase(place.to_owned()),
        _ => OpenError::Fault { place: place.to_owned(), fault: fault(error) },
    }
}

fn fault(error: &rusqlite::Error) -> Fault {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Fault::Full,
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            Fault::ReadOnly
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Busy,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            Fault::Damaged(error.to_string())
        }
        _ => Fault::Other(error.to_string()),
    }
}

#[cfg(test)]
mod tests;
