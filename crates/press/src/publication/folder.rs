//! The folder that publications stand in: one folder in it for each meeting, known by the
//! `issue.json` there and not by its name, and a page that lists them.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use super::{Files, Issue, Made, index};

/// The file that each folder of a meeting is known by.
const KNOWN_BY: &str = "issue.json";

/// The page of a folder.
const PAGE: &str = "index.html";

/// Why something was not published.
#[derive(Debug, Error)]
pub enum PublishError {
    /// A file or a folder could not be read or written.
    #[error("{} could not be written: {error}", .path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A folder's `issue.json` is none of ours.
    #[error("{} is none that bellwether publish wrote", .0.display())]
    NotOurs(PathBuf),
}

/// A folder of publications.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

/// What stands in one folder of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The name of the folder.
    pub folder: String,
    /// What was put out.
    pub issue: Issue,
}

impl Folder {
    /// The folder at a path; it need not be there yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The path of a meeting's folder in it.
    pub fn path(&self, folder: &str) -> PathBuf {
        self.root.join(folder)
    }

    /// What was published in it so far, by the names of the folders.
    ///
    /// # Errors
    /// When it cannot be read, or a folder in it is none of ours.
    pub fn issues(&self) -> Result<Vec<Placed>, PublishError> {
        let mut placed = vec![];
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(placed),
            Err(error) => return Err(at(&self.root)(error)),
        };
        for entry in entries {
            let folder = entry.map_err(at(&self.root))?.file_name().to_string_lossy().into_owned();
            let path = self.root.join(&folder).join(KNOWN_BY);
            // What begins with a point is half of a publication that was broken off.
            if folder.starts_with('.') || !path.is_file() {
                continue;
            }
            let text = fs::read(&path).map_err(at(&path))?;
            let issue = serde_json::from_slice(&text).map_err(|_| PublishError::NotOurs(path))?;
            placed.push(Placed { folder, issue });
        }
        placed.sort_by(|a, b| a.folder.cmp(&b.folder));
        Ok(placed)
    }

    /// What stands in it of the seal of an issue, whatever its folder is called by now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_seal(&self, issue: &Issue) -> Result<Option<Placed>, PublishError> {
        let is_of = |placed: &Placed| placed.issue.is_of_the_seal_of(issue);
        Ok(self.issues()?.into_iter().find(is_of))
    }

    /// Writes what was made into its folder, and the page that lists the meetings; gives the name
    /// of the folder. A seal stays at the address that it was first put out under, unless the
    /// meeting is called otherwise by now: a name that was erased stands in no address.
    ///
    /// # Errors
    /// When it cannot be written: what stood there stays.
    pub fn put(&self, made: &Made) -> Result<String, PublishError> {
        self.put_when(made, || Ok(()))
    }

    /// The same; `agreed` is asked when all is written beside its place, and where it fails what
    /// stood there stays.
    ///
    /// # Errors
    /// When it cannot be written, or is not agreed to.
    pub fn put_when<E: From<PublishError>>(
        &self,
        made: &Made,
        agreed: impl FnOnce() -> Result<(), E>,
    ) -> Result<String, E> {
        let before = self.of_seal(&made.issue)?;
        let stays = |placed: &&Placed| placed.issue.meeting == made.issue.meeting;
        let name = match before.as_ref().filter(stays) {
            Some(placed) => placed.folder.clone(),
            None => made.issue.folder(),
        };
        let mut files: Files = made.files.clone();
        files.push((PAGE.into(), made.issue.page().into_bytes()));
        // It has text keys alone, so it can always be written.
        files.push((KNOWN_BY.into(), serde_json::to_vec_pretty(&made.issue).unwrap_or_default()));
        let into = self.root.join(&name);
        let new = beside(&self.root, &into, &files).map_err(at(&into))?;
        if let Err(error) = agreed() {
            // What nobody may read is of no use to anyone; that it stays is no worse.
            let _ = fs::remove_dir_all(&new);
            return Err(error);
        }
        place(&new, &into).map_err(at(&into))?;
        if let Some(old) = before.filter(|placed| placed.folder != name) {
            let old = self.root.join(old.folder);
            fs::remove_dir_all(&old).map_err(at(&old))?;
        }
        self.list()?;
        Ok(name)
    }

    /// Writes the page that lists the meetings.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn list(&self) -> Result<(), PublishError> {
        let page = self.root.join(PAGE);
        let list = index(&self.issues()?);
        // Whole or not at all, under readers' eyes.
        let beside = self.root.join(format!(".{PAGE}.new"));
        write(&beside, list.as_bytes()).and_then(|()| fs::rename(&beside, &page)).map_err(at(&page))
    }

    /// Makes everything in it again, as after an erasure, and writes what came out otherwise; gives
    /// what was written. `make` gives what is there to be said of an issue's seal
    /// today, `None` where the seal is not of this register: what is withdrawn stays so.
    ///
    /// # Errors
    /// When something could not be made or written; what came before it is written.
    pub fn renew<E: From<PublishError>>(
        &self,
        mut make: impl FnMut(&Issue) -> Result<Option<Made>, E>,
    ) -> Result<Vec<Placed>, E> {
        let mut written = vec![];
        for placed in self.issues()? {
            let Some(made) = make(&placed.issue)? else { continue };
            if made.issue != placed.issue {
                written.push(Placed { folder: self.put(&made)?, issue: made.issue });
            }
        }
        Ok(written)
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> PublishError {
    let path = path.to_owned();
    move |error| PublishError::Io { path: path.clone(), error }
}

/// Writes the files beside their folder, in one whose name begins with a point.
fn beside(root: &Path, into: &Path, files: &[(String, Vec<u8>)]) -> io::Result<PathBuf> {
    if !root.is_dir() {
        fs::create_dir_all(root)?;
        readable(root, true)?;
    }
    let new = hidden(into, "new");
    for left in [&new, &hidden(into, "old")] {
        if left.exists() {
            fs::remove_dir_all(left)?;
        }
    }
    let written = fs::create_dir(&new).and_then(|()| {
        readable(&new, true)?;
        files.iter().try_for_each(|(name, bytes)| write(&new.join(name), bytes))
    });
    // What could not be finished is of no use to anyone; that it stays is no worse.
    written.map(|()| new.clone()).inspect_err(|_| drop(fs::remove_dir_all(&new)))
}

/// Puts what is written in its place, so that a reader finds the old files or the new ones.
fn place(new: &Path, into: &Path) -> io::Result<()> {
    let old = hidden(into, "old");
    let aside = if into.exists() { fs::rename(into, &old) } else { Ok(()) };
    if let Err(error) = aside.and_then(|()| fs::rename(new, into)) {
        let _ = fs::remove_dir_all(new);
        if old.exists() && !into.exists() {
            fs::rename(&old, into)?;
        }
        return Err(error);
    }
    if old.exists() { fs::remove_dir_all(&old) } else { Ok(()) }
}

/// A folder beside another, which no reader is led to.
fn hidden(folder: &Path, end: &str) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}.{end}"))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)?;
    readable(path, false)
}

