//! What a target date means as at a day. Computed each time, never stored.

use super::period::{self, Period};
use super::recurrence::Recurrence;
use super::verdict::{Standing, Verdict};
use super::{Due, Flag, Group, Milestone, MilestoneState, Tail, words};
use crate::{ActionStatus, Date};

/// A date this many days ahead, or fewer, is due soon for a body that sets no other number.
pub const SOON_DAYS: u16 = 45;

/// A target date judged as at a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Where the action stands.
    pub verdict: Verdict,
    /// The last day of the earliest milestone or occurrence on or after the day.
    pub next_due: Option<Date>,
    /// The last day of the latest passed milestone or occurrence that nothing says was done.
    pub late_since: Option<Date>,
    /// The reading in plain words.
    pub words: String,
    /// A date to review it is wanted: it is continuous, or hangs on an event.
    pub needs_review: bool,
    /// The next date is within the days that the body calls soon.
    pub is_soon: bool,
}

impl Judgement {
    /// The group that it is counted in.
    pub fn group(&self) -> Group {
        Group::of(self.verdict, self.is_soon)
    }

    /// Of a date cell that says nothing.
    pub(crate) fn without_words(status: Option<ActionStatus>) -> Self {
        let done = status.is_some_and(ActionStatus::is_closed);
        Self {
            verdict: if done { Verdict::Done } else { Verdict::Undecided },
            next_due: None,
            late_since: None,
            words: if done { "No date given, said to be done" } else { "No date given" }.to_owned(),
            needs_review: false,
            is_soon: false,
        }
    }
}

/// Where an action stands by its target date as at a day, without the words: what lists are
/// counted, sorted and chosen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// Where the action stands.
    pub verdict: Verdict,
    /// The group that it is counted in.
    pub group: Group,
    /// The last day of the earliest milestone or occurrence on or after the day.
    pub next_due: Option<Date>,
    /// The last day of the latest passed milestone or occurrence that nothing says was done.
    pub late_since: Option<Date>,
    /// The next date is within the days that the body calls soon.
    pub is_soon: bool,
}

impl Stand {
    /// Of one that has no date ahead or behind.
    fn settled(verdict: Verdict) -> Self {
        let group = Group::of(verdict, false);
        Self { verdict, group, next_due: None, late_since: None, is_soon: false }
    }

    /// Of a date cell that says nothing.
    pub(crate) fn without_words(status: Option<ActionStatus>) -> Self {
        let done = status.is_some_and(ActionStatus::is_closed);
        Self::settled(if done { Verdict::Done } else { Verdict::Undecided })
    }
}

/// Judges a target date as at a day. Holds at any day after the one it was read for: planned
/// milestones that have passed count as unknown, and recurring occurrences move on.
///
/// A closed status (blue, complete, cancelled) settles the action: it is `DONE`, whatever the date
/// says. Green is not complete; it only softens `OVERDUE` to `PAST-GREEN`. Other statuses
/// change nothing.
pub fn judge(due: &Due, status: Option<ActionStatus>, as_at: Date) -> Judgement {
    judge_with(due, status, as_at, SOON_DAYS)
}

/// The same for a body that calls another number of days ahead soon.
pub fn judge_with(
    due: &Due,
    status: Option<ActionStatus>,
    as_at: Date,
    soon_days: u16,
) -> Judgement {
    if let Some(status) = status.filter(|status| status.is_closed()) {
        let verdict = closed(due);
        let words = words::closed(due, status);
        return Judgement {
            verdict,
            next_due: None,
            late_since: None,
            words,
            needs_review: verdict.is_continuous(),
            is_soon: false,
        };
    }
    let (standing, verdict, is_soon) = open(due, status, as_at, soon_days);
    Judgement {
        verdict,
        next_due: standing.next_due,
        late_since: standing.late_since,
        words: words::of(due, verdict, as_at, &standing),
        needs_review: verdict.is_continuous() || matches!(verdict, Verdict::Conditional),
        is_soon,
    }
}

/// The same without the words, which take most of the time.
pub fn stand_with(due: &Due, status: Option<ActionStatus>, as_at: Date, soon_days: u16) -> Stand {
    if status.is_some_and(ActionStatus::is_closed) {
        return Stand::settled(closed(due));
    }
    let (Standing { next_due, late_since, .. }, verdict, is_soon) =
        open(due, status, as_at, soon_days);
    Stand { verdict, group: Group::of(verdict, is_soon), next_due, late_since, is_soon }
}

/// The verdict on an action that its status calls closed.
fn closed(due: &Due) -> Verdict {
    if matches!(due.tail, Tail::Continuous) { Verdict::DoneContinuous } else { Verdict::Done }
}

/// Where one stands that is open, and whether its next date is soon.
fn open(
    due: &Due,
    status: Option<ActionStatus>,
    as_at: Date,
    soon_days: u16,
) -> (Standing<'_>, Verdict, bool) {
    let standing = standing(due, as_at);
    let near = |next| period::days(as_at, next) <= i64::from(soon_days);
    let is_soon = standing.next_due.is_some_and(near);
    let verdict = verdict(due, status, as_at, &standing, is_soon);
    (standing, verdict, is_soon)
}

