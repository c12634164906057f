//! Where a paper goes: a file that is whole or not there, or standard output.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};

use crate::{failure::Failure, host};

/// Writes a paper to a file, else to standard output.
///
/// # Errors
/// When nothing can be written there; then no part of a file is left behind. What is no text is
/// not for a terminal.
pub(crate) fn write(bytes: &[u8], to: Option<&Path>, is_text: bool) -> Result<(), Failure> {
    match to {
        Some(path) if path != Path::new("-") => {
            in_file(bytes, path).map_err(|error| host::not_made(path, &error))
        }
        _ if is_text => {
            let mut out = anstream::stdout().lock();
            out.write_all(bytes)?;
            Ok(out.flush()?)
        }
        _ if io::stdout().is_terminal() => Err(Failure::NotForTerminal),
        _ => {
            let mut out = io::stdout().lock();
            out.write_all(bytes)?;
            Ok(out.flush()?)
        }
    }
}

/// Writes beside the file and puts it in its place when it is whole and on the disk.
fn in_file(bytes: &[u8], path: &Path) -> io::Result<()> {
    // A pipe or a device is written to as it stands.
    if fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let partial = partial(path)?;
    let written = File::create(&partial).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&partial, path));
    if done.is_err() {
        // What could not be finished is of no use to anyone; that it stays is no worse.
        let _ = fs::remove_file(&partial);
    }
    done
}

fn partial(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| io::Error::other("it names no file"))?;
    if path.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    let mut partial = std::ffi::OsString::from(".");
    partial.push(name);
    partial.push(format!(".{}.part", std::process::id()));
    Ok(path.with_file_name(partial))
}
