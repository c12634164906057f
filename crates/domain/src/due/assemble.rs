//! Puts the items of a cell together: one milestone for each time, one tail, flags for the doubts.

use super::claims::{falls_due, hold_until, rest_is_due, was_due};
use super::clauses::{
    Place, Point, claimed, drop_ends_beside_days, drop_names_with_years, drop_repeated,
    drop_subjects_with_years, points, retire_old, share_clauses,
};
use super::frequency::Frequency;
use super::label;
use super::parse::{Item, Role};
use super::period::{Period, Shape, Year};
use super::reader::{Dates, Named, When, settle_ahead};
use super::recurrence::Recurrence;
use super::settle::settle_years;
use super::vocabulary::Word;
use super::{Flag, Milestone, MilestoneState, Precision, Tail};
use crate::Date;
use jiff::ToSpan;

/// What was read, without the text.
pub(super) struct Reading {
    pub(super) milestones: Vec<Milestone>,
    pub(super) tail: Tail,
    pub(super) flags: Vec<Flag>,
}

/// The most occurrences that a reading lists one by one.
const LISTED: i64 = 12;

pub(super) fn assemble(dates: &Dates<'_, '_>, mut items: Vec<Item>, text: &str) -> Reading {
    drop_names_with_years(&mut items);
    drop_subjects_with_years(&mut items, dates);
    drop_ends_beside_days(&mut items, dates);
    let mut flags = Vec::new();
    if dates.tokens.iter().any(|token| token.misspelt) {
        flags.push(Flag::Spelling);
    }
    let mut points = points(&items);
    drop_repeated(&mut points, &items, dates.context.quarters);
    let held = hold_until(&mut points, &items, dates);
    share_clauses(&items, &mut points, dates);
    let has = |role: fn(&Role) -> bool| items.iter().any(|item| role(&item.role));
    settle_years(&mut points, &items, dates, &mut flags);
    for point in &points {
        push_all(&mut flags, &point.when.flags);
        if let (Named::Yearless(Shape::Day { day, .. }), Some(period)) =
            (point.when.named, point.period)
            && period.to.day() != day
        {
            push_all(&mut flags, &[Flag::NoSuchDay]);
        }
    }

    // What was moved is history; it no longer falls due.
    let moved = retire_old(&mut points, &mut flags);
    if !moved && has(|role| matches!(role, Role::Moved | Role::Lapsed)) {
        flags.push(Flag::Slipped(None));
    }
    // "After March 2018" names no end: the date is a condition.
    let conditional_point = points.iter().any(|point| point.part == Place::After);
    points.retain(|point| point.part != Place::After);
    points.retain(|point| !was_due(point, &items, dates));

    let mut until = None;
    let mut milestones = Vec::new();
    for point in &points {
        let Some(period) = point.period else { continue };
        if point.part == Place::Until {
            until = Some(period.to);
        }
        milestones.push(milestone(point, period, &items, dates, text, &mut flags));
    }
    let started = milestones.iter().any(|m| m.state == MilestoneState::Started);
    let ends = milestones
        .iter()
        .any(|m| matches!(m.state, MilestoneState::Planned | MilestoneState::Unknown));
    if started && !ends {
        flags.push(Flag::NoEnd);
    }
    share_completion(&points, &mut milestones, &items);

    let tail = tail(&items, &mut milestones, until, dates, &mut flags);
    if has(|role| matches!(role, Role::Condition)) || conditional_point {
        flags.push(Flag::Conditional);
    }
    if has(|role| matches!(role, Role::NoSuchDay)) {
        flags.push(Flag::NoSuchDay);
    }
    if has(|role| matches!(role, Role::Unreadable | Role::NoSuchDay)) {
        flags.push(if milestones.is_empty() { Flag::Unread } else { Flag::Residue });
    }
    if held {
        flags.push(Flag::OnHold);
    }
    if milestones.is_empty() {
        undated(&items, dates, &tail, &mut flags);
    } else if has(|role| matches!(role, Role::Undated | Role::Provisional)) {
        flags.push(Flag::Provisional);
    }
    if has(|role| matches!(role, Role::Cancelled)) {
        flags.push(Flag::Withdrawn);
    }
    contradictions(&items, &milestones, &tail, dates.context.as_at, &mut flags);
    let mut seen = Vec::with_capacity(flags.len());
    push_all(&mut seen, &flags);
    seen.sort();
    Reading { milestones, tail, flags: seen }
}

