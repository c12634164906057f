//! The parts of a Word document beside its body: styles, head and foot, properties.

use bellwether_domain::calendar::long_date;
use bellwether_papers::{
    paper::{PageSetup, Paper, Span, Standing},
    xml::Xml,
};

use crate::{
    keep::{self, MARGIN},
    picture::Picture,
    running,
};

use super::words::{NAMESPACES, OFFICE, half_points, paragraph, run, twips};

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// The font of the body: one that every office has, without serifs.
const FONT: &str = "Arial";

/// Points as the units that drawings are measured in.
fn emu(points: f32) -> String {
    ((points * 12_700.0).round() as i64).to_string()
}

/// The sheet that the document is set for, with its head and foot.
pub(super) fn section(xml: &mut Xml, page: PageSetup) {
    let (across, down) = keep::sheet(page);
    xml.tag("w:sectPr", &[], |xml| {
        xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rId4")]);
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId5")]);
        let orient = if page.landscape { "landscape" } else { "portrait" };
        let (width, height) = (twips(across), twips(down));
        xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height), ("w:orient", orient)]);
        let side = twips(MARGIN.side);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &twips(MARGIN.top)),
                ("w:right", &side),
                ("w:bottom", &twips(MARGIN.bottom)),
                ("w:left", &side),
                ("w:header", &twips(28.0)),
                ("w:footer", &twips(20.0)),
                ("w:gutter", "0"),
            ],
        );
    });
}

/// The head of each page: whose paper, who may read it, which page; a draft says so across it.
pub(super) fn header(paper: &Paper) -> Vec<u8> {
    let (across, _) = keep::room(paper.page);
    let mut xml = Xml::document();
    xml.tag("w:hdr", &NAMESPACES, |xml| {
        xml.tag("w:p", &[], |xml| {
            xml.tag("w:pPr", &[], |xml| {
                xml.empty("w:pStyle", &[("w:val", "Header")]);
                xml.tag("w:tabs", &[], |xml| {
                    let stops = [("center", across / 2.0), ("right", across)];
                    for (kind, place) in stops {
                        xml.empty("w:tab", &[("w:val", kind), ("w:pos", &twips(place))]);
                    }
                });
            });
            run(xml, &Span::plain(running::shortened(&paper.title)), |_| {});
            tab(xml);
            run(xml, &Span::strong(paper.version.word().to_uppercase()), |_| {});
            tab(xml);
            if let Some(day) = paper.as_at {
                run(xml, &Span::plain(format!("As at {} · ", long_date(day))), |_| {});
            }
            run(xml, &Span::plain("Page "), |_| {});
            field(xml, "PAGE");
            run(xml, &Span::plain(" of "), |_| {});
            field(xml, "NUMPAGES");
        });
        if paper.standing == Standing::Draft {
            let draft = Span::strong(paper.standing.sentence().to_uppercase());
            paragraph(xml, "Draft", &[draft]);
        }
    });
    xml.bytes()
}

fn tab(xml: &mut Xml) {
    xml.tag("w:r", &[], |xml| xml.empty("w:tab", &[]));
}

/// A number that the reader's software fills in.
fn field(xml: &mut Xml, name: &str) {
    xml.tag("w:fldSimple", &[("w:instr", name)], |xml| run(xml, &Span::plain("1"), |_| {}));
}

/// The foot of each page: what the figures stand on.
pub(super) fn footer(paper: &Paper) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.tag("w:ftr", &NAMESPACES, |xml| {
        paragraph(xml, "Footer", &[Span::plain(paper.standing.sentence())]);
    });
    xml.bytes()
}

