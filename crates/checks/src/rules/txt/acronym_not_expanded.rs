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
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    id: "TXT-11",
    name: "acronym-not-expanded",
    title: "Acronym never expanded",
    severity: Severity::Low,
    kind: Kind::Text,
    starred: false,
    help: "Write it out where it first stands, with the letters in brackets.",
    source: include_str!("acronym_not_expanded.rs"),
    run,
};

fn run(on: &Context<'_>, out: &mut Findings) {
    for (acronym, Seen { first: (risk, action), times, explained }) in acronyms(on) {
        if explained {
            continue;
        }
        let message = match times {
            1 => format!("“{acronym}” is never written out."),
            _ => format!("“{acronym}” stands {times} times and is never written out."),
        };
        match action {
            Some(action) => {
                out.action(risk, action, message, action.action.description.as_str());
            }
            None => {
                out.risk(risk, message, risk.statement);
            }
        }
    }
}

/// An acronym as the register has it.
pub(super) struct Seen<'c, 'a> {
    /// Where it stands first.
    pub(super) first: (&'c RiskView<'a>, Option<&'c ActionView<'a>>),
    /// How often.
    pub(super) times: usize,
    /// Whether it is written out anywhere.
    pub(super) explained: bool,
}

/// Every acronym in the wording of the risks and actions.
pub(super) fn acronyms<'c, 'a>(on: &'c Context<'a>) -> BTreeMap<&'c str, Seen<'c, 'a>> {
    let texts = on.risks.iter().flat_map(|risk| {
        let actions = risk
            .actions
            .iter()
            .map(move |action| (action.action.description.as_str(), (risk, Some(action))));
        std::iter::once((risk.statement, (risk, None))).chain(actions)
    });
    let mut all: BTreeMap<&str, Seen<'_, '_>> = BTreeMap::new();
    let worth = |text: &str| may_hold_acronym(text) && text.chars().any(char::is_lowercase);
    for (text, first) in texts.filter(|(text, _)| worth(text)) {
        for (start, token) in tokens(text) {
            let Some(acronym) = acronym(token) else { continue };
            let before = text.get(..start).unwrap_or_default();
            let after = text.get(start + token.len()..).unwrap_or_default();
            let seen = all.entry(acronym).or_insert(Seen { first, times: 0, explained: false });
            seen.times += 1;
            seen.explained |=
                before.ends_with('(') && after.starts_with(')') || after.starts_with(" (");
        }
    }
    all
}

/// Whether two capitals stand side by side, as far as ASCII goes.
fn may_hold_acronym(text: &str) -> bool {
    let mut pairs = text.as_bytes().windows(2);
    !text.is_ascii() || pairs.any(|pair| matches!(pair, [b'A'..=b'Z', b'A'..=b'Z']))
}

/// Runs of letters and digits, each with where it starts.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|token| token.len() > 1)
        .map(move |token| (token.as_ptr() as usize - base, token))
}

/// The capitals of a token that is an acronym.
fn acronym(token: &str) -> Option<&str> {
    const KNOWN: &[&str] = &["UK", "EU", "PDF", "II", "III", "IV", "VI", "VII", "VIII", "IX", "NB"];
    let letters = token.strip_suffix('s').unwrap_or(token);
    let capitals = letters.chars().all(char::is_uppercase) && letters.chars().count() > 1;
    (capitals && !KNOWN.contains(&letters)).then_some(letters)
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
