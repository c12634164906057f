//! What is sent as a file, on its way: it goes to a file of ours beyond a little, so that all who send
//! something hold little memory together, however many they are and however slow.

use std::{
    env,
    fs::File,
    io::{self, Read, Seek, Write},
    mem,
    path::{Path, PathBuf},
};

use tokio::task::spawn_blocking;

/// Bytes of each that are held in memory.
const HELD: usize = 128 * 1024;

/// Bytes that were sent.
#[derive(Debug)]
pub(crate) struct Spool {
    folder: PathBuf,
    /// What came first, once there is more than is held; without a name, for its user alone, and gone
    /// when it is let go of.
    file: Option<File>,
    held: Vec<u8>,
    length: usize,
}

impl Spool {
    /// Nothing yet; what is long goes to a file in `folder`, or among the system's own temporary ones
    /// where nothing can be written there.
    pub(crate) fn within(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), file: None, held: vec![], length: 0 }
    }

    /// How many bytes there are.
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// When they cannot be written.
    pub(crate) async fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.held.extend_from_slice(bytes);
        self.length += bytes.len();
        if self.held.len() <= HELD {
            return Ok(());
        }
        let (file, mut held) = (self.file.take(), mem::take(&mut self.held));
        let folder = self.folder.clone();
        let written = spawn_blocking(move || {
            let mut file = file.map_or_else(|| nameless(&folder), Ok)?;
            file.write_all(&held)?;
            held.clear();
            io::Result::Ok((file, held))
        });
        let (file, held) = written.await.map_err(io::Error::other)??;
        (self.file, self.held) = (Some(file), held);
        Ok(())
    }

    /// All of it, in memory: for whoever has their turn to work at it.
    ///
    /// # Errors
    /// When it cannot be read back.
    pub(crate) fn bytes(&self) -> io::Result<Vec<u8>> {
        let Some(mut file) = self.file.as_ref() else { return Ok(self.held.clone()) };
        let mut bytes = Vec::with_capacity(self.length);
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        bytes.extend_from_slice(&self.held);
        Ok(bytes)
    }
}

fn nameless(folder: &Path) -> io::Result<File> {
    let file = tempfile::tempfile_in(folder).or_else(|_| tempfile::tempfile_in(env::temp_dir()))?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    async fn sent(folder: &Path, length: usize) -> Spool {
        let all: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let mut spool = Spool::within(folder);
        for part in all.chunks(10_000) {
            spool.add(part).await.unwrap();
            assert!(spool.held.capacity() <= 2 * (HELD + 10_000), "it stays in memory");
        }
        spool
    }

    #[tokio::test]
    async fn whatever_is_sent_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        for length in [0, 1, HELD, HELD + 1, 1_000_003] {
            let spool = sent(folder.path(), length).await;
            assert_eq!((spool.len(), spool.file.is_some()), (length, length > HELD));
            let bytes = spool.bytes().unwrap();
            assert_eq!(bytes.len(), length);
            assert!(bytes.iter().enumerate().all(|(at, byte)| *byte == (at % 251) as u8));
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn the_file_has_no_name_and_is_for_its_user_alone() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let spool = sent(folder.path(), 500_000).await;
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let file = spool.file.as_ref().unwrap().metadata().unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
        assert!(file.len() > 350_000, "{}", file.len());
    }

    #[tokio::test]
    async fn where_the_folder_takes_nothing_another_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let spool = sent(&folder.path().join("not there"), 500_000).await;
        assert_eq!(spool.bytes().unwrap().len(), 500_000);
    }
}