/// A drawing in the line, with the words that stand for it. Who knows SVG takes it, others pixels.
pub(super) fn drawing(xml: &mut Xml, picture: &Picture, number: usize, alternative: &str) {
    let (across, down) = (emu(picture.size.0), emu(picture.size.1));
    let (id, name) = (number.to_string(), format!("Figure {number}"));
    let described = [("id", id.as_str()), ("name", &name), ("descr", alternative)];
    let picture_space = format!("{DRAWING}/picture");
    let extent = |xml: &mut Xml, tag| xml.empty(tag, &[("cx", &across), ("cy", &down)]);
    xml.tag("w:drawing", &[], |xml| {
        xml.tag("wp:inline", &[], |xml| {
            extent(xml, "wp:extent");
            xml.empty("wp:docPr", &described);
            xml.tag("a:graphic", &[], |xml| {
                xml.tag("a:graphicData", &[("uri", &picture_space)], |xml| {
                    xml.tag("pic:pic", &[("xmlns:pic", &picture_space)], |xml| {
                        xml.tag("pic:nvPicPr", &[], |xml| {
                            xml.empty("pic:cNvPr", &described);
                            xml.empty("pic:cNvPicPr", &[]);
                        });
                        fill(xml, number, picture.svg.is_some());
                        xml.tag("pic:spPr", &[], |xml| {
                            xml.tag("a:xfrm", &[], |xml| {
                                xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                                extent(xml, "a:ext");
                            });
                            xml.tag("a:prstGeom", &[("prst", "rect")], |xml| {
                                xml.empty("a:avLst", &[])
                            });
                        });
                    });
                });
            });
        });
    });
}

