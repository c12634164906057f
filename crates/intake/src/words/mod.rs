//! The words that registers are written in, one file a language.
//!
//! A file holds lists: a name, a colon and phrases between commas, in lower case and the singular
//! where the language has `-s`; a list may go on over further lines that are set in. A body's new
//! word is added there and nowhere else. Phrases are compared folded: without case, accents and
//! punctuation.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

const LANGUAGES: [&str; 14] = [
    include_str!("english.txt"),
    include_str!("welsh.txt"),
    include_str!("french.txt"),
    include_str!("german.txt"),
    include_str!("spanish.txt"),
    include_str!("italian.txt"),
    include_str!("portuguese.txt"),
    include_str!("dutch.txt"),
    include_str!("danish.txt"),
    include_str!("swedish.txt"),
    include_str!("polish.txt"),
    include_str!("russian.txt"),
    include_str!("chinese.txt"),
    include_str!("japanese.txt"),
];

/// The phrases of a list in every language, English first.
pub(crate) fn list(name: &str) -> &'static [&'static str] {
    lists().get(name).map(Vec::as_slice).unwrap_or_default()
}

/// The phrases of all lists.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    lists().values().flatten().copied()
}

fn lists() -> &'static HashMap<&'static str, Vec<&'static str>> {
    static LISTS: OnceLock<HashMap<&str, Vec<&str>>> = OnceLock::new();
    LISTS.get_or_init(read)
}

fn read() -> HashMap<&'static str, Vec<&'static str>> {
    let mut lists = HashMap::<&str, Vec<&str>>::new();
    for language in LANGUAGES {
        let mut current = "";
        for line in language.lines().filter(|line| !line.starts_with('#')) {
            let phrases = match line.split_once(':') {
                Some((name, phrases)) => {
                    current = name;
                    phrases
                }
                None => line,
            };
            let phrases = phrases.split(',').map(str::trim).filter(|phrase| !phrase.is_empty());
            lists.entry(current).or_default().extend(phrases);
        }
    }
    lists.remove("");
    lists
}

/// The words that the English lists are made of: only these are looked for mistyped, since a
/// foreign word is often an English one but for a letter.
pub(crate) fn english() -> &'static HashSet<String> {
    static ENGLISH: OnceLock<HashSet<String>> = OnceLock::new();
    ENGLISH.get_or_init(|| {
        let words = fold(LANGUAGES.first().copied().unwrap_or_default());
        words.split(' ').map(str::to_owned).collect()
    })
}

/// Whether a text, folded, is one of the words that scales are labelled with.
pub(crate) fn is_rating(folded: &str) -> bool {
    static RATINGS: OnceLock<HashSet<String>> = OnceLock::new();
    RATINGS.get_or_init(|| list("rating").iter().map(|word| fold(word)).collect()).contains(folded)
}

/// Adds a character in lower case.
pub(crate) fn push_lower(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else {
        out.extend(c.to_lowercase());
    }
}

/// A text in lower case, without accents, its words with one space between.
pub(crate) fn fold(text: &str) -> String {
    // Nearly every cell is plain ASCII, which has nothing to take apart.
    if text.is_ascii() {
        return fold_characters(text.chars(), text.len());
    }
    fold_characters(text.nfkd().filter(|c| !is_combining_mark(*c)), text.len())
}

fn fold_characters(text: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    let mut apart = false;
    for c in text {
        if c.is_alphanumeric() {
            if apart && !out.is_empty() {
                out.push(' ');
            }
            apart = false;
            push_lower(&mut out, c);
        } else {
            apart = true;
        }
    }
    out
}

#[cfg(test)]
pub(crate) fn names() -> Vec<&'static str> {
    read().into_keys().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_gathers_every_language() {
        let risk = list("description");
        assert!(["risk", "risg", "risque", "риск"].iter().all(|word| risk.contains(word)));
        assert!(list("no such list").is_empty());
    }

    #[test]
    fn a_phrase_is_compared_folded() {
        assert!(is_rating(&fold("Très élevé")) && is_rating(&fold("HIGH")) && !is_rating("depot"));
    }
}
