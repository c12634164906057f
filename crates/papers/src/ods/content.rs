//! The sheets of the workbook.

use std::collections::{HashMap, HashSet};

use crate::{
    grid::{Look, Role, Sheet, Slot},
    paper::{Align, Mark},
    xml::Xml,
};

/// The part that holds the sheets.
pub(super) fn part(sheets: &[Sheet], mark: Option<&Mark>, of_whom: &str) -> Vec<u8> {
    let mut looks = Looks::default();
    let mut body = Xml::default();
    let mut widths: Vec<f32> = vec![];
    for (at, sheet) in sheets.iter().enumerate() {
        let mark = mark.filter(|_| at == 0).map(|mark| (mark, of_whom));
        table(&mut body, sheet, mark, &mut looks, &mut widths);
    }
    super::part("office:document-content", |xml| {
        xml.tag("office:automatic-styles", &[], |xml| {
            let family = |family| [("style:name", "Sheet"), ("style:family", family)];
            let of_table = [family("table").to_vec(), vec![("style:master-page-name", "Default")]];
            xml.tag("style:style", &of_table.concat(), |xml| {
                xml.empty("style:table-properties", &[("table:display", "true")]);
            });
            xml.tag(
                "style:style",
                &[("style:name", "Row"), ("style:family", "table-row")],
                |xml| {
                    xml.empty(
                        "style:table-row-properties",
                        &[("style:use-optimal-row-height", "true")],
                    );
                },
            );
            if mark.is_some() {
                let named = [("style:name", "Mark"), ("style:family", "table-row")];
                xml.tag("style:style", &named, |xml| {
                    let height = format!("{:.0}pt", HEIGHT + 4.0);
                    let own = [("style:row-height", height.as_str())];
                    let fixed = [("style:use-optimal-row-height", "false")];
                    xml.empty("style:table-row-properties", &[own, fixed].concat());
                });
            }
            for (at, width) in widths.iter().enumerate() {
                let name = format!("C{at}");
                let named = [("style:name", name.as_str()), ("style:family", "table-column")];
                xml.tag("style:style", &named, |xml| {
                    let width = format!("{width:.1}pt");
                    xml.empty("style:table-column-properties", &[("style:column-width", &width)]);
                });
            }
            looks.write(xml);
        });
        xml.tag("office:body", &[], |xml| {
            xml.tag("office:spreadsheet", &[], |xml| xml.append(&body));
        });
    })
}

/// How high the body's own mark is, in points.
const HEIGHT: f32 = 40.0;

/// The row that the body's own mark stands in.
fn marked(xml: &mut Xml, mark: &Mark, of_whom: &str) {
    let (across, down) = mark.fitted(HEIGHT);
    let (across, down) = (format!("{across:.1}pt"), format!("{down:.1}pt"));
    let frame = [
        ("draw:name", "Mark"),
        ("draw:z-index", "0"),
        ("svg:width", across.as_str()),
        ("svg:height", down.as_str()),
        ("svg:x", "0pt"),
        ("svg:y", "0pt"),
    ];
    let image = [
        ("xlink:href", super::MARK),
        ("xlink:type", "simple"),
        ("xlink:show", "embed"),
        ("xlink:actuate", "onLoad"),
    ];
    xml.tag("table:table-row", &[("table:style-name", "Mark")], |xml| {
        xml.tag("table:table-cell", &[], |xml| {
            xml.tag("draw:frame", &frame, |xml| {
                xml.empty("draw:image", &image);
                xml.tag("svg:desc", &[], |xml| xml.text(of_whom));
            });
        });
    });
}

fn table(
    xml: &mut Xml,
    sheet: &Sheet,
    mark: Option<(&Mark, &str)>,
    looks: &mut Looks,
    widths: &mut Vec<f32>,
) {
    let named = [("table:name", sheet.name.as_str()), ("table:style-name", "Sheet")];
    xml.tag("table:table", &named, |xml| {
        for width in &sheet.widths {
            let style = format!("C{}", widths.len());
            widths.push(*width);
            xml.empty("table:table-column", &[("table:style-name", &style)]);
        }
        if sheet.widths.is_empty() {
            xml.empty("table:table-column", &[]);
        }
        if let Some((mark, of_whom)) = mark {
            marked(xml, mark, of_whom);
        }
        let mut covered: HashSet<(u32, u16)> = HashSet::new();
        let mut row = |xml: &mut Xml, at: u32, slots: &[Slot]| {
            xml.tag("table:table-row", &[("table:style-name", "Row")], |xml| {
                self::row(xml, at, slots, looks, &mut covered);
            });
        };
        let numbered = || (0_u32..).zip(&sheet.rows);
        match sheet.head {
            None => numbered().for_each(|(at, slots)| row(xml, at, slots)),
            Some((first, last)) => {
                numbered()
                    .filter(|(at, _)| *at < first)
                    .for_each(|(at, slots)| row(xml, at, slots));
                xml.tag("table:table-header-rows", &[], |xml| {
                    let head = numbered().filter(|(at, _)| (first..=last).contains(at));
                    head.for_each(|(at, slots)| row(xml, at, slots));
                });
                numbered().filter(|(at, _)| *at > last).for_each(|(at, slots)| row(xml, at, slots));
            }
        }
        if sheet.rows.is_empty() {
            xml.tag("table:table-row", &[], |xml| xml.empty("table:table-cell", &[]));
        }
    });
}

