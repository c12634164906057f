//! The body of a Word document.

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

use super::{
    parts::{drawing, section},
    words::{NAMESPACES, half_points, paragraph, run, style, twips},
};

/// What the body gathers while it is written.
pub(super) struct Body {
    /// The room that a page has, in points.
    room: (f32, f32),
    /// The size of the words of most tables, in points: their style has it.
    size: f32,
    /// The pictures met so far.
    pub(super) pictures: Vec<Picture>,
}

/// How a row of a table is set.
#[derive(Clone, Copy)]
struct Setting {
    /// The size of its words, in points, where it is not that of their style.
    size: Option<f32>,
    /// Whether it is a heading row, said again on each page.
    head: bool,
    /// Whether it does not break across pages.
    whole: bool,
    /// Whether it stays on the page of the next row.
    with_next: bool,
}

impl Body {
    pub(super) fn new(paper: &Paper, size: f32) -> Self {
        Self { room: keep::room(paper.page), size, pictures: vec![] }
    }

    pub(super) fn document(&mut self, paper: &Paper) -> Xml {
        let mut xml = Xml::document();
        xml.tag("w:document", &NAMESPACES, |xml| {
            xml.tag("w:body", &[], |xml| {
                if let Some(mark) = &paper.mark {
                    self.picture(xml, "Mark", Picture::of_mark(mark), &paper.organisation);
                }
                paragraph(xml, "Title", &[Span::plain(&paper.title)]);
                if let Some(below) = running::below_title(paper) {
                    paragraph(xml, "Subtitle", &[Span::plain(below)]);
                }
                for block in &paper.blocks {
                    self.block(xml, block);
                }
                section(xml, paper.page);
            });
        });
        xml
    }

    fn block(&mut self, xml: &mut Xml, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                paragraph(xml, &format!("Heading{}", (*level).clamp(1, 6)), &[Span::plain(text)]);
            }
            Block::Paragraph(words) => paragraph(xml, "BodyText", words),
            Block::List(points) => {
                points.iter().for_each(|point| paragraph(xml, "ListBullet", point))
            }
            Block::Facts(facts) => self.facts(xml, facts),
            Block::Table(table) => self.table(xml, table),
            Block::Figure(figure) => self.figure(xml, figure),
            Block::PageBreak => xml.tag("w:p", &[], |xml| {
                xml.tag("w:r", &[], |xml| xml.empty("w:br", &[("w:type", "page")]));
            }),
        }
    }

    fn table(&self, xml: &mut Xml, table: &Table) {
        if !table.caption.is_empty() {
            caption(xml, &table.caption);
        }
        let fitted = fit::fit_any_font(table, self.room.0);
        let first_column = table
            .groups
            .iter()
            .flat_map(|group| &group.rows)
            .any(|row| row.cells.first().is_some_and(|cell| cell.heads == Some(Heads::Row)));
        let look = Look { style: "RegisterTable", name: &table.caption, head: true, first_column };
        framed(xml, &fitted, &look, |xml| {
            let size = (self.size != fitted.size).then_some(fitted.size);
            let aligns: Vec<Align> = table.columns.iter().map(|column| column.align).collect();
            let head = Setting { size, head: true, whole: true, with_next: true };
            rows(xml, &table.head, &fitted, &aligns, |_| head);
            for group in &table.groups {
                let keeps = keep::keeps(group, &fitted, self.room.1);
                rows(xml, &group.rows, &fitted, &aligns, |row| Setting {
                    size,
                    head: false,
                    whole: keeps.get(row) != Some(&Keep::Free),
                    with_next: keeps.get(row) == Some(&Keep::Group) && row + 1 < group.rows.len(),
                });
            }
        });
        // Two tables that touch would be one.
        paragraph(xml, "AfterTable", &[]);
    }

    fn facts(&self, xml: &mut Xml, facts: &[(String, Vec<Span>)]) {
        let row = |(name, words): &(String, Vec<Span>)| Row {
            cells: vec![
                Cell { text: vec![Span::strong(name)], heads: Some(Heads::Row), ..Cell::plain("") },
                Cell { text: words.clone(), ..Cell::plain("") },
            ],
        };
        let fitted = Fit { size: 10.0, widths: vec![self.room.0 * 0.22, self.room.0 * 0.78] };
        let look = Look { style: "FactsTable", name: "", head: false, first_column: true };
        framed(xml, &fitted, &look, |xml| {
            let size = (self.size != fitted.size).then_some(fitted.size);
            let setting = Setting { size, head: false, whole: true, with_next: false };
            let all: Vec<Row> = facts.iter().map(row).collect();
            rows(xml, &all, &fitted, &[Align::Start; 2], |_| setting);
        });
        paragraph(xml, "AfterTable", &[]);
    }

    fn figure(&mut self, xml: &mut Xml, figure: &Figure) {
        match picture::draw(&figure.svg, self.room.0) {
            Some(picture) => self.picture(xml, "Figure", picture, &figure.alternative),
            // What cannot be drawn is said.
            None => paragraph(xml, "BodyText", &[Span::plain(&figure.alternative)]),
        }
        if !figure.caption.is_empty() {
            paragraph(xml, "Caption", &[Span::plain(&figure.caption)]);
        }
    }

    /// A picture in a paragraph of its own.
    fn picture(&mut self, xml: &mut Xml, named: &str, picture: Picture, alternative: &str) {
        let number = self.pictures.len() + 1;
        xml.tag("w:p", &[], |xml| {
            style(xml, named, |_| {});
            xml.tag("w:r", &[], |xml| drawing(xml, &picture, number, alternative));
        });
        self.pictures.push(picture);
    }
}

