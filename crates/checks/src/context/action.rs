//! An action as the rules see it.

use std::cell::OnceCell;

use bellwether_domain::{
    Action, ActionStatus, Date,
    due::{Flag, Stand, Verdict},
};
use foldhash::HashMap;

use super::RiskView;
use crate::{read::Text, words};

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
    words: OnceCell<Vec<&'a str>>,
    /// The day it is judged at, and how many days ahead are soon.
    at: (Date, u16),
    stand: OnceCell<Stand>,
}

impl<'a> ActionView<'a> {
    pub(super) fn new(action: &'a Action, text: &'a Text, number: usize, at: (Date, u16)) -> Self {
        Self {
            action,
            number,
            status: action.status_value(),
            text,
            wording: None,
            words: OnceCell::new(),
            at,
            stand: OnceCell::new(),
        }
    }

    /// The words of its description, in lower case; parted when first asked for.
    pub fn words(&self) -> &[&'a str] {
        self.words.get_or_init(|| self.text.words())
    }

    /// Where it stands by its target date, as at the day; judged when first asked for.
    fn stand(&self) -> &Stand {
        let (as_at, soon_days) = self.at;
        self.stand.get_or_init(|| self.action.stands(as_at, soon_days))
    }

    /// Where it stands by its target date, as at the day; an empty cell is undecided.
    pub fn verdict(&self) -> Verdict {
        self.stand().verdict
    }

    /// The last day of its next milestone or occurrence.
    pub fn next_due(&self) -> Option<Date> {
        self.stand().next_due.filter(|_| !self.is_only_urgent())
    }

    /// The last day of its latest milestone or occurrence that passed unconfirmed.
    pub fn late_since(&self) -> Option<Date> {
        self.stand().late_since
    }

    /// Whether the next one is within the days that the body calls soon.
    pub fn is_soon(&self) -> bool {
        self.stand().is_soon && !self.is_only_urgent()
    }

    /// Whether its date cell says no more than that it is urgent. The day that is read from "ASAP" goes
    /// along with the register's own, issue by issue: it never comes.
    fn is_only_urgent(&self) -> bool {
        const URGENT: &[&str] = &["asap", "immediate", "immediately", "urgent", "urgently"];
        const SOON: &[&str] =
            &["as soon as possible", "as soon as practicable", "as soon as practical"];
        const BESIDE: &[&str] =
            &["action", "and", "or", "now", "at", "once", "very", "high", "priority"];
        // Nearly all date cells are ruled out by this.
        if self.due_text().is_empty() || self.due_text().bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let due = words::lowered(self.due_text()).replace('.', "");
        let rest = SOON.iter().fold(due, |rest, phrase| rest.replace(phrase, " asap "));
        let words = words::words(&rest);
        words.iter().any(|word| URGENT.contains(word))
            && words.iter().all(|word| URGENT.contains(word) || BESIDE.contains(word))
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
    /// without a word; or "ASAP" while that is not past. Words that could not be read may be a date, and
    /// are not counted.
    pub fn is_undated(&self) -> bool {
        matches!(self.verdict(), Verdict::Continuous | Verdict::Undecided | Verdict::Conditional)
            || (self.lies_ahead() && self.is_only_urgent())
    }

    /// Whether a milestone of it lies ahead. The next of a series that goes on for ever is an
    /// occurrence, not a milestone.
    pub fn is_dated_ahead(&self) -> bool {
        self.lies_ahead() && !self.is_only_urgent()
    }

    fn lies_ahead(&self) -> bool {
        matches!(
            self.verdict(),
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
        matches!(self.verdict(), Verdict::Done | Verdict::DoneContinuous)
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
