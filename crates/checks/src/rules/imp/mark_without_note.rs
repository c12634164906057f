//! # Footnote marker without a footnote
//!
//! ## What it finds
//!
//! A heading of the document that ends in a mark (*\*, †, ‡, §* or a small figure) where no line of the
//! document begins with that mark or says what it is (`mark-without-note` when the document was read).
//! One finding for each mark.
//!
//! ## Why
//!
//! The reader cannot know what "Score *" leaves out, or what it was multiplied by.
//!
//! ## Example
//!
//! A column is headed "Score *", and the paper has no note.
//!
//! ## What to do
//!
//! Add the note under the table, or take the mark out of the heading.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use super::noticed;

pub(crate) const RULE: Rule = Rule {
    id: "IMP-05",
    name: "mark-without-note",
    title: "Footnote marker without a footnote",
    severity: Severity::Low,
    kind: Kind::Deterministic,
    starred: false,
    help: "Add the note, or take the mark out of the heading.",
    source: include_str!("mark_without_note.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    noticed(on, out, &["mark-without-note"]);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_mark_that_nothing_explains() {
        finds(
            &RULE,
            r"
            noticed mark-without-note 77
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_without_a_mark() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x3 2x2
            ",
            &[],
        );
    }
}