fn fill(xml: &mut Xml, number: usize, has_svg: bool) {
    let (png, svg) = (format!("png{number}"), format!("svg{number}"));
    xml.tag("pic:blipFill", &[], |xml| {
        xml.tag("a:blip", &[("r:embed", &png)], |xml| {
            if !has_svg {
                return;
            }
            xml.tag("a:extLst", &[], |xml| {
                // The extension by which Word finds the drawing itself.
                xml.tag("a:ext", &[("uri", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}")], |xml| {
                    let space = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
                    xml.empty("asvg:svgBlip", &[("xmlns:asvg", space), ("r:embed", &svg)]);
                });
            });
        });
        xml.tag("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
    });
}

/// The styles: the names that Word knows, so that its own panes and commands work with them.
/// Tables are set in a size of their own, in points.
pub(super) fn styles(paper: &Paper, size: f32) -> Vec<u8> {
    let mut xml = Xml::document();
    let small = half_points(size);
    xml.tag("w:styles", &NAMESPACES, |xml| {
        xml.tag("w:docDefaults", &[], |xml| {
            xml.tag("w:rPrDefault", &[], |xml| {
                xml.tag("w:rPr", &[], |xml| {
                    let fonts = ["w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"].map(|key| (key, FONT));
                    xml.empty("w:rFonts", &fonts);
                    xml.empty("w:sz", &[("w:val", "20")]);
                    let language = paper.language.as_str();
                    xml.empty("w:lang", &[("w:val", language), ("w:eastAsia", language)]);
                });
            });
            xml.tag("w:pPrDefault", &[], |xml| {
                xml.tag("w:pPr", &[], |xml| {
                    xml.empty(
                        "w:spacing",
                        &[("w:after", "0"), ("w:line", "259"), ("w:lineRule", "auto")],
                    );
                });
            });
        });
        for style in STYLES {
            style.write(xml, &small);
        }
        for (id, name, rules) in TABLES {
            table_style(xml, id, name, rules);
        }
    });
    xml.bytes()
}

/// A paragraph style.
struct Style {
    id: &'static str,
    /// What Word calls it: its own names where it has one.
    name: &'static str,
    /// Its place in the outline, from 0, for a heading.
    outline: Option<&'static str>,
    /// Half points; none as in the text.
    size: Option<&'static str>,
    strong: bool,
    /// The space before and after, in twentieths of a point.
    space: (&'static str, &'static str),
    /// A line under (`bottom`) or over (`top`) it, or the grey behind it.
    mark: Option<Mark>,
    /// Whether it stays with what follows.
    with_next: bool,
    list: bool,
}

enum Mark {
    Line(&'static str),
    Grey,
}

const PLAIN: Style = Style {
    id: "Normal",
    name: "Normal",
    outline: None,
    size: None,
    strong: false,
    space: ("0", "0"),
    mark: None,
    with_next: false,
    list: false,
};

const fn heading(
    id: &'static str,
    name: &'static str,
    outline: &'static str,
    size: &'static str,
    before: &'static str,
) -> Style {
    Style {
        id,
        name,
        outline: Some(outline),
        size: Some(size),
        strong: true,
        space: (before, "120"),
        with_next: true,
        ..PLAIN
    }
}

const STYLES: &[Style] = &[
    PLAIN,
    Style {
        id: "Title",
        name: "Title",
        size: Some("44"),
        strong: true,
        space: ("0", "80"),
        ..PLAIN
    },
    Style { id: "Subtitle", name: "Subtitle", size: Some("24"), space: ("0", "240"), ..PLAIN },
    heading("Heading1", "heading 1", "0", "30", "320"),
    heading("Heading2", "heading 2", "1", "25", "260"),
    heading("Heading3", "heading 3", "2", "22", "220"),
    heading("Heading4", "heading 4", "3", "20", "200"),
    heading("Heading5", "heading 5", "4", "20", "200"),
    heading("Heading6", "heading 6", "5", "20", "200"),
    Style { id: "BodyText", name: "Body Text", space: ("0", "140"), ..PLAIN },
    Style { id: "ListBullet", name: "List Bullet", space: ("0", "80"), list: true, ..PLAIN },
    Style {
        id: "Caption",
        name: "caption",
        size: Some("18"),
        strong: true,
        space: ("120", "80"),
        ..PLAIN
    },
    Style { id: "Figure", name: "Figure", space: ("120", "80"), with_next: true, ..PLAIN },
    Style { id: "Mark", name: "Mark", ..PLAIN },
    Style { id: "TableText", name: "Table Text", ..PLAIN },
    Style { id: "TableHeading", name: "Table Heading", strong: true, ..PLAIN },
    Style { id: "AfterTable", name: "After Table", size: Some("12"), ..PLAIN },
    Style {
        id: "Header",
        name: "header",
        size: Some("16"),
        mark: Some(Mark::Line("bottom")),
        ..PLAIN
    },
    Style {
        id: "Draft",
        name: "Draft",
        size: Some("15"),
        strong: true,
        space: ("40", "0"),
        mark: Some(Mark::Grey),
        ..PLAIN
    },
    Style {
        id: "Footer",
        name: "footer",
        size: Some("13"),
        mark: Some(Mark::Line("top")),
        ..PLAIN
    },
];

impl Style {
    fn write(&self, xml: &mut Xml, small: &str) {
        let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", self.id)];
        if self.id == "Normal" {
            attributes.push(("w:default", "1"));
        }
        xml.tag("w:style", &attributes, |xml| {
            xml.empty("w:name", &[("w:val", self.name)]);
            if self.id != "Normal" {
                xml.empty("w:basedOn", &[("w:val", "Normal")]);
            }
            if self.outline.is_some() {
                xml.empty("w:next", &[("w:val", "BodyText")]);
            }
            xml.empty("w:qFormat", &[]);
            xml.tag("w:pPr", &[], |xml| self.paragraph(xml));
            xml.tag("w:rPr", &[], |xml| {
                if self.strong {
                    xml.empty("w:b", &[]);
                }
                let size = if self.id.starts_with("Table") { Some(small) } else { self.size };
                if let Some(size) = size {
                    xml.empty("w:sz", &[("w:val", size)]);
                    xml.empty("w:szCs", &[("w:val", size)]);
                }
            });
        });
    }

    fn paragraph(&self, xml: &mut Xml) {
        if self.with_next {
            xml.empty("w:keepNext", &[]);
        }
        if self.list {
            xml.tag("w:numPr", &[], |xml| xml.empty("w:numId", &[("w:val", "1")]));
        }
        match self.mark {
            Some(Mark::Line(side)) => xml.tag("w:pBdr", &[], |xml| {
                let side = format!("w:{side}");
                let line =
                    [("w:val", "single"), ("w:sz", "6"), ("w:space", "3"), ("w:color", "4D5965")];
                xml.empty(&side, &line);
            }),
            Some(Mark::Grey) => {
                xml.empty(
                    "w:shd",
                    &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", "E1E1E1")],
                );
            }
            None => {}
        }
        let (before, after) = self.space;
        xml.empty("w:spacing", &[("w:before", before), ("w:after", after)]);
        if self.list {
            xml.empty("w:ind", &[("w:left", "360"), ("w:hanging", "260")]);
        }
        match (self.id, &self.mark) {
            ("Mark", _) => xml.empty("w:jc", &[("w:val", "end")]),
            (_, Some(Mark::Grey)) => xml.empty("w:jc", &[("w:val", "center")]),
            _ => {}
        }
        if let Some(outline) = self.outline {
            xml.empty("w:outlineLvl", &[("w:val", outline)]);
        }
    }
}

/// The tables' styles: which rules they have, and what stands behind the headings.
const TABLES: &[(&str, &str, &[&str])] = &[
    ("RegisterTable", "Register Table", &["top", "left", "bottom", "right", "insideH", "insideV"]),
    ("FactsTable", "Facts Table", &["top", "bottom", "insideH"]),
];

fn table_style(xml: &mut Xml, id: &str, name: &str, rules: &[&str]) {
    xml.tag("w:style", &[("w:type", "table"), ("w:styleId", id)], |xml| {
        xml.empty("w:name", &[("w:val", name)]);
        xml.tag("w:tblPr", &[], |xml| {
            xml.tag("w:tblBorders", &[], |xml| {
                for rule in rules {
                    let line = [
                        ("w:val", "single"),
                        ("w:sz", "4"),
                        ("w:space", "0"),
                        ("w:color", "AEB8C2"),
                    ];
                    xml.empty(&format!("w:{rule}"), &line);
                }
            });
            xml.tag("w:tblCellMar", &[], |xml| {
                for (side, width) in
                    [("top", "50"), ("left", "65"), ("bottom", "50"), ("right", "65")]
                {
                    xml.empty(&format!("w:{side}"), &[("w:w", width), ("w:type", "dxa")]);
                }
            });
        });
        xml.tag("w:tblStylePr", &[("w:type", "firstRow")], |xml| {
            xml.tag("w:tcPr", &[], |xml| {
                xml.empty(
                    "w:shd",
                    &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", "E4EAF0")],
                );
            });
        });
    });
}

/// What the document's parts are.
pub(super) fn content_types() -> Vec<u8> {
    let mut xml = Xml::document();
    xml.tag("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        let defaults = [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("svg", "image/svg+xml"),
        ];
        for (extension, kind) in defaults {
            xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
        }
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        let mut part = |name: &str, kind: &str| {
            xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
        };
        for (name, kind) in [
            ("document", "document.main"),
            ("styles", "styles"),
            ("settings", "settings"),
            ("numbering", "numbering"),
            ("header1", "header"),
            ("footer1", "footer"),
        ] {
            part(&format!("/word/{name}.xml"), &format!("{word}.{kind}+xml"));
        }
        let package = "application/vnd.openxmlformats-package";
        part("/docProps/core.xml", &format!("{package}.core-properties+xml"));
        let office = "application/vnd.openxmlformats-officedocument";
        part("/docProps/app.xml", &format!("{office}.extended-properties+xml"));
    });
    xml.bytes()
}

