//! List numbers: what a reader sees before each item, which the document only describes.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::read::{
    blocks::{Marker, numeral},
    xml::{attribute, number, reader},
};

/// Levels a list may have.
const LEVELS: usize = 10;

/// Characters before or after a number.
const MOST_AFFIX: usize = 40;

/// The list that numbers headings.
pub(super) const OUTLINE: &str = "\0outline";

#[derive(Debug, Clone)]
struct Level {
    bullet: bool,
    /// As [`numeral`] names it; `None` where the number does not show.
    format: Option<&'static str>,
    before: String,
    after: String,
    /// How many levels show, this one last.
    shown: usize,
    start: u32,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            bullet: false,
            format: None,
            before: String::new(),
            after: String::new(),
            shown: 1,
            start: 1,
        }
    }
}

type Counts = [Option<u32>; LEVELS];

/// The lists of a document, and how far each has counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    styles: HashMap<String, Vec<Level>>,
    counts: Vec<Counts>,
    /// Which counts a list goes on with: by its id, and by the last list of a style.
    by_id: HashMap<String, usize>,
    by_style: HashMap<String, usize>,
    open: Vec<Open>,
    outline: Counts,
}

/// A list that is open while the document is walked.
#[derive(Debug, Clone)]
struct Open {
    style: String,
    counts: usize,
    /// Whether an item waits for the paragraph that its number stands before.
    waits: bool,
    start: Option<u32>,
}

impl Lists {
    /// Adds the list styles of a part.
    pub(super) fn read(&mut self, text: &str) {
        let mut current: Option<String> = None;
        let mut reader = reader(text);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                    "list-style" => current = attribute(&e, "name").map(|name| name.into_owned()),
                    "outline-style" => current = Some(OUTLINE.to_owned()),
                    "style" | "body" => current = None,
                    "list-level-style-number"
                    | "list-level-style-bullet"
                    | "list-level-style-image"
                    | "outline-level-style" => {
                        if let Some(style) = &current {
                            self.level(style, &e);
                        }
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
    }

    fn level(&mut self, style: &str, e: &BytesStart<'_>) {
        let text = |name| {
            let text = attribute(e, name).unwrap_or_default();
            text.chars().take(MOST_AFFIX).collect::<String>()
        };
        let at = number::<usize>(e, "level").unwrap_or(1).clamp(1, LEVELS) - 1;
        let name = e.local_name();
        let level = Level {
            bullet: name.as_ref().ends_with("-bullet") || name.as_ref().ends_with("-image"),
            format: match text("num-format").as_str() {
                "1" => Some("decimal"),
                "a" => Some("lowerLetter"),
                "A" => Some("upperLetter"),
                "i" => Some("lowerRoman"),
                "I" => Some("upperRoman"),
                _ => None,
            },
            before: text("num-prefix"),
            after: text("num-suffix"),
            shown: number(e, "display-levels").unwrap_or(1).clamp(1, LEVELS),
            start: number(e, "start-value").unwrap_or(1),
        };
        let levels =
            self.styles.entry(style.to_owned()).or_insert_with(|| vec![Level::default(); LEVELS]);
        if let Some(slot) = levels.get_mut(at) {
            *slot = level;
        }
    }

    /// A list begins.
    pub(super) fn begin(&mut self, e: &BytesStart<'_>) {
        let named = attribute(e, "style-name").map(|name| name.into_owned());
        let outer = self.open.last();
        let style = named.or_else(|| outer.map(|outer| outer.style.clone())).unwrap_or_default();
        let counts = match outer {
            Some(outer) => outer.counts,
            None => {
                let goes_on = attribute(e, "continue-numbering").is_some_and(|on| on == "true");
                let other = attribute(e, "continue-list");
                let known = other.and_then(|id| self.by_id.get(id.as_ref()).copied());
                let known =
                    known.or_else(|| self.by_style.get(&style).copied().filter(|_| goes_on));
                known.unwrap_or_else(|| {
                    self.counts.push([None; LEVELS]);
                    self.counts.len() - 1
                })
            }
        };
        if let Some(id) = attribute(e, "id") {
            self.by_id.insert(id.into_owned(), counts);
        }
        self.by_style.insert(style.clone(), counts);
        self.open.push(Open { style, counts, waits: false, start: None });
    }

    /// An item begins: its number stands before its first paragraph.
    pub(super) fn item(&mut self, e: &BytesStart<'_>) {
        if let Some(open) = self.open.last_mut() {
            open.waits = true;
            open.start = number(e, "start-value");
        }
    }

    /// A list ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// How many lists are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// What stands before the paragraph that begins: `None` outside lists, and before an item's
    /// further paragraphs.
    pub(super) fn next(&mut self, of_paragraph: Option<&str>) -> Option<Marker> {
        let depth = self.open.len().checked_sub(1)?.min(LEVELS - 1);
        let open = self.open.last_mut()?;
        if !std::mem::take(&mut open.waits) {
            return None;
        }
        let style = if open.style.is_empty() { of_paragraph? } else { open.style.as_str() };
        let levels = self.styles.get(style)?;
        let counts = self.counts.get_mut(open.counts)?;
        count(levels, counts, depth, open.start.take())
    }

    /// What stands before a heading of a level (from one) that the outline numbers.
    pub(super) fn heading(&mut self, level: usize) -> Option<Marker> {
        let depth = level.clamp(1, LEVELS) - 1;
        let marker = count(self.styles.get(OUTLINE)?, &mut self.outline, depth, None)?;
        Some(Marker { depth: 0, ..marker })
    }
}

fn count(
    levels: &[Level],
    counts: &mut Counts,
    depth: usize,
    start: Option<u32>,
) -> Option<Marker> {
    let level = levels.get(depth)?;
    if level.bullet {
        return Some(Marker { text: "•".to_owned(), depth, counts: false });
    }
    let first = |at: usize| levels.get(at).map_or(1, |level| level.start);
    for (at, slot) in counts.iter_mut().enumerate() {
        match at.cmp(&depth) {
            std::cmp::Ordering::Less => *slot = Some(slot.unwrap_or_else(|| first(at))),
            std::cmp::Ordering::Equal => {
                let next = slot.map_or_else(|| first(at), |count| count.saturating_add(1));
                *slot = Some(start.unwrap_or(next));
            }
            std::cmp::Ordering::Greater => *slot = None,
        }
    }
    level.format?;
    let from = (depth + 1).saturating_sub(level.shown);
    let numbers: Vec<String> = (from..=depth)
        .filter_map(|at| {
            let format = levels.get(at)?.format?;
            Some(numeral((*counts.get(at)?)?, format))
        })
        .collect();
    let text = format!("{}{}{}", level.before, numbers.join("."), level.after);
    Some(Marker { text: text.trim().to_owned(), depth, counts: true })
}
