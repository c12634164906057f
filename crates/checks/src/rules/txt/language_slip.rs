//! # Language slip
//!
//! ## What it finds
//!
//! In the wording of a risk or an action: a word that stands twice running ("the the"), two verbs
//! that cannot follow one another ("does is", "will has"), *the*, *these* or *those* with a plural
//! and *does, is, was* or *has* ("the organisations does"), *they is*, *could of*, *a* before a vowel
//! or *an* before none ("a incident"), a word that is often spelt wrongly ("recieve"), a capital in
//! mid-sentence that no name has ("no Increased focus"), or a comma or a stop after a space or after
//! a comma. It goes by these patterns alone, and finds only such slips. One finding for each risk and each action, naming the first.
//! Silent where the register is not in English.
//!
//! ## Why
//!
//! A published paper is believed as far as it looks cared for.
//!
//! ## Example
//!
//! "The workforce does is not representative."
//!
//! ## What to do
//!
//! Correct the sentence.
//!
//! ## Settings
//!
//! None.

use super::super::prelude::*;
use bellwether_domain::{ActionField, RiskField};

pub(crate) const RULE: Rule = Rule {
    id: "TXT-10",
    name: "language-slip",
    title: "Language slip",
    severity: Severity::Low,
    kind: Kind::Text,
    starred: false,
    help: "Correct the sentence.",
    source: include_str!("language_slip.rs"),
    looks: &[(Sight::Risk, run)],
};

fn run(on: &Context<'_>, out: &mut Findings) {
    if !on.is_english() {
        return;
    }
    for risk in &on.risks {
        if let Some(slip) = slip(risk.statement, risk.words()) {
            let message = format!("The wording has a slip: “{slip}”.");
            out.risk(risk, message, risk.statement).field(RiskField::Description);
        }
        for action in &risk.actions {
            let text = action.action.description.as_str();
            if let Some(slip) = slip(text, action.words()) {
                let message = format!("The wording has a slip: “{slip}”.");
                out.action(risk, action, message, text).field(ActionField::Description);
            }
        }
    }
}

/// The first slip in a text, as it stands there.
fn slip(text: &str, words: &[&str]) -> Option<String> {
    if let Some(word) = words.iter().find(|word| is_misspelt(word)) {
        return Some((*word).to_owned());
    }
    let pair = words.windows(2).enumerate().find_map(|(i, pair)| {
        let [a, b] = pair else { return None };
        let before = i.checked_sub(1).and_then(|i| words.get(i)).copied();
        let singular = matches!(*b, "does" | "is" | "was" | "has");
        let slips = may_slip(a, b)
            || (singular && may_count(before) && is_plural(a))
            || (singular && matches!(*a, "they" | "we" | "these" | "those"))
            || (*b == "of" && matches!(*a, "could" | "should" | "would"))
            || is_wrong_article(a, b);
        (slips && stands_together(text, a, b)).then(|| format!("{a} {b}"))
    });
    pair.or_else(|| stray_capital(text)).or_else(|| {
        text.contains([',', '.']).then_some(())?;
        let at = [" ,", ",,", " . "].into_iter().find_map(|comma| text.find(comma))?;
        let word = text.get(..at)?.split_whitespace().next_back().unwrap_or_default();
        Some(format!("{word}{}", text.get(at..at + 2)?))
    })
}

/// A word with a capital in mid-sentence that is no part of a name.
fn stray_capital(text: &str) -> Option<String> {
    const NEVER_A_NAME: &[&str] = &[
        "Increased",
        "Increase",
        "Reduced",
        "Insufficient",
        "Inadequate",
        "Lack",
        "Failure",
        "And",
        "Or",
        "Not",
        "Is",
        "Are",
        "With",
        "Because",
        "Due",
        "Leading",
    ];
    let pieces: Vec<&str> = text.split_whitespace().collect();
    pieces.windows(3).find_map(|three| {
        let [before, word, after] = three else { return None };
        let small = |piece: &str| piece.chars().all(char::is_lowercase);
        (NEVER_A_NAME.contains(word) && small(before) && small(after))
            .then(|| format!("{before} {word}"))
    })
}

/// "a incident", "an police force": by the letter that the word begins with, where its sound is not
/// in doubt.
fn is_wrong_article(article: &str, word: &str) -> bool {
    let begins = |list: &[&str]| list.iter().any(|begun| word.starts_with(begun));
    let long = || word.len() >= 4 && word.chars().all(|c| c.is_ascii_lowercase());
    let vowel = || word.starts_with(['a', 'e', 'i', 'o']);
    let consonant =
        || word.starts_with(|c: char| c.is_ascii_lowercase() && !"aeiouhxy".contains(c));
    match article {
        "a" => vowel() && long() && !begins(&["eu", "one", "once", "ew"]),
        "an" => consonant() && long() && !begins(&["mba", "nhs", "sme"]),
        _ => false,
    }
}

