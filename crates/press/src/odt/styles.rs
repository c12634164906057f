//! The styles of an OpenDocument text, its sheet, and the head and foot of its pages.

use bellwether_domain::calendar::long_date;
use bellwether_papers::{
    paper::{Paper, Standing},
    xml::Xml,
};

use crate::keep::{self, MARGIN};

use super::{NAMESPACES, points};

/// The font: one that every office has, without serifs.
const FONT: &str = "Arial";

/// A paragraph style: its name, what it looks like as attributes of the paragraph and of the words.
type Style = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [(&'static str, &'static str)],
);

const BOLD: (&str, &str) = ("fo:font-weight", "bold");
const NEXT: (&str, &str) = ("fo:keep-with-next", "always");

const STYLES: &[Style] = &[
    ("Title", &[("fo:margin-bottom", "4pt")], &[("fo:font-size", "22pt"), BOLD]),
    ("Subtitle", &[("fo:margin-bottom", "12pt")], &[("fo:font-size", "12pt")]),
    ("Text_20_body", &[("fo:margin-bottom", "7pt")], &[]),
    ("List", &[("fo:margin-bottom", "4pt")], &[]),
    (
        "Caption",
        &[("fo:margin-top", "6pt"), ("fo:margin-bottom", "4pt")],
        &[("fo:font-size", "9pt"), BOLD],
    ),
    ("Figure", &[("fo:margin-top", "6pt"), ("fo:margin-bottom", "4pt"), NEXT], &[]),
    (
        "Table_20_Caption",
        &[("fo:margin-top", "6pt"), ("fo:margin-bottom", "4pt"), NEXT],
        &[("fo:font-size", "9pt"), BOLD],
    ),
    ("Mark", &[("fo:text-align", "end")], &[]),
    ("Table_20_Contents", &[], &[]),
    ("Table_20_Heading", &[], &[BOLD]),
    (
        "Header",
        &[("fo:border-bottom", "0.75pt solid #4d5965"), ("fo:padding-bottom", "3pt")],
        &[("fo:font-size", "8pt")],
    ),
    (
        "Draft",
        &[
            ("fo:background-color", "#e1e1e1"),
            ("fo:text-align", "center"),
            ("fo:margin-top", "2pt"),
        ],
        &[("fo:font-size", "7.5pt"), BOLD],
    ),
    (
        "Footer",
        &[("fo:border-top", "0.5pt solid #aeb8c2"), ("fo:padding-top", "3pt")],
        &[("fo:font-size", "6.5pt")],
    ),
];

/// The sizes of headings by level, in points.
const HEADINGS: [&str; 6] = ["15pt", "12.5pt", "11pt", "10pt", "10pt", "10pt"];

pub(super) fn styles(paper: &Paper) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.tag("office:document-styles", &NAMESPACES, |xml| {
        xml.tag("office:font-face-decls", &[], |xml| {
            let family = [
                ("style:name", FONT),
                ("svg:font-family", FONT),
                ("style:font-family-generic", "swiss"),
            ];
            xml.empty("style:font-face", &family);
        });
        xml.tag("office:styles", &[], |xml| named(xml, paper));
        xml.tag("office:automatic-styles", &[], |xml| sheet(xml, paper));
        xml.tag("office:master-styles", &[], |xml| {
            let page = [("style:name", "Standard"), ("style:page-layout-name", "Sheet")];
            xml.tag("style:master-page", &page, |xml| {
                xml.tag("style:header", &[], |xml| head(xml, paper));
                xml.tag("style:footer", &[], |xml| {
                    let foot = [("text:style-name", "Footer")];
                    xml.tag("text:p", &foot, |xml| xml.text(&paper.standing.sentence()));
                });
            });
        });
    });
    xml.bytes()
}

