//! What can be asked of `retention`.

use std::str::FromStr;

use bellwether_app::settings::retention::Years;
use clap::Args as Arguments;

use super::Place;

#[derive(Arguments)]
pub(crate) struct KeepRetention {
    #[command(flatten)]
    pub(crate) place: Place,
    /// How many years the document of an import is kept after the next issue took its place, or
    /// “always”; what was read from it stays
    #[arg(long, value_name = "YEARS")]
    pub(crate) documents: Option<Term>,
    /// How many years evidence is kept after it was withdrawn, or “always”
    #[arg(long, value_name = "YEARS")]
    pub(crate) evidence: Option<Term>,
    /// How many years the name of somebody who made changes is kept after their last one, or
    /// “always”
    #[arg(long, value_name = "YEARS")]
    pub(crate) names: Option<Term>,
    /// How many years what was told of a risk is kept after it was closed, or “always”; its number,
    /// scores and dates stay
    #[arg(long, value_name = "YEARS")]
    pub(crate) closed: Option<Term>,
    /// Why, for the journal
    #[arg(long, default_value = "How long things are kept")]
    pub(crate) reason: String,
    /// Who, for the journal (default: the name you are signed in with)
    #[arg(long)]
    pub(crate) by: Option<String>,
}

/// So many years; `None` for always.
#[derive(Clone, Copy)]
pub(crate) struct Term(pub(crate) Option<Years>);

impl FromStr for Term {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.eq_ignore_ascii_case("always") {
            return Ok(Self(None));
        }
        let years = text.parse().ok().and_then(Years::new);
        years
            .map(|years| Self(Some(years)))
            .ok_or("give a number of years from 1 to 100, or always")
    }
}
