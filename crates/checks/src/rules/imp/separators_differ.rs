//! # Separator style differs
//!
//! ## What it finds
//!
//! A column of owners whose cells part several owners now in one way and now in another
//! (`owners-parted-differently` when the document was read): by another sign (*/ ; , + |*), or with
//! other white space about it. *And* and *&* are not counted. One finding for each column.
//!
//! ## Why
//!
//! It shows that several hands typed it, and whoever sorts or filters the column finds one pair twice.
//!
//! ## Example
//!
//! "AB / CD" on one row and "AB/EF" on the next.
//!
//! ## What to do
//!
//! Part them in one way; better, name one owner.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use super::noticed;

pub(crate) const RULE: Rule = Rule {
    id: "IMP-08",
    name: "separators-differ",
    title: "Separator style differs",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Part the owners of a cell in one way.",
    source: include_str!("separators_differ.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    noticed(on, out, &["owners-parted-differently"]);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_column_with_two_styles() {
        finds(
            &RULE,
            r"
            noticed owners-parted-differently 77
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_where_one_style_is_kept() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            ",
            &[],
        );
    }
}
