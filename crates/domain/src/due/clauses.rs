//! Which words belong to which time: clauses, and the place each time has.

use super::parse::{Item, Role};
use super::period::{Period, Shape};
use super::reader::{Dates, Named, When};
use super::tokens::{Kind, Mark};
use super::vocabulary::Word;
use super::{Flag, MilestoneState, Precision, Quarters};

/// A time with the role its neighbours give it.
pub(super) struct Point {
    pub(super) when: When,
    pub(super) item: usize,
    /// The items that belong to it: its clause.
    pub(super) clause: (usize, usize),
    pub(super) part: Place,
    pub(super) period: Option<Period>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Due,
    By,
    From,
    Until,
    Before,
    After,
    Old,
    New,
}

/// A bare year behind a name ("Data Act 2018") beside a better date is part of the name.
pub(super) fn drop_names_with_years(items: &mut [Item]) {
    let bare =
        |item: &Item| matches!(&item.role, Role::When(When { named: Named::BareYear(_), .. }));
    let better = items.iter().any(|item| matches!(item.role, Role::When(_)) && !bare(item));
    if !better {
        return;
    }
    for i in 1..items.len() {
        if bare(&items[i]) && items[i - 1].role == Role::Label {
            items[i].role = Role::Label;
        }
    }
}

/// "Budget 26/27 - Feb 27", "2025/26 audit by June 26": the fiscal year names the subject.
pub(super) fn drop_subjects_with_years(items: &mut [Item], dates: &Dates<'_, '_>) {
    let precision = |item: &Item| match &item.role {
        Role::When(When { named: Named::Fixed(period), .. }) => Some(period.precision),
        Role::When(When { named: Named::Yearless(_) | Named::Between(..), .. }) => {
            Some(Precision::Month)
        }
        _ => None,
    };
    for i in 0..items.len() {
        // "Close 2025/26 accounts by June 26".
        let is_number = matches!(dates.kind(items[i].first), Some(Kind::Number { .. }))
            || dates.is(items[i].first, "close");
        if !is_number || precision(&items[i]) != Some(Precision::Year) {
            continue;
        }
        let before = i.checked_sub(1).map(|before| &items[before].role);
        let is_for = i >= 2 && dates.is(items[i - 1].first, "for");
        let is_after_words =
            before == Some(&Role::Label) || (is_for && items[i - 2].role == Role::Label);
        let may_begin = matches!(before, None | Some(Role::Separator(_) | Role::Filler));
        let (mut words, mut found) = (false, false);
        for item in &items[i + 1..] {
            match item.role {
                Role::Label => words = true,
                Role::Done { .. }
                | Role::Filler
                | Role::By
                | Role::Separator(Mark::Dash | Mark::Colon) => {}
                _ => {
                    found = precision(item).is_some_and(|exact| exact != Precision::Year);
                    break;
                }
            }
        }
        let is_next_word = items.get(i + 1).is_some_and(|item| item.role == Role::Label);
        if found && ((is_after_words && (!words || is_next_word)) || (may_begin && is_next_word)) {
            items[i].role = Role::Label;
        }
    }
}

/// "30/4/2026 (end of day)", "end of week 15 May": the date beside them says which day or week.
pub(super) fn drop_ends_beside_days(items: &mut [Item], dates: &Dates<'_, '_>) {
    let is_end = |item: &Item| {
        let starts = dates.word(item.first) == Some(Word::End)
            || (matches!(dates.word(item.first), Some(Word::Unit(_)))
                && (item.first..item.end).any(|at| dates.word(at) == Some(Word::End)));
        starts && matches!(&item.role, Role::When(when) if when.flags.contains(&Flag::Relative))
    };
    let is_joint = |item: &&Item| {
        let marks = [Mark::Semicolon, Mark::Line, Mark::Arrow, Mark::Slash];
        match item.role {
            Role::Filler | Role::By => true,
            Role::Separator(mark) => !marks.contains(&mark),
            _ => false,
        }
    };
    let is_day = |item: &Item| {
        let Role::When(when) = &item.role else { return false };
        !when.flags.contains(&Flag::Relative)
            && match when.named {
                Named::Fixed(period) => period.precision == Precision::Day,
                Named::Yearless(shape) => matches!(shape, Shape::Day { .. } | Shape::Days { .. }),
                _ => false,
            }
    };
    for i in 0..items.len() {
        let before = items[..i].iter().rev().find(|item| !is_joint(item));
        let after = items[i + 1..].iter().find(|item| !is_joint(item));
        if is_end(&items[i]) && before.into_iter().chain(after).any(is_day) {
            items[i].role = Role::Filler;
        }
    }
}

