//! Files that are files: opening a pipe waits for whoever writes to it, and a device may never end.

use std::{fs::File, io, path::Path};

/// Opens a file to read it.
///
/// # Errors
/// When it cannot be opened, or is a pipe or a device.
pub fn open_file(path: &Path) -> io::Result<File> {
    refuse_odd(path)?;
    File::open(path)
}

/// Refuses a pipe or a device, before it is opened.
///
/// # Errors
/// When it is one. What is not there yet is none.
pub fn refuse_odd(path: &Path) -> io::Result<()> {
    if is_odd(path) {
        return Err(io::Error::other("it is a pipe or a device, not a file"));
    }
    Ok(())
}

/// Whether something stands there that is neither a file nor a folder.
pub(crate) fn is_odd(path: &Path) -> bool {
    path.metadata().is_ok_and(|about| !about.is_file() && !about.is_dir())
}
