//! Why something could not be set.

use bellwether_checks::SettingsError;
use bellwether_domain::Date;
use thiserror::Error;

use crate::AppError;

/// Why something could not be set. Nothing was written.
#[derive(Debug, Error)]
pub enum SetError {
    /// Nobody stands for it.
    #[error("say who answers for it: a finding is set aside in somebody’s name")]
    NoName,
    /// A name that cannot stand.
    #[error(transparent)]
    Name(#[from] bellwether_history::NoAuthority),
    /// The last day is past already.
    #[error("the last day, {expires}, is before {from}, from when it would hold: give a later day")]
    Expired {
        /// The last day.
        expires: Date,
        /// The first.
        from: Date,
    },
    /// Thresholds or rules that cannot stand.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Faults(Vec<SettingsError>),
    /// A text that is longer than there is room for.
    #[error("the {what} is {length} characters long: give one of at most {most}")]
    TooLong {
        /// Which.
        what: &'static str,
        /// Its length, in characters.
        length: usize,
        /// The most there is room for.
        most: usize,
    },
    /// A picture that is larger than there is room for, in KB.
    #[error("the picture is too large: give one of at most {0} KB")]
    TooLarge(usize),
    /// The settings are already as asked for.
    #[error("these are the settings in force already: there is nothing to keep")]
    Same,
    /// There is nothing of the kind.
    #[error("it does not stand any more: look at the findings again")]
    Gone,
    /// Nothing is remembered under a name.
    #[error("nothing is remembered under that name: look at what is (bellwether remembered)")]
    NotRemembered,
    /// Somebody else was quicker.
    #[error("somebody else has set this meanwhile: look at what they set, and set it again")]
    Overtaken,
    /// The register could not be read or written.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<bellwether_history::ReadError> for SetError {
    fn from(error: bellwether_history::ReadError) -> Self {
        Self::App(error.into())
    }
}
