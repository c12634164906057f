//! What came, went and moved since the other date, each with why.

use bellwether_domain::{
    AssessmentPart, Place, RiskField, RiskState,
    calendar::long_date,
    diff::{Direction, FieldChange},
    words::counted,
};

use super::Material;
use crate::{
    compose::{
        build::{self, Plain, heading, paragraph},
        material::{Before, Changed, Since, Told},
    },
    paper::{Align, Block, Cell},
};

pub(super) fn blocks(of: &Material) -> Vec<Block> {
    let Some(since) = &of.since else { return vec![] };
    let mut blocks = vec![paragraph(format!("Compared with {}.", named(since)))];
    let lists = [
        ("New risks", &since.new),
        ("Risks back on the register", &since.reopened),
        ("Closed risks", &since.closed),
    ];
    for (title, told) in lists {
        if !told.is_empty() {
            blocks.push(heading(2, title));
            blocks.push(came_or_went(told));
        }
    }
    for (title, way) in
        [("Scores that went up", Direction::Up), ("Scores that went down", Direction::Down)]
    {
        let table = scored(of, since, way);
        if !table.is_empty() {
            blocks.push(heading(2, title));
            blocks.push(table.block());
        }
    }
    let happened = happened(since);
    if !happened.is_empty() {
        blocks.push(heading(2, "Risks that have happened"));
        blocks.push(happened.block());
    }
    let only_words = since.changed.iter().filter(|changed| !changed.changes.iter().any(is_score));
    let others = only_words.count();
    if others > 0 {
        let words = counted(others, "risk");
        blocks.push(paragraph(format!(
            "{words} changed in wording, owners, actions or dates alone: the paper “changes” names each."
        )));
    }
    if blocks.len() == 1 {
        blocks.push(paragraph("Nothing has changed."));
    }
    blocks
}

/// "the register as at 12 September 2025 (Audit Committee)".
pub(in crate::compose) fn named(since: &Since) -> String {
    let meeting = since.meeting.as_ref().map(|meeting| format!(", as sealed for {meeting}"));
    format!("the register as at {}{}", long_date(since.as_at), meeting.unwrap_or_default())
}

fn came_or_went(all: &[Told]) -> Block {
    let mut table = Plain::new(&[
        ("Ref", 8, Align::Start),
        ("Risk", 50, Align::Start),
        ("Owner", 14, Align::Start),
        ("Why", 34, Align::Start),
    ]);
    for (at, told) in all.iter().enumerate() {
        table.row(vec![
            build::named(build::reference(&told.risk, at)),
            Cell::plain(told.risk.wording()),
            Cell::plain(build::owners(&told.risk.owners)),
            Cell::plain(told.why.clone()),
        ]);
    }
    table.block()
}

fn is_score(change: &FieldChange) -> bool {
    matches!(change.place.at, Place::Assessment(_, AssessmentPart::Score))
}

/// The risks whose score of now went one way.
fn scored(of: &Material, since: &Since, way: Direction) -> Plain {
    let (scores, then) = (of.scores(), of.then());
    let mut table = Plain::new(&[
        ("Ref", 8, Align::Start),
        ("Risk", 50, Align::Start),
        ("Before", 10, Align::Centre),
        ("Now", 10, Align::Centre),
        ("Why", 34, Align::Start),
    ]);
    for (at, changed) in since.changed.iter().enumerate() {
        let before = match then.of(&changed.risk) {
            Before::Scored(before) => before,
            _ => None,
        };
        let now = scores.score(&changed.risk, scores.now());
        let Some((before, now)) = before.zip(now) else { continue };
        if Direction::between(&before, &now) == Some(way) {
            table.row(vec![
                build::named(build::reference(&changed.risk, at)),
                Cell::plain(changed.risk.wording()),
                scores.number(before),
                scores.number(now),
                Cell::plain(why(changed, |change| {
                    matches!(change.place.at, Place::Assessment(stage, _) if stage == scores.now())
                })),
            ]);
        }
    }
    table
}

/// The risks whose status says since then that they have happened.
fn happened(since: &Since) -> Plain {
    let mut table = Plain::new(&[
        ("Ref", 8, Align::Start),
        ("Risk", 60, Align::Start),
        ("Why", 34, Align::Start),
    ]);
    for (at, changed) in since.changed.iter().enumerate() {
        let is_status = |change: &FieldChange| change.place.at == Place::Risk(RiskField::Status);
        let state = changed.risk.status.as_ref().and_then(|status| status.value);
        if state == Some(RiskState::Materialised) && changed.changes.iter().any(is_status) {
            table.row(vec![
                build::named(build::reference(&changed.risk, at)),
                Cell::plain(changed.risk.wording()),
                Cell::plain(why(changed, is_status)),
            ]);
        }
    }
    table
}

/// Why some of a risk's changes were made: each reason once.
fn why(changed: &Changed, wanted: impl Fn(&FieldChange) -> bool) -> String {
    let mut reasons: Vec<&str> = vec![];
    let own = changed.changes.iter().zip(&changed.why).filter(|(change, _)| wanted(change));
    for (_, reason) in own {
        if !reason.is_empty() && !reasons.contains(&reason.as_str()) {
            reasons.push(reason);
        }
    }
    reasons.join("; ")
}
