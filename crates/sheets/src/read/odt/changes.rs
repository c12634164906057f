//! Deletions that are tracked and not accepted yet. In a package the deleted words stand apart, and a
//! mark where they were; in a document of one XML file they stand in their place, between two marks.

use std::{borrow::Cow, collections::HashMap};

use quick_xml::events::{BytesStart, Event};

use crate::read::xml::{attribute, push_reference, reader};

/// Deletions by their names, each with the words that stand apart.
#[derive(Debug, Default)]
pub(super) struct Deletions(HashMap<String, String>);

impl Deletions {
    /// Those that a document lists; none where its XML is damaged, of which its reader says more.
    pub(super) fn read(text: &str) -> Self {
        let mut deletions = Self::default();
        let mut reader = reader(text);
        let (mut name, mut words) = (None, None::<String>);
        let mut skipped = 0_usize;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) | Event::Empty(e)
                    if e.local_name().as_ref() == "changed-region" =>
                {
                    name = attribute(&e, "id").map(Cow::into_owned);
                }
                Event::Start(e) if e.local_name().as_ref() == "deletion" => {
                    words = Some(String::new());
                }
                Event::Start(e) if words.is_some() && e.local_name().as_ref() == "change-info" => {
                    skipped += 1;
                }
                Event::End(e) => match e.local_name().as_ref() {
                    "change-info" => skipped = skipped.saturating_sub(1),
                    "p" | "h" => words.iter_mut().for_each(|words| words.push(' ')),
                    "deletion" => {
                        let both = name.take().zip(words.take());
                        deletions.0.extend(both.map(|(name, words)| (name, closed_up(&words))));
                    }
                    "tracked-changes" => break,
                    _ => {}
                },
                Event::Text(t) if skipped == 0 => {
                    words.iter_mut().for_each(|words| words.push_str(&t.xml10_content()));
                }
                Event::GeneralRef(r) if skipped == 0 => {
                    words.iter_mut().for_each(|words| push_reference(&r, words));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        deletions
    }

    /// Whether a mark is that of a deletion.
    pub(super) fn has(&self, mark: &BytesStart<'_>) -> bool {
        attribute(mark, "change-id").is_some_and(|name| self.0.contains_key(name.as_ref()))
    }

    /// The words that stood at a mark, once.
    pub(super) fn take(&mut self, mark: &BytesStart<'_>) -> Option<String> {
        self.0.remove(attribute(mark, "change-id")?.as_ref()).filter(|words| !words.is_empty())
    }
}

/// A text with every run of white space one space.
fn closed_up(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