/// Where the package has its parts.
pub(super) fn relations() -> Vec<u8> {
    related(&[
        ("rId1".into(), format!("{OFFICE}/officeDocument"), "word/document.xml".into()),
        (
            "rId2".into(),
            format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml".into(),
        ),
        ("rId3".into(), format!("{OFFICE}/extended-properties"), "docProps/app.xml".into()),
    ])
}

/// Where the document has its parts.
pub(super) fn document_relations(pictures: &[Picture]) -> Vec<u8> {
    let named = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "settings", "settings.xml"),
        ("rId3", "numbering", "numbering.xml"),
        ("rId4", "header", "header1.xml"),
        ("rId5", "footer", "footer1.xml"),
    ];
    let mut all: Vec<(String, String, String)> = named
        .into_iter()
        .map(|(id, kind, target)| (id.to_owned(), format!("{OFFICE}/{kind}"), target.to_owned()))
        .collect();
    for (number, picture) in (1..).zip(pictures) {
        let kinds = if picture.svg.is_some() { &["png", "svg"][..] } else { &["png"] };
        for kind in kinds {
            let target = format!("media/image{number}.{kind}");
            all.push((format!("{kind}{number}"), format!("{OFFICE}/image"), target));
        }
    }
    related(&all)
}

fn related(relations: &[(String, String, String)]) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.tag("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (id, kind, target) in relations {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.bytes()
}

