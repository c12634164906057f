//! One cell that tells a risk in labelled parts: "Cause: … Event: … Effect: …", "Risk:- …".

use bellwether_domain::Risk;

use crate::parse::squeeze;

/// The parts of a cell, each with what its label says it is.
pub(super) struct Parts(Vec<(Part, String)>);

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Description,
    Cause,
    Event,
    Consequence,
}

impl Part {
    fn of(label: &str) -> Option<Self> {
        Some(match label.to_lowercase().as_str() {
            "risk" | "risk description" | "description" => Self::Description,
            "cause" | "causes" | "caused by" | "risk cause" | "root cause" => Self::Cause,
            "event" | "risk event" | "what may happen" => Self::Event,
            "effect" | "effects" | "consequence" | "consequences" | "impact" | "impacts"
            | "result" | "risk impact" | "risk effect" => Self::Consequence,
            _ => return None,
        })
    }
}

impl Parts {
    /// Gives a risk what each part says of it.
    pub(super) fn give(self, risk: &mut Risk) {
        for (part, words) in self.0 {
            let slot = match part {
                Part::Description => &mut risk.description,
                Part::Cause => &mut risk.cause,
                Part::Event => &mut risk.event,
                Part::Consequence => &mut risk.consequence,
            };
            let kept = slot.get_or_insert_default();
            if !kept.is_empty() {
                kept.push(' ');
            }
            kept.push_str(&words);
        }
    }
}

/// The labelled parts of a cell: two or more, or one label at its beginning.
pub(super) fn parts(text: &str) -> Option<Parts> {
    // Most cells have no colon.
    memchr::memchr(b':', text.as_bytes())?;
    let mut marks = Vec::new();
    for (at, _) in text.match_indices(':') {
        marks.extend(label(text, at).map(|(from, part)| (from, at + 1, part)));
    }
    let (first, ..) = *marks.first()?;
    let begins = text.get(..first)?.trim().is_empty();
    let kinds = |part: Part| marks.iter().filter(|(_, _, own)| *own == part).count();
    let once = marks.iter().all(|(_, _, part)| kinds(*part) == 1);
    if !begins || !once {
        return None;
    }
    let ends = marks.iter().skip(1).map(|(from, ..)| *from).chain([text.len()]);
    let parts: Vec<(Part, String)> = marks
        .iter()
        .zip(ends)
        .map(|((_, from, part), end)| {
            let words = text.get(*from..end).unwrap_or_default();
            (*part, squeeze(words.trim_start_matches(['-', '–', ' '])))
        })
        .filter(|(_, words)| !words.is_empty())
        .collect();
    (!parts.is_empty()).then_some(Parts(parts))
}

/// The label that ends at a colon: it begins the cell, a line or a sentence, or is a word with a
/// capital among others ("Cause: old age Event: it sinks").
fn label(text: &str, colon: usize) -> Option<(usize, Part)> {
    let before = text.get(..colon)?;
    let from = before.rfind(['\n', '.', ';', ':', '!', '?']).map_or(0, |mark| mark + 1);
    let words = before.get(from..)?;
    if let Some(part) = Part::of(words.trim().trim_matches('*')) {
        return Some((from, part));
    }
    let from = before.rfind(' ')? + 1;
    let word = before.get(from..)?;
    let part = Part::of(word).filter(|part| *part != Part::Description);
    Some((from, part.filter(|_| word.starts_with(char::is_uppercase))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn risk(text: &str) -> Option<Risk> {
        let mut risk = Risk::default();
        parts(text)?.give(&mut risk);
        Some(risk)
    }

    #[test]
    fn labels_tell_the_parts_of_a_risk() {
        let told =
            risk("Cause: The pier is old.\nEvent:\nIt sinks.\n\nEffect: No ferry lands.").unwrap();
        assert_eq!(told.cause.as_deref(), Some("The pier is old."));
        assert_eq!(told.event.as_deref(), Some("It sinks."));
        assert_eq!(told.consequence.as_deref(), Some("No ferry lands."));
        assert_eq!(told.description, None);
        let told = risk("Cause: old age Event: the pier sinks Effect: no ferry lands").unwrap();
        assert_eq!(told.event.as_deref(), Some("the pier sinks"));
        assert_eq!(told.cause.as_deref(), Some("old age"));
        let told = risk("Risk:- the pier sinks. Consequences: no ferry lands").unwrap();
        assert_eq!(told.description.as_deref(), Some("the pier sinks."));
        assert_eq!(told.consequence.as_deref(), Some("no ferry lands"));
    }

    #[test]
    fn other_colons_are_words() {
        for text in
            ["The pier sinks: no ferry lands", "At 10:30 the impact: none", "No colon at all"]
        {
            assert!(risk(text).is_none(), "{text}");
        }
    }
}
