//! Target dates as the language they are: the words are kept, and read.
//!
//! "Sept 2017 then ongoing" is one milestone and a continuous tail; what is overdue is judged
//! as at a date and never stored. Source: UK practice as seen in published registers; fiscal year 1 April–31 March.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ActionStatus, Date};

mod assemble;
mod broken;
mod claims;
mod clauses;
mod clock;
mod day;
mod flag;
mod frequency;
mod group;
mod judge;
mod label;
mod moved;
mod names;
mod numbered;
mod numbers;
mod often;
mod parse;
mod past;
mod period;
mod phrases;
mod ranges;
mod reader;
mod recurrence;
mod relative;
mod settle;
mod spelling;
mod tail;
mod times;
mod tokens;
mod verdict;
mod vocabulary;
mod words;
mod years;

pub use day::one_day;
pub use flag::Flag;
pub use frequency::{Frequency, Weekday};
pub use group::Group;
pub use judge::{Judgement, SOON_DAYS, Stand, judge, judge_with, stand_with};
pub use recurrence::Recurrence;
pub use tail::Tail;
pub use verdict::Verdict;
pub use words::day as in_words;

/// A target date: the cell's words and what they were read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The cell exactly as typed, white space collapsed.
    pub text: String,
    /// The dated points in it, in the order written.
    pub milestones: Vec<Milestone>,
    /// What goes on after them.
    pub tail: Tail,
    /// Assumptions made and doubts left, for the reader to confirm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
}

impl Due {
    /// Whether it names a day that there is not ("32 June"), which was not read: nothing stands for
    /// it among the milestones.
    pub fn says_no_day(&self) -> bool {
        let is_flagged = |flag: Flag| self.flags.contains(&flag);
        is_flagged(Flag::NoSuchDay) && (is_flagged(Flag::Unread) || is_flagged(Flag::Residue))
    }
}

/// A dated point: due at the *last* day of its period, overdue the day after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Milestone {
    /// The first day of the period.
    pub from: Date,
    /// The last day of the period.
    pub to: Date,
    /// How exactly the words name it.
    pub precision: Precision,
    /// The words left over beside the date ("report to board").
    pub label: String,
    /// What the words say has become of it.
    pub state: MilestoneState,
}

/// How exactly a date is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the periods speak for themselves")]
pub enum Precision {
    Day,
    Month,
    Quarter,
    Season,
    Half,
    Year,
}

/// What the words say has become of a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MilestoneState {
    /// Ahead at the date of reading.
    Planned,
    /// Claimed done; still to be confirmed.
    Done,
    /// Claimed begun.
    Started,
    /// Passed at the date of reading, and the words do not say.
    Unknown,
}

/// The longest cell that is read, in bytes; a longer one is prose, not a date.
pub const LONGEST: usize = 2_000;

/// How a body reckons "Q3 2018", which may be of the fiscal or the calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Quarters {
    /// Q1 is April–June.
    #[default]
    Fiscal,
    /// Q1 is January–March.
    Calendar,
}

/// What the reading of a cell depends on besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The date that the register speaks of: the date typed.
    pub as_at: Date,
    /// The body's quarters.
    pub quarters: Quarters,
    /// Whether "03/04/2026" is 4 March, as the other dates of its column show; else it is 3 April.
    pub month_first: bool,
}

impl Context {
    /// The usual one: fiscal quarters, the day before the month.
    pub fn new(as_at: Date) -> Self {
        Self { as_at, quarters: Quarters::default(), month_first: false }
    }
}

/// Reads a target date as typed in a register that speaks of `as_at`.
pub fn read(text: &str, as_at: Date) -> Due {
    read_with(text, &Context::new(as_at))
}

/// Reads a target date by a body's own conventions.
pub fn read_with(text: &str, context: &Context) -> Due {
    let kept = collapsed(text);
    if kept.len() > LONGEST {
        return Due {
            text: kept,
            milestones: vec![],
            tail: Tail::None,
            flags: vec![Flag::Unread, Flag::TooLong],
        };
    }
    let trimmed = text.trim();
    let tokens = tokens::tokens(trimmed);
    let dates = reader::Dates { tokens: &tokens, context };
    let items = parse::items(&dates);
    let reading = assemble::assemble(&dates, items, trimmed);
    Due { text: kept, milestones: reading.milestones, tail: reading.tail, flags: reading.flags }
}

/// The text with every run of white space one space.
fn collapsed(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    kept
}

/// One reading explained: what `bellwether due` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Explanation {
    /// The cell as typed.
    pub text: String,
    /// The dated points in it.
    pub milestones: Vec<Milestone>,
    /// What goes on after them.
    pub tail: Tail,
    /// The last day of the next milestone or occurrence.
    pub next_due: Option<Date>,
    /// The last day of the latest one passed and not confirmed.
    pub late_since: Option<Date>,
    /// Where that leaves the action.
    pub verdict: Verdict,
    /// The reading in plain words.
    pub words: String,
    /// Assumptions made and doubts left.
    pub flags: Vec<Flag>,
}

/// Reads a cell and judges it as at the same day.
pub fn explain(text: &str, status: Option<ActionStatus>, as_at: Date) -> Explanation {
    explain_due(read(text, as_at), status, as_at)
}

/// Judges a target date that was read before, as at a day.
pub fn explain_due(due: Due, status: Option<ActionStatus>, as_at: Date) -> Explanation {
    let Judgement { verdict, next_due, late_since, words, .. } = judge(&due, status, as_at);
    let Due { text, milestones, tail, flags } = due;
    Explanation { text, milestones, tail, next_due, late_since, verdict, words, flags }
}
