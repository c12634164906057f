//! Paragraph styles, as far as they change what a paragraph shows: list numbers and bold.

use std::collections::HashMap;

use quick_xml::events::Event;

use crate::read::xml::{attribute, is_on, number, reader};

/// A place in a list: which list, and how deep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ListPlace {
    pub(super) list: Option<u32>,
    pub(super) level: Option<usize>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    place: ListPlace,
    bold: Option<bool>,
    struck: Option<bool>,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(text: &str) -> Self {
        let mut styles = HashMap::new();
        let mut current: Option<(String, Style)> = None;
        let mut reader = reader(text);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) | Event::Empty(e) => {
                    let name = e.local_name();
                    if name.as_ref() == "style" {
                        let id = attribute(&e, "styleId").unwrap_or_default().into_owned();
                        styles.extend(current.replace((id, Style::default())));
                    }
                    let Some((_, style)) = &mut current else { continue };
                    match name.as_ref() {
                        "basedOn" => style.based_on = attribute(&e, "val").map(|v| v.into_owned()),
                        "numId" => style.place.list = number(&e, "val"),
                        "ilvl" => style.place.level = number(&e, "val"),
                        "b" => style.bold = Some(is_on(&e, "val")),
                        "strike" | "dstrike" => style.struck = Some(is_on(&e, "val")),
                        _ => {}
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        styles.extend(current);
        Self { styles }
    }

    /// Where the style puts its paragraphs in a list.
    pub(super) fn place(&self, id: &str) -> ListPlace {
        let list = self.chain(id).find_map(|style| style.place.list);
        ListPlace { list, level: self.chain(id).find_map(|style| style.place.level) }
    }

    /// Whether the style sets its text bold.
    pub(super) fn bold(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.bold).unwrap_or(false)
    }

    /// Whether the style strikes its text through.
    pub(super) fn struck(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.struck).unwrap_or(false)
    }

    /// A style and those it is based on; a circle ends.
    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> {
        let next = |style: &&'a Style| self.styles.get(style.based_on.as_deref()?);
        std::iter::successors(self.styles.get(id), next).take(32)
    }
}
