//! A target date as the pages show it: its words, our reading in words, and where it stands.

use bellwether_domain::{Action, Date, Due, due::Verdict};
use serde::Serialize;

use crate::words::count;

pub use bellwether_domain::due::Group as DueGroup;

/// One target date as the pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueView {
    /// The words of the document; empty where it gives none.
    pub text: String,
    /// What they were read as.
    pub words: String,
    /// The verdict, where there are words to judge.
    pub verdict: Option<Verdict>,
    /// Where the action stands.
    pub group: DueGroup,
    /// The next date.
    pub next: Option<Date>,
    /// Since when it is late.
    pub late_since: Option<Date>,
    /// Days to (+) or since (−) the date that the group speaks of.
    pub days: Option<i32>,
    /// Assumptions made and doubts left.
    pub flags: Vec<String>,
    /// Whether it names a day that there is not, and was not read for that.
    #[serde(skip)]
    says_no_day: bool,
}

impl DueView {
    /// An action's target date as at a date; `soon_days` is how many days ahead the body calls
    /// soon.
    pub fn of(action: &Action, as_at: Date, soon_days: u16) -> Self {
        let judged = action.judged(as_at, soon_days);
        let group = judged.group();
        let speaks_of = match group {
            DueGroup::Overdue | DueGroup::Passed => judged.late_since.or(judged.next_due),
            _ => judged.next_due.or(judged.late_since),
        };
        let due = action.due.as_ref();
        Self {
            text: due.map(|due| due.text.clone()).unwrap_or_default(),
            words: judged.words,
            verdict: due.map(|_| judged.verdict),
            group,
            next: judged.next_due,
            late_since: judged.late_since,
            days: speaks_of.map(|date| days_between(as_at, date)),
            flags: due.iter().flat_map(|due| &due.flags).map(ToString::to_string).collect(),
            says_no_day: due.is_some_and(Due::says_no_day),
        }
    }

    /// The assumptions and doubts that the reading itself does not say, as remarks.
    pub fn remarks(&self) -> impl Iterator<Item = &'static str> {
        let says_no_day = self.says_no_day;
        self.flags.iter().filter_map(move |flag| match flag.as_str() {
            "no-such-day" if says_no_day => Some("There is no such day, so it was not read."),
            flag => remark(flag),
        })
    }

    /// "31 days late", "in 12 days", where there is something to count.
    pub fn distance(&self) -> Option<String> {
        let days = self.days?;
        let number = count(usize::try_from(days.unsigned_abs()).ok()?, "day");
        Some(match days {
            0 => "today".to_owned(),
            1.. => format!("in {number}"),
            _ if self.group == DueGroup::Overdue => format!("{number} late"),
            _ => format!("{number} ago"),
        })
    }
}

/// A flag as a remark for the owner; `None` where the reading in words says it already.
fn remark(flag: &str) -> Option<&'static str> {
    Some(match flag.split('(').next().unwrap_or(flag) {
        "contradiction" => "The words contradict one another.",
        "false-day-precision" => "Read as the whole month: confirm the day if it is meant.",
        "spreadsheet-serial" => "A spreadsheet’s day number, read as its date.",
        "month-first" => "Read with the month before the day.",
        "no-such-day" => "The month has no such day; its last day was taken.",
        "weekday-differs" => "The day of the week does not agree with the date.",
        "day-or-year" => "The number may be a day or a year.",
        "year-assumed" => "No year is given; the next such date was taken.",
        "year-ambiguous" => "Calendar or financial year? The words do not say.",
        "quarter-ambiguous" => "Calendar or financial quarter? The words do not say.",
        "year-implausible" => "The year is far from the register’s own date.",
        "relative" => "Counted from the date of the register.",
        "vague" => "The words are vague; a convention gave the day.",
        "frequency-ambiguous" => "The frequency may be read in two ways.",
        "anchor-assumed" => "No first date is given; the calendar’s own periods were taken.",
        "spelling" => "Read through a misspelling.",
        "slipped" => "The date has been moved before.",
        "provisional" => "The date is still to be confirmed.",
        "on-hold" => "Said to be on hold.",
        _ => return None,
    })
}

/// Days from one date to another.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
