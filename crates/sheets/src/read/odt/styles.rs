//! What the styles of a text document say of its paragraphs, words, cells and sections.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::{
    read::{
        colour,
        xml::{attribute, reader},
    },
    sheet::Rgb,
};

/// What a style is for: names are told apart by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Paragraph,
    Words,
    Cell,
    Section,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    hidden: Option<bool>,
    struck: Option<bool>,
    /// The background; `Some(None)` where it is said to be none.
    fill: Option<Option<Rgb>>,
    begins_page: Option<bool>,
    list: Option<String>,
}

/// How something of a style shows; what the style leaves open is `None`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// Whether a line goes through it.
    pub(super) struck: Option<bool>,
    pub(super) fill: Option<Rgb>,
    pub(super) begins_page: bool,
}

/// The styles of a document by what they are for and their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<(Family, String), Style>,
}

impl Styles {
    /// Adds the styles of a part; those of the part that comes later speak.
    pub(super) fn read(&mut self, text: &str) {
        let mut current: Option<(Family, String)> = None;
        let mut reader = reader(text);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                    "style" => current = self.begin(&e),
                    // The text follows; no style does.
                    "body" => break,
                    "default-style" | "list-style" | "page-layout" | "master-page" => {
                        current = None;
                    }
                    name if name.ends_with("-properties") => {
                        if let Some(style) = current.as_ref().and_then(|at| self.styles.get_mut(at))
                        {
                            style.take(name, &e);
                        }
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
    }

    fn begin(&mut self, e: &BytesStart<'_>) -> Option<(Family, String)> {
        let family = match attribute(e, "family")?.as_ref() {
            "paragraph" => Family::Paragraph,
            "text" => Family::Words,
            "table-cell" => Family::Cell,
            "section" => Family::Section,
            _ => return None,
        };
        let at = (family, attribute(e, "name")?.into_owned());
        let text = |name| attribute(e, name).map(|value| value.into_owned());
        let style = Style {
            parent: text("parent-style-name"),
            list: text("list-style-name"),
            // A paragraph that begins pages of another kind begins a page.
            begins_page: text("master-page-name").map(|name| !name.is_empty()),
            ..Style::default()
        };
        self.styles.insert(at.clone(), style);
        Some(at)
    }

    /// How something of a style shows.
    pub(super) fn look(&self, family: Family, name: &str) -> Look {
        let chain = || self.chain(family, name);
        Look {
            bold: chain().find_map(|style| style.bold),
            hidden: chain().find_map(|style| style.hidden),
            struck: chain().find_map(|style| style.struck),
            fill: chain().find_map(|style| style.fill).flatten(),
            begins_page: chain().find_map(|style| style.begins_page).unwrap_or(false),
        }
    }

    /// The list that a paragraph style numbers its paragraphs by.
    pub(super) fn list(&self, name: &str) -> Option<&str> {
        self.chain(Family::Paragraph, name).find_map(|style| style.list.as_deref())
    }

    /// A style and those it derives from; a circle ends.
    fn chain<'a>(&'a self, family: Family, name: &str) -> impl Iterator<Item = &'a Style> {
        let get = move |name: &str| self.styles.get(&(family, name.to_owned()));
        let next = move |style: &&'a Style| get(style.parent.as_deref()?);
        std::iter::successors(get(name), next).take(32)
    }
}

impl Style {
    fn take(&mut self, name: &str, e: &BytesStart<'_>) {
        if let Some(colour) = attribute(e, "background-color") {
            let fill = colour::hex(&colour).filter(|colour| *colour != colour::WHITE);
            self.fill = Some(fill);
        }
        match name {
            "text-properties" => {
                if let Some(weight) = attribute(e, "font-weight") {
                    self.bold =
                        Some(weight == "bold" || weight.parse().is_ok_and(|w: u32| w >= 600));
                }
                if let Some(display) = attribute(e, "display") {
                    self.hidden = Some(display == "none");
                }
                let line = attribute(e, "text-line-through-style");
                if let Some(line) = line.or_else(|| attribute(e, "text-line-through-type")) {
                    self.struck = Some(line != "none");
                }
            }
            "paragraph-properties" => {
                if let Some(kind) = attribute(e, "break-before") {
                    self.begins_page = Some(kind == "page");
                }
            }
            "section-properties" => {
                if let Some(display) = attribute(e, "display") {
                    self.hidden = Some(display == "none");
                }
            }
            _ => {}
        }
    }
}
