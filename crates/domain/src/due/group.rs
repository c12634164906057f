//! Where an action stands, coarse enough to count and to choose by: one definition for the pages,
//! the papers and the checks.

use serde::{Deserialize, Serialize};

use super::Verdict;

/// Where an action stands as at a day. Each action stands in one group.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Its last date has passed and nothing says that it was met.
    Overdue,
    /// A date has passed unconfirmed, and the action is green, goes on or has another date ahead.
    Passed,
    /// Its next date is near: within the days that the body calls soon.
    Soon,
    /// Its next date is further off.
    Later,
    /// Comes again and again.
    Recurring,
    /// No date, to be decided, or not read.
    Undated,
    /// Said to have begun.
    Started,
    /// Goes on without end and without a date.
    Continuous,
    /// Said to be done.
    Done,
}

impl Group {
    /// All, in the order in which they ask for attention.
    pub const ALL: [Self; 9] = [
        Self::Overdue,
        Self::Passed,
        Self::Soon,
        Self::Later,
        Self::Recurring,
        Self::Undated,
        Self::Started,
        Self::Continuous,
        Self::Done,
    ];

    /// The group of a verdict; `soon` is whether the next date is near.
    pub(super) fn of(verdict: Verdict, soon: bool) -> Self {
        match verdict {
            Verdict::Overdue => Self::Overdue,
            Verdict::Mixed | Verdict::PastGreen | Verdict::PassedContinuous => Self::Passed,
            Verdict::Soon | Verdict::SoonContinuous => Self::Soon,
            Verdict::Until if soon => Self::Soon,
            Verdict::Later | Verdict::LaterContinuous | Verdict::Until => Self::Later,
            Verdict::Recurring => Self::Recurring,
            Verdict::Started | Verdict::StartedContinuous => Self::Started,
            Verdict::Done | Verdict::DoneContinuous => Self::Done,
            Verdict::Undecided | Verdict::Conditional | Verdict::Unread => Self::Undated,
            Verdict::Continuous => Self::Continuous,
        }
    }

    /// As an address writes it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Passed => "passed",
            Self::Soon => "soon",
            Self::Later => "later",
            Self::Recurring => "recurring",
            Self::Undated => "undated",
            Self::Continuous => "continuous",
            Self::Started => "started",
            Self::Done => "done",
        }
    }

    /// As a heading; `soon_days` is how many days ahead the body calls soon.
    pub fn title(self, soon_days: u16) -> String {
        match self {
            Self::Overdue => "Overdue".to_owned(),
            Self::Passed => "Passed, not confirmed".to_owned(),
            Self::Soon => format!("Due within {}", crate::words::counted(soon_days.into(), "day")),
            Self::Later => "Due later".to_owned(),
            Self::Recurring => "Recurring".to_owned(),
            Self::Undated => "No date".to_owned(),
            Self::Continuous => "Continuous".to_owned(),
            Self::Started => "Begun, no end date".to_owned(),
            Self::Done => "Said to be done".to_owned(),
        }
    }

    /// What the heading means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Overdue => "The date has passed and nothing says that it was met.",
            Self::Passed => {
                "A date has passed; the action goes on or is green, and nobody has confirmed that \
                 the date was met."
            }
            Self::Soon => "The next date is near.",
            Self::Later => "The next date is further off.",
            Self::Recurring => "Comes round again; the last time must be confirmed.",
            Self::Undated => "To be decided, empty, or in words that name no date.",
            Self::Continuous => "No end and no date: agree a day on which to review it.",
            Self::Started => "Said to have begun; ask for the date by which it ends.",
            Self::Done => "The words or the status say so; confirm it and close it.",
        }
    }

    /// The group of a key in an address.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.key() == key)
    }
}
