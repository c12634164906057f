//! The register itself, with its matrix and its key of owners.

use super::Material;
use crate::{
    compose::{Setting, people, scoring, table},
    paper::Block,
};

pub(super) fn blocks(of: &Material, setting: &Setting) -> Vec<Block> {
    let mut blocks = vec![Block::Table(table::table(&setting.laid_out(&of.register)))];
    blocks.extend(scoring::blocks(&of.register));
    blocks.extend(people::blocks(&of.register));
    blocks
}
