//! What the server refuses, and what goes wrong on the way to it, in our own kinds.

use std::{fmt, io};

use tokio_postgres::{Error, error::SqlState};

use crate::{Fault, engine::address::Untrusted};

/// What kept a connection from being tried at all.
pub(in crate::engine) fn unable(error: &io::Error) -> Fault {
    Fault::Lost(error.to_string())
}

/// What is said of an error of the server, or of the way to it.
pub(in crate::engine) fn fault(error: &Error) -> Fault {
    let Some(code) = error.code() else {
        return match Untrusted::of(error) {
            Some(Untrusted::NoTls) => Fault::NoTls,
            Some(Untrusted::Certificate(problem)) => Fault::Untrusted(problem),
            None => Fault::Lost(words(error)),
        };
    };
    if *code == SqlState::DISK_FULL {
        Fault::Full
    } else if *code == SqlState::DIVISION_BY_ZERO {
        // Nothing is divided but by whether the schema is ours.
        Fault::Upgraded
    } else if [SqlState::READ_ONLY_SQL_TRANSACTION, SqlState::INSUFFICIENT_PRIVILEGE].contains(code)
    {
        Fault::ReadOnly
    } else if [
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::QUERY_CANCELED,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::TOO_MANY_CONNECTIONS,
    ]
    .contains(code)
    {
        Fault::Busy
    } else if [SqlState::DATA_CORRUPTED, SqlState::INDEX_CORRUPTED].contains(code) {
        Fault::Damaged(words(error))
    } else if [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW]
        .contains(code)
    {
        Fault::Lost(words(error))
    } else {
        Fault::Other(words(error))
    }
}

/// Whether the server took the whole transaction back so that another could go on: the same may do
/// well when it is asked again.
pub(in crate::engine) fn was_taken_back(error: &Error) -> bool {
    error.code().is_some_and(|code| {
        [SqlState::T_R_DEADLOCK_DETECTED, SqlState::T_R_SERIALIZATION_FAILURE].contains(code)
    })
}

/// The error with what gave rise to it: the outer words alone say only "db error".
fn words(error: &Error) -> String {
    struct Chain<'a>(&'a dyn std::error::Error);
    impl fmt::Display for Chain<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}", self.0)?;
            self.0.source().map_or(Ok(()), |source| write!(f, ": {}", Chain(source)))
        }
    }
    Chain(error).to_string()
}
