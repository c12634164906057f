//! Risks that the meeting looks into: what is told of each, on a page of its own.

use super::Material;
use crate::{compose::risk, paper::Block};

/// Those of these numbers that are on the register, in the order given.
pub(super) fn blocks(of: &Material, references: &[String]) -> Vec<Block> {
    let mut all = vec![];
    for reference in references {
        let own = |at: &usize| {
            let risk = of.register.risks.get(*at);
            risk.is_some_and(|risk| risk.reference.as_ref() == Some(reference))
        };
        let found = (0..of.register.risks.len()).find(own);
        let Some(told) = found.and_then(|at| risk::blocks(of, at)) else { continue };
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
