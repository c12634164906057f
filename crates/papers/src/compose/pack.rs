//! The pack for a meeting: its sections one after the other.

use super::{
    Material, Setting,
    build::heading,
    register,
    section::{Cover, Section},
};
use crate::paper::{Block, Paper};

/// The pack of these sections, in this order. A section whose facts the register does not hold is
/// not in it.
pub fn pack(of: &Material, sections: &[Section], cover: &Cover, setting: &Setting) -> Paper {
    let mut blocks: Vec<Block> = vec![];
    for section in sections {
        let own = section.blocks(of, cover, setting);
        if own.is_empty() {
            continue;
        }
        if !blocks.is_empty() {
            blocks.push(Block::PageBreak);
        }
        blocks.push(heading(1, section.title()));
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
    let page = register::page(tables);
    register::paper_of(&of.register, setting, page, blocks)
}
