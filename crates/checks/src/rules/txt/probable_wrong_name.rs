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

use std::{mem, sync::LazyLock};

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
    ("department for health", "Department of Health and Social Care"),
    ("environmental agency", "Environment Agency"),
    ("information commission office", "Information Commissioner’s Office"),
    ("heritage lottery fund", "National Lottery Heritage Fund"),
    ("big lottery fund", "National Lottery Community Fund"),
    ("her majesty's inspectorate", "His Majesty’s Inspectorate"),
    ("her majesty's revenue", "His Majesty’s Revenue and Customs"),
    ("public health england", "UK Health Security Agency"),
    ("criminal records bureau", "Disclosure and Barring Service"),
];

/// Names of bodies, in small letters.
const BODIES: &[&str] = &[
    "arts council england",
    "cabinet office",
    "care inspectorate wales",
    "care quality commission",
    "charity commission",
    "civil aviation authority",
    "competition and markets authority",
    "crown prosecution service",
    "department for education",
    "department for transport",
    "department for work and pensions",
    "disclosure and barring service",
    "driver and vehicle standards agency",
    "environment agency",
    "equality and human rights commission",
    "financial conduct authority",
    "food standards agency",
    "forestry commission",
    "gambling commission",
    "health and safety executive",
    "historic england",
    "homes england",
    "housing ombudsman",
    "human tissue authority",
    "independent office for police conduct",
    "information commissioner's office",
    "local government and social care ombudsman",
    "marine management organisation",
    "maritime and coastguard agency",
    "national audit office",
    "national crime agency",
    "national highways",
    "national lottery heritage fund",
    "natural england",
    "natural resources wales",
    "network rail",
    "office for national statistics",
    "office for students",
    "pensions regulator",
    "planning inspectorate",
    "public accounts committee",
    "regulator of social housing",
    "scottish environment protection agency",
    "teaching regulation agency",
];

/// The same by their words.
static PARTED: LazyLock<Vec<(&str, Vec<&str>)>> =
    LazyLock::new(|| BODIES.iter().map(|body| (*body, body.split(' ').collect())).collect());

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
        acronym.report(&on.risks, out, message);
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
            acronym.report(&on.risks, out, message);
        }
    }
}

fn named_wrongly(on: &Context<'_>, out: &mut Findings) {
    for risk in &on.risks {
        if let Some(message) = wrong(risk.statement, risk.words()) {
            out.risk(risk, message, risk.statement);
        }
        for action in &risk.actions {
            let text = action.action.description.as_str();
            if let Some(message) = wrong(text, action.words()) {
                out.action(risk, action, message, text);
            }
        }
    }
}

/// The name of a body that a text has nearly, or as it was, and the one that may be meant.
fn wrong(text: &str, words: &[&str]) -> Option<String> {
    let known = NAMES.iter().find(|(wrong, _)| words::has_phrase(words, wrong));
    if let Some((name, right)) = known {
        return Some(format!("“{name}”: is the {right} meant?"));
    }
    // What is no name has no capitals; most texts are ruled out by that.
    let mut pieces = text.split_whitespace();
    let mut last = pieces.next().unwrap_or_default();
    let two = pieces.any(|piece| {
        let capitals = [mem::replace(&mut last, piece), piece];
        capitals.iter().all(|piece| piece.starts_with(char::is_uppercase))
    });
    if !two {
        return None;
    }
    PARTED.iter().find_map(|(body, own)| {
        // Of two words of a name one at least is right.
        if !own.iter().any(|word| word.len() > FEWEST && words.contains(word)) {
            return None;
        }
        let near = words.windows(own.len()).find(|near| is_near(near, own))?;
        let stands = |word: &&str| {
            text.split_whitespace().any(|piece| {
                piece.starts_with(char::is_uppercase) && piece.to_lowercase().starts_with(*word)
            })
        };
        let capitals = near.iter().filter(|word| stands(word)).count();
        (capitals > 1).then(|| format!("“{}”: is the {} meant?", near.join(" "), as_name(body)))
    })
}

/// Whether words are a name but for one word that is much like the right one, or but for their order.
fn is_near(near: &[&str], own: &[&str]) -> bool {
    const ALIKE: usize = 4;
    let differs = || near.iter().zip(own).filter(|(a, b)| a != b);
    match (differs().count(), own.len()) {
        (1, _) => differs().all(|(a, b)| {
            // A planning inspector is somebody of the inspectorate.
            if b.strip_prefix(*a).is_some_and(|end| end.len() > 1) {
                return false;
            }
            let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
            same >= ALIKE || (same >= 3 && b.len() > 6) || is_one_off(a, b) || is_of(a, b)
        }),
        (2, 3..) => own.iter().all(|word| near.contains(word)),
        _ => false,
    }
}

/// "Office of Students": the small word is another.
fn is_of(a: &str, b: &str) -> bool {
    let small = |word| matches!(word, "of" | "for");
    small(a) && small(b)
}

fn as_name(body: &str) -> String {
    let word = |word: &str| match word {
        "and" | "for" | "of" => word.to_owned(),
        _ => {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect::<String>().replace('\'', "’")
        }
    };
    body.split(' ').map(word).collect::<Vec<_>>().join(" ")
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
    fn finds_bodies_named_nearly_in_another_order_or_as_they_were() {
        let found = finds(
            &RULE,
            r"
            1 | Mill | The Food Standard Agency shuts the mill | AB | 4x4 3x4 2x4
            2 | Mill | The Planing Inspectorate refuses the wheel | AB | 4x4 3x4 2x4
            3 | Mill | The Safety and Health Executive fines us | AB | 4x4 3x4 2x4
            4 | Mill | A grant of the Big Lottery Fund ends | AB | 4x4 3x4 2x4
            5 | Mill | The National Office for Statistics asks for returns | AB | 4x4 3x4 2x4
            ",
            &["1", "2", "3", "4"],
        );
        assert_eq!(found[0].message, "“food standard agency”: is the Food Standards Agency meant?");
    }

    #[test]
    fn silent_on_bodies_named_rightly_and_on_like_words() {
        finds(
            &RULE,
            r"
            1 | Mill | The Food Standards Agency and Historic England shut the mill | AB | 4x4 3x4 2x4
            2 | Mill | Our Planning Inspector and the homes in England | AB | 4x4 3x4 2x4
            3 | Mill | A health and safety executive resigns | AB | 4x4 3x4 2x4
            ",
            &[],
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
