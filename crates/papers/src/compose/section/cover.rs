//! The report that a pack begins with: what it is for, what is asked, what changed in figures.

use bellwether_domain::{
    calendar::long_date,
    diff::{ChangeKind, Direction},
    due::Group,
    words::counted,
};
use serde::{Deserialize, Serialize};

use super::{Material, changes};
use crate::{
    compose::{
        Setting,
        build::{self, heading, paragraph},
        material::Before,
    },
    paper::{Block, Span, Standing, Version},
};

/// What the officer says of the pack; what is empty is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Cover {
    /// The meeting; where it is empty, that of the seal.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub meeting: String,
    /// The item of its agenda.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// The day of the meeting, as written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Who wrote the report.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Whom to ask.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// What it is for; where it is empty, to report the register.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// What the meeting is asked; where it is empty, to note the report.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub recommendation: String,
    /// What follows from it for money, law, people, equality and the like.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub implications: String,
    /// What is said to members alone: the public version leaves it out, and says so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub members: String,
    /// The paragraph relied on for what is said to members alone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub under: String,
    /// The numbers of the risks that the meeting looks into.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deep: Vec<String>,
}

impl Cover {
    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// What holds for the meeting after, too: who writes and whom to ask.
    #[must_use]
    pub(in crate::compose) fn for_the_next(self) -> Self {
        Self { author: self.author, contact: self.contact, ..Self::default() }
    }
}

pub(super) fn blocks(of: &Material, cover: &Cover, setting: &Setting) -> Vec<Block> {
    let mut blocks = vec![Block::Facts(facts(of, cover, setting))];
    let members = match setting.version {
        Version::Public => "",
        Version::Restricted => &cover.members,
    };
    let under = match cover.under.as_str() {
        "" => "Not for the public".to_owned(),
        paragraph => format!("Not for the public: {paragraph}"),
    };
    let said = [
        ("Purpose", &cover.purpose, PURPOSE),
        ("Recommendation", &cover.recommendation, "That the report be noted."),
        ("Implications", &cover.implications, ""),
    ];
    for (title, own, usual) in said {
        let words = if own.trim().is_empty() { usual } else { own };
        blocks.extend(told(title, words));
    }
    blocks.extend(told(&under, members));
    blocks.extend([heading(2, "The register in figures"), paragraph(figures(of))]);
    blocks
}

const PURPOSE: &str =
    "To report the risks that the body has registered, what has changed in them and what is late.";

/// A heading with what is said under it; nothing where nothing is.
fn told(title: &str, words: &str) -> Vec<Block> {
    let said = build::prose(words);
    if said.is_empty() {
        return said;
    }
    [heading(2, title)].into_iter().chain(said).collect()
}

fn facts(of: &Material, cover: &Cover, setting: &Setting) -> Vec<(String, Vec<Span>)> {
    let compared = of.since.as_ref().map(changes::named).unwrap_or_default();
    let facts = [
        ("Meeting", meeting(cover, setting).to_owned()),
        ("Date of the meeting", dated(&cover.date)),
        ("Agenda item", cover.item.clone()),
        ("Author", cover.author.clone()),
        ("Contact", cover.contact.clone()),
        ("The register as at", long_date(of.as_at)),
        ("Compared with", compared),
    ];
    let facts = facts.into_iter().filter(|(_, words)| !words.is_empty());
    facts.map(|(name, words)| (name.to_owned(), vec![Span::plain(words)])).collect()
}

/// The meeting that a pack is for: as it is said, else that of the seal; empty where neither is.
pub(in crate::compose) fn meeting<'a>(cover: &'a Cover, setting: &'a Setting) -> &'a str {
    match &setting.standing {
        _ if !cover.meeting.trim().is_empty() => cover.meeting.trim(),
        Standing::Sealed { meeting, .. } => meeting,
        Standing::Draft => "",
    }
}

/// "18 December 2025" for a day as programs write it; else as it is written.
fn dated(written: &str) -> String {
    written.parse().map_or_else(|_| written.to_owned(), long_date)
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
    let held = match of.register.withholds_actions() {
        true => String::new(),
        false => format!(" and {}", counted(risks.iter().map(|r| r.actions.len()).sum(), "action")),
    };
    let is = |count| if count == 1 { "is" } else { "are" };
    let alone = if held.is_empty() { risks.len() } else { 2 };
    let mut told =
        vec![format!("{}{held} {} on the register.", counted(risks.len(), "risk"), is(alone))];
    if let Some(since) = &of.since {
        let went = |way: Direction| moved(of).filter(|moved| *moved == way).count();
        told.push(format!(
            "Since {}, {} came on to it{} and {} went off it{}.",
            long_date(since.as_at),
            counted(since.new.len(), "risk"),
            match since.reopened.len() {
                0 => String::new(),
                back => format!(", {back} came back"),
            },
            since.closed.len(),
            match of.scores().tell_now() {
                true => format!(
                    "; {} went up and {} went down",
                    counted(went(Direction::Up), "score"),
                    went(Direction::Down)
                ),
                false => String::new(),
            },
        ));
    }
    if of.register.withholds_progress() {
        told.push("How far actions are is not public.".to_owned());
        return told.join(" ");
    }
    told.extend(lost_dates(of));
    let (overdue, soon) = (stands(Group::Overdue), stands(Group::Soon));
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

/// "2 actions lost their date.", which else would leave every figure of what is late.
fn lost_dates(of: &Material) -> Option<String> {
    let lost = of.since.iter().flat_map(|since| &since.changed).flat_map(|own| &own.changes);
    let count = lost.filter(|change| change.kind == ChangeKind::ActionUndated).count();
    let their = if count == 1 { "its" } else { "their" };
    (count > 0).then(|| format!("{} lost {their} date.", counted(count, "action")))
}

/// Which way the scores of now went.
fn moved(of: &Material) -> impl Iterator<Item = Direction> {
    let (scores, then) = (of.scores(), of.then());
    of.register.risks.iter().filter_map(move |risk| match then.of(risk) {
        Before::Scored(Some(was)) => Direction::between(&was, &scores.score(risk, scores.now())?),
        _ => None,
    })
}
