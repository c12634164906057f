//! What can be asked about taking back: undo, anonymise.

use bellwether_history::ActorName;
use clap::Args as Arguments;

use super::Place;

#[derive(Arguments)]
pub(crate) struct Undo {
    /// The journal entry to take back: an import, an edit, a closing, a setting, a waiver, a file
    pub(crate) entry: u32,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Show what would come back and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Why, for the journal
    #[arg(long)]
    pub(crate) reason: String,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
}

#[derive(Arguments)]
pub(crate) struct Anonymise {
    /// The name as the journal writes it
    pub(crate) name: ActorName,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Why, for the journal
    #[arg(long)]
    pub(crate) reason: String,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
}
