//! What can be asked of `remembered`.

use clap::Args as Arguments;

use super::Place;

#[derive(Arguments)]
pub(crate) struct Remembered {
    #[command(flatten)]
    pub(crate) place: Place,
    /// What is to be forgotten, by its eight digits; without it, what is remembered is listed
    #[arg(long, value_name = "DIGITS")]
    pub(crate) forget: Option<String>,
    /// Why, for the journal
    #[arg(long, default_value = "Documents are laid out otherwise by now")]
    pub(crate) reason: String,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
}
