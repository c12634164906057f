//! Where an action can stand by its target date.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Milestone;
use crate::Date;

macro_rules! verdicts {
    ($($name:ident $code:literal $english:literal,)+) => {
        /// Where an action stands by its target date, as at a day.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        pub enum Verdict {
            $(#[doc = concat!($english, ".")] #[serde(rename = $code)] $name,)+
        }

        impl Verdict {
            /// Every verdict, the most pressing first.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its code ("PASSED+C").
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Its name in plain English ("Overdue").
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $english,)+ }
            }
        }
    };
}

verdicts! {
    Overdue "OVERDUE" "Overdue",
    Mixed "MIX" "An earlier date passed unconfirmed, a later one ahead",
    PastGreen "PAST-GREEN" "Past its date, green, not confirmed as done",
    PassedContinuous "PASSED+C" "Date passed unconfirmed, then continuous",
    Soon "SOON" "Due soon",
    SoonContinuous "SOON+C" "Due soon, then continuous",
    Later "LATER" "Due later",
    LaterContinuous "LATER+C" "Due later, then continuous",
    Until "UNTIL" "Continuous until a date",
    Recurring "REC" "Recurring",
    Started "STARTED" "Said to be started, no end date",
    StartedContinuous "STARTED+C" "Said to be started, then continuous",
    Done "DONE" "Said to be done",
    DoneContinuous "DONE+C" "Said to be done, then continuous",
    Undecided "TBD" "No date set",
    Conditional "CONDITIONAL" "Depends on an event, no date",
    Unread "UNREAD" "Not understood",
    Continuous "CONT" "Continuous, no date",
}

impl Verdict {
    /// Whether work goes on after its dates, so that a date to review it is wanted.
    pub fn is_continuous(self) -> bool {
        matches!(
            self,
            Self::Continuous
                | Self::PassedContinuous
                | Self::SoonContinuous
                | Self::LaterContinuous
                | Self::StartedContinuous
                | Self::DoneContinuous
        )
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// What stands before and after the day.
pub(super) struct Standing<'d> {
    /// Ahead, the nearest first.
    pub(super) ahead: Vec<&'d Milestone>,
    pub(super) next_due: Option<Date>,
    pub(super) late_since: Option<Date>,
}
