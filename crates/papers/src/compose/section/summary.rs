//! Every risk on a line: what it scored, scores now and is to score, and which way it went.

use bellwether_domain::{Number, Risk, Stage, calendar::short_date, due::Group as DueGroup};

use super::Material;
use crate::{
    compose::{
        build::{self, Plain},
        material::Before,
    },
    paper::{Align, Block, Cell},
};

pub(super) fn blocks(of: &Material) -> Vec<Block> {
    let (scores, then) = (of.scores(), of.then());
    let now = scores.now();
    let tells_now = scores.tell_now();
    let since = of.since.as_ref().filter(|_| tells_now);
    let before = since.map(|since| format!("Before ({})", short_date(since.as_at)));
    let with_target = now != Stage::Target && scores.stages().contains(&Stage::Target);
    let mut columns =
        vec![("Ref", 8, Align::Start), ("Risk", 60, Align::Start), ("Owner", 14, Align::Start)];
    columns.extend(before.as_ref().map(|before| (before.as_str(), 12, Align::Centre)));
    columns.extend(tells_now.then_some(("Now", 10, Align::Centre)));
    columns.extend(before.is_some().then_some(("Direction", 14, Align::Start)));
    columns.extend(with_target.then_some(("Target", 10, Align::Centre)));
    let tells_actions = !of.register.withholds_actions();
    let tells_progress = !of.register.withholds_progress();
    columns.extend(tells_actions.then_some(("Actions", 10, Align::Centre)));
    columns.extend(tells_progress.then_some(("Overdue", 10, Align::Centre)));
    let mut table = Plain::new(&columns);
    let mut risks: Vec<(usize, &Risk)> =
        of.register.risks.iter().map(|risk| &**risk).enumerate().collect();
    // The highest first; those without a score last, in the register's order.
    risks.sort_by_key(|(_, risk)| std::cmp::Reverse(scores.score(risk, now)));
    for (at, risk) in risks {
        let mut cells = vec![
            build::named(build::reference(risk, at)),
            Cell::plain(risk.wording()),
            Cell::plain(build::owners(&risk.owners)),
        ];
        let was = then.of(risk);
        if before.is_some() {
            cells.push(match was {
                Before::Scored(Some(score)) => scores.number(score),
                _ => Cell::plain("–"),
            });
        }
        if tells_now {
            cells.push(scores.cell(risk, now));
        }
        if before.is_some() {
            cells.push(Cell::plain(direction(was, scores.score(risk, now))));
        }
        if with_target {
            cells.push(scores.cell(risk, Stage::Target));
        }
        let overdue = risk
            .actions
            .iter()
            .filter(|action| action.judged(of.as_at, of.soon_days).group() == DueGroup::Overdue);
        if tells_actions {
            cells.push(number(risk.actions.len()));
        }
        if tells_progress {
            cells.push(number(overdue.count()));
        }
        table.row(cells);
    }
    vec![table.block()]
}

fn number(count: usize) -> Cell {
    Cell { number: Some(count.to_string()), ..Cell::plain(count.to_string()) }
}

/// "▲ up 4", "▼ down 2", "unchanged", "new": never by a sign alone.
fn direction(before: Before, now: Option<Number>) -> String {
    match (before, now) {
        (Before::Unknown, _) => String::new(),
        (Before::Absent, _) => "new".to_owned(),
        (Before::Scored(Some(was)), Some(is)) => {
            let by = Number::new((is.get() - was.get()).abs());
            let by = by.map(|by| by.to_string()).unwrap_or_default();
            match is.cmp(&was) {
                std::cmp::Ordering::Greater => format!("▲ up {by}"),
                std::cmp::Ordering::Less => format!("▼ down {by}"),
                std::cmp::Ordering::Equal => "unchanged".to_owned(),
            }
        }
        (Before::Scored(None), Some(_)) => "scored anew".to_owned(),
        (Before::Scored(_), None) => "not scored".to_owned(),
    }
}