fn push_all(flags: &mut Vec<Flag>, more: &[Flag]) {
    for flag in more {
        if !flags.contains(flag) {
            flags.push(*flag);
        }
    }
}

fn milestone(
    point: &Point,
    period: Period,
    items: &[Item],
    dates: &Dates<'_, '_>,
    text: &str,
    flags: &mut Vec<Flag>,
) -> Milestone {
    let as_at = dates.context.as_at;
    let clause = &items[point.clause.0..point.clause.1];
    let mut period = period;
    if point.part == Place::Before
        && !names_an_end(&items[point.item], dates)
        && let Ok(eve) = period.from.yesterday()
    {
        period = Period::day(eve);
    }
    let ahead = state_at(period.to, as_at);
    let state = match claimed(clause) {
        // "Completed by June 2018" and "50% by June 2018", read before then, plan.
        Some((MilestoneState::Done | MilestoneState::Started, _))
            if point.part == Place::By && period.from > as_at =>
        {
            ahead
        }
        Some((MilestoneState::Done, _))
            if rest_is_due(&items[point.clause.0..point.item], dates) =>
        {
            ahead
        }
        // "Recruitment complete, start 15/06/18": that is still to come.
        Some((MilestoneState::Done, _)) if point.part == Place::From && period.from > as_at => {
            ahead
        }
        Some((MilestoneState::Done, false)) if period.from > as_at => {
            flags.push(Flag::Contradiction);
            ahead
        }
        Some((MilestoneState::Started, _))
            if falls_due(clause, dates)
                || (point.when.range && names_an_end(&items[point.item], dates)) =>
        {
            ahead
        }
        Some((state, _)) => state,
        None if point.part == Place::From => MilestoneState::Started,
        None => ahead,
    };
    Milestone {
        from: period.from,
        to: period.to,
        precision: period.precision,
        label: label::of(clause, dates.tokens, text),
        state,
    }
}

/// "Before the end of March" is by its last day; "January - end December" ends then.
fn names_an_end(item: &Item, dates: &Dates<'_, '_>) -> bool {
    (item.first..item.end).any(|at| dates.word(at) == Some(Word::End))
}

/// "Complete" at the end of a list of bare dates speaks of all of them.
fn share_completion(points: &[Point], milestones: &mut [Milestone], items: &[Item]) {
    let Some((last, others)) = milestones.split_last_mut() else { return };
    let complete = points.last().is_some_and(|point| {
        claimed(&items[point.clause.0..point.clause.1]) == Some((MilestoneState::Done, true))
    });
    if complete
        && last.state == MilestoneState::Done
        && last.label.is_empty()
        && others.iter().all(|milestone| milestone.label.is_empty())
    {
        for milestone in others {
            milestone.state = MilestoneState::Done;
        }
    }
}

