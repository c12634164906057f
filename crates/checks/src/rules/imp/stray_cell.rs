//! # Stray risk-level cell on a continuation row
//!
//! ## What it finds
//!
//! An owner or a score on a row that has no risk number and only continues the risk above
//! (`stray-cell` when the document was read). One finding for each such cell.
//!
//! ## Why
//!
//! It may be a second owner, or a slip of the hand. Only the person who typed it knows; a
//! program that guesses changes who is answerable.
//!
//! ## Example
//!
//! The third row of a risk's actions has "AB" in the column of risk owners.
//!
//! ## What to do
//!
//! Ask whether it is a second owner of the risk. If not, clear the cell.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use super::noticed;

pub(crate) const RULE: Rule = Rule {
    id: "IMP-02",
    name: "stray-cell",
    title: "Stray risk-level cell on a continuation row",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Ask whether the cell was meant for the risk above; if not, clear it.",
    source: include_str!("stray_cell.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    noticed(on, out, &["stray-cell"]);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_stray_cell_at_its_action() {
        finds(
            &RULE,
            r"
            noticed stray-cell 4
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | AB | Apr-18 | A
            - Buy a spare | AB | Apr-18 | A
            ",
            &["1.2"],
        );
    }

    #[test]
    fn silent_without_one() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            ",
            &[],
        );
    }
}