/// Who wrote it, what it is called, in which language, of which day.
pub(super) fn core(paper: &Paper) -> Vec<u8> {
    let mut xml = Xml::document();
    let spaces = [
        ("xmlns:cp", &*format!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.tag("cp:coreProperties", &spaces, |xml| {
        xml.tag("dc:title", &[], |xml| xml.text(&paper.called()));
        xml.tag("dc:creator", &[], |xml| xml.text(&paper.organisation));
        xml.tag("dc:language", &[], |xml| xml.text(&paper.language));
        if let Some(day) = paper.as_at {
            for name in ["dcterms:created", "dcterms:modified"] {
                let day = format!("{day}T00:00:00Z");
                xml.tag(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| xml.text(&day));
            }
        }
    });
    xml.bytes()
}

/// What made it.
pub(super) fn app(paper: &Paper) -> Vec<u8> {
    let mut xml = Xml::document();
    let space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.tag("Properties", &[("xmlns", space)], |xml| {
        xml.tag("Application", &[], |xml| xml.text("Bellwether"));
        xml.tag("Company", &[], |xml| xml.text(&paper.organisation));
    });
    xml.bytes()
}

/// That it is a document of today's Word, not one that it opens in a mode of compatibility.
pub(super) fn settings() -> Vec<u8> {
    let mut xml = Xml::document();
    xml.tag("w:settings", &NAMESPACES, |xml| {
        xml.tag("w:compat", &[], |xml| {
            xml.empty(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", "http://schemas.microsoft.com/office/word"),
                    ("w:val", "15"),
                ],
            );
        });
    });
    xml.bytes()
}

/// The one kind of list there is: points.
pub(super) fn numbering() -> Vec<u8> {
    let mut xml = Xml::document();
    xml.tag("w:numbering", &NAMESPACES, |xml| {
        xml.tag("w:abstractNum", &[("w:abstractNumId", "0")], |xml| {
            xml.empty("w:multiLevelType", &[("w:val", "singleLevel")]);
            xml.tag("w:lvl", &[("w:ilvl", "0")], |xml| {
                xml.empty("w:start", &[("w:val", "1")]);
                xml.empty("w:numFmt", &[("w:val", "bullet")]);
                xml.empty("w:lvlText", &[("w:val", "•")]);
                xml.empty("w:lvlJc", &[("w:val", "left")]);
                xml.tag("w:pPr", &[], |xml| {
                    xml.empty("w:ind", &[("w:left", "360"), ("w:hanging", "260")]);
                });
            });
        });
        xml.tag("w:num", &[("w:numId", "1")], |xml| {
            xml.empty("w:abstractNumId", &[("w:val", "0")]);
        });
    });
    xml.bytes()
}
