//! Why an edit was not accepted, each with its remedy. Nothing was written then.

use bellwether_domain::{Date, Risk, calendar::long_date, merge::MergeConflict, place::Named};
use bellwether_history::{CommitError, Entry, NoAuthority, ReadError, RiskVersion};
use serde::Serialize;
use thiserror::Error;

use crate::AppError;

/// Something typed that cannot be kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where it stands; `None` for what is beside the risk: the reason, the date.
    #[serde(flatten)]
    pub place: Option<Named>,
    /// Which action of the risk as typed it is in, where it is in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// A problem of no particular field.
    pub(super) fn beside(message: &str) -> Self {
        Self { place: None, item: None, message: message.to_owned() }
    }
}

/// An edit that somebody else's came before, where both changed the same field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overtaken {
    /// What both changed, with all three texts.
    pub conflicts: Vec<MergeConflict>,
    /// What both said otherwise, with mine where they conflict: what to decide from.
    pub merged: Risk,
    /// What stands now: what the decision begins from.
    pub stands: RiskVersion,
    /// Who wrote that, when and why.
    pub entry: Option<Entry>,
}

/// Why an edit was not accepted.
#[derive(Debug, Error)]
pub enum EditError {
    /// What was typed cannot be kept as it is.
    #[error("{}", .0.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<Problem>),
    /// Somebody else changed the same fields meanwhile.
    #[error(
        "{} has changed {} too since you began: look at both texts and decide",
        by(.0.entry.as_ref()),
        if .0.conflicts.len() == 1 { "what you changed" } else { "some of what you changed" },
    )]
    Conflict(Box<Overtaken>),
    /// A later version would cover the edit.
    #[error(
        "the register already says something of this risk from {next}, so a change from \
         {effective} would hold only until then: give {next} or a later date, or say that it is \
         to hold only until then"
    )]
    Later {
        /// The date of the edit.
        effective: Date,
        /// The date of the next version.
        next: Date,
    },
    /// It would begin on a day that is yet to come.
    #[error(
        "{} is ahead of today ({}): give today or an earlier day, or say that it is meant to hold \
         from then",
        long_date(*effective),
        long_date(*today)
    )]
    Ahead {
        /// The date of the edit.
        effective: Date,
        /// The day it is.
        today: Date,
    },
    /// Ratings are beyond the scales that follow from the figures in use.
    #[error(
        "{} {} beyond the scales, which run to {} for likelihood and {} for impact by the figures \
         in use: correct {}, or say that {} meant",
        .ratings.join(" and "),
        if .ratings.len() == 1 { "is" } else { "are" },
        .steps[0],
        .steps[1],
        if .ratings.len() == 1 { "it" } else { "them" },
        if .ratings.len() == 1 { "it is" } else { "they are" },
    )]
    OffScale {
        /// Stage, axis and figure of each.
        ratings: Vec<String>,
        /// The steps of likelihood and of impact in use.
        steps: [usize; 2],
    },
    /// The risk is off the register.
    #[error(
        "the risk was taken off the register on {since} by {}: put it back before changing it",
        by(.entry.as_deref())
    )]
    Closed {
        /// From which day.
        since: Date,
        /// Who did it, when and why.
        entry: Option<Box<Entry>>,
    },
    /// The risk was not on the register yet.
    #[error("the risk is on the register from {begins}: give that date or a later one")]
    BeforeRisk {
        /// Its first day.
        begins: Date,
    },
    /// The version named is none of this risk's.
    #[error("this risk has no such version: open it again and make the change there")]
    NoSuchVersion,
    /// Others wrote again and again while this waited.
    #[error("others are changing this risk at this moment: nothing was changed; try again")]
    Busy,
    /// The register could not be read or written.
    #[error(transparent)]
    App(#[from] AppError),
}

impl EditError {
    /// What stands in the way of a change without a name or a reason, with all else that does.
    pub fn unsigned(missing: &[NoAuthority], seen: Result<Risk, Self>) -> Self {
        let mut problems = match seen {
            Ok(_) => vec![],
            Err(Self::Invalid(problems)) => problems,
            Err(other) => return other,
        };
        problems.extend(missing.iter().map(|problem| Problem::beside(&problem.to_string())));
        Self::Invalid(problems)
    }
}

fn by(entry: Option<&Entry>) -> &str {
    entry.map_or("somebody", |entry| &entry.actor.0)
}

impl From<ReadError> for EditError {
    fn from(error: ReadError) -> Self {
        Self::App(error.into())
    }
}

impl From<CommitError> for EditError {
    fn from(error: CommitError) -> Self {
        Self::App(error.into())
    }
}
