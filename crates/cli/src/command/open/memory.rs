//! What is kept in mind for a person between two starts: which database, and whether it is open.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use bellwether_history::Digest;

use crate::{failure::Failure, host};

/// How often, and how long apart, another start is asked where it is.
const TRIES: u32 = 50;
const APART: Duration = Duration::from_millis(100);

/// A folder of this person's.
pub(super) struct Memory(PathBuf);

/// Whether a database is open already.
pub(super) enum Claim {
    /// At this address.
    Running(String),
    /// Not before us.
    Ours(Ours),
}

/// A database that this process has open: for as long as it lives, however it ends.
pub(super) struct Ours {
    _lock: File,
    address: PathBuf,
}

impl Memory {
    /// The folder of whoever is at the machine.
    pub(super) fn of_this_user() -> Result<Self, Failure> {
        let from = |variable| std::env::var_os(variable).filter(|value| !value.is_empty());
        let folder = if cfg!(windows) {
            from("LOCALAPPDATA").map(|folder| PathBuf::from(folder).join("Bellwether"))
        } else {
            let state = from("XDG_STATE_HOME").map(PathBuf::from);
            let home = || std::env::home_dir().map(|home| home.join(".local/state"));
            state.or_else(home).map(|folder| folder.join("bellwether"))
        };
        let folder = folder.unwrap_or_else(|| std::env::temp_dir().join("bellwether"));
        fs::create_dir_all(&folder).map_err(|error| host::not_made(&folder, &error))?;
        Ok(Self(folder))
    }

    /// The database that was chosen once.
    pub(super) fn database(&self) -> Option<String> {
        let chosen = fs::read_to_string(self.chosen()).ok()?;
        Some(chosen.trim_end().to_owned()).filter(|chosen| !chosen.is_empty())
    }

    /// Keeps the choice.
    pub(super) fn keep_database(&self, database: &str) -> Result<(), Failure> {
        write(&self.chosen(), database)
    }

    /// Makes a database ours for as long as this process lives, or finds the one whose it is.
    pub(super) fn claim(&self, database: &str) -> Result<Claim, Failure> {
        let name = Digest::of(database).to_string();
        let place =
            |ending| self.0.join(format!("open-{}.{ending}", name.get(..16).unwrap_or(&name)));
        let (lock, address) = (place("lock"), place("address"));
        let failed = |error: std::io::Error| host::not_made(&lock, &error);
        let file = File::options().create(true).truncate(false).write(true).open(&lock);
        let file = file.map_err(failed)?;
        // The other may still be about to open it, or to stop.
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => {
                    // What an earlier start left that was ended by force.
                    let _ = fs::remove_file(&address);
                    return Ok(Claim::Ours(Ours { _lock: file, address }));
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
                Err(TryLockError::WouldBlock) => {}
            }
            if let Ok(there) = fs::read_to_string(&address)
                && there.ends_with('\n')
            {
                return Ok(Claim::Running(there.trim_end().to_owned()));
            }
            thread::sleep(APART);
        }
        Err(Failure::OpenElsewhere(database.to_owned()))
    }

    fn chosen(&self) -> PathBuf {
        self.0.join("database")
    }
}

impl Ours {
    /// Says where it is open, for another start to find.
    pub(super) fn announce(&self, address: &str) -> Result<(), Failure> {
        write(&self.address, address)
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.address);
    }
}

/// Writes a line; whoever reads half of it sees that its end is missing.
fn write(path: &Path, line: &str) -> Result<(), Failure> {
    fs::write(path, format!("{line}\n")).map_err(|error| host::not_made(path, &error))
}
