//! Whether there is room beside a database for the changes to come.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use super::beside;
use crate::Remark;

/// What a change may need, with its log and the files that are attached: this much is tried.
const ENOUGH: usize = 1024 * 1024;

/// What should be free at the least; or as much as the database has, for a backup beside it.
const LITTLE: u64 = 100 * 1024 * 1024;

/// What there is to say of the room that a database has; of one that is only read, that it is.
pub(super) fn remark(database: Option<&Path>) -> Remark {
    let Some(database) = database else {
        return Remark::sound(
            "It can be read here and not written to. That is right for a backup; to keep a \
             register in it, allow this user to write to the file and its folder.",
        );
    };
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty());
    let free = fs4::available_space(folder.unwrap_or(Path::new("."))).ok();
    let size = fs::metadata(database).map_or(0, |about| about.len());
    judge(tried(database), free, size)
}

/// Writes as much as a change may need, and takes it away again: a quota or a limit of this
/// program's user is met like a full disk.
fn tried(database: &Path) -> io::Result<()> {
    let place = beside(database, &format!("-room-{}", std::process::id()));
    let write = || {
        let mut file = File::create(&place)?;
        file.write_all(&vec![0; ENOUGH])?;
        file.sync_all()
    };
    let written = write();
    let removed = fs::remove_file(&place);
    written.and(removed)
}

fn judge(tried: io::Result<()>, free: Option<u64>, size: u64) -> Remark {
    let has = free.map_or(String::new(), |free| format!("; {} are free", mebibytes(free)));
    if let Err(error) = tried {
        return Remark::unsound(match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => format!(
                "The disk is full: there is no room for changes beside the database{has}. Free \
                 some space."
            ),
            _ => format!(
                "Nothing can be written beside the database ({error}): allow this user to write \
                 to its folder."
            ),
        });
    }
    match free {
        Some(free) if free < LITTLE.max(size) => Remark::unsound(format!(
            "The disk is nearly full: {} are free, and the database has {}. Free some space.",
            mebibytes(free),
            mebibytes(size)
        )),
        Some(free) => {
            Remark::sound(format!("There is room on the disk: {} are free.", mebibytes(free)))
        }
        None => Remark::sound("There is room on the disk for changes."),
    }
}

/// "63 MiB".
fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes / (1024 * 1024))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const MIB: u64 = 1024 * 1024;

    #[rstest]
    #[case(None, 200 * MIB, MIB, true, "200 MiB are free")]
    #[case(None, 99 * MIB, MIB, false, "nearly full: 99 MiB are free")]
    #[case(None, 200 * MIB, 300 * MIB, false, "nearly full")]
    #[case(Some(io::ErrorKind::StorageFull), 0, MIB, false, "The disk is full")]
    #[case(Some(io::ErrorKind::QuotaExceeded), 200 * MIB, MIB, false, "The disk is full")]
    #[case(Some(io::ErrorKind::PermissionDenied), 200 * MIB, MIB, false, "Nothing can be written")]
    fn room_is_judged(
        #[case] refused: Option<io::ErrorKind>,
        #[case] free: u64,
        #[case] size: u64,
        #[case] sound: bool,
        #[case] words: &str,
    ) {
        let tried = refused.map_or(Ok(()), |kind| Err(kind.into()));
        let remark = judge(tried, Some(free), size);
        assert_eq!(remark.sound, sound, "{remark:?}");
        assert!(remark.words.contains(words), "{remark:?}");
    }
}
