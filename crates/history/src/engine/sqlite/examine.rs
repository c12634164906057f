//! A file that is read and not written: a backup, a read-only disk, a folder of somebody else's.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::PoisonError,
    time::SystemTime,
};

use rusqlite::{Connection, OpenFlags};
use url::Url;

use super::{APPLICATION_ID, PATIENCE, Sqlite, beside, copies, fault, refusal, schema_of, steps};
use crate::{Fault, OpenError, engine::Upgrader, file::is_odd, migrate};

/// A file that nobody was writing to when it was opened. SQLite then needs no files beside it, and
/// makes none, but would not see a change either: so we look for one after each reading.
pub(super) struct Still {
    path: PathBuf,
    modified: Option<SystemTime>,
}

impl Still {
    fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), modified: modified(path) }
    }

    /// Whether somebody has written to the file since.
    pub(super) fn has_moved(&self) -> bool {
        log_of(&self.path).is_some() || modified(&self.path) != self.modified
    }
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|about| about.modified()).ok()
}

/// The log beside a database that holds, or may hold, changes which are not in the file itself.
fn log_of(path: &Path) -> Option<PathBuf> {
    let logs = ["-wal", "-journal"].map(|ending| beside(path, ending));
    logs.into_iter().find(|log| fs::metadata(log).is_ok_and(|about| about.len() > 0))
}

impl Sqlite {
    /// Opens a file that must be there, and brings it up to date where it can be written to; else
    /// it is read as it stands.
    pub(crate) fn open_to_read(
        path: &Path,
        upgrader: Option<&dyn Upgrader>,
    ) -> Result<Self, OpenError> {
        if !path.exists() {
            return Err(OpenError::Missing(path.display().to_string()));
        }
        match Self::open(path, upgrader) {
            Err(OpenError::Fault { fault: Fault::ReadOnly, .. }) => Self::examine(path),
            opened => opened,
        }
    }

    /// Opens a file that must be there, to read it only: nothing of it is changed.
    pub(crate) fn examine(path: &Path) -> Result<Self, OpenError> {
        let (examined, found) = Self::look_at(path)?;
        if found == migrate::latest() {
            return Ok(examined);
        }
        // One of an older program is brought to the schema in memory, and read as it is.
        let copied = || {
            let reader = examined.writer.lock().unwrap_or_else(PoisonError::into_inner);
            let mut copy = copies::in_memory(&reader)?;
            steps(&mut copy)?;
            copy.pragma_update(None, "query_only", true)?;
            Ok(copy)
        };
        let copy = copied().map_err(|error| refusal(&path.display().to_string(), &error))?;
        Ok(Self::alone(copy, examined.still))
    }

    /// Opens a file of ours, of this or an earlier schema, to read it only; gives its schema.
    pub(crate) fn look_at(path: &Path) -> Result<(Self, i64), OpenError> {
        let place = path.display().to_string();
        if !path.exists() {
            return Err(OpenError::Missing(place));
        } else if path.is_dir() {
            return Err(OpenError::Folder(place));
        } else if is_odd(path) {
            return Err(OpenError::Odd(place));
        }
        if let Err(source) = File::open(path) {
            return Err(OpenError::Unreadable { place, source });
        }
        let log = log_of(path);
        // Where a log has changes they have to be read with the file, or it is not what was kept.
        let still = if log.is_none() { still_uri(path) } else { None };
        let open = || -> Result<_, rusqlite::Error> {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let reader = match &still {
                Some(uri) => {
                    let flags = flags | OpenFlags::SQLITE_OPEN_URI;
                    Connection::open_with_flags(uri.as_str(), flags)?
                }
                None => Connection::open_with_flags(path, flags)?,
            };
            reader.busy_timeout(PATIENCE)?;
            let mark: i64 = reader.query_row("PRAGMA application_id", [], |row| row.get(0))?;
            let schema = schema_of(&reader)?;
            Ok((reader, mark, schema))
        };
        let (reader, mark, found) = open().map_err(|error| match (&log, fault(&error)) {
            (Some(log), Fault::ReadOnly) => {
                OpenError::Unfinished { place: place.clone(), log: log.display().to_string() }
            }
            _ => refusal(&place, &error),
        })?;
        let known = migrate::latest();
        if mark != APPLICATION_ID {
            return Err(OpenError::AnotherProgram(place));
        } else if found > known {
            return Err(OpenError::Newer { place, found, known });
        }
        Ok((Self::alone(reader, still.map(|_| Still::new(path))), found))
    }
}

/// How SQLite is told that nobody writes to a file; `None` where it cannot be (a share on a
/// Windows network).
fn still_uri(path: &Path) -> Option<Url> {
    let mut uri = Url::from_file_path(std::path::absolute(path).ok()?).ok()?;
    uri.set_query(Some("immutable=1"));
    uri.host().is_none().then_some(uri)
}
