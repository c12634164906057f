//! Words and measures of WordprocessingML (ECMA-376), for the body as for head and foot.

use bellwether_papers::{paper::Span, xml::Xml};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The namespaces of the parts that hold words.
pub(super) const NAMESPACES: [(&str, &str); 4] = [
    ("xmlns:w", MAIN),
    ("xmlns:r", OFFICE),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
];

/// Points as the twentieths that Word measures in.
pub(super) fn twips(points: f32) -> String {
    ((points * 20.0).round() as i64).to_string()
}

/// Points as the halves that Word measures letters in.
pub(super) fn half_points(points: f32) -> String {
    ((points * 2.0).round() as i64).to_string()
}

/// A paragraph in a style.
pub(super) fn paragraph(xml: &mut Xml, named: &str, words: &[Span]) {
    xml.tag("w:p", &[], |xml| {
        style(xml, named, |_| {});
        words.iter().for_each(|span| run(xml, span, |_| {}));
    });
}

/// Names the style of a paragraph, and what differs from it.
pub(super) fn style(xml: &mut Xml, named: &str, further: impl FnOnce(&mut Xml)) {
    xml.tag("w:pPr", &[], |xml| {
        xml.empty("w:pStyle", &[("w:val", named)]);
        further(xml);
    });
}

/// Words set in one way; a line feed is a line break.
pub(super) fn run(xml: &mut Xml, span: &Span, further: impl FnOnce(&mut Xml)) {
    xml.tag("w:r", &[], |xml| {
        xml.tag("w:rPr", &[], |xml| {
            if span.strong {
                xml.empty("w:b", &[]);
            }
            further(xml);
        });
        for (at, line) in span.text.split('\n').enumerate() {
            if at > 0 {
                xml.empty("w:br", &[]);
            }
            xml.tag("w:t", &[("xml:space", "preserve")], |xml| xml.text(line));
        }
    });
}
