//! Small valid files around hostile parts: a package whose checksums are right, a PDF whose list of
//! contents is. A fuzzer left to find these by itself would hardly get past the door.
//!
//! An input is the parts of a file divided by [`DIVIDER`], the most telling first. What is left out
//! is made up here. An input that begins as a whole file does is read as it stands.

use std::{
    borrow::Cow,
    io::{Cursor, Write},
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::records;

/// Stands between the parts of an input.
pub const DIVIDER: &[u8] = b"\n%%\n";

/// Worksheet, shared texts, styles, workbook.
pub fn xlsx(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.starts_with(b"PK") {
        return bytes.into();
    }
    let mut parts = parts(bytes);
    let sheet = parts.next().unwrap_or_default();
    let texts = parts.next().unwrap_or(b"<sst/>");
    let styles = parts.next().unwrap_or(b"<styleSheet/>");
    let workbook = parts.next().unwrap_or(
        br#"<workbook><sheets><sheet name="Register" sheetId="1" r:id="worksheet"/></sheets></workbook>"#,
    );
    let own = [
        ("worksheet", "worksheets/sheet1.xml"),
        ("sharedStrings", "sharedStrings.xml"),
        ("styles", "styles.xml"),
    ];
    let root = relations(&[("officeDocument", "xl/workbook.xml")]);
    packed(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations(&own).as_bytes()),
        ("xl/workbook.xml", workbook),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", texts),
        ("xl/styles.xml", styles),
    ])
    .into()
}

/// Content, styles.
pub fn ods(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.starts_with(b"PK") {
        return bytes.into();
    }
    let mut parts = parts(bytes);
    packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()),
        ("content.xml", parts.next().unwrap_or_default()),
        ("styles.xml", parts.next().unwrap_or_default()),
    ])
    .into()
}

/// Content, styles.
pub fn odt(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.starts_with(b"PK") {
        return bytes.into();
    }
    let mut parts = parts(bytes);
    packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text".as_slice()),
        ("content.xml", parts.next().unwrap_or_default()),
        ("styles.xml", parts.next().unwrap_or_default()),
    ])
    .into()
}

/// What stands between the first words and the last brace of a Rich Text document.
pub fn rtf(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.starts_with(b"{\\rtf") {
        return bytes.into();
    }
    [b"{\\rtf1\\ansi ", bytes, b"}"].concat().into()
}

/// Document, numbering, styles, header, footer.
pub fn docx(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.starts_with(b"PK") {
        return bytes.into();
    }
    let relations = relations(&[
        ("numbering", "numbering.xml"),
        ("styles", "styles.xml"),
        ("header", "header1.xml"),
        ("footer", "footer1.xml"),
    ]);
    let mut files = vec![("word/_rels/document.xml.rels", relations.as_bytes())];
    let names = [
        "word/document.xml",
        "word/numbering.xml",
        "word/styles.xml",
        "word/header1.xml",
        "word/footer1.xml",
    ];
    files.extend(names.into_iter().zip(parts(bytes)));
    packed(&files).into()
}

/// A compound file, or the stream of the workbook in it, as it stands or as [`records`].
pub fn xls(bytes: &[u8]) -> Cow<'_, [u8]> {
    const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";
    const FIRST_RECORD: &[u8] = b"\x09\x08";
    if bytes.starts_with(COMPOUND) {
        return bytes.into();
    }
    let stream = match bytes.starts_with(FIRST_RECORD) {
        true => Cow::from(bytes),
        false => Cow::from(records::stream(bytes)),
    };
    compound(&stream).expect("a compound file in memory can be written").into()
}

/// The contents of a page, its resources, further entries of the page and of the trailer, and
/// objects from number 10 on.
pub fn pdf(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.starts_with(b"%PDF-") {
        return bytes.into();
    }
    let mut parts = parts(bytes);
    let content = parts.next().unwrap_or_default();
    let resources = parts.next().unwrap_or_default();
    let entries = parts.next().unwrap_or_default();
    let trailer = parts.next().unwrap_or_default();
    let font = |name: &str| format!("<</Type/Font/Subtype/Type1/BaseFont/{name}>>").into_bytes();
    let page = [
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 6 0 R".as_slice(),
        entries,
        b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>",
        resources,
        b">>>>",
    ];
    let length = format!("<</Length {}>>\nstream\n", content.len());
    let mut objects = vec![
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (2, b"<</Type/Pages/Kids[5 0 R]/Count 1>>".to_vec()),
        (3, font("Helvetica")),
        (4, font("Helvetica-Bold")),
        (5, page.concat()),
        (6, [length.as_bytes(), content, b"\nendstream"].concat()),
    ];
    objects.extend((10..).zip(parts.map(<[u8]>::to_vec)));
    file(&objects, trailer).into()
}

/// A text that is a web page from its first tag on.
pub fn html(bytes: &[u8]) -> Cow<'_, [u8]> {
    [b"<!doctype html>", bytes].concat().into()
}

/// A text that is Markdown from its headings on.
pub fn markdown(bytes: &[u8]) -> Cow<'_, [u8]> {
    [b"# Risks\n\n# Register\n\n", bytes].concat().into()
}

fn parts(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let here = rest?;
        let at = here.windows(DIVIDER.len()).position(|window| window == DIVIDER);
        rest = at.map(|at| &here[at + DIVIDER.len()..]);
        Some(&here[..at.unwrap_or(here.len())])
    })
}

fn relations(parts: &[(&str, &str)]) -> String {
    let relation = |(kind, target): &(&str, &str)| {
        format!(
            r#"<Relationship Id="{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let all: String = parts.iter().map(relation).collect();
    format!("<Relationships>{all}</Relationships>")
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, stored).expect("an archive in memory can be written");
        zip.write_all(bytes).expect("an archive in memory can be written");
    }
    zip.finish().expect("an archive in memory can be written").into_inner()
}

fn compound(stream: &[u8]) -> std::io::Result<Vec<u8>> {
    let empty = Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, empty)?;
    file.create_stream("/Workbook")?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

fn file(objects: &[(usize, Vec<u8>)], trailer: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut contents = "xref\n0 1\n0000000000 65535 f \n".to_owned();
    for (number, body) in objects {
        contents += &format!("{number} 1\n{:010} 00000 n \n", out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    }
    let (start, size) = (out.len(), 10 + objects.len());
    out.extend(format!("{contents}trailer\n<</Size {size}/Root 1 0 R").bytes());
    out.extend(trailer);
    out.extend(format!(">>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}