/// Whether a word is one of those that are often spelt wrongly.
fn is_misspelt(word: &str) -> bool {
    const WRONG: &[&str] = &[
        "accomodate",
        "accomodation",
        "acheive",
        "acheived",
        "adress",
        "alot",
        "begining",
        "beleive",
        "buisness",
        "comittee",
        "commitee",
        "committment",
        "concious",
        "definately",
        "dependant's",
        "enviroment",
        "existance",
        "goverment",
        "govermental",
        "harrassment",
        "immediatly",
        "implimentation",
        "independant",
        "liason",
        "maintainance",
        "managment",
        "neccessary",
        "occassion",
        "occured",
        "occurence",
        "oppurtunity",
        "personell",
        "posession",
        "privelege",
        "procurment",
        "publically",
        "recieve",
        "recieved",
        "recruitement",
        "refered",
        "relevent",
        "responsability",
        "safegaurding",
        "seperate",
        "seperately",
        "stategic",
        "stratagy",
        "succesful",
        "sucessful",
        "supercede",
        "untill",
        "vunerable",
        "wich",
    ];
    WRONG.binary_search(&word).is_ok()
}

fn may_slip(a: &str, b: &str) -> bool {
    const TWICE: &[&str] = &["that", "had", "very", "bye", "ha", "is"];
    const HELPERS: &[&str] =
        &["does", "do", "did", "will", "would", "can", "could", "should", "may", "might", "must"];
    const FINITE: &[&str] = &["is", "are", "was", "were", "has"];
    let twice = a == b && !TWICE.contains(&a) && a.chars().all(char::is_alphabetic) && a.len() > 1;
    let verbs = || b.len() <= 4 && FINITE.contains(&b) && HELPERS.contains(&a);
    twice || verbs()
}

/// Whether the word before a plural makes it the subject: in "support for people in need", *need*
/// is not what the verb speaks of.
fn may_count(before: Option<&str>) -> bool {
    matches!(before, Some("the" | "these" | "those"))
}

/// Whether a word is a plural beyond doubt, as far as its letters tell.
fn is_plural(word: &str) -> bool {
    const SINGULAR: &[&str] = &["ss", "us", "is", "ics", "as", "os", "news", "means", "series"];
    word.len() > 4
        && word.ends_with('s')
        && !word.contains('\'')
        && !SINGULAR.iter().any(|end| word.ends_with(end))
}

/// Whether two words stand with nothing but white space between them, the first in small letters:
/// a name such as "Wales" is no plural, and a full stop parts two sentences.
fn stands_together(text: &str, a: &str, b: &str) -> bool {
    text.match_indices(a).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + a.len()..).unwrap_or_default();
        let next = after.trim_start();
        let begins = !before.ends_with(char::is_alphanumeric);
        let ends = next.get(b.len()..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let same = || next.get(..b.len()).is_some_and(|word| word.to_lowercase() == b);
        begins && next.len() < after.len() && ends && same()
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::finds;

    #[test]
    fn finds_each_kind_of_slip() {
        let found = finds(
            &RULE,
            r"
            1 | Staff | The workforce does is not trained | AB | 4x4 3x4 2x4
            - Ask for the the report | AB | Apr-18 | A
            - Check that the organisations does what it promised | AB | Apr-18 | A
            - Report to board , then publish | AB | Apr-18 | A
            - Tell the board of a incident | AB | Apr-18 | A
            - Recieve the report | AB | Apr-18 | A
            - Check that they has no Increased cost | AB | Apr-18 | A
            - See that no Increased cost is met | AB | Apr-18 | A
            ",
            &["1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"],
        );
        assert_eq!(found[3].message, "The wording has a slip: “board ,”.");
    }

    #[test]
    fn what_is_often_misspelt_can_be_searched() {
        for word in ["accomodate", "liason", "wich", "recieve"] {
            assert!(super::is_misspelt(word), "{word}");
        }
        assert!(!super::is_misspelt("receive"));
    }

    #[test]
    fn silent_on_sound_sentences() {
        finds(
            &RULE,
            r"
            1 | Staff | What it had had to do it did. Did the business does not say | AB | 4x4 3x4 2x4
            - Ask what Wales does, and what the news does to staff | AB | Apr-18 | A
            - Check that support for those with special needs does not end | AB | Apr-18 | A
            - Ask a European firm for an hour of a user's time, and an MP | AB | Apr-18 | A
            - Check what the news is, and plan A is on | AB | Apr-18 | A
            - Plan A. A second plan follows (the board's board paper), in 2018 2019 | AB | Apr-18 | A
            ",
            &[],
        );
    }
}
