//! Files that hold no register, each told by what is in it, with what to do about it.

use std::io::{Read, Seek};

use cfb::CompoundFile;

use crate::ReadError;

const SAVE_AS: &str = "save it as XLSX, ODS, DOCX, ODT, PDF, CSV or text and try again";
const PICTURE: &str =
    "ask for the file that it was made from, or run it through text recognition (OCR) first";
const SEEN: &str = "ask for the file that it was made from, or run it through text recognition (OCR) first; where Tesseract is installed, Bellwether reads it";
const UNPACK: &str = "unpack it and choose the register that is in it";
const SLIDES: &str = "save the slides as PDF, or the table as XLSX, and try again";
const ATTACHED: &str = "save the register that is attached to it and choose that file";
const DATABASE: &str = "export the table of risks from it as XLSX or CSV and try again";
const LINK: &str = "open it and download the register as XLSX, DOCX or PDF";
const APPLE: &str = "open it there, export it as Excel, Word or PDF and try again";

/// The refusal of a kind for which there is nothing better to say than what can be read.
pub(crate) fn unknown(kind: &str) -> ReadError {
    declined(kind, SAVE_AS)
}

fn declined(kind: &str, remedy: &'static str) -> ReadError {
    ReadError::UnknownKind { kind: kind.to_owned(), remedy }
}

/// Kinds that are told by their first bytes.
pub(crate) fn by_first_bytes(bytes: &[u8]) -> Option<ReadError> {
    const KINDS: [(&[u8], &str, &str); 16] = [
        (b"\x89PNG", "a PNG picture", SEEN),
        (b"\xFF\xD8\xFF", "a JPEG picture", SEEN),
        (b"GIF8", "a GIF picture", PICTURE),
        (b"II*\0", "a TIFF picture", SEEN),
        (b"MM\0*", "a TIFF picture", SEEN),
        (b"BM", "a bitmap picture", PICTURE),
        (b"SQLite format 3\0", "a database", DATABASE),
        (b"\0\x01\0\0Standard ", "an Access database", DATABASE),
        (b"\x7FELF", "a program", SAVE_AS),
        (b"MZ", "a program", SAVE_AS),
        (b"\x1F\x8B", "a compressed archive", UNPACK),
        (b"BZh", "a compressed archive", UNPACK),
        (b"7z\xBC\xAF", "a compressed archive", UNPACK),
        (b"Rar!", "a compressed archive", UNPACK),
        (b"\xFD7zXZ", "a compressed archive", UNPACK),
        (b"L\0\0\0\x01\x14\x02\0", "a shortcut to a file", "choose the file that it points to"),
    ];
    let at =
        |from: usize, text: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(text));
    if bytes.starts_with(b"RIFF") && at(8, b"WEBP") {
        return Some(declined("a WebP picture", PICTURE));
    }
    if at(4, b"ftyp") {
        let picture = [b"heic", b"heix", b"mif1", b"avif"].iter().any(|kind| at(8, *kind));
        let (kind, remedy) =
            if picture { ("a HEIC picture", PICTURE) } else { ("a video or a recording", SAVE_AS) };
        return Some(declined(kind, remedy));
    }
    let (magic, kind, remedy) = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic))?;
    // "MZ" and "BM" can begin an honest text, which has no zero bytes.
    (magic.len() > 2 || bytes.contains(&0)).then(|| declined(kind, remedy))
}

/// What a compound file is that holds no workbook; the last word where none of the others is.
pub(crate) fn compound(file: &CompoundFile<impl Read + Seek>) -> ReadError {
    const KINDS: [(&str, &str, &str); 6] = [
        (
            "/WordDocument",
            "a Word 97–2003 document (DOC)",
            "open it in Word or LibreOffice, save it as DOCX and try again",
        ),
        ("/PowerPoint Document", "a presentation (PPT)", SLIDES),
        ("/__properties_version1.0", "an Outlook message (MSG)", ATTACHED),
        ("/VisioDocument", "a Visio drawing", SAVE_AS),
        ("/Book", "a workbook of Excel 95 or before", SAVE_AS),
        ("/Props", "a Microsoft Project plan", "export its table as XLSX and try again"),
    ];
    if file.exists("/EncryptedPackage") {
        return ReadError::Protected { kind: "office file" };
    }
    let known = KINDS.iter().find(|(stream, ..)| file.exists(stream));
    known.map_or_else(
        || unknown("a compound file without a workbook"),
        |(_, kind, remedy)| declined(kind, remedy),
    )
}

