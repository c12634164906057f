//! A paper as OpenDocument text: headings, lists and tables in named styles, heading rows that
//! repeat, pictures with the words that stand for them.

mod body;
mod styles;

use bellwether_papers::{
    paper::Paper,
    xml::{self, Xml},
};

use crate::picture::Picture;

/// Why no document came about.
pub use zip::result::ZipError;

const KIND: &str = "application/vnd.oasis.opendocument.text";

/// A paper as OpenDocument text.
///
/// # Errors
/// When the parts cannot be packed; with the memory at hand that does not happen.
pub fn write(paper: &Paper) -> Result<Vec<u8>, ZipError> {
    let mut body = body::Body::new(paper);
    let content = body.content(paper);
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("mimetype".into(), KIND.into()),
        ("META-INF/manifest.xml".into(), manifest(&body.pictures)),
        ("meta.xml".into(), meta(paper)),
        ("styles.xml".into(), styles::styles(paper)),
        ("content.xml".into(), content),
    ];
    for (number, picture) in (1..).zip(body.pictures) {
        for (ends, bytes) in picture.parts() {
            files.push((format!("Pictures/{number}.{ends}"), bytes));
        }
    }
    xml::package(&files)
}

/// The namespaces of OpenDocument that papers use.
const NAMESPACES: [(&str, &str); 11] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("xmlns:draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
    ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
    ("xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("office:version", "1.3"),
];

fn points(points: f32) -> String {
    format!("{points:.2}pt")
}

fn manifest(pictures: &[Picture]) -> Vec<u8> {
    let mut xml = Xml::document();
    let space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    let about = [("xmlns:manifest", space), ("manifest:version", "1.3")];
    xml.tag("manifest:manifest", &about, |xml| {
        let mut entry = |path: &str, kind: &str| {
            xml.empty(
                "manifest:file-entry",
                &[("manifest:full-path", path), ("manifest:media-type", kind)],
            );
        };
        entry("/", KIND);
        for part in ["content.xml", "styles.xml", "meta.xml"] {
            entry(part, "text/xml");
        }
        for (number, picture) in (1..).zip(pictures) {
            if picture.svg.is_some() {
                entry(&format!("Pictures/{number}.svg"), "image/svg+xml");
            }
            entry(&format!("Pictures/{number}.png"), "image/png");
        }
    });
    xml.bytes()
}

/// Who wrote it, what it is called, in which language, of which day.
fn meta(paper: &Paper) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.tag("office:document-meta", &NAMESPACES, |xml| {
        xml.tag("office:meta", &[], |xml| {
            let mut say = |name, text: &str| xml.tag(name, &[], |xml| xml.text(text));
            say("meta:generator", "Bellwether");
            say("dc:title", &paper.called());
            say("dc:creator", &paper.organisation);
            say("dc:language", &paper.language);
            if let Some(day) = paper.as_at {
                say("meta:creation-date", &format!("{day}T00:00:00"));
                say("dc:date", &format!("{day}T00:00:00"));
            }
        });
    });
    xml.bytes()
}
