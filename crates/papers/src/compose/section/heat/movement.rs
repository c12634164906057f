//! How risks moved on the matrix, as arrows and as a table: since the other date, from before controls
//! to now, and to where the plans lead.

use bellwether_domain::{Risk, Scheme, Stage, calendar::long_date};
use bellwether_figures::{
    matrix::{Matrix, Place, Size},
    moves::{Move, moves},
};

use crate::{
    compose::{
        Material,
        build::{self, Plain, heading, paragraph},
        scored::Scores,
    },
    paper::{Align, Block, Cell},
};

/// The drawings, each on a page of its own, and the same as tables.
pub(super) fn blocks(of: &Material, scheme: &Scheme, scores: &Scores) -> (Vec<Block>, Vec<Block>) {
    let now = scores.now();
    let stage = |stage: Stage| move |risk: &Risk| risk.assessments.get(stage)?.cell();
    let label = |stage: Stage| of.register.stage_label(stage).trim_end_matches(':').to_owned();
    let mut all = vec![];
    if let Some(since) = &of.since {
        let then = of.then();
        let title = format!("From {} to now", long_date(since.as_at));
        all.push((title, moved(of, scheme, |risk: &Risk| then.cell(risk), stage(now))));
    }
    for (from, to) in [(Stage::Inherent, now), (now, Stage::Target)] {
        let is_used = |stage: Stage| scores.stages().contains(&stage);
        if from != to && is_used(from) && is_used(to) {
            let title = format!("From “{}” to “{}”", label(from), label(to));
            all.push((title, moved(of, scheme, stage(from), stage(to))));
        }
    }
    let (mut drawn, mut tables) = (vec![], vec![]);
    for (title, moved) in all {
        if moved.is_empty() {
            drawn.extend([heading(2, title), paragraph("No risk moved on the matrix.")]);
            continue;
        }
        let figure = moves(scheme, |score| scores.band(score), &moved, &title);
        drawn.extend([Block::PageBreak, heading(2, title.clone()), Block::Figure(figure)]);
        tables.push(table(scheme, scores, &moved, &title));
    }
    (drawn, tables)
}

/// The risks that stand on another cell, those with the same way together, in the register's order.
fn moved(
    of: &Material,
    scheme: &Scheme,
    from: impl Fn(&Risk) -> Option<Place>,
    to: impl Fn(&Risk) -> Option<Place>,
) -> Vec<Move> {
    let mut all: Vec<Move> = vec![];
    let is_on = |at: &Place| scheme.score(at.0, at.1).is_some();
    for (place, risk) in of.register.risks.iter().enumerate() {
        let Some((from, to)) = from(risk).filter(is_on).zip(to(risk).filter(is_on)) else {
            continue;
        };
        if from == to {
            continue;
        }
        let reference = build::reference(risk, place);
        match all.iter_mut().find(|own| own.from == from && own.to == to) {
            Some(own) => own.refs.push(reference),
            None => all.push(Move { from, to, refs: vec![reference] }),
        }
    }
    all
}

fn table(scheme: &Scheme, scores: &Scores, moved: &[Move], title: &str) -> Block {
    let mut table = Plain::new(&[
        ("Risks", 40, Align::Start),
        ("From", 24, Align::Start),
        ("Score", 8, Align::Centre),
        ("To", 24, Align::Start),
        ("Score", 8, Align::Centre),
    ]);
    let matrix = Matrix::of(scheme, Size::paper(scheme));
    let score = |at: Place| scheme.score(at.0, at.1).map(|score| scores.number(score));
    for own in moved {
        table.row(vec![
            build::named(own.refs.join(", ")),
            Cell::plain(matrix.words(own.from)),
            score(own.from).unwrap_or_else(|| Cell::plain("")),
            Cell::plain(matrix.words(own.to)),
            score(own.to).unwrap_or_else(|| Cell::plain("")),
        ]);
    }
    table.captioned(title)
}
