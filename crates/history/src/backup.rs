//! Backups of a SQLite store: made while others write, checked before they are put back.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs::{self, File, OpenOptions},
    path::{Path, PathBuf},
};

use crate::{
    Absent, AttachmentStore, BackupError, Keys, OpenError, Store, Upgrading,
    engine::{Engine, Sqlite},
};

impl Store {
    /// Writes a copy of one unchanging state to a new file, while others read and write. The
    /// file appears under its name only once it is whole and on the disk. Attachments that lie
    /// outside the database are not in it: [`Store::outside`] says where they are.
    ///
    /// # Errors
    /// When the store is not a SQLite file, something stands at the path already, or there is
    /// no room. No half of a backup is left behind.
    pub fn backup(&self, to: &Path) -> Result<(), BackupError> {
        let Engine::Sqlite(sqlite) = &self.engine else { return Err(BackupError::Server) };
        appear(to, |partial| Ok::<_, BackupError>(sqlite.copy_to(partial)?))
    }
}

/// Puts a backup back as a new store: the copy is brought up to date and every organisation's
/// record walked before it appears under its name. The backup itself is only read. Gives the
/// files that are not in it and cannot be found at `outside`.
///
/// # Errors
/// When the backup is not one of ours, is newer than this program, or does not hold, or when
/// something stands at `to` already.
pub fn restore(
    from: &Path,
    to: &Path,
    outside: Option<AttachmentStore>,
    upgrading: Upgrading<'_>,
) -> Result<Vec<Absent>, BackupError> {
    appear(to, |partial| walked(&copied(from, to, partial, outside, upgrading)?))
}

/// Does the same once something was done to the copy; gives what came of that, too.
///
/// # Errors
/// As [`restore`], and where `work` fails: then nothing is left at `to`.
pub fn restore_after<T, E: From<BackupError>>(
    from: &Path,
    to: &Path,
    outside: Option<AttachmentStore>,
    upgrading: Upgrading<'_>,
    work: impl FnOnce(&Store) -> Result<T, E>,
) -> Result<(Vec<Absent>, T), E> {
    appear(to, |partial| {
        let store = copied(from, to, partial, outside, upgrading)?;
        // What does not hold is not worked on.
        walked(&store)?;
        let done = work(&store)?;
        Ok((walked(&store)?, done))
    })
}

/// A copy of a backup under another name than its own, brought up to date.
fn copied(
    from: &Path,
    to: &Path,
    partial: &Path,
    outside: Option<AttachmentStore>,
    upgrading: Upgrading<'_>,
) -> Result<Store, BackupError> {
    // Not as bytes: what is restored can be written to, whatever the backup's own permissions,
    // and has the changes that may still stand in a log beside it.
    let (backup, _) = Sqlite::look_at(from)?;
    backup.copy_to(partial)?;
    let mut store = match Store::open(partial.to_owned()) {
        Err(OpenError::Older { found, .. }) => {
            // By the name that the database will have.
            let keys = upgrading.keys.cloned().unwrap_or_else(|| Keys::beside(to));
            let upgrading = Upgrading { keys: Some(&keys), ..upgrading };
            let opened = Store::open_upgrading(partial.to_owned(), upgrading);
            // The backup itself is the copy; what was never made cannot be removed.
            let _ = fs::remove_file(beside(partial, &format!(".schema-{found}")));
            opened?
        }
        opened => opened?,
    };
    store.keeping.outside = outside;
    Ok(store)
}

/// Walks every record of a copy; gives the files that cannot be found.
fn walked(store: &Store) -> Result<Vec<Absent>, BackupError> {
    let proof = store.prove(None, &BTreeMap::new())?;
    if let Some(fault) = proof.faults.into_iter().next() {
        return Err(BackupError::Altered(fault));
    }
    let mut absent = Vec::new();
    for (organisation, walked) in proof.records {
        if let Some(broken) = walked.broken {
            return Err(BackupError::Broken { organisation, broken });
        }
        absent.extend(walked.absent);
    }
    Ok(absent)
}

/// Makes a file under another name and gives it its own once it is whole and on the disk.
fn appear<T, E: From<BackupError>>(
    to: &Path,
    make: impl FnOnce(&Path) -> Result<T, E>,
) -> Result<T, E> {
    let place = || to.display().to_string();
    if to.exists() {
        return Err(BackupError::Exists(place()).into());
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(BackupError::NoFolder(folder.display().to_string()).into());
    }
    let partial = beside(to, ".partial");
    if partial.exists() {
        return Err(BackupError::Exists(partial.display().to_string()).into());
    }
    let settle = || {
        OpenOptions::new().write(true).open(&partial)?.sync_all()?;
        fs::rename(&partial, to)?;
        // Windows has no such thing for a folder.
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    };
    let made = make(&partial).and_then(|made| match settle() {
        Ok(()) => Ok(made),
        Err(source) => Err(BackupError::Io { place: place(), source }.into()),
    });
    if made.is_err() {
        for ending in ["", "-wal", "-shm", "-journal"] {
            // Whatever there is of it; what was never made cannot be removed.
            let _ = fs::remove_file(beside(&partial, ending));
        }
    }
    made
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}
