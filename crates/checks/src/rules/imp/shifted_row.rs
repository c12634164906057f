//! # Shifted row
//!
//! ## What it finds
//!
//! A row whose cells stand in the wrong columns: text where initials belong, initials where a
//! date belongs. The reader of the document put it right and said so (`row-shifted`); one
//! finding for each such row.
//!
//! ## Why
//!
//! A row that slips sideways is lost without a word when the register is filtered or copied. It
//! is a fault of copying out of PDF and Excel that audit committees do not see.
//!
//! ## Example
//!
//! An action's wording stands in the column of risk numbers, and its owner under "Risk".
//!
//! ## What to do
//!
//! Compare the row with the published document. If it was put right correctly, correct the
//! document it came from, so that the next issue arrives straight.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use super::noticed;

pub(crate) const RULE: Rule = Rule {
    id: "IMP-01",
    name: "shifted-row",
    title: "Shifted row",
    severity: Severity::High,
    kind: Kind::Deterministic,
    starred: true,
    help: "Compare the row with the published document, then correct it there.",
    source: include_str!("shifted_row.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    noticed(on, out, &["row-shifted"]);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_shifted_row_and_the_action_it_became() {
        finds(
            &RULE,
            r"
            noticed row-shifted 4
            noticed row-shifted 99
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            - Mend the boiler | AB | Apr-18 | A
            ",
            &["1.1", "*"],
        );
    }

    #[test]
    fn silent_on_rows_that_stand_where_they_should() {
        finds(
            &RULE,
            r"
            noticed risk-split 1
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            ",
            &[],
        );
    }
}
