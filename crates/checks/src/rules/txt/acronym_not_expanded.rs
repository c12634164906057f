//! # Acronym never expanded
//!
//! ## What it finds
//!
//! A word of two capital letters or more in the wording of a risk or an action (a plural *s*
//! apart), that the register nowhere gives in brackets after its long form, "criminal justice
//! board (CJB)", or before it, "CJB (criminal justice board)". Roman numerals, *UK*, *EU* and
//! *PDF* pass, and so does a text that is all capitals. It goes by the letters: a name that is
//! written in capitals is found too. One finding for each acronym, at the first place it
//! stands.
//!
//! ## Why
//!
//! Guidance on accessible documents asks that an acronym be explained where it first stands.
//! Members and the public read these papers.
//!
//! ## Example
//!
//! "Report to the SEG", with no word of what that is.
//!
//! ## What to do
//!
//! Write it out at its first use, with the letters in brackets.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-11",
    name: "acronym-not-expanded",
    title: "Acronym never expanded",
    severity: Severity::Low,
    kind: Kind::Text,
    starred: false,
    help: "Write it out where it first stands, with the letters in brackets.",
    source: include_str!("acronym_not_expanded.rs"),
    looks: &[(Sight::Register(Aspects::WORDS), run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (name, acronym) in on.acronyms().iter().filter(|(_, acronym)| !acronym.explained) {
        let message = match acronym.times {
            1 => format!("“{name}” is never written out."),
            times => format!("“{name}” is used {times} times and never written out."),
        };
        acronym.report(&on.risks, out, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_acronym_once_at_its_first_place() {
        finds(
            &RULE,
            r"
            1 | Order | The CCTV fails | AB | 4x4 3x4 2x4
            - Report on CCTV to the SEGs | AB | Apr-18 | A
            - Report to the SEG | AB | Apr-18 | A
            ",
            &["1", "1.1"],
        );
    }

    #[test]
    fn silent_on_what_is_written_out_anywhere_and_on_a_text_in_capitals() {
        finds(
            &RULE,
            r"
            1 | Order | THE ROOF LEAKS | AB | 4x4 3x4 2x4
            - Ask the security executive group (SEG) in the UK | AB | Apr-18 | A
            - Report to the SEG, phase II, and the PCB (parish council board) | AB | Apr-18 | A
            ",
            &[],
        );
    }
}
