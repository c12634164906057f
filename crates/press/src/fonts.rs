//! The fonts that papers are set in: in the program, so that a paper has the same bytes everywhere.

use std::sync::LazyLock;

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// Source Sans 3 for what is read; DejaVu Sans for the signs and scripts that it lacks.
pub(crate) static FILES: [&[u8]; 3] = [
    include_bytes!("../fonts/source-sans-3/SourceSans3-Regular.otf"),
    include_bytes!("../fonts/source-sans-3/SourceSans3-Bold.otf"),
    include_bytes!("../fonts/dejavu-sans/DejaVuSans.ttf"),
];

/// The fonts, and the book by which the typesetter finds them.
pub(crate) struct Case {
    pub(crate) fonts: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
}

/// Read once: they are the same for all papers.
pub(crate) static CASE: LazyLock<Case> = LazyLock::new(|| {
    let fonts: Vec<Font> =
        FILES.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
    let book = LazyHash::new(FontBook::from_fonts(&fonts));
    Case { fonts, book }
});

/// Whether some font has a character.
pub(crate) fn know(c: char) -> bool {
    CASE.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)))
}
