//! The body of an OpenDocument text.

use std::collections::BTreeSet;

use bellwether_papers::{
    fit::{self, Fit},
    paper::{Align, Block, Cell, Figure, Heads, Paper, Row, Span, Table},
    xml::Xml,
};

use crate::{
    colour::Colour,
    grid::{self, Place, What},
    keep::{self, Keep},
    picture::{self, Picture},
    running,
};

use super::{NAMESPACES, points};

/// What the body gathers while it is written: OpenDocument wants a style for each way of setting.
pub(super) struct Body {
    /// The room that a page has, in points.
    room: (f32, f32),
    /// The pictures met so far.
    pub(super) pictures: Vec<Picture>,
    /// The styles of the tables met so far.
    tables: Xml,
    /// How many there were.
    count: usize,
    cells: BTreeSet<CellStyle>,
    words: BTreeSet<WordStyle>,
}

/// How a cell is drawn.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct CellStyle {
    /// What stands behind it, as `rrggbb`.
    fill: Option<String>,
    /// Whether it has rules all round; else above and below.
    boxed: bool,
}

/// How the words of a cell are set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct WordStyle {
    parent: &'static str,
    align: &'static str,
    /// Their size in tenths of a point.
    size: u32,
    /// Their colour, as `rrggbb`.
    ink: Option<String>,
}

impl CellStyle {
    fn name(&self) -> String {
        let boxed = if self.boxed { "Cell" } else { "Fact" };
        format!("{boxed}{}", self.fill.as_deref().unwrap_or_default())
    }
}

impl WordStyle {
    fn name(&self) -> String {
        let parent = if self.parent == HEADING { "H" } else { "P" };
        format!("{parent}{}{}{}", self.align, self.size, self.ink.as_deref().unwrap_or_default())
    }
}

const HEADING: &str = "Table_20_Heading";
const CONTENTS: &str = "Table_20_Contents";

/// What stands behind the headings of a table.
const HEAD_FILL: &str = "E4EAF0";

impl Body {
    pub(super) fn new(paper: &Paper) -> Self {
        Self {
            room: keep::room(paper.page),
            pictures: vec![],
            tables: Xml::default(),
            count: 0,
            cells: BTreeSet::new(),
            words: BTreeSet::new(),
        }
    }

    pub(super) fn content(&mut self, paper: &Paper) -> Vec<u8> {
        let mut body = Xml::default();
        if let Some(mark) = &paper.mark {
            self.picture(&mut body, "Mark", Picture::of_mark(mark), ["", &paper.organisation]);
        }
        paragraph(&mut body, "Title", &[Span::plain(&paper.title)]);
        if let Some(below) = running::below_title(paper) {
            paragraph(&mut body, "Subtitle", &[Span::plain(below)]);
        }
        let mut on_new_page = false;
        for block in &paper.blocks {
            match block {
                Block::PageBreak => on_new_page = true,
                _ if on_new_page => {
                    on_new_page = false;
                    // A page begins with a paragraph, and only its style can say so.
                    paragraph(&mut body, "NewPage", &[]);
                    self.block(&mut body, block);
                }
                _ => self.block(&mut body, block),
            }
        }
        let mut xml = Xml::document();
        xml.tag("office:document-content", &NAMESPACES, |xml| {
            xml.tag("office:automatic-styles", &[], |xml| self.styles(xml));
            xml.tag("office:body", &[], |xml| {
                xml.tag("office:text", &[], |xml| xml.append(&body));
            });
        });
        xml.bytes()
    }

