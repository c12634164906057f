//! What can be asked about erasing.

use std::path::PathBuf;

use clap::Args as Arguments;

use super::Place;

#[derive(Arguments)]
pub(crate) struct Erase {
    /// The words to take out, wherever they stand (may be given more than once; - reads them from
    /// standard input, a line each, so that they stay out of the shell's own history)
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) words: Vec<String>,
    /// The journal entry that brought a file to take out: evidence, or the document of an import (may
    /// be given more than once)
    #[arg(long, value_name = "ENTRY")]
    pub(crate) file: Vec<u32>,
    /// Take out what is past the time that it is kept (`bellwether retention` sets how long)
    #[arg(long, conflicts_with_all = ["words", "file"])]
    pub(crate) past_retention: bool,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Show what would go and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Erase what is shown without asking
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) yes: bool,
    /// By which right, for the journal: for example "UK GDPR, article 17"
    #[arg(long, required_unless_present_any = ["dry_run", "again", "past_retention"])]
    pub(crate) right: Option<String>,
    /// Why, for the journal; without the words
    #[arg(long, required_unless_present_any = ["dry_run", "again", "past_retention"])]
    pub(crate) reason: Option<String>,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
    /// Do again what an erasure before could not do: take away files outside the database, overwrite
    /// what its file held
    #[arg(long, conflicts_with_all = ["words", "file", "past_retention", "dry_run"])]
    pub(crate) again: bool,
    /// The folder that publish wrote into: what holds what goes is written again without it
    #[arg(long, value_name = "FOLDER", env = "BELLWETHER_PUBLISHED")]
    pub(crate) published: Option<PathBuf>,
}

/// What was erased since an older copy was made.
#[derive(Arguments)]
pub(crate) struct ErasedIn {
    /// A newer copy of the same record (a database, a backup or an export): what was erased from it
    /// is erased from the older one, too
    #[arg(long, value_name = "FILE")]
    pub(crate) erased_in: Option<PathBuf>,
}