fn tail(
    items: &[Item],
    milestones: &mut Vec<Milestone>,
    until: Option<Date>,
    dates: &Dates<'_, '_>,
    flags: &mut Vec<Flag>,
) -> Tail {
    let rules = || {
        items.iter().filter_map(|item| match item.role {
            Role::Recurring { every, month, doubtful } => Some((every, month, doubtful)),
            _ => None,
        })
    };
    // "Annually … each June", "weekly (Fridays)": the rule that names its month or its day says most.
    let names_more = |(every, month, _): &(Frequency, Option<Shape>, bool)| {
        month.is_some() || matches!(every, Frequency::Weekday(_))
    };
    if let Some((every, month, doubtful)) = rules().find(names_more).or_else(|| rules().next()) {
        let agrees = |other: Frequency| match every {
            Frequency::Weekday(day) => other == day.often(),
            _ => false,
        };
        if doubtful || rules().any(|(other, ..)| other != every && !agrees(other)) {
            flags.push(Flag::FrequencyAmbiguous);
        }
        return recurring(items, every, month, milestones, until, dates, flags);
    }
    if let Some(day) = until {
        return Tail::Until(day);
    }
    let continuous = items.iter().any(|item| item.role == Role::Continuous);
    let alone = milestones.is_empty()
        && !items.iter().any(|item| {
            matches!(
                item.role,
                Role::Undated
                    | Role::Done { .. }
                    | Role::Started
                    | Role::InHand
                    | Role::Cancelled
                    | Role::Condition
            )
        })
        && items.iter().any(|item| item.role == Role::PerhapsContinuous);
    if continuous || alone { Tail::Continuous } else { Tail::None }
}

#[allow(clippy::too_many_arguments, reason = "one step of the assembly")]
fn recurring(
    items: &[Item],
    every: Frequency,
    month: Option<Shape>,
    milestones: &mut Vec<Milestone>,
    until: Option<Date>,
    dates: &Dates<'_, '_>,
    flags: &mut Vec<Flag>,
) -> Tail {
    let as_at = dates.context.as_at;
    if let Some(shape) = month
        && milestones.iter().all(|m| m.state == MilestoneState::Planned && m.label.is_empty())
        && !milestones.iter().any(|m| m.precision == Precision::Year)
    {
        let when = When::yearless(shape);
        if let Some(period) = settle_ahead(&when, dates.context) {
            milestones.push(plain(period, as_at));
        }
    }
    if begin_in_its_year(month, milestones, dates) {
        flags.retain(|flag| *flag != Flag::YearAmbiguous);
    }
    let rule = Recurrence { every, until };
    if until.is_some() {
        // The end stands in the rule.
        milestones.retain(|milestone| {
            Some(milestone.to) != until || milestone.from.year() != milestone.to.year()
        });
    }
    // A month without a year is the month of each occurrence, not an assumption about one of them.
    flags.retain(|flag| *flag != Flag::YearAssumed);
    flags.retain(|flag| *flag != Flag::NoEnd);
    if !items.iter().any(|item| item.role == Role::Started) {
        // "Quarterly from April 2018": the first occurrence, not a claim.
        for milestone in milestones.iter_mut().filter(|m| m.state == MilestoneState::Started) {
            milestone.state = state_at(milestone.to, as_at);
        }
    }
    let Some(first) = milestones.first().cloned() else {
        if !matches!(every, Frequency::Meetings | Frequency::Weekday(_)) {
            flags.push(Flag::AnchorAssumed);
        }
        return Tail::Recurring(rule);
    };
    if milestones.len() == 1 {
        let anchor = Period { from: first.from, to: first.to, precision: first.precision };
        for period in rule.passed(anchor, as_at, LISTED) {
            milestones.push(Milestone { label: first.label.clone(), ..plain(period, as_at) });
        }
    }
    Tail::Recurring(rule)
}

/// "Every 31 March from 2027": the first is that of the year it begins in. Whether it was so.
fn begin_in_its_year(
    month: Option<Shape>,
    milestones: &mut Vec<Milestone>,
    dates: &Dates<'_, '_>,
) -> bool {
    let is_year = |m: &Milestone| m.precision == Precision::Year && m.label.is_empty();
    let Some(at) = milestones.iter().position(is_year).filter(|_| milestones.len() <= 2) else {
        return false;
    };
    let year = milestones.remove(at);
    let within = |period: &Period| year.from <= period.from && period.to <= year.to;
    let years = || year.from.year()..=year.to.year();
    let first = match (month, milestones.first()) {
        (Some(shape), None) => years()
            .filter_map(|y| shape.in_year(Year::Calendar(y), dates.context.quarters))
            .find(within),
        (_, Some(named)) if named.precision != Precision::Year => years()
            .filter_map(|y| {
                let later = i64::from(y - named.from.year()).years();
                let from = named.from.checked_add(later).ok()?;
                let to = named.to.checked_add(later).ok()?;
                Some(Period { from, to, precision: named.precision })
            })
            .find(within),
        _ => None,
    };
    match first {
        Some(period) => {
            let label = milestones.pop().map(|named| named.label).unwrap_or_default();
            milestones.push(Milestone { label, ..plain(period, dates.context.as_at) });
        }
        None => milestones.insert(at, year),
    }
    first.is_some()
}

