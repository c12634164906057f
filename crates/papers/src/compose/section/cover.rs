//! The report that a pack begins with: what it is for, what is asked, what changed in figures.

use bellwether_domain::{calendar::long_date, diff::Direction, due::Group, words::counted};

use super::{Material, changes};
use crate::{
    compose::{
        Setting,
        build::{heading, paragraph},
        material::Before,
    },
    paper::{Block, Span, Standing},
};

/// What the officer says of the pack; what is empty is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cover {
    /// The meeting; where it is empty, that of the seal.
    pub meeting: String,
    /// The item of its agenda.
    pub item: String,
    /// The day of the meeting, as written.
    pub date: String,
    /// Who wrote the report.
    pub author: String,
    /// Whom to ask.
    pub contact: String,
    /// What it is for; where it is empty, to report the register.
    pub purpose: String,
    /// What the meeting is asked; where it is empty, to note the report.
    pub recommendation: String,
    /// The numbers of the risks that the meeting looks into.
    pub deep: Vec<String>,
}

pub(super) fn blocks(of: &Material, cover: &Cover, setting: &Setting) -> Vec<Block> {
    let sealed = match &setting.standing {
        Standing::Sealed { meeting, .. } => meeting.as_str(),
        Standing::Draft => "",
    };
    let meeting = if cover.meeting.is_empty() { sealed } else { &cover.meeting };
    let compared = of.since.as_ref().map(changes::named).unwrap_or_default();
    let facts = [
        ("Meeting", meeting.to_owned()),
        ("Date of the meeting", cover.date.clone()),
        ("Agenda item", cover.item.clone()),
        ("Author", cover.author.clone()),
        ("Contact", cover.contact.clone()),
        ("The register as at", long_date(of.as_at)),
        ("Compared with", compared),
    ];
    let facts = facts.into_iter().filter(|(_, words)| !words.is_empty());
    let facts = facts.map(|(name, words)| (name.to_owned(), vec![Span::plain(words)]));
    let or =
        |own: &str, usual: &str| if own.is_empty() { usual.to_owned() } else { own.to_owned() };
    vec![
        Block::Facts(facts.collect()),
        heading(2, "Purpose"),
        paragraph(or(
            &cover.purpose,
            "To report the risks that the body has registered, what has changed in them and what is late.",
        )),
        heading(2, "Recommendation"),
        paragraph(or(&cover.recommendation, "That the report be noted.")),
        heading(2, "The register in figures"),
        paragraph(figures(of)),
    ]
}

/// One paragraph of figures, each counted in the register.
fn figures(of: &Material) -> String {
    let risks = &of.register.risks;
    let actions = || risks.iter().filter(|risk| !risk.says_closed()).flat_map(|risk| &risk.actions);
    let stands = |group: Group| {
        let judged = |action: &&bellwether_domain::Action| {
            action.judged(of.as_at, of.soon_days).group() == group
        };
        actions().filter(judged).count()
    };
    let mut told = vec![format!(
        "{} and {} are on the register.",
        counted(risks.len(), "risk"),
        counted(risks.iter().map(|risk| risk.actions.len()).sum(), "action")
    )];
    if let Some(since) = &of.since {
        let went = |way: Direction| moved(of).filter(|moved| *moved == way).count();
        told.push(format!(
            "Since {}, {} came on to it{} and {} went off it; {} went up and {} went down.",
            long_date(since.as_at),
            counted(since.new.len(), "risk"),
            match since.reopened.len() {
                0 => String::new(),
                back => format!(", {back} came back"),
            },
            since.closed.len(),
            counted(went(Direction::Up), "score"),
            went(Direction::Down),
        ));
    }
    let (overdue, soon) = (stands(Group::Overdue), stands(Group::Soon));
    let is = |count| if count == 1 { "is" } else { "are" };
    told.push(format!(
        "{} {} overdue and {soon} {} due within {}.",
        counted(overdue, "action"),
        is(overdue),
        is(soon),
        counted(of.soon_days.into(), "day")
    ));
    let without = stands(Group::Undated);
    if without > 0 {
        let has = if without == 1 { "has" } else { "have" };
        told.push(format!("{} {has} no date.", counted(without, "action")));
    }
    told.join(" ")
}

/// Which way the scores of now went.
fn moved(of: &Material) -> impl Iterator<Item = Direction> {
    let (scores, then) = (of.scores(), of.then());
    of.register.risks.iter().filter_map(move |risk| match then.of(risk) {
        Before::Scored(Some(was)) => Direction::between(&was, &scores.score(risk, scores.now())?),
        _ => None,
    })
}
