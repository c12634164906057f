//! Words that are to go: where they stand in a text, however they are set in it, and the text
//! without them.

use std::{collections::BTreeSet, fmt, ops::Range, str::FromStr};

use thiserror::Error;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The fewest letters and digits that are looked for: fewer stand everywhere.
const FEWEST: usize = 3;

/// Words that are to go. They are found in capitals or small letters, over line breaks, and as words:
/// not within longer ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    text: String,
    folded: Vec<char>,
}

/// Why a text cannot be looked for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is too short to be told from other text: give at least three letters or digits")]
pub struct NoWords(String);

impl FromStr for Words {
    type Err = NoWords;

    fn from_str(text: &str) -> Result<Self, NoWords> {
        let text = text.trim().to_owned();
        if text.chars().filter(|c| c.is_alphanumeric()).count() < FEWEST {
            return Err(NoWords(text));
        }
        let folded = fold(&text).into_iter().map(|folded| folded.is).collect();
        Ok(Self { text, folded })
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Words {
    /// Whether they stand in a text.
    pub fn stand_in(&self, text: &str) -> bool {
        !self.places(text, &mut BTreeSet::new()).is_empty()
    }

    /// The text with a mark in their place; `None` where they do not stand in it. Longer words that
    /// hold them are told to `within`, and stay.
    pub(super) fn out_of(
        &self,
        text: &str,
        mark: &str,
        within: &mut BTreeSet<String>,
    ) -> Option<String> {
        let places = self.places(text, within);
        let mut left = String::with_capacity(text.len());
        let mut end = 0;
        for place in &places {
            left.push_str(text.get(end..place.start)?);
            left.push_str(mark);
            end = place.end;
        }
        left.push_str(text.get(end..)?);
        (!places.is_empty()).then_some(left)
    }

    /// Where they stand in a text, from its beginning.
    fn places(&self, text: &str, within: &mut BTreeSet<String>) -> Vec<Range<usize>> {
        let (Some(first), Some(last)) = (self.folded.first(), self.folded.last()) else {
            return vec![];
        };
        let text_folded = fold(text);
        let (mut places, mut at) = (vec![], 0);
        while let Some(window) = text_folded.get(at..at + self.folded.len()) {
            if !window.iter().map(|folded| folded.is).eq(self.folded.iter().copied()) {
                at += 1;
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| text_folded.get(before));
            let after = text_folded.get(at + self.folded.len());
            let joins = |c: char, other: Option<&Folded>| {
                let other = other.map(|folded| folded.is);
                other.is_some_and(|o| is_combining_mark(o) || (is_word(c) && is_word(o)))
            };
            if let (false, false, [begin, .., end]) =
                (joins(*first, before), joins(*last, after), window)
            {
                places.push(begin.place.start..end.place.end);
                at += self.folded.len();
            } else {
                within.extend(longer(text, &text_folded, at, self.folded.len()));
                at += 1;
            }
        }
        places
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// The longer word that holds a place.
fn longer(text: &str, folded: &[Folded], at: usize, length: usize) -> Option<String> {
    let is_word = |folded: &&Folded| is_word(folded.is);
    let before = folded.get(..at)?.iter().rev().take_while(is_word).count();
    let after = folded.get(at + length..)?.iter().take_while(is_word).count();
    let (begin, end) = (folded.get(at - before)?, folded.get(at + length + after - 1)?);
    text.get(begin.place.start..end.place.end).map(str::to_owned)
}

/// A character as it is compared, and where it stands.
struct Folded {
    is: char,
    place: Range<usize>,
}

/// Whether a character shows nothing: a soft hyphen, a joint or a mark of direction, which programs put
/// within words.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// A text in small letters, its accents apart, its white space a space each, its apostrophes and its
/// hyphens of one kind, wide letters and joined ones as plain ones; without what shows nothing.
fn fold(text: &str) -> Vec<Folded> {
    let mut folded: Vec<Folded> = Vec::with_capacity(text.len());
    for (start, c) in text.char_indices() {
        let place = start..start + c.len_utf8();
        if is_unseen(c) {
            continue;
        }
        if c.is_whitespace() {
            match folded.last_mut().filter(|last| last.is == ' ') {
                Some(last) => last.place.end = place.end,
                None => folded.push(Folded { is: ' ', place }),
            }
            continue;
        }
        let c = match c {
            '‘' | '’' | 'ʼ' => '\'',
            '‐' | '‑' => '-',
            c => c,
        };
        let small = c
            .nfkd()
            .flat_map(char::to_lowercase)
            .nfd()
            .map(|is| Folded { is, place: place.clone() });
        folded.extend(small);
    }
    folded
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Sam Brow", "asked sam  BROW, who", Some("asked [-], who"))]
    #[case("Sam Brow", "Sam\nBrow", Some("[-]"))]
    #[case("Sam Brow", "Sam Brow's leave; Sam Brow", Some("[-]'s leave; [-]"))]
    #[case("Sam Brow", "cv_Sam Brow.pdf", Some("cv_[-].pdf"))]
    #[case("O'Dare", "by O’Dare", Some("by [-]"))]
    #[case("Zoë", "by Zoe\u{308}.", Some("by [-]."))]
    #[case("Zoë", "by Zoe.", None)]
    #[case("Zoe", "by Zoë.", None)]
    #[case("Zoë", "by Zo\u{200b}ë.", Some("by [-]."))]
    #[case("Zanthorpe", "Zan\u{ad}thorpe may, Zan\u{200d}thorpe", Some("[-] may, [-]"))]
    #[case("Zanthorpe", "Ｚａｎｔｈｏｒｐｅ", Some("[-]"))]
    #[case("Sam-Brow", "Sam‑Brow", Some("[-]"))]
    #[case("Fisher", "\u{fb01}sher", Some("[-]"))]
    #[case("Zan\u{ad}thorpe", "Zanthorpe", Some("[-]"))]
    #[case("plan", "planning", None)]
    #[case("07700 900", "tel 07700 900123", None)]
    #[case("!Brow!", "a!Brow!b", Some("a[-]b"))]
    fn words_are_found_as_words(
        #[case] words: Words,
        #[case] text: &str,
        #[case] left: Option<&str>,
    ) {
        let mut within = BTreeSet::new();
        assert_eq!(words.out_of(text, "[-]", &mut within).as_deref(), left, "{within:?}");
        assert_eq!(words.stand_in(text), left.is_some());
    }

    #[test]
    fn longer_words_that_hold_them_are_told() {
        let mut within = BTreeSet::new();
        let words: Words = "Ann".parse().unwrap();
        assert!(words.out_of("Planning, Anna and Joann", "", &mut within).is_none());
        assert_eq!(within.into_iter().collect::<Vec<_>>(), ["Anna", "Joann", "Planning"]);
    }

    #[test]
    fn what_stands_everywhere_is_not_looked_for() {
        assert!("a".parse::<Words>().is_err() && " .. ,".parse::<Words>().is_err());
    }
}
