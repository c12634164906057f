//! What can go wrong with a store, each in one sentence that says what to do.

use std::io;

use bellwether_domain::Date;
use jiff::Timestamp;
use thiserror::Error;

use crate::{Broken, Conflict, Digest, KeysError, OrganisationId, Seq};

/// What a database engine could not do, whichever engine it is.
#[derive(Debug, Error)]
pub enum Fault {
    /// No room.
    #[error("the disk is full: nothing was changed; free some space and try again")]
    Full,
    /// Not allowed to write.
    #[error(
        "the database cannot be written to: allow this user to write to its file and its folder, \
         or use another"
    )]
    ReadOnly,
    /// Another program holds it.
    #[error("the database is busy in another program: nothing was changed; try again")]
    Busy,
    /// Another program has changed what this one knows.
    #[error(
        "the database was brought to a form that this program does not know, by a newer one: \
         nothing was changed; stop this program and start the newer one"
    )]
    Upgraded,
    /// Another file has its name.
    #[error(
        "the database was replaced or taken away while this program had it open: nothing was \
         changed; stop this program, put the right file there, and start it again"
    )]
    Replaced,
    /// The file is not sound.
    #[error("the database is damaged ({0}): restore the last backup")]
    Damaged(String),
    /// The server went away.
    #[error(
        "the connection to the database was lost ({0}): see that the server runs, and look \
         whether the change was made before making it again"
    )]
    Lost(String),
    /// The server offers no TLS.
    #[error(
        "the server offers no encryption (TLS), and the address asks for it: set it up at the \
         server (ssl = on), or write sslmode=disable where the way to the server is safe"
    )]
    NoTls,
    /// The server does not prove to be the one asked for.
    #[error(
        "the server's certificate is not trusted ({0}): name it in the address as the certificate \
         does, and the certificate of whoever signed that as sslrootcert=FILE"
    )]
    Untrusted(String),
    /// The store outside the database did not do as asked.
    #[error(
        "the attachments at {place} could not be reached ({problem}): nothing was changed; see \
         that the place is there and may be used, and try again"
    )]
    Outside {
        /// Its address.
        place: String,
        /// What went wrong.
        problem: String,
    },
    /// A lock was poisoned, a statement failed: something that should not happen.
    #[error("the database refused: {0}")]
    Other(String),
}

/// Why a store could not be opened. Nothing was changed.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The folder is not there.
    #[error("there is no folder {0} to keep the database in: make it, or give another path")]
    NoFolder(String),
    /// The file is not there.
    #[error("there is no database {0}: give the path of one")]
    Missing(String),
    /// Not allowed to read.
    #[error("{place} could not be read ({source}): allow this user to read it")]
    Unreadable {
        /// Which file.
        place: String,
        /// What went wrong.
        source: io::Error,
    },
    /// The newest changes cannot be read.
    #[error(
        "{place} has changes that still stand in {log}, which can only be read where this user may \
         write: allow that in their folder, or copy both to one where it is"
    )]
    Unfinished {
        /// Which database.
        place: String,
        /// The log beside it.
        log: String,
    },
    /// The path is a folder.
    #[error("{0} is a folder: give the path of a file in it, such as {0}/bellwether.db")]
    Folder(String),
    /// No file at all.
    #[error("{0} is a pipe or a device, not a file: give the path of a file")]
    Odd(String),
    /// Some other file.
    #[error("{0} is not a database: give the path of a Bellwether database, or of a new file")]
    NotADatabase(String),
    /// Somebody else's data.
    #[error(
        "{0} is the database of another program and was left alone: give the path of a \
         Bellwether database, or of a new file"
    )]
    AnotherProgram(String),
    /// Written by a later version.
    #[error(
        "{place} was written by a newer Bellwether (its schema is {found}, this program knows up \
         to {known}) and was left alone: use the newer program"
    )]
    Newer {
        /// Which database.
        place: String,
        /// Its schema.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// Written by an earlier version, and not to be brought up to date.
    #[error(
        "{place} was written by an older Bellwether (its schema is {found}, this program's is \
         {known}): open it with a command that may bring it up to date"
    )]
    Older {
        /// Which database.
        place: String,
        /// Its schema.
        found: i64,
        /// This program's schema.
        known: i64,
    },
    /// There is no room for a copy and for what is written anew.
    #[error(
        "{place} is to be brought up to date, and there is not room enough beside it: {needed} \
         MiB are needed, {free} MiB are free. It was left as it was"
    )]
    NoRoom {
        /// Which database.
        place: String,
        /// How much is needed, in mebibytes.
        needed: u64,
        /// How much there is, in mebibytes.
        free: u64,
    },
    /// A migration failed and was taken back.
    #[error("{place} could not be brought up to date and was left as it was: {problem}")]
    Migration {
        /// Which database.
        place: String,
        /// What went wrong.
        problem: Box<ReadError>,
    },
    /// The address cannot be read.
    #[error(
        "the address of the database cannot be read ({0}): write it as \
         postgres://user@host/name, or give the path of a file"
    )]
    Address(String),
    /// The engine failed.
    #[error("{place} could not be opened: {fault}")]
    Fault {
        /// Which database.
        place: String,
        /// What went wrong.
        fault: Fault,
    },
}

