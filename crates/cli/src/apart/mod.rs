//! What others bring is worked at in a process of its own: documents are read there and papers set.
//! It is this program again, with limits of memory, time and files, ended when nobody waits for its
//! answer.

mod child;
mod desk;
mod eyes;
mod kept;
mod parent;
mod reader;
mod setter;

use std::{env, ffi::OsString, io, path::PathBuf, process::ExitCode};

use bellwether_app::erase::look;

use desk::Desk;

pub(crate) use reader::READER;
pub(crate) use setter::SETTER;

/// A kind of work.
pub(super) struct Work {
    /// The word that asks the program to do it for another.
    word: &'static str,
    /// Seconds of work that it may take.
    seconds: u64,
    desk: &'static Desk,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum NoAnswer {
    /// As many are at work, or wait to be, as may; or nobody waits any more.
    Busy,
    /// The process could not be asked, or broke off.
    Failed(String),
}

/// What this start of the program does for another, where it is asked for that: by a word, and the
/// seconds that it may take.
pub(crate) fn asked(words: &[OsString]) -> Option<ExitCode> {
    if eyes::is_asked(words) {
        return Some(eyes::become_it(words));
    }
    let [_, word, seconds] = words else { return None };
    let seconds: u64 = seconds.to_str()?.parse().ok()?;
    if word == reader::WORD {
        Some(child::run(seconds, reader::answer))
    } else if word == reader::WORD_TO_LOOK {
        Some(child::run(seconds, look::answer))
    } else if word == setter::WORD {
        Some(child::run(seconds, setter::answer))
    } else {
        None
    }
}

/// The program that runs, also where its file was replaced since.
fn this_program() -> io::Result<PathBuf> {
    let own = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && own.exists() { Ok(own) } else { env::current_exe() }
}
