//! What can be asked of `open`, which a double click runs.

use bellwether_history::OrganisationId;
use clap::Args as Arguments;

use super::{Limit, Outside, Place, SigningKey};

#[derive(Arguments)]
pub(crate) struct Open {
    /// The database (default: that of last time; the first time you are asked)
    #[arg(long, value_name = "PATH", env = "BELLWETHER_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// Whose register, where a database holds more than one
    #[arg(long, value_name = "NAME", default_value = "main")]
    pub(crate) organisation: OrganisationId,
    #[command(flatten)]
    pub(crate) outside: Outside,
    #[command(flatten)]
    pub(crate) key: SigningKey,
    #[command(flatten)]
    pub(crate) limit: Limit,
    /// Say the address and start no browser
    #[arg(long)]
    pub(crate) no_browser: bool,
}

impl Open {
    /// The place, once the database is chosen.
    pub(crate) fn place(&self, database: String) -> Place {
        let (organisation, outside) = (self.organisation.clone(), self.outside.clone());
        Place { database, organisation, outside, key: self.key.clone() }
    }
}