    fn block(&mut self, xml: &mut Xml, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                let level = (*level).clamp(1, 6).to_string();
                let style = format!("Heading_20_{level}");
                let about = [("text:style-name", style.as_str()), ("text:outline-level", &level)];
                xml.tag("text:h", &about, |xml| words(xml, text));
            }
            Block::Paragraph(words) => paragraph(xml, "Text_20_body", words),
            Block::List(points) => xml.tag("text:list", &[("text:style-name", "Points")], |xml| {
                for point in points {
                    xml.tag("text:list-item", &[], |xml| paragraph(xml, "List", point));
                }
            }),
            Block::Facts(facts) => self.facts(xml, facts),
            Block::Table(table) => {
                if !table.caption.is_empty() {
                    paragraph(xml, "Table_20_Caption", &[Span::plain(&table.caption)]);
                }
                let fitted = fit::fit_any_font(table, self.room.0);
                self.table(xml, table, &fitted, true);
            }
            Block::Figure(figure) => self.figure(xml, figure),
            Block::PageBreak => {}
        }
    }

    fn facts(&mut self, xml: &mut Xml, facts: &[(String, Vec<Span>)]) {
        let row = |(name, words): &(String, Vec<Span>)| Row {
            cells: vec![
                Cell { heads: Some(Heads::Row), ..Cell::plain(name) },
                Cell { text: words.clone(), ..Cell::plain("") },
            ],
        };
        let fitted = Fit { size: 10.0, widths: vec![self.room.0 * 0.22, self.room.0 * 0.78] };
        let group = bellwether_papers::paper::Group { rows: facts.iter().map(row).collect() };
        let table = Table { groups: vec![group], ..Table::default() };
        self.table(xml, &table, &fitted, false);
    }

    fn table(&mut self, xml: &mut Xml, table: &Table, fitted: &Fit, boxed: bool) {
        self.count += 1;
        let name = format!("Table{}", self.count);
        self.table_styles(&name, fitted);
        let aligns: Vec<Align> = table.columns.iter().map(|column| column.align).collect();
        let setting = Setting { aligns: &aligns, fitted, boxed };
        xml.tag("table:table", &[("table:name", &name), ("table:style-name", &name)], |xml| {
            if !table.caption.is_empty() {
                xml.tag("table:title", &[], |xml| xml.text(&table.caption));
            }
            for column in 0..fitted.widths.len() {
                xml.empty(
                    "table:table-column",
                    &[("table:style-name", &format!("{name}.{column}"))],
                );
            }
            if !table.head.is_empty() {
                xml.tag("table:table-header-rows", &[], |xml| {
                    self.rows(xml, &table.head, &setting, &|_| true);
                });
            }
            for group in &table.groups {
                let keeps = keep::keeps(group, fitted, self.room.1);
                self.rows(xml, &group.rows, &setting, &|row| keeps.get(row) != Some(&Keep::Free));
            }
        });
    }

    fn table_styles(&mut self, name: &str, fitted: &Fit) {
        let width = points(fitted.widths.iter().sum());
        let about = [("style:name", name), ("style:family", "table")];
        self.tables.tag("style:style", &about, |xml| {
            let rules = [
                ("style:width", width.as_str()),
                ("table:align", "left"),
                ("table:border-model", "collapsing"),
                ("fo:margin-bottom", "8pt"),
            ];
            xml.empty("style:table-properties", &rules);
        });
        for (column, width) in fitted.widths.iter().enumerate() {
            let name = format!("{name}.{column}");
            let about = [("style:name", name.as_str()), ("style:family", "table-column")];
            self.tables.tag("style:style", &about, |xml| {
                xml.empty(
                    "style:table-column-properties",
                    &[("style:column-width", &points(*width))],
                );
            });
        }
    }

    fn rows(
        &mut self,
        xml: &mut Xml,
        rows: &[Row],
        setting: &Setting<'_>,
        whole: &dyn Fn(usize) -> bool,
    ) {
        for (row, places) in grid::grid(rows, setting.fitted.widths.len()).iter().enumerate() {
            let style = if whole(row) { "Whole" } else { "Free" };
            xml.tag("table:table-row", &[("table:style-name", style)], |xml| {
                for place in places {
                    self.place(xml, place, setting);
                }
            });
        }
    }

    fn place(&mut self, xml: &mut Xml, place: &Place<'_>, setting: &Setting<'_>) {
        let columns = place.columns.len();
        match place.what {
            What::Cell(cell, rows) => {
                self.cell(xml, cell, (columns, rows), setting, place.columns.start);
                covered(xml, columns - 1);
            }
            What::Covered => covered(xml, columns),
            What::Nothing => {
                let cell = Cell::plain("");
                for column in place.columns.clone() {
                    self.cell(xml, &cell, (1, 1), setting, column);
                }
            }
        }
    }

    fn cell(
        &mut self,
        xml: &mut Xml,
        cell: &Cell,
        span: (usize, usize),
        setting: &Setting<'_>,
        column: usize,
    ) {
        let (fill, ink) = cell.band.as_ref().and_then(Colour::of).unzip();
        let head = (cell.heads == Some(Heads::Column)).then(|| HEAD_FILL.to_owned());
        let drawn = CellStyle { fill: fill.map(Colour::hex).or(head), boxed: setting.boxed };
        let align = match setting.aligns.get(column) {
            Some(Align::Centre) => "center",
            Some(Align::End) => "end",
            _ => "start",
        };
        let set = WordStyle {
            parent: if cell.heads.is_some() { HEADING } else { CONTENTS },
            align,
            size: (setting.fitted.size * 10.0).round() as u32,
            ink: ink.map(Colour::hex),
        };
        let (across, down) = (span.0.to_string(), span.1.to_string());
        let name = drawn.name();
        let mut about = vec![("table:style-name", name.as_str()), ("office:value-type", "string")];
        if span.0 > 1 {
            about.push(("table:number-columns-spanned", &across));
        }
        if span.1 > 1 {
            about.push(("table:number-rows-spanned", &down));
        }
        xml.tag("table:table-cell", &about, |xml| paragraph(xml, &set.name(), &cell.text));
        self.cells.insert(drawn);
        self.words.insert(set);
    }

    fn figure(&mut self, xml: &mut Xml, figure: &Figure) {
        let Some(picture) = picture::draw(&figure.svg, self.room.0) else {
            // What cannot be drawn is said.
            return paragraph(xml, "Text_20_body", &[Span::plain(&figure.alternative)]);
        };
        self.picture(xml, "Figure", picture, [&figure.caption, &figure.alternative]);
        if !figure.caption.is_empty() {
            paragraph(xml, "Caption", &[Span::plain(&figure.caption)]);
        }
    }

    /// A picture in a paragraph of its own, with its title and the words that stand for it.
    fn picture(
        &mut self,
        xml: &mut Xml,
        style: &str,
        picture: Picture,
        [title, alternative]: [&str; 2],
    ) {
        let number = self.pictures.len() + 1;
        let (across, down) = (points(picture.size.0), points(picture.size.1));
        let name = format!("Figure {number}");
        let kinds = if picture.svg.is_some() { &["svg", "png"][..] } else { &["png"] };
        xml.tag("text:p", &[("text:style-name", style)], |xml| {
            let frame = [
                ("draw:name", name.as_str()),
                ("text:anchor-type", "as-char"),
                ("svg:width", &across),
                ("svg:height", &down),
            ];
            xml.tag("draw:frame", &frame, |xml| {
                for kind in kinds {
                    let path = format!("Pictures/{number}.{kind}");
                    let image = [
                        ("xlink:href", path.as_str()),
                        ("xlink:type", "simple"),
                        ("xlink:show", "embed"),
                        ("xlink:actuate", "onLoad"),
                    ];
                    xml.empty("draw:image", &image);
                }
                if !title.is_empty() {
                    xml.tag("svg:title", &[], |xml| xml.text(title));
                }
                xml.tag("svg:desc", &[], |xml| xml.text(alternative));
            });
        });
        self.pictures.push(picture);
    }

    /// The styles that the body turned out to need.
    fn styles(&self, xml: &mut Xml) {
        xml.append(&self.tables);
        for (name, keep) in [("Whole", "always"), ("Free", "auto")] {
            xml.tag("style:style", &[("style:name", name), ("style:family", "table-row")], |xml| {
                xml.empty("style:table-row-properties", &[("fo:keep-together", keep)]);
            });
        }
        for style in &self.cells {
            let name = style.name();
            xml.tag(
                "style:style",
                &[("style:name", &name), ("style:family", "table-cell")],
                |xml| {
                    let fill =
                        style.fill.as_ref().map_or("transparent".into(), |fill| format!("#{fill}"));
                    let rule = "0.5pt solid #aeb8c2";
                    let side = if style.boxed { rule } else { "none" };
                    let rules = [
                        ("fo:border-top", rule),
                        ("fo:border-bottom", rule),
                        ("fo:border-left", side),
                        ("fo:border-right", side),
                        ("fo:padding", "2.6pt"),
                        ("fo:background-color", &fill),
                    ];
                    xml.empty("style:table-cell-properties", &rules);
                },
            );
        }
        for style in &self.words {
            let about = [
                ("style:name", &*style.name()),
                ("style:family", "paragraph"),
                ("style:parent-style-name", style.parent),
            ];
            xml.tag("style:style", &about, |xml| {
                xml.empty("style:paragraph-properties", &[("fo:text-align", style.align)]);
                let size = points(style.size as f32 / 10.0);
                let ink = style.ink.as_ref().map(|ink| format!("#{ink}"));
                let mut set = vec![("fo:font-size", size.as_str())];
                // A score is found at a glance, in grey too.
                if let Some(ink) = &ink {
                    set.extend([("fo:color", ink.as_str()), ("fo:font-weight", "bold")]);
                }
                xml.empty("style:text-properties", &set);
            });
        }
        xml.tag("style:style", &[("style:name", "Strong"), ("style:family", "text")], |xml| {
            xml.empty("style:text-properties", &[("fo:font-weight", "bold")]);
        });
        let page = [
            ("style:name", "NewPage"),
            ("style:family", "paragraph"),
            ("style:parent-style-name", "Standard"),
        ];
        xml.tag("style:style", &page, |xml| {
            xml.empty("style:paragraph-properties", &[("fo:break-before", "page")]);
            xml.empty("style:text-properties", &[("fo:font-size", "2pt")]);
        });
    }
}

