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
use bellwether_domain::{ActionField, Field, RiskField};

use crate::Finding;

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
    let message = |slip: &Slip| format!("The wording has a slip: “{}”.", slip.said);
    for risk in &on.risks {
        if let Some(slip) = slip(risk.statement, risk.words()) {
            let finding = out.risk(risk, message(&slip), risk.statement);
            finding.field(RiskField::Description);
            correct(finding, &slip, held(risk), risk.statement);
        }
        for action in &risk.actions {
            let text = action.action.description.as_str();
            if let Some(slip) = slip(text, action.words()) {
                let finding = out.action(risk, action, message(&slip), text);
                finding.field(ActionField::Description);
                correct(finding, &slip, ActionField::Description.into(), text);
            }
        }
    }
}

/// The field that holds the statement of a risk.
fn held(risk: &RiskView<'_>) -> Field {
    let fields = [RiskField::Description, RiskField::Event, RiskField::Title];
    let holds = |field: &&RiskField| {
        field.text(risk.risk).is_some_and(|text| text.as_deref() == Some(risk.statement))
    };
    fields.iter().find(holds).copied().unwrap_or(RiskField::Description).into()
}

/// Offers the text without the slip, where there is one way to put it right.
fn correct(finding: &mut Finding, slip: &Slip, field: Field, text: &str) {
    let Some(right) = &slip.right else { return };
    let (whole, said) = (text.to_lowercase(), slip.said.as_str());
    let mut places = whole.match_indices(said).filter(|(at, _)| {
        let before = whole.get(..*at).and_then(|text| text.chars().next_back());
        let after = whole.get(at + said.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    });
    let (Some((at, _)), true) = (places.next(), whole.len() == text.len()) else { return };
    let (Some(before), Some(there), Some(after)) =
        (text.get(..at), text.get(at..at + said.len()), text.get(at + said.len()..))
    else {
        return;
    };
    let mut letters = right.chars();
    let capital = there.starts_with(char::is_uppercase);
    let right: String = match letters.next().filter(|_| capital) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => right.clone(),
    };
    finding.fix("Correct the slip", field, text, &format!("{before}{right}{after}"));
}

/// What is wrong in a text, and what is right where there is one way.
struct Slip {
    said: String,
    right: Option<String>,
}

/// The first slip in a text, in small letters.
fn slip(text: &str, words: &[&str]) -> Option<Slip> {
    let found = words.iter().find_map(|word| Some((*word, spelt(word)?)));
    if let Some((word, right)) = found {
        return Some(Slip { said: word.to_owned(), right: Some(right.to_owned()) });
    }
    // At the beginning the first word has its capital for that.
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_lowercase().collect::<String>());
    let text = format!("{}{}", first.unwrap_or_default(), letters.as_str());
    let text = text.as_str();
    let pair = words.windows(2).enumerate().find_map(|(i, pair)| {
        let [a, b] = pair else { return None };
        let before = i.checked_sub(1).and_then(|i| words.get(i)).copied();
        let singular = matches!(*b, "does" | "is" | "was" | "has");
        let slips = may_slip(a, b)
            || (singular && (may_count(before) || (i == 0 && is_of_people(a))) && is_plural(a))
            || (singular && matches!(*a, "they" | "we" | "these" | "those"))
            || (*b == "of" && matches!(*a, "could" | "should" | "would"))
            || is_wrong_article(a, b)
            || (singular && are_many(words, i));
        let right = || match (*a, *b) {
            ("a", _) if is_wrong_article(a, b) => Some(format!("an {b}")),
            ("an", _) if is_wrong_article(a, b) => Some(format!("a {b}")),
            ("could" | "should" | "would", "of") => Some(format!("{a} have")),
            _ if a == b => Some((*a).to_owned()),
            _ => None,
        };
        (slips && stands_together(text, a, b))
            .then(|| Slip { said: format!("{a} {b}"), right: right() })
    });
    let as_it_is = |said: String| Slip { said, right: None };
    pair.or_else(|| stray_capital(text).map(as_it_is)).or_else(|| {
        text.contains([',', '.']).then_some(())?;
        let at = [" ,", ",,", " . "].into_iter().find_map(|comma| text.find(comma))?;
        let word = text.get(..at)?.split_whitespace().next_back().unwrap_or_default();
        Some(as_it_is(format!("{word}{}", text.get(at..at + 2)?)))
    })
}

