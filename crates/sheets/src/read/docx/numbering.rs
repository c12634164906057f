//! List numbers: what a reader sees before each item, which the document only describes.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::styles::ListPlace;
use crate::read::{
    blocks::{Marker, numeral},
    xml::{attribute, number, reader},
};

/// Levels a list may have.
const LEVELS: usize = 9;

/// Characters of what stands before an item, its numbers not yet put in.
const MOST_MARKER: usize = 100;

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: "%1.".to_owned() }
    }
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbering {
    definitions: HashMap<u32, Vec<Level>>,
    /// List → its definition.
    lists: HashMap<u32, u32>,
    /// List and level → where it starts afresh.
    restarts: HashMap<(u32, usize), u32>,
    counts: HashMap<Counter, [Option<u32>; LEVELS]>,
}

/// Lists of one definition go on counting where the last one stopped, unless they start afresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Counter {
    Definition(u32),
    List(u32),
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Self {
        let mut read = Self::default();
        let mut at = Cursor::default();
        let mut reader = reader(text);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) | Event::Empty(e) => read.take(&e, &mut at),
                Event::Eof => break,
                _ => {}
            }
        }
        read
    }

    fn take(&mut self, e: &BytesStart<'_>, at: &mut Cursor) {
        match e.local_name().as_ref() {
            "abstractNum" => {
                *at = Cursor { definition: number(e, "abstractNumId"), ..Cursor::default() };
            }
            "num" => *at = Cursor { list: number(e, "numId"), ..Cursor::default() },
            "abstractNumId" => {
                if let (Some(list), Some(definition)) = (at.list, number(e, "val")) {
                    self.lists.insert(list, definition);
                }
            }
            "lvl" | "lvlOverride" => at.level = number(e, "ilvl").unwrap_or(0).min(LEVELS - 1),
            "startOverride" => {
                if let (Some(list), Some(start)) = (at.list, number(e, "val")) {
                    self.restarts.insert((list, at.level), start);
                }
            }
            "start" => self.level(at, |level| level.start = number(e, "val").unwrap_or(1)),
            "numFmt" => self.level(at, |level| level.format = value(e)),
            "lvlText" => {
                self.level(at, |level| level.text = value(e).chars().take(MOST_MARKER).collect());
            }
            _ => {}
        }
    }

    fn level(&mut self, at: &Cursor, change: impl FnOnce(&mut Level)) {
        let Some(definition) = at.definition else { return };
        let levels =
            self.definitions.entry(definition).or_insert_with(|| vec![Level::default(); LEVELS]);
        if let Some(level) = levels.get_mut(at.level) {
            change(level);
        }
    }

    /// What stands before the next item at a place: "• ", "3. ", "b) "; `None` outside lists.
    pub(super) fn next(&mut self, place: ListPlace) -> Option<Marker> {
        let list = place.list.filter(|list| *list != 0)?;
        let depth = place.level.unwrap_or(0).min(LEVELS - 1);
        let definition = *self.lists.get(&list)?;
        let levels = self.definitions.get(&definition)?;
        let level = levels.get(depth)?;
        if level.format == "bullet" {
            return Some(Marker { text: "•".to_owned(), depth, counts: false });
        }
        let afresh = (0..LEVELS).any(|at| self.restarts.contains_key(&(list, at)));
        let counter = if afresh { Counter::List(list) } else { Counter::Definition(definition) };
        let counts = self.counts.entry(counter).or_insert([None; LEVELS]);
        let start = |at: usize| {
            let own = levels.get(at).map_or(1, |level| level.start);
            self.restarts.get(&(list, at)).copied().unwrap_or(own)
        };
        for (at, count) in counts.iter_mut().enumerate() {
            match at.cmp(&depth) {
                std::cmp::Ordering::Less => *count = Some(count.unwrap_or_else(|| start(at))),
                std::cmp::Ordering::Equal => {
                    *count = Some(count.map_or_else(|| start(at), |count| count.saturating_add(1)));
                }
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        if level.format == "none" {
            return None;
        }
        let mut text = level.text.clone();
        for (at, count) in counts.iter().enumerate().take(depth + 1) {
            let format = levels.get(at).map_or("decimal", |level| level.format.as_str());
            text = text.replace(&format!("%{}", at + 1), &numeral(count.unwrap_or(1), format));
        }
        Some(Marker { text: text.trim().to_owned(), depth, counts: true })
    }
}

/// Where in `numbering.xml` the reading is.
#[derive(Debug, Default)]
struct Cursor {
    definition: Option<u32>,
    list: Option<u32>,
    level: usize,
}

fn value(e: &BytesStart<'_>) -> String {
    attribute(e, "val").unwrap_or_default().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_without_end_is_cut() {
        let text = "%1".repeat(10_000);
        let mut numbering = Numbering::read(&format!(
            r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
        ));
        let marker = numbering.next(ListPlace { list: Some(1), level: Some(0) }).unwrap();
        assert_eq!(marker.text, "1".repeat(50));
    }

    #[test]
    fn lists_count_by_level_and_start_afresh() {
        let mut numbering = Numbering::read(
            r#"<w:numbering><w:abstractNum w:abstractNumId="7">
              <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
              <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
              </w:abstractNum>
              <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
              <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
              </w:numbering>"#,
        );
        let mut next = |list, level| {
            let place = ListPlace { list: Some(list), level: Some(level) };
            numbering.next(place).map(|marker| marker.text)
        };
        let seen: Vec<_> =
            [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0), (2, 0), (1, 0), (9, 0), (0, 0)]
                .map(|(list, level)| next(list, level).unwrap_or_default())
                .into();
        assert_eq!(seen, ["1.", "1.a)", "1.b)", "2.", "2.a)", "5.", "6.", "3.", "", ""]);
    }
}
