//! From a glyph to the characters it stands for.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use unicode_normalization::UnicodeNormalization;

/// The characters of a glyph, plain: ligatures taken apart, every kind of space a space.
/// `None` where the font does not say.
pub(super) fn of(glyph: &Glyph<'_>) -> Option<String> {
    let text = match glyph.as_unicode()? {
        BfString::Char(character) => plain(character),
        BfString::String(characters) => {
            swapped(&characters).unwrap_or(characters).chars().map(plain).collect()
        }
    };
    (!text.contains('\u{fffd}')).then_some(text)
}

/// The letters of a ligature whose bytes the file has in the wrong order: some writers of PDF spell
/// "fi" so, and each of its letters looks like an ideograph.
fn swapped(characters: &str) -> Option<String> {
    let letter = |character: char| {
        let code = u32::from(character);
        let letter = u8::try_from(code >> 8).ok().filter(|_| code & 0xff == 0)?;
        letter.is_ascii_lowercase().then_some(char::from(letter))
    };
    characters.chars().map(letter).collect()
}

fn plain(character: char) -> String {
    match character {
        // Latin ligatures.
        '\u{fb00}'..='\u{fb06}' => character.nfkc().collect(),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\t' => {
            " ".to_owned()
        }
        // A soft hyphen that is drawn is a hyphen.
        '\u{ad}' | '\u{2010}' | '\u{2011}' => "-".to_owned(),
        // Joiners and marks of direction show nothing.
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => String::new(),
        // Bullets, ticks and crosses that symbol fonts keep in the private area.
        '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f06e}' | '\u{f076}' => "•".to_owned(),
        '\u{f0fc}' | '\u{f0fe}' => "✓".to_owned(),
        '\u{f0fb}' | '\u{f0fd}' => "✗".to_owned(),
        '\u{f02d}' => "-".to_owned(),
        '\u{f0e0}' | '\u{f0e8}' => "→".to_owned(),
        c if c.is_control() => String::new(),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ligature_with_its_bytes_swapped_is_read() {
        assert_eq!(swapped("\u{6600}\u{6900}"), Some("fi".to_owned()));
        assert_eq!(swapped("fi"), None);
        assert_eq!(swapped("\u{6600}\u{6919}"), None, "an ideograph that no letter looks like");
    }
}
