//! Risks that the meeting looks into: what is told of each, on a page of its own.

use super::Material;
use crate::{compose::risk, paper::Block};

/// Those of these numbers that are on the register, in the order given.
pub(super) fn blocks(of: &Material, references: &[String]) -> Vec<Block> {
    let mut all = vec![];
    for at in places(of, references) {
        let Some(told) = risk::blocks(of, at) else { continue };
        if !all.is_empty() {
            all.push(Block::PageBreak);
        }
        // They stand under the heading of the section.
        all.extend(told.into_iter().map(|block| match block {
            Block::Heading { level, text } => Block::Heading { level: level + 1, text },
            other => other,
        }));
    }
    all
}

/// The places in the register of those of these numbers that are on it, in the order given.
pub(in crate::compose) fn places(of: &Material, references: &[String]) -> Vec<usize> {
    let place = |reference: &String| {
        let mut risks = of.register.risks.iter();
        risks.position(|risk| risk.reference.as_ref() == Some(reference))
    };
    references.iter().filter_map(place).collect()
}
