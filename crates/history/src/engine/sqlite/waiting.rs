//! What waits and was not accepted: a file of its own beside the database, so that it is in no
//! backup, makes the database no larger, and holds up nobody who writes to that. It is worth nothing
//! after a crash, and made anew where it is damaged.

use std::{
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use rusqlite::{Connection, TransactionBehavior};

use super::{PATIENCE, Session, Transaction, beside, fault, own::Own};
use crate::Fault;

/// The form of the file; one of another form is thrown away.
const FORM: i64 = 1;

/// Its one table.
const TABLE: &str = "
CREATE TABLE IF NOT EXISTS staged (
    organisation TEXT    NOT NULL,
    sha256       TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    staged       INTEGER NOT NULL, -- microseconds since 1970
    body         BLOB    NOT NULL,
    PRIMARY KEY (organisation, sha256)
) STRICT";

/// The file, which is made when something is to wait.
pub(super) struct Waiting {
    /// Where it is; `None` for one in memory.
    path: Option<PathBuf>,
    open: Mutex<Option<(Connection, Option<Own>)>>,
}

impl Waiting {
    /// That of a database.
    pub(super) fn beside(database: &Path) -> Self {
        Self { path: Some(beside(database, ".waiting")), open: Mutex::new(None) }
    }

    /// One that lives no longer than it is open.
    pub(super) fn in_memory() -> Self {
        Self { path: None, open: Mutex::new(None) }
    }

    /// Whether it was made.
    pub(super) fn is_there(&self) -> bool {
        self.path.as_ref().is_none_or(|path| path.exists())
    }

    /// Runs `work` on what waits.
    pub(super) fn run<T, E: From<Fault>>(
        &self,
        work: impl FnOnce(&mut dyn Session) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever tidies up may have taken it away.
        let stands = |(_, own): &(Connection, Option<Own>)| match (&self.path, own) {
            (Some(path), Some(own)) => own.stands(path).is_ok(),
            _ => true,
        };
        if !open.as_ref().is_some_and(stands) {
            *open = None;
        }
        let (connection, _) = match &mut *open {
            Some(open) => open,
            none => none.insert(self.connect().map_err(|error| fault(&error))?),
        };
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| fault(&error))?;
        let done = work(&mut Transaction(&transaction))?;
        transaction.commit().map_err(|error| fault(&error))?;
        Ok(done)
    }

    fn connect(&self) -> Result<(Connection, Option<Own>), rusqlite::Error> {
        let Some(path) = &self.path else {
            let connection = Connection::open_in_memory()?;
            settle(&connection)?;
            return Ok((connection, None));
        };
        let opened = open_file(path);
        let connection = match opened {
            Err(error) if matches!(fault(&error), Fault::Damaged(_)) => {
                for ending in ["-journal", ""] {
                    // What cannot be removed is told of when it is opened again.
                    let _ = fs::remove_file(beside(path, ending));
                }
                open_file(path)?
            }
            opened => opened?,
        };
        Ok((connection, Some(Own::of(path))))
    }
}

fn open_file(path: &Path) -> Result<Connection, rusqlite::Error> {
    make_private(path);
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    let form: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if form != 0 && form != FORM {
        connection.execute_batch("DROP TABLE IF EXISTS staged")?;
    }
    settle(&connection)?;
    Ok(connection)
}

/// Room that is let go is given back and overwritten; nothing is waited for until it is on the disk.
fn settle(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.pragma_update(None, "auto_vacuum", "FULL")?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.execute_batch(TABLE)?;
    connection.pragma_update(None, "user_version", FORM)
}

/// Makes the file so that its user alone can open it, before anything is in it. Where it cannot be
/// made, opening it says why.
fn make_private(path: &Path) {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
}
