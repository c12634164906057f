//! # Banner not aligned with its columns
//!
//! ## What it finds
//!
//! The headings over groups of columns stand elsewhere than on the first page, or over the
//! wrong columns (`banner-misaligned` when the document was read). One finding for each place
//! noticed.
//!
//! ## Why
//!
//! A reader takes "Score now" to be whatever stands under it. Columns are read by their own
//! headings, never by the banner above; a person may not be so careful.
//!
//! ## Example
//!
//! On page 3 "Gross risk" begins one column too far to the left.
//!
//! ## What to do
//!
//! Merge the banner's cells over exactly the columns they name.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use super::noticed;

pub(crate) const RULE: Rule = Rule {
    id: "IMP-04",
    name: "banner-misaligned",
    title: "Banner not aligned with its columns",
    severity: Severity::Info,
    kind: Kind::Deterministic,
    starred: false,
    help: "Make each banner span exactly the columns that it names.",
    source: include_str!("banner_misaligned.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    noticed(on, out, &["banner-misaligned"]);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_banner_that_strayed() {
        finds(
            &RULE,
            r"
            noticed banner-misaligned 77
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_where_banners_stand_straight() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            ",
            &[],
        );
    }
}
