//! A paper as an OpenDocument workbook: to read, to sort and to print.

mod content;
mod styles;

use bellwether_domain::Date;
use zip::result::ZipResult;

use crate::{
    grid::{self, Sheet},
    paper::Paper,
    xml::{Xml, package},
};

/// The name spaces of the parts.
const SPACES: [(&str, &str); 13] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("xmlns:draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
    ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0"),
    ("xmlns:number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"),
    ("xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("office:version", "1.3"),
];

/// The paper as the bytes of an `.ods` file; the same paper gives the same bytes.
///
/// # Errors
/// When the package cannot be written; with the memory at hand that does not happen.
pub fn write(paper: &Paper) -> ZipResult<Vec<u8>> {
    let sheets = grid::sheets(paper);
    let mark = paper.mark.as_ref();
    let mut parts = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("META-INF/manifest.xml", manifest(mark.is_some())),
        ("meta.xml", meta(paper)),
        ("styles.xml", styles::part(paper)),
        ("content.xml", content::part(&sheets, mark, &paper.organisation)),
        ("settings.xml", settings(&sheets, mark.is_some())),
    ];
    parts.extend(mark.map(|mark| (MARK, mark.png.clone())));
    let parts: Vec<_> = parts.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    package(&parts)
}

/// The part that holds the body's own mark.
const MARK: &str = "Pictures/mark.png";

/// A part of the office name space, with what stands in it.
fn part(root: &str, within: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.tag(root, &SPACES, within);
    xml.bytes()
}

fn manifest(with_mark: bool) -> Vec<u8> {
    const OF: &str = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    let mut xml = Xml::document();
    xml.tag("manifest:manifest", &[("xmlns:manifest", OF), ("manifest:version", "1.3")], |xml| {
        let kind = "application/vnd.oasis.opendocument.spreadsheet";
        let parts = [
            ("/", kind),
            ("content.xml", "text/xml"),
            ("styles.xml", "text/xml"),
            ("meta.xml", "text/xml"),
            ("settings.xml", "text/xml"),
        ];
        for (path, kind) in parts.into_iter().chain(with_mark.then_some((MARK, "image/png"))) {
            let named = [("manifest:full-path", path), ("manifest:media-type", kind)];
            xml.empty("manifest:file-entry", &named);
        }
    });
    xml.bytes()
}

fn meta(paper: &Paper) -> Vec<u8> {
    // Nothing depends on the clock.
    let day = paper.as_at.unwrap_or(Date::constant(2000, 1, 1));
    part("office:document-meta", |xml| {
        xml.tag("office:meta", &[], |xml| {
            xml.tag("dc:title", &[], |xml| xml.text(&paper.called()));
            if !paper.organisation.is_empty() {
                xml.tag("dc:creator", &[], |xml| xml.text(&paper.organisation));
            }
            xml.tag("dc:language", &[], |xml| xml.text(&paper.language));
            xml.tag("dc:date", &[], |xml| xml.text(&format!("{day}T00:00:00")));
        });
    })
}

/// The heading rows stay in sight.
fn settings(sheets: &[Sheet], with_mark: bool) -> Vec<u8> {
    let item = |xml: &mut Xml, name: &str, kind: &str, value: &str| {
        let named = [("config:name", name), ("config:type", kind)];
        xml.tag("config:config-item", &named, |xml| xml.text(value));
    };
    part("office:document-settings", |xml| {
        xml.tag("office:settings", &[], |xml| {
            xml.tag("config:config-item-set", &[("config:name", "ooo:view-settings")], |xml| {
                xml.tag("config:config-item-map-indexed", &[("config:name", "Views")], |xml| {
                    xml.tag("config:config-item-map-entry", &[], |xml| {
                        let tables = [("config:name", "Tables")];
                        xml.tag("config:config-item-map-named", &tables, |xml| {
                            for (at, sheet) in sheets.iter().enumerate() {
                                let Some((_, last)) = sheet.head else { continue };
                                // The mark stands in a row of its own over the first sheet.
                                let last = last + u32::from(with_mark && at == 0);
                                let named = [("config:name", sheet.name.as_str())];
                                xml.tag("config:config-item-map-entry", &named, |xml| {
                                    let below = (last + 1).to_string();
                                    item(xml, "HorizontalSplitMode", "short", "0");
                                    item(xml, "VerticalSplitMode", "short", "2");
                                    item(xml, "VerticalSplitPosition", "int", &below);
                                    item(xml, "ActiveSplitRange", "short", "2");
                                    item(xml, "PositionTop", "int", "0");
                                    item(xml, "PositionBottom", "int", &below);
                                });
                            }
                        });
                        if let Some(first) = sheets.first() {
                            item(xml, "ActiveTable", "string", &first.name);
                        }
                    });
                });
            });
        });
    })
}
