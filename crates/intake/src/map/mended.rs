//! Words that the edge of a narrow cell broke in two: "Likelih\nood" → "Likelihood".

use std::{collections::HashSet, sync::OnceLock};

use super::heading;
use crate::words;

/// A longer text is no heading and no rating.
const MOST: usize = 60;
/// The most pieces that a word is broken into.
const PIECES: usize = 4;
/// Shorter words are too easily made by chance.
const LEAST: usize = 4;
/// Two pieces with the break between them.
const LEAST_BROKEN: usize = 3;

/// The text with broken words made whole, where it is short and this makes words that registers
/// use; `None` where nothing is broken.
pub(crate) fn mended(text: &str) -> Option<String> {
    // Every cell is asked, and hardly any is broken.
    if !(LEAST_BROKEN..=MOST).contains(&text.len())
        || memchr::memchr(b'\n', text.as_bytes()).is_none()
    {
        return None;
    }
    let lines: Vec<&str> = text.split('\n').collect();
    if let [first, last] = lines.as_slice()
        && is_code_cut_off(first)
        && last.len() <= 3
        && !last.is_empty()
        && last.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(format!("{first}{last}"));
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let (before, first) = line.rsplit_once(' ').map_or(("", *line), |(a, b)| (a, b));
        let whole = (2..=PIECES).rev().find_map(|count| {
            let pieces = lines.get(at + 1..at + count)?;
            let (last, inner) = pieces.split_last()?;
            let (end, after) = last.split_once(' ').map_or((*last, ""), |(a, b)| (a, b));
            // A dash before the next item of a list is no piece of a word.
            let item = !end.contains(char::is_alphabetic);
            if item || inner.iter().any(|line| line.contains(' ')) {
                return None;
            }
            let word = std::iter::once(first).chain(inner.iter().copied()).chain([end]);
            let word: String = word.collect();
            let mut parts = std::iter::once(first).chain(inner.iter().copied()).chain([end]);
            (is_known(&word) && !parts.all(is_known)).then_some((count, word, after))
        });
        if !out.is_empty() {
            out.push('\n');
        }
        if let Some((count, word, after)) = whole {
            let parts = [before, &word, after];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            out.push_str(&parts.join(" "));
            at += count;
        } else {
            out.push_str(line);
            at += 1;
        }
    }
    (out != text).then_some(out)
}

/// Whether a text is the beginning of a reference: letters, then digits or a dash, and no space.
fn is_code_cut_off(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_alphabetic());
    let letters = text.len() - number.len();
    (1..=4).contains(&letters)
        && (1..=3).contains(&number.len())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.'))
}

/// Whether a text is one word, and one that registers use.
fn is_known(text: &str) -> bool {
    static KNOWN: OnceLock<HashSet<String>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let words = words::all().flat_map(heading::words);
        words.filter(|word| word.chars().count() >= LEAST).collect()
    });
    // Most are a word of plain letters, which needs not be taken apart.
    if let Some((first, rest)) = text.as_bytes().split_first()
        && first.is_ascii_alphabetic()
        && rest.iter().all(u8::is_ascii_lowercase)
        && !text.ends_with('s')
    {
        return known.contains(&text.to_ascii_lowercase());
    }
    let words = heading::words(text);
    matches!(words.as_slice(), [word] if known.contains(word))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Likelih\nood", "Likelihood")]
    #[case("Consequen\nce", "Consequence")]
    #[case("Impac\nt", "Impact")]
    #[case("Pro\nbabi\nlity", "Probability")]
    #[case("Residual\nlikeli\nhood", "Residual\nlikelihood")]
    #[case("Residual likeli\nhood score", "Residual likelihood score")]
    #[case("Unlike\nly", "Unlikely")]
    #[case("SR0\n1", "SR01")]
    #[case("R-\n12", "R-12")]
    fn a_broken_word_is_made_whole(#[case] broken: &str, #[case] whole: &str) {
        assert_eq!(mended(broken).as_deref(), Some(whole));
    }

    #[rstest]
    #[case("Risk\nowner")]
    #[case("Likelihood")]
    #[case("Risk\nRisk description")]
    #[case("1\n2")]
    #[case("SR01\nSR02")]
    #[case("Open\nClosed")]
    #[case("- Ask the team\n- Dry the cellar")]
    #[case("Fit a pump\nRaise the wall")]
    fn whole_words_stay_on_their_lines(#[case] text: &str) {
        assert_eq!(mended(text), None);
    }
}
