//! The reading in plain words, for the owner to confirm or correct.

use super::verdict::{Standing, Verdict};
use super::{Due, Flag, Milestone, MilestoneState, Precision, Tail};
pub use crate::calendar::long_date as day;
use crate::{ActionStatus, Date};

/// When a milestone's period is, as a phrase: "on 12 October 2018", "in September 2017".
fn when(milestone: &Milestone) -> String {
    let (from, to) = (milestone.from, milestone.to);
    let named =
        |date: Date| day(date).split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
    match milestone.precision {
        _ if from == to => format!("on {}", day(to)),
        Precision::Month if (from.year(), from.month()) == (to.year(), to.month()) => {
            format!("in {}", named(to))
        }
        Precision::Year if from.month() == 1 && to.month() == 12 && from.year() == to.year() => {
            format!("in {}", to.year())
        }
        Precision::Year if from.month() == 4 && to.month() == 3 && to.year() == from.year() + 1 => {
            format!("in {}/{:02}", from.year(), to.year() % 100)
        }
        Precision::Season if from.month() % 3 == 0 && to.month() == (from.month() + 1) % 12 + 1 => {
            let season = match from.month() {
                3 => "spring",
                6 => "summer",
                9 => "autumn",
                _ => "winter",
            };
            format!("in {season} {}", from.year())
        }
        _ if from.day() == 1 && to == to.last_of_month() => {
            format!("between {} and {}", named(from), named(to))
        }
        _ => format!("between {} and {}", day(from), day(to)),
    }
}

/// An action whose status says that nothing more is to be done.
pub(super) fn closed(due: &Due, status: ActionStatus) -> String {
    let mut words = match status {
        ActionStatus::Cancelled => "Recorded as cancelled".to_owned(),
        _ => "Recorded as complete by its status".to_owned(),
    };
    if matches!(due.tail, Tail::Continuous) {
        words.push_str(", then continuous");
    }
    words
}

/// The reading under its verdict.
pub(super) fn of(due: &Due, verdict: Verdict, as_at: Date, standing: &Standing<'_>) -> String {
    let late = standing.late_since.map(day).unwrap_or_default();
    let next = standing.next_due.map(day).unwrap_or_default();
    let then = match due.tail {
        Tail::Continuous => ", then continuous",
        _ => "",
    };
    let unless = doubts(due);
    match verdict {
        Verdict::Overdue if standing.late_since.is_none() => {
            "Said to be overdue, with no date: agree a new one".to_owned()
        }
        Verdict::Overdue => format!("Was due by {late} and not recorded as done{unless}"),
        Verdict::PassedContinuous => {
            format!("Was due by {late} and not recorded as done, then continuous{unless}")
        }
        Verdict::PastGreen => format!("Was due by {late}; green, but not recorded as done{unless}"),
        Verdict::Mixed => {
            format!("Was due by {late} and not recorded as done; next due by {next}{then}{unless}")
        }
        Verdict::Soon | Verdict::SoonContinuous | Verdict::Later | Verdict::LaterContinuous => {
            format!("Due by {next}{}{then}{unless}", further(standing))
        }
        Verdict::Until => until(due, as_at, standing) + &unless,
        Verdict::Recurring => recurring(due, standing) + &unless,
        Verdict::Done | Verdict::DoneContinuous => done(due) + then + ": to be confirmed",
        Verdict::Started | Verdict::StartedContinuous => started(due, as_at, then) + &unless,
        Verdict::Undecided if due.flags.contains(&Flag::OnHold) => {
            "On hold, with no date: agree one".to_owned()
        }
        Verdict::Undecided => "No date set: agree one".to_owned(),
        Verdict::Conditional => {
            "Depends on an event, with no date: agree a date to review it".to_owned()
        }
        Verdict::Unread => "Not understood as a target date: ask the owner for one".to_owned(),
        Verdict::Continuous => {
            format!("Continuous, with no date{unless}: agree a date to review it")
        }
    }
}

/// The other milestones ahead.
fn further(standing: &Standing<'_>) -> String {
    standing
        .ahead
        .iter()
        .skip(1)
        .filter(|m| Some(m.to) != standing.next_due)
        .fold(String::new(), |words, milestone| words + ", then by " + &day(milestone.to))
}

fn until(due: &Due, as_at: Date, standing: &Standing<'_>) -> String {
    let Tail::Until(end) = due.tail else { return String::new() };
    let first = standing.next_due.filter(|next| *next < end);
    match (
        first,
        due.milestones.iter().find(|milestone| milestone.state == MilestoneState::Started),
    ) {
        (Some(next), _) => format!("Due by {}, then continuous until {}", day(next), day(end)),
        (None, Some(start)) => {
            format!("{} {}, continuous until {}", begun(start, as_at), when(start), day(end))
        }
        (None, None) => format!("Continuous until {}", day(end)),
    }
}

fn recurring(due: &Due, standing: &Standing<'_>) -> String {
    let Tail::Recurring(rule) = due.tail else { return String::new() };
    let often = rule.every.adverb();
    let until = rule.until.map(|end| format!(" until {}", day(end))).unwrap_or_default();
    let Some(next) = standing.next_due else {
        return format!(
            "Recurs {often}{until}, with no date of its own: confirm the last occurrence"
        );
    };
    let last = match standing.late_since {
        Some(late) => format!("; the last, due by {}, is not recorded as done", day(late)),
        None if due.milestones.is_empty() => "; confirm that the last was done".to_owned(),
        None => String::new(),
    };
    format!("Recurs {often}{until}: next due by {}{last}", day(next))
}

fn done(due: &Due) -> String {
    let last =
        due.milestones.iter().rev().find(|milestone| milestone.state == MilestoneState::Done);
    let claim = if due.flags.contains(&Flag::Withdrawn) { "no longer needed" } else { "done" };
    match last {
        Some(milestone) => format!("Said to be {claim} {}", when(milestone)),
        None => format!("Said to be {claim}, with no date"),
    }
}

fn begun(milestone: &Milestone, as_at: Date) -> &'static str {
    if milestone.from <= as_at { "Started" } else { "Starts" }
}

fn started(due: &Due, as_at: Date, then: &str) -> String {
    match due.milestones.iter().rev().find(|milestone| milestone.state == MilestoneState::Started) {
        Some(milestone) => {
            format!(
                "{} {}{then}, with no end date: agree one",
                begun(milestone, as_at),
                when(milestone)
            )
        }
        None => format!("Started{then}, with no date: agree one for its end"),
    }
}

/// What the words leave open.
fn doubts(due: &Due) -> String {
    let mut words = String::new();
    if due.flags.contains(&Flag::OnHold) {
        words.push_str(", on hold");
    }
    if due.flags.contains(&Flag::Conditional) {
        words.push_str(", if its condition is met");
    }
    if due.flags.contains(&Flag::Provisional) {
        words.push_str(", still to be confirmed");
    }
    words
}
