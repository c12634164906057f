//! The body's own mark at the head of papers, and what a hostile one does not do.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod made;

use std::io::Read;

use bellwether_papers::format::Format;
use bellwether_press::draw_as;

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"40\">\
    <script>alert(1)</script><rect width=\"80\" height=\"40\" fill=\"#205030\"/></svg>";

/// The names of the parts of a package, with what each holds.
fn parts(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    let mut parts = vec![];
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = vec![];
        file.read_to_end(&mut bytes).unwrap();
        parts.push((file.name().unwrap().into_owned(), bytes));
    }
    parts
}

fn drawn(format: Format, logo: &[u8]) -> (Vec<u8>, Vec<String>) {
    let drawn = draw_as(&made::holding(vec![]), format, "", logo).unwrap().unwrap();
    (drawn.bytes, drawn.remarks)
}

#[test]
fn a_mark_stands_in_each_format_that_takes_one_with_words_for_it() {
    for (format, part) in [
        (Format::Docx, "word/document.xml"),
        (Format::Odt, "content.xml"),
        (Format::Ods, "content.xml"),
    ] {
        let (bytes, remarks) = drawn(format, SVG.as_bytes());
        assert!(remarks.is_empty(), "{remarks:?}");
        let parts = parts(&bytes);
        let pictures = parts.iter().filter(|(_, bytes)| bytes.starts_with(b"\x89PNG")).count();
        let (_, text) = parts.iter().find(|(name, _)| name == part).unwrap();
        let text = String::from_utf8_lossy(text);
        let said =
            ["descr=\"Harrowmere Borough Council\"", "<svg:desc>Harrowmere Borough Council<"];
        assert!(pictures == 1 && said.iter().any(|said| text.contains(said)), "{text}");
        // A picture of dots alone: what else is in the file stays there.
        assert!(!parts.iter().any(|(name, _)| name.ends_with(".svg")), "{format:?}");
    }
    let (page, _) = drawn(Format::Html, SVG.as_bytes());
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("src=\"data:image/png;base64,") && !page.contains("<script"));
    assert!(page.contains("alt=\"Harrowmere Borough Council\""));
    let (book, _) = drawn(Format::Xlsx, SVG.as_bytes());
    assert!(parts(&book).iter().any(|(name, _)| name == "xl/media/image1.png"));
    assert_eq!(drawn(Format::Docx, SVG.as_bytes()), drawn(Format::Docx, SVG.as_bytes()));
}

#[test]
fn what_is_no_picture_is_said_and_the_paper_is_made() {
    for logo in [&b"no picture"[..], b"\x89PNG\r\n\x1a\nbroken", b"<html/>", b"\xff\xd8\xff\xe0"] {
        for format in [Format::Html, Format::Docx, Format::Odt, Format::Xlsx, Format::Ods] {
            let (bytes, remarks) = drawn(format, logo);
            let plain = draw_as(&made::holding(vec![]), format, "", b"").unwrap().unwrap().bytes;
            assert_eq!((remarks.len(), bytes == plain), (1, true), "{format:?} {remarks:?}");
        }
    }
}

#[test]
fn a_mark_shows_no_file_of_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner.svg");
    std::fs::write(&inner, SVG).unwrap();
    let of = |href: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"40\">\
             <image href=\"{href}\" width=\"80\" height=\"40\"/></svg>"
        )
    };
    let (shown, _) = drawn(Format::Html, of(&inner.display().to_string()).as_bytes());
    let (blank, _) = drawn(Format::Html, of("nothing.svg").as_bytes());
    assert_eq!(shown, blank);
}
