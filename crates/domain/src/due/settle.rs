//! The years that the words leave open: carried over from the times beside them.

use super::clauses::{Place, Point, claimed};
use super::parse::{Item, Role};
use super::period::{Shape, Year};
use super::reader::{Dates, Named, settle_ahead};
use super::{Flag, MilestoneState, Quarters};
use crate::Date;

/// Settles years that the words leave open: carried back from the next, on from the one before,
/// else the next such period from the register's date (the last, where it is claimed done).
pub(super) fn settle_years(
    points: &mut [Point],
    items: &[Item],
    dates: &Dates<'_, '_>,
    flags: &mut Vec<Flag>,
) {
    let quarters = dates.context.quarters;
    let as_at = dates.context.as_at;
    let rule = items.iter().any(|item| matches!(item.role, Role::Recurring { .. }));
    for point in points.iter_mut() {
        point.period = point.when.settled();
    }
    for k in (0..points.len()).rev() {
        if points[k].period.is_some() {
            continue;
        }
        let next = points.get(k + 1).and_then(|point| point.period);
        let given = points.iter().any(|point| point.when.settled().is_some());
        if rule {
            continue; // each is a date of every year
        }
        let counted = points.get(k + 1).and_then(|point| point.when.counted);
        if let (Some(year), Named::Yearless(shape @ (Shape::Quarter(_) | Shape::Half(_)))) =
            (counted, points[k].when.named)
        {
            points[k].period = shape.in_year(year, quarters);
            points[k].when.counted = Some(year);
            if matches!(year, Year::Fiscal(_)) {
                points[k].when.flags.clear();
            }
            continue;
        }
        if let (Some(next), true) = (next, given) {
            let year = next.to.year();
            points[k].period = [year, year - 1]
                .into_iter()
                .filter_map(|year| points[k].when.in_year(year, quarters))
                .find(|period| period.to <= next.to);
        }
    }
    let old = replaced(points);
    for k in 0..points.len() {
        if points[k].period.is_some() || (old[k] && !rule && old.contains(&false)) {
            continue;
        }
        let before = (0..k).rev().find(|before| old[*before] == old[k]);
        let before = before.and_then(|before| points[before].period).filter(|_| !rule);
        let year = |date: Date| date.year();
        let when = &points[k].when;
        let period = if let Some(before) = before {
            (year(before.from)..=year(before.to) + 1)
                .filter_map(|year| when.in_year(year, quarters))
                .find(|period| period.to > before.to)
        } else if is_past(&points[k], items) {
            (year(as_at) - 1..=year(as_at))
                .rev()
                .filter_map(|year| when.in_year(year, quarters))
                .find(|period| period.from <= as_at)
        } else {
            settle_ahead(when, dates.context)
        };
        if before.is_none() && !flags.contains(&Flag::YearAssumed) {
            flags.push(Flag::YearAssumed);
        }
        points[k].period = period;
    }
    settle_replaced(points, &old, quarters);
}

/// Whether its clause claims it: "done 14 Jan"; not where it was begun, and is due by then.
fn is_past(point: &Point, items: &[Item]) -> bool {
    let claim = claimed(&items[point.clause.0..point.clause.1]);
    let is_due = point.part == Place::By;
    claim.is_some_and(|(state, _)| !(is_due && state == MilestoneState::Started))
}

/// Which of the times were replaced by another.
fn replaced(points: &[Point]) -> Vec<bool> {
    let renewed = points.iter().rposition(|point| point.part == Place::New);
    let before = |k: usize| renewed.is_some_and(|renewed| k < renewed);
    points.iter().enumerate().map(|(k, point)| point.part == Place::Old || before(k)).collect()
}

/// "June (was March)": the last March before the June that it was moved to.
fn settle_replaced(points: &mut [Point], old: &[bool], quarters: Quarters) {
    for k in 0..points.len() {
        let current = (k + 1..points.len()).chain((0..k).rev()).find(|at| !old[*at]);
        let current = current.and_then(|at| points[at].period);
        let (None, Some(current)) = (points[k].period, current) else { continue };
        points[k].period = [current.to.year(), current.to.year() - 1]
            .into_iter()
            .filter_map(|year| points[k].when.in_year(year, quarters))
            .find(|period| period.to < current.to);
    }
}
