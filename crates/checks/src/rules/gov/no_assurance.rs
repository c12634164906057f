//! # No assurance source or line
//!
//! ## What it finds
//!
//! A register with no column of its own that says anything of where assurance comes from: none
//! with something in it whose heading has a word or words beginning *assurance, line of
//! defence, lines of defence, three lines*. One finding for the register.
//!
//! ## Why
//!
//! Boards ask how they know that a control works: by the managers who run it, by oversight, or
//! by audit (the three lines; Orange Book 2023, Annex 2; board assurance frameworks).
//!
//! ## Example
//!
//! Controls without a word of who checked them.
//!
//! ## What to do
//!
//! Name for each key control who gives assurance, from which line, and when last.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "GOV-02",
    name: "no-assurance",
    title: "No assurance source or line",
    severity: Severity::Medium,
    kind: Kind::Deterministic,
    starred: true,
    help: "Name for each key control who gives assurance, of which line, and when last.",
    source: include_str!("no_assurance.rs"),
    looks: &[(Sight::Register(Aspects::NONE), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.risks.is_empty()
        && !on.has_column(&["assurance", "line of defence", "lines of defence", "three lines"])
    {
        out.register("Nothing says where assurance comes from.", "");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_a_register_without_such_a_column() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            ",
            &["*"],
        );
    }

    #[test]
    fn silent_with_the_column() {
        finds(
            &RULE,
            r"
            1 | Buildings | The boiler fails | AB | 4x4 3x4 2x4
            + Assurance: internal audit, June
            ",
            &[],
        );
    }
}
