//! What can be asked about evidence: attach, attachments, detach.

use std::path::PathBuf;

use bellwether_domain::Date;
use clap::Args as Arguments;

use super::{DAY, Limit, Place, day};

#[derive(Arguments)]
pub(crate) struct Attach {
    /// The file; - reads standard input
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
    /// The number of the risk it stands beside (default: the register)
    #[arg(long, value_name = "REF")]
    pub(crate) risk: Option<String>,
    /// Which of the risk's actions it speaks of, counted from 1
    #[arg(long, value_name = "NUMBER", requires = "risk")]
    pub(crate) action: Option<usize>,
    /// What to call it (default: the file's own name)
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Its media type, for example application/pdf (default: told from the name)
    #[arg(long, value_name = "TYPE")]
    pub(crate) media: Option<String>,
    /// From which day it stands (default: today)
    #[arg(long, value_name = DAY, value_parser = day)]
    pub(crate) from: Option<Date>,
    /// Why, for the journal
    #[arg(long, default_value = "Evidence attached")]
    pub(crate) reason: String,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) limit: Limit,
}

#[derive(Arguments)]
pub(crate) struct Attachments {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Only those of this risk
    #[arg(long, value_name = "REF")]
    pub(crate) risk: Option<String>,
    /// Also those that were withdrawn
    #[arg(long)]
    pub(crate) all: bool,
    /// Get one out, by its journal entry, its name or its digest (8 digits or more)
    #[arg(long, value_name = "WHICH")]
    pub(crate) get: Option<String>,
    /// The file to make of it (default: standard output)
    #[arg(long, value_name = "FILE", requires = "get")]
    pub(crate) to: Option<PathBuf>,
}

#[derive(Arguments)]
pub(crate) struct Detach {
    /// The journal entry that attached it
    pub(crate) entry: u32,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Why, for the journal
    #[arg(long)]
    pub(crate) reason: String,
    /// From which day it no longer stands (default: today)
    #[arg(long, value_name = DAY, value_parser = day)]
    pub(crate) from: Option<Date>,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
}
