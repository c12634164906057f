//! The phrases that headings are made of, and how well words fit them: whole, in part, mistyped.

use std::{collections::HashMap, sync::OnceLock};

use super::{
    folded::words,
    vocabulary::{self, Concept, StageWord},
};

/// How well a heading speaks of a concept, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Match {
    pub(crate) concept: Concept,
    pub(crate) score: f32,
    pub(crate) phrase: &'static str,
    /// The heading's words that the phrase takes: from, and to (exclusive).
    pub(super) span: (usize, usize),
}

struct Phrase {
    concept: Concept,
    text: &'static str,
    words: Vec<String>,
}

struct Lexicon {
    phrases: Vec<Phrase>,
    by_first: HashMap<String, Vec<usize>>,
    /// The first words of phrases by their first letter: slips seldom change it.
    by_letter: HashMap<char, Vec<String>>,
    /// Stage phrases by their first word.
    stages: HashMap<String, Vec<(StageWord, Vec<String>)>>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let phrases: Vec<Phrase> = vocabulary::headings()
            .map(|(concept, text)| Phrase { concept, text, words: words(text) })
            .filter(|phrase| !phrase.words.is_empty())
            .collect();
        let mut by_first = HashMap::<String, Vec<usize>>::new();
        for (index, phrase) in phrases.iter().enumerate() {
            if let Some(first) = phrase.words.first() {
                by_first.entry(first.clone()).or_default().push(index);
            }
        }
        let mut by_letter = HashMap::<char, Vec<String>>::new();
        for word in by_first.keys().filter(|word| word.len() >= 4 && is_english(word)) {
            by_letter.entry(word.chars().next().unwrap_or(' ')).or_default().push(word.clone());
        }
        for words in by_letter.values_mut() {
            words.sort_unstable();
        }
        let mut stages = HashMap::<String, Vec<(StageWord, Vec<String>)>>::new();
        for (stage, text) in vocabulary::stages() {
            let phrase = words(text);
            if let Some(first) = phrase.first() {
                stages.entry(first.clone()).or_default().push((stage, phrase));
            }
        }
        Lexicon { phrases, by_first, by_letter, stages }
    })
}

/// Whether a folded word, in the singular, stands in the English lists.
fn is_english(word: &str) -> bool {
    let english = crate::words::english();
    english.contains(word) || english.contains(&format!("{word}s"))
}

/// What words speak of, in any of their parts.
pub(super) fn matches(heading: &[String]) -> Vec<Match> {
    let lexicon = lexicon();
    let weight = heading.iter().filter(|word| !is_filler(word)).count().max(1) as f32;
    let mut found = Vec::new();
    for (place, word) in heading.iter().enumerate() {
        let exact = lexicon.by_first.get(word);
        let slips = if exact.is_none() && word.len() >= 5 && heading.len() <= 8 {
            {
                let alike = word.chars().next().and_then(|first| lexicon.by_letter.get(&first));
                alike.into_iter().flatten().filter(|key| is_slip(word, key)).collect()
            }
        } else {
            vec![]
        };
        let candidates = exact
            .into_iter()
            .flatten()
            .chain(slips.iter().filter_map(|key| lexicon.by_first.get(*key)).flatten());
        for phrase in candidates.filter_map(|index| lexicon.phrases.get(*index)) {
            let Some(slips) = fits(&phrase.words, heading.get(place..).unwrap_or_default()) else {
                continue;
            };
            let covered = phrase.words.iter().filter(|word| !is_filler(word)).count().max(1) as f32;
            // A lone letter is a heading only where it is the whole of it.
            if phrase.text.len() <= 2 && heading.len() > covered as usize && heading.len() > 2 {
                continue;
            }
            let start = if place == 0 { 0.07 } else { 0.0 };
            let long = 0.01 * covered.min(3.0);
            let score =
                0.5 + 0.4 * (covered / weight).min(1.0) + start + long - 0.08 * slips as f32;
            found.push(Match {
                concept: phrase.concept,
                score: score.min(1.0),
                phrase: phrase.text,
                span: (place, place + phrase.words.len()),
            });
        }
    }
    found
}

/// Whether a heading begins with a phrase; the number of typing slips.
fn fits(phrase: &[String], heading: &[String]) -> Option<usize> {
    if heading.len() < phrase.len() {
        return None;
    }
    let mut slips = 0;
    for (wanted, word) in phrase.iter().zip(heading) {
        if wanted != word {
            if !is_slip(word, wanted) {
                return None;
            }
            slips += 1;
        }
    }
    Some(slips)
}

/// Whether a word is another mistyped: one letter in five, two in nine.
fn is_slip(word: &str, wanted: &str) -> bool {
    let length = wanted.len().min(word.len());
    length >= 5
        // Slips seldom change the first letter, and this is asked of every word.
        && word.as_bytes().first() == wanted.as_bytes().first()
        && word.len().abs_diff(wanted.len()) <= 2
        && strsim::osa_distance(word, wanted) <= if length >= 9 { 2 } else { 1 }
}

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "a"
            | "an"
            | "to"
            | "in"
            | "and"
            | "or"
            | "for"
            | "is"
            | "y"
            | "r"
            | "o"
            | "s"
            | "1"
            | "2"
            | "3"
            | "4"
            | "5"
    )
}

/// The longest stage phrase that words begin with, and its length.
pub(super) fn stage_at(from: &[String]) -> Option<(StageWord, usize)> {
    let phrases = lexicon().stages.get(from.first()?)?;
    let fitting = phrases.iter().filter(|(_, phrase)| from.starts_with(phrase));
    fitting.max_by_key(|(_, phrase)| phrase.len()).map(|(stage, phrase)| (*stage, phrase.len()))
}