pub(super) fn points(items: &[Item]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let Role::When(when) = &item.role else { continue };
        let mut part = said_behind(&items[i + 1..]).unwrap_or_else(|| place(items, i));
        if part == Place::From && when.range {
            part = Place::Due;
        }
        let renewed = points.iter().any(|point| point.part != Place::Old);
        if let Some(before) = points.last_mut() {
            let between = &items[before.item + 1..i];
            let all = |role: fn(&Role) -> bool| between.iter().all(|item| role(&item.role));
            let listed = |role: &Role| {
                matches!(
                    role,
                    Role::And
                        | Role::Then
                        | Role::Filler
                        | Role::Separator(Mark::Comma | Mark::Ampersand)
                )
            };
            // "Slipped to March then June": both are new. "April 2018 until March 2019": a start.
            if before.part == Place::New && part == Place::Due && all(|role| *role == Role::Then) {
                part = Place::New;
            } else if before.part == Place::New && part == Place::From {
                part = Place::Old; // "extended to June from March"
            } else if before.part == Place::Old && part == Place::Due && renewed && all(listed) {
                part = Place::Old; // "30/09/18 (was 31/12/17, then 31/03/18)"
            } else if before.part == Place::Old
                && part == Place::Until
                && all(|role| matches!(role, Role::Until | Role::Filler))
            {
                part = Place::New; // "extended from March to end June"
            } else if part == Place::Until
                && before.part == Place::Due
                && all(|role| {
                    matches!(role, Role::Until | Role::Filler | Role::And | Role::Continuous)
                })
            {
                before.part = Place::From;
            }
        }
        let clause = (0, items.len());
        points.push(Point { when: when.clone(), item: i, clause, part, period: None });
    }
    points
}

/// "06/05/2026 (6 May)", "Q4 (Jan - Mar 2027)": the same time said twice, once without its year.
pub(super) fn drop_repeated(points: &mut Vec<Point>, items: &[Item], quarters: Quarters) {
    let years = |when: &When, said: Period| {
        let year = said.to.year();
        [year - 1, year]
            .into_iter()
            .filter_map(|year| when.in_year(year, quarters))
            .collect::<Vec<_>>()
    };
    for k in (1..points.len()).rev() {
        let (before, again) = (&points[k - 1], &points[k]);
        let between = &items[before.item + 1..again.item];
        if !matches!(between, [Item { role: Role::Separator(Mark::Open), .. }]) {
            continue;
        }
        match (before.when.settled(), again.when.settled()) {
            (Some(said), None)
                if years(&again.when, said)
                    .iter()
                    .any(|period| period.from <= said.to && said.to <= period.to) =>
            {
                points.remove(k);
            }
            (None, Some(said))
                if years(&before.when, said)
                    .iter()
                    .any(|period| (period.from, period.to) == (said.from, said.to)) =>
            {
                points.remove(k - 1);
            }
            _ => {}
        }
    }
}

/// What the words right behind a time make of it: "March (missed)", "June (revised)".
fn said_behind(after: &[Item]) -> Option<Place> {
    let mut words = after.iter().filter(|item| {
        !matches!(item.role, Role::Filler | Role::Separator(Mark::Open | Mark::Dash))
    });
    match words.next()?.role {
        Role::Lapsed => Some(Place::Old),
        Role::Renewed => Some(Place::New),
        _ => None,
    }
}

/// The word that introduces a time, behind fillers; "until" reaches over the name of what ends.
pub(super) fn place(items: &[Item], at: usize) -> Place {
    let mut near = true;
    for item in items[..at].iter().rev().take(8) {
        match &item.role {
            Role::By if near => return Place::By,
            Role::From if near => return Place::From,
            Role::Before if near => return Place::Before,
            Role::After if near => return Place::After,
            Role::Old if near => return Place::Old,
            Role::New => return Place::New,
            Role::Until => return Place::Until,
            Role::Ends if named_end(items) => return Place::Until,
            Role::Filler | Role::Separator(Mark::Colon | Mark::Open | Mark::Other) => {}
            Role::Separator(Mark::Dash) if near => {}
            Role::Separator(Mark::Arrow) if near => return Place::New,
            Role::Label if !matches!(item.role, Role::Separator(_)) => near = false,
            _ => break,
        }
    }
    Place::Due
}

/// "End date: March 2018" alone is a due date; "project end date" and "Ongoing, end date" are an end.
pub(super) fn named_end(items: &[Item]) -> bool {
    items
        .iter()
        .take_while(|item| item.role != Role::Ends)
        .any(|item| matches!(item.role, Role::Label | Role::Continuous))
}

