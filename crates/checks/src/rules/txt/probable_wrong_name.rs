//! # Probable wrong name
//!
//! ## What it finds
//!
//! A question, not a verdict. An acronym of four capitals or more that stands once in the
//! register and is one letter off another that stands twice or more: a letter changed, left out
//! or added, or two that changed places. The first letter must be the same: bodies of one kind
//! are often told apart by it. An acronym that is written out somewhere is left alone. One
//! finding for each such acronym.
//!
//! ## Why
//!
//! A body named wrongly in a published paper is noticed by nobody as soon as by that body.
//!
//! ## Example
//!
//! "OCPC" once, where "OPCC" stands a dozen times.
//!
//! ## What to do
//!
//! Ask whether one is meant for the other, and correct it.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-12",
    name: "probable-wrong-name",
    title: "Probable wrong name",
    severity: Severity::Info,
    kind: Kind::Question,
    starred: false,
    help: "Ask whether the other name is meant; if so, correct it.",
    source: include_str!("probable_wrong_name.rs"),
    run,
};

/// How often the other must stand.
const OFTEN: usize = 2;

/// Fewer letters are too easily alike.
const FEWEST: usize = 4;

fn run(on: &Context<'_>, out: &mut Findings) {
    let long = || on.acronyms().iter().filter(|(name, _)| name.chars().count() >= FEWEST);
    for (name, acronym) in long().filter(|(_, acronym)| acronym.times == 1 && !acronym.explained) {
        let mut often = long().filter(|(_, acronym)| acronym.times >= OFTEN);
        let Some((other, more)) = often.find(|(other, _)| is_one_off(name, other)) else {
            continue;
        };
        let times =
            if more.times == 2 { "twice".to_owned() } else { format!("{} times", more.times) };
        let message =
            format!("“{name}” is used once and “{other}” {times}: is one a slip for the other?");
        acronym.report(on, out, message);
    }
}

/// Whether two words are one slip of the hand apart.
fn is_one_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    if short.first() != long.first() {
        return false;
    }
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (short, long) =
        (short.get(head..).unwrap_or_default(), long.get(head..).unwrap_or_default());
    match (short, long) {
        (short, [_, rest @ ..]) if short == rest => true,
        ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
        ([x, y, rest @ ..], [v, w, other @ ..]) => x == w && y == v && rest == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE, is_one_off};
    use crate::testing::finds;

    #[test]
    fn finds_a_name_one_letter_off() {
        finds(
            &RULE,
            r"
            1 | Order | The OPCC is not told | AB | 4x4 3x4 2x4
            - Report to the OPCC | AB | Apr-18 | A
            - Ask the OPCC | AB | Apr-18 | A
            - Write to the OPPC | AB | Apr-18 | A
            ",
            &["1.3"],
        );
    }

    #[test]
    fn silent_on_short_names_and_on_those_written_out() {
        finds(
            &RULE,
            r"
            1 | Order | The OPCC and the SEG are not told | AB | 4x4 3x4 2x4
            - Report to the OPCC and the SEG | AB | Apr-18 | A
            - Ask the OPCC and the SEG | AB | Apr-18 | A
            - Write to the SEC and the office of public procurement (OPPC) | AB | Apr-18 | A
            ",
            &[],
        );
    }

    #[test]
    fn one_slip_is_told_from_two() {
        assert!(is_one_off("OPPC", "OPCC") && is_one_off("OCPC", "OPCC"));
        assert!(is_one_off("OPCCC", "OPCC") && is_one_off("HMIC", "HMRC"));
        assert!(!is_one_off("ABCD", "DCBA") && !is_one_off("ABCD", "ABCDEF"));
        assert!(!is_one_off("ABCD", "BADC") && !is_one_off("IPCC", "APCC"));
    }
}
