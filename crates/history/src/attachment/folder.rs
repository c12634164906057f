//! A folder that keeps attachments is marked as one: where a share is not mounted, the bare folder
//! in its place has no mark, and nothing is written to it.

use std::{fs, io, path::Path};

use crate::{Digest, refuse_odd};

/// The file that marks it.
const MARK: &str = ".bellwether";

/// What stands in it, for whoever finds it there.
const WORDS: &str = "Bellwether keeps the attachments of a risk register in this folder.\n\
                     It looks for this file before it writes here: leave it where it is.\n";

/// Whether files may be written to a folder, which is marked where it is new to us, or holds files
/// of ours from before there was a mark. `given` says whether files were given to it before.
///
/// # Errors
/// In words, where it has none of what was given to it, or cannot be marked.
pub(super) fn is_ours(folder: &Path, given: bool) -> Result<(), String> {
    let mark = folder.join(MARK);
    if mark.is_file() {
        return Ok(());
    }
    if given && !holds_files(folder).map_err(|error| error.to_string())? {
        return Err("it has none of the files that were given to it: is it mounted?".to_owned());
    }
    refuse_odd(&mark).map_err(|error| error.to_string())?;
    fs::write(&mark, WORDS).map_err(|error| error.to_string())
}

/// Whether a file stands there under `organisation/digest`.
fn holds_files(folder: &Path) -> io::Result<bool> {
    for organisation in fs::read_dir(folder)? {
        let organisation = organisation?.path();
        if organisation.is_dir() {
            for file in fs::read_dir(organisation)? {
                if file?.file_name().to_str().is_some_and(|name| name.parse::<Digest>().is_ok()) {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}