/// Why something could not be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The engine failed.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// Stored data is not what it should be. It is never guessed at.
    #[error(
        "the stored {table} {key} cannot be read ({problem}): it was changed from outside; \
         restore the last backup"
    )]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row.
        key: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The signing keys cannot be had.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// An upload that waits is not what was sent.
    #[error("the file that waited is no longer the one that was sent: choose the file again")]
    Upload,
    /// A later program wrote it.
    #[error("{0} was written by a newer Bellwether: use the newer program")]
    Newer(String),
    /// The bytes lie outside the database, in a place that the program was not given.
    #[error(
        "the attachment {sha256} lies at {place}: say where attachments are \
         (on the command line, --attachments {place})"
    )]
    Elsewhere {
        /// Which bytes.
        sha256: Digest,
        /// Where they were put.
        place: String,
    },
    /// The bytes are not where they should be.
    #[error("the attachment {sha256} is missing at {place}: put it back there from a backup")]
    Missing {
        /// Which bytes.
        sha256: Digest,
        /// Where they should be.
        place: String,
    },
    /// Other bytes stand in their place.
    #[error(
        "the attachment {sha256} at {place} is not what was kept: it was changed from outside; \
         put it back there from a backup"
    )]
    Altered {
        /// Which bytes.
        sha256: Digest,
        /// Where.
        place: String,
    },
}

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
         and nothing was changed. Set the clock right; if it was wrong then, say so with bellwether \
         doctor --clock-was-wrong"
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
         from where a copy is kept, say where it is (--signing-key FILE), or go on with a new one \
         (bellwether seal --new-key); seals from before stay good"
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

/// Why an export could not be written.
#[derive(Debug, Error)]
pub enum ExportError {
    /// Nobody of that name.
    #[error("there is no organisation {0} in this database")]
    NoSuchOrganisation(OrganisationId),
    /// The output failed.
    #[error("the export could not be written: {0}")]
    Io(#[from] io::Error),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<Fault> for ExportError {
    fn from(fault: Fault) -> Self {
        Self::Read(fault.into())
    }
}

/// Why an export could not be taken in. Nothing of it was kept.
#[derive(Debug, Error)]
pub enum LoadError {
    /// Some other file.
    #[error("this is not an export (bellwether.export/1): give a file that was exported")]
    NotAnExport,
    /// Part of it is missing.
    #[error("the export is cut short: nothing was taken in; export it again")]
    CutShort,
    /// A line that cannot be read.
    #[error("line {number} of the export cannot be read ({problem}): nothing was taken in")]
    Line {
        /// Its number, from one.
        number: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// The organisation has a journal already.
    #[error("{0} has a journal in this database already: take the export into another database")]
    Taken(OrganisationId),
    /// The record was changed.
    #[error(
        "entry {} of the export does not hold ({}): nothing was taken in", .0.seq, .0.problem
    )]
    Broken(Broken),
    /// There is no place to take it in.
    #[error(transparent)]
    Open(OpenError),
    /// The input failed.
    #[error("the export could not be read: {0}")]
    Io(#[from] io::Error),
    /// The store failed.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<Fault> for LoadError {
    fn from(fault: Fault) -> Self {
        Self::Read(fault.into())
    }
}

/// Why a backup could not be made or put back.
#[derive(Debug, Error)]
pub enum BackupError {
    /// Something is there already.
    #[error("{0} is there already and was left alone: give a path where there is nothing")]
    Exists(String),
    /// The folder is not there.
    #[error("there is no folder {0}: make it, or give another path")]
    NoFolder(String),
    /// A server has its own.
    #[error("back a PostgreSQL database up with pg_dump, or export its organisations")]
    Server,
    /// The backup is not whole.
    #[error(
        "the backup does not hold: entry {} of {organisation} ({}); nothing was put back",
        .broken.seq, .broken.problem
    )]
    Broken {
        /// Whose journal.
        organisation: OrganisationId,
        /// The first entry that does not hold.
        broken: Broken,
    },
    /// Something stands in the backup that is no part of a record, or is missing beside the records.
    #[error("the backup does not hold: in it {0}; nothing was put back")]
    Altered(String),
    /// The backup cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A file could not be written or read.
    #[error("{place} could not be written or read: {source}")]
    Io {
        /// Which file.
        place: String,
        /// What went wrong.
        source: io::Error,
    },
    /// The engine failed.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The backup could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}
