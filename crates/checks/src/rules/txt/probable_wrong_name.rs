//! # Probable wrong name
//!
//! ## What it finds
//!
//! A question, not a verdict. An acronym of four capitals or more that stands once in the
//! register and is one letter off another that stands twice or more: a letter changed, left out
//! or added, or two that changed places. The first letter must be the same: bodies of one kind
//! are often told apart by it. Of three capitals, two that changed places where the other stands
//! three times or more. An acronym that is written out somewhere is left alone. One
//! finding for each such acronym. Besides, in the wording of a risk or an action, the name of a
//! national body as it is often got wrong ("Charities Commission"); one finding for each place.
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
    looks: &[(Sight::Risk, named_wrongly), (Sight::Register(Aspects::WORDS), run)],
};

/// How often the other must stand.
const OFTEN: usize = 2;

/// Fewer letters are too easily alike.
const FEWEST: usize = 4;

/// How often the other must stand where there are only three letters.
const OFTEN_OF_THREE: usize = 3;

/// Names of bodies as they are often got wrong, in small letters, and as they are.
const NAMES: &[(&str, &str)] = &[
    ("charities commission", "Charity Commission"),
    ("care quality committee", "Care Quality Commission"),
    ("crown prosecutions service", "Crown Prosecution Service"),
    ("department of education", "Department for Education"),
    ("department of transport", "Department for Transport"),
    ("department for health", "Department of Health and Social Care"),
    ("department of work and pensions", "Department for Work and Pensions"),
    ("environmental agency", "Environment Agency"),
    ("health and safety executives", "Health and Safety Executive"),
    ("independent office of police conduct", "Independent Office for Police Conduct"),
    ("information commission office", "Information Commissioner’s Office"),
    ("national audits office", "National Audit Office"),
    ("office of students", "Office for Students"),
    ("office for national statistic", "Office for National Statistics"),
    ("housing ombudsmen", "Housing Ombudsman"),
];

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
    let of_three = || on.acronyms().iter().filter(|(name, _)| name.chars().count() == 3);
    for (name, acronym) in
        of_three().filter(|(_, acronym)| acronym.times == 1 && !acronym.explained)
    {
        let often = of_three().filter(|(_, acronym)| acronym.times >= OFTEN_OF_THREE);
        if let Some((other, more)) = often.into_iter().find(|(other, _)| is_turned(name, other)) {
            let times = more.times;
            let message = format!(
                "“{name}” is used once and “{other}” {times} times: is one a slip for the other?"
            );
            acronym.report(on, out, message);
        }
    }
}

fn named_wrongly(on: &Context<'_>, out: &mut Findings) {
    let wrong =
        |words: &[&str]| NAMES.iter().find(|(wrong, _)| words::has_phrase(words, wrong)).copied();
    let said = |wrong: &str, right: &str| format!("“{wrong}”: is the {right} meant?");
    for risk in &on.risks {
        if let Some((name, right)) = wrong(risk.words()) {
            out.risk(risk, said(name, right), risk.statement);
        }
        for action in &risk.actions {
            if let Some((name, right)) = wrong(action.words()) {
                let text = action.action.description.as_str();
                out.action(risk, action, said(name, right), text);
            }
        }
    }
}

/// Whether two of the letters of a word changed places in the other.
fn is_turned(a: &str, b: &str) -> bool {
    let differs: Vec<(char, char)> = a.chars().zip(b.chars()).filter(|(x, y)| x != y).collect();
    a.len() == b.len() && matches!(differs.as_slice(), [(a, b), (c, d)] if a == d && b == c)
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
    fn finds_letters_that_changed_places_and_bodies_named_wrongly() {
        let found = finds(
            &RULE,
            r"
            1 | Order | The SEG is not told by the Charities Commission | AB | 4x4 3x4 2x4
            - Report to the SEG and ask the SEG | AB | Apr-18 | A
            - Write to the SGE | AB | Apr-18 | A
            ",
            &["1", "1.2"],
        );
        assert_eq!(found[0].message, "“charities commission”: is the Charity Commission meant?");
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