/// Gives each time the items of its clause: between two times, the break that separates best.
pub(super) fn share_clauses(items: &[Item], points: &mut [Point], dates: &Dates<'_, '_>) {
    let Some(first) = points.first().map(|point| point.item) else { return };
    let words_first = items[..first]
        .iter()
        .any(|item| matches!(item.role, Role::Label | Role::Done { .. } | Role::Started));
    if let Some(point) = points.first_mut() {
        point.clause.0 = after_finished_business(&items[..first], dates);
    }
    for k in 1..points.len() {
        let (left, right) = (points[k - 1].item, points[k].item);
        let strength = |item: &Item| match &item.role {
            Role::Separator(Mark::Semicolon | Mark::Line) => 5,
            Role::Separator(Mark::Dot | Mark::Arrow) => 4,
            Role::Separator(Mark::Comma) => 3,
            Role::Then => 2,
            Role::And | Role::Separator(Mark::Ampersand | Mark::Slash | Mark::Open) => 1,
            _ => 0,
        };
        let between = &items[left + 1..right];
        let best = between.iter().map(strength).max().unwrap_or(0);
        let cut = if best == 0 {
            // Nothing separates: the words go with the time that they stand before or after throughout.
            if words_first { left + 1 } else { right }
        } else {
            let found = if words_first {
                between.iter().position(|item| strength(item) == best)
            } else {
                between.iter().rposition(|item| strength(item) == best)
            };
            left + 1 + found.unwrap_or(0)
        };
        points[k - 1].clause.1 = cut;
        points[k].clause.0 = cut;
    }
}

/// Where the first time's own clause begins: in "Phase 1 complete, Phase 2 - Sept 2018" and
/// "Completed (next review June 2018)" the claim speaks of something else.
pub(super) fn after_finished_business(before: &[Item], dates: &Dates<'_, '_>) -> usize {
    let breaks = |item: &Item| {
        matches!(
            item.role,
            Role::Separator(
                Mark::Comma | Mark::Semicolon | Mark::Dot | Mark::Line | Mark::Open | Mark::Dash
            )
        )
    };
    let cut = before.iter().enumerate().rev().filter(|(_, item)| breaks(item)).find(|(at, _)| {
        let claim =
            before[..*at].iter().any(|item| matches!(item.role, Role::Done { .. } | Role::Started));
        claim && before[*at..].iter().any(|item| item.role == Role::Label)
    });
    let (Some((cut, item)), false) = (cut, before.iter().all(|item| item.role != Role::Label))
    else {
        return 0;
    };
    // "Complete - report to board Sept 17" still claims its date; a numbered part before it does not.
    let named = before[..cut].iter().any(|item| item.role == Role::Label);
    let again = ["review", "reviewed", "evaluation", "monitoring", "monitor", "update", "refresh"];
    let returns =
        before[cut..].iter().any(|item| again.iter().any(|word| dates.is(item.first, word)));
    if item.role == Role::Separator(Mark::Dash) && !named && !returns { 0 } else { cut + 1 }
}

/// Takes out dates that were replaced; whether there were any.
pub(super) fn retire_old(points: &mut Vec<Point>, flags: &mut Vec<Flag>) -> bool {
    let renewed = points.iter().rposition(|point| point.part == Place::New);
    let current = points.iter().any(|point| point.part != Place::Old);
    let mut moved = false;
    let mut index = 0;
    points.retain(|point| {
        let old = match renewed {
            Some(last) if point.part == Place::New => index < last,
            Some(last) => index < last || point.part == Place::Old,
            None => point.part == Place::Old && current,
        };
        index += 1;
        if old {
            flags.push(Flag::Slipped(point.period.map(|period| period.to)));
            moved = true;
        }
        !old
    });
    if renewed.is_some() && !moved {
        flags.push(Flag::Slipped(None));
        moved = true;
    }
    moved
}

/// What a clause claims of its milestone.
pub(super) fn claimed(clause: &[Item]) -> Option<(MilestoneState, bool)> {
    let mut claim = None;
    for item in clause {
        match item.role {
            Role::Done { completes } => {
                claim = Some((
                    MilestoneState::Done,
                    completes || claim == Some((MilestoneState::Done, true)),
                ));
            }
            Role::Cancelled => claim = Some((MilestoneState::Done, true)),
            Role::Started if claim.is_none() => claim = Some((MilestoneState::Started, false)),
            _ => {}
        }
    }
    claim
}