/// What an archive is by the names of its parts and by what it says of itself.
pub(crate) fn archive(names: &[String], mimetype: &str) -> ReadError {
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    let of_apple = ["Index/", "Index.zip", "index.xml", "index.apxl"].iter().any(|part| has(part));
    match mimetype.strip_prefix("application/vnd.oasis.opendocument.") {
        Some(kind) if kind.starts_with("presentation") => declined("a presentation (ODP)", SLIDES),
        Some(_) => unknown("an OpenDocument drawing, formula or database"),
        None if has("ppt/") => declined("a presentation (PPTX)", SLIDES),
        None if has("xl/workbook.bin") => unknown("a binary Excel workbook (XLSB)"),
        None if has("visio/") => unknown("a Visio drawing"),
        None if of_apple => declined("an Apple Pages, Numbers or Keynote document", APPLE),
        None if mimetype.starts_with("application/epub") => unknown("an electronic book (EPUB)"),
        None => declined("a ZIP archive", UNPACK),
    }
}

/// Texts that are something else: mail, drawings, links to documents that are elsewhere.
pub(crate) fn text(text: &str) -> Option<ReadError> {
    let start: String = text.trim_start().chars().take(4_000).collect();
    if is_mail(&start) {
        return Some(declined("an e-mail", ATTACHED));
    }
    let link = start.starts_with("[InternetShortcut]")
        || start.starts_with('{')
            && text.len() < 2_000
            && start.contains("\"https://docs.google.com/");
    if link {
        return Some(declined("a link to a document that is elsewhere", LINK));
    }
    let drawn = start.starts_with('<') && start.contains("<svg") && !start.contains("<html");
    drawn.then(|| declined("an SVG picture", PICTURE))
}

/// Whether a text begins with the lines that only programs write at the head of a mail.
fn is_mail(start: &str) -> bool {
    let head: Vec<&str> = start.lines().take_while(|line| !line.is_empty()).collect();
    let named = |line: &&&str| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
        })
    };
    let goes_on = |line: &&&str| line.starts_with([' ', '\t']) || line.starts_with("From ");
    let says = |name: &str| head.iter().any(|line| line.to_lowercase().starts_with(name));
    head.len() >= 3
        && head.iter().all(|line| named(&line) || goes_on(&line))
        && ["mime-version:", "received:", "message-id:"].iter().any(|name| says(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_told_with_what_to_do_about_it() {
        let said = |error: Option<ReadError>| error.map(|e| e.to_string()).unwrap_or_default();
        let heic = said(by_first_bytes(b"\0\0\0\x18ftypheic\0\0"));
        assert!(heic.contains("HEIC") && heic.contains("OCR"), "{heic}");
        assert!(said(by_first_bytes(b"RIFF\0\0\0\0WEBPVP8 ")).contains("WebP"));
        assert_eq!(by_first_bytes(b"MZ is a unit of the mine"), None);
        assert_eq!(by_first_bytes(b"Ref,Risk"), None);
        let mail = "Received: from a\n by b\nSubject: Risks\nMIME-Version: 1.0\n\nText";
        assert!(said(text(mail)).contains("attached"));
        assert_eq!(text("Subject: The depot floods\nOwner: AB\nDue: May\n\nSubject: Fire"), None);
        assert!(
            said(text("{\"url\": \"https://docs.google.com/open?id=x\"}")).contains("elsewhere")
        );
        assert!(said(text("<?xml version=\"1.0\"?><svg xmlns=\"x\"/>")).contains("SVG"));
        let of = |names: &[&str], mimetype: &str| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            archive(&names, mimetype).to_string()
        };
        assert!(of(&["Index/Document.iwa"], "").contains("export it as Excel"));
        assert!(of(&["ppt/slides/1.xml"], "").contains("slides as PDF"));
        assert!(of(&[], "application/vnd.oasis.opendocument.presentation").contains("ODP"));
        assert!(of(&["a.txt"], "").contains("unpack it"));
    }
}
