//! From a glyph to the characters it stands for.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use unicode_normalization::UnicodeNormalization;

/// The characters of a glyph, plain: ligatures taken apart, every kind of space a space.
/// `None` where the font does not say.
pub(super) fn of(glyph: &Glyph<'_>) -> Option<String> {
    let text = match glyph.as_unicode()? {
        BfString::Char(character) => plain(character),
        BfString::String(characters) => characters.chars().map(plain).collect(),
    };
    (!text.contains('\u{fffd}')).then_some(text)
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