fn row(
    xml: &mut Xml,
    at: u32,
    slots: &[Slot],
    looks: &mut Looks,
    covered: &mut HashSet<(u32, u16)>,
) {
    let end = slots.iter().map(|slot| slot.column + slot.across).max().unwrap_or_default();
    let own: HashMap<u16, &Slot> = slots.iter().map(|slot| (slot.column, slot)).collect();
    let mut column = 0;
    while column < end {
        match own.get(&column) {
            Some(slot) => {
                cell(xml, slot, looks);
                for row in at..at + slot.down {
                    let over = column..column + slot.across;
                    covered.extend(over.map(|column| (row, column)));
                }
            }
            None if covered.contains(&(at, column)) => {
                xml.empty("table:covered-table-cell", &[]);
            }
            None => xml.empty("table:table-cell", &[]),
        }
        column += 1;
    }
    if end == 0 {
        xml.empty("table:table-cell", &[]);
    }
}

fn cell(xml: &mut Xml, slot: &Slot, looks: &mut Looks) {
    let (across, down) = (slot.across.to_string(), slot.down.to_string());
    let style = looks.name(&slot.look);
    let value = slot.number.map(|number| number.to_string());
    let mut attributes = vec![("table:style-name", style.as_str())];
    if slot.across > 1 || slot.down > 1 {
        attributes.push(("table:number-columns-spanned", &across));
        attributes.push(("table:number-rows-spanned", &down));
    }
    match &value {
        Some(value) => {
            attributes.extend([("office:value-type", "float"), ("office:value", value.as_str())]);
        }
        None if slot.text.is_empty() => return xml.empty("table:table-cell", &attributes),
        // Always a text: nothing in a register is run as a formula.
        None => attributes.push(("office:value-type", "string")),
    }
    xml.tag("table:table-cell", &attributes, |xml| {
        for line in slot.text.split('\n') {
            xml.tag("text:p", &[], |xml| spaced(xml, line));
        }
    });
}

/// Words with their spaces kept: OpenDocument makes one of several.
fn spaced(xml: &mut Xml, line: &str) {
    let mut rest = line;
    while let Some(at) = rest.find("  ") {
        let (before, from) = rest.split_at(at + 1);
        xml.text(before);
        let more = from.len() - from.trim_start_matches(' ').len();
        xml.empty("text:s", &[("text:c", &more.to_string())]);
        rest = from.get(more..).unwrap_or_default();
    }
    xml.text(rest);
}

/// The looks of cells, each a style with a name.
#[derive(Default)]
struct Looks(HashMap<Look, usize>);

impl Looks {
    fn name(&mut self, look: &Look) -> String {
        let next = self.0.len();
        let place = match self.0.get(look) {
            Some(place) => *place,
            None => *self.0.entry(look.clone()).or_insert(next),
        };
        format!("L{place}")
    }

    fn write(&self, xml: &mut Xml) {
        let mut looks: Vec<(&Look, &usize)> = self.0.iter().collect();
        looks.sort_by_key(|(_, place)| **place);
        for (look, place) in looks {
            let name = format!("L{place}");
            let named = [
                ("style:name", name.as_str()),
                ("style:family", "table-cell"),
                ("style:parent-style-name", "Default"),
            ];
            xml.tag("style:style", &named, |xml| style(xml, look));
        }
    }
}

fn style(xml: &mut Xml, look: &Look) {
    let mut own = vec![("style:vertical-align", "top")];
    if look.role == Role::Long {
        own.push(("fo:wrap-option", "wrap"));
    }
    if look.role.is_of_table() {
        own.push(("fo:wrap-option", "wrap"));
        own.push(("fo:border-left", "0.5pt solid #b8b8b8"));
        own.push(("fo:border-right", "0.5pt solid #b8b8b8"));
        own.push(match look.role {
            Role::Under => ("fo:border-top", "none"),
            Role::Rest => ("fo:border-top", "0.25pt solid #b8b8b8"),
            _ => ("fo:border-top", "0.5pt solid #606060"),
        });
        own.push(("fo:padding", "2pt"));
    }
    match (&look.band, look.role) {
        (Some(band), _) => own.push(("fo:background-color", &band.colour)),
        (None, Role::Head) => own.push(("fo:background-color", "#e4e8ee")),
        _ => {}
    }
    xml.empty("style:table-cell-properties", &own);
    let align = match look.align {
        Align::Start => "start",
        Align::Centre => "center",
        Align::End => "end",
    };
    xml.empty("style:paragraph-properties", &[("fo:text-align", align)]);
    let mut words = vec![];
    if matches!(look.role, Role::Title | Role::Heading | Role::Head | Role::RowHead) {
        words.push(("fo:font-weight", "bold"));
    }
    match look.role {
        Role::Title => words.push(("fo:font-size", "16pt")),
        Role::Heading => words.push(("fo:font-size", "12pt")),
        _ => {}
    }
    if look.band.as_ref().is_some_and(|band| band.is_dark()) {
        words.push(("fo:color", "#ffffff"));
    }
    xml.empty("style:text-properties", &words);
}
