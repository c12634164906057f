//! What an ODS style says of the cells, and of the sheets, that use it.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::{
    read::{
        colour,
        xml::{attribute, reader},
    },
    sheet::Rgb,
};

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    /// The background; `Some(None)` where it is said to be none.
    fill: Option<Option<Rgb>>,
    bold: Option<bool>,
    struck: Option<bool>,
    hides_sheet: bool,
    /// What its cells look like under conditions: the first that holds counts.
    maps: Vec<Map>,
}

/// A condition under which cells have another style.
#[derive(Debug)]
pub(super) struct Map {
    pub(super) condition: String,
    pub(super) style: String,
    /// The cell that its references count from.
    pub(super) base: String,
}

/// The styles of a workbook by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The names that users see, where they are others.
    shown: HashMap<String, String>,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) fill: Option<Rgb>,
    pub(super) bold: bool,
    pub(super) struck: bool,
}

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn read(&mut self, text: &str) {
        let mut current: Option<String> = None;
        let mut reader = reader(text);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                    "style" => {
                        current = attribute(&e, "name").map(|name| name.into_owned());
                        let parent = attribute(&e, "parent-style-name").map(|p| p.into_owned());
                        if let Some(name) = &current {
                            if let Some(shown) = attribute(&e, "display-name") {
                                self.shown.insert(shown.into_owned(), name.clone());
                            }
                            let style = Style { parent, ..Style::default() };
                            self.styles.insert(name.clone(), style);
                        }
                    }
                    // The sheets follow; no style does.
                    "body" => break,
                    "map" => {
                        let style = current.as_ref().and_then(|name| self.styles.get_mut(name));
                        if let Some(style) = style {
                            let text = |name| attribute(&e, name).unwrap_or_default().into_owned();
                            style.maps.push(Map {
                                condition: text("condition"),
                                style: text("apply-style-name"),
                                base: text("base-cell-address"),
                            });
                        }
                    }
                    "default-style" | "number-style" | "text-style" | "date-style" => {
                        current = None;
                    }
                    name if name.ends_with("-properties") => {
                        let style = current.as_ref().and_then(|name| self.styles.get_mut(name));
                        if let Some(style) = style {
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

    /// How cells of a style look.
    pub(super) fn look(&self, name: &str) -> Look {
        Look {
            fill: self.chain(name).find_map(|style| style.fill).flatten(),
            bold: self.chain(name).find_map(|style| style.bold).unwrap_or(false),
            struck: self.strikes(name).unwrap_or(false),
        }
    }

    /// Whether a style strikes its text through, where it says.
    pub(super) fn strikes(&self, name: &str) -> Option<bool> {
        self.chain(name).find_map(|style| style.struck)
    }

    /// Whether any cells look otherwise under conditions.
    pub(super) fn are_conditional(&self) -> bool {
        self.styles.values().any(|style| !style.maps.is_empty())
    }

    /// What cells of a style look like under conditions.
    pub(super) fn maps(&self, name: &str) -> &[Map] {
        let own = self.chain(name).map(|style| style.maps.as_slice());
        let mut told = own.filter(|maps| !maps.is_empty());
        told.next().unwrap_or_default()
    }

    /// The fill of a style by either of its names.
    pub(super) fn fill(&self, name: &str) -> Option<Rgb> {
        let own = self.shown.get(name).filter(|_| !self.styles.contains_key(name));
        self.look(own.map_or(name, String::as_str)).fill
    }

    /// Whether sheets of a style are hidden.
    pub(super) fn hides_sheet(&self, name: &str) -> bool {
        self.styles.get(name).is_some_and(|style| style.hides_sheet)
    }

    /// A style and those it derives from; a circle ends.
    fn chain<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Style> {
        let next = |style: &&'a Style| self.styles.get(style.parent.as_deref()?);
        std::iter::successors(self.styles.get(name), next).take(32)
    }
}

impl Style {
    fn take(&mut self, name: &str, e: &BytesStart<'_>) {
        match name {
            "table-cell-properties" => {
                if let Some(value) = attribute(e, "background-color") {
                    let fill = colour::hex(&value).filter(|colour| *colour != colour::WHITE);
                    self.fill = Some(fill);
                }
            }
            "text-properties" => {
                if let Some(weight) = attribute(e, "font-weight") {
                    self.bold =
                        Some(weight == "bold" || weight.parse().is_ok_and(|w: u32| w >= 600));
                }
                // Two attributes say it; either that is there and not "none" strikes.
                for name in ["text-line-through-style", "text-line-through-type"] {
                    if let Some(line) = attribute(e, name) {
                        self.struck = Some(line != "none");
                    }
                }
            }
            "table-properties" => {
                self.hides_sheet = attribute(e, "display").is_some_and(|value| value == "false");
            }
            _ => {}
        }
    }
}