fn state_at(to: Date, as_at: Date) -> MilestoneState {
    if to < as_at { MilestoneState::Unknown } else { MilestoneState::Planned }
}

fn plain(period: Period, as_at: Date) -> Milestone {
    Milestone {
        from: period.from,
        to: period.to,
        precision: period.precision,
        label: String::new(),
        state: state_at(period.to, as_at),
    }
}

/// What a cell without a date says of itself.
fn undated(items: &[Item], dates: &Dates<'_, '_>, tail: &Tail, flags: &mut Vec<Flag>) {
    let has = |role: fn(&Role) -> bool| items.iter().any(|item| role(&item.role));
    let words = has(|role| matches!(role, Role::Label | Role::Denied));
    let meeting = items.iter().any(|item| dates.word(item.first) == Some(Word::Meeting));
    let completes = claimed(items) == Some((MilestoneState::Done, true));
    let claim = claimed(items).map(|(state, _)| state);
    let undated =
        has(|role| matches!(role, Role::Undated | Role::Held | Role::Moved | Role::NotYet));
    let in_hand = has(|role| matches!(role, Role::InHand));
    let question = has(|role| matches!(role, Role::Provisional));
    if has(|role| matches!(role, Role::Held)) {
        flags.push(Flag::OnHold);
    }
    match claim {
        Some(MilestoneState::Done) if matches!(tail, Tail::Recurring(_)) && !completes => {}
        Some(MilestoneState::Done) => flags.push(Flag::DoneUndated),
        Some(MilestoneState::Started) if !matches!(tail, Tail::Recurring(_)) => {
            flags.push(Flag::StartedUndated)
        }
        _ if *tail != Tail::None => {
            if undated || question {
                flags.push(Flag::Provisional);
            }
            if words {
                flags.push(Flag::Residue);
            }
        }
        _ if in_hand => flags.push(Flag::StartedUndated),
        _ if has(|role| matches!(role, Role::Overdue)) => flags.push(Flag::OverdueUndated),
        _ if undated
            || (!words
                && !flags.contains(&Flag::Conditional)
                && !has(|role| matches!(role, Role::Unreadable | Role::NoSuchDay))) =>
        {
            flags.push(Flag::Undated);
        }
        _ if flags.contains(&Flag::Conditional) => {}
        // "Board meeting", "Review at SLT": an event without its date.
        _ if meeting && !flags.contains(&Flag::Unread) => flags.push(Flag::Conditional),
        _ => {
            if !flags.contains(&Flag::Unread) {
                flags.push(Flag::Unread);
            }
        }
    }
}

/// "Complete - ongoing"; done at a date that has not come.
fn contradictions(
    items: &[Item],
    milestones: &[Milestone],
    tail: &Tail,
    as_at: Date,
    flags: &mut Vec<Flag>,
) {
    let completes = items
        .iter()
        .any(|item| matches!(item.role, Role::Done { completes: true } | Role::Cancelled));
    let ahead = milestones
        .iter()
        .any(|milestone| matches!(milestone.state, MilestoneState::Done) && milestone.from > as_at);
    let open_left = milestones.iter().any(|milestone| milestone.state == MilestoneState::Planned);
    if (completes && !open_left && matches!(tail, Tail::Continuous)) || ahead {
        flags.push(Flag::Contradiction);
    }
    let implausible = |date: Date| (date.year() - as_at.year()).abs() > 15;
    if milestones.iter().any(|milestone| implausible(milestone.to)) {
        flags.push(Flag::YearImplausible);
    }
}
