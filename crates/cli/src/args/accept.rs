//! What can be asked of `accept`.

use clap::Args as Arguments;

use super::Place;

#[derive(Arguments)]
pub(crate) struct Accept {
    /// The rule whose suggestions are accepted, by id or name; without one, all that is suggested is
    /// listed
    pub(crate) rule: Option<String>,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Only for this risk, by its number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) risk: Option<String>,
    /// Only for this action of the risk, counted from one
    #[arg(long, value_name = "NUMBER", requires = "risk")]
    pub(crate) action: Option<usize>,
    /// What the suggestion asks for: the cause, the consequence, a date (2018-03-16), an owner
    #[arg(long, value_name = "WORDS", requires = "rule")]
    pub(crate) answer: Option<String>,
    /// Show what would be changed and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
}
