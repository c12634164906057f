//! Why a change was not accepted.

use bellwether_domain::Date;
use jiff::Timestamp;
use thiserror::Error;

use crate::{Conflict, Fault, KeysError, ReadError, Seq};

/// Why a change was not accepted. Nothing of it was written.
#[derive(Debug, Error)]
pub enum CommitError {
    /// Somebody else has changed what the author began from.
    #[error("what you began from has been changed since by somebody else: look at both and decide")]
    Stale(Vec<Conflict>),
    /// The same thing is written twice.
    #[error("the change writes {subject} twice at {effective}: write it once")]
    Twice {
        /// What is written.
        subject: String,
        /// The date.
        effective: Date,
    },
    /// A key that no setting can have.
    #[error("“{0}” cannot name a setting: use 1 to 200 bytes of text without control characters")]
    SettingKey(String),
    /// A date that cannot be kept in order.
    #[error("{0} is before the year 0: give a later date")]
    BeforeTime(Date),
    /// A value with no stored form.
    #[error("the change cannot be written down: {0}")]
    Unwritable(#[from] serde_json::Error),
    /// A file that is not kept.
    #[error(
        "{name} is {size} bytes: an attachment has at least one and at most {most} ({} MiB)",
        most / 1024 / 1024
    )]
    AttachmentSize {
        /// The file.
        name: String,
        /// How long it is.
        size: usize,
        /// How long it may be.
        most: usize,
    },
    /// Nothing was attached there.
    #[error("entry {0} attached no file: name the entry of one that was attached")]
    NoSuchAttachment(Seq),
    /// It was taken back before.
    #[error("the file of entry {attached} is withdrawn already, by entry {by}")]
    Withdrawn {
        /// The entry that attached it.
        attached: Seq,
        /// The entry that withdrew it.
        by: Seq,
    },
    /// Nobody of the name made an entry that knows them by a number.
    #[error(
        "nobody called “{0}” has a number here: give the name as the journal writes it. In entries \
         that 0.1 made, names stand for good"
    )]
    NoSuchActor(String),
    /// Nothing that was to go is there.
    #[error("nothing of that stands in the record: nothing was changed")]
    NothingToErase,
    /// The entry that erases would hold the words again.
    #[error(
        "the words that are to go stand in the reason, the right or the name that you give, which \
         stay: word these without"
    )]
    ErasedAgain,
    /// The words are not only the body's.
    #[error(
        "“{words}” is also a word that the record itself is written with (entry {seq}), so it cannot \
         be taken out: give more of the text that it stands in"
    )]
    OwnWord {
        /// What was to go.
        words: String,
        /// Where it stands as such.
        seq: Seq,
    },
    /// Of what was erased elsewhere.
    #[error("that is no copy of this record: they do not begin with the same entry")]
    AnotherRecord,
    /// The record is not what the plan was made of.
    #[error("the record has been changed since this was shown, and nothing was erased: look again")]
    Moved,
    /// There is no register yet.
    #[error("there is nothing on the register as at {0}: give a date on which there is")]
    NothingToSeal(Date),
    /// A correction of something else.
    #[error("entry {0} is not a seal: name the seal that this one puts right")]
    NoSuchSeal(Seq),
    /// The last entry was recorded later than now.
    #[error(
        "the last entry was recorded at {recorded}, and the clock says {now}: one of the two is wrong, \
         and nothing was changed. Set the clock right; if it was wrong then, say so"
    )]
    Clock {
        /// When the last entry was recorded.
        recorded: Timestamp,
        /// What the clock says.
        now: Timestamp,
    },
    /// The clock was said to have been wrong, and it was not.
    #[error(
        "the last entry was recorded at {0}, which is not ahead of the clock: nothing is wrong"
    )]
    ClockIsRight(Timestamp),
    /// Seals are there, and the key that signed the last of them is not.
    #[error(
        "the key that signed the last seal is not in {0}, and nothing was sealed: put it back there \
         from where a copy is kept, say where it is, or go on with a new one; seals from before stay \
         good"
    )]
    NoKey(String),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<KeysError> for CommitError {
    fn from(error: KeysError) -> Self {
        Self::Read(error.into())
    }
}

impl From<Fault> for CommitError {
    fn from(fault: Fault) -> Self {
        Self::Read(fault.into())
    }
}
