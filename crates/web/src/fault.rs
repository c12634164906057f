//! What lies with the machine, not with whoever asks, told without a path or a driver's words: these
//! go to the log, under the number that the page gives.

use axum::http::StatusCode;
use bellwether_app::AppError;
use bellwether_history::{CommitError, Fault, ReadError};
use bellwether_intake::IntakeError;

/// What is said of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trouble {
    pub(crate) status: StatusCode,
    pub(crate) title: &'static str,
    pub(crate) what: &'static str,
    pub(crate) advice: &'static str,
}

/// What to do about what nobody foresaw.
pub(crate) const LOOK: &str = "If you were changing something, look whether it was changed before \
    you try again. If it happens again, tell whoever looks after Bellwether what you did.";
const AGAIN: &str = "Nothing was changed. Try again in a moment.";
const TELL: &str = "Nothing was changed. Tell whoever looks after Bellwether.";

const AWAY: StatusCode = StatusCode::SERVICE_UNAVAILABLE;

/// The trouble behind an error, where the machine has some.
pub(crate) fn of(error: &AppError) -> Option<Trouble> {
    match error {
        AppError::Intake(IntakeError::Busy) => Some(Trouble {
            status: AWAY,
            title: "Other files are being read",
            what: "As many files are being read as may be at a time.",
            advice: AGAIN,
        }),
        AppError::Intake(IntakeError::NoReader(_)) => Some(Trouble {
            status: AWAY,
            title: "The file could not be read here",
            what: "The part of Bellwether that reads files could not be started or broke off.",
            advice: AGAIN,
        }),
        AppError::Read(ReadError::Upload) => Some(Trouble {
            status: StatusCode::GONE,
            title: "Choose the file again",
            what: "The file that waited to be accepted is not what was sent any more: it was changed \
                   where it waited.",
            advice: "Nothing was changed. Choose the file again, and tell whoever looks after Bellwether.",
        }),
        AppError::Read(error) | AppError::Commit(CommitError::Read(error)) => Some(read(error)),
        _ => None,
    }
}

fn read(error: &ReadError) -> Trouble {
    let trouble = |status, title, what, advice| Trouble { status, title, what, advice };
    let fault = match error {
        ReadError::Fault(fault) => fault,
        ReadError::Corrupt { .. } => {
            return trouble(
                StatusCode::INTERNAL_SERVER_ERROR,
                "The record cannot be read",
                "Something in the database is not what Bellwether wrote there.",
                TELL,
            );
        }
        _ => return unforeseen(),
    };
    match fault {
        Fault::Full => trouble(
            AWAY,
            "The disk is full",
            "There is no room left where the register is kept.",
            TELL,
        ),
        Fault::ReadOnly => trouble(
            AWAY,
            "The register cannot be changed",
            "Bellwether may not write to its database.",
            TELL,
        ),
        Fault::Busy => {
            trouble(AWAY, "The database is busy", "Another program is using the database.", AGAIN)
        }
        Fault::Upgraded => trouble(
            AWAY,
            "Bellwether was brought up to date elsewhere",
            "A newer Bellwether has changed the form of the database.",
            TELL,
        ),
        Fault::Replaced => trouble(
            AWAY,
            "The database was replaced",
            "Another file stands in the place of the database, or none.",
            TELL,
        ),
        Fault::Lost(_) => trouble(
            AWAY,
            "The database cannot be reached",
            "The connection to the database was lost.",
            "If you were changing something, it may have been changed: look before you try again.",
        ),
        Fault::NoTls | Fault::Untrusted(_) => trouble(
            AWAY,
            "The database cannot be reached",
            "The connection to the database is not safe.",
            TELL,
        ),
        Fault::Outside { .. } => trouble(
            AWAY,
            "The attachments cannot be reached",
            "The place where attachments are kept cannot be reached.",
            TELL,
        ),
        Fault::Damaged(_) => trouble(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The database is damaged",
            "The database cannot be read.",
            TELL,
        ),
        Fault::Other(_) => unforeseen(),
    }
}

fn unforeseen() -> Trouble {
    Trouble {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        title: "Something went wrong",
        what: "Something in Bellwether itself went wrong.",
        advice: LOOK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_and_no_driver_speaks_on_a_page() {
        let secret = || "/var/lib/x.db: SQLITE_IOERR 10.0.0.7".to_owned();
        let faults = [
            Fault::Full,
            Fault::Lost(secret()),
            Fault::Other(secret()),
            Fault::Damaged(secret()),
            Fault::Untrusted(secret()),
            Fault::Outside { place: secret(), problem: secret() },
        ];
        for fault in faults {
            let told = of(&AppError::Read(ReadError::Fault(fault))).unwrap();
            let all = format!("{}{}{}", told.title, told.what, told.advice);
            assert!(all.contains(' ') && told.what.ends_with('.'), "{all}");
            assert!(!all.contains("/var") && !all.contains("SQLITE"), "{all}");
        }
    }

    #[test]
    fn a_commit_whose_answer_was_lost_is_not_said_to_be_undone() {
        let lost = AppError::Commit(CommitError::from(Fault::Lost("reset".to_owned())));
        let told = of(&lost).unwrap();
        assert_eq!(told.status, AWAY);
        assert!(told.advice.contains("may have been changed") && !told.advice.contains("Nothing"));
        let full = of(&AppError::Commit(CommitError::from(Fault::Full))).unwrap();
        assert_eq!((full.status, full.advice), (AWAY, TELL));
    }
}
