//! Which file was opened: another may be put in its place while the program runs, from a backup
//! say, and what is then written to the one that was opened is lost with it.

use std::{fs, path::Path};

use crate::Fault;

/// A file as the system numbers it, whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Own(Option<(u64, u64)>);

impl Own {
    /// The file that has this name now.
    pub(super) fn of(path: &Path) -> Self {
        Self(numbers(path))
    }

    /// Whether the name is still that file's.
    ///
    /// # Errors
    /// When another file has it now, or none.
    pub(super) fn stands(self, path: &Path) -> Result<(), Fault> {
        match self {
            Self(None) => Ok(()),
            own if own == Self::of(path) => Ok(()),
            _ => Err(Fault::Replaced),
        }
    }
}

#[cfg(unix)]
fn numbers(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

/// Where a file that is open cannot be replaced, none has to be looked for.
#[cfg(not(unix))]
fn numbers(path: &Path) -> Option<(u64, u64)> {
    let _ = fs::metadata(path);
    None
}