/// How a table appears.
struct Look<'a> {
    style: &'a str,
    /// What it is called by software that reads it out.
    name: &'a str,
    /// Whether its first row is set as headings.
    head: bool,
    /// Whether its first column is.
    first_column: bool,
}

fn flag(on: bool) -> &'static str {
    if on { "1" } else { "0" }
}

fn framed(xml: &mut Xml, fitted: &Fit, look: &Look<'_>, rows: impl FnOnce(&mut Xml)) {
    xml.tag("w:tbl", &[], |xml| {
        xml.tag("w:tblPr", &[], |xml| {
            xml.empty("w:tblStyle", &[("w:val", look.style)]);
            let width = twips(fitted.widths.iter().sum());
            xml.empty("w:tblW", &[("w:w", &width), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            let (row, column) = (flag(look.head), flag(look.first_column));
            xml.empty(
                "w:tblLook",
                &[
                    ("w:firstRow", row),
                    ("w:lastRow", "0"),
                    ("w:firstColumn", column),
                    ("w:lastColumn", "0"),
                    ("w:noHBand", "1"),
                    ("w:noVBand", "1"),
                ],
            );
            if !look.name.is_empty() {
                xml.empty("w:tblCaption", &[("w:val", look.name)]);
            }
        });
        xml.tag("w:tblGrid", &[], |xml| {
            for width in &fitted.widths {
                xml.empty("w:gridCol", &[("w:w", &twips(*width))]);
            }
        });
        rows(xml);
    });
}

fn rows(
    xml: &mut Xml,
    rows: &[Row],
    fitted: &Fit,
    aligns: &[Align],
    setting: impl Fn(usize) -> Setting,
) {
    for (row, places) in grid::grid(rows, fitted.widths.len()).iter().enumerate() {
        let setting = setting(row);
        xml.tag("w:tr", &[], |xml| {
            xml.tag("w:trPr", &[], |xml| {
                if setting.whole {
                    xml.empty("w:cantSplit", &[]);
                }
                if setting.head {
                    xml.empty("w:tblHeader", &[]);
                }
            });
            for place in places {
                cell(xml, place, fitted, aligns, setting);
            }
        });
    }
}

fn cell(xml: &mut Xml, place: &Place<'_>, fitted: &Fit, aligns: &[Align], setting: Setting) {
    xml.tag("w:tc", &[], |xml| {
        let band = match place.what {
            What::Cell(cell, _) => cell.band.as_ref().and_then(Colour::of),
            _ => None,
        };
        xml.tag("w:tcPr", &[], |xml| {
            let width: f32 =
                fitted.widths.get(place.columns.clone()).unwrap_or_default().iter().sum();
            xml.empty("w:tcW", &[("w:w", &twips(width)), ("w:type", "dxa")]);
            if place.columns.len() > 1 {
                xml.empty("w:gridSpan", &[("w:val", &place.columns.len().to_string())]);
            }
            match place.what {
                What::Cell(_, rows) if rows > 1 => xml.empty("w:vMerge", &[("w:val", "restart")]),
                What::Covered => xml.empty("w:vMerge", &[]),
                _ => {}
            }
            if let Some((fill, _)) = band {
                let fill = fill.hex();
                xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &fill)]);
            }
        });
        let (words, heads) = match place.what {
            What::Cell(cell, _) => (cell.text.as_slice(), cell.heads),
            _ => (&[][..], None),
        };
        let named = match heads {
            Some(_) => "TableHeading",
            None => "TableText",
        };
        xml.tag("w:p", &[], |xml| {
            style(xml, named, |xml| {
                if setting.with_next {
                    xml.empty("w:keepNext", &[]);
                }
                match aligns.get(place.columns.start) {
                    Some(Align::Centre) => xml.empty("w:jc", &[("w:val", "center")]),
                    Some(Align::End) => xml.empty("w:jc", &[("w:val", "end")]),
                    _ => {}
                }
            });
            let size = setting.size.map(half_points);
            let ink = band.map(|(_, ink)| ink.hex());
            for span in words {
                // A score is found at a glance, in grey too.
                let span = &Span { strong: span.strong || ink.is_some(), ..span.clone() };
                run(xml, span, |xml| {
                    if let Some(ink) = &ink {
                        xml.empty("w:color", &[("w:val", ink)]);
                    }
                    if let Some(size) = &size {
                        xml.empty("w:sz", &[("w:val", size)]);
                    }
                });
            }
        });
    });
}

/// A caption over its table, and on the same page.
fn caption(xml: &mut Xml, words: &str) {
    xml.tag("w:p", &[], |xml| {
        style(xml, "Caption", |xml| xml.empty("w:keepNext", &[]));
        run(xml, &Span::plain(words), |_| {});
    });
}