fn standing(due: &Due, as_at: Date) -> Standing<'_> {
    let open = |milestone: &&Milestone| {
        matches!(milestone.state, MilestoneState::Planned | MilestoneState::Unknown)
    };
    let mut ahead: Vec<_> =
        due.milestones.iter().filter(open).filter(|milestone| milestone.to >= as_at).collect();
    ahead.sort_by_key(|milestone| milestone.to);
    let mut next_due = ahead.first().map(|milestone| milestone.to);
    let mut late_since = due
        .milestones
        .iter()
        .filter(open)
        .map(|milestone| milestone.to)
        .filter(|to| *to < as_at)
        .max();
    match due.tail {
        Tail::Recurring(rule) => {
            let occurrence = next_occurrence(due, rule, as_at);
            next_due = earliest(next_due, occurrence);
            late_since = late_since.max(last_occurrence(due, rule, as_at));
        }
        Tail::Until(end) if end >= as_at => next_due = earliest(next_due, Some(end)),
        // The end is one of the milestones; a document of other hands may leave it out.
        Tail::Until(end) if !due.milestones.iter().any(|milestone| milestone.to == end) => {
            late_since = late_since.max(Some(end));
        }
        _ => {}
    }
    Standing { ahead, next_due, late_since }
}

fn earliest(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    a.into_iter().chain(b).min()
}

/// The milestones that the rule counts from: all of a series ("February and August each year"),
/// else the last point named.
fn anchors(due: &Due) -> impl Iterator<Item = Period> + '_ {
    let first = due.milestones.first().map(|milestone| &milestone.label);
    let series = due.milestones.iter().all(|milestone| Some(&milestone.label) == first);
    let skip = if series { 0 } else { due.milestones.len() - 1 };
    due.milestones.iter().skip(skip).map(|milestone| Period {
        from: milestone.from,
        to: milestone.to,
        precision: milestone.precision,
    })
}

fn claimed_at(due: &Due, day: Date, states: &[MilestoneState]) -> bool {
    due.milestones.iter().any(|milestone| milestone.to == day && states.contains(&milestone.state))
}

fn next_occurrence(due: &Due, rule: Recurrence, as_at: Date) -> Option<Date> {
    if due.milestones.is_empty() {
        return rule.next(None, as_at).map(|period| period.to);
    }
    let next = |anchor: Period| {
        let next = rule.next(Some(anchor), as_at)?.to;
        // An occurrence that is already claimed done is not due again.
        if claimed_at(due, next, &[MilestoneState::Done]) {
            return Some(rule.next(Some(anchor), next.tomorrow().ok()?)?.to);
        }
        Some(next)
    };
    anchors(due).filter_map(next).min()
}

fn last_occurrence(due: &Due, rule: Recurrence, as_at: Date) -> Option<Date> {
    let settled = [MilestoneState::Done, MilestoneState::Started];
    anchors(due)
        .filter_map(|anchor| rule.last(anchor, as_at))
        .map(|period| period.to)
        .filter(|last| !claimed_at(due, *last, &settled))
        .max()
}

fn verdict(
    due: &Due,
    status: Option<ActionStatus>,
    as_at: Date,
    standing: &Standing<'_>,
    is_soon: bool,
) -> Verdict {
    let continuous = matches!(due.tail, Tail::Continuous);
    let either = |plain, with_tail| if continuous { with_tail } else { plain };
    let over =
        if status == Some(ActionStatus::Green) { Verdict::PastGreen } else { Verdict::Overdue };
    if let Tail::Recurring(rule) = due.tail
        && (standing.next_due.is_some() || rule.until.is_none_or(|end| end >= as_at))
    {
        return Verdict::Recurring;
    }
    match (standing.late_since, standing.next_due) {
        (Some(_), Some(_)) => return Verdict::Mixed,
        (Some(_), None) => return either(over, Verdict::PassedContinuous),
        (None, Some(_)) if matches!(due.tail, Tail::Until(_)) => return Verdict::Until,
        (None, Some(_)) if is_soon => return either(Verdict::Soon, Verdict::SoonContinuous),
        (None, Some(_)) => return either(Verdict::Later, Verdict::LaterContinuous),
        (None, None) => {}
    }
    let has = |state| due.milestones.iter().any(|milestone| milestone.state == state);
    let flagged = |flag| due.flags.contains(&flag);
    if has(MilestoneState::Started) {
        either(Verdict::Started, Verdict::StartedContinuous)
    } else if has(MilestoneState::Done) || flagged(Flag::DoneUndated) {
        either(Verdict::Done, Verdict::DoneContinuous)
    } else if flagged(Flag::StartedUndated) {
        either(Verdict::Started, Verdict::StartedContinuous)
    } else if continuous {
        Verdict::Continuous
    } else if flagged(Flag::OverdueUndated) {
        Verdict::Overdue
    } else if matches!(due.tail, Tail::Recurring(_)) {
        Verdict::Done
    } else if flagged(Flag::Undated) || due.text.is_empty() {
        Verdict::Undecided
    } else if flagged(Flag::Conditional) && !flagged(Flag::Unread) {
        Verdict::Conditional
    } else {
        Verdict::Unread
    }
}
