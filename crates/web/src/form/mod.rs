//! One form a file: what was typed into it, and what that says.

pub mod body;
pub(crate) mod edit;
pub mod look;
pub mod pack;
pub(crate) mod parts;
pub mod restrict;
pub mod retention;
pub mod settings;
pub(crate) mod spool;

use bellwether_domain::Date;
use bellwether_history::Authority;

use crate::{error::Failure, words::in_words};

/// The name that a form gives; a change without one is declined.
pub(crate) fn who(typed: Option<&str>) -> &str {
    typed.unwrap_or_default().trim()
}

/// Who makes a change, why and from when, as a form gives it.
pub(crate) fn authority(
    typed: Option<&str>,
    why: &str,
    effective: Date,
) -> Result<Authority, Failure> {
    Authority::read(who(typed), why, effective).map_err(Failure::Authority)
}

/// From when, by whom and why; or what is wrong with it, in sentences.
pub(crate) fn said(effective: Date, by: &str, reason: &str) -> Result<Authority, Vec<String>> {
    Authority::read(who(Some(by)), reason, effective)
        .map_err(|problems| problems.iter().map(in_words).collect())
}
