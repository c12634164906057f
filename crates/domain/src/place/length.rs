//! How long a text may be: what is longer is refused, never cut.

use super::Place;
use crate::Risk;

/// Characters of one text of a risk: some thirty pages, three times what a cell of a spreadsheet
/// holds.
pub const MOST_CHARACTERS: usize = 100_000;

impl Place {
    /// The places of a risk whose texts are longer than [`MOST_CHARACTERS`], each with its length.
    pub fn overlong(risk: &Risk) -> impl Iterator<Item = (Self, usize)> {
        Self::all(risk).filter_map(|place| {
            let words = place.words(risk)?;
            // No text has more characters than bytes: nearly none is counted.
            let length = if words.len() > MOST_CHARACTERS { words.chars().count() } else { 0 };
            (length > MOST_CHARACTERS).then_some((place, length))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RiskField;

    #[test]
    fn the_longest_text_fits_and_a_longer_one_is_named() {
        let mut risk = Risk { description: Some("ü".repeat(MOST_CHARACTERS)), ..Risk::default() };
        assert_eq!(Place::overlong(&risk).count(), 0);
        risk.extra.insert("Notes".to_owned(), "x".repeat(MOST_CHARACTERS + 1));
        let found: Vec<_> = Place::overlong(&risk).collect();
        assert_eq!(found, [(Place::Extra("Notes".to_owned()), MOST_CHARACTERS + 1)]);
        risk.description = Some("ü".repeat(MOST_CHARACTERS + 1));
        let first = Place::overlong(&risk).next().unwrap();
        assert_eq!(first.0, Place::Risk(RiskField::Description));
    }
}
