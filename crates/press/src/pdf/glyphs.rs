//! The words of a paper as its fonts can show them: what no font has is shown as a box and named.

use std::collections::BTreeSet;

use crate::fonts;

/// What stands for a character that no font has.
const BOX: char = '□';

/// How many of them a remark names.
const NAMED: usize = 12;

/// The characters that no font has, of one paper.
#[derive(Debug, Default)]
pub(crate) struct Missing(BTreeSet<char>);

impl Missing {
    /// A text as it can be shown. Control characters and marks of order that nobody sees are left
    /// out: they say nothing on paper, and some deceive.
    pub(crate) fn shown(&mut self, text: &str) -> String {
        text.chars().filter_map(|c| self.shown_char(c)).collect()
    }

    fn shown_char(&mut self, c: char) -> Option<char> {
        match c {
            '\t' => Some(' '),
            '\u{00a0}' | '\u{200b}' => Some(c),
            c if c.is_control() || is_silent(c) => None,
            // Of private use: another font shows another thing, and the archive forbids them.
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => Some(self.boxed(c)),
            c if fonts::know(c) => Some(c),
            c => Some(self.boxed(c)),
        }
    }

    fn boxed(&mut self, c: char) -> char {
        self.0.insert(c);
        BOX
    }

    /// Which characters are shown as a box; nothing when none is.
    pub(crate) fn sentence(&self) -> Option<String> {
        let named: Vec<String> =
            self.0.iter().take(NAMED).map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
        let more = self.0.len().saturating_sub(NAMED);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        let verb = if self.0.len() == 1 { "is a character" } else { "are characters" };
        (!named.is_empty()).then(|| {
            format!(
                "{}{rest} {verb} that the paper's fonts do not have: a box stands in their place. \
                 Other formats show them.",
                named.join(", ")
            )
        })
    }
}

/// Whether a character is there for the software alone: joiners, variation selectors, marks of
/// direction.
fn is_silent(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200c}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    #[test]
    fn what_no_font_has_is_boxed_and_named() {
        let mut missing = Missing::default();
        assert_eq!(missing.shown("Heat 熱 and 🔥\u{fe0f}"), "Heat □ and □");
        let sentence = missing.sentence().unwrap();
        assert!(sentence.contains("熱 (U+71B1), 🔥 (U+1F525) are characters"), "{sentence}");
    }

    #[test]
    fn european_words_arrows_and_arabic_are_shown() {
        let mut missing = Missing::default();
        for words in ["Ŵythnos – “naïve” £5 ½ ≥ 4²", "↑ ↗ → ↓ ● ▲ ✓ ☐", "خطر", "Риск Ω"]
        {
            assert_eq!(missing.shown(words), words);
        }
        assert_eq!(missing.sentence(), None);
    }

    #[test]
    fn what_is_not_seen_is_left_out() {
        assert_eq!(Missing::default().shown("a\u{0}b\u{202e}c\td\u{7f}"), "abc d");
    }
}