fn named(xml: &mut Xml, paper: &Paper) {
    let (language, country) = language(&paper.language);
    xml.tag("style:default-style", &[("style:family", "paragraph")], |xml| {
        xml.empty(
            "style:text-properties",
            &[
                ("style:font-name", FONT),
                ("fo:font-size", "10pt"),
                ("fo:language", language),
                ("fo:country", country),
            ],
        );
    });
    let standard =
        [("style:name", "Standard"), ("style:family", "paragraph"), ("style:class", "text")];
    xml.empty("style:style", &standard);
    for (name, paragraph, words) in STYLES {
        let about = [
            ("style:name", *name),
            ("style:family", "paragraph"),
            ("style:parent-style-name", "Standard"),
        ];
        xml.tag("style:style", &about, |xml| {
            xml.empty("style:paragraph-properties", paragraph);
            xml.empty("style:text-properties", words);
        });
    }
    for (level, size) in (1..).zip(HEADINGS) {
        let (name, level) = (format!("Heading_20_{level}"), level.to_string());
        let about = [
            ("style:name", name.as_str()),
            ("style:family", "paragraph"),
            ("style:parent-style-name", "Standard"),
            ("style:next-style-name", "Text_20_body"),
            ("style:default-outline-level", &level),
        ];
        xml.tag("style:style", &about, |xml| {
            let space = [("fo:margin-top", "14pt"), ("fo:margin-bottom", "6pt"), NEXT];
            xml.empty("style:paragraph-properties", &space);
            xml.empty("style:text-properties", &[("fo:font-size", size), BOLD]);
        });
    }
    xml.tag("text:list-style", &[("style:name", "Points")], |xml| {
        let bullet = [("text:level", "1"), ("text:bullet-char", "•")];
        xml.tag("text:list-level-style-bullet", &bullet, |xml| {
            let place = [("text:list-level-position-and-space-mode", "label-alignment")];
            xml.tag("style:list-level-properties", &place, |xml| {
                let aligned = [
                    ("text:label-followed-by", "listtab"),
                    ("fo:text-indent", "-13pt"),
                    ("fo:margin-left", "18pt"),
                ];
                xml.empty("style:list-level-label-alignment", &aligned);
            });
        });
    });
}

/// The language and the country of a BCP 47 tag, as OpenDocument has them apart.
fn language(tag: &str) -> (&str, &str) {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().filter(|part| !part.is_empty()).unwrap_or("en");
    (language, parts.find(|part| part.len() == 2).unwrap_or("none"))
}

fn sheet(xml: &mut Xml, paper: &Paper) {
    let (across, down) = keep::sheet(paper.page);
    xml.tag("style:page-layout", &[("style:name", "Sheet")], |xml| {
        let side = points(MARGIN.side);
        xml.empty(
            "style:page-layout-properties",
            &[
                ("fo:page-width", &points(across)),
                ("fo:page-height", &points(down)),
                (
                    "style:print-orientation",
                    if paper.page.landscape { "landscape" } else { "portrait" },
                ),
                ("fo:margin-left", &side),
                ("fo:margin-right", &side),
                ("fo:margin-top", &points(28.0)),
                ("fo:margin-bottom", &points(20.0)),
            ],
        );
        for (kind, space, height) in [
            ("style:header-style", "fo:margin-bottom", MARGIN.top - 28.0),
            ("style:footer-style", "fo:margin-top", MARGIN.bottom - 20.0),
        ] {
            xml.tag(kind, &[], |xml| {
                let room = [("fo:min-height", &*points(height)), (space, "8pt")];
                xml.empty("style:header-footer-properties", &room);
            });
        }
    });
    let (room, _) = keep::room(paper.page);
    let about = [
        ("style:name", "Running"),
        ("style:family", "paragraph"),
        ("style:parent-style-name", "Header"),
    ];
    xml.tag("style:style", &about, |xml| {
        xml.tag("style:paragraph-properties", &[], |xml| {
            xml.tag("style:tab-stops", &[], |xml| {
                for (kind, place) in [("center", room / 2.0), ("right", room)] {
                    let place = points(place);
                    xml.empty(
                        "style:tab-stop",
                        &[("style:position", &place), ("style:type", kind)],
                    );
                }
            });
        });
    });
    xml.tag("style:style", &[("style:name", "Mark"), ("style:family", "text")], |xml| {
        xml.empty("style:text-properties", &[BOLD]);
    });
}

/// The head of each page: whose paper, who may read it, which page; a draft says so across it.
fn head(xml: &mut Xml, paper: &Paper) {
    xml.tag("text:p", &[("text:style-name", "Running")], |xml| {
        xml.text(&crate::running::shortened(&paper.title));
        xml.empty("text:tab", &[]);
        let version = paper.version.word().to_uppercase();
        xml.tag("text:span", &[("text:style-name", "Mark")], |xml| xml.text(&version));
        xml.empty("text:tab", &[]);
        if let Some(day) = paper.as_at {
            xml.text(&format!("As at {} · ", long_date(day)));
        }
        xml.text("Page ");
        xml.tag("text:page-number", &[("text:select-page", "current")], |xml| xml.text("1"));
        xml.text(" of ");
        xml.tag("text:page-count", &[], |xml| xml.text("1"));
    });
    if paper.standing == Standing::Draft {
        let draft = paper.standing.sentence().to_uppercase();
        xml.tag("text:p", &[("text:style-name", "Draft")], |xml| xml.text(&draft));
    }
}
