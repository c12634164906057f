//! The pack for a meeting: its sections one after the other.

use serde::{Deserialize, Serialize};

use super::{
    Material, Setting,
    build::heading,
    evidence, register,
    section::{Chosen, Cover, Section, cover, places},
};
use crate::paper::{Block, Paper, Version};

/// A pack as the body wants it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pack {
    /// Its sections, in their order; the usual ones where nobody chose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Chosen>,
    /// The rules whose findings it reports, by their numbers; what is to be put right first where
    /// nobody chose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
    /// What the officer says of it.
    #[serde(skip_serializing_if = "Cover::is_blank")]
    pub cover: Cover,
}

impl Pack {
    /// Its sections, in their order.
    pub fn sections(&self) -> Vec<Chosen> {
        if !self.sections.is_empty() {
            return self.sections.clone();
        }
        Section::ALL.into_iter().filter(|section| section.is_usual()).map(Chosen::from).collect()
    }

    /// Whether a section is one of them.
    pub fn has(&self, section: Section) -> bool {
        self.sections().iter().any(|chosen| chosen.section == section)
    }

    /// What is remembered of it for the meeting after: its sections and who writes, not what was
    /// said of the one meeting.
    #[must_use]
    pub fn for_the_next(self) -> Self {
        Self { cover: self.cover.for_the_next(), ..self }
    }
}

/// The pack. A section whose facts the register does not hold is not in it.
pub fn pack(of: &Material, pack: &Pack, setting: &Setting) -> Paper {
    let mut setting = setting.clone();
    // What is said to members alone is left out of the public version, which says so.
    if setting.version == Version::Public && !pack.cover.members.is_empty() {
        let under = pack.cover.under.trim().to_owned();
        let paragraphs = setting.left_out.get_or_insert_default();
        if !under.is_empty() && !paragraphs.contains(&under) {
            paragraphs.push(under);
        }
    }
    if pack.has(Section::DeepDives) {
        let files = places(of, &pack.cover.deep).into_iter().filter_map(|at| of.evidence.get(&at));
        evidence::note_left_out(files.flatten(), &mut setting.left_out);
    }
    let mut blocks: Vec<Block> = vec![];
    for chosen in pack.sections() {
        let own = chosen.section.blocks(of, pack, &setting);
        if own.is_empty() {
            continue;
        }
        if !blocks.is_empty() {
            blocks.push(Block::PageBreak);
        }
        blocks.push(heading(1, chosen.heading()));
        let below = |block| match block {
            Block::Heading { level: 1, text } => heading(2, text),
            other => other,
        };
        blocks.extend(own.into_iter().map(below));
    }
    let tables = blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let page = setting.page.unwrap_or_else(|| register::page(&of.register, tables));
    let name = match cover::meeting(&pack.cover, &setting) {
        "" => "Pack for a meeting".to_owned(),
        meeting => format!("Pack for {meeting}"),
    };
    Paper { name, ..register::paper_of(&of.register, &setting, page, blocks) }
}
