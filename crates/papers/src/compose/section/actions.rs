//! Actions that are overdue, and those whose dates have been moved, with their first date.

use bellwether_domain::{Action, Risk, due::Group, words::counted};

use super::Material;
use crate::{
    compose::{
        build::{self, Plain, heading, paragraph},
        material::Moved,
    },
    paper::{Align, Block, Cell},
};

/// Whether there is an action, and where it stands can be told.
pub(super) fn holds(of: &Material) -> bool {
    !of.register.withholds_progress() && all(of).next().is_some()
}

pub(super) fn blocks(of: &Material) -> Vec<Block> {
    let mut blocks = vec![];
    let overdue = overdue(of);
    let moved = moved(of);
    blocks.push(heading(2, "Overdue actions"));
    blocks.push(match overdue.is_empty() {
        true => paragraph("No action is overdue."),
        false => overdue.block(),
    });
    if of.since.is_some() {
        blocks.push(heading(2, "Actions whose dates have moved or gone"));
        blocks.push(match moved.is_empty() {
            true => paragraph("No date has moved or gone."),
            false => moved.block(),
        });
    }
    blocks
}

/// Every action with its risk and the places of both.
fn all(of: &Material) -> impl Iterator<Item = (usize, &Risk, usize, &Action)> {
    let risks = of
        .register
        .risks
        .iter()
        .map(|risk| &**risk)
        .enumerate()
        .filter(|(_, risk)| !risk.says_closed());
    risks.flat_map(|(at, risk)| {
        risk.actions.iter().enumerate().map(move |(place, action)| (at, risk, place, action))
    })
}

fn overdue(of: &Material) -> Plain {
    let with_moves = of.since.is_some();
    let mut columns = vec![
        ("Ref", 8, Align::Start),
        ("Action", 50, Align::Start),
        ("Owner", 12, Align::Start),
        ("Target date", 18, Align::Start),
        ("Late since", 12, Align::Start),
    ];
    columns.extend(with_moves.then_some(("First date", 16, Align::Start)));
    columns.extend(with_moves.then_some(("Moved", 12, Align::Start)));
    let mut table = Plain::new(&columns);
    for (at, risk, place, action) in all(of) {
        let judged = action.judged(of.as_at, of.soon_days);
        if judged.group() != Group::Overdue {
            continue;
        }
        let mut cells = row(at, risk, action);
        cells.push(Cell::plain(build::day(judged.late_since)));
        if with_moves {
            let moved = moves(of, at, place);
            cells.push(Cell::plain(moved.map(|moved| moved.first.clone()).unwrap_or_default()));
            cells.push(Cell::plain(moved.map(times).unwrap_or_else(|| "never".to_owned())));
        }
        table.row(cells);
    }
    table
}

fn moved(of: &Material) -> Plain {
    let mut table = Plain::new(&[
        ("Ref", 8, Align::Start),
        ("Action", 50, Align::Start),
        ("Owner", 12, Align::Start),
        ("Target date", 18, Align::Start),
        ("First date", 18, Align::Start),
        ("Moved", 14, Align::Start),
    ]);
    for (at, risk, place, action) in all(of) {
        let Some(moved) = moves(of, at, place) else { continue };
        let mut cells = row(at, risk, action);
        cells.push(Cell::plain(moved.first.clone()));
        cells.push(Cell::plain(times(moved)));
        table.row(cells);
    }
    table
}

fn moves(of: &Material, risk: usize, action: usize) -> Option<&Moved> {
    of.moved.get(&(risk, action))
}

/// "3 times later, once earlier", "lost its date".
fn times(moved: &Moved) -> String {
    let often = |count: usize| match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => counted(count, "time"),
    };
    let told = |count: usize, word: &str| (count > 0).then(|| format!("{} {word}", often(count)));
    let lost = match moved.lost {
        0 => None,
        1 => Some("lost its date".to_owned()),
        count => Some(format!("lost its date {}", often(count))),
    };
    let parts = [told(moved.later, "later"), told(moved.earlier, "earlier"), lost];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn row(at: usize, risk: &Risk, action: &Action) -> Vec<Cell> {
    let due = action.due.as_ref().map(|due| due.text.clone()).unwrap_or_default();
    vec![
        build::named(build::reference(risk, at)),
        Cell::plain(action.description.clone()),
        Cell::plain(build::owners(&action.owners)),
        Cell::plain(due),
    ]
}