/// "Volunteers", "trustees": many, and no name of one thing.
fn is_of_people(word: &str) -> bool {
    ["ers", "ors", "ees", "ants", "ents", "ists", "staffs", "nurses", "clerks", "guides"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// "The boards of both trusts does": the subject and what it is of are many.
fn are_many(words: &[&str], verb: usize) -> bool {
    const FARTHEST: usize = 4;
    let word = |i: usize| words.get(i).copied().unwrap_or_default();
    is_plural(word(verb))
        && (2..=FARTHEST).any(|back| {
            let of = verb.checked_sub(back - 1).filter(|of| word(*of) == "of");
            of.and_then(|of| of.checked_sub(2)).is_some_and(|at| {
                matches!(word(at), "the" | "these" | "those") && is_plural(word(at + 1))
            })
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
        "a" if matches!(word, "old" | "odd" | "ill") => true,
        "a" => vowel() && long() && !begins(&["eu", "one", "once", "ew"]),
        "an" => consonant() && long() && !begins(&["mba", "nhs", "sme"]),
        _ => false,
    }
}

/// How a word is spelt that is often spelt wrongly.
fn spelt(word: &str) -> Option<&'static str> {
    const WRONG: &[(&str, &str)] = &[
        ("accomodate", "accommodate"),
        ("accomodation", "accommodation"),
        ("acheive", "achieve"),
        ("acheived", "achieved"),
        ("adress", "address"),
        ("alot", "a lot"),
        ("availible", "available"),
        ("becuase", "because"),
        ("begining", "beginning"),
        ("beleive", "believe"),
        ("buisness", "business"),
        ("comittee", "committee"),
        ("commision", "commission"),
        ("commitee", "committee"),
        ("committment", "commitment"),
        ("concious", "conscious"),
        ("consistant", "consistent"),
        ("contigency", "contingency"),
        ("definately", "definitely"),
        ("dependant's", "dependent's"),
        ("descision", "decision"),
        ("dissapoint", "disappoint"),
        ("embarass", "embarrass"),
        ("enviroment", "environment"),
        ("enviromental", "environmental"),
        ("excercise", "exercise"),
        ("existance", "existence"),
        ("finacial", "financial"),
        ("foward", "forward"),
        ("garantee", "guarantee"),
        ("goverance", "governance"),
        ("goverment", "government"),
        ("govermental", "governmental"),
        ("greivance", "grievance"),
        ("guidence", "guidance"),
        ("happend", "happened"),
        ("harrassment", "harassment"),
        ("immediatly", "immediately"),
        ("implimentation", "implementation"),
        ("independant", "independent"),
        ("knowlege", "knowledge"),
        ("liase", "liaise"),
        ("liason", "liaison"),
        ("maintainance", "maintenance"),
        ("maintenence", "maintenance"),
        ("managment", "management"),
        ("neccesary", "necessary"),
        ("neccessary", "necessary"),
        ("noticable", "noticeable"),
        ("occassion", "occasion"),
        ("occured", "occurred"),
        ("occurence", "occurrence"),
        ("occuring", "occurring"),
        ("oppurtunity", "opportunity"),
        ("payed", "paid"),
        ("percieved", "perceived"),
        ("persistant", "persistent"),
        ("personell", "personnel"),
        ("posession", "possession"),
        ("prefered", "preferred"),
        ("prevelant", "prevalent"),
        ("privelege", "privilege"),
        ("priviledge", "privilege"),
        ("procurment", "procurement"),
        ("proffesional", "professional"),
        ("publically", "publicly"),
        ("reccomend", "recommend"),
        ("recieve", "receive"),
        ("recieved", "received"),
        ("recieving", "receiving"),
        ("recruitement", "recruitment"),
        ("refered", "referred"),
        ("refering", "referring"),
        ("relevent", "relevant"),
        ("responsability", "responsibility"),
        ("responsibilty", "responsibility"),
        ("safegaurding", "safeguarding"),
        ("seperate", "separate"),
        ("seperately", "separately"),
        ("seperation", "separation"),
        ("stategic", "strategic"),
        ("stratagy", "strategy"),
        ("succesful", "successful"),
        ("sucess", "success"),
        ("sucessful", "successful"),
        ("supercede", "supersede"),
        ("suprise", "surprise"),
        ("teh", "the"),
        ("thier", "their"),
        ("tommorow", "tomorrow"),
        ("tranfer", "transfer"),
        ("truely", "truly"),
        ("unforseen", "unforeseen"),
        ("untill", "until"),
        ("vunerable", "vulnerable"),
        ("wich", "which"),
        ("writen", "written"),
        ("yeild", "yield"),
    ];
    let at = WRONG.binary_search_by(|(wrong, _)| (*wrong).cmp(word)).ok()?;
    WRONG.get(at).map(|(_, right)| *right)
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
    fn finds_slips_in_the_first_words_and_says_what_is_right() {
        let found = finds(
            &RULE,
            r"
            1 | Mill | The the sluice jams, so the meadow floods | AB | 4x4 3x4 2x4
            2 | Mill | A old sluice jams in the spring | AB | 4x4 3x4 2x4
            3 | Mill | Millers is hurt by the stones | AB | 4x4 3x4 2x4
            4 | Mill | The sacks of both barns has rotted | AB | 4x4 3x4 2x4
            5 | Mill | Grain is lost becuase rats come | AB | 4x4 3x4 2x4
            - Teh mill could of been insured | AB | Apr-18 | A
            - It would of been sold | AB | Apr-18 | A
            ",
            &["1", "2", "3", "4", "5", "5.1", "5.2"],
        );
        let right: Vec<Option<&str>> =
            found.iter().map(|found| found.fix.as_ref().map(|fix| fix.to.as_str())).collect();
        assert_eq!(
            right,
            [
                Some("The sluice jams, so the meadow floods"),
                Some("An old sluice jams in the spring"),
                None,
                None,
                Some("Grain is lost because rats come"),
                Some("The mill could of been insured"),
                Some("It would have been sold"),
            ]
        );
    }

    #[test]
    fn what_is_often_misspelt_can_be_searched() {
        for word in ["accomodate", "liason", "wich", "recieve", "payed", "yeild"] {
            assert!(super::spelt(word).is_some(), "{word}");
        }
        assert!(super::spelt("receive").is_none());
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
            - Wales is told, Brussels has a say, and Headquarters does its part | AB | Apr-18 | A
            - Plan A. A second plan follows (the board's board paper), in 2018 2019 | AB | Apr-18 | A
            ",
            &[],
        );
    }
}
