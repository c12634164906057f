//! Copies of a file: beside it before it is brought up to date, and in memory to be looked at.

use std::{
    ffi::OsStr,
    fs::{self, File, OpenOptions},
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};

use rusqlite::{Connection, OpenFlags};

use super::{beside, refusal};
use crate::{Fault, OpenError};

const MIB: u64 = 1024 * 1024;

/// Copies a file of a schema beside itself, if there is room for the copy and for what will be
/// written anew. The copy appears under its name once it is whole and on the disk; one that an
/// earlier attempt left is replaced.
pub(super) fn keep(
    open: &Connection,
    path: &Path,
    schema: i64,
    progress: &dyn Fn(&str),
) -> Result<(), OpenError> {
    let place = path.display().to_string();
    // The copy; the log, in which all that changes is written first; and the file, as it grows.
    let needed = fs::metadata(path).map_or(0, |about| about.len()).saturating_mul(3) + 4 * MIB;
    if let Some(free) = fs4::available_space(folder(path)).ok().filter(|free| *free < needed) {
        let (needed, free) = (needed.div_ceil(MIB), free / MIB);
        return Err(OpenError::NoRoom { place, needed, free });
    }
    let to = beside(path, &format!(".schema-{schema}"));
    let partial = beside(&to, ".partial");
    // What is left of an attempt that was broken off.
    let _ = fs::remove_file(&partial);
    open.execute("VACUUM INTO ?1", [partial.to_string_lossy()])
        .map_err(|error| refusal(&place, &error))?;
    let settled = || {
        OpenOptions::new().write(true).open(&partial)?.sync_all()?;
        fs::rename(&partial, &to)?;
        // Windows has no such thing for a folder.
        if cfg!(unix) { File::open(folder(path))?.sync_all() } else { Ok(()) }
    };
    let unsettled = |error: std::io::Error| OpenError::Fault {
        place: to.display().to_string(),
        fault: Fault::Other(error.to_string()),
    };
    settled().map_err(unsettled)?;
    progress(&format!("{place} is brought up to date; as it was, it is kept as {}", to.display()));
    Ok(())
}

fn folder(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| folder.as_os_str() != OsStr::new(""));
    folder.unwrap_or(Path::new("."))
}

/// A copy in memory, which lives no longer than it is open.
pub(super) fn in_memory(open: &Connection) -> Result<Connection, rusqlite::Error> {
    static COPIES: AtomicU64 = AtomicU64::new(0);
    let number = COPIES.fetch_add(1, Ordering::Relaxed);
    let name = format!("file:/copy-{}-{number}?vfs=memdb", std::process::id());
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let copy = Connection::open_with_flags(&name, flags)?;
    open.execute("VACUUM INTO ?1", [&name])?;
    Ok(copy)
}