/// Lets everyone read it: a web server is another account.
#[cfg(unix)]
fn readable(path: &Path, folder: bool) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(if folder { 0o755 } else { 0o644 }))
}

#[cfg(not(unix))]
fn readable(_: &Path, _: bool) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::{super::tests::issue, *};

    fn made(issue: Issue) -> Made {
        Made { issue, files: vec![("register.csv".into(), b"Ref".to_vec())], remarks: vec![] }
    }

    fn folders(root: &Path) -> Vec<String> {
        let placed = Folder::at(root).issues().unwrap();
        placed.into_iter().map(|placed| placed.folder).collect()
    }

    #[test]
    fn a_seal_stays_in_the_folder_that_somebody_gave_another_name() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        let name = folder.put(&made(issue("Harbour Board", 7))).unwrap();
        fs::rename(root.path().join(&name), root.path().join("winter")).unwrap();
        assert_eq!(folder.put(&made(issue("Harbour Board", 7))).unwrap(), "winter");
        assert_eq!(folders(root.path()), ["winter"]);
        let list = fs::read_to_string(root.path().join("index.html")).unwrap();
        assert!(list.contains("href=\"winter/\""), "{list}");
    }

    #[test]
    fn a_meeting_whose_name_was_erased_leaves_no_folder_of_that_name() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        folder.put(&made(issue("For Ivo Marl", 7))).unwrap();
        folder.put(&made(issue("Harbour Board", 9))).unwrap();
        let renewed: Result<_, PublishError> = folder.renew(|before| {
            let meeting = before.meeting.replace("Ivo Marl", "[erased by entry 11]");
            Ok(Some(made(Issue { meeting, ..before.clone() })))
        });
        let [written] = renewed.unwrap().try_into().unwrap();
        let written: Placed = written;
        assert_eq!(written.folder, "2026-06-30-for-erased-by-entry-11-entry-7");
        let list = fs::read_to_string(root.path().join("index.html")).unwrap();
        assert!(!list.to_lowercase().contains("marl"), "{list}");
        assert_eq!(folders(root.path()).len(), 2);
    }

    #[test]
    fn what_is_of_another_register_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        let other = Issue { head: "ef".repeat(32), ..issue("Harbour Board", 7) };
        folder.put(&made(other)).unwrap();
        let renewed: Result<_, PublishError> = folder.renew(|_| Ok(None));
        assert!(renewed.unwrap().is_empty());
        assert_eq!(folder.of_seal(&issue("Harbour Board", 7)).unwrap(), None);
    }

    #[test]
    fn what_is_not_agreed_to_leaves_what_stood_there() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        let name = folder.put(&made(issue("Harbour Board", 7))).unwrap();
        let other = Made {
            issue: issue("Harbour Board", 7),
            files: vec![("register.csv".into(), b"Other".to_vec())],
            remarks: vec![],
        };
        let refused = || Err(PublishError::NotOurs(PathBuf::new()));
        folder.put_when(&other, refused).unwrap_err();
        assert_eq!(fs::read(root.path().join(&name).join("register.csv")).unwrap(), b"Ref");
        let left: Vec<_> =
            fs::read_dir(root.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}
