//! An action as the rules see it.

use bellwether_domain::{
    Action, ActionStatus, Date,
    due::{Flag, Verdict},
};
use foldhash::HashMap;

use super::RiskView;
use crate::words::Text;

/// An action of a live risk.
#[derive(Debug)]
pub struct ActionView<'a> {
    /// The action itself.
    pub action: &'a Action,
    /// Its place in the risk, from one.
    pub number: usize,
    /// Its status as read.
    pub status: Option<ActionStatus>,
    /// Its description as it was read.
    pub text: &'a Text,
    /// The number of that wording: two actions are the same if this is. `None` without a word.
    pub wording: Option<usize>,
    /// The words of its description, in lower case.
    pub words: Vec<&'a str>,
    /// Where it stands by its target date, as at the day; an empty cell is undecided.
    pub verdict: Verdict,
    /// The last day of its next milestone or occurrence.
    pub next_due: Option<Date>,
    /// The last day of its latest milestone or occurrence that passed unconfirmed.
    pub late_since: Option<Date>,
    /// Whether the next one is within the days that the body calls soon.
    pub is_soon: bool,
}

impl<'a> ActionView<'a> {
    pub(super) fn new(
        action: &'a Action,
        text: &'a Text,
        number: usize,
        (as_at, soon_days): (Date, u16),
    ) -> Self {
        let judged = action.stands(as_at, soon_days);
        Self {
            action,
            number,
            status: action.status_value(),
            text,
            wording: None,
            words: text.words(),
            verdict: judged.verdict,
            next_due: judged.next_due,
            late_since: judged.late_since,
            is_soon: judged.is_soon,
        }
    }

    /// The target date's own words; empty where the cell is.
    pub fn due_text(&self) -> &'a str {
        self.action.due.as_ref().map_or("", |due| &due.text)
    }

    /// Whether the reading of the date left a doubt of this kind.
    pub fn has_flag(&self, flag: Flag) -> bool {
        self.action.due.as_ref().is_some_and(|due| due.flags.contains(&flag))
    }

    /// Whether no day can ever make it late: continuous, to be decided, hanging on an event, or
    /// without a word. Words that could not be read may be a date, and are not counted.
    pub fn is_undated(&self) -> bool {
        matches!(self.verdict, Verdict::Continuous | Verdict::Undecided | Verdict::Conditional)
    }

    /// Whether a milestone of it lies ahead. The next of a series that goes on for ever is an
    /// occurrence, not a milestone.
    pub fn is_dated_ahead(&self) -> bool {
        matches!(
            self.verdict,
            Verdict::Soon
                | Verdict::SoonContinuous
                | Verdict::Later
                | Verdict::LaterContinuous
                | Verdict::Mixed
                | Verdict::Until
        )
    }

    /// Whether its status or its date cell says that it is done. Given up is not done.
    pub fn is_done(&self) -> bool {
        matches!(self.verdict, Verdict::Done | Verdict::DoneContinuous)
            && self.status != Some(ActionStatus::Cancelled)
            && !self.has_flag(Flag::Withdrawn)
    }

    /// Whether it is amber or red.
    pub fn is_amber_or_red(&self) -> bool {
        matches!(self.status, Some(ActionStatus::Amber | ActionStatus::Red))
    }

    /// Whether its status says that nothing more is to be done.
    pub fn is_closed(&self) -> bool {
        self.status.is_some_and(ActionStatus::is_closed)
    }
}

/// Numbers the wordings of actions as they come.
pub(super) fn number_wordings(risks: &mut [RiskView<'_>]) {
    let mut numbers: HashMap<&str, usize> = HashMap::default();
    let actions = risks.iter_mut().flat_map(|risk| &mut risk.actions);
    for action in actions.filter(|action| !action.text.folded.is_empty()) {
        let next = numbers.len();
        action.wording = Some(*numbers.entry(&action.text.folded).or_insert(next));
    }
}
