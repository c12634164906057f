//! What can be asked of the record's proof: the key that signs, who is told, what was noted.

use std::path::PathBuf;

use bellwether_history::PublicKey;
use clap::Args as Arguments;

use super::Place;

/// Where the key is that seals are signed with.
#[derive(Arguments, Clone, Default)]
pub(crate) struct SigningKey {
    /// The file with the key that seals are signed with (default: beside the database, with .key at
    /// the end of its name; BELLWETHER_SIGNING_KEY holds the key itself)
    #[arg(long, value_name = "FILE", env = "BELLWETHER_SIGNING_KEY_FILE", hide_env_values = true)]
    pub(crate) signing_key: Option<PathBuf>,
}

/// Who is told of a seal, out of reach of whoever holds the database.
#[derive(Arguments, Clone, Default)]
pub(crate) struct Witnessing {
    /// Where the head of each seal is noted: a file elsewhere that a line is added to, or an address
    /// (https://…) that it is sent to
    #[arg(long, value_name = "FILE|URL", env = "BELLWETHER_WITNESS", hide_env_values = true)]
    pub(crate) witness: Option<String>,
    /// A time-stamping service (RFC 3161) that stamps the head of each seal; its answers are kept
    /// beside the witness's file
    #[arg(
        long,
        value_name = "URL",
        env = "BELLWETHER_TIME_STAMPS",
        hide_env_values = true,
        requires = "witness"
    )]
    pub(crate) time_stamps: Option<String>,
}

/// Who may look at the whole of a PostgreSQL database.
#[derive(Arguments)]
pub(crate) struct Owner {
    /// On PostgreSQL, the database's address with the name of the owner of its tables, who is shown
    /// what is hidden from other users
    #[arg(long, value_name = "ADDRESS", env = "BELLWETHER_OWNER_DATABASE", hide_env_values = true)]
    pub(crate) owner_database: Option<String>,
}

#[derive(Arguments)]
pub(crate) struct Doctor {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(flatten)]
    pub(crate) owner: Owner,
    /// The folder that publish wrote into: whether what stands there is what the seals say today
    #[arg(long, value_name = "FOLDER", env = "BELLWETHER_PUBLISHED")]
    pub(crate) published: Option<PathBuf>,
    /// Say that the clock was wrong when the last entries were recorded, which lie ahead of it: an
    /// entry from which times start again
    #[arg(long, requires = "reason")]
    pub(crate) clock_was_wrong: bool,
    /// Why, for the journal, where the clock was wrong
    #[arg(long, requires = "clock_was_wrong")]
    pub(crate) reason: Option<String>,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long, requires = "clock_was_wrong")]
    pub(crate) by: Option<String>,
}

#[derive(Arguments)]
pub(crate) struct Verify {
    /// A database, a backup or an export; without one, the database
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(flatten)]
    pub(crate) owner: Owner,
    /// A head that was noted, for example 12=5c1a…, or a file of them such as a witness keeps (may be
    /// given more than once)
    #[arg(long, value_name = "ENTRY=DIGEST|FILE")]
    pub(crate) expect: Vec<String>,
    /// The public key that seals must be signed with, or one that it handed over to
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<PublicKey>,
}
