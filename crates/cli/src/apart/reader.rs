//! Documents are read apart. What was said of them is kept for a while.

use std::io;

use bellwether_app::{
    erase::look::{self, Look},
    reader::Reader,
};
use bellwether_history::Words;
use bellwether_intake::{Intake, IntakeError, Options, apart};

use super::{
    NoAnswer, Work,
    desk::Desk,
    eyes::Tesseract,
    kept::{self, Kept, Said},
    parent,
};

/// The word that asks the program to read for another.
pub(super) const WORD: &str = "read-apart";
/// The word that asks it to look whether words stand in a file.
pub(super) const WORD_TO_LOOK: &str = "look-apart";

/// Documents read at the same time, and how many may wait for that.
const AT_WORK: usize = 2;
const MOST_WAITING: usize = 8;

static DESK: Desk = Desk::new(AT_WORK, MOST_WAITING);

/// Who reads for this process.
pub(crate) static READER: Apart = Apart {
    work: Work { word: WORD, seconds: 60, desk: &DESK },
    look: Work { word: WORD_TO_LOOK, seconds: 60, desk: &DESK },
    kept: Kept::new(),
};

/// Reads in a process of its own.
pub(crate) struct Apart {
    work: Work,
    look: Work,
    kept: Kept,
}

impl Apart {
    /// Reads a document, or says again what came of reading the same one the same way.
    pub(crate) fn read(&self, bytes: &[u8], options: &Options) -> Result<Intake, IntakeError> {
        let question = apart::question(options)?;
        let key = kept::key(&question, bytes);
        if let Some(said) = self.kept.get(&key) {
            return taken(&said);
        }
        let said = parent::ask(&self.work, &[&question, bytes], || self.kept.get(&key))?;
        self.kept.put(key, said.clone());
        taken(&said)
    }
}

fn taken(said: &Said) -> Result<Intake, IntakeError> {
    match said {
        Said::Answer(bytes) => apart::understood(bytes),
        Said::TooMuch(what) => Err(IntakeError::TooMuch((*what).to_owned())),
    }
}

impl From<NoAnswer> for IntakeError {
    fn from(none: NoAnswer) -> Self {
        match none {
            NoAnswer::Busy => Self::Busy,
            NoAnswer::Failed(why) => Self::NoReader(why),
        }
    }
}

impl Reader for &Apart {
    fn read(&self, bytes: &[u8], options: &Options) -> Result<Intake, IntakeError> {
        Apart::read(self, bytes, options)
    }

    fn look(&self, bytes: &[u8], words: &[Words]) -> Result<Look, IntakeError> {
        match parent::ask(&self.look, &[&look::question(words), bytes], || None)? {
            Said::Answer(answer) => look::understood(&answer)
                .ok_or_else(|| IntakeError::NoReader("its answer is not to be understood".into())),
            Said::TooMuch(what) => Err(IntakeError::TooMuch(what.to_owned())),
        }
    }
}

/// Reads what is asked; pages that are pictures as well, where the machine can.
pub(super) fn answer(asked: impl io::Read, to: impl io::Write) -> io::Result<()> {
    apart::answer(&Tesseract::find(), asked, to)
}
