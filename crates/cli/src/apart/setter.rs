//! Papers are set apart.

use std::{io, thread};

use bellwether_papers::format::WriteError;
use bellwether_press::apart::{self, Setter};

use super::{
    NoAnswer, Work,
    desk::Desk,
    kept::{self, Kept, Said},
    parent,
};

/// The word that asks the program to set a paper for another.
pub(super) const WORD: &str = "set-apart";

/// Papers set at the same time, and how many may wait for that.
const AT_WORK: usize = 2;
const MOST_WAITING: usize = 6;

/// Bytes of the stack on which a paper is set: what a template calls may nest.
const STACK: usize = 16 * 1024 * 1024;

static DESK: Desk = Desk::new(AT_WORK, MOST_WAITING);

/// Who sets papers for this process.
pub(crate) static SETTER: Apart =
    Apart { work: Work { word: WORD, seconds: 60, desk: &DESK }, kept: Kept::new() };

/// Sets in a process of its own.
pub(crate) struct Apart {
    work: Work,
    /// What took too much is not tried again, nor drawn again what is to be kept.
    kept: Kept,
}

impl Setter for Apart {
    fn set(&self, question: &[u8], keep: bool) -> Result<Vec<u8>, WriteError> {
        let key = kept::key(b"", question);
        let said = match self.kept.get(&key) {
            Some(said) => said,
            None => parent::ask(&self.work, &[question], || self.kept.get(&key))?,
        };
        if keep || matches!(said, Said::TooMuch(_)) {
            self.kept.put(key, said.clone());
        }
        match said {
            Said::Answer(bytes) => Ok(bytes.to_vec()),
            Said::TooMuch(_) => Err(WriteError::Pdf(TOO_LONG.to_owned())),
        }
    }
}

/// What is said of a paper that takes more time or memory than is allowed.
const TOO_LONG: &str = "setting this paper as PDF takes more memory or time than is allowed: a PDF \
                        holds some 5,000 risks with an action each, unless its template is at fault; \
                        HTML, XLSX, ODS and CSV hold all of a register";

impl From<NoAnswer> for WriteError {
    fn from(none: NoAnswer) -> Self {
        match none {
            NoAnswer::Busy => Self::Busy,
            NoAnswer::Failed(why) => Self::Pdf(format!("the paper could not be set here ({why})")),
        }
    }
}

/// Sets what is asked, with room to nest in.
pub(super) fn answer(asked: impl io::Read + Send, to: impl io::Write + Send) -> io::Result<()> {
    thread::scope(|scope| {
        let work = thread::Builder::new().stack_size(STACK);
        let work = work.spawn_scoped(scope, || apart::answer(asked, to))?;
        work.join().unwrap_or_else(|_| Err(io::Error::other("it stopped within")))
    })
}
