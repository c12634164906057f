//! Documents are read in a process of their own: this program again, with limits of memory, time
//! and files. It is ended when nobody waits for its answer. What it said is kept for a while.

pub(crate) mod child;
mod desk;
pub(crate) mod eyes;
mod kept;
mod parent;

use std::{env, ffi::OsString, io, path::PathBuf};

use bellwether_app::reader::Reader;
use bellwether_intake::{Intake, IntakeError, Options, apart};

use desk::Desk;
use kept::Kept;

/// The word that asks the program to read for another.
const WORD: &str = "read-apart";

/// Documents read at the same time.
const AT_WORK: usize = 2;

/// Who reads for this process.
pub(crate) static READER: Apart = Apart { desk: Desk::new(AT_WORK), kept: Kept::new() };

/// Whether this start of the program is to read for another.
pub(crate) fn is_asked(words: &[OsString]) -> bool {
    matches!(words, [_, word] if word == WORD)
}

/// The program that runs, also where its file was replaced since.
fn this_program() -> io::Result<PathBuf> {
    let own = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && own.exists() { Ok(own) } else { env::current_exe() }
}

/// Reads in a process of its own.
pub(crate) struct Apart {
    desk: Desk,
    kept: Kept,
}

impl Apart {
    /// Reads a document, or says again what came of reading the same one the same way.
    pub(crate) fn read(&self, bytes: &[u8], options: &Options) -> Result<Intake, IntakeError> {
        let question = apart::question(options)?;
        let key = kept::key(&question, bytes);
        if let Some(said) = self.kept.get(&key) {
            return said.taken();
        }
        let _place = self.desk.place()?;
        // Whoever waited may have waited for the same document.
        if let Some(said) = self.kept.get(&key) {
            return said.taken();
        }
        let said = parent::ask(&question, bytes)?;
        self.kept.put(key, said.clone());
        said.taken()
    }
}

impl Reader for &Apart {
    fn read(&self, bytes: &[u8], options: &Options) -> Result<Intake, IntakeError> {
        Apart::read(self, bytes, options)
    }
}
