//! Bytes → what each page draws; the one place where the PDF library is called.

use std::thread;

use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page,
};

use super::canvas::{Canvas, TooMuch};
use super::fonts;
use super::limits::{self, too_large};
use super::scan;
use crate::recognise::{NotSeen, Recogniser};
use crate::{ReadError, read::guard};

/// A page that is covered by pictures to this part, and has no text, is a scan.
const SCAN_COVER: f64 = 0.4;
/// Fewer characters than these are a page number or a stamp, not the text of a page.
const FEW_CHARACTERS: usize = 20;

/// Why a page could not be recognised.
const NO_WORDS: &str = "none was found";
const TOO_MUCH: &str = "it takes more time or memory than is allowed";

/// Every page drawn.
///
/// The library runs on a thread of its own with a deep stack. Hostile files can drive it into a
/// panic, and a page that draws too much is left by unwinding; both end here, with the thread.
pub(super) fn pages(bytes: &[u8], eyes: &dyn Recogniser) -> Result<Vec<Canvas>, ReadError> {
    limits::check(bytes)?;
    let outcome = thread::scope(|scope| {
        thread::Builder::new()
            .name("pdf".to_owned())
            .stack_size(limits::STACK_BYTES)
            .spawn_scoped(scope, || guard::caught(|| draw(bytes.to_vec(), eyes)))
            .map(|thread| thread.join().flatten())
    });
    match outcome {
        Ok(Ok(pages)) => refuse_unreadable(pages?),
        Ok(Err(stop)) if stop.is::<TooMuch>() => Err(too_large(
            "a page that draws more than a register does".to_owned(),
            limits::MAX_MARKS,
            "shapes or letters a page",
        )),
        Ok(Err(_)) => Err(damaged("its parts contradict each other")),
        Err(error) => Err(damaged(&error.to_string())),
    }
}

fn draw(bytes: Vec<u8>, eyes: &dyn Recogniser) -> Result<Vec<Canvas>, ReadError> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected
            | DecryptionError::UnsupportedAlgorithm
            | DecryptionError::MissingIDEntry
            | DecryptionError::InvalidEncryption,
        ) => ReadError::Protected { kind: "PDF" },
        LoadPdfError::Invalid => damaged("its list of contents cannot be followed"),
    })?;
    let pages = pdf.pages();
    if pages.len() > limits::MAX_PAGES {
        return Err(too_large(format!("{} pages", pages.len()), limits::MAX_PAGES, "pages"));
    }
    if pages.is_empty() {
        return Err(damaged("it has no pages"));
    }
    let cache = InterpreterCache::new();
    let (mut glyphs, mut marks) = (0, 0);
    let mut drawn = Vec::with_capacity(pages.len());
    for page in pages.iter() {
        let canvas = draw_page(&pdf, page, &cache);
        glyphs += canvas.glyphs.len();
        marks += canvas.marks();
        if glyphs > limits::MAX_DOCUMENT_GLYPHS || marks > limits::MAX_DOCUMENT_MARKS {
            let limit = limits::MAX_DOCUMENT_MARKS;
            return Err(too_large(
                format!("more than {limit} letters or shapes"),
                limit,
                "of them",
            ));
        }
        drawn.push(canvas);
    }
    let scans: Vec<usize> =
        (0..drawn.len()).filter(|place| drawn.get(*place).is_some_and(is_scan)).collect();
    if scans.len() > scan::MOST_PAGES || !eyes.is_there() {
        return Ok(drawn);
    }
    for place in scans {
        let Some((page, canvas)) = pages.get(place).zip(drawn.get_mut(place)) else { continue };
        match scan::page(&pdf, page, &cache, eyes) {
            Ok(seen) => *canvas = seen,
            Err(NotSeen::Absent) => return Err(ReadError::Scanned { pages: pages.len() }),
            Err(why) => return Err(not_seen(why)),
        }
    }
    Ok(drawn)
}

/// Why no words came of a picture.
pub(super) fn not_seen(why: NotSeen) -> ReadError {
    ReadError::Unrecognised(match why {
        NotSeen::Absent => "there is no Tesseract here".to_owned(),
        NotSeen::TooMuch => TOO_MUCH.to_owned(),
        NotSeen::Failed(why) => why,
    })
}

fn draw_page<'a>(pdf: &'a Pdf, page: &Page<'a>, cache: &InterpreterCache<'a>) -> Canvas {
    let (width, height) = page.render_dimensions();
    let mut canvas = Canvas::new(f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    let area = Rect::new(0.0, 0.0, canvas.width, canvas.height);
    let mut context =
        Context::new(transform, area, cache, pdf.xref(), InterpreterSettings::default());
    interpret_page(page, &mut context, &mut canvas);
    canvas.embolden(&fonts::bold_strings(page));
    canvas.upright()
}

/// Whether a page is a picture without a text layer.
fn is_scan(page: &Canvas) -> bool {
    page.pictures > SCAN_COVER && characters(page) < FEW_CHARACTERS
}

/// The characters that a page shows.
fn characters(page: &Canvas) -> usize {
    page.glyphs.iter().filter(|glyph| !glyph.is_space()).count()
}

/// Declines what has no text, and says why.
fn refuse_unreadable(pages: Vec<Canvas>) -> Result<Vec<Canvas>, ReadError> {
    let characters: usize = pages.iter().map(characters).sum();
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    if unknown > characters {
        return Err(damaged("its fonts do not say which letters they draw"));
    }
    let scans = pages.iter().filter(|page| is_scan(page)).count();
    if scans > scan::MOST_PAGES {
        return Err(too_large(
            format!("{scans} pages that are pictures"),
            scan::MOST_PAGES,
            "of them",
        ));
    }
    if scans > 0 && 2 * scans >= pages.len() {
        return Err(ReadError::Scanned { pages: pages.len() });
    }
    if characters == 0 {
        let was_seen = pages.iter().any(|page| page.scan.is_some());
        return Err(match was_seen {
            true => ReadError::Unrecognised(NO_WORDS.to_owned()),
            false => ReadError::Empty,
        });
    }
    Ok(pages)
}

fn damaged(detail: &str) -> ReadError {
    ReadError::Damaged { kind: "PDF", detail: detail.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Scan;

    #[test]
    fn a_picture_without_words_is_not_called_an_empty_file() {
        let empty = || Canvas::new(600.0, 800.0);
        assert!(matches!(refuse_unreadable(vec![empty()]), Err(ReadError::Empty)));
        let scan = Some(Scan { confidence: 1.0, words: 0, unsure: vec![] });
        let mut seen = empty();
        seen.scan = scan;
        let said = refuse_unreadable(vec![seen]).err().map(|error| error.to_string());
        assert!(said.is_some_and(|said| said.contains("(none was found)")));
    }
}
