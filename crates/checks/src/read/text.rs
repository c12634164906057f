//! A text of the register.

use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

use super::{Said, acronyms, people, runs};
use crate::words::{folded, lowered, words};

/// A text of the register, read once for all the rules.
#[derive(Debug)]
pub struct Text {
    /// Without case and punctuation: two texts are the same if this is.
    pub folded: Arc<str>,
    /// Whether it has a figure in it.
    pub has_figures: bool,
    /// Whether two capitals may stand side by side in it.
    has_capitals: bool,
    /// Its words where one has an apostrophe, at which folding parts it; else those are folded.
    with_apostrophes: Option<String>,
    told: OnceLock<Told>,
    /// Its runs of so many words.
    runs: OnceLock<(usize, Box<[u64]>)>,
}

/// What a text names, for rules that look at all the texts of a register.
#[derive(Debug)]
pub(crate) struct Told {
    /// The acronyms in it.
    pub(crate) acronyms: Vec<Said>,
    /// The people whom it names.
    pub(crate) people: Vec<String>,
}

impl Text {
    pub(crate) fn of(text: &str) -> Self {
        let with_apostrophes =
            (text.contains('\'') || text.contains('’')).then(|| words(&lowered(text)).join(" "));
        // To the end, without a stop at the first: the compiler does many bytes at a time.
        let bytes = text.as_bytes();
        let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        let two = |(a, b): (&u8, &u8)| a.is_ascii_uppercase() & b.is_ascii_uppercase();
        let has_figures = bytes.iter().fold(false, |any, byte| any | byte.is_ascii_digit());
        let has_capitals = pairs.fold(false, |any, pair| any | two(pair)) || !text.is_ascii();
        let (told, runs) = (OnceLock::new(), OnceLock::new());
        Self {
            folded: folded(text).into(),
            has_figures,
            has_capitals,
            with_apostrophes,
            told,
            runs,
        }
    }

    /// Its words, in lower case.
    pub fn words(&self) -> Vec<&str> {
        let text = self.with_apostrophes.as_deref().unwrap_or(&self.folded);
        // A word and the space after it are six letters in English.
        let mut words = Vec::with_capacity(text.len() / 6 + 1);
        words.extend(text.split_ascii_whitespace());
        words
    }

    /// What it names, as it stands; found when first asked for.
    pub(crate) fn told(&self, text: &str) -> &Told {
        self.told.get_or_init(|| Told {
            acronyms: if self.has_capitals { acronyms::said(text) } else { vec![] },
            people: people::named(text),
        })
    }

    /// One number for each run of so many words in it; none where it has fewer.
    pub(crate) fn runs(&self, length: usize) -> Cow<'_, [u64]> {
        let (of, runs) = self.runs.get_or_init(|| (length, runs::of(&self.folded, length)));
        // The body sets how many: those that were found by another setting do not serve.
        if *of == length {
            Cow::Borrowed(runs)
        } else {
            runs::of(&self.folded, length).into_vec().into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_its_words_with_or_without_apostrophes() {
        for text in ["", " Über-Wald: 3.5%", "Rock 'n' roll doesn’t ''stop''", "A - b, c"] {
            let read = Text::of(text);
            assert_eq!(read.words(), words(&lowered(text)), "{text}");
            assert_eq!(&*read.folded, folded(text));
        }
    }
}
