//! Which strings of a page are set in a bold font of the Type 1 kind.
//!
//! The library names the fonts of its glyphs for the other kinds only. So the page's operators are
//! gone through once more for the font of each string, in the order in which they are drawn.

use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, String};
use hayro_interpret::hayro_syntax::page::Page;

/// Whether the name of a font says bold.
pub(super) fn is_bold_name(name: &str) -> bool {
    let name = name.to_lowercase();
    ["bold", "black", "heavy"].iter().any(|word| name.contains(word))
}

/// For each string that the page draws, whether its font is bold by name; nothing where none is.
///
/// Strings inside forms are not seen: the caller takes the answer only where the counts agree.
pub(super) fn bold_strings(page: &Page<'_>) -> Vec<bool> {
    let fonts = &page.resources().fonts;
    let is_bold = |font: &Name<'_>| {
        let font = fonts.get::<Dict<'_>>(font.as_ref());
        let name = font.and_then(|font| font.get::<Name<'_>>(b"BaseFont"));
        name.is_some_and(|name| is_bold_name(name.as_str()))
    };
    if !fonts.keys().any(|font| is_bold(&font)) {
        return vec![];
    }
    let mut strings = Vec::new();
    let mut current = (false, 1);
    let mut saved = Vec::new();
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        let shows = match operation {
            TypedInstruction::SaveState(_) => {
                saved.push(current);
                false
            }
            TypedInstruction::RestoreState(_) => {
                current = saved.pop().unwrap_or(current);
                false
            }
            TypedInstruction::TextFont(font) => {
                current.0 = is_bold(font.0);
                false
            }
            TypedInstruction::TextRenderingMode(mode) => {
                // Letters that are filled and outlined are drawn twice.
                current.1 = if mode.0.as_i64() == 2 { 2 } else { 1 };
                false
            }
            TypedInstruction::ShowText(text) => shows(text.0),
            TypedInstruction::NextLineAndShowText(text) => shows(text.0),
            TypedInstruction::ShowTextWithParameters(text) => shows(text.2),
            TypedInstruction::ShowTexts(texts) => shows_any(texts.0),
            _ => false,
        };
        if shows {
            strings.extend(std::iter::repeat_n(current.0, current.1));
        }
    }
    strings
}

fn shows(text: &String<'_>) -> bool {
    !text.as_bytes().is_empty()
}

fn shows_any(texts: &Array<'_>) -> bool {
    texts.iter::<Object<'_>>().any(|part| matches!(part, Object::String(text) if shows(&text)))
}
