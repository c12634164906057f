//! # Risk split across a page
//!
//! ## What it finds
//!
//! The headings repeat within one risk's actions, because the risk runs over a page (`risk-
//! split` when the document was read). One finding for each risk and break.
//!
//! ## Why
//!
//! The pieces must be stitched together, not dropped: a reader of the second page sees actions
//! with no risk above them.
//!
//! ## Example
//!
//! A risk has two actions at the foot of page 2 and three at the head of page 3.
//!
//! ## What to do
//!
//! Nothing, if all its actions are there. In the paper, keep a risk's rows together.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use super::noticed;

pub(crate) const RULE: Rule = Rule {
    id: "IMP-03",
    name: "risk-split",
    title: "Risk split across a page",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: true,
    help: "Check that the risk has all its actions; in the paper, keep its rows together.",
    source: include_str!("risk_split.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    noticed(on, out, &["risk-split"]);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_break() {
        finds(
            &RULE,
            r"
            noticed risk-split 4
            noticed risk-split 5
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | AB | Apr-18 | A
            2 | People | Volunteers leave | AB | 4x4 3x3 2x2
            ",
            &["1.1", "2"],
        );
    }

    #[test]
    fn silent_where_no_risk_is_split() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            ",
            &[],
        );
    }
}
