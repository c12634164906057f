//! A target date as the pages show it: its words, our reading in words, and where it stands.

use bellwether_domain::{
    Action, Date,
    due::{Verdict, judge},
};
use serde::Serialize;

use crate::words::count;

/// Where an action stands as at a date, coarse enough to choose by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueGroup {
    /// Its date has passed and it is not done.
    Overdue,
    /// Its date has passed; whether it was met is not recorded, or it goes on.
    Passed,
    /// Due within 45 days.
    Soon,
    /// Due later than that.
    Later,
    /// Comes again and again.
    Recurring,
    /// No date, to be decided, or not read.
    Undated,
    /// Goes on without end and without a date.
    Continuous,
    /// Claimed begun.
    Started,
    /// Claimed done.
    Done,
}

impl DueGroup {
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

    /// The group of a verdict.
    pub fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Overdue => Self::Overdue,
            Verdict::Mixed | Verdict::PastGreen | Verdict::PassedContinuous => Self::Passed,
            Verdict::Soon | Verdict::SoonContinuous => Self::Soon,
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

    /// As a heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::Passed => "Passed, not confirmed",
            Self::Soon => "Due within 45 days",
            Self::Later => "Due later",
            Self::Recurring => "Recurring",
            Self::Undated => "No date",
            Self::Continuous => "Continuous",
            Self::Started => "Begun, no end date",
            Self::Done => "Said to be done",
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
}

impl DueView {
    /// An action's target date as at a date.
    pub fn of(action: &Action, as_at: Date) -> Self {
        let Some(due) = &action.due else { return Self::without_words(action) };
        let judged = judge(due, action.status_value(), as_at);
        let group = DueGroup::of(judged.verdict);
        let speaks_of = match group {
            DueGroup::Overdue | DueGroup::Passed => judged.late_since.or(judged.next_due),
            _ => judged.next_due.or(judged.late_since),
        };
        Self {
            text: due.text.clone(),
            words: judged.words,
            verdict: Some(judged.verdict),
            group,
            next: judged.next_due,
            late_since: judged.late_since,
            days: speaks_of.map(|date| days_between(as_at, date)),
            flags: due.flags.iter().map(ToString::to_string).collect(),
        }
    }

    /// An action whose date cell is empty.
    fn without_words(action: &Action) -> Self {
        let done = action.status_value().is_some_and(|status| status.is_closed());
        Self {
            text: String::new(),
            words: if done { "No date given, said to be done" } else { "No date given" }.to_owned(),
            verdict: None,
            group: if done { DueGroup::Done } else { DueGroup::Undated },
            next: None,
            late_since: None,
            days: None,
            flags: vec![],
        }
    }

    /// The assumptions and doubts that the reading itself does not say, as remarks.
    pub fn remarks(&self) -> impl Iterator<Item = &'static str> {
        self.flags.iter().filter_map(|flag| remark(flag))
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
