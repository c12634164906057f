//! What a database engine could not do.

use thiserror::Error;

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