/// How the cells of a table are set.
struct Setting<'a> {
    aligns: &'a [Align],
    fitted: &'a Fit,
    boxed: bool,
}

fn covered(xml: &mut Xml, columns: usize) {
    for _ in 0..columns {
        xml.empty("table:covered-table-cell", &[]);
    }
}

fn paragraph(xml: &mut Xml, style: &str, spans: &[Span]) {
    xml.tag("text:p", &[("text:style-name", style)], |xml| {
        for span in spans {
            if span.strong {
                xml.tag("text:span", &[("text:style-name", "Strong")], |xml| {
                    words(xml, &span.text)
                });
            } else {
                words(xml, &span.text);
            }
        }
    });
}

/// Words, with their line breaks and with each space that OpenDocument would else take for one.
fn words(xml: &mut Xml, text: &str) {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            xml.empty("text:line-break", &[]);
        }
        let mut spaced = true;
        let mut plain = String::with_capacity(line.len());
        for c in line.chars() {
            match c {
                ' ' if spaced => {
                    xml.text(&std::mem::take(&mut plain));
                    xml.empty("text:s", &[]);
                }
                '\t' => {
                    xml.text(&std::mem::take(&mut plain));
                    xml.empty("text:tab", &[]);
                }
                c => plain.push(c),
            }
            spaced = c == ' ';
        }
        xml.text(&plain);
    }
}
