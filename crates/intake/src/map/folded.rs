//! Words of headings as they are compared: lower case, singular, without accents or punctuation.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::words::push_lower;

/// The words of a heading, folded.
pub(crate) fn words(text: &str) -> Vec<String> {
    // Nearly every cell is plain ASCII, which has nothing to take apart.
    if text.is_ascii() {
        return split(text.chars());
    }
    split(text.nfkd().filter(|c| !is_combining_mark(*c)))
}

fn split(text: impl Iterator<Item = char>) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut small = false;
    for c in text {
        if c.is_alphanumeric() {
            // "riskScore" is two words, "LxI" is one.
            let times = word.len() == 2 && word.ends_with('x');
            if small && c.is_uppercase() && !times {
                words.push(singular(std::mem::take(&mut word)));
            }
            small = c.is_lowercase();
            push_lower(&mut word, c);
        } else if !word.is_empty() && (!matches!(c, '\'' | '’') || is_elided(&word)) {
            words.push(singular(std::mem::take(&mut word)));
        }
        small &= c.is_alphanumeric();
        // "Risk #" is the risk's number.
        if c == '#' {
            words.push("no".to_owned());
        }
    }
    if !word.is_empty() {
        words.push(singular(word));
    }
    words
}

/// "Plan d'action": what stands before the apostrophe is a word that lost its vowel.
fn is_elided(word: &str) -> bool {
    matches!(
        word,
        "c" | "d" | "j" | "l" | "m" | "n" | "qu" | "s" | "t" | "un" | "dell" | "all" | "nell"
    )
}

fn singular(word: String) -> String {
    if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        let stem = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        return stem.unwrap_or_else(|| word.trim_end_matches('s').to_owned());
    }
    word
}
