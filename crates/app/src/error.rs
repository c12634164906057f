//! What can go wrong, each with its remedy.

use bellwether_domain::Date;
use thiserror::Error;

/// Why something could not be read or done.
#[derive(Debug, Error)]
pub enum AppError {
    /// The document could not be read as a register.
    #[error(transparent)]
    Intake(#[from] bellwether_intake::IntakeError),
    /// The document does not say which date it speaks of.
    #[error(
        "the document does not say which date it speaks of: give the date of the register \
         (on the command line, --as-at 2025-03-14)"
    )]
    NoDate,
    /// The document lacks risks that are on the register, and nobody said what became of them.
    #[error(
        "{} on the register {} not in this document: {}. Say what became of {}: close or keep \
         (on the command line, --missing close or --missing keep)",
        bellwether_domain::words::counted(missing.len(), "risk"),
        if missing.len() == 1 { "is" } else { "are" },
        missing.join(", "),
        if missing.len() == 1 { "it" } else { "each" },
    )]
    Undecided {
        /// The numbers (or words) of the risks.
        missing: Vec<String>,
    },
    /// Someone changed the register between the plan and its acceptance.
    #[error(
        "the register has changed since this plan was made: look at the new plan and accept it \
         again"
    )]
    Changed,
    /// There is no register yet.
    #[error("there is no register in this database yet: bring one in with bellwether import FILE")]
    Empty,
    /// Nothing was recorded by the moment asked for.
    #[error("nothing had been recorded by {known}: give a later moment")]
    NotKnownYet {
        /// The moment asked for.
        known: jiff::Timestamp,
    },
    /// The register had not begun on the date asked for.
    #[error("the register's history begins on {begins}: there is nothing to show as at {as_at}")]
    BeforeHistory {
        /// The date asked for.
        as_at: Date,
        /// The first date there is something to show.
        begins: Date,
    },
    /// No risk has the number asked for.
    #[error("there is no risk “{reference}” on the register as at {as_at}")]
    NoSuchRisk {
        /// The number asked for.
        reference: String,
        /// The date asked for.
        as_at: Date,
    },
    /// A seal that is for nothing.
    #[error("say what is sealed for, such as the name and date of the meeting")]
    NoSealName,
    /// No seal has the number asked for.
    #[error("journal entry {0} is no seal: choose one of the seals that the history lists")]
    NoSuchSeal(bellwether_history::Seq),
    /// A setting that this program cannot read.
    #[error(
        "the setting “{key}” of journal entry {seq} cannot be read ({problem}): set it anew, or \
         use the program that wrote it"
    )]
    Setting {
        /// Which setting.
        key: String,
        /// The entry that wrote it.
        seq: bellwether_history::Seq,
        /// What is wrong with it.
        problem: String,
    },
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] bellwether_history::ReadError),
    /// The change could not be kept.
    #[error(transparent)]
    Commit(#[from] bellwether_history::CommitError),
}
